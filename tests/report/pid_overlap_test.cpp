// Every P&ID of the library is read back from its SVG and measured: no text over another, over a symbol or under a
// line, no symbol over another, no line through a symbol that it does not end at, everything within the frame.
#include <cstdlib>
#include <filesystem>

#include "drawing/pid_svg.h"
#include "tests/catch.h"
#include "tests/report/pid_reading.h"
#include "tests/rig.h"

using namespace retort;

namespace {

/// Every plant of the library: plant.yaml of each folder, and what stands beside it as a plant of its own.
std::vector<std::string> plants() {
  std::vector<std::string> files;
  for (const auto& e : std::filesystem::recursive_directory_iterator(RETORT_SOURCE "/scenarios/library"))
    if (e.path().filename() == "plant.yaml" || e.path().filename() == "open_loop.yaml")
      files.push_back(e.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

struct Drawn {
  std::string file, svg;
  std::shared_ptr<const CompiledPlant> plant;
};
const std::vector<Drawn>& drawings() {
  static const std::vector<Drawn> all = [] {
    ::setenv("RETORT_ASSETS", RETORT_SOURCE "/assets", 1);
    std::vector<Drawn> list;
    for (const std::string& file : plants()) {
      Drawn d{file, "", compile(load_plant(file), standard_blocks())};
      d.svg = pid_svg(*d.plant);
      list.push_back(std::move(d));
    }
    return list;
  }();
  return all;
}

}  // namespace

TEST_CASE("nothing covers anything on the P&ID of any plant") {
  REQUIRE(drawings().size() >= 15);
  for (const Drawn& d : drawings()) {
    INFO(d.file);
    for (const pid::Page& page : pid::read(d.svg)) {
      CHECK(page.symbols.size() >= 3);
      CHECK(page.texts.size() > 12);
      CHECK(page.lines.size() >= 2);
      std::string all;
      for (const std::string& f : pid::faults(page)) all += f + "\n";
      CHECK(all == "");
    }
  }
}

TEST_CASE("the P&ID shows every unit, instrument, controller and safety function of every plant") {
  for (const auto& [file, svg, plant] : drawings()) {
    INFO(file);
    for (const BlockSpec& b : plant->spec.blocks) {
      INFO(b.tag);
      const bool shown = svg.find("<title>" + b.tag + " (") != std::string::npos ||
                         svg.find("(" + b.tag + ")</title>") != std::string::npos;
      if (b.section != "lines" && b.section != "alarms") CHECK(shown);
      if (b.section == "lines") CHECK(svg.find(">" + b.tag + " DN") != std::string::npos);
    }
  }
}

TEST_CASE("the measure finds what covers what") {
  const std::string head = "<rect class=\"frame\" x=\"0\" y=\"0\" width=\"500\" height=\"500\"/>\n";
  const auto page = [](const std::string& svg) { return pid::read(svg).front(); };
  const auto symbol = [](const char* tag, int x) {
    return "<g class=\"symbol\"><title>" + std::string(tag) + " (tank)</title><path d=\"M" + std::to_string(x) +
           " 100L" + std::to_string(x + 40) + " 140\"/></g>\n";
  };
  CHECK(pid::faults(page(head + symbol("T-1", 100) + symbol("T-2", 130))).size() == 1);
  CHECK(pid::faults(page(head + symbol("T-1", 100) + symbol("T-2", 150))).empty());
  const std::string words = "<text class=\"tag\" x=\"120\" y=\"146\">T-100</text>\n";
  CHECK(pid::faults(page(head + words + "<text class=\"line\" x=\"130\" y=\"151\">L-1</text>\n")).size() == 1);
  CHECK(pid::faults(page(head + words + symbol("T-1", 100))).size() == 1);
  CHECK(pid::faults(page(head + words + "<path class=\"pipe\" data-ends=\"L-1\" d=\"M50 143L300 143\"/>\n")).size() ==
        1);
  CHECK(pid::faults(
            page(head + symbol("T-1", 100) + "<path class=\"signal\" data-ends=\"A B\" d=\"M50 120L300 120\"/>\n"))
            .size() == 1);
  CHECK(pid::faults(
            page(head + symbol("T-1", 100) + "<path class=\"signal\" data-ends=\"A T-1\" d=\"M50 120L120 120\"/>\n"))
            .empty());
  CHECK(pid::faults(page(head + "<text class=\"tag\" x=\"498\" y=\"150\">T-100</text>\n")).size() == 1);
}
