// What the player does with steps, hints, questions, caps and scores, on a tank that drains.
#include <cmath>
#include <set>

#include "scenarios/player/remark.h"
#include "scenarios/session/play.h"
#include "tests/scenarios/hand.h"

using namespace retort;
using namespace retort::test;

namespace {

const char* const kScenario = R"y(format: 1
plant: plant.yaml
teaches: [C15]
duration: 100 s
end: "done(second) for 5 s"
events:
  - {id: opens, at: 10 s..20 s, set: "HV-1.opening = 100 %", say: true}
  - {id: later, when: "event(opens)", wait: 4 s, fail: LT-1.bias, severity: 10 %}
steps:
  - {id: first, done: "HV-0.position > 95 %", since: opens, within: 20 s, hint: {after: 5 s, costs: [1, 2, 3, 4]}}
  - {id: second, done: "HV-1.position < 5 %", since: opens, after: [first]}
questions:
  - {id: why, when: "since(opens) > 2 s", options: [a, b, c], correct: b}
grade:
  - {id: cap, caps_at: 30, when: "T-1.level < 20 %"}
  - {id: steps, category: procedure, points: 10, score: "steps()"}
  - {id: share, category: quality, points: 10, score: "share_of_time(HV-0.position > 95 %)", since: opens}
  - {id: answer, category: detect, points: 10, score: "answer(why)"}
  - {id: log, category: alarms, points: 10, score: "logged(5)"}
weights: {procedure: 25, quality: 25, detect: 25, alarms: 25}
)y";

struct Hand : ByHand {
  explicit Hand(PlayMode mode = PlayMode::practise, const std::string& text = kScenario, std::uint64_t seed = 1) : ByHand(text, mode, seed) {}
};

}  // namespace

TEST_CASE("events come at times drawn from the seed, inside their range") {
  std::vector<double> times;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Hand h(PlayMode::practise, kScenario, seed);
    h.to(25);
    REQUIRE(h.player.said().size() == 1);
    const double t = h.player.said()[0].time;
    CHECK(t >= 10);
    CHECK(t <= 20.2);
    times.push_back(t);
    Hand again(PlayMode::practise, kScenario, seed);
    again.to(25);
    CHECK(again.player.said()[0].time == t);
  }
  CHECK(*std::max_element(times.begin(), times.end()) - *std::min_element(times.begin(), times.end()) > 5);
}

TEST_CASE("a step in time wins its points, a late one half, one out of order nothing") {
  Hand good;
  good.to(22);
  good.turn("HV-0.opening", 1);
  good.to(30);
  good.turn("HV-1.opening", 0);
  good.to(100);
  CHECK(good.player.finished());
  CHECK(good.player.met_end());
  CHECK(good.points("steps") == Approx(25));

  Hand late;
  late.to(60);
  late.turn("HV-0.opening", 1);
  late.to(70);
  late.turn("HV-1.opening", 0);
  late.to(100);
  CHECK(late.points("steps") == Approx(25 * 0.75));

  Hand wrong;
  wrong.to(22);
  wrong.turn("HV-1.opening", 0);
  wrong.to(24);
  wrong.turn("HV-0.opening", 1);
  wrong.to(100);
  CHECK(wrong.player.steps()[1].out_of_order);
  CHECK(wrong.points("steps") == Approx(12.5));
}

TEST_CASE("what must stand for a while says so, and is not called done too late where nothing was left to do") {
  std::string text = kScenario;
  const std::string plain = "\"HV-0.position > 95 %\", since: opens, within: 20 s";
  text.replace(text.find(plain), plain.size(), "\"HV-0.position > 95 % for 15 s\", since: opens, within: 20 s");
  const auto rule = [](const Hand& h) {
    const Grade g = h.player.grade();
    return std::find_if(g.items.begin(), g.items.end(), [](const GradeItem& i) { return i.id == "steps"; })->reasons.front().rule.key;
  };

  Hand settles(PlayMode::practise, text);
  settles.to(12);
  CHECK(settles.player.steps()[0].must_hold == 15);
  settles.to(21);
  const double opened = settles.player.said()[0].time;
  settles.to(opened + 12);
  settles.turn("HV-0.opening", 1);   // in time, but then 15 s are not
  settles.to(opened + 19);
  CHECK_FALSE(settles.player.steps()[0].late);
  CHECK(settles.player.steps()[0].holds > 0);
  CHECK(settles.player.steps()[0].holds < 10);
  settles.to(opened + 40);
  REQUIRE(settles.player.steps()[0].done);
  CHECK(settles.player.steps()[0].late);
  CHECK(settles.player.steps()[0].settled_late);
  CHECK(rule(settles) == "grade.rule.step_settled_late");

  Hand late(PlayMode::practise, text);
  late.to(opened + 25);
  late.turn("HV-0.opening", 1);
  late.to(opened + 60);
  REQUIRE(late.player.steps()[0].done);
  CHECK(late.player.steps()[0].late);
  CHECK_FALSE(late.player.steps()[0].settled_late);
  CHECK(rule(late) == "grade.rule.step_late");
}

TEST_CASE("a step that an event asks for is told once it has come, and a hint tells when it will be there") {
  Hand h;
  h.to(5);
  CHECK_FALSE(h.player.steps()[0].told);
  CHECK_FALSE(std::isfinite(h.player.steps()[0].hint_in));
  h.to(21);
  CHECK(h.player.steps()[0].told);
  const double came = h.player.said()[0].time;
  CHECK(h.player.steps()[0].hint_in == Approx(std::max(0.0, came + 5 - h.player.time())).margin(0.5));
  h.to(30);
  CHECK(h.player.steps()[0].hint_in == 0);
  CHECK(h.player.steps()[0].hint_ready);
}

TEST_CASE("hints come in four levels, cost points, wait their time, and do not exist in an exam") {
  Hand h;
  h.to(12);
  h.say(acts::TakeHint{"first"});
  h.to(14);
  CHECK(h.player.steps()[0].hints_used == 0);  // too early
  h.to(40);
  for (int i = 0; i < 6; ++i) {
    h.say(acts::TakeHint{"first"});
    h.to(41 + i);
  }
  CHECK(h.player.steps()[0].hints_used == 4);
  CHECK_FALSE(h.player.steps()[0].hint_ready);
  CHECK(h.grade().hint_cost == Approx(10));

  Hand exam(PlayMode::exam);
  exam.to(40);
  exam.say(acts::TakeHint{"first"});
  exam.to(41);
  CHECK(exam.player.steps()[0].hints_used == 0);
}

TEST_CASE("a second answer wins half in practice and is not taken in an exam") {
  for (PlayMode mode : {PlayMode::practise, PlayMode::exam}) {
    Hand h(mode);
    h.say(acts::GiveAnswer{"why", "b"});
    h.to(5);
    CHECK(h.player.questions()[0].given.empty());  // not asked yet
    h.to(30);
    h.say(acts::GiveAnswer{"why", "a"});
    h.to(31);
    h.say(acts::GiveAnswer{"why", "b"});
    h.to(32);
    CHECK(h.points("answer") == Approx(mode == PlayMode::exam ? 0 : 12.5));
    h.say(acts::GiveAnswer{"why", "b"});
    h.to(33);
    CHECK(h.player.questions()[0].given.size() == (mode == PlayMode::exam ? 1 : 2));
  }
}

TEST_CASE("the share of time counts what was left of a run that was broken off") {
  Hand h;
  h.to(22);
  h.turn("HV-0.opening", 1);
  h.to(40);
  h.say(acts::HandIn{});
  h.to(41);
  REQUIRE(h.player.finished());
  CHECK_FALSE(h.player.met_end());
  const double held = h.points("share") / 25;
  CHECK(held > 0.15);
  CHECK(held < 0.25);  // 17 s of some 85 s
}

TEST_CASE("a critical violation caps the total and is cited") {
  Hand h(PlayMode::practise, changed(kScenario, "T-1.level < 20 %", "T-1.level < 49.9 %"));
  h.to(22);
  h.turn("HV-0.opening", 1);
  h.to(30);
  h.turn("HV-1.opening", 0);
  h.say(acts::GiveAnswer{"why", "b"});
  h.say(acts::Remark{"noted the level"});
  h.to(100);
  const Grade g = h.grade();
  CHECK(g.before_caps > 80);
  REQUIRE(g.caps.size() == 1);
  CHECK(g.score == 30);
  CHECK(g.caps[0].reason.tag == "T-1.level");
  CHECK(g.caps[0].reason.time > 10);
}

TEST_CASE("every point won or lost has a reason that adds up") {
  Hand h;
  h.to(50);
  h.turn("HV-0.opening", 1);
  h.say(acts::GiveAnswer{"why", "c"});
  h.to(100);
  for (const GradeItem& item : h.grade().items) {
    INFO(item.id);
    REQUIRE_FALSE(item.reasons.empty());
    double won = 0, lost = 0;
    for (const GradeReason& r : item.reasons) {
      (r.points > 0 ? won : lost) += r.points;
      CHECK(r.rule.key.starts_with("grade.rule."));
      CHECK(r.time >= 0);
    }
    CHECK(won == Approx(item.points).margin(1e-9));
    CHECK(-lost == Approx(item.of - item.points).margin(1e-9));
  }
}

TEST_CASE("the player goes on from a snapshot with the same bits and the same grade") {
  Hand a;
  a.to(22);
  a.turn("HV-0.opening", 1);
  a.say(acts::TakeHint{"first"});
  a.to(25);
  const Snapshot s = a.sim.snapshot();
  a.to(28);
  a.turn("HV-1.opening", 0);
  a.say(acts::GiveAnswer{"why", "b"});
  a.say(acts::Remark{"closed it"});
  a.to(100);

  Hand b;
  b.sim.restore(s);
  CHECK(b.player.time() == Approx(25));
  b.to(28);
  b.turn("HV-1.opening", 0);
  b.say(acts::GiveAnswer{"why", "b"});
  b.say(acts::Remark{"closed it"});
  b.to(100);
  CHECK(a.sim.state_hash() == b.sim.state_hash());
  CHECK(a.player.save() == b.player.save());
  CHECK(a.grade().score == b.grade().score);
}

TEST_CASE("going back does not unread a hint nor take back an answer") {
  Hand h;
  h.to(30);
  const Snapshot before = h.sim.snapshot();
  h.say(acts::TakeHint{"first"});
  h.say(acts::GiveAnswer{"why", "a"});
  h.to(32);
  const double cost = h.grade().hint_cost;
  CHECK(cost > 0);
  h.sim.restore(before);
  CHECK(h.player.time() == Approx(30));
  CHECK(h.player.steps()[0].hints_used == 1);
  CHECK(h.grade().hint_cost == Approx(cost));
  h.say(acts::GiveAnswer{"why", "b"});
  h.to(32);
  CHECK(h.points("answer") == Approx(12.5));  // the second attempt
}

TEST_CASE("a state of another scenario, or a cut one, is refused and changes nothing") {
  Hand h;
  h.to(15);
  const std::vector<std::uint8_t> good = h.player.save();
  for (std::size_t n : {std::size_t{1}, good.size() / 2, good.size() - 1}) {
    const std::vector<std::uint8_t> cut(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n));
    CHECK_THROWS_AS(h.player.load(cut), std::out_of_range);
    CHECK(h.player.save() == good);
  }
}

TEST_CASE("the instructor overrides with a reason, and the total follows") {
  Hand h;
  h.to(100);
  Grade g = h.grade();
  const double before = g.score;
  CHECK_FALSE(override_item(g, "log", 25, "instructor", ""));
  CHECK_FALSE(override_item(g, "log", 26, "instructor", "told me in person"));
  CHECK_FALSE(override_item(g, "nothing", 5, "instructor", "x"));
  REQUIRE(override_item(g, "log", 25, "instructor", "told me in person"));
  CHECK(g.score == Approx(std::min(before + 25, g.caps.empty() ? 100.0 : 30.0)));
  CHECK(g.items.back().override_reason == "told me in person");
}

TEST_CASE("an operator waits, repeats, and says what was refused") {
  const auto s = scenario(kScenario);
  Operator who = Operator::parse(R"y(format: 1
acts:
  - {when: "event(opens)", wait: 3 s, do: ["set HV-0.opening = 100 %", "wait 5 s", "set HV-1.opening = 0 %"]}
  - {when: "since(opens) > 3 s", do: ["answer why b", "log closed by hand"]}
  - {when: "unacknowledged() > 0", wait: 1 s, repeat: true, do: acknowledge all}
)y", "who.yaml", *plant(), s.get());
  Prepared prepared;
  prepared.material.plant = "data/plant.yaml";
  prepared.plant = plant();
  prepared.scenario = s;
  prepared.base = plant()->initial;
  Run run(std::move(prepared), {});
  const RunResult r = play(run, who);
  CHECK(r.ending == Ending::goal);
  REQUIRE(r.steps.size() == 2);
  CHECK(r.steps[1].time - r.steps[0].time == Approx(5).margin(1));
  CHECK(r.grade.score > 90);
}

TEST_CASE("a cap of several conditions names the one that was hit") {
  Hand h(PlayMode::practise, changed(kScenario, "T-1.level < 20 %", "T-1.level < 20 % or refused(HV-0.opening) > 0 or (T-1.level > 99 % or time() > 1 h)"));
  h.to(30);
  CHECK(h.grade().caps.empty());
  h.sim.submit(write_act(Source::board, plant()->catalogue.find("HV-0.opening"), 0));
  h.to(32);
  REQUIRE(h.grade().caps.size() == 1);
  CHECK(h.grade().caps[0].reason.cause.id == "refused(HV-0.opening) > 0");
}

TEST_CASE("what was refused can be graded, and a refused act does nothing else") {
  Hand h(PlayMode::practise, changed(kScenario, "T-1.level < 20 %", "refused(HV-0.opening) > 0"));
  h.to(30);
  CHECK(h.grade().caps.empty());
  const RowId valve = plant()->catalogue.find("HV-0.opening");
  CHECK_FALSE(h.sim.submit(write_act(Source::board, valve, 0)).accepted);   // it hangs in the field
  h.to(32);
  REQUIRE(h.grade().caps.size() == 1);
  CHECK(h.grade().caps[0].at == 30);
  bool logged = false;
  for (const LogEntry& e : h.sim.log()) logged = logged || (e.is_act && e.row == valve && e.refused == "refused.not_from_board");
  CHECK(logged);
}

TEST_CASE("the end waits for the answer and the log entry that count, and not for ever") {
  const auto ended = [](bool answers, bool writes, const char* duration) {
    Hand h(PlayMode::practise, changed(kScenario, "duration: 100 s", duration));
    h.to(22);
    h.turn("HV-0.opening", 1);
    h.to(30);
    h.turn("HV-1.opening", 0);
    h.to(50);
    CHECK_FALSE(h.player.finished());
    if (answers) h.say(acts::GiveAnswer{"why", "b"});
    if (writes) h.say(acts::Remark{"shut by hand"});
    h.to(1000);
    CHECK(h.player.met_end());
    return h.player.time();
  };
  CHECK(ended(true, true, "duration: 400 s") == Approx(50).margin(1));
  CHECK(ended(true, false, "duration: 400 s") == Approx(36 + Player::kGrace).margin(3));
  CHECK(ended(false, true, "duration: 400 s") == Approx(36 + Player::kGrace).margin(3));
  CHECK(ended(false, false, "duration: 100 s") == Approx(100));
}

TEST_CASE("once the goal is reached nobody moves the plant: what is still to be written may be written") {
  Hand h;
  h.to(22);
  h.turn("HV-0.opening", 1);
  h.to(24);
  h.turn("HV-1.opening", 0);
  h.to(60);
  REQUIRE_FALSE(h.player.finished());   // an answer and a note are awaited
  const Verdict v = h.sim.submit(write_act(Source::field, plant()->catalogue.find("HV-1.opening"), 1));
  CHECK_FALSE(v.accepted);
  CHECK(v.reason == "refused.goal_reached");
  h.say(acts::GiveAnswer{"why", "b"});
  h.say(acts::Remark{"HV-0 is open and HV-1 is shut"});
  h.to(62);
  CHECK(h.player.finished());
}

TEST_CASE("an item opens with its event, and not by a step out of order") {
  const std::string text = changed(kScenario, "since: opens}\n  - {id: answer", "since: second}\n  - {id: answer");
  Hand wrong(PlayMode::practise, text);
  wrong.to(22);
  wrong.turn("HV-1.opening", 0);  // the second before the first
  wrong.to(30);
  CHECK(wrong.player.steps()[1].out_of_order);
  for (const GradeItem& i : wrong.grade().items)
    if (i.id == "share") CHECK(i.reasons.front().rule.key == "grade.rule.counts_from");
  wrong.turn("HV-0.opening", 1);  // then what comes before it
  wrong.to(60);
  CHECK(wrong.points("share") > 0);
}

TEST_CASE("the grade on the way is what handing in would give: nothing jumps when an event comes") {
  Hand h(PlayMode::practise, changed(kScenario, "share_of_time(HV-0.position > 95 %)", "all_within(T-1.level > 1 %)"));
  h.to(9);
  CHECK(h.points("share") == 0);
  double before = 0;
  while (h.sim.time() < 90) {
    h.to(h.sim.time() + 1);
    CHECK(h.points("share") - before < 1);  // of 25
    before = h.points("share");
  }
  CHECK(before > 15);
}

TEST_CASE("options are shown in an order of the seed, the same in every look") {
  std::set<std::vector<int>> orders;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Hand h(PlayMode::practise, kScenario, seed);
    h.to(30);
    const std::vector<int> shown = h.player.questions()[0].shown;
    CHECK(std::set<int>(shown.begin(), shown.end()) == std::set<int>{0, 1, 2});
    CHECK(h.player.copy()->questions()[0].shown == shown);
    orders.insert(shown);
  }
  CHECK(orders.size() > 3);
}

TEST_CASE("gains and limits belong to the control engineer, unless an exercise is about them") {
  Material m = open_material(RETORT_SOURCE "/scenarios/library/feed_tank/pump_trip.yaml").material;
  for (const bool allowed : {false, true}) {
    if (allowed) m.files[m.exercise] = changed(m.files[m.exercise], "difficulty: 2", "difficulty: 2\ntuning: true");
    Run run(prepare(m), {});
    const RowId gain = run.plant().catalogue.find("LIC-101.gain");
    CHECK(run.query(write_act(Source::board, gain, 3)).reason == (allowed ? "" : "refused.tuning"));
    CHECK(run.query(write_act(Source::instructor, gain, 3)).accepted);
  }
}

TEST_CASE("what it was all for comes last: reached too early, it can still be reached in order") {
  // `second` is the goal and needs `first`: the valve shuts before the other one was opened.
  Hand h(PlayMode::practise, changed(kScenario, "when: \"T-1.level < 20 %\"", "unless: second"));
  h.to(22);
  h.turn("HV-1.opening", 0);
  h.to(50);
  CHECK_FALSE(h.player.finished());
  CHECK(h.grade().caps.size() == 1);
  h.turn("HV-0.opening", 1);
  h.to(62);
  CHECK(h.player.steps()[1].done);
  CHECK(h.grade().caps.empty());
}

TEST_CASE("the total is capped as long as the goal is not reached") {
  Hand h(PlayMode::practise, changed(kScenario, "when: \"T-1.level < 20 %\"", "unless: second"));
  h.to(22);
  CHECK(h.grade().caps.size() == 1);
  CHECK(h.grade().caps[0].reason.rule.key == "grade.rule.cap_unless");
  h.turn("HV-0.opening", 1);
  h.to(30);
  h.turn("HV-1.opening", 0);
  h.to(60);
  CHECK(h.grade().caps.empty());
}

TEST_CASE("an event takes what holds at that moment, and draws its values from the seed") {
  const std::string text = changed(kScenario, "set: \"HV-1.opening = 100 %\", say: true",
                                   "if: \"HV-0.position > 50 %\", set: \"HV-1.opening = 20 %..60 %\", else: \"HV-1.opening = 100 %\", say: true");
  std::set<double> drawn;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Hand open(PlayMode::practise, text, seed);
    open.turn("HV-0.opening", 1);
    open.to(25);
    const double value = open.sim.frame()[plant()->catalogue.find("HV-1.opening")];
    CHECK(value >= 0.2);
    CHECK(value <= 0.6);
    drawn.insert(value);
    Hand shut(PlayMode::practise, text, seed);
    shut.to(25);
    CHECK(shut.sim.frame()[plant()->catalogue.find("HV-1.opening")] == Approx(1));
  }
  CHECK(drawn.size() == 5);
}

TEST_CASE("a value is drawn from the seed in steps, and is the same for start, events, conditions and an operator") {
  std::string text = changed(kScenario, "duration:", "values:\n  - {id: asked, of: HV-0.opening, from: 20 %, to: 60 %, step: 10 %}\n"
                                                     "start: {settle: 1 s, draw: [[\"HV-0.opening = value(asked)\"], [\"HV-0.opening = value(asked)\"]]}\nduration:");
  text = changed(text, "grade:", "grade:\n  - {id: told, caps_at: 30, when: \"abs(HV-1.opening - value(asked)) < 0.1 %\"}");
  std::set<int> drawn;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Hand h(PlayMode::practise, text, seed);
    const double asked = h.s->value(0, seed), tenth = asked * 10;
    CHECK(tenth == Approx(std::round(tenth)));
    CHECK(asked >= 0.2 - 1e-9);
    CHECK(asked <= 0.6 + 1e-9);
    drawn.insert(static_cast<int>(std::lround(tenth)));
    h.to(0.4);
    CHECK(h.sim.frame()[plant()->catalogue.find("HV-0.opening")] == Approx(asked));
    CHECK(h.grade().caps.empty());
    h.turn("HV-1.opening", asked);
    h.to(1);
    CHECK(h.grade().caps.size() == 1);
  }
  CHECK(drawn.size() == 5);

  Prepared prepared;
  prepared.material.plant = "data/plant.yaml";
  prepared.plant = plant();
  prepared.scenario = scenario(text);
  prepared.base = plant()->initial;
  Operator who = Operator::parse("format: 1\nacts:\n  - {at: 1 s, do: \"field HV-1.opening = value(asked)\"}\n", "who.yaml", *plant(), prepared.scenario.get());
  RunSetup setup;
  setup.seed = 7;
  const double asked = prepared.scenario->value(0, 7);
  Run run(std::move(prepared), setup);
  while (run.time() < 3) {
    who.act(run);
    run.step();
  }
  CHECK(run.frame()[plant()->catalogue.find("HV-1.opening")] == Approx(asked));
}

TEST_CASE("the start is drawn from the seed, and settles") {
  const std::string text = changed(kScenario, "duration:", "start: {settle: 20 s, draw: [[], [\"HV-0.opening = 30 %..40 %\"]]}\nduration:");
  std::set<bool> both;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Hand h(PlayMode::practise, text, seed);
    h.to(0.4);
    const double position = h.sim.frame()[plant()->catalogue.find("HV-0.position")];
    if (position > 0.01) CHECK((position > 0.29 && position < 0.41));
    both.insert(position > 0.01);
    CHECK(h.player.time() < 1);
  }
  CHECK(both.size() == 2);
}

TEST_CASE("bypassed() counts what a person hides, and not what the exercise hides") {
  const std::string text = changed(kScenario, "when: \"T-1.level < 20 %\"", "when: \"bypassed() > 10 s\"");
  const RowId shelve = plant()->catalogue.find("LAL-1.shelve"), out = plant()->catalogue.find("LAL-1.out_of_service");
  Hand h(PlayMode::practise, text);
  h.to(5);
  REQUIRE(h.sim.submit(write_act(Source::board, shelve, 600)).accepted);
  h.to(14);
  CHECK(h.grade().caps.empty());
  h.to(17);
  CHECK(h.grade().caps.size() == 1);
  Hand by_exercise(PlayMode::practise, changed(text, "fail: LT-1.bias, severity: 10 %", "set: \"LAL-1.out_of_service = 1\""));
  by_exercise.to(90);
  CHECK(by_exercise.sim.frame()[out] > 0.5);
  CHECK(by_exercise.grade().caps.empty());
}

TEST_CASE("an entry in the log book says something, and names what it must") {
  CHECK_FALSE(says_something(std::string(60, 'a')));
  CHECK_FALSE(says_something("aa aa aa aa 12 34"));
  CHECK_FALSE(says_something("x y z q"));
  CHECK(says_something("pomp is gestopt"));
  CHECK(says_something("d\xc3\xa9marr\xc3\xa9 \xc3\xa0 neuf heures"));
  CHECK(names_tag("de pomp p101 trilt", "P-101"));
  CHECK_FALSE(names_tag("de pomp trilt", "P-101"));
  const std::string text = changed(kScenario, "logged(5)", "logged(10, LT-1, HV-1)");
  Hand h(PlayMode::practise, text);
  h.to(5);
  h.say(acts::Remark{std::string(60, 'a') + " LT-1"});
  h.say(acts::Remark{"niets bijzonders te melden"});
  h.to(6);
  CHECK(h.points("log") == 0);
  h.say(acts::Remark{"afsluiter HV-1 staat open"});
  h.to(7);
  CHECK(h.points("log") == Approx(25));
}
