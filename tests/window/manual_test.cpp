// The written procedures of a plant on the board, and the extract of the P&ID beside a briefing.
#include <fmt/format.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/hmi/screens.h"
#include "scenarios/session/procedure_faults.h"
#include "tests/window/board_rig.h"

using namespace retort;
using namespace retort::tests;
using input::Event;
using input::Key;

namespace {

std::vector<std::string> plants() {
  std::vector<std::string> names;
  for (const auto& folder : std::filesystem::directory_iterator(library()))
    if (std::filesystem::exists(folder.path() / "plant.yaml")) names.push_back(folder.path().filename().string());
  return names;
}

bool crosses(const ui::Place& a, const ui::Place& b) { return a.x0 < b.x1 - 1 && b.x0 < a.x1 - 1 && a.y0 < b.y1 - 1 && b.y0 < a.y1 - 1; }

/// A briefing of some length beside the P&ID of a plant, on a screen of 1280x720.
struct BriefingRig {
  BoardRig board;
  ui::Context context;
  hmi::Briefing briefing;
  hmi::ExtractState state;
  hmi::BriefingAct act = hmi::BriefingAct::none;

  BriefingRig(const std::string& plant, const std::string& language, float text) : board(plant, language), context(text) {
    briefing.title = "Start-up from cold";
    for (int i = 0; i < 6; ++i) briefing.parts.push_back({"A part", "- Open HV-101 in the field, start P-101, and see that the level rises.\n- And again, until there is more than fits."});
    briefing.extract.paper = &board.board.paper();
    for (std::size_t k = 0; k < briefing.extract.paper->pages.size(); ++k) {
      if (k < 3) briefing.extract.paper->pages[k].drawn();   // more of them are not looked at here
      briefing.extract.sheets.push_back(int(k));
    }
  }
  void frame(std::vector<Event> events = {}) {
    context.begin(1280, 720, 1 / 30.f, events);
    act = hmi::draw_briefing(board.words, briefing, state);
    context.end();
  }
  void frames(int n) {
    for (int i = 0; i < n; ++i) frame();
  }
  void press(Key k) {
    frame({Event::of_key(k, true)});
    frame({Event::of_key(k, false)});
    frames(2);
  }
  void click(const std::string& id) {
    INFO(id);
    REQUIRE(there(id));
    const ui::Place p = context.map().at(id);
    frame({Event::of_move((p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2)});
    frame({Event::of_button(0, true)});
    frame({Event::of_button(0, false)});
    frames(2);
  }
  bool there(const std::string& id) const { return context.map().contains(id); }
  std::string page(std::size_t k) const { return "extract.page." + briefing.extract.paper->pages[k].id; }
};

}  // namespace

TEST_CASE("every written procedure of every plant can be opened and read, in any language, at 100 and 150 %") {
  std::size_t opened = 0;
  for (const std::string& name : plants()) {
    BoardRig r(name);
    CHECK(procedure_faults(*r.plant) == std::vector<std::string>{});
    r.board.state().display = hmi::Display::manual;
    for (const float text : {1.f, 1.5f}) {
      r.context.set_text_scale(text);
      for (const std::string& language : languages()) {
        r.speak(language);
        for (const Procedure& p : r.plant->procedures) {
          r.click("manual.open." + p.id);
          INFO(name << " " << language << " " << p.id);
          CHECK(r.there("manual.page." + p.id));
          CHECK(r.context.cut() == std::set<std::string>{});
          // No key stands where its text should.
          CHECK(r.words(p.text_key()) != p.text_key());
          for (const ProcedureStep& s : p.steps) CHECK(r.words(p.text_key(s)) != p.text_key(s));
          ++opened;
        }
      }
    }
  }
  CHECK(opened > 100);
}

TEST_CASE("the procedures stand under F9 beside events and handover, and say so where a plant has none") {
  BoardRig r("feed_tank");
  r.press(Key::f9);
  CHECK(r.board.state().display == hmi::Display::events);
  r.press(Key::f9);
  CHECK(r.board.state().display == hmi::Display::handover);
  r.press(Key::f9);
  CHECK(r.board.state().display == hmi::Display::manual);
  r.press(Key::f9);
  CHECK(r.board.state().display == hmi::Display::events);
  r.click("display.manual");
  CHECK(r.there("manual.page.start_up"));
  r.exercise.present = true;
  r.press(Key::f6);
  r.click("exercise.manual");
  CHECK(r.board.state().display == hmi::Display::manual);
  BoardRig none("benchmarks/column_a");
  none.exercise.present = true;
  none.board.state().display = hmi::Display::manual;
  none.frames(2);
  CHECK_FALSE(none.there("exercise.manual"));
  for (const auto& [id, place] : none.context.map()) CHECK_FALSE(id.starts_with("manual."));
}

TEST_CASE("a step of a procedure leads to what it is about, on the board or in the field") {
  BoardRig r("feed_tank");
  r.board.state().display = hmi::Display::manual;
  r.click("manual.go.suction.HV-101");
  CHECK(r.board.state().walk_to == "HV-101");
  r.click("manual.show.supply.LIC-100");
  CHECK(r.board.state().display == hmi::Display::unit);
  REQUIRE_FALSE(r.board.state().faceplates.empty());
  CHECK(r.board.state().faceplates.front() == "LIC-100");
}

TEST_CASE("what a step expects is said as it stands now, and what no instrument tells is left to who stands there") {
  BoardRig r("feed_tank");
  r.board.state().display = hmi::Display::manual;
  r.frames(2);
  CHECK(r.there("manual.yes.supply"));
  CHECK_FALSE(r.there("manual.no.supply"));
  CHECK_FALSE(r.there("manual.yes.suction"));   // nobody in the control room sees a hand valve
  CHECK_FALSE(r.there("manual.no.suction"));
  REQUIRE(r.sim.submit(write_act(Source::board, r.plant->catalogue.find("LIC-100.mode"), 1)).accepted);
  r.go(2);
  r.frames(2);
  CHECK(r.there("manual.no.supply"));
}

TEST_CASE("faults of ten thousand steps and texts are told by kind, the first of each and how many more") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / fmt::format("retort-procedures-{}", getpid());
  fs::create_directories(folder / "text");
  std::string text = read_text_file(library() + "feed_tank/plant.yaml"), steps = "procedures:\n  long:\n", texts;
  for (int i = 0; i < 10000; ++i) {
    steps += fmt::format("    - {{id: s{}, tags: [HV-101, LIC-100], expect: \"LIC-100.pv > 0 %\"}}\n", i);
    texts += fmt::format("procedure.lang.s{}: A text.\n", i);
  }
  text.replace(text.find("procedures:\n"), 12, steps);
  for (const std::string& l : languages()) std::ofstream(folder / "text" / (l + ".yaml")) << texts;
  const auto plant = compile(parse_plant(text, (folder / "plant.yaml").string()), standard_blocks());
  const std::vector<std::string> faults = procedure_faults(*plant);
  CHECK(faults.size() < 150);
  std::size_t told = 0;
  for (const std::string& f : faults) told += (f.find("is missing: … and 10") != std::string::npos && f.ends_with(" more of the same kind")) || f.ends_with("is used by no procedure: … and 9980 more of the same kind");
  CHECK(told == 2 * languages().size());
  fs::remove_all(folder);
}

TEST_CASE("of a procedure of ten thousand steps those are drawn that are seen, to its end; a long name takes no more than its line") {
  const std::string name = "a" + std::string(400, 'b'), file = library() + "feed_tank/plant.yaml";
  std::string text = read_text_file(file), steps = "procedures:\n  " + name + ":\n";
  for (int i = 0; i < 10000; ++i) steps += fmt::format("    - {{id: s{}, tags: [HV-101, LIC-100], expect: \"LIC-100.pv > 0 %\"}}\n", i);
  const std::size_t at = text.find("procedures:\n");
  REQUIRE(at != std::string::npos);
  text.replace(at, 12, steps);
  BoardRig r(compile(parse_plant(text, file), standard_blocks()), "feed_tank");
  r.board.state().display = hmi::Display::manual;
  r.frames(3);
  const auto drawn = [&] {
    std::vector<std::string> ids;
    for (const auto& [id, place] : r.context.map())
      if (id.starts_with("manual.yes.") || id.starts_with("manual.no.")) ids.push_back(id);
    return ids;
  };
  CHECK(r.there("manual.show.s0.LIC-100"));
  CHECK(drawn().size() > 5);
  CHECK(drawn().size() < 100);
  const ui::Place button = r.context.map().at("manual.open." + name);
  CHECK(button.wide <= 1280);
  CHECK(r.context.cut().size() == 1);
  const ui::Place page = r.context.map().at("manual.page." + name);
  for (int i = 0; i < 200 && !r.there("manual.show.s9999.LIC-100"); ++i)
    r.frame({Event::of_move((page.x0 + page.x1) / 2, (page.y0 + page.y1) / 2), Event::of_wheel(0, -2000)});
  r.frames(3);
  CHECK(r.there("manual.show.s9999.LIC-100"));
  CHECK(drawn().size() < 100);
}

TEST_CASE("beside a briefing stands the P&ID: nothing over another, larger and back, leafed through by keys and by its numbers") {
  for (const char* plant : {"feed_tank", "glycol_plant"})
    for (BriefingRig r(plant, "en", 1); const std::string& language : languages())
      for (const float text : {1.f, 1.25f, 1.5f}) {
        r.board.speak(language);
        r.context.set_text_scale(text);
        INFO(plant << " " << language << " " << text);
        r.frames(3);
        REQUIRE(r.there(r.page(0)));
        CHECK(r.context.cut() == std::set<std::string>{});
        const ui::Place drawing = r.context.map().at(r.page(0)), words = r.context.map().at("briefing.text");
        CHECK(drawing.x1 - drawing.x0 > 500);
        CHECK(drawing.y1 - drawing.y0 > 300);
        CHECK_FALSE(crosses(drawing, words));
        for (const char* id : {"briefing.begin", "briefing.back", "extract.large"}) {
          const ui::Place p = r.context.map().at(id);
          INFO(id);
          CHECK_FALSE(crosses(p, drawing));
          CHECK_FALSE(crosses(p, words));
          CHECK(p.x0 >= 0);
          CHECK(p.x1 <= 1280);
          CHECK(p.y1 <= 720);
        }
        r.press(Key::f6);
        CHECK_FALSE(r.there("briefing.text"));
        CHECK(r.context.map().at(r.page(0)).x1 - r.context.map().at(r.page(0)).x0 > 1100);
        r.click("extract.large");
        CHECK(r.there("briefing.text"));
      }
  BriefingRig r("glycol_plant", "nl", 1);
  r.frames(2);
  r.press(Key::f6);
  CHECK(r.state.look.zoom > 1);   // no room beside it is left empty
  for (const Key k : {Key::down, Key::right, Key::down}) r.press(k);
  CHECK_FALSE(r.state.focus.empty());   // from figure to figure
  r.press(Key::f6);
  CHECK(r.state.look.zoom == 1.f);
  r.press(Key::page_down);
  CHECK(r.there(r.page(1)));
  r.press(Key::page_up);
  CHECK(r.there(r.page(0)));
  r.press(Key::page_up);
  CHECK(r.there(r.page(0)));
  r.click("extract.sheet.3");
  CHECK(r.there(r.page(2)));
  r.click("extract.closer");
  CHECK(r.state.look.zoom > 1);
  r.press(Key::home);
  CHECK(r.state.look.zoom == 1.f);
  r.press(Key::equal);
  CHECK(r.state.look.zoom > 1);
  r.click("extract.sheet.1");
  CHECK(r.state.look.zoom == 1.f);   // a sheet is seen whole first
  r.click("extract.figure." + r.briefing.extract.paper->pages[0].drawn().drawing.figures[0].tag);
  CHECK(r.state.large);                      // and seen closely
  CHECK(r.state.look.zoom > 1);
}

TEST_CASE("without a P&ID a briefing is its text alone") {
  BriefingRig r("feed_tank", "en", 1);
  r.briefing.extract = {};
  r.frames(2);
  CHECK(r.there("briefing.text"));
  CHECK_FALSE(r.there("extract.large"));
}
