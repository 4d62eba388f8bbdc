// The pages of the board of every plant: nothing on another in any language, everything that can be operated has its place, letters that
// can be read, and a fault that is planted is found.
#include <cstdlib>
#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "drawing/faceplate.h"
#include "drawing/overview.h"
#include "drawing/page_svg.h"
#include "drawing/pages.h"
#include "tests/catch.h"
#include "tests/rig.h"

using namespace retort;

namespace {

struct Drawn {
  std::string file;
  std::shared_ptr<const CompiledPlant> plant;
  PlantPages pages;
};
const SymbolLibrary& symbols() {
  ::setenv("RETORT_ASSETS", RETORT_SOURCE "/assets", 1);
  static const SymbolLibrary library(RETORT_SOURCE "/assets/symbols");
  return library;
}
const std::vector<Drawn>& drawings() {
  static const std::vector<Drawn> all = [] {
    symbols();
    std::vector<Drawn> list;
    for (const auto& e : std::filesystem::recursive_directory_iterator(RETORT_SOURCE "/scenarios/library")) {
      if (e.path().filename() != "plant.yaml" && e.path().filename() != "open_loop.yaml") continue;
      Drawn d{e.path().string(), compile(load_plant(e.path().string()), standard_blocks()), {}};
      d.pages = pages_of(*d.plant, symbols());
      list.push_back(std::move(d));
    }
    return list;
  }();
  return all;
}

constexpr const char* kTransfer = R"(format: 1
plant: transfer
scan: 200 ms
medium: water
units:
  T-1: {type: tank, diameter: 2 m, height: 2 m, at: [0, 0, 3], start: {level: 80 %}}
  T-2: {type: tank, diameter: 1.6 m, height: 2 m, at: [8, 0, 0], start: {level: 20 %}}
  P-1: {type: centrifugal_pump, curve: [[0 m3/h, 20 m], [20 m3/h, 17 m], [40 m3/h, 9 m]], at: [3, 0, 0.4], start: {running: 1}}
  HV-1: {type: hand_valve, kv: 60 m3/h, at: [2, 0, 0.4]}
  FV-1: {type: control_valve, kv: 25 m3/h, at: [6, 0, 0.4]}
  FE-1: {type: orifice, pipe: 52 mm, beta: 0.6, at: [5, 0, 0.4]}
lines:
  L-1: {from: T-1.out, to: P-1.in, through: [HV-1], dn: 80, length: 4 m}
  L-2: {from: P-1.out, to: T-2.in, through: [FE-1, FV-1], dn: 50, length: 12 m}
instruments:
  FT-1: {type: flow_transmitter, of: FE-1, range: [0 kg/s, 8 kg/s]}
  LT-2: {type: level_transmitter, of: T-2.level, range: [0 %, 100 %]}
control:
  FIC-1: {type: pid, pv: FT-1, out: FV-1, gain: 0.4, ti: 6 s, sp: 3 kg/s}
)";

std::shared_ptr<const CompiledPlant> without_places() {
  PlantSpec spec = parse_plant(kTransfer, "plant.yaml");
  return compile(std::move(spec), standard_blocks());
}

}  // namespace

TEST_CASE("nothing lies on anything on any page of any plant, in any language") {
  REQUIRE(drawings().size() >= 15);
  for (const Drawn& d : drawings())
    for (const Page& page : d.pages.pages) {
      INFO(d.file << ", page " << page.id);
      CHECK(page_faults(*d.plant, page.drawn()) == std::vector<std::string>{});
    }
}

TEST_CASE("values can be read at 1280x720 beside a faceplate") {
  for (const Drawn& d : drawings())
    for (const Page& page : d.pages.pages) {
      INFO(d.file << ", page " << page.id);
      CHECK(page.drawn().value_px(kPageWidth, kPageHeight) >= 10);
    }
}

TEST_CASE("everything that a faceplate opens for has its place on a page") {
  for (const Drawn& d : drawings())
    for (BlockId b = 0; b < static_cast<BlockId>(d.plant->blocks.size()); ++b) {
      const BlockLayout& block = d.plant->blocks[static_cast<std::size_t>(b)];
      if (block.inserted || !faceplate_of(*d.plant, b).opens()) continue;
      if (d.plant->displays.drawing && !d.plant->displays.drawing->parts.empty() && block.section == "units") continue;  // drawn by its parts
      INFO(d.file << ": " << block.tag);
      CHECK(d.pages.seat(block.tag) != nullptr);
    }
}

TEST_CASE("a symbol that is moved onto another is found") {
  const Drawn& d = drawings().front();
  PageDrawing page = d.pages.pages.front().drawn();
  REQUIRE(page_faults(*d.plant, page).empty());
  std::vector<PidFigure*> things;
  for (PidFigure& f : page.drawing.figures)
    if (!f.dot) things.push_back(&f);
  REQUIRE(things.size() > 2);
  things[0]->box = things[1]->box;
  CHECK(page_faults(*d.plant, page).size() >= 3);  // in three languages
}

TEST_CASE("a tag stands at the symbol that it names") {
  // Where symbols stand close and everything has room, a few do not; `describe --pages` names them, and there are not more.
  std::size_t astray = 0, tags = 0;
  for (const Drawn& d : drawings())
    for (const Page& page : d.pages.pages) {
      for (const std::string& tag : page.drawn().drawing.astray()) {
        UNSCOPED_INFO(d.file << ", page " << page.id << ": " << tag);
        ++astray;
      }
      for (const PidFigure& f : page.drawn().drawing.figures) tags += !f.dot && !f.named;
    }
  CHECK(astray * 20 <= tags);

  PageDrawing page = drawings().front().pages.pages.front().drawn();
  const std::size_t before = page.drawing.astray().size();
  std::vector<PidWords*> written;
  for (PidWords& w : page.drawing.words)
    if (w.live == PidLive::none && !w.of.empty() && w.within.empty()) written.push_back(&w);
  REQUIRE(written.size() > 2);
  std::swap(written.front()->box, written.back()->box);
  CHECK(page.drawing.astray().size() >= before + 2);
}

TEST_CASE("a plant file without places has a page all the same") {
  const auto plant = without_places();
  symbols();
  const PlantPages pages = pages_of(*plant, symbols());
  REQUIRE(pages.pages.size() == 1);
  CHECK(page_faults(*plant, pages.pages.front().drawn()) == std::vector<std::string>{});
  for (const char* tag : {"T-1", "T-2", "P-1", "FV-1", "FIC-1", "LT-2", "FT-1", "HV-1"}) {
    INFO(tag);
    CHECK(pages.seat(tag) != nullptr);
  }
  CHECK(pages.seat("FT-1")->tag == "FIC-1");  // the controller shows what it measures
  Texts texts("nl");
  texts.load_assets();
  const std::string svg = page_svg(*plant, pages.pages.front(), texts);
  CHECK(svg.find("AUTO SP") != std::string::npos);
  CHECK(svg.find(">FIC<") != std::string::npos);
}

TEST_CASE("a large plant without places is divided into pages that can be read") {
  symbols();
  std::string units = "  X-0: {type: boundary, pressure: 3 bar, at: [-7, 0, 0.6]}\n", lines, from = "X-0";
  constexpr int kTanks = 15;
  for (int k = 100; k < 100 + kTanks; ++k) {   // pumped on from tank to tank, each with a minimum flow back and a drain
    units += fmt::format("  FV-{0}: {{type: control_valve, kv: 20 m3/h}}\n  T-{0}: {{type: tank, diameter: 2 m, height: 3 m, recycle_height: 2.5 m}}\n  HV-{0}: {{type: hand_valve, kv: 90 m3/h}}\n"
                         "  P-{0}: {{type: centrifugal_pump, curve: [[0 m3/h, 40 m], [30 m3/h, 33 m], [50 m3/h, 21 m]]}}\n  J-{0}: {{type: junction}}\n  HV-{1}: {{type: hand_valve, kv: 30 m3/h}}\n"
                         "  HV-{2}: {{type: hand_valve, kv: 30 m3/h}}\n  X-{0}: {{type: boundary, kind: drain}}\n", k, k + 200, k + 400);
    lines += fmt::format("  L-{0}1: {{from: {1}, to: T-{0}.in, through: [FV-{0}], dn: 65, length: 9 m}}\n  L-{0}2: {{from: T-{0}.out, to: P-{0}.in, through: [HV-{0}], dn: 80, length: 4 m}}\n"
                         "  L-{0}3: {{from: P-{0}.out, to: J-{0}, dn: 65, length: 4 m}}\n  L-{0}4: {{from: J-{0}, to: T-{0}.recycle, through: [HV-{2}], dn: 40, length: 8 m}}\n"
                         "  L-{0}5: {{from: T-{0}.out, to: X-{0}, through: [HV-{3}], dn: 50, length: 5 m}}\n", k, from, k + 200, k + 400);
    from = fmt::format("J-{}", k);
  }
  const auto plant = compile(parse_plant("format: 1\nplant: many\nscan: 200 ms\nmedium: water\nunits:\n" + units + "lines:\n" + lines, "plant.yaml"), standard_blocks());
  const PlantPages pages = pages_of(*plant, symbols());
  CHECK(pages.pages.size() >= 4);
  for (const Page& page : pages.pages) {
    INFO(page.id);
    CHECK(page_faults(*plant, page.drawn()) == std::vector<std::string>{});
    CHECK(page.drawn().value_px(kPageWidth, kPageHeight) >= 10);
    CHECK(page.shown.size() >= 5);
  }
  for (int k = 100; k < 100 + kTanks; ++k) CHECK(pages.seat(fmt::format("T-{}", k)) != nullptr);
}

TEST_CASE("the overview of the largest plant fits on one screen, with something of every page") {
  for (const Drawn& d : drawings()) {
    if (d.plant->spec.name != "glycol_plant") continue;
    const std::vector<OverviewTile> tiles = overview_of(*d.plant, d.pages);
    CHECK(tiles.size() == d.pages.pages.size());
    for (const double text : {1.0, 1.5}) {
      const double width = 1280 - 330 * text - 16, height = 720 - (42 + 38 + 40 + 34) * text;
      const OverviewGrid g = fit_overview(tiles, width, height, 248 * text, 21 * text, 28 * text, 26 * text, 6 * text);
      CHECK(g.columns * g.rows >= static_cast<int>(tiles.size()));
      CHECK(g.lists * g.lines >= 1);
    }
  }
}
