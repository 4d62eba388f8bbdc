// Every exercise of the library: it loads, has its texts in three languages, and its own checks hold.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "scenarios/session/check.h"
#include "scenarios/session/library.h"
#include "scenarios/session/play.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"

using namespace retort;

TEST_CASE("every plant, text and exercise of the library passes its checks") {
  const CheckReport report = check_paths({RETORT_SOURCE "/scenarios/library"});
  int exercises = 0;
  for (const CheckResult& r : report.results) {
    INFO(r.file << ": " << r.what << ": " << r.detail);
    CHECK(r.fine);
    exercises += r.what == "scenario";
  }
  CHECK(exercises >= 3);
  CHECK(report.fine());
}

TEST_CASE("an exercise without its model answer, idle run and languages does not pass") {
  const CheckReport report = check_paths({RETORT_SOURCE "/tests/scenarios/data/bare.yaml"});
  CHECK_FALSE(report.fine());
  std::string all;
  for (const CheckResult& r : report.results) all += r.detail + "\n";
  CHECK(all.find("lacks its model answer: {operator: answers/bare.yaml, expect: \"score >= 95\"}") != std::string::npos);
  CHECK(all.find("lacks its idle run: {operator: nobody, expect: \"score <= 40\"}") != std::string::npos);
  int missing = 0;
  for (const CheckResult& r : report.results) missing += r.what == "texts" && r.detail == "is missing";
  CHECK(missing == 3);
}

TEST_CASE("in the middle of every exercise of the library its state saves, loads, and grades the same") {
  namespace fs = std::filesystem;
  int exercises = 0;
  for (const fs::directory_entry& e : fs::recursive_directory_iterator(RETORT_SOURCE "/scenarios/library")) {
    const std::string answer = (e.path().parent_path() / "answers" / e.path().filename()).string();
    if (e.path().extension() != ".yaml" || !fs::exists(answer) || !is_scenario(e.path().string())) continue;
    INFO(e.path().string());
    const auto plant = compile(load_plant(scenario_plant(e.path().string())), standard_blocks());
    const auto scenario = load_scenario(e.path().string(), *plant);
    Player* player = nullptr;
    int compared = 0;
    double next = 60;              // s; then at twice the time
    ScenarioOptions options;
    options.duration = scenario->duration / 2;
    options.begins = [&](Simulation&, Player& p) { player = &p; };
    options.before_step = [&](Simulation& sim) {
      if (sim.time() < next || player->finished()) return;
      next *= 2;
      ++compared;
      const Snapshot kept = sim.snapshot();
      Simulation other(plant, sim.options());
      Player loaded(scenario, plant, player->mode());
      other.set_companion(&loaded);
      other.restore(kept);
      CHECK(loaded.save() == kept.companion);
      CHECK(result_json(collect_result(other, loaded, "nl"))["items"] == result_json(collect_result(sim, *player, "nl"))["items"]);
    };
    play_scenario(plant, scenario, Operator::load(answer, *plant, scenario.get()), options);
    CHECK(compared >= 2);
    ++exercises;
  }
  CHECK(exercises >= 8);
}
