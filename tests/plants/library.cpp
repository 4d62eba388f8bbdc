// Every plant of the library, found by walking its folders, so that a new one is held to the same: it loads, runs from each of its
// states, stands still in those that are meant to, closes its balances, and survives being shut in and run dry.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

namespace fs = std::filesystem;
const fs::path kLibrary = RETORT_SOURCE "/scenarios/library";

/// A plant file has units; an exercise has a plant.
bool is_plant(const fs::path& file) {
  if (file.extension() != ".yaml") return false;
  const YamlNode root = load_yaml(file.string());
  return root.is_map() && root.find("units") != nullptr;
}

struct Start {
  fs::path plant, state;  // no state: where the plant file starts
  std::string name() const {
    return fs::relative(plant, kLibrary).string() + (state.empty() ? "" : " from " + state.stem().string());
  }
  Rig rig() const {
    Rig r = Rig::of_file(plant.string());
    if (!state.empty()) r.sim.start_from(load_state(*r.plant, state.string()));
    return r;
  }
};

std::vector<fs::path> plants() {
  std::vector<fs::path> files;
  for (const auto& e : fs::recursive_directory_iterator(kLibrary)) {
    const std::string folder = e.path().parent_path().filename().string();
    if (e.is_regular_file() && folder != "states" && folder != "answers" && folder != "text" && is_plant(e.path())) files.push_back(e.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}
std::vector<Start> saved_states() {
  std::vector<Start> all;
  for (const fs::path& p : plants()) {
    std::error_code none;
    if (p.filename() != "plant.yaml") continue;
    for (const auto& e : fs::directory_iterator(p.parent_path() / "states", none)) all.push_back({p, e.path()});
  }
  std::sort(all.begin(), all.end(), [](const Start& a, const Start& b) { return a.name() < b.name(); });
  return all;
}
std::vector<Start> starts() {
  std::vector<Start> all = saved_states();
  for (const fs::path& p : plants()) all.push_back({p, {}});
  return all;
}

/// No holdup has less than nothing of a component, but for the error of the integrator, which is of the size of its tolerance. A packing's
/// excess has either sign.
void check_nothing_owed(const Rig& rig) {
  std::set<int> stocks(rig.plant->mass_states.begin(), rig.plant->mass_states.end());
  for (const Row& r : rig.plant->catalogue.rows()) {
    const auto i = static_cast<std::size_t>(r.index);
    if (r.store != Store::state || !stocks.count(r.index) || !rig.plant->differential[i] || r.noun.find("packing") != std::string::npos) continue;
    INFO(r.name << ": " << rig.sim.state().states[i] << " kg, tolerance " << rig.plant->absolute_tolerance[i]);
    CHECK(rig.sim.state().states[i] >= -5 * rig.plant->absolute_tolerance[i]);
  }
}

void check_closed(Rig& rig) {
  check_nothing_owed(rig);
  CHECK(rig.sim.status() == RunStatus::running);
  CHECK(rig.sim.counters().holds == 0);
  int not_finite = 0;
  for (const double v : rig.sim.frame().values) not_finite += !std::isfinite(v);
  CHECK(not_finite == 0);
  CHECK(rig.sim.mass_error() < 1e-6);
  CHECK(rig.sim.energy_error() < 1e-4);
}

void write_if_there(Rig& rig, const std::string& name, double value) {
  if (rig.plant->catalogue.find(name) != kNoRow) rig.set(name, value);
}
/// Controllers in manual, sequences as they are.
void all_in_manual(Rig& rig) {
  for (const BlockLayout& b : rig.plant->blocks)
    if (b.section == "control") write_if_there(rig, b.tag + ".mode", 1);
  rig.run(2);
}
void all_valves(Rig& rig, double opening) {
  for (const BlockLayout& b : rig.plant->blocks) {
    if (b.section == "control") write_if_there(rig, b.tag + ".op", opening);
    if (b.type == "hand_valve") write_if_there(rig, b.tag + ".opening", opening);
    if (b.type == "control_valve") write_if_there(rig, b.tag + ".command", opening);
  }
}

/// As the plant file has it, and in normal running.
std::vector<Start> starts_to_wreck() {
  std::vector<Start> some = starts();
  std::erase_if(some, [](const Start& s) { return !s.state.empty() && s.state.stem() != "normal"; });
  return some;
}
/// Everything in manual and every valve at one opening.
Rig wrecked(const Start& s, double opening) {
  Rig rig = s.rig();
  rig.run(10);
  all_in_manual(rig);
  all_valves(rig, opening);
  return rig;
}

/// What does not stand still, nor should it: a batch in the middle of its reaction.
const std::set<std::string> kMoving = {"batch_reactor/plant.yaml from normal"};

}  // namespace

TEST_CASE("the library has plants, and six of them practise grounds with states") {
  CHECK(plants().size() >= 15);
  std::map<std::string, int> of;
  for (const Start& s : saved_states()) ++of[s.plant.parent_path().filename().string()];
  int total = 0;
  for (const auto& [plant, n] : of) {
    std::cout << plant << ": " << n << " states\n";
    total += n;
  }
  std::cout << total << " initial conditions\n";
  CHECK(total >= 20);
  for (const char* plant : {"feed_tank", "heat_exchange", "glycol_cstr", "batch_reactor", "methanol_column", "glycol_plant"}) CHECK(of[plant] >= 3);
}

TEST_CASE("every plant runs ten minutes from each of its states and closes its balances") {
  for (const Start& s : starts()) {
    INFO(s.name());
    Rig rig = s.rig();
    rig.run(600);
    check_closed(rig);
  }
}

TEST_CASE("what its transmitters show drifts by no more than 0.5 % of span in an hour, hands off") {
  for (const Start& s : saved_states()) {
    if (kMoving.count(s.name())) continue;
    INFO(s.name());
    Rig rig = s.rig();
    rig.run(60);
    std::map<std::string, double> before;
    for (const BlockLayout& b : rig.plant->blocks)
      if (b.section == "instruments" && rig.plant->catalogue.find(b.tag + ".pv") != kNoRow) before[b.tag] = rig.get(b.tag + ".pv");
    rig.run(3600);
    for (const auto& [tag, pv] : before) {
      const Row& row = rig.plant->catalogue[rig.row(tag + ".pv")];
      INFO(tag << " went from " << pv << " to " << rig.get(tag + ".pv") << " of " << row.lo << ".." << row.hi);
      CHECK(std::abs(rig.get(tag + ".pv") - pv) <= 0.005 * (row.hi - row.lo) + 1e-12);
    }
    check_closed(rig);
  }
}

TEST_CASE("every valve of every plant shut for half an hour") {
  for (const Start& s : starts_to_wreck()) {
    INFO(s.name());
    Rig rig = wrecked(s, 0);
    rig.run(1800);
    check_closed(rig);
  }
}

TEST_CASE("everything of every plant drained: all open, no supply") {
  for (const Start& s : starts_to_wreck()) {
    INFO(s.name());
    Rig rig = wrecked(s, 1);
    for (const BlockLayout& b : rig.plant->blocks) {
      const BlockSpec* spec = rig.plant->spec.find(b.tag);
      if (b.type != "boundary" || (spec && spec->body.find("kind"))) continue;
      write_if_there(rig, b.tag + ".pressure", 1.0e5);
    }
    rig.run(3600);
    check_closed(rig);
    for (const BlockLayout& b : rig.plant->blocks) write_if_there(rig, b.tag + ".leak", 1);
    rig.run(3600);
    check_closed(rig);
  }
}

TEST_CASE("malfunctions: how many, of how many kinds, each with severity and ramp, and each can be cleared") {
  int training = 0, all = 0;
  std::set<std::string> kinds;
  for (const fs::path& p : plants()) {
    Rig rig = Rig::of_file(p.string());
    rig.run(2);
    int here = 0;
    for (const BlockLayout& b : rig.plant->blocks)
      for (const auto& m : b.declared->malfunctions) {
        ++here;
        kinds.insert(b.type + "." + m.name);
        const RowId row = rig.row(b.tag + "." + m.name);
        INFO(p.string() << ": " << b.tag << "." << m.name);
        REQUIRE(rig.sim.submit(write_act(Source::instructor, row, 0.5, 10)).accepted);  // a half severity, over ten seconds
      }
    // All of them at once, half way and there.
    rig.run(5);
    int between = 0, there = 0;
    const auto count = [&](int& n, double lo, double hi) {
      for (const BlockLayout& b : rig.plant->blocks)
        for (const auto& m : b.declared->malfunctions) {
          const double v = rig.get(b.tag + "." + m.name);
          n += v >= lo && v <= hi;
        }
    };
    count(between, 0.1, 0.4);
    rig.run(10);
    count(there, 0.49, 1);
    INFO(p.string());
    CHECK(between == here);
    CHECK(there == here);
    for (const BlockLayout& b : rig.plant->blocks)
      for (const auto& m : b.declared->malfunctions) REQUIRE(rig.set(b.tag + "." + m.name, 0).accepted);
    rig.run(5);
    int cleared = 0;
    count(cleared, 0, 0);
    CHECK(cleared == here);
    check_closed(rig);
    if (here) std::cout << fs::relative(p, kLibrary).string() << ": " << here << " malfunctions\n";
    all += here;
    training += p.parent_path().filename() != "tennessee_eastman" && p.string().find("benchmarks") == std::string::npos ? here : 0;
  }
  std::cout << all << " malfunctions (" << training << " on the plants to practise on) of " << kinds.size() << " kinds\n";
  CHECK(training >= 75);
  CHECK(kinds.size() >= 22);
}

}  // namespace retort::test
