// Random operator acts and malfunctions with floating-point traps on: what no beginner may be able to break.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "platform/system.h"
#include "scenarios/session/library.h"
#include "scenarios/session/run.h"
#include "sim/base/random.h"
#include "sim/run/state_file.h"

namespace retort {
namespace {

struct SoakResult {
  std::uint64_t seed = 0, acts = 0;
  StepperCounters counters;
  double mass_error = 0, energy_error = 0, worst_scan_ms = 0, wall_s = 0, simulated_s = 0;
  bool finite = true;
  double held_at = -1;  // s; -1: never
  std::string hash, first_bad;
  bool good() const { return finite && counters.holds == 0 && mass_error <= 1e-6 && energy_error <= 1e-4; }
};

/// Writable rows: everything that board, field and instructor may touch.
std::vector<RowId> levers(const Catalogue& c) {
  std::vector<RowId> rows;
  for (const Row& r : c.rows())
    if (r.access != kRead && (r.store == Store::input || r.store == Store::malfunction)) rows.push_back(r.id);
  return rows;
}

Act random_act(const Catalogue& c, const std::vector<RowId>& rows, std::uint64_t seed, std::uint64_t n) {
  const auto u = [&](std::uint64_t k) { return random_uniform(seed, 77, 8 * n + k); };
  const Row& r = c[rows[static_cast<std::size_t>(u(0) * static_cast<double>(rows.size()))]];
  acts::Write write;
  write.row = r.id;
  const double lo = r.lo < r.hi ? r.lo : 0, hi = r.lo < r.hi ? r.hi : 1;
  // Half of the acts go to an end of the range: that is where beginners go.
  const double share = u(1) < 0.5 ? (u(2) < 0.5 ? 0.0 : 1.0) : u(2);
  write.value = lo + share * (hi - lo);
  if (r.store == Store::malfunction) {
    if (u(3) < 0.6) write.value = 0;  // most are cleared, so that a plant is left to run
    write.ramp = u(4) < 0.5 ? 0 : 60 * u(5);
  }
  return act_of(write, Source::instructor);
}

SoakResult soak(const Prepared& prepared, std::uint64_t seed, int acts, double duration, const std::string& save) {
  RunSetup setup;
  setup.seed = seed;
  setup.history = false;
  Run run(prepared, setup);
  const Simulation& sim = run.sim();
  const CompiledPlant* plant = prepared.plant.get();
  const std::vector<RowId> rows = levers(plant->catalogue);
  const auto scans = static_cast<std::uint64_t>(duration / plant->scan_period());
  SoakResult result;
  result.seed = seed;
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  for (std::uint64_t s = 0; s < scans; ++s) {
    const auto due = static_cast<std::uint64_t>(static_cast<double>(acts) * static_cast<double>(s + 1) / static_cast<double>(scans));
    for (; result.acts < due; ++result.acts) run.post(random_act(plant->catalogue, rows, seed, result.acts));
    const auto before = Clock::now();
    run.step();
    result.worst_scan_ms = std::max(result.worst_scan_ms, std::chrono::duration<double, std::milli>(Clock::now() - before).count());
    for (const Row& r : plant->catalogue.rows()) {
      if (std::isfinite(sim.frame()[r.id])) continue;
      if (result.finite) result.first_bad = fmt::format("{} at {} s", r.name, sim.time());
      result.finite = false;
    }
    if (sim.counters().holds > 0 && result.held_at < 0) {
      result.held_at = sim.time();
      if (save.empty()) continue;
      save_state(*plant, sim.state(), save);
      break;
    }
  }
  result.counters = sim.counters();
  result.mass_error = sim.mass_error();
  result.energy_error = sim.energy_error();
  result.simulated_s = sim.time();
  result.wall_s = std::chrono::duration<double>(Clock::now() - start).count();
  result.hash = sim.state_hash().hex();
  return result;
}

}  // namespace

int soak_command(const SoakOptions& o) {
  const Prepared prepared = open_material(o.plant);
  const double duration = parse_duration(o.duration, "--for");
  Outputs outputs;
  outputs.reads_folder_of(find_file(o.plant));
  outputs.writes("--save-state", o.save_state);
  trap_floating_point(true);
  nlohmann::json runs = nlohmann::json::array();
  bool good = true, held = false;
  for (int k = 0; k < o.seeds; ++k) {
    const SoakResult r = soak(prepared, o.seed + static_cast<std::uint64_t>(k), o.acts, duration, o.save_state);
    good = good && r.good();
    held = held || r.counters.holds > 0;
    runs.push_back({{"seed", r.seed},
                    {"acts", r.acts},
                    {"simulated_s", r.simulated_s},
                    {"wall_s", r.wall_s},
                    {"x_real_time", r.simulated_s / r.wall_s},
                    {"worst_scan_ms", r.worst_scan_ms},
                    {"holds", r.counters.holds},
                    {"held_at_s", r.held_at},
                    {"rescues", r.counters.rescues},
                    {"steps", r.counters.steps},
                    {"restarts", r.counters.restarts},
                    {"rhs_evals", r.counters.rhs_evals},
                    {"mass_error", r.mass_error},
                    {"energy_error", r.energy_error},
                    {"finite", r.finite},
                    {"state_hash", r.hash}});
    if (!o.json)
      fmt::print("seed {:3}  {} acts in {:.0f} s   SYS.holds {}  SYS.rescues {}  SYS.steps {}  SYS.restarts {}  worst scan {:.1f} ms  "
                 "mass {:.1e}  energy {:.1e}  {:.0f} x  {}{}{}\n",
                 r.seed, r.acts, r.simulated_s, r.counters.holds, r.counters.rescues, r.counters.steps, r.counters.restarts,
                 r.worst_scan_ms, r.mass_error, r.energy_error, r.simulated_s / r.wall_s, r.good() ? "good" : "BAD",
                 r.finite ? "" : " not finite: " + r.first_bad, r.held_at < 0 ? "" : fmt::format(" held first at {} s", r.held_at));
  }
  trap_floating_point(false);
  if (o.json) fmt::print("{}\n", nlohmann::json{{"plant", o.plant}, {"good", good}, {"runs", runs}}.dump());
  return good ? kFine : held ? kHeld : kCheckFailed;
}

}  // namespace retort
