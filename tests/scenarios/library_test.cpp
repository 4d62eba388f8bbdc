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
    const Prepared prepared = open_material(e.path().string());
    RunSetup setup;
    setup.history = false;
    Run run(prepared, setup);
    Operator who = Operator::load(answer, run.plant(), run.scenario());
    int compared = 0;
    double next = 60;              // s; then at twice the time
    while (!run.over() && run.time() < run.scenario()->duration / 2) {
      if (run.time() >= next) {
        next *= 2;
        ++compared;
        const Snapshot kept = run.sim().look();
        Simulation other(prepared.plant, run.sim().options());
        Player loaded(prepared.scenario, prepared.plant, run.setup().mode);
        other.set_companion(&loaded);
        other.restore(kept);
        CHECK(loaded.save() == kept.companion);
        CHECK(result_json(collect_result(other, loaded, "nl"))["items"] == result_json(collect_result(run.sim(), *run.player(), "nl"))["items"]);
      }
      who.act(run);
      run.step();
    }
    CHECK(compared >= 2);
    ++exercises;
  }
  CHECK(exercises >= 8);
}
