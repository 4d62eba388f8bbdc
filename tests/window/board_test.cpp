// The control room over the shipped plant, drawn without a window.
#include <filesystem>

#include "engine/hmi/alarm_list.h"
#include "engine/hmi/board_picture.h"
#include "engine/ui/theme.h"
#include "language/texts.h"
#include "sim/run/simulation.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"

using namespace retort;

namespace {

hmi::Words words_in(const std::string& language) {
  auto texts = std::make_shared<Texts>(language);
  texts->load_assets();
  texts->load(std::string(RETORT_SOURCE) + "/scenarios/library/feed_tank/text", "");
  return hmi::Words([texts](const std::string& key) -> std::optional<std::string> {
    if (!texts->has(key)) return std::nullopt;
    return (*texts)(key);
  });
}

/// feed_tank with P-101 lost after five minutes, at ten minutes.
struct Rig {
  std::shared_ptr<const CompiledPlant> plant =
      compile(load_plant(std::string(RETORT_SOURCE) + "/scenarios/library/feed_tank/plant.yaml"), standard_blocks());
  Simulation sim{plant, {}};
  hmi::PlantView view{plant->spec, plant->catalogue};
  hmi::SymbolLibrary symbols{std::string(RETORT_SOURCE) + "/assets/symbols"};
  hmi::Board board{view, symbols};
  hmi::RunControl run;
  hmi::ExerciseCard exercise;

  Rig() {
    view.submit = [this](const Act& a) { return sim.submit(a); };
    go(300);
    sim.submit({.source = Source::instructor, .row = plant->catalogue.find("P-101.trip"), .value = 1});
    go(300);
  }
  void go(double seconds) {
    const double until = sim.time() + seconds;
    while (sim.time() < until) sim.step();
    view.frame = &sim.frame();
    view.history = sim.history();
    view.log = sim.log();
    view.follow();
  }
  gpu::Picture shot(gpu::Gpu& gpu, const std::string& name, const std::string& language, uint32_t w, uint32_t h, float scale = 1) {
    gpu::Picture p = hmi::board_picture(gpu, board, words_in(language), run, exercise, w, h, scale);
    std::filesystem::create_directories("build/pictures");
    gpu::write_png(p, "build/pictures/board_" + name + ".png");
    return p;
  }
};

}  // namespace

TEST_CASE("every text of the screens stands in all three languages") {
  std::map<std::string, std::map<std::string, std::string>> all;
  for (const std::string& l : languages()) all[l] = read_texts(std::string(RETORT_SOURCE) + "/assets/text/interface." + l + ".yaml");
  for (const auto& [key, text] : all["nl"]) {
    INFO(key);
    CHECK(all["en"].contains(key));
    CHECK(all["fr"].contains(key));
    CHECK_FALSE(text.empty());
  }
  CHECK(all["en"].size() == all["nl"].size());
  CHECK(all["fr"].size() == all["nl"].size());
}

TEST_CASE("texts stand at 4.5 to 1 on every ground they are used on, graphics at 3 to 1") {
  namespace c = ui::color;
  using c::contrast, c::kGround, c::kPanel, c::kBar, c::kButton, c::kNormalBand, c::kText, c::kDim, c::kValue, c::kLine, c::kFocus, c::kP1, c::kStopped,
      c::kPens, c::kTopText, c::kTop, c::kButtonOn;
  for (ImU32 ground : {kGround, kPanel, c::kField, kBar, kButton, kNormalBand}) {
    CHECK(contrast(kText, ground) >= 4.5);
    CHECK(contrast(kDim, ground) >= 4.5);
  }
  for (ImU32 ground : {kGround, kPanel, c::kField}) {
    CHECK(contrast(kValue, ground) >= 4.5);
    CHECK(contrast(kLine, ground) >= 3);
    CHECK(contrast(kFocus, ground) >= 3);
    CHECK(contrast(kP1, ground) >= 3);
    CHECK(contrast(kStopped, ground) > 3);
  }
  for (ImU32 pen : kPens) CHECK(contrast(pen, c::kField) >= 3);
  CHECK(contrast(kTopText, kTop) >= 4.5);
  CHECK(contrast(kTopText, kButtonOn) >= 4.5);
}

TEST_CASE("the board shows the tripped pump and its alarms, in every display") {
  Rig rig;
  gpu::Gpu gpu;
  const hmi::AlarmCount alarms = hmi::count_alarms(rig.view);
  CHECK(alarms.by_priority[1] >= 1);
  CHECK(alarms.unacknowledged >= 2);

  rig.board.state().faceplates = {"LIC-101"};
  rig.shot(gpu, "mimic", "nl", 1280, 720);
  rig.board.state().faceplates = {"P-101"};
  rig.shot(gpu, "pump", "en", 1600, 900);
  rig.board.state().faceplates.clear();
  const std::pair<const char*, hmi::Display> displays[] = {
      {"overview", hmi::Display::overview}, {"trend", hmi::Display::trend},   {"alarms", hmi::Display::alarms},
      {"events", hmi::Display::events},     {"safety", hmi::Display::safety}, {"diagnostics", hmi::Display::diagnostics}};
  for (auto [name, display] : displays) {
    rig.board.state().display = display;
    const gpu::Picture p = rig.shot(gpu, name, "nl", 1280, 720);
    CHECK(p.width == 1280);
  }
  rig.board.state().display = hmi::Display::unit;
  rig.shot(gpu, "large_text", "fr", 1280, 720, 2);
  CHECK(gpu.validation().errors == 0);
}
