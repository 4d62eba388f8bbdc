// What a class costs: thirty plants that share one compiled plant, each with noise of its own, stepped as the clock goes.
#include "apps/bench/class.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "apps/bench/yardsticks.h"
#include "platform/system.h"
#include "scenarios/session/run.h"

namespace retort {
namespace {

constexpr int kPlants = 30;
constexpr double kSettling = 600, kApart = 60, kTimed = 60;  // s: of one plant, then of each with its own noise, then by the clock

void advance(Run& run, double seconds) {
  const double until = run.time() + seconds;
  while (run.time() < until - 1e-9) run.step();
}

double megabytes(std::size_t bytes) { return static_cast<double>(bytes) / 1e6; }

}  // namespace

nlohmann::json bench_class(bool print) {
  Prepared prepared = open_material("glycol_plant");
  const auto plant = prepared.plant;
  Run first(prepared, {});
  advance(first, kSettling);
  const std::size_t before = resident_memory();

  prepared.base = first.sim().state();
  prepared.base.scan = 0;
  std::vector<std::unique_ptr<Run>> seats;
  for (int i = 0; i < kPlants; ++i) {
    RunSetup setup;
    setup.seed = static_cast<std::uint64_t>(i + 1);
    seats.push_back(std::make_unique<Run>(prepared, setup));
    advance(*seats.back(), kApart);
  }

  const double period = plant->scan_period();
  const int rounds = static_cast<int>(kTimed / period);
  std::vector<double> processor, wall;  // of a scan of all, s
  int late = 0;
  const double start = steady_seconds();
  for (int round = 0; round < rounds; ++round) {
    const double due = start + round * period;
    if (const double wait = due - steady_seconds(); wait > 0) std::this_thread::sleep_for(std::chrono::duration<double>(wait));
    const double begun = steady_seconds(), used = processor_time();
    for (const auto& s : seats) s->step();
    processor.push_back(processor_time() - used);
    wall.push_back(steady_seconds() - begun);
    late += steady_seconds() > due + period;
  }
  const std::size_t resident = resident_memory();
  double sum = 0;
  for (double p : processor) sum += p;
  std::sort(processor.begin(), processor.end());
  std::sort(wall.begin(), wall.end());
  const std::size_t middle = processor.size() / 2;
  const SimulationOptions& options = seats.front()->sim().options();
  const std::size_t most = resident + kPlants * (options.history_bytes + options.log_bytes);

  nlohmann::json j = {{"class", "glycol_plant"},
                      {"plants", kPlants},
                      {"real_time_s", kTimed},
                      {"cores", sum / kTimed},
                      {"cores_median_scan", processor[middle] / period},
                      {"cores_worst_scan", processor.back() / period},
                      {"scan_ms", 1e3 * period},
                      {"all_plants_ms_median", 1e3 * wall[middle]},
                      {"all_plants_ms_worst", 1e3 * wall.back()},
                      {"late", late},
                      {"resident_mb", megabytes(resident)},
                      {"resident_mb_a_plant", megabytes(resident > before ? resident - before : 0) / kPlants},
                      {"resident_mb_histories_full", megabytes(most)}};
  if (print) {
    fmt::print("{} glycol plants at real time for {:.0f} s, one compiled plant, one thread\n", kPlants, kTimed);
    fmt::print("  {:.3f} cores (median scan {:.3f}, worst {:.3f})   all {} in {:.1f} ms of {:.0f} (worst {:.1f}), {} times late\n", sum / kTimed,
               processor[middle] / period, processor.back() / period, kPlants, 1e3 * wall[middle], 1e3 * period, 1e3 * wall.back(), late);
    fmt::print("  {:.0f} MB resident, {:.1f} a plant; at most {:.0f} once all histories and logs are full\n", megabytes(resident),
               megabytes(resident > before ? resident - before : 0) / kPlants, megabytes(most));
  }
  return j;
}

}  // namespace retort
