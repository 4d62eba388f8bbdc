// Every camera of every shipped plant, and every page of its control room, as `retort shot` makes them, against pictures that were looked at.
// RETORT_UPDATE_PICTURES=1 writes those anew, and docs/pictures.md, which shows them all.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/gpu/picture.h"
#include "tests/catch.h"

namespace fs = std::filesystem;
using namespace retort;

namespace {

std::string output_of(const std::string& command) {
  std::string out;
  std::FILE* pipe = popen(command.c_str(), "r");
  char part[4096];
  while (pipe && std::fgets(part, sizeof part, pipe)) out += part;
  if (pipe) pclose(pipe);
  return out;
}

std::vector<std::string> plants() {
  std::vector<std::string> names;
  for (const fs::directory_entry& folder : fs::directory_iterator(RETORT_SOURCE "/scenarios/library"))
    if (fs::exists(folder.path() / "plant.yaml")) names.push_back(folder.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

struct Shot {
  std::string name, camera, size;
};
std::vector<Shot> shots_of(const std::string& plant) {
  const auto told = nlohmann::json::parse(output_of("'" RETORT_PROGRAM "' describe --json " + plant), nullptr, false);
  REQUIRE(told.is_object());
  std::vector<Shot> shots;
  for (const auto& c : told["cameras"]) shots.push_back({plant + "-field-" + c.get<std::string>(), c.get<std::string>(), "480x270"});
  shots.push_back({plant + "-overview", "board:overview", "1280x720"});
  for (const auto& p : told["pages"]) shots.push_back({plant + "-page-" + p.get<std::string>(), "board:" + p.get<std::string>(), "1280x720"});
  return shots;
}

}  // namespace

TEST_CASE("every camera and every page of every plant looks as it was looked at") {
  const bool update = std::getenv("RETORT_UPDATE_PICTURES") != nullptr;
  const std::string references = RETORT_SOURCE "/tests/pictures/references/library/";
  fs::create_directories("library");
  if (update) fs::create_directories(references);
  std::string sheet = "# Pictures\n\nEvery camera and every page of every plant, a minute after its start, as the picture tests compare them (`tests/pictures/library_test.cpp`).\n";
  std::size_t seen = 0;
  for (const std::string& plant : plants()) {
    sheet += "\n## " + plant + "\n\n";
    for (const Shot& s : shots_of(plant)) {
      INFO(s.name);
      const std::string made = "library/" + s.name + ".png";
      fs::remove(made);
      const std::string said = output_of("RETORT_VALIDATE=1 '" RETORT_PROGRAM "' shot " + plant + " --at 1min --lang en --camera '" + s.camera + "' --size " + s.size + " -o " + made + " 2>&1; echo rc $?");
      INFO(said);
      REQUIRE(said.find("rc 0") != std::string::npos);
      CHECK(said.find("alidation") == std::string::npos);
      if (update) fs::copy_file(made, references + s.name + ".png", fs::copy_options::overwrite_existing);
      const gpu::Difference d = gpu::compare(gpu::read_png(made), gpu::read_png(references + s.name + ".png"));
      INFO("mean difference " << d.mean << ", share of pixels off " << d.worst_share);
      // Drivers differ in edges and rounding; a lost object, symbol or light differs by much more.
      CHECK(d.mean < 2.0);
      CHECK(d.worst_share < 0.02);
      sheet += "![" + s.name + "](../tests/pictures/references/library/" + s.name + ".png)\n";
      ++seen;
    }
  }
  CHECK(seen > 40);
  if (update) std::ofstream(RETORT_SOURCE "/docs/pictures.md") << sheet;
}
