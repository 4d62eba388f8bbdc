// Speed on the shipped plants: simulated seconds per second, the worst scan, exact against difference-quotient Jacobian, and the
// renderer's frame. Medians of several runs, the two Jacobians taken in turn.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "apps/bench/class.h"
#include "apps/bench/scaling.h"
#include "apps/bench/yardsticks.h"
#include "apps/command_line/commands.h"
#include "scenarios/session/library.h"
#include "sim/run/simulation.h"

#ifdef RETORT_ENGINE
#include "apps/bench/field.h"
#include "apps/bench/frames.h"
#include "apps/bench/grown.h"
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

struct PlantRun {
  double seconds, answer;
  std::uint64_t steps, rhs;
};

/// A benchmark plant through the ordinary path, from the commands to the frames, for so long after one command.
PlantRun run_benchmark(const std::shared_ptr<const CompiledPlant>& plant, const std::string& input, double value, double duration,
                       const std::string& answer) {
  const double start = processor_time();
  SimulationOptions options;
  options.rtol = 1e-6;
  options.noise = false;
  options.history = false;  // as `retort run`
  Simulation sim(plant, options);
  sim.submit(write_act(Source::instructor, plant->catalogue.find(input), value));
  while (sim.time() < duration - 1e-9) sim.step();
  const double end = sim.frame()[plant->catalogue.find(answer)];
  return {processor_time() - start, end, sim.counters().steps, sim.counters().rhs_evals};
}

/// Medians of the plant and its yardsticks, taken in turn, in processor time.
nlohmann::json compare(const std::string& name, const std::string& what, bool print, PlantRun (*ours)(),
                       std::vector<std::pair<std::string, Yardstick (*)()>> yardsticks) {
  constexpr int kRounds = 15;
  std::vector<double> plant_time;
  std::vector<std::vector<double>> times(yardsticks.size());
  PlantRun run = ours();  // once to warm up
  std::vector<Yardstick> last(yardsticks.size());
  for (std::size_t k = 0; k < yardsticks.size(); ++k) yardsticks[k].second();
  for (int i = 0; i < kRounds; ++i) {
    run = ours();
    plant_time.push_back(run.seconds);
    for (std::size_t k = 0; k < yardsticks.size(); ++k) {
      last[k] = yardsticks[k].second();
      times[k].push_back(last[k].seconds);
    }
  }
  nlohmann::json j = {{"benchmark", name}, {"what", what},         {"rounds", kRounds},   {"plant_ms", 1e3 * median(plant_time)},
                      {"answer", run.answer}, {"steps", run.steps}, {"rhs_evals", run.rhs}};
  if (print)
    fmt::print("{}: {}, medians of {} runs in turn\n  {:<44}{:8.3f} ms  {:5} steps  {:5} evaluations  {:.6f}\n", name, what, kRounds,
               "through the plant path", 1e3 * median(plant_time), run.steps, run.rhs, run.answer);
  for (std::size_t k = 0; k < yardsticks.size(); ++k) {
    const double ms = 1e3 * median(times[k]), ratio = 1e3 * median(plant_time) / ms;
    j["yardsticks"].push_back({{"name", yardsticks[k].first}, {"ms", ms}, {"answer", last[k].answer}, {"steps", last[k].steps},
                               {"rhs_evals", last[k].rhs_evals}, {"plant_over_yardstick", ratio}});
    if (print)
      fmt::print("  {:<44}{:8.3f} ms  {:5} steps  {:5} evaluations  {:.6f}   plant takes {:.2f} x this\n", yardsticks[k].first, ms,
                 last[k].steps, last[k].rhs_evals, last[k].answer, ratio);
  }
  return j;
}

PlantRun column_a_run() {
  static const auto plant = load_compiled(find_file("benchmarks/column_a"));
  return run_benchmark(plant, "COLA.F", 1.1, 60000, "COLA.x41");
}
PlantRun tennessee_eastman_run() {
  static const auto plant = load_compiled(find_file("tennessee_eastman/open_loop"));
  PlantRun run = run_benchmark(plant, "XMV-10.op", 0.38, 3600, "XMEAS-7.pv");
  run.answer = (run.answer - 101325) / 1000;  // kPa gauge
  return run;
}

nlohmann::json bench_column_a(bool print) {
  return compare("column_a", "feed +10 %, 1000 min, rtol 1e-6; x41", print, column_a_run,
                 {{"CVODE, KLU and a Jacobian written by hand", column_a_yardstick}});
}
nlohmann::json bench_tennessee_eastman(bool print) {
  nlohmann::json j = compare("tennessee_eastman", "XMV(10) at 38 %, 1 h, rtol 1e-6; reactor pressure", print, tennessee_eastman_run,
                             {{"CVODE, dense, difference quotients", tennessee_eastman_yardstick}, {"Euler at 1 s", tennessee_eastman_euler}});
  constexpr double kExact = 2876.4632;  // kPa gauge: RK4 at 0.25 s, tests/reference/data
  j["exact"] = kExact;
  if (print) fmt::print("  exact reactor pressure {:.4f} kPa gauge: the plant is off by {:+.3f}\n", kExact, j["answer"].get<double>() - kExact);
  return j;
}

}  // namespace

int bench_command(const BenchOptions& o) {
  nlohmann::json result = nlohmann::json::array();
  const bool frames_only = o.name == "frames";
  const bool column_a = o.name == "column_a", te = o.name == "tennessee_eastman", scaling = o.name == "scaling", whole_class = o.name == "class", field = o.name == "field", grown = o.name == "grown";
  if (column_a || o.name.empty()) result.push_back(bench_column_a(!o.json));
  if (te || o.name.empty()) result.push_back(bench_tennessee_eastman(!o.json));
  if (scaling || o.name.empty())
    for (auto& train : bench_scaling(!o.json)) result.push_back(std::move(train));
  if (whole_class) result.push_back(bench_class(!o.json));
  if (!frames_only && !column_a && !te && !scaling && !whole_class && !field && !grown) result.push_back(bench_plant(o.name.empty() ? "feed_tank" : o.name, !o.json));
#ifdef RETORT_ENGINE
  if (field)
    for (auto& shown : bench_field(!o.json)) result.push_back(std::move(shown));
  if (grown)
    for (auto& opened : bench_grown(!o.json)) result.push_back(std::move(opened));
  if (o.name.empty() || frames_only) {
    const FrameBench f = bench_frames(find_file(o.pictured));
    result.push_back({{"picture", o.pictured + " overview"},
                      {"gpu", f.device},
                      {"width", 1280},
                      {"height", 720},
                      {"record_ms", f.record_ms},
                      {"frame_ms", f.frame_ms},
                      {"processor_ms", f.processor_ms},
                      {"scale", f.scale},
                      {"triangles", f.triangles}});
    if (!o.json)
      fmt::print("{} overview, 1280x720 on {}: {:.1f} ms a frame at {:.0f} % of the resolution ({:.1f} ms of processor), {:.2f} ms to record it, {} triangles\n", o.pictured, f.device,
                 f.frame_ms, 100 * f.scale, f.processor_ms, f.record_ms, f.triangles);
  }
#endif
  if (o.json) fmt::print("{}\n", nlohmann::json{{"benches", result}}.dump());
  return kFine;
}

}  // namespace retort
