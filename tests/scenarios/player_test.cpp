// What the player does with steps, hints, questions, caps and scores, on a tank that drains.
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
  h.say(acts::Remark{"noted"});
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
  CHECK(r.finished);
  REQUIRE(r.steps.size() == 2);
  CHECK(r.steps[1].time - r.steps[0].time == Approx(5).margin(1));
  CHECK(r.grade.score > 90);
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
