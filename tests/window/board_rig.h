#pragma once
#include <imgui.h>

#include <map>
#include <string>
#include <utility>

#include "engine/hmi/board.h"
#include "engine/ui/context.h"
#include "language/texts.h"
#include "sim/run/blocks.h"
#include "sim/run/simulation.h"
#include "tests/catch.h"

namespace retort::tests {

inline std::string library() { return std::string(RETORT_SOURCE) + "/scenarios/library/"; }

/// The board of a plant in free practice, worked by mouse and keyboard without a window or a GPU.
struct BoardRig {
  std::shared_ptr<const CompiledPlant> plant;
  std::string name;
  Simulation sim;
  hmi::PlantView view{*plant};
  SymbolLibrary symbols{std::string(RETORT_SOURCE) + "/assets/symbols"};
  hmi::Board board{view, symbols};
  hmi::RunControl run;
  hmi::ExerciseCard exercise;
  hmi::Words words;
  ui::Context context;
  float width = 1280, height = 720;

  explicit BoardRig(const std::string& name, const std::string& lang = "en", float text = 1)
      : BoardRig(compile(load_plant(library() + name + "/plant.yaml"), standard_blocks()), name, lang, text) {}
  /// A plant with the texts of one of the library.
  BoardRig(std::shared_ptr<const CompiledPlant> of, const std::string& name, const std::string& lang = "en", float text = 1)
      : plant(std::move(of)), name(name), sim(plant, {}), context(text) {
    speak(lang);
    run.may_inject = true;
    view.post = [this](const Act& a) { sim.submit(a); };
    go(1);
  }
  /// Read once for each plant and language: a test that speaks them all in turn would read for most of its time.
  void speak(const std::string& lang) {
    static std::map<std::pair<std::string, std::string>, hmi::Words> read;
    const auto [it, is_new] = read.try_emplace({name, lang});
    if (is_new) {
      static std::map<std::string, Texts> own;
      if (!own.contains(lang)) own.emplace(lang, Texts(lang)).first->second.load_assets();
      Texts texts = own.at(lang);
      texts.load(library() + name + "/text", "");
      it->second = hmi::words_of(texts);
    }
    words = it->second;
  }
  void go(double seconds) {
    const double until = sim.time() + seconds;
    while (sim.time() < until) sim.step();
    view.frame = &sim.frame();
    view.history = sim.history();
    view.log = sim.log();
    view.follow();
  }
  double value(const std::string& name) const { return view.value(plant->catalogue.find(name)); }

  void frame(std::vector<input::Event> events = {}) {
    context.begin(width, height, 1 / 30.f, events);
    board.keys(words, run, false);
    board.draw(words, run, exercise, {0, 0}, {width, height});
    context.end();
  }
  void frames(int n) {
    for (int i = 0; i < n; ++i) frame();
  }
  void press(input::Key k) {
    frame({input::Event::of_key(k, true)});
    frame({input::Event::of_key(k, false)});
  }
  bool there(const std::string& id) const { return context.map().contains(id); }
  void click(const std::string& id) {
    frames(2);
    INFO(id);
    REQUIRE(there(id));
    const ui::Place p = context.map().at(id);
    frame({input::Event::of_move((p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2)});
    frame({input::Event::of_button(0, true)});
    frame({input::Event::of_button(0, false)});
    frames(2);
  }
  /// Into the field that has the keyboard.
  void type(const std::string& text) {
    for (const char c : text) frame({input::Event::of_text(static_cast<std::uint32_t>(c))});
  }
  void enter(const std::string& id, const std::string& text) {
    click(id);
    type(text);
    press(input::Key::enter);
    frames(2);
  }
};

}  // namespace retort::tests
