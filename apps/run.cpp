// A plant or scenario without a window: acts from the command line or from an operator file, values to CSV, recording, report.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "apps/command_line/acts.h"
#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "apps/command_line/progress.h"
#include "platform/system.h"
#include "scenarios/session/library.h"
#include "apps/command_line/report_file.h"
#include "scenarios/player/result_text.h"
#include "scenarios/session/play.h"
#include "apps/command_line/apply_ticket.h"
#include "scenarios/session/verify.h"
#include "sim/run/state_file.h"

namespace retort {
namespace {

/// The file that says who operates, "" for nobody; for a scenario it may stand beside that.
std::string operator_path(const Prepared& p, const std::string& file) {
  if (file.empty() || file == "nobody") return {};
  std::error_code ignored;
  std::filesystem::path path = file;
  if (p.scenario && !std::filesystem::exists(path, ignored)) path = std::filesystem::path(p.folder) / file;
  return path.string();
}

double parse_speed(const std::string& text) {
  if (text == "max") return 0;
  const auto n = read_number(text);
  if (!n || !n->unit.empty() || n->number <= 0) throw UsageError("--speed", {}, fmt::format("'{}' is neither max nor a multiple of real time", text));
  return n->number;
}

void print_grade(const RunResult& r, const Texts& texts) {
  fmt::print("score {:.1f}\n", r.grade.score);
  for (const GradeItem& item : r.grade.items) {
    const GradeReason& why = item.reasons.front();
    fmt::print("  {:<14} {:5.1f} of {:5.1f}  {:6.0f} s  {:<20} {}\n", item.id, item.points, item.of, why.time, why.tag, phrase_text(why.rule, texts));
  }
  for (const GradeCap& cap : r.grade.caps)
    fmt::print("  capped at {:.0f}: {} ({})\n", cap.at, exercise_text(r, "grade." + cap.id, texts), phrase_text(cap.reason.rule, texts));
}

void print_summary(const std::string& name, const RunResult& r, const Texts& texts, const nlohmann::json& j) {
  fmt::print("{}: {:.0f} s simulated in {:.2f} s ({:.0f} x real time), worst scan {:.1f} ms, holds {}, rescues {}\n",
             printable(name), j["simulated_s"].get<double>(), j["wall_s"].get<double>(),
             j["x_real_time"].get<double>(), j["worst_scan_ms"].get<double>(), j["holds"].get<int>(), j["rescues"].get<int>());
  fmt::print("mass error {:.1e}, energy error {:.1e} of throughput, state {}\n", j["mass_error"].get<double>(),
             j["energy_error"].get<double>(), j["state_hash"].get<std::string>());
  if (!r.scenario.empty()) print_grade(r, texts);
  if (j.contains("values"))
    for (const auto& [name, v] : j["values"].items()) fmt::print("  {} = {:.6g}\n", name, v.get<double>());
}

}  // namespace

int run_command(const RunOptions& o) {
  Prepared prepared = open_material(o.file, o.start);
  const bool exercise = prepared.scenario != nullptr;
  const bool exam = o.mode == "exam" || !o.ticket.empty();
  // An exercise is simulated as it is graded; other tolerances are for looking into a plant.
  if (exercise && (!o.noise || o.rtol != RunOptions().rtol)) {
    fmt::print(stderr, "--rtol and --no-noise are for plants: an exercise runs with the noise and the tolerance that it is graded with.\n");
    return kWrongUse;
  }
  if (exercise && exam && !(o.sets.empty() && o.fails.empty())) {
    fmt::print(stderr, "--set and --fail are acts of the instructor, and an exam allows none.\n");
    return kWrongUse;
  }
  const std::string op_file = operator_path(prepared, o.operator_file);
  Operator who = op_file.empty() ? Operator() : Operator::load(op_file, *prepared.plant, prepared.scenario.get());
  double until = !o.duration.empty() ? parse_duration(o.duration, "--for") : exercise ? prepared.scenario->duration : 600;
  if (exercise) until = std::min(until, prepared.scenario->duration);
  TimedActs acts(*prepared.plant, o.sets, o.fails, until);
  const std::vector<RowId> rows = parse_tags(*prepared.plant, o.tags);
  if (!o.csv.empty() && rows.empty()) throw UsageError("--csv", {}, "needs --tags: which variables to write");
  const double speed = parse_speed(o.speed);
  Outputs outputs;
  outputs.reads_folder_of(find_file(o.file));
  for (const std::string& input : {o.start, op_file, o.ticket}) outputs.reads(input);
  for (const auto& [name, text] : prepared.material.files) outputs.reads((std::filesystem::path(prepared.folder) / ".." / name).string());
  outputs.records("--record", o.record);
  outputs.writes("--csv", o.csv);
  outputs.writes("--report", o.report);
  outputs.writes("--save-state", o.save_state);

  RunSetup setup;
  setup.mode = play_mode(o.mode);
  setup.language = o.language;
  setup.student = o.student;
  setup.seed = o.seed;
  setup.seed_origin = o.seed != 0 ? SeedOrigin::chosen : SeedOrigin::exercise;
  setup.client = o.operator_file.empty() ? Client::headless : Client::operator_file;
  if (!o.ticket.empty() && (o.seed != 0 || !o.student.empty()))
    throw UsageError("--ticket", {}, "says who plays with which seed: leave out --seed and --student");
  if (!o.ticket.empty()) apply_ticket(setup, o.ticket, prepared.material);
  setup.noise = o.noise;
  setup.rtol = o.rtol;
  setup.history = !o.report.empty();
  Run run(std::move(prepared), setup);

  std::optional<CsvWriter> csv;
  if (!o.csv.empty()) csv.emplace(o.csv, run.plant(), rows, parse_duration(o.every, "--every"));
  if (!o.record.empty()) run.record(o.record);
  const std::string name = exercise ? run.scenario()->name : run.plant().spec.name;

  PlayHow how;
  how.until = until;
  Progress progress(name);
  how.progress = [&](double share) { progress.at(share); };
  how.stops = interrupted;
  const double start = steady_seconds();
  how.before_step = [&](Run& r) {
    if (csv && r.scan() > 0) csv->write(r.sim());
    acts.post_due(r);
    if (speed > 0)
      std::this_thread::sleep_for(std::chrono::duration<double>(std::max(0.0, start + (r.time() + r.plant().scan_period()) / speed - steady_seconds())));
  };
  catch_interrupt();
  const RunResult result = play(run, who, how);
  if (csv) {
    csv->write(run.sim());
    csv->close();
  }
  if (!o.save_state.empty()) save_state(run.plant(), run.sim().state(), o.save_state);

  const Texts texts = run.prepared().texts(result.language, result.seed);
  nlohmann::json j = exercise ? result_json(result, &texts) : nlohmann::json::object();
  const StepperCounters& c = run.sim().counters();
  j["plant"] = run.plant().spec.name;
  j["state_hash"] = result.state_hash;
  j["simulated_s"] = run.time();
  j["wall_s"] = result.wall_s;
  j["x_real_time"] = run.time() / std::max(1e-9, result.wall_s);
  j["worst_scan_ms"] = result.worst_scan_ms;
  j["holds"] = c.holds;
  j["rescues"] = c.rescues;
  j["solver_steps"] = c.steps;
  j["rhs_evals"] = c.rhs_evals;
  j["mass_error"] = run.sim().mass_error();
  j["energy_error"] = run.sim().energy_error();
  j["seed"] = run.setup().seed;
  for (RowId r : rows) j["values"][run.plant().catalogue[r].name] = run.plant().catalogue[r].unit->from_si(run.frame()[r]);

  if (!o.record.empty()) {
    run.finish(exercise ? json_text(result_json(result)) : "{}");
    if (!run.recording_error().empty()) throw FileError(o.record, {}, run.recording_error());
  }
  if (!o.report.empty()) write_report(run.prepared(), run.setup(), result, o.report);
  if (o.json) {
    fmt::print("{}\n", json_text(j));
  } else {
    print_summary(name, result, texts, j);
    if (!o.record.empty()) fmt::print("recording: {}\n", o.record);
    if (!o.report.empty()) fmt::print("report: {}\n", o.report);
  }
  for (const std::string& late : acts.left()) fmt::print(stderr, "{}: was not done: the run ended at {:.6g} s\n", printable(late), run.time());
  if (interrupted()) {
    fmt::print(stderr, "Interrupted at {:.6g} s of the plant's time: what was asked for stands in its files up to there.\n", run.time());
    return kInterrupted;
  }
  if (!acts.left().empty()) return kWrongUse;
  if (c.holds > 0)
    fmt::print(stderr, "{} of {} scans could not be solved: the plant held its last good state there. Look for a value beyond all measure in the plant file, or in --set.\n",
               c.holds, run.scan());
  return c.holds > 0 ? kHeld : kFine;
}

}  // namespace retort
