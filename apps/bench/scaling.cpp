// How the cost grows with the plant: trains of 1 to 16 like stages, each with its level controller, down a slope.
#include "apps/bench/scaling.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "apps/bench/yardsticks.h"
#include "sim/run/blocks.h"
#include "sim/run/simulation.h"

namespace retort {
namespace {

constexpr int kStages[] = {1, 2, 4, 8, 16};
constexpr int kRounds = 5;
constexpr double kSettling = 1800, kTimed = 300;  // s

/// Tanks: each level controller lets into the next tank what keeps its own.
std::string tanks(int n) {
  std::string units = fmt::format("  X-0: {{type: boundary, pressure: 2 bar, temperature: 20 degC, at: [0, 0, {}]}}\n", 3 * n + 2);
  std::string lines, instruments, control, from = "X-0";
  units += fmt::format("  FV-0: {{type: control_valve, kv: 16 m3/h, command: 50 %, at: [0, 0, {}]}}\n", 3 * n + 2);
  for (int k = 1; k <= n; ++k) {
    const int z = 3 * (n - k) + 2;
    units += fmt::format("  T-{0}: {{type: tank, diameter: 1.2 m, height: 2.4 m, nozzle: 80 mm, inlet_height: 2.2 m, start: {{level: 45 %, temperature: 20 degC}}, at: [{0}, 0, {1}]}}\n"
                         "  LV-{0}: {{type: control_valve, kv: 30 m3/h, command: 40 %, at: [{0}, 0, {2}]}}\n", k, z, z - 1);
    lines += fmt::format("  L-{}: {{from: {}, to: T-{}.in, through: [{}], dn: 65, length: 6 m}}\n", k, from, k, k == 1 ? "FV-0" : fmt::format("LV-{}", k - 1));
    instruments += fmt::format("  LT-{0}: {{type: level_transmitter, of: T-{0}.level, range: [0 %, 100 %]}}\n", k);
    control += fmt::format("  LIC-{0}: {{type: pid, pv: LT-{0}, out: LV-{0}, action: direct, gain: 2, ti: 300 s, sp: 50 %, mode: auto}}\n", k);
    from = fmt::format("T-{}.out", k);
  }
  units += "  X-1: {type: boundary, kind: drain, pressure: 101.325 kPa, at: [20, 0, 0]}\n";
  lines += fmt::format("  L-{}: {{from: {}, to: X-1, through: [LV-{}], dn: 65, length: 6 m}}\n", n + 1, from, n);
  return "format: 1\nplant: tanks\nscan: 200 ms\nmedium: water\nunits:\n" + units + "lines:\n" + lines + "instruments:\n" + instruments + "control:\n" + control;
}

/// Stripping columns of eight trays on live steam: the liquid from each sump goes to the top of the next.
std::string columns(int n) {
  std::string units = fmt::format("  X-0: {{type: boundary, composition: {{methanol: 10 %, water: 90 %}}, pressure: 3 bar, temperature: 80 degC, at: [0, 0, {}]}}\n"
                                  "  FV-0: {{type: control_valve, kv: 5 m3/h, command: 40 %, at: [0, 0, {}]}}\n"
                                  "  X-2: {{type: boundary, phase: gas, composition: {{water: 100 %}}, pressure: 2 bar, temperature: 125 degC, at: [-4, 0, 0]}}\n"
                                  "  X-3: {{type: boundary, phase: gas, kind: drain, composition: {{nitrogen: 100 %}}, pressure: 101.325 kPa, at: [-4, 4, 0]}}\n",
                                  8 * n + 6, 8 * n + 6);
  std::string lines, instruments, control, from = "X-0", through = "FV-0";
  for (int k = 1; k <= n; ++k) {
    const int z = 8 * (n - k) + 3;
    units += fmt::format("  T-{0}: {{type: tray_column, trays: 8, diameter: 0.6 m, spacing: 0.4 m, sump_height: 1.5 m, start: {{level: 50 %, temperature: 95 degC, pressure: 1.1 bar}}, at: [{1}, 0, {2}]}}\n"
                         "  LV-{0}: {{type: control_valve, kv: 12 m3/h, command: 30 %, at: [{1}, 0, {3}]}}\n"
                         "  HV-{0}: {{type: hand_valve, kv: 60 m3/h, opening: 15 %, at: [{1}, 2, {3}]}}\n", k, 3 * k, z, z - 1);
    lines += fmt::format("  L-{0}: {{from: {1}, to: T-{0}.reflux, through: [{2}], dn: 50, length: 8 m}}\n"
                         "  L-{3}: {{from: X-2, to: T-{0}.vapour_in, through: [HV-{0}], dn: 100, length: 8 m}}\n"
                         "  L-{4}: {{from: T-{0}.vapour, to: X-3, dn: 150, length: 8 m}}\n", k, from, through, 100 + k, 200 + k);
    instruments += fmt::format("  LT-{0}: {{type: level_transmitter, of: T-{0}.level, range: [0 %, 100 %]}}\n", k);
    control += fmt::format("  LIC-{0}: {{type: pid, pv: LT-{0}, out: LV-{0}, action: direct, gain: 2, ti: 300 s, sp: 50 %, mode: auto}}\n", k);
    from = fmt::format("T-{}.bottom", k);
    through = fmt::format("LV-{}", k);
  }
  units += "  X-1: {type: boundary, composition: {water: 100 %}, kind: drain, pressure: 101.325 kPa, at: [60, 0, 0]}\n";
  lines += fmt::format("  L-{}: {{from: {}, to: X-1, through: [{}], dn: 50, length: 8 m}}\n", n + 1, from, through);
  return "format: 1\nplant: columns\nscan: 200 ms\nmedium: process\nmedia: {process: {components: [methanol, water, nitrogen]}}\nunits:\n" + units + "lines:\n" + lines +
         "instruments:\n" + instruments + "control:\n" + control;
}

/// A plant that has settled, and the processor time of each stretch of kTimed that it ran since, s.
struct Train {
  explicit Train(const PlantSpec& spec) : plant(compile(spec, standard_blocks())), sim(std::make_unique<Simulation>(plant, SimulationOptions{})) {
    advance(kSettling);
    settled_steps = sim->counters().steps;
  }
  void advance(double seconds) {
    const double until = sim->time() + seconds;
    while (sim->time() < until - 1e-9) sim->step();
  }
  void run() {
    const double start = processor_time();
    advance(kTimed);
    times.push_back(processor_time() - start);
  }
  double scans() const { return kTimed / plant->scan_period(); }

  std::shared_ptr<const CompiledPlant> plant;
  std::unique_ptr<Simulation> sim;
  std::vector<double> times;
  std::uint64_t settled_steps = 0;
};

}  // namespace

nlohmann::json bench_scaling(bool print) {
  nlohmann::json result = nlohmann::json::array();
  const std::pair<const char*, std::string (*)(int)> kinds[] = {{"tanks", tanks}, {"columns", columns}};
  for (const auto& [name, text] : kinds) {
    std::vector<Train> trains;
    for (int n : kStages) trains.emplace_back(parse_plant(text(n), fmt::format("{} {}", n, name)));
    for (int round = 0; round < kRounds; ++round)
      for (Train& t : trains) t.run();
    if (print) fmt::print("trains of {}, settled, medians of {} times {:.0f} s in turn\n", name, kRounds, kTimed);
    double first = 0;
    for (std::size_t k = 0; k < trains.size(); ++k) {
      Train& t = trains[k];
      std::sort(t.times.begin(), t.times.end());
      const double seconds = t.times[t.times.size() / 2];
      const auto states = t.plant->initial.states.size();
      const double ns = 1e9 * seconds / (static_cast<double>(states) * t.scans());
      const double steps = static_cast<double>(t.sim->counters().steps - t.settled_steps) / (kRounds * t.scans());
      if (k == 0) first = ns;
      result.push_back({{"train", name}, {"stages", kStages[k]}, {"states", states}, {"ns_per_state_and_scan", ns}, {"over_one_stage", ns / first},
                        {"steps_per_scan", steps}, {"x_real_time", kTimed / seconds}});
      if (print)
        fmt::print("  {:2} {:<8}{:5} states  {:8.1f} ns per state and scan ({:.2f} x one stage)  {:5.2f} steps a scan  {:7.0f} x real time\n", kStages[k], name,
                   states, ns, ns / first, steps, kTimed / seconds);
    }
  }
  return result;
}

}  // namespace retort
