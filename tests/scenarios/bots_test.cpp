// Bots: operator files that nobody wrote by hand, and what they may come to in the exercises of the library.
#include "scenarios/session/bots.h"

#include <fmt/format.h>

#include <filesystem>

#include "scenarios/session/check.h"
#include "scenarios/session/operator.h"
#include "tests/scenarios/hand.h"

using namespace retort;
using namespace retort::test;

namespace {

const char* const kProcedure = R"y(format: 1
plant: plant.yaml
teaches: [C11]
duration: 100 s
steps:
  - {id: inlet, done: "HV-0.position > 95 %"}
  - {id: outlet, done: "HV-1.position > 95 %"}
questions:
  - {id: why, when: "time() > 10 s", options: [a, b, c], correct: b}
grade:
  - {id: steps, category: procedure, points: 10, score: "steps()"}
)y";
const char* const kModel = R"y(format: 1
acts:
  - {at: 5 s, do: ["field HV-0.opening = 100 %", "wait 10 s", "field HV-1.opening = 100 %", "wait 5 s", "answer why b", "log both \"valves\" are open"]}
  - {when: "unacknowledged() > 0", wait: 5 s, repeat: true, do: acknowledge all}
)y";

std::string played(const std::string& bot, const std::string& text, std::uint64_t seed) {
  Prepared prepared;
  prepared.material.plant = "data/plant.yaml";
  prepared.plant = plant();
  prepared.scenario = scenario(text);
  prepared.base = plant()->initial;
  for (const Bot& b : bots())
    if (b.name == bot) return b.plays({prepared, kModel, seed});
  FAIL(bot);
  return "";
}

/// Fails for each line of the table that is not as it must be, and prints the table.
void hold_table(const std::vector<std::string>& paths, int seeds) {
  const auto of_table = [](const CheckResult& r) { return r.what.starts_with("bot ") || r.what == "model answer"; };
  const CheckReport report = check_paths(paths, {seeds, {}, all_processors(), ""}, [&](const CheckResult& r) {
    if (!of_table(r)) return;
    fmt::print("{:5} {}: {}: {}\n", r.fine ? "fine" : "WRONG", std::filesystem::path(r.file).filename().string(), r.what, r.detail);
    std::fflush(stdout);
  });
  int lines = 0;
  for (const CheckResult& r : report.results) {
    if (!of_table(r)) continue;
    ++lines;
    INFO(r.file << ": " << r.what << ": " << r.detail);
    CHECK(r.fine);
  }
  CHECK(lines >= static_cast<int>(bots().size()));
}

}  // namespace

TEST_CASE("every bot is an operator file, the same for the same seed") {
  for (const Bot& b : bots()) {
    INFO(b.name);
    const std::string once = played(b.name, kProcedure, 1);
    CHECK_NOTHROW(Operator::parse(once, b.name, *plant(), scenario(kProcedure).get()));
    CHECK(once == played(b.name, kProcedure, 1));
  }
  CHECK(played("random", kProcedure, 1) != played("random", kProcedure, 2));
  CHECK(played("careful_novice", kProcedure, 1) != played("careful_novice", kProcedure, 2));
}

TEST_CASE("who acts by the clock of another attempt does at its times what was right then, with its values") {
  const std::string text = changed(kProcedure, "duration:", "values:\n  - {id: asked, of: HV-0.opening, from: 20 %, to: 60 %, step: 10 %}\nduration:");
  const auto s = scenario(text);
  const std::string model = changed(kModel, "HV-0.opening = 100 %", "HV-0.opening = value(asked)");
  Prepared prepared;
  prepared.material.plant = "data/plant.yaml";
  prepared.plant = plant();
  prepared.scenario = s;
  prepared.base = plant()->initial;
  for (const Bot& b : bots()) {
    if (std::string_view(b.name) != "timed_script" && std::string_view(b.name) != "blind_script") continue;
    const std::string plays = b.plays({prepared, model, 1});
    INFO(plays);
    CHECK(plays.find("value(asked)") == std::string::npos);
    CHECK(plays.find(fmt::format("HV-0.opening = {:.0f} %", 100 * s->value(0, 1))) == std::string::npos);
    CHECK(plays.find("HV-0.opening = ") != std::string::npos);
    CHECK_NOTHROW(Operator::parse(plays, b.name, *plant(), s.get()));
    if (std::string_view(b.name) == "timed_script") CHECK(plays.find("at: \"15.") != std::string::npos);
  }
}

TEST_CASE("another order exchanges what depends on nothing, and leaves what does") {
  const auto order = [](const std::string& text) {
    const std::string plays = played("other_order", text, 1);
    return plays.find("HV-1.opening") < plays.find("HV-0.opening");
  };
  CHECK(order(kProcedure));
  CHECK_FALSE(order(changed(kProcedure, "{id: outlet,", "{id: outlet, after: [inlet],")));
  CHECK_FALSE(order(changed(kProcedure, "{id: outlet,", "{id: outlet, since: inlet,")));
}

TEST_CASE("a bot must come to what its kind allows") {
  using Kind = Bot::Kind;
  CHECK(wanted_of(Kind::idle, 40, 99).empty());
  CHECK(wanted_of(Kind::idle, 40.1, 99) == "at most 40");
  CHECK(wanted_of(Kind::exploit, 50.1, 99) == "at most 50");
  CHECK(wanted_of(Kind::blind, 60.1, 99) == "at most 60");
  CHECK(wanted_of(Kind::novice, 69, 99) == "70 to 95");
  CHECK(wanted_of(Kind::novice, 96, 99) == "70 to 95");
  CHECK(wanted_of(Kind::other_order, 97.5, 99).empty());
  CHECK_FALSE(wanted_of(Kind::other_order, 96.5, 99).empty());
}

TEST_CASE("the exercises of the feed section are neither fooled nor unfair, on one seed") {
  const std::string folder = RETORT_SOURCE "/scenarios/library/feed_tank/";
  hold_table({folder + "pump_trip.yaml", folder + "stuck_level.yaml", folder + "blocked_suction.yaml", folder + "line_up_and_start.yaml"}, 1);
}

TEST_CASE("no exercise of the library is fooled or unfair, on five seeds", "[.][nightly]") { hold_table({RETORT_SOURCE "/scenarios/library"}, 5); }
