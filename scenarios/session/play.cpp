#include "scenarios/session/play.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "platform/system.h"
#include "scenarios/session/library.h"

namespace fs = std::filesystem;

namespace retort {

RunResult play(Run& run, Operator& who, const PlayHow& how) {
  const double until = how.until > 0 ? how.until : run.scenario() ? run.scenario()->duration : 0;
  const auto report_scans = static_cast<std::uint64_t>(std::max(1.0, std::round(10 / run.plant().scan_period())));
  const double begin = steady_seconds();
  double worst = 0;
  while (!run.over() && run.time() < until - 1e-9 && !(how.stops && how.stops())) {
    if (how.before_step) how.before_step(run);
    who.act(run);
    const double before = steady_seconds();
    run.step();
    worst = std::max(worst, steady_seconds() - before);
    if (how.progress && run.scan() % report_scans == 0) how.progress(std::min(1.0, run.time() / until));
  }
  run.close();
  RunResult r = run.result();
  r.wall_s = steady_seconds() - begin;
  r.worst_scan_ms = 1e3 * worst;
  return r;
}

std::string model_answer_file(const Scenario& scenario, const std::string& folder) {
  const fs::path file = fs::path(folder) / "answers" / (scenario.name + ".yaml");
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) ? file.string() : "";
}

std::optional<RunResult> play_model_answer(const Prepared& p, RunSetup setup, const std::string& given) {
  if (!p.scenario) {
    if (!given.empty()) throw UsageError("--model", {}, "a model answer is of an exercise, and this is a run of a plant alone");
    return {};
  }
  std::string folder = p.folder;
  if (folder.empty() && given.empty()) {
    // A recording carries no answers. Ours fits an exercise that is ours.
    if (!provenance(p.material).as_shipped()) return {};
    folder = (fs::path(library_folder()) / fs::path(p.material.title()).parent_path()).string();
  }
  const std::string file = given.empty() ? model_answer_file(*p.scenario, folder) : given;
  if (file.empty()) return {};
  setup.client = Client::operator_file;
  setup.history = true;
  Operator who = Operator::load(file, *p.plant, p.scenario.get());
  Run model(p, setup);
  return play(model, who);
}

}  // namespace retort
