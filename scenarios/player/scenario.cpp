#include "scenarios/player/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "scenarios/player/score.h"
#include "sim/base/random.h"
#include "sim/model/variable.h"
#include "sim/run/simulation.h"
#include "sim/run/state_file.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

const std::vector<std::string> kCategoryNames = {"safety", "procedure", "detect", "quality", "alarms"};
constexpr std::size_t kMostItems = 300;  // of each list: nobody works through more
constexpr std::uint64_t kDrawStream = 0x64726177, kValueStream = 0x76616c7565;   // apart from the streams of noise and events
constexpr double kDefaultWeights[kCategories] = {40, 20, 20, 10, 10};

bool valid_id(std::string_view id) {
  if (id.empty() || id.size() > 40) return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; });
}

class Loader {
 public:
  Loader(const std::string& text, const std::string& path, const CompiledPlant& plant) : plant_(plant), binder_(s_, plant) {
    s_.file = path;
    s_.folder = fs::path(path).parent_path().string();
    if (s_.folder.empty()) s_.folder = ".";
    s_.name = fs::path(path).stem().string();
    s_.text = text;
    s_.hash = hash_text(text);
  }

  std::shared_ptr<const Scenario> load() {
    const YamlNode root = parse_yaml(s_.text, s_.file);
    if (!root.is_map()) throw FileError(s_.file, root.at, "a scenario file is a map that starts with 'format: 1'");
    const YamlNode* format = root.find("format");
    if (!format) throw FileError(s_.file, root.at, "'format: 1' is missing on top: is this a scenario file?");
    if (format->scalar != "1")
      throw FileError(s_.file, format->at, fmt::format("format {} is not known: this program reads format 1", format->scalar));
    known(root, "", {"format", "plant", "teaches", "difficulty", "modes", "tuning", "exam", "seed", "start", "values", "duration", "end", "trends", "reflect", "procedure",
                     "events", "steps", "questions", "grade", "weights", "check"});
    for (const AlarmWiring& a : plant_.wiring.alarms) s_.alarms.push_back(a.state);

    each(root, "values", [&](const YamlNode& n) { told_value(n); });
    general(root);
    // Names first, so that conditions may look ahead.
    each(root, "events", [&](const YamlNode& n) { s_.events.push_back({id_of(n, "event"), n.at}); });
    each(root, "steps", [&](const YamlNode& n) { s_.steps.push_back({id_of(n, "step")}); });
    each(root, "questions", [&](const YamlNode& n) { s_.questions.push_back({id_of(n, "question")}); });
    std::size_t i = 0;
    each(root, "events", [&](const YamlNode& n) { event(n, s_.events[i++]); });
    i = 0;
    each(root, "steps", [&](const YamlNode& n) { step(n, s_.steps[i++]); });
    i = 0;
    each(root, "questions", [&](const YamlNode& n) { question(n, s_.questions[i++]); });
    circles(root);
    each(root, "grade", [&](const YamlNode& n) { grade(n); });
    each(root, "check", [&](const YamlNode& n) { check(n); });
    attempt([&] {
      if (const YamlNode* n = root.find("end")) s_.end = binder_.condition(*n);
    });
    weigh(root);
    problems_.check();
    return std::make_shared<const Scenario>(std::move(s_));
  }

 private:
  // --- reading
  void problem(SourcePos at, std::string message) { problems_.add(s_.file, at, std::move(message)); }
  template <class F>
  void attempt(F&& f) {
    try {
      f();
    } catch (const FileError& e) {
      for (const Problem& p : e.problems()) problems_.add(p.file, p.at, p.message);
    }
  }
  void known(const YamlNode& n, const std::string& where, const std::vector<std::string>& keys) {
    if (!n.is_map()) return problem(n.at, fmt::format("{}expected a map of {}, as in {{{}: ...}}", where, fmt::join(keys, ", "), keys[0]));
    for (const auto& [key, value] : n.entries)
      if (std::find(keys.begin(), keys.end(), key.scalar) == keys.end())
        problem(key.at, fmt::format("{}unknown key '{}'.{}", where, key.scalar, did_you_mean(key.scalar, keys)));
  }
  template <class F>
  void each(const YamlNode& root, const char* key, F&& f) {
    const YamlNode* list = root.find(key);
    if (!list || list->is_null()) return;
    if (!list->is_sequence()) throw FileError(s_.file, list->at, fmt::format("{} is a list, each line starting with '- '", key));
    if (list->items.size() > kMostItems) throw FileError(s_.file, list->at, fmt::format("{}: more than {} entries", key, kMostItems));
    for (const YamlNode& n : list->items) {
      if (!n.is_map()) throw FileError(s_.file, n.at, fmt::format("{}: expected a map, as in {{id: ...}}", key));
      attempt([&] { f(n); });
    }
  }
  std::string id_of(const YamlNode& n, const char* what) {
    const YamlNode* id = n.find("id");
    if (!id || !valid_id(id->scalar)) {
      problem(id ? id->at : n.at, fmt::format("{}: 'id' is missing, or is not letters, digits and '_'", what));
      return fmt::format("unnamed{}", ++unnamed_);
    }
    const auto used = ids_.emplace(id->scalar, id->at.line);
    if (!used.second) problem(id->at, fmt::format("the id '{}' is already used at line {}", id->scalar, used.first->second));
    return id->scalar;
  }
  double value(const YamlNode* n, const char* what, Quantity q, double fallback, double lo, double hi) {
    if (!n) return fallback;
    const Parsed p = parse_value(n->scalar, q);
    if (!p.error.empty()) throw FileError(s_.file, n->at, fmt::format("{}: {}", what, p.error));
    if (p.si < lo || p.si > hi)
      throw FileError(s_.file, n->at, fmt::format("{} = {} is outside {} to {}", what, n->scalar, format_value(lo, *p.unit), format_value(hi, *p.unit)));
    return p.si;
  }
  std::int64_t whole(const YamlNode* n, const char* what, double fallback, double lo, double hi) {
    const double v = value(n, what, Quantity::number, fallback, lo, hi);
    if (v != std::floor(v)) throw FileError(s_.file, n->at, fmt::format("{}: {} is not a whole number", what, n->scalar));
    return static_cast<std::int64_t>(v);
  }
  bool flag(const YamlNode* n, const char* what) { return n && value(n, what, Quantity::flag, 0, 0, 1) > 0.5; }
  std::vector<std::string> words(const YamlNode* n) {
    std::vector<std::string> list;
    if (!n) return list;
    if (n->is_scalar()) list.push_back(n->scalar);
    for (const YamlNode& w : n->items) list.push_back(w.scalar);
    return list;
  }
  std::vector<std::string> competences(const YamlNode* n) {
    std::vector<std::string> list = words(n);
    for (const std::string& c : list)
      if (c.size() != 3 || c < "C01" || c > "C22") problem(n->at, fmt::format("'{}' is not a competence: C01 to C22", c));
    return list;
  }

  // --- sections
  void general(const YamlNode& root) {
    const YamlNode* plant = root.find("plant");
    if (!plant) problem(root.at, "'plant: FILE' is missing");
    if (plant) s_.plant_file = (fs::path(s_.folder) / plant->scalar).string();
    s_.teaches = competences(root.find("teaches"));
    if (s_.teaches.empty()) problem(root.at, "'teaches' is missing: the competences, as in [C05, C09]");
    attempt([&] { s_.tuning = flag(root.find("tuning"), "tuning"); });
    attempt([&] { s_.difficulty = static_cast<int>(whole(root.find("difficulty"), "difficulty", 1, 1, 5)); });
    s_.modes = words(root.find("modes"));
    if (s_.modes.empty()) s_.modes = {"practise", "exam"};
    for (const std::string& m : s_.modes)
      if (m != "practise" && m != "exam" && m != "classroom")
        problem(root.find("modes")->at, fmt::format("'{}' is not a mode: practise, exam, classroom", m));
    if (const YamlNode* exam = root.find("exam")) {
      known(*exam, "exam: ", {"hud"});
      const YamlNode* hud = exam->find("hud");
      if (!hud) problem(exam->at, "exam: needs 'hud', as in {hud: {clock: no, step: no}}");
      if (hud) known(*hud, "exam: hud: ", {"clock", "alarms", "radio", "step"});
      for (const auto& [key, shown] : {std::pair{"clock", &s_.exam_hud.clock}, {"alarms", &s_.exam_hud.alarms}, {"radio", &s_.exam_hud.radio}, {"step", &s_.exam_hud.step}})
        if (const YamlNode* n = hud ? hud->find(key) : nullptr) attempt([&, what = std::string("exam: hud: ") + key, to = shown] { *to = flag(n, what.c_str()); });
    }
    attempt([&] { s_.seed = static_cast<std::uint64_t>(whole(root.find("seed"), "seed", 1, 1, 1e15)); });
    if (!root.find("duration")) problem(root.at, "'duration' is missing, as in 'duration: 15 min'");
    attempt([&] { s_.duration = value(root.find("duration"), "duration", Quantity::time, 900, 1, 1e6); });
    attempt([&] { s_.reflect = static_cast<int>(whole(root.find("reflect"), "reflect", 0, 0, 20)); });
    if (const YamlNode* procedure = root.find("procedure")) {
      const auto& written = plant_.procedures;
      const auto found = std::find_if(written.begin(), written.end(), [&](const Procedure& p) { return p.id == procedure->scalar; });
      std::string ids;
      for (const Procedure& p : written) ids += (ids.empty() ? "" : ", ") + p.id;
      if (found == written.end()) problem(procedure->at, fmt::format("procedure: the plant has no written procedure '{}'{}", procedure->scalar, ids.empty() ? "" : ": it has " + ids));
      else s_.procedure = static_cast<std::size_t>(found - written.begin());
    }
    if (const YamlNode* start = root.find("start")) {
      known(*start, "start: ", {"from", "settle", "draw"});
      attempt([&] { s_.settle = value(start->find("settle"), "settle", Quantity::time, 0, 0, 7200); });
      if (const YamlNode* draw = start->find("draw")) {
        if (!draw->is_sequence() || draw->items.size() < 2)
          problem(draw->at, "start: draw: a list of two or more alternatives, each a list of what is set: [[], [\"P-102.start = 1\"]]");
        if (s_.settle <= 0) problem(draw->at, "start: draw: needs 'settle', in which what is set comes to rest");
        for (const YamlNode& alternative : draw->items) {
          s_.draws.emplace_back();
          attempt([&] { s_.draws.back() = sets(alternative); });
        }
      }
    }
    if (const YamlNode* trends = root.find("trends")) {
      if (!trends->is_sequence()) problem(trends->at, "trends: a list of variables, as in [FT-101.pv, T-101.level]");
      for (const YamlNode& n : trends->items) {
        attempt([&] { s_.trends.push_back(binder_.expression(n.scalar, n.at).first_row()); });
        if (!s_.trends.empty() && s_.trends.back() == kNoRow) problem(n.at, "trends: name a variable");
      }
    }
  }

  void told_value(const YamlNode& n) {
    ValueSpec v;
    v.id = id_of(n, "value");
    known(n, fmt::format("value {}: ", v.id), {"id", "of", "from", "to", "step"});
    const YamlNode *of = n.find("of"), *from = n.find("from"), *to = n.find("to"), *step = n.find("step");
    if (!of || !from || !to) throw FileError(s_.file, n.at, fmt::format("value {}: needs 'of: VARIABLE' (what it is a value of), 'from' and 'to'", v.id));
    v.of = plant_.catalogue.find(of->scalar);
    if (v.of == kNoRow) throw FileError(s_.file, of->at, plant_.catalogue.unknown(of->scalar));
    const Row& row = plant_.catalogue[v.of];
    v.from = value(from, "from", row.quantity, 0, row.lo < row.hi ? row.lo : -1e300, row.lo < row.hi ? row.hi : 1e300);
    v.to = value(to, "to", row.quantity, 0, row.lo < row.hi ? row.lo : -1e300, row.lo < row.hi ? row.hi : 1e300);
    if (v.to <= v.from) throw FileError(s_.file, to->at, fmt::format("value {}: 'to' must lie above 'from'", v.id));
    v.unit = *parse_value(from->scalar, row.quantity).unit;
    v.decimals = 2;
    if (step) {
      const Parsed p = parse_value(step->scalar, row.quantity);
      if (!p.error.empty()) throw FileError(s_.file, step->at, fmt::format("step: {}", p.error));
      const double size = p.unit->from_si(p.si), si = v.unit.to_si(v.unit.from_si(v.from) + size) - v.from;
      if (!(si > 0) || si > v.to - v.from) throw FileError(s_.file, step->at, fmt::format("value {}: the step does not fit between 'from' and 'to'", v.id));
      v.step = si;
      v.decimals = 0;
      for (double tens = 1; v.decimals < 3 && std::abs(size * tens - std::round(size * tens)) > 1e-6; tens *= 10) ++v.decimals;
    }
    s_.values.push_back(std::move(v));
  }

  void event(const YamlNode& n, EventSpec& e) {
    known(n, fmt::format("event {}: ", e.id), {"id", "at", "when", "wait", "if", "else", "fail", "clear", "severity", "ramp", "set", "say"});
    const YamlNode *at = n.find("at"), *when = n.find("when");
    if ((at != nullptr) == (when != nullptr)) {
      problem(n.at, fmt::format("event {}: needs one of 'at: TIME' and 'when: CONDITION'", e.id));
    } else if (when) {
      e.when = binder_.condition(*when);
      e.wait = value(n.find("wait"), "wait", Quantity::time, 0, 0, 1e6);
    } else {
      const auto dots = at->scalar.find("..");
      YamlNode lo = *at, hi = *at;
      if (dots != std::string::npos) {
        lo.scalar = at->scalar.substr(0, dots);
        hi.scalar = at->scalar.substr(dots + 2);
        hi.at.column += static_cast<int>(dots) + 2;
        const auto a = read_number(lo.scalar), b = read_number(hi.scalar);
        if (a && b && a->unit.empty()) lo.scalar += " " + std::string(b->unit);
      }
      e.from = value(&lo, "at", Quantity::time, 0, 0, 1e6);
      e.to = value(&hi, "at", Quantity::time, 0, 0, 1e6);
      if (e.to < e.from) problem(at->at, fmt::format("event {}: the range '{}' runs backward", e.id, at->scalar));
    }
    const double severity = value(n.find("severity"), "severity", Quantity::fraction, 1, -1, 1);
    const double ramp = value(n.find("ramp"), "ramp", Quantity::time, 0, 0, 1e6);
    if (const YamlNode* fail = n.find("fail"))
      for (const YamlNode& target : listed(*fail)) e.acts.push_back(malfunction(target, severity, ramp));
    if (const YamlNode* clear = n.find("clear"))
      for (const YamlNode& target : listed(*clear)) e.acts.push_back(malfunction(target, 0, ramp));
    if (const YamlNode* set = n.find("set"))
      for (const SetAct& a : sets(*set)) e.acts.push_back(a);
    const YamlNode *only_if = n.find("if"), *other = n.find("else");
    if (only_if) e.only_if = binder_.condition(*only_if);
    if (other && !only_if) problem(other->at, fmt::format("event {}: 'else' needs an 'if: CONDITION'", e.id));
    if (other)
      for (const YamlNode& what : listed(*other))
        e.otherwise.push_back(what.scalar.find('=') == std::string::npos ? malfunction(what, severity, ramp)
                                                                         : parse_told_set(what.scalar, s_, plant_, s_.file, what.at));
    e.says = flag(n.find("say"), "say");
    if (e.acts.empty() && !e.says) problem(n.at, fmt::format("event {}: does nothing: give 'fail', 'clear', 'set' or 'say: true'", e.id));
  }

  static std::vector<YamlNode> listed(const YamlNode& n) { return n.is_sequence() ? n.items : std::vector<YamlNode>{n}; }
  std::vector<SetAct> sets(const YamlNode& n) {
    std::vector<SetAct> all;
    for (const YamlNode& set : listed(n)) all.push_back(parse_told_set(set.scalar, s_, plant_, s_.file, set.at));
    return all;
  }
  SetAct malfunction(const YamlNode& target, double severity, double ramp) {
    const RowId row = plant_.catalogue.find(target.scalar);
    if (row == kNoRow) throw FileError(s_.file, target.at, plant_.catalogue.unknown(target.scalar));
    if (plant_.catalogue[row].store != Store::malfunction) {
      std::string can;
      for (RowId r : plant_.catalogue.of_tag(plant_.catalogue[row].tag))
        if (plant_.catalogue[r].store == Store::malfunction) can += (can.empty() ? "" : ", ") + plant_.catalogue[r].noun;
      throw FileError(s_.file, target.at, fmt::format("{} is not a malfunction. {} can have: {}", target.scalar,
                                                      plant_.catalogue[row].tag, can.empty() ? "none" : can));
    }
    return {row, severity, ramp, {}, -1};
  }

  void step(const YamlNode& n, StepSpec& s) {
    known(n, fmt::format("step {}: ", s.id), {"id", "done", "after", "within", "since", "hint", "teaches"});
    if (!n.find("done")) throw FileError(s_.file, n.at, fmt::format("step {}: 'done: CONDITION' is missing", s.id));
    s.done = binder_.condition(*n.find("done"));
    if (const YamlNode* after = n.find("after")) {
      for (const std::string& id : words(after)) {
        const int i = s_.find_step(id);
        if (i < 0) throw FileError(s_.file, after->at, fmt::format("step {}: after: there is no step '{}'.{}", s.id, id, did_you_mean(id, step_ids())));
        s.after.push_back(i);
      }
    }
    s.within = value(n.find("within"), "within", Quantity::time, 0, 0, 1e6);
    if (const YamlNode* since = n.find("since")) s.since = moment(*since);
    s.teaches = competences(n.find("teaches"));
    if (const YamlNode* hint = n.find("hint")) {
      s.has_hints = true;
      known(*hint, fmt::format("step {}: hint: ", s.id), {"after", "costs"});
      s.hint_after = value(hint->find("after"), "after", Quantity::time, 0, 0, 1e5);
      if (const YamlNode* costs = hint->find("costs")) {
        if (costs->is_sequence() && costs->items.size() != 4)
          throw FileError(s_.file, costs->at, fmt::format("step {}: hint: costs has four numbers: orient, ask, point, tell", s.id));
        for (std::size_t i = 0; i < 4; ++i)
          s.hint_costs[i] = value(costs->is_sequence() ? &costs->items[i] : costs, "costs", Quantity::number, 0, 0, 100);
      }
    }
  }

  void question(const YamlNode& n, QuestionSpec& q) {
    known(n, fmt::format("question {}: ", q.id), {"id", "when", "options", "correct"});
    if (!n.find("when")) throw FileError(s_.file, n.at, fmt::format("question {}: 'when: CONDITION' is missing", q.id));
    q.when = binder_.condition(*n.find("when"));
    q.options = words(n.find("options"));
    if (q.options.size() < 2 || q.options.size() > 8)
      throw FileError(s_.file, n.at, fmt::format("question {}: 'options' is a list of 2 to 8 ids", q.id));
    const YamlNode* correct = n.find("correct");
    const auto at = std::find(q.options.begin(), q.options.end(), correct ? correct->scalar : "");
    if (at == q.options.end())
      throw FileError(s_.file, correct ? correct->at : n.at, fmt::format("question {}: 'correct' is not one of its options", q.id));
    q.correct = static_cast<int>(at - q.options.begin());
  }

  Moment moment(const YamlNode& n) {
    if (n.scalar == "start") return {Moment::Kind::start, -1};
    if (n.scalar == "end") return {Moment::Kind::end, -1};
    if (const int e = s_.find_event(n.scalar); e >= 0) return {Moment::Kind::event, e};
    if (const int i = s_.find_step(n.scalar); i >= 0) return {Moment::Kind::step, i};
    std::vector<std::string> names = step_ids();
    for (const EventSpec& e : s_.events) names.push_back(e.id);
    throw FileError(s_.file, n.at, fmt::format("there is no event or step '{}' (also: start, end).{}", n.scalar, did_you_mean(n.scalar, names)));
  }

  void grade(const YamlNode& n) {
    const std::string id = id_of(n, "grade");
    if (n.find("caps_at")) {
      known(n, fmt::format("grade {}: ", id), {"id", "caps_at", "when", "unless"});
      const YamlNode *when = n.find("when"), *unless = n.find("unless");
      if ((when != nullptr) == (unless != nullptr)) throw FileError(s_.file, n.at, fmt::format("grade {}: needs one of 'when: CONDITION' and 'unless: STEP'", id));
      CapSpec cap{id, value(n.find("caps_at"), "caps_at", Quantity::number, 100, 0, 100), {}, -1};
      if (when) cap.when = binder_.alternatives(*when);
      if (unless) {
        cap.unless = s_.find_step(unless->scalar);
        if (cap.unless < 0)
          throw FileError(s_.file, unless->at, fmt::format("grade {}: there is no step '{}'.{}", id, unless->scalar, did_you_mean(unless->scalar, step_ids())));
      }
      if (cap.unless >= 0) s_.steps[static_cast<std::size_t>(cap.unless)].goal = true;
      s_.caps.push_back(std::move(cap));
      return;
    }
    known(n, fmt::format("grade {}: ", id), {"id", "category", "points", "score", "since", "until", "full", "zero", "teaches", "tag"});
    ItemSpec item;
    item.id = id;
    const YamlNode* category = n.find("category");
    const auto c = std::find(kCategoryNames.begin(), kCategoryNames.end(), category ? category->scalar : "");
    if (c == kCategoryNames.end())
      throw FileError(s_.file, category ? category->at : n.at,
                      category ? fmt::format("grade {}: '{}' is not a category: {}.{}", id, category->scalar, fmt::join(kCategoryNames, ", "),
                                             did_you_mean(category->scalar, kCategoryNames))
                               : fmt::format("grade {}: 'category' is missing: {}", id, fmt::join(kCategoryNames, ", ")));
    item.category = static_cast<Category>(c - kCategoryNames.begin());
    if (!n.find("points")) throw FileError(s_.file, n.at, fmt::format("grade {}: 'points' is missing", id));
    item.points = value(n.find("points"), "points", Quantity::number, 0, 0.001, 1000);
    if (!n.find("score")) throw FileError(s_.file, n.at, fmt::format("grade {}: 'score' is missing", id));
    item.score = parse_score({n.find("score"), n.find("full"), n.find("zero")}, s_, binder_);
    if (const YamlNode* since = n.find("since")) item.since = moment(*since);
    if (const YamlNode* until = n.find("until")) item.until = moment(*until);
    item.teaches = competences(n.find("teaches"));
    if (const YamlNode* tag = n.find("tag")) {
      item.tag = tag->scalar;
      item.row = row_of(item.tag);
      if (item.row == kNoRow) throw FileError(s_.file, tag->at, plant_.catalogue.unknown(item.tag));
    } else if (const auto& watched = item.score->watched(); !watched.empty() && watched.front().first_row() != kNoRow) {
      item.row = watched.front().first_row();
      item.tag = plant_.catalogue[item.row].name;
    }
    s_.items.push_back(std::move(item));
  }

  /// A variable, or the main one of a tag.
  RowId row_of(const std::string& name) const {
    if (const RowId row = plant_.catalogue.find(name); row != kNoRow) return row;
    const BlockLayout* b = plant_.find(name);
    if (b && !b->declared->primary_output().empty()) return plant_.catalogue.find(name + "." + b->declared->primary_output());
    const std::vector<RowId> of_tag = plant_.catalogue.of_tag(name);
    return of_tag.empty() ? kNoRow : of_tag.front();
  }

  void check(const YamlNode& n) {
    known(n, "check: ", {"operator", "expect"});
    const YamlNode *who = n.find("operator"), *expect = n.find("expect");
    if (!who || !expect) throw FileError(s_.file, n.at, "check: needs 'operator: FILE or nobody' and 'expect: \"score >= 95\"'");
    CheckSpec c{n.at, who->scalar == "nobody" ? who->scalar : (fs::path(s_.folder) / who->scalar).string(), expect->scalar};
    const auto least = expect->scalar.find(">="), most = expect->scalar.find("<=");
    const auto number = read_number(std::string_view(expect->scalar).substr(std::min(expect->scalar.size(), std::min(least, most) + 2)));
    if (!expect->scalar.starts_with("score ") || (least == std::string::npos && most == std::string::npos) || !number || !number->unit.empty())
      throw FileError(s_.file, expect->at, "check: expect is 'score >= NUMBER' or 'score <= NUMBER'");
    c.at_least = least != std::string::npos;
    c.score = number->number;
    s_.checks.push_back(std::move(c));
  }

  /// Steps that wait for each other would never open.
  void circles(const YamlNode& root) {
    std::vector<int> seen(s_.steps.size(), 0);
    const auto visit = [&](auto&& self, int i) -> bool {
      if (seen[static_cast<std::size_t>(i)] == 1) return true;
      if (seen[static_cast<std::size_t>(i)] == 2) return false;
      seen[static_cast<std::size_t>(i)] = 1;
      for (int j : s_.steps[static_cast<std::size_t>(i)].after)
        if (self(self, j)) return true;
      seen[static_cast<std::size_t>(i)] = 2;
      return false;
    };
    for (int i = 0; i < static_cast<int>(s_.steps.size()); ++i)
      if (visit(visit, i)) {
        problem(root.find("steps")->at, fmt::format("step {}: 'after' goes round in a circle", s_.steps[static_cast<std::size_t>(i)].id));
        return;
      }
  }

  /// Out of 100: a category gets its weight, an item its share within the category, and what no item claims goes to the others.
  void weigh(const YamlNode& root) {
    double weights[kCategories];
    std::copy(std::begin(kDefaultWeights), std::end(kDefaultWeights), weights);
    if (const YamlNode* n = root.find("weights")) {
      known(*n, "weights: ", kCategoryNames);
      for (int c = 0; c < kCategories; ++c)
        attempt([&] { weights[c] = value(n->find(kCategoryNames[static_cast<std::size_t>(c)]), "weights", Quantity::number, 0, 0, 100); });
    }
    double points[kCategories] = {}, total = 0;
    for (const ItemSpec& i : s_.items) points[static_cast<int>(i.category)] += i.points;
    for (int c = 0; c < kCategories; ++c)
      if (points[c] > 0) total += weights[c];
    for (ItemSpec& i : s_.items) {
      const int c = static_cast<int>(i.category);
      i.of = total > 0 ? 100 * weights[c] / total * i.points / points[c] : 0;
    }
    const YamlNode* grades = root.find("grade");
    if (!grades || grades->items.empty()) problem(root.at, "'grade' is missing: nothing would be graded");
    else if (s_.items.empty() && problems_.empty()) problem(grades->at, "grade: only caps: nothing would be graded");
    else if (!s_.items.empty() && total <= 0) problem(root.find("weights")->at, "weights: every category that is graded has weight 0");
  }
  std::vector<std::string> step_ids() const {
    std::vector<std::string> ids;
    for (const StepSpec& s : s_.steps) ids.push_back(s.id);
    return ids;
  }

  Scenario s_;
  const CompiledPlant& plant_;
  ScenarioBinder binder_;
  Problems problems_;
  std::map<std::string, int> ids_;
  int unnamed_ = 0;
};

template <class T>
int find_in(const std::vector<T>& list, std::string_view id) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].id == id) return static_cast<int>(i);
  return -1;
}

}  // namespace

const char* to_string(Category c) { return kCategoryNames[static_cast<std::size_t>(c)].c_str(); }

RowId ScenarioExpression::first_row() const {
  const std::vector<RowId> rows = expression->rows();
  return rows.empty() ? kNoRow : rows.front();
}

int Scenario::find_step(std::string_view id) const { return find_in(steps, id); }
int Scenario::find_event(std::string_view id) const { return find_in(events, id); }
int Scenario::find_question(std::string_view id) const { return find_in(questions, id); }

std::size_t Scenario::drawn_start(std::uint64_t seed) const { return draws.empty() ? 0 : random_bits(seed, kDrawStream, 0) % draws.size(); }
NumberArgument Scenario::told(int index, std::uint64_t seed) const {
  const ValueSpec& v = values[static_cast<std::size_t>(index)];
  return {value(index, seed), v.unit.quantity, find_unit(v.unit.quantity, v.unit.name), v.decimals, false};
}
int Scenario::find_value(std::string_view id) const { return find_in(values, id); }

int Scenario::extra(const Catalogue& catalogue, std::string_view function, std::string_view argument, bool may_add) {
  using Kind = ExtraValue::Kind;
  ExtraValue v{};
  if (function == "done") v = {Kind::done, find_step(argument)};
  else if (function == "event") v = {Kind::event, find_event(argument)};
  else if (function == "since") v = find_step(argument) >= 0 ? ExtraValue{Kind::since_step, find_step(argument)}
                                                              : ExtraValue{Kind::since_event, find_event(argument)};
  else if (function == "answered") v = {Kind::answered, find_question(argument)};
  else if (function == "correct") v = {Kind::correct, find_question(argument)};
  else if (function == "value") v = {Kind::value, find_value(argument)};
  else if (function == "acts") v = {Kind::acts, catalogue.find(argument)};
  else if (function == "refused") v = {Kind::refused, catalogue.find(argument)};
  else if (function == "logged" && argument.empty()) v = {Kind::logged, 0};
  else if (function == "unacknowledged" && argument.empty()) v = {Kind::unacknowledged, 0};
  else if (function == "hints" && argument.empty()) v = {Kind::hints, 0};
  else if (function == "bypassed" && argument.empty()) v = {Kind::bypassed, 0};
  else return -1;
  if (v.index < 0) return -1;
  for (std::size_t i = 0; i < extras.size(); ++i)
    if (extras[i].kind == v.kind && extras[i].index == v.index) return static_cast<int>(i);
  if (!may_add) return -1;
  extras.push_back(v);
  return static_cast<int>(extras.size()) - 1;
}

std::string scenario_plant(const std::string& path) {
  const YamlNode root = load_yaml(path);
  const YamlNode* plant = root.find("plant");
  if (!plant || !plant->is_scalar()) throw FileError(path, root.at, "'plant: FILE' is missing: is this a scenario?");
  return (fs::path(path).parent_path() / plant->scalar).string();
}

std::string scenario_start_file(const std::string& path) {
  const YamlNode root = load_yaml(path);
  const YamlNode* start = root.find("start");
  const YamlNode* from = start && start->is_map() ? start->find("from") : nullptr;
  if (!from || !from->is_scalar()) return "";
  const fs::path file = fs::path(path).parent_path() / from->scalar;
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) throw FileError(path, from->at, fmt::format("start: there is no file '{}'", from->scalar));
  return file.string();
}

std::shared_ptr<const Scenario> parse_scenario(const std::string& text, const std::string& path, const CompiledPlant& plant) {
  return Loader(text, path, plant).load();
}
std::shared_ptr<const Scenario> load_scenario(const std::string& path, const CompiledPlant& plant) {
  scenario_start_file(path);  // must be there
  return parse_scenario(read_text_file(path), path, plant);
}

ExpressionScope scenario_scope(const Scenario& scenario, const CompiledPlant& plant) {
  ExpressionScope scope;
  scope.primary = [&plant](std::string_view tag) -> std::string {
    const BlockLayout* b = plant.find(tag);
    return b ? b->declared->primary_output() : "";
  };
  scope.extra_quantity = [&](std::string_view function, std::string_view argument) {
    if (function == "since" || function == "bypassed") return Quantity::time;
    const int v = function == "value" ? scenario.find_value(argument) : -1;
    return v < 0 ? Quantity::number : plant.catalogue[scenario.values[static_cast<std::size_t>(v)].of].quantity;
  };
  return scope;
}

SetAct parse_set(const std::string& text, const CompiledPlant& plant, const std::string& file, SourcePos at) {
  const ReadAct act = read_act(plant, text);
  if (!act.problem.empty()) throw FileError(file, at, act.problem);
  return {act.row, act.value, 0, {}, -1};
}

SetAct parse_drawn_set(const std::string& text, const CompiledPlant& plant, const std::string& file, SourcePos at) {
  const auto equals = text.find('='), dots = text.find("..", equals == std::string::npos ? text.size() : equals);
  if (dots == std::string::npos) return parse_set(text, plant, file, at);
  const SetAct high = parse_set(text.substr(0, equals + 1) + " " + text.substr(dots + 2), plant, file, at);
  SetAct a = parse_set(text.substr(0, dots), plant, file, at);
  if (high.value < a.value) throw FileError(file, at, fmt::format("the range of '{}' runs backward", text));
  a.to = high.value;
  return a;
}

SetAct parse_told_set(const std::string& text, const Scenario& scenario, const CompiledPlant& plant, const std::string& file, SourcePos at) {
  const auto act = split_act(text);
  if (!act || act->value.find("value(") == std::string::npos) return parse_drawn_set(text, plant, file, at);
  if (!act->value.starts_with("value(") || act->value.find(')') != act->value.size() - 1)
    throw FileError(file, at, fmt::format("'{}' is not a value of the exercise: write 'value(ID)', and nothing beside it", act->value));
  const std::string id = act->value.substr(6, act->value.size() - 7);
  std::vector<std::string> ids;
  for (const ValueSpec& v : scenario.values) ids.push_back(v.id);
  const int told = scenario.find_value(id);
  if (told < 0) throw FileError(file, at, fmt::format("there is no value '{}'.{}", id, did_you_mean(id, ids)));
  const ValueSpec& v = scenario.values[static_cast<std::size_t>(told)];
  const std::string left = act->name + " = ";
  SetAct a{};
  for (double bound : {v.from, v.to}) a = parse_set(left + format_value(bound, v.unit), plant, file, at);   // both ends must fit
  if (plant.catalogue[a.row].quantity != plant.catalogue[v.of].quantity)
    throw FileError(file, at, fmt::format("'{}': the value is a {}, {} is a {}", text, to_string(plant.catalogue[v.of].quantity), plant.catalogue[a.row].name,
                                          to_string(plant.catalogue[a.row].quantity)));
  a.told = told;
  return a;
}

double ValueSpec::drawn(std::uint64_t seed, std::size_t index) const {
  const double u = random_uniform(seed, kValueStream, index);
  if (step <= 0) return from + (to - from) * u;
  const double steps = std::floor((to - from) / step + 1e-6);
  return from + step * std::min(steps, std::floor(u * (steps + 1)));
}

double SetAct::drawn(const Scenario& scenario, std::uint64_t seed, std::uint64_t n) const {
  if (told >= 0) return scenario.value(told, seed);
  return to ? value + (*to - value) * random_uniform(seed, kDrawStream, n) : value;
}

PlantState scenario_start(const Scenario& scenario, std::shared_ptr<const CompiledPlant> plant, PlantState s, std::uint64_t seed, bool noise,
                          double rtol) {
  if (scenario.settle > 0) {
    SimulationOptions options;
    options.seed = seed;
    options.noise = noise;
    options.rtol = rtol;
    options.history = false;
    Simulation sim(plant, options);
    sim.start_from(s);
    if (!scenario.draws.empty()) {
      const std::vector<SetAct>& set = scenario.draws[scenario.drawn_start(seed)];
      for (std::size_t i = 0; i < set.size(); ++i) sim.issue(write_act(Source::scenario, set[i].row, set[i].drawn(scenario, seed, i + 1), 0));
    }
    const auto scans = static_cast<std::uint64_t>(std::llround(scenario.settle / plant->scan_period()));
    for (std::uint64_t i = 0; i < scans; ++i) sim.step();
    s = sim.state();
    s.scan = 0;
  }
  s.seed = seed;
  return s;
}

}  // namespace retort
