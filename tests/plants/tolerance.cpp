// What a plant shows does not hang on the integrator's tolerance: every plant of the library, from its own start and from each of its
// states, for some minutes at the tolerance that everybody runs at and at one a thousand times finer.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

namespace fs = std::filesystem;
const fs::path kLibrary = RETORT_SOURCE "/scenarios/library";
constexpr double kFor = 180;  // s

struct Start {
  fs::path plant, state;  // no state: where the plant file starts
  std::string name() const {
    return fs::relative(plant, kLibrary).string() + (state.empty() ? "" : " from " + state.stem().string());
  }
  Rig rig(double rtol) const {
    SimulationOptions options = quiet(rtol);
    options.noise = true;  // the same in both, and what keeps controllers busy
    Rig r = Rig::of_file(plant.string(), options);
    if (!state.empty()) r.sim.start_from(load_state(*r.plant, state.string()));
    return r;
  }
};

std::vector<Start> starts() {
  std::vector<Start> all;
  for (const auto& e : fs::recursive_directory_iterator(kLibrary)) {
    const std::string folder = e.path().parent_path().filename().string();
    if (e.path().extension() != ".yaml" || folder == "states" || folder == "answers" || folder == "text") continue;
    const YamlNode root = load_yaml(e.path().string());
    if (!root.is_map() || !root.find("units")) continue;
    all.push_back({e.path(), {}});
    std::error_code none;
    if (e.path().filename() != "plant.yaml") continue;
    for (const auto& s : fs::directory_iterator(e.path().parent_path() / "states", none)) all.push_back({e.path(), s.path()});
  }
  std::sort(all.begin(), all.end(), [](const Start& a, const Start& b) { return a.name() < b.name(); });
  return all;
}

/// The largest range of a flow transmitter: beside it a trickle that stops and goes within the tolerance of a pressure does not count.
double largest_flow(const Rig& rig) {
  double most = 0;
  for (const Row& r : rig.plant->catalogue.rows()) {
    if (r.quantity != Quantity::mass_flow) continue;
    if (r.noun == "pv" && r.hi > r.lo) most = std::max(most, r.hi);
  }
  return most;
}

struct Watched {
  RowId row;
  double coarse = 0, fine = 0;  // sums over the scans: what quantised signals and controllers do a scan sooner or later evens out
  double apart = 0;             // the most at any scan
};

/// Pressures, temperatures, levels and flows of the plant, and what its instruments show. The temperature of a line is that of the end it
/// flows from, and means nothing when it rests.
std::vector<Watched> watched(const Rig& rig) {
  std::vector<Watched> all;
  for (const Row& r : rig.plant->catalogue.rows()) {
    const BlockLayout* b = rig.plant->find(r.tag);
    if (!b) continue;
    const bool process = (b->section == "units" || b->section == "lines") && r.store == Store::output;
    const bool shown = b->section == "instruments" && r.noun == "pv" && r.hi > r.lo;
    const bool kind = r.quantity == Quantity::pressure || r.quantity == Quantity::temperature || r.quantity == Quantity::mass_flow || r.quantity == Quantity::fraction;
    if (b->section == "lines" && r.quantity == Quantity::temperature) continue;
    if ((process && kind) || shown) all.push_back({r.id});
  }
  return all;
}

/// How far two averages may lie apart: 0.25 % of an instrument's range, of a fraction, of a pressure (and 500 Pa), of the largest flow;
/// 0.25 K.
double bound(const Row& r, double value, double flow) {
  constexpr double kShare = 0.0025;
  if (r.noun == "pv") return kShare * (r.hi - r.lo);
  switch (r.quantity) {
    case Quantity::pressure: return 500 + kShare * std::abs(value);
    case Quantity::temperature: return 0.25;
    case Quantity::mass_flow: return kShare * std::max(flow, std::abs(value));
    default: return kShare;
  }
}

}  // namespace

TEST_CASE("every plant shows the same at the default tolerance as at one a thousand times finer, from each of its states") {
  int states = 0, rows = 0;
  for (const Start& s : starts()) {
    INFO(s.name());
    Rig coarse = s.rig(1e-4), fine = s.rig(1e-7);
    std::vector<Watched> all = watched(coarse);
    const double flow = largest_flow(coarse), until = coarse.sim.time() + kFor;
    int scans = 0;
    while (coarse.sim.time() < until) {
      coarse.sim.step();
      fine.sim.step();
      ++scans;
      for (Watched& w : all) {
        const double a = coarse.sim.frame()[w.row], b = fine.sim.frame()[w.row];
        w.coarse += a;
        w.fine += b;
        w.apart = std::max(w.apart, std::abs(a - b));
      }
    }
    for (const Watched& w : all) {
      const Row& r = coarse.plant->catalogue[w.row];
      const double a = w.coarse / scans, b = w.fine / scans, limit = bound(r, b, flow);
      INFO(r.name << " is " << a << " on average at 1e-4, " << b << " at 1e-7, and " << w.apart << " apart at the most");
      CHECK(std::abs(a - b) <= limit);
      if (r.quantity == Quantity::pressure) CHECK(w.apart <= limit);
    }
    ++states;
    rows += static_cast<int>(all.size());
  }
  std::cout << states << " starts, " << rows << " variables compared\n";
  CHECK(states >= 40);
}

}  // namespace retort::test
