// The control room over the shipped plant, drawn without a window.
#include <imgui_internal.h>

#include <filesystem>
#include <fstream>

#include "sim/base/file.h"
#include "engine/hmi/alarm_list.h"
#include "engine/hmi/board_picture.h"
#include "engine/hmi/screens.h"
#include "engine/ui/offscreen.h"
#include "engine/input/event.h"
#include "engine/ui/context.h"
#include "engine/ui/fonts.h"
#include "engine/ui/theme.h"
#include "language/texts.h"
#include "sim/run/simulation.h"
#include "sim/run/blocks.h"
#include "sim/run/state_file.h"
#include "tests/catch.h"

using namespace retort;

namespace {

hmi::Words words_in(const std::string& language, const std::string& folder) {
  Texts texts(language);
  texts.load_assets();
  texts.load(folder, "");
  return hmi::words_of(texts);
}
hmi::Words words_in(const std::string& language) {
  return words_in(language, std::string(RETORT_SOURCE) + "/scenarios/library/feed_tank/text");
}

/// feed_tank with P-101 lost after five minutes, at ten minutes.
struct Rig {
  std::shared_ptr<const CompiledPlant> plant =
      compile(load_plant(std::string(RETORT_SOURCE) + "/scenarios/library/feed_tank/plant.yaml"), standard_blocks());
  Simulation sim{plant, {}};
  hmi::PlantView view{*plant};
  SymbolLibrary symbols{std::string(RETORT_SOURCE) + "/assets/symbols"};
  hmi::Board board{view, symbols};
  hmi::RunControl run;
  hmi::ExerciseCard exercise;

  Rig() {
    view.post = [this](const Act& a) { sim.submit(a); };
    go(300);
    sim.submit(write_act(Source::instructor, plant->catalogue.find("P-101.trip"), 1));
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
    write_file("build/pictures/board_" + name + ".png", gpu::png(p));
    return p;
  }
};

}  // namespace

TEST_CASE("each key and each button has a portion of the queue for itself, text goes with its key") {
  using input::Event;
  using input::Key;
  input::EventQueue queue;
  CHECK(queue.frames() == 0);
  CHECK(queue.take_frame().empty());
  for (const auto& [key, letter] : {std::pair{Key::a, 'a'}, {Key::b, 'b'}}) {
    queue.push(Event::of_key(key, true));
    queue.push(Event::of_text(static_cast<std::uint32_t>(letter)));
    queue.push(Event::of_key(key, false));
  }
  queue.push(Event::of_move(1, 2));
  queue.push(Event::of_move(3, 4));   // in place of the one before
  queue.push(Event::of_button(0, true));
  queue.push(Event::of_button(0, false));
  CHECK(queue.frames() == 6);
  std::string typed;
  std::vector<std::size_t> sizes;
  while (!queue.empty()) {
    const std::size_t before = queue.frames();
    const std::vector<Event> portion = queue.take_frame();
    CHECK(queue.frames() == before - 1);
    sizes.push_back(portion.size());
    for (const Event& e : portion)
      if (e.kind == Event::Kind::text) typed += static_cast<char>(e.text);
  }
  CHECK(typed == "ab");
  CHECK(sizes == std::vector<std::size_t>{2, 1, 2, 1, 2, 1});
}

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

TEST_CASE("whatever the control room shows of any plant has a name, a unit and choices in every language") {
  for (const auto& folder : std::filesystem::recursive_directory_iterator(std::string(RETORT_SOURCE) + "/scenarios/library")) {
    if (folder.path().filename() != "plant.yaml") continue;
    const auto plant = compile(load_plant(folder.path().string()), standard_blocks());
    const hmi::PlantView view(*plant);
    for (const std::string& language : languages()) {
      const hmi::Words words = words_in(language, (folder.path().parent_path() / "text").string());
      for (const hmi::Thing& t : view.things())
        for (RowId id : view.board_rows(t)) {
          const Row& r = plant->catalogue[id];
          INFO(folder.path().parent_path().filename() << " " << language << " " << r.name);
          CHECK(words.name(r.tag, r.noun, "") != "");
          const std::string unit = board_unit(r);
          CHECK(unit.find("deg") == std::string::npos);
          CHECK(unit.find("m3") == std::string::npos);
          CHECK(unit != "1");
          for (const std::string& choice : r.choices) {
            INFO(choice);
            CHECK(words.get("choice." + choice, "") != "");
          }
        }
    }
  }
}

TEST_CASE("every sign that the screens write stands in their faces") {
  ImFontAtlas atlas;
  const ui::Fonts fonts = ui::load_fonts(atlas, 1);
  const std::string root = RETORT_SOURCE;
  for (const std::string& place : {root + "/engine", root + "/assets/text", root + "/scenarios/library"})
    for (const auto& file : std::filesystem::recursive_directory_iterator(place)) {
      const bool code = file.path().extension() == ".cpp", words = file.path().parent_path().filename() == "text";
      if (!code && !words) continue;
      std::ifstream in(file.path());
      std::size_t number = 0;
      for (std::string line; std::getline(in, line);) {
        ++number;
        if (const std::size_t comment = line.find("//"); code && comment != std::string::npos) line.resize(comment);
        for (const char* at = line.data(); at < line.data() + line.size();) {
          unsigned sign = 0;
          at += ImTextCharFromUtf8(&sign, at, line.data() + line.size());
          if (sign < 0x80) continue;
          INFO(file.path().string() << ':' << number << ": U+" << std::hex << sign);
          for (const ImFont* face : {fonts.text, fonts.bold, fonts.small, fonts.large}) CHECK(face->FindGlyphNoFallback(static_cast<ImWchar>(sign)) != nullptr);
        }
      }
    }
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

TEST_CASE("no word of a faceplate or a tab is cut, on any plant, in any language") {
  for (const auto& folder : std::filesystem::recursive_directory_iterator(std::string(RETORT_SOURCE) + "/scenarios/library")) {
    if (folder.path().filename() != "plant.yaml") continue;
    const auto plant = compile(load_plant(folder.path().string()), standard_blocks());
    Simulation sim(plant, {});
    sim.step();
    hmi::PlantView view(*plant);
    view.frame = &sim.frame();
    view.history = sim.history();
    view.log = sim.log();
    view.follow();
    const SymbolLibrary symbols(std::string(RETORT_SOURCE) + "/assets/symbols");
    hmi::Board board(view, symbols);
    hmi::RunControl run;
    run.may_inject = true;
    for (const std::string& language : languages()) {
      const hmi::Words words = words_in(language, (folder.path().parent_path() / "text").string());
      ui::Context context;
      for (const hmi::Thing& t : view.things()) {
        board.state().faceplates = {t.tag};
        for (int tab : {0, 1, 2}) {
          board.state().tab[t.tag] = tab;
          context.begin(1280, 720, 0.1f, {});
          board.draw(words, run, {}, {0, 0}, {1280, 720});
          context.end();
          INFO(folder.path() << " " << language << " " << t.tag << " tab " << tab);
          CHECK(context.cut() == std::set<std::string>{});
        }
      }
    }
  }
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

TEST_CASE("the briefing beside its P&ID, small and large") {
  Rig rig;
  gpu::Gpu gpu;
  const PlantPages& paper = rig.board.paper();
  paper.pages[0].drawn();
  hmi::Briefing briefing{"Line up and start", {{"Task", "- Open HV-101 in the field.\n- Start P-101."}, {"Time", "- 40 min"}}, {&paper, {0}}};
  for (const auto& [name, language, large, scale] : {std::tuple{"briefing", "nl", false, 1.f}, {"briefing_large", "en", true, 1.f}, {"briefing_text", "fr", false, 1.5f}}) {
    const hmi::Words words = words_in(language);
    hmi::ExtractState state{.large = large};
    ui::Context context(scale);
    const gpu::Picture p = ui::draw_picture(gpu, context, 1280, 720, [&](ui::Renderer&) { hmi::draw_briefing(words, briefing, state); });
    CHECK(context.cut() == std::set<std::string>{});
    std::filesystem::create_directories("build/pictures");
    write_file(std::string("build/pictures/board_") + name + ".png", gpu::png(p));
  }
  CHECK(gpu.validation().errors == 0);
}

TEST_CASE("a faceplate has a widget for everything that the plan of it offers") {
  const SymbolLibrary symbols{std::string(RETORT_SOURCE) + "/assets/symbols"};
  int widgets = 0;
  for (const char* name : {"feed_tank", "glycol_plant", "batch_reactor", "tennessee_eastman", "benchmarks/column_a"}) {
    const auto plant = compile(load_plant(std::string(RETORT_SOURCE) + "/scenarios/library/" + name + "/plant.yaml"), standard_blocks());
    Simulation sim{plant, {}};
    sim.step();
    hmi::PlantView view{*plant};
    view.frame = &sim.frame();
    view.history = sim.history();
    view.log = sim.log();
    hmi::Board board{view, symbols};
    hmi::RunControl run;
    const hmi::ExerciseCard exercise;
    const hmi::Words words = words_in("nl");
    ui::Context context(1);
    for (const hmi::Thing& t : view.things()) {
      if (t.face.buttons.empty() && t.face.entries.empty()) continue;
      board.state().faceplates = {t.tag};
      for (int tab : {0, 1}) {
        board.state().tab[t.tag] = tab;
        for (int frame = 0; frame < 2; ++frame) {
          context.begin(1280, 3000, 0.1f, {});  // as high as nothing has to be scrolled to
          board.draw(words, run, exercise, {0, 0}, {1280, 3000});
          context.end();
        }
        INFO(name << " " << t.tag << ", tab " << tab);
        if (tab == 0 && t.wiring->machine) {
          CHECK(context.map().contains("fp." + t.tag + ".start"));
          CHECK(context.map().contains("fp." + t.tag + ".stop"));
        }
        if (tab == 0) continue;
        for (RowId r : t.face.buttons) CHECK(context.map().contains("press." + plant->catalogue[r].name));
        for (RowId r : t.face.entries) CHECK(context.map().contains("row." + plant->catalogue[r].name));
        widgets += int(t.face.buttons.size() + t.face.entries.size());
      }
    }
  }
  CHECK(widgets > 400);
}

TEST_CASE("faceplates of boiler, cooling tower and reactor start them; an interlock that has tripped shows it") {
  const SymbolLibrary symbols{std::string(RETORT_SOURCE) + "/assets/symbols"};
  const std::string folder = std::string(RETORT_SOURCE) + "/scenarios/library/glycol_plant/";
  const auto plant = compile(load_plant(folder + "plant.yaml"), standard_blocks());
  Simulation sim{plant, {}};
  sim.start_from(load_state(*plant, folder + "states/cold.yaml"));
  for (int i = 0; i < 20; ++i) sim.step();
  hmi::PlantView view{*plant};
  view.frame = &sim.frame();
  view.history = sim.history();
  view.log = sim.log();
  std::vector<std::pair<Act, Verdict>> decided;
  view.post = [&](const Act& a) { decided.emplace_back(a, sim.submit(a)); };
  hmi::Board board{view, symbols};
  hmi::RunControl run;
  gpu::Gpu gpu;
  std::filesystem::create_directories("build/pictures");
  for (const char* tag : {"CT-600", "B-500", "R-101", "LSLL-211", "P-201"}) {
    board.state().faceplates = {tag};
    write_file(std::string("build/pictures/face_") + tag + ".png", gpu::png(hmi::board_picture(gpu, board, words_in("nl"), run, {}, 1280, 720, 1)));
  }
  const hmi::Thing& pump = *view.find("P-201");
  CHECK(view.protection(pump).acts);
  CHECK(view.protection(pump).first->tag == "LSLL-211");
  CHECK_FALSE(view.protection(*view.find("P-101")).acts);
  // What the window says of a start that cannot be: the reason, and by what.
  const hmi::Words words = words_in("nl");
  const hmi::Desk desk{view, words, run, board.state()};
  CHECK(desk.act(plant->catalogue.find("P-201.start"), 1));
  REQUIRE(decided.size() == 1);
  desk.told(decided[0].first, decided[0].second);
  REQUIRE_FALSE(board.state().toasts.empty());
  CHECK(board.state().toasts.back().text.find(words("refused.tripped")) != std::string::npos);
  CHECK(board.state().toasts.back().text.find("LSLL-211") != std::string::npos);
  CHECK(desk.act(plant->catalogue.find("CT-600.start"), 1));
  CHECK(desk.act(plant->catalogue.find("R-101.start"), 1));
  sim.step();
  CHECK(sim.frame()[plant->catalogue.find("CT-600.running")] == 1);
  CHECK(sim.frame()[plant->catalogue.find("R-101.running")] == 1);
  CHECK(gpu.validation().errors == 0);
}
