#include "engine/hmi/faceplate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/hmi/alarm_list.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/protection.h"
#include "engine/hmi/sequence_page.h"
#include "engine/hmi/state_sign.h"
#include "engine/hmi/trend_pens.h"
#include "engine/hmi/tuning.h"

namespace retort::hmi {

using namespace ui;

namespace {

std::string upper(std::string s) {
  for (char& c : s) c = char(std::toupper(static_cast<unsigned char>(c)));
  return s;
}

class FaceplatePanel {
 public:
  FaceplatePanel(const Desk& desk, const Thing& thing) : desk_(desk), plant_(desk.plant), words_(desk.words), t_(thing), id_("fp." + thing.tag) {}

  bool paint() {
    const bool open = title();
    caption(description(words_, t_.tag));
    state();
    switch (tabs()) {
      case kOperate: operate(); break;
      case kDetail: detail_rows(false); break;
      case kProtection: draw_protection(desk_, t_, id_ + ".protection"); break;
      case kMalfunction: malfunction_rows(); break;
    }
    return open;
  }

  void detail_rows(bool wide) {
    buttons(wide ? 4 : 2, {});
    for (RowId id : plant_.board_rows(t_)) {
      const Row& r = plant_.catalogue()[id];
      if (is_button(r)) continue;
      const float value_width = px(86), left = ImGui::GetContentRegionAvail().x - value_width - px(wide ? 90 : 40);
      ImGui::AlignTextToFramePadding();
      {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        fitted_line(noun_text(words_, r), left);
        pen_source(plant_, {id});
        ImGui::SameLine();
        ImGui::SetCursorScreenPos({at.x + left + px(4), at.y});
      }
      value_or_entry(r, value_width);
    }
  }

 private:
  /// How it stands, in a room that is always there: what comes and goes moves no button. What finds no room is told by a tooltip.
  void state() {
    std::vector<StateLine> lines = state_lines(words_, signs_of(plant_, t_));
    if (const std::string lock = lock_text(desk_, t_); !lock.empty()) {
      lines.insert(lines.begin(), {std::nullopt, lock});
      Context::current().note("fp." + t_.tag + ".lock");
    }
    if (has("override") && plant_.value(t_, "override") > 0.5) lines.insert(lines.begin(), {std::nullopt, value_text(row("override"), plant_.value(t_, "override"), words_)});
    for (StateLine& l : lines)
      if (l.sign == StateSign::not_permitted)
        if (const std::string why = why_no_start(desk_, t_); !why.empty()) l.text = why;
    draw_state(lines);
  }
  /// The tabs that it has, side by side while their words fit, else two on a line. The one that is open.
  int tabs() {
    std::vector<std::pair<int, const char*>> has = {{kOperate, "operate"}, {kDetail, "detail"}};
    if (is_protected(plant_, t_)) has.push_back({kProtection, "protection"});
    if (desk_.run.may_inject && !malfunctions().empty()) has.push_back({kMalfunction, "malfunction"});
    int& tab = desk_.state.tab[t_.tag];
    if (std::none_of(has.begin(), has.end(), [&](const auto& h) { return h.first == tab; })) tab = kOperate;
    const float room = ImGui::GetContentRegionAvail().x, gap = ImGui::GetStyle().ItemSpacing.x;
    const auto width = [&](std::size_t n) { return (room - float(n - 1) * gap) / float(n); };
    std::size_t columns = std::max<std::size_t>(3, has.size());
    for (const auto& [number, name] : has)
      if (text_size(fonts().text, words_(std::string("ui.tab.") + name)).x + px(8) > width(columns)) columns = 2;
    for (std::size_t k = 0; k < has.size(); ++k) {
      if (k % columns) ImGui::SameLine();
      const std::string name = has[k].second;
      if (button(id_ + ".tab." + name, words_("ui.tab." + name), {.on = tab == has[k].first, .size = {width(columns), 0}})) tab = has[k].first;
    }
    return tab;
  }

  const Row& row(std::string_view noun) const { return plant_.catalogue()[t_.row(noun)]; }
  bool has(std::string_view noun) const { return t_.row(noun) != kNoRow; }
  bool act(std::string_view noun, double v) const { return desk_.act(t_.row(noun), v); }

  bool title() {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 a = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = px(30);
    draw->AddRectFilled(a, {a.x + width, a.y + height}, color::kBar);
    text_anchored(draw, fonts().bold, {a.x + px(8), a.y + height / 2}, {0, 0.5f}, color::kText, t_.tag);
    pen_source(plant_, a, {a.x + width - px(62), a.y + height}, pens_of(plant_, t_));
    Context::current().mark(id_ + ".title", a, {a.x + width - px(62), a.y + height});
    bool unseen = false;
    if (const int alarm = plant_.worst_alarm(t_, &unseen))
      alarm_mark(draw, {a.x + px(24) + text_size(fonts().bold, t_.tag).x, a.y + height / 2}, px(17), alarm, unseen, desk_.state.wall);
    const float side = px(26);
    ImGui::SetCursorScreenPos({a.x + width - 2 * side - px(6), a.y + px(2)});
    const bool pinned = desk_.state.pinned.contains(t_.tag);
    if (button(id_ + ".pin", "◆", {.on = pinned, .size = {side, side}})) {
      if (pinned) desk_.state.pinned.erase(t_.tag);
      else desk_.state.pinned.insert(t_.tag);
    }
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", words_("ui.pin").c_str());
    ImGui::SetCursorScreenPos({a.x + width - side - px(2), a.y + px(2)});
    const bool close = button(id_ + ".close", "×", {.size = {side, side}});
    ImGui::SetCursorScreenPos({a.x, a.y + height + px(4)});
    return !close;
  }

  void operate() {
    switch (t_.kind) {
      case ThingKind::controller: controller(); break;
      case ThingKind::control_valve: valve(); break;
      case ThingKind::safety: safety(); break;
      case ThingKind::transmitter: t_.section == "instruments" && has("pv") ? indicator() : detail_rows(false); break;
      case ThingKind::logic:
        if (t_.wiring->selector) selector();
        if (is_sequence(t_)) {
          buttons(2, {});
          draw_phases(desk_, t_);
          break;
        }
        detail_rows(false);
        break;
      case ThingKind::alarm: detail_rows(false); break;
      default: unit(); break;
    }
    if (const std::vector<RowId> pens = pens_of(plant_, t_); !pens.empty() && plant_.history.has(pens.front()))
      if (button(id_ + ".trend", words_("ui.trend.add"), {.size = {ImGui::GetContentRegionAvail().x, 0}})) add_pens(desk_, pens);
    if (!field_controls(plant_.plant(), t_.block).empty())   // somebody has to go there for that
      if (button(id_ + ".go_there", words_("ui.go_there"), {.size = {ImGui::GetContentRegionAvail().x, 0}})) desk_.state.walk_to = t_.tag;
    protection();
    if (t_.wiring->machine && plant_.value(t_.wiring->machine->running) < 0.5) draw_protection_summary(desk_, t_);
    alarms();
  }

  /// A unit by what it can do: what starts and stops, what is set, what is measured on it.
  void unit() {
    std::vector<RowId> drawn;
    if (t_.wiring->machine) drawn = machine(*t_.wiring->machine);
    buttons(2, drawn);
    for (RowId id : t_.face.entries) {
      if (std::find(drawn.begin(), drawn.end(), id) != drawn.end()) continue;
      const Row& r = plant_.catalogue()[id];
      caption(noun_text(words_, r));
      if (const Thing* driver = plant_.driver_of(id)) {
        if (button(id_ + ".driver", words_("ui.driven_by") + " " + driver->tag, {.size = {ImGui::GetContentRegionAvail().x, 0}})) desk_.open_faceplate(driver->tag);
      } else {
        value_or_entry(r, px(100));
      }
    }
    if (!t_.wiring->machine)
      for (RowId id : t_.face.shown)
        if (plant_.catalogue()[id].store != Store::input) {
          caption(noun_text(words_, plant_.catalogue()[id]));
          value_or_entry(plant_.catalogue()[id], px(100));
        }
    instruments();
  }
  /// What is pressed and springs back, side by side.
  void buttons(int columns, const std::vector<RowId>& but) {
    int k = 0;
    const float w = (ImGui::GetContentRegionAvail().x - float(columns - 1) * ImGui::GetStyle().ItemSpacing.x) / float(columns);
    for (RowId id : t_.face.buttons) {
      if (std::find(but.begin(), but.end(), id) != but.end()) continue;
      const Row& r = plant_.catalogue()[id];
      if (k++ % columns) ImGui::SameLine();
      if (button("press." + r.name, words_.get("button." + r.noun, noun_text(words_, r)), {.size = {w, 0}})) desk_.act(id, 1);
      if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", noun_text(words_, r).c_str());
    }
  }

  void controller() {
    const Row& pv = row("pv");
    const int mode = int(plant_.value(t_, "mode") + 0.5), actual = int(plant_.value(t_, "actual_mode") + 0.5);
    const RowId sp_row = has("working_sp") ? t_.row("working_sp") : t_.row("sp");
    const double span = std::max(pv.hi - pv.lo, 1e-12);
    const auto share = [&](double v) { return (v - pv.lo) / span; };

    // Bars on the left with the scale between, numbers on the right.
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float height = px(168), bar = px(20), head = fonts().small->FontSize + px(2);
    float x = top.x + px(44);
    const float y0 = top.y + head, y1 = y0 + height;
    for (int i = 0; i <= 4; ++i) {
      const float y = y1 - height * float(i) / 4;
      draw->AddLine({x - px(5), y}, {x, y}, color::kLine);
      text_anchored(draw, fonts().small, {x - px(7), y}, {1, 0.5f}, color::kDim, number_text(pv, pv.lo + span * i / 4, words_));
    }
    const Band band = band_of(plant_, t_, t_.row("pv"));
    bool unseen = false;
    const int alarm = plant_.worst_alarm(t_, &unseen);
    const auto heading = [&](const char* text, float at) { text_anchored(draw, fonts().small, {at + bar / 2, top.y}, {0.5f, 0}, color::kDim, text); };
    heading(words_.term("pv").c_str(), x);
    const double sp = plant_.value(sp_row);
    analogue_indicator(draw, {x, y0}, {x + bar, y1}, band, plant_.value(t_, "pv"), &sp, alarm, plant_.quality(t_));
    x += bar + px(26);
    heading(words_.term("sp").c_str(), x);
    upright_bar(draw, {x, y0}, {x + bar, y1}, share(sp),
                {color::kSetpoint, share(plant_.value(t_, "sp_lo")), share(plant_.value(t_, "sp_hi")), true});
    x += bar + px(26);
    heading(words_.term("op").c_str(), x);
    upright_bar(draw, {x, y0}, {x + bar, y1}, plant_.value(t_, "op"),
                {color::kFill, plant_.value(t_, "op_lo"), has("op_hi") ? plant_.value(t_, "op_hi") : 1, false});
    const float right = x + bar + px(18);
    const float room = std::max(px(90), ImGui::GetContentRegionAvail().x - (right - top.x));

    const auto number = [&](const char* label, float y, const Row& r, double v, ImU32 ink) {
      text_at(draw, fonts().small, {right, y}, color::kDim, std::string(label) + "  " + board_unit(r));
      text_at(draw, fonts().large, {right, y + fonts().small->FontSize}, ink, number_text(r, v, words_));
      pen_source(plant_, {right, y}, {right + room, y + fonts().small->FontSize + fonts().large->FontSize}, {r.id});
    };
    // Where one types is no place to drag from: its heading is.
    const auto named = [&](const char* signal, float y, const std::string& unit, RowId pen) {
      text_at(draw, fonts().small, {right, y}, color::kDim, words_.term(signal) + "  " + unit);
      pen_source(plant_, {right, y}, {right + room, y + fonts().small->FontSize}, {pen});
    };
    number(words_.term("pv").c_str(), top.y, pv, plant_.value(t_, "pv"), plant_.quality(t_) == 2 ? color::kBad : color::kValue);
    const float step = px(56);
    named("sp", top.y + step, board_unit(row("sp")), sp_row);
    ImGui::SetCursorScreenPos({right, top.y + step + fonts().small->FontSize + px(1)});
    entry("sp", room, sp_row);
    named("op", top.y + 2 * step, "%", t_.row("op"));
    ImGui::SetCursorScreenPos({right, top.y + 2 * step + fonts().small->FontSize + px(1)});
    entry("op", room, t_.row("op"));
    ImGui::SetCursorScreenPos({top.x, y1 + px(8)});

    // Steps up and down for what the mode lets one change.
    const char* noun = mode == 1 ? "op" : mode == 2 ? "sp" : nullptr;
    const float w = (ImGui::GetContentRegionAvail().x - 3 * ImGui::GetStyle().ItemSpacing.x) / 4;
    const Row* changed = noun ? &row(noun) : nullptr;
    for (auto [label, share_of_span] : {std::pair{"−−", -0.05}, {"−", -0.01}, {"+", 0.01}, {"++", 0.05}}) {
      if (button(id_ + ".step." + label, label, {.enabled = noun != nullptr, .size = {w, 0}}) && noun)
        act(noun, std::clamp(plant_.value(t_, noun) + share_of_span * (changed->hi - changed->lo), changed->lo, changed->hi));
      ImGui::SameLine();
    }
    ImGui::NewLine();

    modes(mode, actual);
    chosen_by_selector();
    caption(words_("ui.last_10_min"));
    small_trend(desk_, {ImGui::GetContentRegionAvail().x, px(70)}, t_.row("pv"), sp_row, 600);
  }

  /// Whose output goes on, and who else asks.
  void selector() {
    const Thing* chosen = plant_.selected_by(t_);
    for (RowId in : t_.wiring->selector->inputs)
      if (const Thing* of = plant_.driver_of(in)) {
        const std::string label = of->tag + "   " + value_text(plant_.catalogue()[in], plant_.value(in), words_);
        if (button(id_ + ".from." + of->tag, label, {.on = of == chosen, .size = {ImGui::GetContentRegionAvail().x, 0}})) desk_.open_faceplate(of->tag);
      }
  }
  /// A controller whose output a selector may pass over.
  void chosen_by_selector() {
    const Thing* by = plant_.thing(plant_.plant().wiring.controllers[std::size_t(t_.wiring->controller)].drives);
    if (!by || !by->wiring->selector) return;
    const Thing* chosen = plant_.selected_by(*by);
    const std::string label = by->tag + " ← " + (chosen ? chosen->tag : "?");
    if (button(id_ + ".selector", label, {.on = chosen == &t_, .size = {ImGui::GetContentRegionAvail().x, 0}})) desk_.open_faceplate(by->tag);
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", words_(chosen == &t_ ? "ui.selected" : "ui.passed_over").c_str());
  }

  void modes(int mode, int actual) {
    const Row& r = row("mode");
    const std::size_t n = r.choices.size();
    const float w = (ImGui::GetContentRegionAvail().x - float(n - 1) * ImGui::GetStyle().ItemSpacing.x) / float(n);
    for (std::size_t i = 0; i < n; ++i) {
      if (i) ImGui::SameLine();
      const bool cascade = r.choices[i] == "cas";
      const bool possible = !cascade || remote();
      if (button(id_ + ".mode." + r.choices[i], upper(words_.get("choice." + r.choices[i], r.choices[i])),
                 {.on = int(i) == mode, .enabled = possible, .size = {w, 0}}))
        act("mode", double(i));
      if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", words_("ui.mode." + r.choices[i]).c_str());
    }
    if (has("actual_mode"))
      caption(fmt::format("{}: {}", words_("ui.actual_mode"), upper(value_text(row("actual_mode"), actual, words_))));
  }
  /// Something writes its set point in cascade.
  bool remote() const { return plant_.plant().wiring.controllers[std::size_t(t_.wiring->controller)].master != kNoBlock; }


  /// What does not go now is refused with its reason, by who knows it.
  void entry(const char* noun, float width, RowId shown) {
    const Row& r = row(noun);
    if (const auto v = number_entry(id_ + "." + noun, number_text(r, plant_.value(shown), words_), width))
      act(noun, (r.unit ? *r.unit : default_unit(r.quantity)).to_si(*v));
  }

  /// Its state, its buttons, and the flags that say why it does not start. Gives the rows that are drawn.
  std::vector<RowId> machine(const Machine& m) {
    const bool running = plant_.value(m.running) > 0.5, tripped = m.tripped != kNoRow && plant_.value(m.tripped) > 0.5;
    {
      Face face(fonts().large);
      ImGui::TextUnformatted(words_(tripped ? "ui.tripped" : running ? "ui.running" : "ui.stopped").c_str());
    }
    if (tripped && has("trip_cause")) {
      ImGui::SameLine();
      fitted_line(value_text(row("trip_cause"), plant_.value(t_, "trip_cause"), words_), ImGui::GetContentRegionAvail().x);
    }
    const float w = (ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().ItemSpacing.x) / 3;
    if (button(id_ + ".start", words_("ui.start"), {.on = running, .size = {w, px(36)}}) && !running) desk_.act(m.start, 1);
    ImGui::SameLine();
    if (button(id_ + ".stop", words_("ui.stop"), {.on = !running, .size = {w, px(36)}})) desk_.act(m.stop, 1);
    if (m.reset != kNoRow) {
      ImGui::SameLine();
      if (button(id_ + ".reset", words_("ui.reset"), {.size = {w, px(36)}})) desk_.act(m.reset, 1);
    }
    machine_flags();
    if (has("current")) {
      const Row& r = row("current");
      caption(noun_text(words_, r) + ", " + words_("ui.last_10_min"));
      text_at(ImGui::GetWindowDrawList(), fonts().large, ImGui::GetCursorScreenPos(), color::kValue, value_text(r, plant_.value(t_, "current"), words_));
      ImGui::Dummy({ImGui::GetContentRegionAvail().x, fonts().large->FontSize + px(4)});
      pen_source(plant_, {r.id});
      small_trend(desk_, {ImGui::GetContentRegionAvail().x, px(70)}, t_.row("current"), kNoRow, 600);
    }
    return {m.start, m.stop, m.reset};
  }

  bool value_is(const char* noun, std::string_view choice) const {
    const Row& r = row(noun);
    const auto i = std::size_t(plant_.value(t_, noun) + 0.5);
    return i < r.choices.size() && r.choices[i] == choice;
  }

  void machine_flags() {
    for (const char* noun : {"selector", "available", "permitted", "interlocked", "auto_started"}) {
      if (!has(noun)) continue;
      const Row& r = row(noun);
      const bool good_when_on = std::string_view(noun) == "available" || std::string_view(noun) == "permitted";
      const bool abnormal = r.choices.empty() ? plant_.on(t_, noun) != good_when_on : !value_is(noun, "remote");
      Face face(abnormal ? fonts().bold : fonts().text);
      const std::string label = (abnormal ? "▪ " : "   ") + noun_text(words_, r);
      const std::string value = value_text(r, plant_.value(t_, noun), words_);
      const float room = ImGui::GetContentRegionAvail().x, wide = std::max(ImGui::CalcTextSize(value.c_str()).x, px(40));
      fitted_line(label, room - wide - px(14));
      ImGui::SameLine(ImGui::GetCursorPosX() + room - wide);
      ImGui::TextUnformatted(value.c_str());
    }
  }

  void valve() {
    const Row& position = row("position");
    const float w = ImGui::GetContentRegionAvail().x;
    caption(noun_text(words_, position));
    {
      Face face(fonts().large);
      ImGui::PushStyleColor(ImGuiCol_Text, color::kValue);
      ImGui::TextUnformatted(value_text(position, plant_.value(t_, "position"), words_).c_str());
      pen_source(plant_, {position.id});
      ImGui::PopStyleColor();
    }
    const ImVec2 a = ImGui::GetCursorScreenPos();
    ImGui::Dummy({w, px(26)});
    const Band band{0, 1, 0, 1, {}};
    const double command = plant_.value(t_, "command");
    analogue_indicator(ImGui::GetWindowDrawList(), {a.x + px(6), a.y + px(6)}, {a.x + w - px(6), a.y + px(16)}, band, plant_.value(t_, "position"), &command, 0, 0);
    if (const Thing* driver = plant_.driver_of(t_.row("command"))) {
      if (button(id_ + ".driver", words_("ui.driven_by") + " " + driver->tag, {.size = {w, 0}})) desk_.open_faceplate(driver->tag);
    } else if (has("command")) {
      caption(noun_text(words_, row("command")));
      entry("command", px(110), t_.row("command"));
    }
    caption(words_("ui.last_10_min"));
    small_trend(desk_, {w, px(70)}, t_.row("position"), kNoRow, 600);
  }

  void indicator() {
    const Row& pv = row("pv");
    const bool sampled = has("status") && has("age"), awaited = sampled && plant_.value(t_, "status") < 1.5;   // an earlier result is in the trend
    {
      Face face(fonts().large);
      ImGui::PushStyleColor(ImGuiCol_Text, plant_.quality(t_) == 2 ? color::kBad : color::kValue);
      ImGui::TextUnformatted(awaited ? "–" : value_text(pv, plant_.value(t_, "pv"), words_).c_str());
      if (!awaited) pen_source(plant_, {pv.id});
      ImGui::PopStyleColor();
    }
    if (sampled) {
      told("status");
      if (!awaited) told("age");
    }
    const float w = ImGui::GetContentRegionAvail().x;
    const ImVec2 a = ImGui::GetCursorScreenPos();
    ImGui::Dummy({w, px(44)});
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (pv.hi > pv.lo) {
      const Band band = band_of(plant_, t_, t_.row("pv"));
      analogue_indicator(draw, {a.x + px(6), a.y + px(4)}, {a.x + w - px(6), a.y + px(16)}, band, plant_.value(t_, "pv"), nullptr, plant_.worst_alarm(t_), plant_.quality(t_));
      text_anchored(draw, fonts().small, {a.x + px(6), a.y + px(26)}, {0, 0}, color::kDim, number_text(pv, pv.lo, words_));
      text_anchored(draw, fonts().small, {a.x + w - px(6), a.y + px(26)}, {1, 0}, color::kDim, value_text(pv, pv.hi, words_));
    }
    caption(words_("ui.last_10_min"));
    small_trend(desk_, {w, px(90)}, t_.row("pv"), kNoRow, 600);
  }

  /// A value in words, as a line.
  void told(std::string_view noun) const {
    const Row& r = row(noun);
    caption(noun_text(words_, r) + ": " + value_text(r, plant_.value(t_, noun), words_));
    if (!r.choices.empty()) Context::current().note("fp." + r.name + "." + r.choices.at(std::min(r.choices.size() - 1, std::size_t(plant_.value(t_, noun) + 0.5))));
  }

  void instruments() {
    for (BlockId m : t_.face.instruments) {
      const Thing* other = plant_.thing(m);
      const RowId pv = other->row("pv");
      if (pv == kNoRow) continue;
      if (button(id_ + ".open." + other->tag, other->tag + "   " + value_text(plant_.catalogue()[pv], plant_.value(pv), words_),
                 {.size = {ImGui::GetContentRegionAvail().x, 0}}))
        desk_.open_faceplate(other->tag);
    }
    if (t_.kind == ThingKind::vessel && t_.face.instruments.empty()) wrapped(words_("ui.no_instrument"));
  }

  void safety() {
    const SafetyWiring& s = plant_.plant().wiring.safety[std::size_t(t_.wiring->safety)];
    {
      Face face(fonts().large);
      ImGui::TextUnformatted(words_(safety_word(plant_, s)).c_str());
    }
    draw_function(desk_, s, nullptr, id_);
  }

  /// The safety functions that act on it, with their state.
  void protection() {
    for (int i : t_.wiring->protected_by) {
      const SafetyWiring& s = plant_.plant().wiring.safety[std::size_t(i)];
      const Thing* function = plant_.thing(s.block);
      if (button(id_ + ".safety." + function->tag, function->tag + "   " + words_(safety_word(plant_, s)), {.size = {ImGui::GetContentRegionAvail().x, 0}}))
        desk_.open_faceplate(function->tag);
    }
  }

  void alarms() {
    for (int i : t_.alarms) {
      const AlarmPoint& a = plant_.alarms()[std::size_t(i)];
      const AlarmLook look = plant_.look(a);
      if (!look.listed()) continue;
      ImGui::Separator();
      alarm_mark_item(a.priority, look.unacknowledged, desk_.state.wall);
      ImGui::SameLine();
      ImGui::TextUnformatted(a.tag.c_str());
      if (look.unacknowledged) {
        ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - px(100));
        if (button(id_ + ".ack." + a.tag, words_("ui.acknowledge"), {.size = {px(100), 0}})) desk_.act(a.acknowledge, 1);
      } else if (look.latched) {
        ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - px(100));
        if (button(id_ + ".reset." + a.tag, words_("ui.reset"), {.size = {px(100), 0}})) desk_.act(a.reset, 1);
      }
      wrapped(description(words_, a.tag));
      alarm_help(desk_, a);
    }
  }

  std::vector<RowId> malfunctions() const {
    std::vector<RowId> out;
    for (const auto& [noun, id] : t_.rows)
      if (plant_.catalogue()[id].store == Store::malfunction) out.push_back(id);
    return out;
  }
  void malfunction_rows() {
    for (RowId id : malfunctions()) {
      const Row& r = plant_.catalogue()[id];
      const bool on = plant_.value(id) != 0;
      if (button("malfunction." + r.name, noun_text(words_, r), {.on = on, .size = {ImGui::GetContentRegionAvail().x, 0}}))
        desk_.act(id, on ? 0 : 1, Source::instructor);
    }
    if (button(id_ + ".malfunctions", words_("ui.malfunction.list"), {.size = {ImGui::GetContentRegionAvail().x, 0}})) {
      desk_.state.display = Display::malfunctions;
      desk_.state.malfunction_search = t_.tag;
      desk_.state.malfunctions_active_only = false;
    }
  }

  void value_or_entry(const Row& r, float width) {
    const std::string id = "row." + r.name;
    const bool writable = r.store == Store::input && (r.access & kBoard);
    if (writable && r.choices.empty() && r.quantity != Quantity::flag) {
      if (const auto v = number_entry(id, number_text(r, plant_.value(r.id), words_), width))
        desk_.act(r.id, (r.unit ? *r.unit : default_unit(r.quantity)).to_si(*v));
      ImGui::SameLine();
      caption(board_unit(r));
    } else if (writable && !r.choices.empty()) {
      const int now = int(plant_.value(r.id) + 0.5);
      ImGui::SetNextItemWidth(width + px(40));
      if (ImGui::BeginCombo(("###" + id).c_str(), value_text(r, now, words_).c_str())) {
        for (std::size_t i = 0; i < r.choices.size(); ++i) {
          if (ImGui::Selectable(value_text(r, double(i), words_).c_str(), int(i) == now)) desk_.act(r.id, double(i));
          Context::current().mark(id + "." + r.choices[i], ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
        }
        ImGui::EndCombo();
      }
      Context::current().mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    } else {
      ImGui::PushStyleColor(ImGuiCol_Text, color::kValue);
      ImGui::TextUnformatted(value_text(r, plant_.value(r.id), words_).c_str());
      pen_source(plant_, {r.id});
      ImGui::PopStyleColor();
    }
  }

  const Desk& desk_;
  const PlantView& plant_;
  const Words& words_;
  const Thing& t_;
  std::string id_;
};

}  // namespace

bool draw_faceplate(const Desk& desk, const std::string& tag) {
  const Thing* t = desk.plant.find(tag);
  return t && FaceplatePanel(desk, *t).paint();
}

void draw_detail(const Desk& desk) {
  const float width = px(220);
  ImGui::BeginChild("detail.tags", {width, 0}, true);
  for (const Thing& t : desk.plant.things()) {
    if (desk.plant.board_rows(t).empty() || t.kind == ThingKind::alarm) continue;
    if (button("detail." + t.tag, t.tag, {.on = desk.state.selected == t.tag, .size = {ImGui::GetContentRegionAvail().x, 0}})) desk.state.selected = t.tag;
  }
  ImGui::EndChild();
  ImGui::SameLine();
  ImGui::BeginChild("detail.rows", {0, 0}, true);
  if (const Thing* t = desk.plant.find(desk.state.selected)) {
    {
      Face face(fonts().large);
      ImGui::TextUnformatted(t->tag.c_str());
    }
    caption(description(desk.words, t->tag));
    if (button("detail.open", desk.words("ui.open_faceplate"))) desk.open_faceplate(t->tag);
    const auto part = [&](DetailPart which, const char* id, const char* key, bool there) {
      if (!there) return;
      beside(button_width(desk.words(key)));
      if (button(id, desk.words(key), {.on = desk.state.detail_part == which})) desk.state.detail_part = desk.state.detail_part == which ? DetailPart::values : which;
    };
    const bool guarded = is_protected(desk.plant, *t), tuned = can_be_tuned(*t);
    part(DetailPart::protection, "detail.protection", "ui.tab.protection", guarded);
    part(DetailPart::tuning, "detail.tuning", "ui.tab.tuning", tuned);
    ImGui::Separator();
    if (desk.state.detail_part == DetailPart::protection && guarded) {
      draw_protection(desk, *t, "detail.protection." + t->tag);
      return ImGui::EndChild();
    }
    if (desk.state.detail_part == DetailPart::tuning && tuned) {
      draw_tuning(desk, *t);
      return ImGui::EndChild();
    }
    if (is_sequence(*t)) draw_phases(desk, *t);
    FaceplatePanel(desk, *t).detail_rows(true);
    if (const RowId main = desk.plant.main_row(*t); main != kNoRow) {
      caption(desk.words("ui.last_hour"));
      small_trend(desk, {ImGui::GetContentRegionAvail().x, px(140)}, main, t->row("working_sp"), 3600);
    }
  } else {
    wrapped(desk.words("ui.choose_tag"));
  }
  ImGui::EndChild();
}

}  // namespace retort::hmi
