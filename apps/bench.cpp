// Speed on the shipped plants: simulated seconds per second, the worst scan, exact against difference-quotient Jacobian, and the
// renderer's frame. Medians of several runs, the two Jacobians taken in turn.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "apps/commands.h"
#include "apps/library.h"
#include "sim/run/simulation.h"

#ifdef RETORT_ENGINE
#include "apps/frame_bench.h"
#endif

namespace retort {
namespace {

using Clock = std::chrono::steady_clock;
double seconds(Clock::time_point a, Clock::time_point b) { return std::chrono::duration<double>(b - a).count(); }

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

constexpr int kRepeats = 5;
constexpr double kSimulated = 1800;  // s

struct Pass {
  double x_real_time, worst_ms;
  std::uint64_t steps, rhs, jac;
};

/// The whole path: commands, controllers, ODE, frame, history.
Pass run_whole(const std::shared_ptr<const CompiledPlant>& plant) {
  Simulation sim(plant, {});
  const auto scans = static_cast<int>(kSimulated / plant->scan_period());
  double worst = 0;
  const auto start = Clock::now();
  auto before = start;
  for (int i = 0; i < scans; ++i) {
    sim.step();
    const auto now = Clock::now();
    if (i > 0) worst = std::max(worst, seconds(before, now));
    before = now;
  }
  const StepperCounters& c = sim.counters();
  return {scans * plant->scan_period() / seconds(start, before), worst * 1e3, c.steps, c.rhs_evals, c.jac_evals};
}

/// The stepper alone, with a change of every input's neighbourhood by restarts each 10 s: where a Jacobian is needed often.
Pass run_stepper(const std::shared_ptr<const CompiledPlant>& plant, bool difference_quotient) {
  StepperOptions options;
  options.difference_quotient = difference_quotient;
  const auto stepper = make_stepper(plant, options);
  PlantState state = plant->initial;
  const double period = plant->scan_period();
  const auto scans = static_cast<int>(600 / period);
  const auto start = Clock::now();
  for (int i = 0; i < scans; ++i) {
    stepper->advance(state, period, i % 50 == 0);
    ++state.scan;
  }
  const StepperCounters& c = stepper->counters();
  return {scans * period / seconds(start, Clock::now()), 0, c.steps, c.rhs_evals, c.jac_evals};
}

nlohmann::json bench_plant(const std::string& name, bool print) {
  const auto plant = load_compiled(find_file(name));
  std::vector<double> speed, worst, exact, quotient;
  Pass whole{}, e{}, q{};
  for (int i = 0; i < kRepeats; ++i) {
    whole = run_whole(plant);
    speed.push_back(whole.x_real_time);
    worst.push_back(whole.worst_ms);
    e = run_stepper(plant, false);
    q = run_stepper(plant, true);
    exact.push_back(e.x_real_time);
    quotient.push_back(q.x_real_time);
  }
  nlohmann::json j = {{"plant", name},
                      {"states", plant->initial.states.size()},
                      {"variables", plant->catalogue.size()},
                      {"scan_s", plant->scan_period()},
                      {"x_real_time", median(speed)},
                      {"worst_scan_ms", median(worst)},
                      {"steps", whole.steps},
                      {"rhs_evals", whole.rhs},
                      {"jac_evals", whole.jac},
                      {"stepper_exact_jacobian_x_real_time", median(exact)},
                      {"stepper_exact_rhs_evals", e.rhs},
                      {"stepper_difference_quotient_x_real_time", median(quotient)},
                      {"stepper_difference_rhs_evals", q.rhs},
                      {"exact_over_difference_quotient", median(exact) / median(quotient)}};
  if (print) {
    fmt::print("{} ({} states, {} variables, scan {} s), medians of {} runs\n", name, plant->initial.states.size(),
               plant->catalogue.size(), plant->scan_period(), kRepeats);
    fmt::print("  whole path, {:.0f} s simulated   {:8.0f} x real time   worst scan {:.2f} ms   {:.2f} steps a scan\n", kSimulated,
               median(speed), median(worst), double(whole.steps) / (kSimulated / plant->scan_period()));
    fmt::print("  stepper, exact Jacobian          {:8.0f} x real time   {} evaluations of f\n", median(exact), e.rhs);
    fmt::print("  stepper, difference quotients    {:8.0f} x real time   {} evaluations of f\n", median(quotient), q.rhs);
  }
  return j;
}

}  // namespace

int bench_command(const BenchOptions& o) {
  nlohmann::json result = nlohmann::json::array();
  const bool frames_only = o.name == "frames";
  if (!frames_only) result.push_back(bench_plant(o.name.empty() ? "feed_tank" : o.name, !o.json));
#ifdef RETORT_ENGINE
  if (o.name.empty() || frames_only) {
    const FrameBench f = bench_frames(find_file("feed_tank"));
    result.push_back({{"picture", "feed_tank overview"},
                      {"gpu", f.device},
                      {"width", 1280},
                      {"height", 720},
                      {"record_ms", f.record_ms},
                      {"frame_ms", f.frame_ms},
                      {"triangles", f.triangles}});
    if (!o.json)
      fmt::print("picture 1280x720 on {}: {:.1f} ms a frame, {:.2f} ms to record it, {} triangles\n", f.device, f.frame_ms,
                 f.record_ms, f.triangles);
  }
#endif
  if (o.json) fmt::print("{}\n", nlohmann::json{{"benches", result}}.dump());
  return kFine;
}

}  // namespace retort
