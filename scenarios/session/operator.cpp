#include "scenarios/session/operator.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/alarm_state.h"

namespace retort {
namespace {

const std::vector<std::string> kVerbs = {"set", "field", "acknowledge", "answer", "hint", "log", "wait", "finish"};

double seconds(const YamlNode& n, const std::string& file) {
  const Parsed p = parse_value(n.scalar, Quantity::time);
  if (!p.error.empty()) throw FileError(file, n.at, p.error);
  if (p.si < 0 || p.si > 1e6) throw FileError(file, n.at, fmt::format("'{}' is outside 0 s to 11 days", n.scalar));
  return p.si;
}

}  // namespace

Operator::Deed Operator::parse_deed(const YamlNode& n, const std::string& file, const CompiledPlant& plant, const Scenario* scenario) {
  const auto space = n.scalar.find(' ');
  const std::string verb = n.scalar.substr(0, space);
  const std::size_t argument = n.scalar.find_first_not_of(' ', space == std::string::npos ? n.scalar.size() : space);
  const std::string rest = argument == std::string::npos ? "" : n.scalar.substr(argument);
  SourcePos at = n.at;
  at.column += static_cast<int>(n.scalar.size() - rest.size());
  Deed a;
  a.text = n.scalar;
  if (verb == "set" || verb == "field") {
    const SetAct s = scenario ? parse_told_set(rest, *scenario, plant, file, at) : parse_set(rest, plant, file, at);
    if (s.to) throw FileError(file, at, "a person writes one value, not a range");
    a.told = s.told;
    const Row& row = plant.catalogue[s.row];
    if (!(row.access & (kBoard | kField)))
      throw FileError(file, at, fmt::format("{} cannot be worked by a person: neither from the board nor in the field", row.name));
    if (verb == "field" && !(row.access & kField)) throw FileError(file, at, fmt::format("{} cannot be worked in the field", row.name));
    a.act = write_act(verb == "field" || !(row.access & kBoard) ? Source::field : Source::board, s.row, s.value);
  } else if (verb == "acknowledge" && rest == "all") {
    a.kind = Deed::Kind::acknowledge_all;
  } else if (verb == "acknowledge") {
    std::vector<std::string> alarms;
    RowId acknowledge = kNoRow;
    for (const AlarmWiring& alarm : plant.wiring.alarms) {
      alarms.push_back(plant.blocks[static_cast<std::size_t>(alarm.block)].tag);
      if (alarms.back() == rest) acknowledge = alarm.acknowledge;
    }
    if (acknowledge == kNoRow) throw FileError(file, at, fmt::format("there is no alarm '{}'.{}", rest, did_you_mean(rest, alarms)));
    a.act = write_act(Source::board, acknowledge, 1);
  } else if (verb == "answer") {
    const auto cut = rest.find(' ');
    const int q = scenario ? scenario->find_question(rest.substr(0, cut)) : -1;
    if (q < 0) throw FileError(file, at, fmt::format("there is no question '{}'", rest.substr(0, cut)));
    const auto& options = scenario->questions[static_cast<std::size_t>(q)].options;
    const std::string option = cut == std::string::npos ? "" : rest.substr(cut + 1);
    if (std::find(options.begin(), options.end(), option) == options.end())
      throw FileError(file, at, fmt::format("'{}' is not an option: {}", option, fmt::join(options, ", ")));
    a.act = act_of(acts::GiveAnswer{rest.substr(0, cut), option});
  } else if (verb == "hint") {
    if (!scenario || scenario->find_step(rest) < 0) throw FileError(file, at, fmt::format("there is no step '{}'", rest));
    a.act = act_of(acts::TakeHint{rest});
  } else if (verb == "log") {
    if (rest.empty()) throw FileError(file, n.at, "log: what should be written in the log book?");
    a.act = act_of(acts::Remark{rest});
  } else if (verb == "wait") {
    YamlNode time = n;
    time.scalar = rest;
    time.at = at;
    a.kind = Deed::Kind::wait;
    a.wait = seconds(time, file);
  } else if (verb == "finish" && rest.empty()) {
    a.act = act_of(acts::HandIn{});
  } else {
    throw FileError(file, n.at, fmt::format("'{}' is not an act: {}.{}", n.scalar, fmt::join(kVerbs, ", "), did_you_mean(verb, kVerbs)));
  }
  return a;
}

Operator Operator::parse(const std::string& text, const std::string& file, const CompiledPlant& plant, const Scenario* scenario) {
  const YamlNode root = parse_yaml(text, file);
  const YamlNode* format = root.find("format");
  if (!format || format->scalar != "1") throw FileError(file, format ? format->at : root.at, "'format: 1' is missing on top");
  const YamlNode* acts = root.find("acts");
  if (!acts || !acts->is_sequence()) throw FileError(file, root.at, "'acts' is missing: a list of {when: ..., do: ...}");
  Problems problems;
  const auto known = [&](const YamlNode& n, const std::vector<std::string>& keys) {
    for (const auto& [key, value] : n.entries)
      if (std::find(keys.begin(), keys.end(), key.scalar) == keys.end())
        problems.add(file, key.at, fmt::format("unknown key '{}'.{}", key.scalar, did_you_mean(key.scalar, keys)));
  };
  known(root, {"format", "acts"});
  Operator o;
  Scenario copy;  // conditions of an operator may ask what the scenario's own do not
  if (scenario) {
    copy.steps = scenario->steps;
    copy.events = scenario->events;
    copy.questions = scenario->questions;
    copy.values = scenario->values;
  }
  ExpressionScope scope = scenario_scope(copy, plant);
  scope.extra = [&](std::string_view f, std::string_view argument) { return copy.extra(plant.catalogue, f, argument, true); };
  for (const char* f : {"done", "event", "since", "answered", "correct", "acts", "refused", "logged", "unacknowledged", "hints", "bypassed"}) scope.extra_names.push_back(f);
  for (const YamlNode& n : acts->items) {
    try {
      known(n, {"at", "when", "wait", "repeat", "do"});
      Line line;
      const YamlNode *at = n.find("at"), *when = n.find("when"), *what = n.find("do");
      if ((at != nullptr) == (when != nullptr) || !what)
        throw FileError(file, n.at, "an act needs 'do' and one of 'at: TIME' and 'when: CONDITION'");
      if (at) line.at = seconds(*at, file);
      if (when) {
        auto e = std::make_shared<Expression>(Expression::parse(when->scalar, file, when->at));
        e->bind(plant.catalogue, scope);
        line.timers.assign(static_cast<std::size_t>(e->timer_count()), 0.0);
        line.when = e;
      }
      if (const YamlNode* wait = n.find("wait")) line.wait = seconds(*wait, file);
      if (const YamlNode* repeat = n.find("repeat")) {
        const Parsed p = parse_value(repeat->scalar, Quantity::flag);
        if (!p.error.empty()) throw FileError(file, repeat->at, fmt::format("repeat: {}", p.error));
        line.repeat = p.si > 0.5;
      }
      for (const YamlNode& act : what->is_sequence() ? what->items : std::vector<YamlNode>{*what})
        line.deeds.push_back(parse_deed(act, file, plant, scenario));
      o.lines_.push_back(std::move(line));
    } catch (const FileError& e) {
      for (const Problem& p : e.problems()) problems.add(p.file, p.at, p.message);
    }
  }
  problems.check();
  o.extras_ = copy.extras;
  for (const AlarmWiring& alarm : plant.wiring.alarms) {
    o.acknowledge_rows_.push_back(alarm.acknowledge);
    o.state_rows_.push_back(alarm.state);
  }
  return o;
}

Operator Operator::load(const std::string& path, const CompiledPlant& plant, const Scenario* scenario) {
  return parse(read_text_file(path), path, plant, scenario);
}

std::vector<Operator::Write> Operator::writes() const {
  std::vector<Write> all;
  for (const Line& l : lines_)
    for (const Deed& d : l.deeds)
      if (d.kind == Deed::Kind::act && d.act.write()) all.push_back({d.act.row(), d.act.source, d.text});
  return all;
}

void Operator::act(Run& run) {
  if (run.over()) return;
  for (const Due& d : due(run.frame(), run.player(), run.setup().seed, run.plant().scan_period())) {
    const Verdict v = run.query(d.act);
    if (!v.accepted && refused_.size() < 100)
      refused_.push_back(fmt::format("{:.0f} s {}: {}{}", run.time(), d.text, v.reason,
                                     v.condition == kNoRow ? "" : " by " + run.plant().catalogue[v.condition].name));
    run.post(d.act);
  }
}

std::vector<Operator::Due> Operator::due(const Frame& frame, const Player* player, std::uint64_t seed, double elapsed) {
  std::vector<Due> out;
  const double now = frame.time;
  std::vector<double> extras;
  for (const ExtraValue& v : extras_) extras.push_back(player ? player->extra(v) : 0);
  ExpressionInputs in;
  in.value = [&](RowId r) { return frame[r]; };
  in.extra = extras;
  in.time = now;
  in.period = elapsed;
  for (Line& line : lines_) {
    const bool holding = line.when ? line.when->evaluate(in, line.timers) > 0.5 : now >= line.at;
    if (!line.running && !line.spent && holding && (!line.held || !line.when)) {
      line.running = true;
      line.next = 0;
      line.due = now + line.wait;
    }
    // A repeated line starts anew as long as its condition holds.
    line.held = holding && !line.repeat;
    while (line.running && now >= line.due - 1e-9) {
      if (line.next == line.deeds.size()) {
        line.running = false;
        line.spent = !line.repeat;
        break;
      }
      const Deed& d = line.deeds[line.next++];
      if (d.kind == Deed::Kind::wait) line.due = now + d.wait;
      else mean(d, frame, player, seed, out);
    }
  }
  return out;
}

void Operator::mean(const Deed& d, const Frame& frame, const Player* player, std::uint64_t seed, std::vector<Due>& out) const {
  if (d.kind == Deed::Kind::act && d.told >= 0 && player)
    return out.push_back({write_act(d.act.source, d.act.row(), player->scenario().value(d.told, seed)), d.text});
  if (d.kind == Deed::Kind::act) return out.push_back({d.act, d.text});
  for (std::size_t i = 0; i < acknowledge_rows_.size(); ++i)
    if (unacknowledged(alarm_state(frame[state_rows_[i]]))) out.push_back({write_act(Source::board, acknowledge_rows_[i], 1), d.text});
}

}  // namespace retort
