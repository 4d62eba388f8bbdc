// What the compiler says of every plant of the library: each thing is joined to something, each act has a widget, each loop one basis.
#include <algorithm>
#include <filesystem>
#include <set>

#include "drawing/faceplate.h"
#include "language/texts.h"
#include "layout/layout_of_plant.h"
#include "scenarios/player/scenario.h"
#include "scenarios/session/operator.h"
#include "sim/model/alarm_state.h"
#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

namespace fs = std::filesystem;
const fs::path kLibrary = RETORT_SOURCE "/scenarios/library";

struct Plant {
  fs::path file;
  std::shared_ptr<const CompiledPlant> compiled;
};
const std::vector<Plant>& plants() {
  static const std::vector<Plant> all = [] {
    std::vector<Plant> list;
    for (const auto& e : fs::recursive_directory_iterator(kLibrary))
      if (e.path().filename() == "plant.yaml") list.push_back({e.path(), compile(load_plant(e.path().string()), standard_blocks())});
    std::sort(list.begin(), list.end(), [](const Plant& a, const Plant& b) { return a.file < b.file; });
    return list;
  }();
  return all;
}
const std::string& tag(const CompiledPlant& p, BlockId b) { return p.blocks[static_cast<std::size_t>(b)].tag; }

}  // namespace

TEST_CASE("every alarm is about something, and says what to do") {
  for (const Plant& p : plants())
    for (const AlarmWiring& a : p.compiled->wiring.alarms) {
      INFO(p.file << " " << tag(*p.compiled, a.block));
      CHECK_FALSE(a.owners.empty());
      CHECK(std::none_of(a.owners.begin(), a.owners.end(), [&](BlockId b) { return p.compiled->wired(b).role == Role::alarm; }));
      for (RowId r : {a.state, a.active, a.limit, a.acknowledge, a.shelve, a.unshelve, a.reset, a.out_of_service, a.shelved_left}) CHECK(r != kNoRow);
      CHECK((a.priority >= 1 && a.priority <= 4));
      CHECK_FALSE((a.cause.empty() || a.consequence.empty() || a.response.empty()));
      CHECK((a.side == AlarmWiring::Side::condition) == (a.of == kNoRow));
    }
}

TEST_CASE("an alarm belongs to what it watches, who controls on that, and the unit") {
  const auto feed = std::find_if(plants().begin(), plants().end(), [](const Plant& p) { return p.compiled->spec.name == "feed_tank"; });
  REQUIRE(feed != plants().end());
  const CompiledPlant& p = *feed->compiled;
  const auto owners = [&](const std::string& alarm) {
    std::set<std::string> tags;
    for (BlockId b : p.wiring.alarms[static_cast<std::size_t>(p.wired(p.block_called(alarm)).alarm)].owners) tags.insert(tag(p, b));
    return tags;
  };
  CHECK(owners("LAL-101") == std::set<std::string>{"LT-101", "LIC-101", "T-101"});
  CHECK(owners("XA-101") == std::set<std::string>{"P-101"});
  CHECK(owners("DAL-101") == std::set<std::string>{"LT-101", "LT-102"});
}

TEST_CASE("lines, instruments, controllers and safety functions end somewhere") {
  for (const Plant& p : plants()) {
    const CompiledPlant& c = *p.compiled;
    for (const LineWiring& l : c.wiring.lines) {
      INFO(p.file << " " << tag(c, l.line));
      CHECK(c.wired(l.line).role == Role::line);
      CHECK(l.dn > 0);
      for (PortAt end : {l.from, l.to}) CHECK((end.block != kNoBlock && end.port >= 0));
      for (BlockId e : l.elements) CHECK(c.blocks[static_cast<std::size_t>(e)].has_path);
    }
    for (const InstrumentWiring& i : c.wiring.instruments) {
      INFO(p.file << " " << tag(c, i.block));
      CHECK((i.of != kNoRow && i.at != kNoBlock));
    }
    for (const ControllerWiring& x : c.wiring.controllers) {
      INFO(p.file << " " << tag(c, x.block));
      for (RowId r : {x.source, x.pv, x.sp, x.working_sp, x.op, x.mode, x.actual_mode, x.out}) CHECK(r != kNoRow);
      CHECK(x.drives != kNoBlock);
    }
    for (const SafetyWiring& s : c.wiring.safety) {
      INFO(p.file << " " << tag(c, s.block));
      CHECK_FALSE(s.causes.empty());
      CHECK_FALSE(s.effects.empty());
      for (const SafetyWiring::Effect& e : s.effects) {
        CHECK(e.block != kNoBlock);
        const auto& by = c.wired(e.block).protected_by;
        CHECK(std::find(by.begin(), by.end(), c.wired(s.block).safety) != by.end());
      }
    }
  }
}

TEST_CASE("each loop shows all of itself in one unit") {
  int loops = 0;
  for (const Plant& p : plants())
    for (const ControllerWiring& x : p.compiled->wiring.controllers) {
      INFO(p.file << " " << tag(*p.compiled, x.block));
      const auto unit = [&](RowId r) { return p.compiled->catalogue[r].unit->name; };
      for (RowId r : {x.sp, x.remote_sp, x.working_sp}) CHECK(unit(r) == unit(x.pv));
      if (p.compiled->instrument_of(x.source) && p.compiled->catalogue[x.source].quantity == p.compiled->catalogue[x.pv].quantity)
        CHECK(p.compiled->catalogue[x.source].unit->to_si(0) == p.compiled->catalogue[x.pv].unit->to_si(0));
      ++loops;
    }
  CHECK(loops > 50);
}

TEST_CASE("an alarm shows its limit in the unit it is written in") {
  const auto glycol = std::find_if(plants().begin(), plants().end(), [](const Plant& p) { return p.compiled->spec.name == "glycol_cstr"; });
  REQUIRE(glycol != plants().end());
  const CompiledPlant& p = *glycol->compiled;
  for (const char* noun : {"PAH-101.limit", "PAH-101.value"}) CHECK(p.catalogue[p.catalogue.find(noun)].unit->name == "barg");
}

TEST_CASE("what can be started has its buttons on the board, whatever its shape") {
  std::set<std::string> types;
  for (const Plant& p : plants()) {
    const CompiledPlant& c = *p.compiled;
    for (BlockId b = 0; b < static_cast<BlockId>(c.blocks.size()); ++b) {
      const auto& m = c.wired(b).machine;
      if (!m) continue;
      INFO(p.file << " " << tag(c, b));
      types.insert(c.blocks[static_cast<std::size_t>(b)].type);
      const Faceplate f = faceplate_of(c, b);
      CHECK(f.opens());
      for (RowId r : {m->start, m->stop}) CHECK(std::find(f.buttons.begin(), f.buttons.end(), r) != f.buttons.end());
      CHECK(std::find(f.shown.begin(), f.shown.end(), m->running) != f.shown.end());
    }
  }
  for (const char* type : {"centrifugal_pump", "stirred_reactor", "steam_boiler", "cooling_tower", "air_header"}) CHECK(types.contains(type));
}

TEST_CASE("what a model answer writes has a widget on the board or a handle in the field") {
  int writes = 0;
  for (const Plant& p : plants()) {
    const std::set<std::string> field = layout::stands_in(layout::layout_of(*p.compiled));
    std::error_code none;
    for (const auto& e : fs::directory_iterator(p.file.parent_path() / "answers", none)) {
      // Of a scenario only the names of questions and steps are wanted: `answer` and `hint` write no row.
      const std::string stem = e.path().stem().string();
      std::shared_ptr<const Scenario> scenario;
      for (const auto& s : fs::directory_iterator(p.file.parent_path(), none))
        if (s.path().extension() == ".yaml" && s.path().filename() != "plant.yaml" && stem.starts_with(s.path().stem().string()) &&
            (!scenario || s.path().stem().string().size() > scenario->name.size()))
          scenario = load_scenario(s.path().string(), *p.compiled);
      REQUIRE(scenario);
      for (const Operator::Write& w : Operator::load(e.path().string(), *p.compiled, scenario.get()).writes()) {
        INFO(e.path() << ": " << w.text);
        if (w.source == Source::field) CHECK(field.contains(p.compiled->catalogue[w.row].tag));
        else CHECK(on_a_faceplate(*p.compiled, w.row));
        ++writes;
      }
    }
  }
  CHECK(writes > 100);
}

TEST_CASE("the field of every plant has a size that a memory holds") {
  for (const Plant& p : plants()) {
    INFO(p.file);
    layout::PlantLayout field = layout::layout_of(*p.compiled);
    layout::place_nozzles(field);
    for (const layout::Equipment& e : field.equipment) CHECK(glm::length(e.at) < 5000);
  }
}

TEST_CASE("the mimic sees a tripped interlock at what it holds") {
  const auto feed = std::find_if(plants().begin(), plants().end(), [](const Plant& p) { return p.compiled->spec.name == "feed_tank"; });
  const CompiledPlant& p = *feed->compiled;
  std::set<std::string> by;
  for (int s : p.wired(p.block_called("P-101")).protected_by) by.insert(tag(p, p.wiring.safety[static_cast<std::size_t>(s)].block));
  CHECK(by == std::set<std::string>{"LSHH-101", "LSLL-100", "TSHH-103", "PERM-101"});
}

TEST_CASE("each reason of a guard is said in three languages") {
  for (const std::string& language : languages()) {
    const auto texts = read_texts(std::string(RETORT_SOURCE) + "/assets/text/refused." + language + ".yaml");
    for (const Plant& p : plants())
      for (const auto& guards : p.compiled->wiring.guards)
        for (const Guard& g : guards) {
          INFO(language << ": " << g.reason);
          CHECK(texts.contains(g.reason));
        }
  }
}

TEST_CASE("a cold plant is quiet") {
  int states = 0;
  for (const Plant& p : plants()) {
    const auto silent_from = [&](const std::string& state) {
      Simulation sim(p.compiled, quiet());
      if (!state.empty()) sim.start_from(load_state(*p.compiled, state));
      while (sim.time() < 90) sim.step();
      for (const AlarmWiring& a : p.compiled->wiring.alarms) {
        INFO(p.file << " " << state << ": " << tag(*p.compiled, a.block));
        CHECK_FALSE(announced(alarm_state(sim.frame()[a.state])));
      }
      ++states;
    };
    std::error_code none;
    for (const auto& e : fs::directory_iterator(p.file.parent_path() / "states", none))
      if (e.path().stem().string().starts_with("cold")) silent_from(e.path().string());
    if (fs::exists(p.file.parent_path() / "states", none)) silent_from("");   // and as the plant file itself begins
  }
  CHECK(states >= 13);
}

}  // namespace retort::test
