#include "scenarios/session/bots.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scenarios/session/operator.h"
#include "sim/base/random.h"
#include "sim/base/yaml_node.h"
#include "sim/model/variable.h"

namespace retort {
namespace {

constexpr std::uint64_t kBotStream = 0x626f74;  // apart from the streams of noise and events

/// A line of an operator file, as text.
struct Line {
  std::string at, when, wait;
  bool repeat = false;
  std::vector<std::string> deeds;
};
using Lines = std::vector<Line>;

std::string quoted(const std::string& s) {
  std::string q = "\"";
  for (char c : s) {
    if (c == '"' || c == '\\') q += '\\';
    q += c;
  }
  return q + '"';
}

std::string written(const Lines& lines) {
  std::string text = "format: 1\nacts:\n";
  for (const Line& l : lines) {
    if (l.deeds.empty()) continue;
    text += l.when.empty() ? "  - {at: " + quoted(l.at) : "  - {when: " + quoted(l.when);
    if (!l.wait.empty()) text += ", wait: " + quoted(l.wait);
    if (l.repeat) text += ", repeat: true";
    text += ", do: [";
    for (std::size_t i = 0; i < l.deeds.size(); ++i) text += (i ? ", " : "") + quoted(l.deeds[i]);
    text += "]}\n";
  }
  return lines.empty() ? "format: 1\nacts: []\n" : text;
}

Lines lines_of(const std::string& model) {
  Lines lines;
  const YamlNode root = parse_yaml(model, "model answer");
  const YamlNode* acts = root.find("acts");
  const auto text = [](const YamlNode* n) { return n ? n->scalar : std::string(); };
  for (const YamlNode& n : acts ? acts->items : std::vector<YamlNode>{}) {
    Line l{text(n.find("at")), text(n.find("when")), text(n.find("wait")), n.find("repeat") != nullptr, {}};
    if (const YamlNode* what = n.find("do")) {
      if (what->is_scalar()) l.deeds.push_back(what->scalar);
      for (const YamlNode& d : what->items) l.deeds.push_back(d.scalar);
    }
    lines.push_back(std::move(l));
  }
  return lines;
}

bool begins(const std::string& deed, const std::string& verb) { return deed.starts_with(verb + " "); }
bool waits(const std::string& deed) { return begins(deed, "wait"); }
bool writes(const std::string& deed) { return begins(deed, "set") || begins(deed, "field"); }

/// The attempt that somebody remembers: the next one in which as much as can be was different.
std::uint64_t another_time(const BotMaterial& m) {
  const Scenario& s = m.scenario();
  std::uint64_t best = m.seed + 1;
  int most = -1;
  for (std::uint64_t other = m.seed + 1; other <= m.seed + 20; ++other) {
    int differs = s.drawn_start(other) != s.drawn_start(m.seed);
    for (std::size_t i = 0; i < s.values.size(); ++i) differs += s.value(static_cast<int>(i), other) != s.value(static_cast<int>(i), m.seed);
    if (differs > most) best = other, most = differs;
  }
  return best;
}

/// Who does not look knows what was told another time.
std::string remembered(const BotMaterial& m, std::string deed) {
  for (std::size_t i = 0; i < m.scenario().values.size(); ++i) {
    const ValueSpec& v = m.scenario().values[i];
    const std::string call = "value(" + v.id + ")";
    if (const auto at = deed.find(call); at != std::string::npos) deed.replace(at, call.size(), format_value(m.scenario().value(static_cast<int>(i), another_time(m)), v.unit));
  }
  return deed;
}

/// All that the model answer does, one after the other as it is written, without waiting.
std::vector<std::string> recited(const BotMaterial& m) {
  std::vector<std::string> deeds;
  for (const Line& l : lines_of(m.model))
    for (const std::string& d : l.deeds)
      if (!waits(d) && d != "finish") deeds.push_back(remembered(m, d));
  return deeds;
}

/// Deeds so far apart.
std::vector<std::string> paced(const std::vector<std::string>& deeds, const char* apart) {
  std::vector<std::string> all;
  for (const std::string& d : deeds) {
    if (!all.empty()) all.push_back(std::string("wait ") + apart);
    all.push_back(d);
  }
  return all;
}

/// What a cheat wins on paper: alarms acknowledged unread, every answer known, the log copied from the model answer.
void add_paper(const BotMaterial& m, Lines& lines) {
  lines.push_back({"", "unacknowledged() > 0", "5 s", true, {"acknowledge all"}});
  for (const QuestionSpec& q : m.scenario().questions)
    lines.push_back({"", "not answered(" + q.id + ")", "", true,
                     {"wait 5 s", "answer " + q.id + " " + q.options[static_cast<std::size_t>(q.correct)]}});
  for (const std::string& d : recited(m))
    if (begins(d, "log")) lines.push_back({"60 s", "", "", true, {d, "wait 300 s"}});
}

std::string set_text(const CompiledPlant& plant, RowId row, const std::string& value) {
  const Row& r = plant.catalogue[row];
  return (r.access & kBoard ? "set " : "field ") + r.name + " = " + value;
}
bool by_hand(const CompiledPlant& plant, RowId row) { return row != kNoRow && (plant.catalogue[row].access & (kBoard | kField)); }
/// "1", or the pressed choice of a button that has choices.
std::string pressed(const Row& r) { return r.choices.size() > 1 ? r.choices[1] : "1"; }

// --- the bots

std::string idle(const BotMaterial&) { return written({}); }

/// Anything, every four seconds (in a long exercise less often), on the board and in the field.
std::string random(const BotMaterial& m) {
  std::vector<RowId> rows;
  for (const Row& r : m.plant().catalogue.rows())
    if (by_hand(m.plant(), r.id) && r.store == Store::input && (r.lo < r.hi || !r.choices.empty() || r.quantity == Quantity::flag)) rows.push_back(r.id);
  if (rows.empty()) return written({});
  std::vector<std::string> deeds;
  const double apart = std::max(4.0, m.scenario().duration / 1000);
  for (std::uint64_t i = 0; static_cast<double>(i) * apart < m.scenario().duration; ++i) {
    const Row& r = m.plant().catalogue[rows[random_bits(m.seed, kBotStream, 2 * i) % rows.size()]];
    const double u = random_uniform(m.seed, kBotStream, 2 * i + 1);
    std::string value;
    if (!r.choices.empty()) value = r.choices[static_cast<std::size_t>(u * static_cast<double>(r.choices.size()))];
    else if (r.quantity == Quantity::flag) value = u < 0.5 ? "0" : "1";
    else value = format_value(r.lo + (r.hi - r.lo) * (0.01 + 0.98 * u), r.unit ? *r.unit : default_unit(r.quantity));
    deeds.push_back(fmt::format("wait {:.1f} s", apart));
    deeds.push_back(set_text(m.plant(), r.id, value));
  }
  return written({{"1 s", "", "", false, deeds}});
}

std::string acknowledge_all(const BotMaterial&) { return written({{"", "unacknowledged() > 0", "1 s", true, {"acknowledge all"}}}); }

/// Tries the options of each question one after the other, and writes what is no word.
std::string quiz_by_trial(const BotMaterial& m) {
  Lines lines;
  for (const QuestionSpec& q : m.scenario().questions) {
    Line l{"", "not correct(" + q.id + ")", "", true, {}};
    for (const std::string& option : q.options) {
      l.deeds.push_back("answer " + q.id + " " + option);
      l.deeds.push_back("wait 3 s");
    }
    lines.push_back(std::move(l));
  }
  lines.push_back({"30 s", "", "", true, {"log " + std::string(60, 'a'), "wait 120 s"}});
  return written(lines);
}

std::string stop_everything(const BotMaterial& m) {
  std::vector<std::string> deeds;
  for (const BlockWiring& b : m.plant().wiring.blocks)
    if (b.machine && by_hand(m.plant(), b.machine->stop)) deeds.push_back(set_text(m.plant(), b.machine->stop, pressed(m.plant().catalogue[b.machine->stop])));
  deeds.push_back("wait 60 s");
  Lines lines{{"2 s", "", "", true, deeds}};
  add_paper(m, lines);
  return written(lines);
}

std::string all_to_manual(const BotMaterial& m) {
  std::vector<std::string> deeds;
  for (const ControllerWiring& c : m.plant().wiring.controllers)
    if (by_hand(m.plant(), c.mode)) deeds.push_back(set_text(m.plant(), c.mode, "man"));
  Lines lines{{"2 s", "", "", false, deeds}};
  add_paper(m, lines);
  return written(lines);
}

/// Shuts every way out of the plant.
std::vector<std::string> shut_ways_out(const BotMaterial& m) {
  const Wiring& w = m.plant().wiring;
  std::vector<std::string> deeds;
  for (const LineWiring& line : w.lines) {
    if (line.to.block == kNoBlock || w.blocks[static_cast<std::size_t>(line.to.block)].role != Role::boundary) continue;
    for (BlockId e : line.elements) {
      for (const ControllerWiring& c : w.controllers)
        if (c.drives == e && by_hand(m.plant(), c.mode) && by_hand(m.plant(), c.op)) {
          deeds.push_back(set_text(m.plant(), c.mode, "man"));
          deeds.push_back("wait 1 s");
          deeds.push_back(set_text(m.plant(), c.op, "0 %"));
        }
      const RowId opening = m.plant().catalogue.find(m.plant().blocks[static_cast<std::size_t>(e)].tag + ".opening");
      if (by_hand(m.plant(), opening)) deeds.push_back(set_text(m.plant(), opening, "0 %"));
    }
  }
  deeds.push_back("wait 30 s");
  return deeds;
}

/// Shuts every way out of the plant, and keeps it shut: no customer, no trouble.
std::string starve_the_customer(const BotMaterial& m) {
  Lines lines{{"2 s", "", "", true, shut_ways_out(m)}};
  add_paper(m, lines);
  return written(lines);
}

/// No alarm to be seen, no safety function in the way.
std::string shelve_and_bypass(const BotMaterial& m) {
  std::vector<std::string> deeds;
  for (const AlarmWiring& a : m.plant().wiring.alarms)
    if (by_hand(m.plant(), a.shelve)) deeds.push_back(set_text(m.plant(), a.shelve, "3600 s"));
  for (const SafetyWiring& s : m.plant().wiring.safety)
    if (by_hand(m.plant(), s.bypass)) deeds.push_back(set_text(m.plant(), s.bypass, pressed(m.plant().catalogue[s.bypass])));
  deeds.push_back("wait 600 s");
  Lines lines{{"2 s", "", "", true, deeds}};
  add_paper(m, lines);
  return written(lines);
}

/// Knows what will come, and has done all of the model answer before it does.
std::string foreknowledge(const BotMaterial& m) {
  std::vector<std::string> deeds;
  for (const std::string& d : recited(m))
    if (writes(d)) deeds.push_back(d);
  Lines lines{{"2 s", "", "", false, deeds}};
  add_paper(m, lines);
  return written(lines);
}

/// When all steps but one are done, in the model answer's hands.
std::string all_but_one_done(const BotMaterial& m) {
  std::string sum;
  for (const StepSpec& s : m.scenario().steps) sum += (sum.empty() ? "" : " + ") + ("done(" + s.id + ")");
  return fmt::format("{} > {}.5", sum, static_cast<int>(m.scenario().steps.size()) - 2);
}

/// Good work as long as points are to be had, and then home.
std::string hands_in_early(const BotMaterial& m) {
  Lines lines = lines_of(m.model);
  if (m.scenario().steps.size() > 1) lines.push_back({"", all_but_one_done(m), "", false, {"finish"}});
  return written(lines);
}

/// Good work as long as points are to be had, and then everything is shut.
std::string lets_go_at_last(const BotMaterial& m) {
  Lines lines = lines_of(m.model);
  if (m.scenario().steps.size() > 1) lines.push_back({"", all_but_one_done(m), "", true, shut_ways_out(m)});
  return written(lines);
}

/// The model answer's acts at the times at which they were right another time.
std::string timed_script(const BotMaterial& m) {
  Operator who = Operator::parse(m.model, "model answer", m.plant(), &m.scenario());
  RunSetup setup;
  setup.client = Client::operator_file;
  setup.history = false;
  setup.seed = another_time(m);
  Run run(m.prepared, setup);
  Lines lines;
  while (!run.over()) {
    who.act(run);
    const double now = run.time();
    run.step();
    for (const Run::Decided& d : run.take_decided()) {
      std::string deed;
      if (const acts::Write* w = d.act.write()) {
        const Row& r = m.plant().catalogue[w->row];
        const auto choice = static_cast<std::size_t>(w->value + 0.5);
        const Unit& unit = r.unit ? *r.unit : default_unit(r.quantity);
        const std::string value = choice < r.choices.size() ? r.choices[choice] : r.quantity == Quantity::flag ? (w->value > 0.5 ? "1" : "0") : format_value(w->value, unit, 9);
        deed = (d.act.source == Source::field ? "field " : "set ") + r.name + " = " + value;
      } else if (const auto* a = std::get_if<acts::GiveAnswer>(&d.act.what)) {
        deed = "answer " + a->question + " " + a->option;
      } else if (const auto* remark = std::get_if<acts::Remark>(&d.act.what)) {
        deed = "log " + remark->text;
      }
      if (!deed.empty()) lines.push_back({fmt::format("{:.1f} s", now), "", "", false, {deed}});
    }
  }
  return written(lines);
}

std::string blind_script(const BotMaterial& m) { return written({{"2 s", "", "", false, paced(recited(m), "2 s")}}); }
std::string blind_script_reversed(const BotMaterial& m) {
  std::vector<std::string> deeds = recited(m);
  std::reverse(deeds.begin(), deeds.end());
  return written({{"2 s", "", "", false, paced(deeds, "2 s")}});
}

/// The model answer by somebody who looks twice, is late with alarms, errs on one question, takes the first eight hints that there are, and
/// may forget the log book.
std::string careful_novice(const BotMaterial& m) {
  std::uint64_t n = 0;
  const auto draw = [&](double lo, double hi) { return lo + (hi - lo) * random_uniform(m.seed, kBotStream + 1, n++); };
  const auto later = [&](double lo, double hi) { return fmt::format("wait {:.1f} s", draw(lo, hi)); };
  const bool forgets = draw(0, 1) < 0.4;
  const auto wrong = static_cast<std::size_t>(draw(0, static_cast<double>(std::max<std::size_t>(1, m.scenario().questions.size()))));
  Lines lines = lines_of(m.model);
  for (Line& l : lines) {
    if (l.repeat) {  // alarms that he has no answer to
      l.deeds.insert(l.deeds.begin(), later(50, 110));
      continue;
    }
    std::vector<std::string> deeds{later(5, 20)};
    for (const std::string& d : l.deeds) {
      if (forgets && begins(d, "log")) continue;
      if (begins(d, "acknowledge")) deeds.push_back(later(40, 70));
      if (begins(d, "answer") && !m.scenario().questions.empty())
        if (const QuestionSpec& q = m.scenario().questions[wrong]; begins(d, "answer " + q.id)) {
          deeds.push_back("answer " + q.id + " " + q.options[static_cast<std::size_t>(q.correct == 0)]);
          deeds.push_back(later(8, 25));
        }
      deeds.push_back(d);
      if (!waits(d)) deeds.push_back(later(1, 6));
    }
    l.deeds = std::move(deeds);
  }
  for (const StepSpec& s : m.scenario().steps)
    if (s.has_hints) lines.push_back({"", "not done(" + s.id + ") and hints() < 8", "", true, {"wait 10 s", "hint " + s.id}});
  return written(lines);
}

/// The model answer with neighbours exchanged wherever the steps that they belong to ask for no order between them.
std::string other_order(const BotMaterial& m) {
  const Scenario& s = m.scenario();
  const auto tag_of = [&](const std::string& deed) {
    const auto act = split_act(deed.substr(deed.find(' ') + 1));
    return act ? split_variable(act->name).tag : std::string();
  };
  // By tag: the steps that look at it.
  const auto steps_of = [&](const std::string& deed) {
    std::set<int> steps;
    if (!writes(deed)) return steps;
    const std::string tag = tag_of(deed);
    for (std::size_t i = 0; i < s.steps.size(); ++i)
      for (RowId r : s.steps[i].done.expression->rows())
        if (m.plant().catalogue[r].tag == tag) steps.insert(static_cast<int>(i));
    return steps;
  };
  const auto waits_for = [&](auto&& self, int later, int earlier) -> bool {
    const StepSpec& step = s.steps[static_cast<std::size_t>(later)];
    std::vector<int> before = step.after;
    if (step.since && step.since->kind == Moment::Kind::step) before.push_back(step.since->index);
    return std::any_of(before.begin(), before.end(), [&](int b) { return b == earlier || self(self, b, earlier); });
  };
  const auto free = [&](const std::string& a, const std::string& b) {
    const std::set<int> of_a = steps_of(a), of_b = steps_of(b);
    if (of_a.empty() || of_b.empty() || tag_of(a) == tag_of(b)) return false;
    for (int x : of_a)
      for (int y : of_b)
        if (x == y || waits_for(waits_for, x, y) || waits_for(waits_for, y, x)) return false;
    return true;
  };
  Lines lines = lines_of(m.model);
  for (Line& l : lines) {
    std::vector<std::size_t> at;  // places of the acts; the waits stay where they are
    for (std::size_t i = 0; i < l.deeds.size(); ++i)
      if (!waits(l.deeds[i])) at.push_back(i);
    for (std::size_t begin = 0; begin < at.size();) {
      std::size_t end = begin + 1;  // a run in which everything may change places
      const auto may_join = [&](std::size_t next) {
        for (std::size_t i = begin; i < end; ++i)
          if (!free(l.deeds[at[i]], l.deeds[next])) return false;
        return true;
      };
      while (end < at.size() && may_join(at[end])) ++end;
      for (std::size_t a = begin, b = end - 1; a < b; ++a, --b) std::swap(l.deeds[at[a]], l.deeds[at[b]]);
      begin = end;
    }
  }
  return written(lines);
}

}  // namespace

const std::vector<Bot>& bots() {
  using Kind = Bot::Kind;
  static const std::vector<Bot> all = {
      {"idle", Kind::idle, idle},
      {"random", Kind::exploit, random},
      {"acknowledge_all", Kind::exploit, acknowledge_all},
      {"quiz_by_trial", Kind::exploit, quiz_by_trial},
      {"stop_everything", Kind::exploit, stop_everything},
      {"all_to_manual", Kind::exploit, all_to_manual},
      {"starve_the_customer", Kind::exploit, starve_the_customer},
      {"shelve_and_bypass", Kind::exploit, shelve_and_bypass},
      {"foreknowledge", Kind::exploit, foreknowledge},
      {"hands_in_early", Kind::exploit, hands_in_early},
      {"lets_go_at_last", Kind::exploit, lets_go_at_last},
      {"timed_script", Kind::blind, timed_script},
      {"blind_script", Kind::blind, blind_script},
      {"blind_script_reversed", Kind::blind, blind_script_reversed},
      {"careful_novice", Kind::novice, careful_novice},
      {"other_order", Kind::other_order, other_order},
  };
  return all;
}

std::string wanted_of(Bot::Kind kind, double score, double model) {
  const auto within = [&](double lo, double hi, std::string what) { return score >= lo - 1e-9 && score <= hi + 1e-9 ? "" : what; };
  switch (kind) {
    case Bot::Kind::idle: return within(0, kIdleAtMost, fmt::format("at most {:.0f}", kIdleAtMost));
    case Bot::Kind::exploit: return within(0, kExploitAtMost, fmt::format("at most {:.0f}", kExploitAtMost));
    case Bot::Kind::blind: return within(0, kBlindAtMost, fmt::format("at most {:.0f}", kBlindAtMost));
    case Bot::Kind::novice: return within(kNoviceAtLeast, kNoviceAtMost, fmt::format("{:.0f} to {:.0f}", kNoviceAtLeast, kNoviceAtMost));
    case Bot::Kind::other_order: return within(model - kOtherOrderWithin, 100, fmt::format("within {:.0f} of the model's {:.1f}", kOtherOrderWithin, model));
  }
  return "";
}

}  // namespace retort
