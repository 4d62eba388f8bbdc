// Bad scenarios and operators, and the exact message.
#include "scenarios/session/operator.h"
#include "scenarios/player/scenario.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"

using namespace retort;

namespace {

const CompiledPlant& plant() {
  static const auto p = compile(load_plant(RETORT_SOURCE "/tests/scenarios/data/plant.yaml"), standard_blocks());
  return *p;
}

const std::string kTop = "format: 1\nplant: plant.yaml\nteaches: [C15]\nduration: 1 min\n";
const std::string kGrade = "grade:\n  - {id: a, category: safety, points: 1, score: \"at_end(LT-1.pv > 10 %)\"}\n";

std::string wrong(const std::string& text) {
  try {
    parse_scenario(text, "x.yaml", plant());
  } catch (const FileError& e) {
    return e.what();
  }
  return "no error";
}
std::string wrong_operator(const std::string& acts) {
  const auto s = parse_scenario(kTop + "steps:\n  - {id: shut, done: \"HV-1.position < 5 %\"}\n" + kGrade, "x.yaml", plant());
  try {
    Operator::parse("format: 1\nacts:\n" + acts, "who.yaml", plant(), s.get());
  } catch (const FileError& e) {
    return e.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a value names what it is a value of, and runs upward") {
  const auto value = [](const std::string& line, const std::string& more = "") { return wrong(kTop + "values:\n  - " + line + "\n" + more + kGrade); };
  const std::string good = "{id: asked, of: HV-0.opening, from: 20 %, to: 60 %, step: 10 %}";
  CHECK(value(good) == "no error");
  CHECK(value("{id: asked, from: 20 %, to: 60 %}") == "x.yaml:6:5: value asked: needs 'of: VARIABLE' (what it is a value of), 'from' and 'to'");
  CHECK(value("{id: asked, of: HV-0.openin, from: 20 %, to: 60 %}").find("Did you mean 'HV-0.opening'?") != std::string::npos);
  CHECK(value("{id: asked, of: HV-0.opening, from: 60 %, to: 20 %}") == "x.yaml:6:51: value asked: 'to' must lie above 'from'");
  CHECK(value("{id: asked, of: HV-0.opening, from: 20 %, to: 160 %}") == "x.yaml:6:51: to = 160 % is outside 0 % to 100 %");
  CHECK(value("{id: asked, of: HV-0.opening, from: 20 %, to: 60 %, step: 50 %}") == "x.yaml:6:63: value asked: the step does not fit between 'from' and 'to'");
  CHECK(value("{id: asked, of: HV-0.opening, from: 2 kg, to: 60 %}").find("from: ") != std::string::npos);
  CHECK(value(good, "events:\n  - {id: e, at: 1 s, set: \"HV-1.opening = value(askd)\"}\n") == "x.yaml:8:28: there is no value 'askd'. Did you mean 'asked'?");
  CHECK(value(good, "steps:\n  - {id: s, done: \"value(asked) > 3 kg\"}\n").find("'kg' is not a unit of fraction") != std::string::npos);
}

TEST_CASE("an exam says what it takes out of the head-up line") {
  CHECK(wrong(kTop + "exam: {hud: {clock: no, alarms: yes, radio: no, step: no}}\n" + kGrade) == "no error");
  const auto s = parse_scenario(kTop + "exam: {hud: {clock: no, step: no}}\n" + kGrade, "x.yaml", plant());
  CHECK_FALSE(s->exam_hud.clock);
  CHECK_FALSE(s->exam_hud.step);
  CHECK(s->exam_hud.alarms);
  CHECK(s->exam_hud.radio);
  CHECK(wrong(kTop + "exam: {hud: {clok: no}}\n" + kGrade) == "x.yaml:5:14: exam: hud: unknown key 'clok'. Did you mean 'clock'?");
  CHECK(wrong(kTop + "exam: {hud: {clock: perhaps}}\n" + kGrade) == "x.yaml:5:21: exam: hud: clock: 'perhaps' is neither true nor false");
  CHECK(wrong(kTop + "exam: {hud: no}\n" + kGrade) == "x.yaml:5:13: exam: hud: expected a map of clock, alarms, radio, step, as in {clock: ...}");
  CHECK(wrong(kTop + "exam: {hints: no}\n" + kGrade).find("x.yaml:5:8: exam: unknown key 'hints'.") != std::string::npos);
}

TEST_CASE("a good scenario has no error") {
  CHECK(wrong(kTop + kGrade) == "no error");
}

TEST_CASE("unknown keys fail at their place with a suggestion") {
  CHECK(wrong(kTop + "setps: []\n" + kGrade) == "x.yaml:5:1: unknown key 'setps'. Did you mean 'steps'?");
  CHECK(wrong(kTop + "steps:\n  - {id: s, done: \"LT-1.pv > 10 %\", withn: 5 s}\n" + kGrade) ==
        "x.yaml:6:37: step s: unknown key 'withn'. Did you mean 'within'?");
  CHECK(wrong(kTop + "events:\n  - {id: e, at: 5 s, fial: LT-1.stuck, say: true}\n" + kGrade) ==
        "x.yaml:6:22: event e: unknown key 'fial'. Did you mean 'fail'?");
}

TEST_CASE("what is missing is named") {
  CHECK(wrong("plant: plant.yaml\n") == "x.yaml:1:1: 'format: 1' is missing on top: is this a scenario file?");
  CHECK(wrong("format: 2\n") == "x.yaml:1:9: format 2 is not known: this program reads format 1");
  CHECK(wrong(kTop) == "x.yaml:1:1: 'grade' is missing: nothing would be graded");
  CHECK(wrong(kTop + "events:\n  - {id: e, say: true}\n" + kGrade) ==
        "x.yaml:6:5: event e: needs one of 'at: TIME' and 'when: CONDITION'");
  CHECK(wrong(kTop + "grade:\n  - {id: a, category: safety, points: 1, score: \"time_to(LT-1.pv > 10 %)\"}\n") ==
        "x.yaml:6:50: time_to(...) needs 'full': where all points are won");
  CHECK(wrong(kTop + "grade: []\n") == "x.yaml:1:1: 'grade' is missing: nothing would be graded");
  CHECK(wrong(kTop + "grade:\n  - {id: a, caps_at: 40, when: \"LT-1.pv > 10 %\"}\n") == "x.yaml:6:3: grade: only caps: nothing would be graded");
}

TEST_CASE("times since something have units, and decimals a point") {
  const auto end = [](const std::string& condition) {
    return wrong(kTop + "steps:\n  - {id: shut, done: \"HV-1.position < 5 %\"}\nend: \"" + condition + "\"\n" + kGrade);
  };
  CHECK(end("since(shut) > 45 s") == "no error");
  CHECK(end("since(shut) > 2 min and max(since(shut), 3 s) > 1 s") == "no error");
  CHECK(end("since(shut) > 45") == "x.yaml:7:21: in 'since(shut) > 45': this number lacks its unit: a time is written in s, ms, min, h");
  CHECK(end("LT-1.pv > 3,5 %") == "x.yaml:7:18: in 'LT-1.pv > 3,5 %': decimals are written with a point, as in '3.5 bar'");
}

TEST_CASE("a key of another shape than its own is not passed over") {
  CHECK(wrong(kTop + "start: states/cold.yaml\n" + kGrade) == "x.yaml:5:8: start: expected a map of from, settle, draw, as in {from: ...}");
  CHECK(wrong(kTop + "procedure: change_over\n" + kGrade) == "x.yaml:5:12: procedure: the plant has no written procedure 'change_over'");
  CHECK(wrong(kTop + "trends: LT-1.pv\n" + kGrade) == "x.yaml:5:9: trends: a list of variables, as in [FT-101.pv, T-101.level]");
  CHECK(wrong(kTop + "seed: 1.5\n" + kGrade) == "x.yaml:5:7: seed: 1.5 is not a whole number");
  CHECK(wrong(kTop + "steps:\n  - {id: s, done: \"true\", hint: 60 s}\n" + kGrade) ==
        "x.yaml:6:33: step s: hint: expected a map of after, costs, as in {after: ...}");
  CHECK(wrong(kTop + "events:\n  - {id: e, at: 5 s, say: yes}\n" + kGrade) == "no error");
  CHECK(wrong(kTop + "events:\n  - {id: e, at: 5 s, say: ja}\n" + kGrade) == "x.yaml:6:27: say: 'ja' is neither true nor false");
}

TEST_CASE("a list that nobody could work through is refused") {
  std::string steps = "steps:\n";
  for (int i = 0; i < 301; ++i) steps += "  - {id: s" + std::to_string(i) + ", done: \"true\"}\n";
  CHECK(wrong(kTop + steps + kGrade) == "x.yaml:6:3: steps: more than 300 entries");
}

TEST_CASE("names that do not exist are found") {
  CHECK(wrong(kTop + "events:\n  - {id: e, at: 5 s, fail: LT-1.stuk}\n" + kGrade).find("Did you mean 'LT-1.stuck'?") != std::string::npos);
  CHECK(wrong(kTop + "events:\n  - {id: e, at: 5 s, fail: LT-1.pv}\n" + kGrade) ==
        "x.yaml:6:28: LT-1.pv is not a malfunction. LT-1 can have: stuck, bias, drift, noise, open_circuit");
  CHECK(wrong(kTop + "events:\n  - {id: e, at: 5 s, set: LT-1.pv = 5 %}\n" + kGrade) ==
        "x.yaml:6:27: LT-1.pv cannot be set: it is not an input");
  CHECK(wrong(kTop + "steps:\n  - {id: s, done: \"LT-1.pv > 10 %\", after: [first]}\n" + kGrade) ==
        "x.yaml:6:44: step s: after: there is no step 'first'.");
  CHECK(wrong(kTop + "grade:\n  - {id: a, category: safty, points: 1, score: \"at_end(LT-1.pv > 10 %)\"}\n") ==
        "x.yaml:6:23: grade a: 'safty' is not a category: safety, procedure, detect, quality, alarms. Did you mean 'safety'?");
  CHECK(wrong(kTop + "steps:\n  - {id: shut, done: \"HV-1.position < 5 %\"}\nend: \"done(shot)\"\n" + kGrade).find("Did you mean 'done(shut)'?") !=
        std::string::npos);
}

TEST_CASE("scores are read with care") {
  const auto score = [](const std::string& s) { return wrong(kTop + "grade:\n  - {id: a, category: safety, points: 1, score: \"" + s + "\"}\n"); };
  CHECK(score("share_of_tme(LT-1.pv > 1 %)").find("'share_of_tme(LT-1.pv > 1 %)' is not a score. Did you mean 'share_of_time'?") != std::string::npos);
  CHECK(score("at_end(LT-1.pv > 1 %").find("')' is missing in 'at_end(LT-1.pv > 1 %'") != std::string::npos);
  CHECK(score("at_end(LT-1.pv)").find("a fraction is not a condition: compare it with something") != std::string::npos);
  CHECK(score("answer(who)").find("there is no question 'who'.") != std::string::npos);
  CHECK(score("steps()").find("steps(): this scenario has no steps") != std::string::npos);
  CHECK(score("at_end(true) twice").find("nothing stands after the ')' of a score") != std::string::npos);
}

TEST_CASE("ids stand once, steps wait in no circle, competences exist") {
  CHECK(wrong(kTop + "steps:\n  - {id: a, done: \"LT-1.pv > 10 %\"}\n" + kGrade) == "x.yaml:8:10: the id 'a' is already used at line 6");
  CHECK(wrong(kTop + "steps:\n  - {id: s, done: \"true\", after: [t]}\n  - {id: t, done: \"true\", after: [s]}\n" + kGrade) ==
        "x.yaml:6:3: step s: 'after' goes round in a circle");
  CHECK(wrong("format: 1\nplant: plant.yaml\nteaches: [C33]\nduration: 1 min\n" + kGrade) == "x.yaml:3:10: 'C33' is not a competence: C01 to C22");
  CHECK(wrong(kTop + "events:\n  - {id: e, at: 20 s..10 s, say: true}\n" + kGrade) == "x.yaml:6:17: event e: the range '20 s..10 s' runs backward");
}

TEST_CASE("an operator does only what a person can do") {
  CHECK(wrong_operator("  - {at: 1 s, do: \"set HV-1.opening = 50 %\"}\n") == "no error");
  CHECK(wrong_operator("  - {at: 1 s, do: \"set LAL-1.limit = 50 %\"}\n") ==
        "who.yaml:3:24: LAL-1.limit cannot be worked by a person: neither from the board nor in the field");
  CHECK(wrong_operator("  - {at: 1 s, do: \"acknowledge LAL-2\"}\n").find("there is no alarm 'LAL-2'. Did you mean 'LAL-1'?") != std::string::npos);
  CHECK(wrong_operator("  - {at: 1 s, do: \"acknowlege LAL-1\"}\n").find("Did you mean 'acknowledge'?") != std::string::npos);
  CHECK(wrong_operator("  - {at: 1 s, do: \"hint open\"}\n").find("there is no step 'open'") != std::string::npos);
  CHECK(wrong_operator("  - {do: \"log x\"}\n") == "who.yaml:3:5: an act needs 'do' and one of 'at: TIME' and 'when: CONDITION'");
  CHECK(wrong_operator("  - {at: 1 s, do: \"set HV-1.opening = 5 bar\"}\n").find("HV-1.opening: 'bar' is not a unit of fraction: use %, a bare number") !=
        std::string::npos);
}
