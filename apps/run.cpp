// A plant or scenario without a window: acts from the command line or from an operator file, values to CSV, recording, report.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "apps/acts.h"
#include "apps/commands.h"
#include "apps/outputs.h"
#include "apps/progress.h"
#include "scenarios/session/library.h"
#include "apps/report_file.h"
#include "scenarios/session/session.h"
#include "scenarios/session/operator.h"
#include "sim/run/state_file.h"

namespace retort {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

/// The file that says who operates, "" for nobody; for a scenario it may stand beside that.
std::string operator_path(const Session& s, const std::string& file) {
  if (file.empty() || file == "nobody") return {};
  std::error_code ignored;
  std::filesystem::path path = file;
  if (s.scenario && !std::filesystem::is_regular_file(path, ignored)) path = std::filesystem::path(s.scenario->folder) / file;
  return path.string();
}

double parse_speed(const std::string& text) {
  if (text == "max") return 0;
  const auto n = read_number(text);
  if (!n || !n->unit.empty() || n->number <= 0) throw UsageError("--speed", {}, fmt::format("'{}' is neither max nor a multiple of real time", text));
  return n->number;
}

void print_summary(const Session& s, const nlohmann::json& j) {
  fmt::print("{}: {:.0f} s simulated in {:.2f} s ({:.0f} x real time), worst scan {:.1f} ms, holds {}, rescues {}\n",
             printable(s.scenario ? s.scenario->name : s.plant->spec.name), j["simulated_s"].get<double>(), j["wall_s"].get<double>(),
             j["x_real_time"].get<double>(), j["worst_scan_ms"].get<double>(), j["holds"].get<int>(), j["rescues"].get<int>());
  fmt::print("mass error {:.1e}, energy error {:.1e} of throughput, state {}\n", j["mass_error"].get<double>(),
             j["energy_error"].get<double>(), j["state_hash"].get<std::string>());
  if (j.contains("score")) {
    fmt::print("score {:.1f}\n", j["score"].get<double>());
    for (const auto& item : j["items"])
      fmt::print("  {:<14} {:5.1f} of {:5.1f}  {:6.0f} s  {:<20} {}\n", item["id"].get<std::string>(), item["points"].get<double>(),
                 item["of"].get<double>(), item["time"].get<double>(), item["tag"].get<std::string>(), item["rule"].get<std::string>());
    for (const auto& cap : j["caps"])
      fmt::print("  capped at {:.0f}: {} ({})\n", cap["at"].get<double>(), cap["title"].get<std::string>(), cap["rule"].get<std::string>());
  }
  if (j.contains("values"))
    for (const auto& [name, v] : j["values"].items()) fmt::print("  {} = {:.6g}\n", name, v.get<double>());
}

}  // namespace

int run_command(const RunOptions& o) {
  SessionOptions options;
  options.mode = o.mode;
  options.language = o.language;
  options.student = o.student;
  options.start = o.start;
  options.seed = o.seed;
  options.noise = o.noise;
  options.rtol = o.rtol;
  options.history = !o.report.empty();
  Session s = open_session(o.file, options);
  Simulation& sim = *s.sim;

  const std::string op_file = operator_path(s, o.operator_file);
  Operator op = op_file.empty() ? Operator() : Operator::load(op_file, *s.plant, s.scenario.get());
  const bool timed = !o.duration.empty();
  const double duration = timed ? parse_duration(o.duration, "--for") : s.scenario ? 1e9 : 600;
  const double speed = parse_speed(o.speed);
  const double expected = timed || !s.scenario ? duration : s.scenario->duration;
  TimedActs acts(s.plant->catalogue, o.sets, o.fails, s.scenario ? std::min(duration, s.scenario->duration) : duration);
  const std::vector<RowId> rows = parse_tags(*s.plant, o.tags);
  Outputs outputs;
  for (const std::string& input : {find_file(o.file), s.plant_file, o.start, op_file}) outputs.reads(input);
  outputs.writes("--record", o.record);
  outputs.writes("--csv", o.csv);
  outputs.writes("--report", o.report);
  outputs.writes("--save-state", o.save_state);
  std::optional<CsvWriter> csv;
  if (!o.csv.empty()) {
    if (rows.empty()) throw UsageError("--csv", {}, "needs --tags: which variables to write");
    csv.emplace(o.csv, *s.plant, rows, parse_duration(o.every, "--every"));
  }
  std::optional<Recorder> recorder;
  if (!o.record.empty()) {
    recorder.emplace(o.record, s.header(), sim);
    sim.add_listener(&*recorder);
  }

  const auto start = Clock::now();
  double worst = 0;
  {
    Progress progress(s.scenario ? s.scenario->name : s.plant->spec.name);
    while (sim.time() < duration - 1e-9 && !s.finished()) {
      acts.submit_due(sim);
      op.act(sim, s.player.get());
      const auto before = Clock::now();
      sim.step();
      worst = std::max(worst, seconds_since(before));
      if (csv) csv->write(sim);
      if (sim.scan() % 64 == 0) progress.at(sim.time() / std::max(1.0, expected));
      if (speed > 0) std::this_thread::sleep_until(start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(sim.time() / speed)));
    }
  }
  const double wall = seconds_since(start);
  if (csv) csv->close();
  if (!o.save_state.empty()) save_state(*s.plant, sim.state(), o.save_state);

  RunResult result = s.result();
  result.wall_s = wall;
  result.worst_scan_ms = 1e3 * worst;
  nlohmann::json j = s.scenario ? result_json(result) : nlohmann::json::object();
  const StepperCounters& c = sim.counters();
  j["plant"] = s.plant->spec.name;
  j["state_hash"] = result.state_hash;
  j["simulated_s"] = sim.time();
  j["wall_s"] = wall;
  j["x_real_time"] = sim.time() / std::max(1e-9, wall);
  j["worst_scan_ms"] = 1e3 * worst;
  j["holds"] = c.holds;
  j["rescues"] = c.rescues;
  j["steps"] = c.steps;
  j["rhs_evals"] = c.rhs_evals;
  j["mass_error"] = sim.mass_error();
  j["energy_error"] = sim.energy_error();
  j["seed"] = s.options.seed;
  for (RowId r : rows) j["values"][s.plant->catalogue[r].name] = s.plant->catalogue[r].unit->from_si(sim.frame()[r]);

  if (recorder) {
    recorder->finish(sim, s.scenario ? result_json(result).dump() : "{}");
    if (!recorder->error().empty()) throw FileError(o.record, {}, recorder->error());
  }
  if (!o.report.empty()) write_report(s, result, o.report);
  if (o.json) {
    fmt::print("{}\n", j.dump());
  } else {
    print_summary(s, j);
    if (!o.record.empty()) fmt::print("recording: {}\n", o.record);
    if (!o.report.empty()) fmt::print("report: {}\n", o.report);
  }
  for (const std::string& late : acts.left()) fmt::print(stderr, "{}: was not done: the run ended at {:.6g} s\n", printable(late), sim.time());
  if (!acts.left().empty()) return kWrongUse;
  return c.holds > 0 ? kHeld : kFine;
}

}  // namespace retort
