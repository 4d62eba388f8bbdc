#include "engine/hmi/plant_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace retort::hmi {
namespace {

std::string scalar(const YamlNode& body, std::string_view key) {
  const YamlNode* n = body.find(key);
  return n && n->is_scalar() ? n->scalar : "";
}
std::string tag_of(const std::string& variable) { return variable.substr(0, variable.find('.')); }

/// Whether a condition speaks of a tag.
bool names(const std::string& condition, const std::string& tag) {
  for (std::size_t at = condition.find(tag); at != std::string::npos; at = condition.find(tag, at + 1)) {
    const std::size_t end = at + tag.size();
    const bool starts = at == 0 || !(std::isalnum(static_cast<unsigned char>(condition[at - 1])) || condition[at - 1] == '-');
    if (starts && (end == condition.size() || !(std::isalnum(static_cast<unsigned char>(condition[end])) || condition[end] == '-'))) return true;
  }
  return false;
}
bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

void PlantView::classify(Thing& t) const {
  const std::string& type = t.type;
  if (t.section == "lines") t.kind = ThingKind::line;
  else if (t.section == "alarms") t.kind = ThingKind::alarm;
  else if (t.section == "safety") t.kind = ThingKind::interlock;
  else if (contains(type, "transmitter") || type == "analyser") t.kind = ThingKind::transmitter;
  else if (contains(type, "gauge")) t.kind = ThingKind::gauge;
  else if (t.section == "control") t.kind = t.rows.contains("pv") && t.rows.contains("op") ? ThingKind::controller : ThingKind::logic;
  else if (contains(type, "pump")) t.kind = ThingKind::pump;
  else if (type == "control_valve") t.kind = ThingKind::control_valve;
  else if (type == "hand_valve") t.kind = ThingKind::hand_valve;
  else if (type == "boundary") t.kind = ThingKind::boundary;
  else if (t.rows.contains("level")) t.kind = ThingKind::vessel;
}

PlantView::PlantView(const PlantSpec& spec, const Catalogue& catalogue)
    : scan_period(spec.scan_period), spec_(spec), catalogue_(catalogue) {
  for (const BlockSpec& b : spec.blocks) {
    Thing t;
    t.tag = b.tag;
    t.type = b.type;
    t.section = b.section;
    t.spec = &b;
    for (RowId r : catalogue.of_tag(b.tag)) t.rows[catalogue[r].noun] = r;
    t.measures = scalar(b.body, t.section == "control" ? "pv" : "of");
    t.drives = tag_of(scalar(b.body, "out"));
    classify(t);
    by_tag_[t.tag] = int(things_.size());
    things_.push_back(std::move(t));
  }
  for (std::size_t i = 0; i < things_.size(); ++i) {
    const Thing& t = things_[i];
    if (t.kind != ThingKind::alarm) continue;
    AlarmPoint a;
    a.tag = t.tag;
    a.of = tag_of(scalar(t.spec->body, "of"));
    a.thing = int(i);
    const std::string priority = scalar(t.spec->body, "priority");
    if (!priority.empty() && priority[0] >= '1' && priority[0] <= '4') a.priority = priority[0] - '0';
    a.state = t.row("state");
    a.active = t.row("active");
    a.acknowledge = t.row("acknowledge");
    a.shelve = t.row("shelve");
    a.reset = t.row("reset");
    a.unshelve = t.row("unshelve");
    a.shelved_left = t.row("shelved_left");
    alarm_of_state_[a.state] = int(alarms_.size());
    // An alarm belongs to what it is of, to the equipment that this measures, and to controllers that read it.
    for (Thing& other : things_) {
      const bool own = a.of.empty() ? names(scalar(t.spec->body, "when"), other.tag)
                                    : other.tag == a.of || tag_of(other.measures) == a.of;
      if (own && other.section != "alarms") other.alarms.push_back(int(alarms_.size()));
    }
    alarms_.push_back(std::move(a));
  }
  times_.resize(alarms_.size());
}

const Thing* PlantView::find(std::string_view tag) const {
  const auto it = by_tag_.find(tag);
  return it == by_tag_.end() ? nullptr : &things_[std::size_t(it->second)];
}

AlarmLook PlantView::look(const AlarmPoint& a) const {
  AlarmLook l;
  l.active = value(a.active) > 0.5;
  if (a.state == kNoRow) return l;
  const Row& row = catalogue_[a.state];
  const auto i = std::size_t(std::max(0.0, value(a.state)));
  if (i >= row.choices.size()) return l;
  const std::string& s = row.choices[i];
  l.shelved = contains(s, "shelved");
  l.silenced = contains(s, "suppress") || contains(s, "service");
  l.unacknowledged = s == "unacknowledged" || s == "returned";
  l.active = s == "unacknowledged" || s == "acknowledged" || s == "latched" || ((l.shelved || l.silenced) && l.active);
  return l;
}

int PlantView::worst_alarm(const Thing& t, bool* unacknowledged) const {
  int worst = 0;
  bool unseen = false;
  for (int i : t.alarms) {
    const AlarmPoint& a = alarms_[std::size_t(i)];
    const AlarmLook l = look(a);
    if (!l.listed()) continue;
    if (worst == 0 || a.priority < worst) worst = a.priority;
    unseen = unseen || l.unacknowledged;
  }
  if (unacknowledged) *unacknowledged = unseen;
  return worst;
}

void PlantView::follow() {
  if (log.cuts() != cuts_) {  // went back: read the log anew
    cuts_ = log.cuts();
    read_ = 0;
    std::fill(times_.begin(), times_.end(), AlarmTimes{});
  }
  const std::size_t from = read_;
  read_ = log.size();
  for (const LogEntry& e : log.since(from)) {
    const auto it = alarm_of_state_.find(e.row);
    if (e.is_act || it == alarm_of_state_.end() || e.row == kNoRow) continue;
    const std::vector<std::string>& names = catalogue_[e.row].choices;
    const auto name = [&](double v) { return std::size_t(v) < names.size() ? names[std::size_t(v)] : std::string(); };
    const std::string before = name(e.before), after = name(e.after);
    AlarmTimes& t = times_[std::size_t(it->second)];
    const double time = double(e.scan) * scan_period;
    if (after == "unacknowledged") t = {time, -1, -1};
    if ((before == "unacknowledged" && after == "acknowledged") || (before == "returned" && after == "normal")) t.acknowledged = time;
    if (after == "returned" || (after == "normal" && t.left < t.came)) t.left = time;
  }
}

RowId PlantView::main_row(const Thing& t) const {
  for (const char* noun : {"pv", "position", "running", "tripped", "active", "reading", "state", "mode"})
    if (RowId r = t.row(noun); r != kNoRow) return r;
  return kNoRow;
}

std::vector<RowId> PlantView::board_rows(const Thing& t) const {
  std::vector<RowId> out;
  const auto take = [&](std::initializer_list<const char*> nouns) {
    for (const char* n : nouns)
      if (RowId r = t.row(n); r != kNoRow) out.push_back(r);
  };
  switch (t.kind) {
    case ThingKind::transmitter: take({"pv", "quality", "current"}); break;
    case ThingKind::pump:
      take({"running", "current", "speed_set", "selector", "available", "permitted", "interlocked", "tripped", "trip_cause", "overload", "auto_started"});
      break;
    case ThingKind::control_valve: take({"position", "command", "override"}); break;
    case ThingKind::controller:
    case ThingKind::logic:
    case ThingKind::alarm:
    case ThingKind::interlock:
      for (RowId r : catalogue_.of_tag(t.tag))
        if (catalogue_[r].store != Store::malfunction) out.push_back(r);
      break;
    default: break;
  }
  return out;
}

int PlantView::quality(const Thing& t) const {
  if (RowId r = t.row("quality"); r != kNoRow) return int(value(r) + 0.5);
  if (t.kind == ThingKind::controller)
    if (const Thing* source = find(tag_of(t.measures)); source && source != &t) return quality(*source);
  return 0;
}

const Thing* PlantView::level_of(const Thing& vessel) const {
  for (const Thing& t : things_)
    if (t.kind == ThingKind::transmitter && tag_of(t.measures) == vessel.tag && t.row("pv") != kNoRow &&
        catalogue_[t.row("pv")].quantity == Quantity::fraction)
      return &t;
  return nullptr;
}

std::string number_text(const Row& row, double si, const Words& words) {
  if (!std::isfinite(si)) return "—";
  const Unit& unit = row.unit ? *row.unit : default_unit(row.quantity);
  const double v = unit.from_si(si);
  int decimals = 2;
  if (row.hi > row.lo) {
    const double span = std::abs(unit.from_si(row.hi) - unit.from_si(row.lo));
    decimals = std::clamp(3 - int(std::ceil(std::log10(std::max(span, 1e-9)) - 1e-9)), 0, 4);
  } else if (row.quantity == Quantity::fraction) {
    decimals = 1;
  } else if (const double size = std::abs(v); size > 0) {
    decimals = std::clamp(3 - int(std::floor(std::log10(size))), 0, 4);
  }
  std::string s = fmt::format("{:.{}f}", v, decimals);
  if (s.find_first_not_of("-0.") == std::string::npos && s[0] == '-') s.erase(0, 1);
  if (words.decimal() != '.') std::replace(s.begin(), s.end(), '.', words.decimal());
  return s;
}

std::string unit_text(const Row& row) {
  const Unit& unit = row.unit ? *row.unit : default_unit(row.quantity);
  std::string name(unit.name);
  if (name == "1") return "";
  for (auto [plain, shown] : {std::pair{"degC", "°C"}, {"m3", "m³"}, {"m2", "m²"}})
    if (const std::size_t at = name.find(plain); at != std::string::npos) name.replace(at, std::string(plain).size(), shown);
  return name;
}

std::string value_text(const Row& row, double si, const Words& words) {
  if (!row.choices.empty()) {
    const auto i = std::size_t(std::max(0.0, si + 0.5));
    return i < row.choices.size() ? words.get("choice." + row.choices[i], row.choices[i]) : "?";
  }
  if (row.quantity == Quantity::flag) return words(si > 0.5 ? "ui.yes" : "ui.no");
  const std::string unit = unit_text(row);
  return number_text(row, si, words) + (unit.empty() ? "" : " " + unit);
}

std::string clock_text(double seconds) {
  const auto s = static_cast<long>(std::max(0.0, seconds));
  return fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

const std::string& description(const Words& words, const std::string& tag) {
  static const std::string kNone;
  for (const std::string& key : {"tag." + tag, tag, tag + ".name"})
    if (const std::string& text = words.get(key, kNone); !text.empty()) return text;
  return kNone;
}

const std::string& noun_text(const Words& words, const Row& row) {
  return words.get("name:" + row.name, row.help.empty() ? row.noun : row.help);
}

}  // namespace retort::hmi
