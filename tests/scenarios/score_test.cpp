// Every kind of score: what it gives, as data, and that it goes on from where it was saved.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/scenarios/hand.h"

using namespace retort;
using namespace retort::test;

namespace {

/// The plant only keeps the time; each kind of scores.inc stands here with the share it must win when nobody acts in 100 s.
struct Meaning {
  const char* id;
  const char* score;
  double share;
};
constexpr Meaning kMeanings[] = {
    {"share_of_time", "\"share_of_time(time() > 75 s)\"", 0.25},
    {"all_within", "\"all_within(time() < 200 s)\"", 1},
    {"not_all_within", "\"all_within(time() < 99 s)\"", 0},
    {"time_to", "\"time_to(time() > 30 s)\", full: 10 s, zero: 50 s", 0.5},
    {"never", "\"time_to(time() > 300 s)\", full: 10 s, zero: 50 s", 0},
    {"excess", "\"excess(time() - 80 s, 10 s)\", zero: 40 s", 0.5},
    {"count", "\"count(time() > 50 s for 10 s)\", zero: 2", 0.5},
    {"integral", "\"integral(time() > 50 s)\", full: 0 s, zero: 100 s", 0.5},
    {"final", "\"final(time())\", full: 0 s, zero: 200 s", 0.5},
    {"peak", "\"peak(min(time(), 60 s))\", full: 0 s, zero: 120 s", 0.5},
    {"not_before", "\"not_before(time() > 10 s, time() > 20 s)\"", 1},
    {"before", "\"not_before(time() > 20 s, time() > 10 s)\"", 0},
    {"at_end", "\"at_end(time() > 99 s)\"", 1},
    {"alarms_answered", "\"alarms_answered(20 s)\"", 0},
    {"steps", "\"steps(passed, never)\"", 0.5},
    {"answer", "\"answer(why)\"", 0},
    {"logged", "\"logged(5)\"", 0},
};

std::string all_kinds() {
  std::string s = R"y(format: 1
plant: plant.yaml
teaches: [C15]
duration: 100 s
events:
  - {id: low, at: 20 s, fail: LT-1.bias, severity: -40 %, say: true}
steps:
  - {id: passed, done: "time() > 40 s", hint: {after: 5 s, costs: [1, 2, 3, 4]}, teaches: [C05]}
  - {id: never, done: "time() > 400 s", teaches: [C09]}
questions:
  - {id: why, when: "time() > 10 s", options: [a, b, c], correct: b}
weights: {procedure: 100}
grade:
  - {id: cap, caps_at: 90, when: "done(passed) and T-1.level > 1 %"}
)y";
  for (const Meaning& m : kMeanings) s += std::string("  - {id: g_") + m.id + ", category: procedure, points: 10, score: " + m.score + "}\n";
  return s;
}

nlohmann::json data(const ByHand& h) { return result_json(collect_result(h.sim, h.player, "nl")); }

/// Some acts, the same in every play; `from` on.
void act_from(ByHand& h, double from, double until) {
  const auto at = [&](double t, auto&& act) {
    if (t < from || t >= until) return;
    h.to(t);
    act();
  };
  at(15, [&] { h.say(acts::GiveAnswer{"why", "a"}); });
  at(26, [&] { h.say(acts::TakeHint{"passed"}); });
  at(35, [&] { h.say(acts::Remark{"it is low"}); });
  at(38, [&] { h.turn("HV-0.opening", 1); });
  at(60, [&] { h.say(acts::GiveAnswer{"why", "b"}); });
  h.to(until);
}

}  // namespace

TEST_CASE("each kind of score gives what it says") {
  ByHand h(all_kinds());
  h.to(100);
  REQUIRE(h.player.finished());
  const Grade g = h.grade();
  for (const Meaning& m : kMeanings) {
    INFO(m.id);
    const auto item = std::find_if(g.items.begin(), g.items.end(), [&](const GradeItem& i) { return i.id == std::string("g_") + m.id; });
    REQUIRE(item != g.items.end());
    CHECK(item->points / item->of == Approx(m.share).margin(0.01));
    REQUIRE_FALSE(item->reasons.empty());
    for (const GradeReason& r : item->reasons) {
      CHECK(r.from <= r.to);
      CHECK(r.to <= 100.1);
      CHECK_FALSE((r.cause.id.empty() && r.cause.kind == Cause::Kind::condition));
    }
  }
  for (const ScoreKind& kind : score_kinds()) {
    INFO(kind.name);
    CHECK(std::any_of(std::begin(kMeanings), std::end(kMeanings), [&](const Meaning& m) { return std::string(m.id) == kind.name; }));
  }
  CHECK(g.competences.at("C05") == Approx(1));  // the step that was done
  CHECK(g.competences.at("C09") == Approx(0));
}

TEST_CASE("a deduction is key, arguments, row, time, interval, points and cause") {
  ByHand h(all_kinds());
  h.to(100);
  const Grade g = h.grade();
  const auto reasons = [&](const std::string& id) {
    for (const GradeItem& i : g.items)
      if (i.id == "g_" + id) return i.reasons;
    return std::vector<GradeReason>{};
  };
  const GradeReason lost = reasons("share_of_time").back();
  CHECK(lost.rule.key == "grade.rule.from_to");
  CHECK(std::get<ConditionArgument>(lost.rule.arguments.at(0)).written == "time() > 75 s");
  CHECK(lost.from == Approx(0.2).margin(0.3));
  CHECK(lost.to == Approx(75).margin(0.3));
  CHECK(lost.cause.id == "time() > 75 s");

  const GradeReason won = reasons("time_to").front();
  CHECK(std::get<NumberArgument>(won.rule.arguments.at(1)).si == Approx(30).margin(0.5));
  CHECK(std::get<NumberArgument>(won.rule.arguments.at(1)).quantity == Quantity::time);
  CHECK(won.to == Approx(30).margin(0.5));

  const GradeReason alarm = reasons("alarms_answered").front();
  CHECK(alarm.rule.key == "grade.rule.alarm_never");
  CHECK(alarm.tag == "LAL-1");
  CHECK(plant()->catalogue[alarm.row].name == "LAL-1.state");
  CHECK(alarm.cause.kind == Cause::Kind::alarm);
  CHECK(alarm.cause.id == "LAL-1");

  const GradeReason step = reasons("steps").front();
  CHECK(std::get<TextArgument>(step.rule.arguments.at(0)).key == "test.step.passed");
  CHECK(step.cause.kind == Cause::Kind::step);

  REQUIRE(g.caps.size() == 1);
  CHECK(plant()->catalogue[g.caps[0].reason.row].name == "T-1.level");
  CHECK(std::get<ConditionArgument>(g.caps[0].reason.rule.arguments.at(0)).names.at("done(passed)") == "test.step.passed");
}

TEST_CASE("saved and loaded at any moment, every kind of score comes to the same grade") {
  ByHand whole(all_kinds());
  act_from(whole, 0, 100);
  const nlohmann::json wanted = data(whole);
  for (double t : {0.2, 12.0, 20.0, 30.0, 37.0, 55.0, 61.0, 85.0, 99.8}) {
    INFO(t);
    ByHand first(all_kinds());
    act_from(first, 0, t);
    const Snapshot kept = first.sim.snapshot();
    CHECK(kept.companion == first.player.save());

    ByHand second(all_kinds());
    second.sim.restore(kept);
    CHECK(second.player.save() == kept.companion);
    CHECK(data(second)["items"] == data(first)["items"]);
    act_from(second, t, 100);
    const nlohmann::json got = data(second);
    for (const char* key : {"score", "items", "caps", "hint_cost", "steps", "answers", "alarms", "competences"}) CHECK(got[key] == wanted[key]);
    CHECK(second.player.save() == whole.player.save());
  }
}

TEST_CASE("a truncated or forged state throws or plays on, and never reaches outside") {
  ByHand h(all_kinds());
  act_from(h, 0, 70);
  const std::vector<std::uint8_t> good = h.player.save();
  for (std::size_t n = 1; n < good.size(); ++n)
    CHECK_THROWS_AS(h.player.load({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n)}), std::out_of_range);
  std::vector<std::uint8_t> longer = good;
  longer.push_back(0);
  CHECK_THROWS_AS(h.player.load(longer), std::out_of_range);
  CHECK(h.player.save() == good);

  int refused = 0;
  for (std::size_t i = 0; i < good.size(); ++i)
    for (std::uint8_t flip : {0x01, 0x80, 0xff}) {
      std::vector<std::uint8_t> forged = good;
      forged[i] ^= flip;
      ByHand other(all_kinds());
      try {
        other.player.load(forged);
      } catch (const std::out_of_range&) {
        ++refused;
        continue;
      }
      (void)result_json(collect_result(other.sim, other.player, "nl")).dump();
    }
  CHECK(refused > 100);
}

TEST_CASE("what indexes something is refused when it lies outside") {
  // Two plays that differ only in the option chosen: the byte that differs is its number.
  const auto answered = [](const std::string& option) {
    auto h = std::make_unique<ByHand>(all_kinds());
    h->to(15);
    h->say("answer:why:" + option);
    h->to(16);
    return h;
  };
  const auto a = answered("a"), c = answered("c");
  std::vector<std::uint8_t> forged = a->player.save();
  const std::vector<std::uint8_t> other = c->player.save();
  REQUIRE(forged.size() == other.size());
  const auto differs = std::mismatch(forged.begin(), forged.end(), other.begin()).first;
  REQUIRE(differs != forged.end());
  for (std::uint8_t option : {std::uint8_t{3}, std::uint8_t{255}}) {
    *differs = option;
    CHECK_THROWS_AS(a->player.load(forged), std::out_of_range);
  }
  *differs = 2;
  CHECK_NOTHROW(c->player.load(forged));
}
