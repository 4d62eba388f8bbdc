// Who reads a step comes from it to all that he has to operate; and no exercise is taken for another.
#include "scenarios/session/step_demands.h"

#include <filesystem>
#include <map>

#include "language/texts.h"
#include "scenarios/session/material.h"
#include "scenarios/session/play.h"
#include "tests/catch.h"

using namespace retort;

namespace {

namespace fs = std::filesystem;
const fs::path kLibrary = RETORT_SOURCE "/scenarios/library";

struct Exercise {
  Prepared of;
  Operator model;
  explicit Exercise(const fs::path& file) : of(open_material(file.string())), model(Operator::load(model_answer_file(*of.scenario, of.folder), *of.plant, of.scenario.get())) {}
  std::map<std::string, std::string> texts(const std::string& language) const {
    return read_texts((fs::path(of.scenario->folder) / "text" / (of.scenario->name + "." + language + ".yaml")).string());
  }
  std::vector<std::string> faults(const std::map<std::string, std::string>& texts) const { return unnamed_in_steps(*of.scenario, *of.plant, model, texts); }
};

std::vector<fs::path> exercises() {
  std::vector<fs::path> all;
  for (const auto& e : fs::recursive_directory_iterator(kLibrary))
    if (e.path().parent_path().filename() == "answers" && fs::exists(e.path().parent_path().parent_path() / e.path().filename())) all.push_back(e.path().parent_path().parent_path() / e.path().filename());
  return all;
}

}  // namespace

TEST_CASE("every step of the library leads to all that it demands, in every language") {
  REQUIRE(exercises().size() >= 9);
  for (const fs::path& file : exercises()) {
    const Exercise x(file);
    for (const std::string& language : languages())
      for (const std::string& fault : x.faults(x.texts(language))) FAIL_CHECK(file << " " << language << ": " << fault);
  }
}

TEST_CASE("a step that names its thing no more is found") {
  const Exercise x(kLibrary / "glycol_plant/start_up.yaml");
  auto texts = x.texts("en");
  texts["step.boiler"] = "Boiler: feed pump P-501 or P-511, LIC-500 in automatic, burner lit and fire with PIC-500";
  texts["step.oxide"] = "Open FIC-101, a little";
  const std::vector<std::string> faults = x.faults(texts);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].find("'step.boiler' does not lead to B-500,") != std::string::npos);
  CHECK(faults[1].find("'step.oxide' does not lead to XV-101,") != std::string::npos);   // of the flow: the valve in its line
}

TEST_CASE("every exercise of the library has a title of its own in every language") {
  for (const std::string& language : languages()) {
    std::map<std::string, fs::path> titles;
    for (const fs::path& file : exercises()) {
      const Exercise x(file);
      const auto [first, is_new] = titles.emplace(x.texts(language).at("title"), file);
      INFO(language << ": " << first->first << ": " << file << ", " << first->second);
      CHECK(is_new);
      CHECK(first->first.find(':') != std::string::npos);   // plant: task
    }
  }
}
