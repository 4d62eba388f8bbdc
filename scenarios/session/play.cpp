#include "scenarios/session/play.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace retort {

RunResult play_scenario(std::shared_ptr<const CompiledPlant> plant, std::shared_ptr<const Scenario> scenario, Operator who,
                        const ScenarioOptions& options) {
  using Clock = std::chrono::steady_clock;
  SimulationOptions s;
  s.seed = options.seed != 0 ? options.seed : scenario->seed;
  s.noise = options.noise;
  s.rtol = options.rtol;
  Simulation sim(plant, s);
  sim.start_from(scenario_start(*scenario, plant, s.seed, s.noise, s.rtol));
  Player player(scenario, plant, options.mode);
  sim.set_companion(&player);
  if (options.begins) options.begins(sim, player);

  const double until = options.duration > 0 ? options.duration : scenario->duration;
  const auto report_scans = static_cast<std::uint64_t>(std::max(1.0, std::round(10 / plant->scan_period())));
  const auto begin = Clock::now();
  double worst = 0;
  while (!player.finished()) {
    if (sim.time() >= until - 1e-9) {
      Command c;
      c.text = "finish";
      sim.submit(c);
    } else {
      who.act(sim, &player);
    }
    if (options.before_step) options.before_step(sim);
    const auto before = Clock::now();
    sim.step();
    worst = std::max(worst, std::chrono::duration<double, std::milli>(Clock::now() - before).count());
    if (options.progress && sim.scan() % report_scans == 0) options.progress(std::min(1.0, sim.time() / until));
  }
  RunResult r = collect_result(sim, player, options.language, options.student);
  r.wall_s = std::chrono::duration<double>(Clock::now() - begin).count();
  r.worst_scan_ms = worst;
  if (options.ends) options.ends(sim, r);
  return r;
}

}  // namespace retort
