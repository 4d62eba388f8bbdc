// Every exercise of the library: it loads, has its texts in three languages, and its own checks hold.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

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

TEST_CASE("a value that no text tells, and a place in a text that no value fills, do not pass") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("retort-told-" + std::to_string(std::random_device()()));
  fs::copy(RETORT_SOURCE "/scenarios/library/feed_tank", folder, fs::copy_options::recursive);
  const auto mend = [&](const char* language, const std::string& with) {
    const fs::path file = folder / "text" / (std::string("pump_trip.") + language + ".yaml");
    std::string text = read_text_file(file.string());
    for (std::size_t at = text.find("{demand}"); at != std::string::npos; at = text.find("{demand}", at + with.size())) text.replace(at, 8, with);
    std::ofstream(file) << text;
  };
  mend("nl", "5 kg/s");
  mend("fr", "{demnd}");
  std::string all;
  for (const CheckResult& r : check_paths({(folder / "pump_trip.yaml").string()}).results)
    if (!r.fine) all += fs::path(r.file).filename().string() + ": " + r.detail + "\n";
  fs::remove_all(folder);
  INFO(all);
  CHECK(all.find("pump_trip.nl.yaml: no text tells the value 'demand': write {demand} where the student is to read it") != std::string::npos);
  CHECK(all.find("has {demnd}, which is no value of the exercise") != std::string::npos);
  CHECK(all.find("pump_trip.en.yaml") == std::string::npos);
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
