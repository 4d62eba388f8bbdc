#include "scenarios/session/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "scenarios/session/library.h"
#include "scenarios/session/operator.h"
#include "sim/run/state_file.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

SimulationOptions simulation_options(const SessionOptions& o, std::uint64_t seed) {
  SimulationOptions s;
  s.seed = seed;
  s.noise = o.noise;
  s.rtol = o.rtol;
  s.history = o.history;
  return s;
}

}  // namespace

Session open_session(const std::string& argument, const SessionOptions& options) {
  Session s;
  s.options = options;
  const std::string file = find_file(argument);
  const bool scenario = is_scenario(file);
  s.plant_file = scenario ? scenario_plant(file) : file;
  s.plant = load_compiled(s.plant_file);
  if (scenario) s.scenario = load_scenario(file, *s.plant);
  if (scenario && options.mode != "classroom" &&
      std::find(s.scenario->modes.begin(), s.scenario->modes.end(), options.mode) == s.scenario->modes.end())
    throw FileError(file, {}, fmt::format("is not made for the mode '{}': {}", options.mode, fmt::join(s.scenario->modes, ", ")));
  const std::uint64_t seed = options.seed != 0 ? options.seed : scenario ? s.scenario->seed : 1;
  s.options.seed = seed;
  s.sim = std::make_unique<Simulation>(s.plant, simulation_options(options, seed));
  if (scenario) {
    if (!options.start.empty()) throw FileError(options.start, {}, "a scenario has its own start: --start is for plants");
    s.sim->start_from(scenario_start(*s.scenario, s.plant, seed, options.noise, options.rtol));
    s.player = std::make_unique<Player>(s.scenario, s.plant, play_mode(options.mode));
    s.sim->set_companion(s.player.get());
  } else if (!options.start.empty()) {
    s.sim->start_from(load_state(*s.plant, options.start));
  }
  return s;
}

RecordingHeader Session::header() const {
  RecordingHeader h;
  h.program = program_id();
  h.version = kVersion;
  h.plant = plant_file;
  h.plant_name = plant->spec.name;
  h.plant_hash = plant->hash;
  if (scenario) {
    h.scenario = scenario->file;
    h.scenario_hash = scenario->hash;
  }
  h.mode = options.mode;
  h.language = options.language;
  h.student = options.student;
  h.seed = options.seed;
  h.noise = options.noise;
  h.rtol = options.rtol;
  h.keyframe_period = sim->options().keyframe_period;
  return h;
}

RunResult Session::result() const {
  if (player) return collect_result(*sim, *player, scenario_texts(*scenario, options.language), options.student);
  RunResult r;
  r.plant = plant;
  r.plant_file = plant_file;
  r.mode = options.mode;
  r.language = options.language;
  r.student = options.student;
  r.seed = options.seed;
  r.duration = sim->time();
  r.log = sim->log();
  r.history = sim->history();
  r.counters = sim->counters();
  r.mass_error = sim->mass_error();
  r.energy_error = sim->energy_error();
  r.state_hash = sim->state_hash().hex();
  return r;
}

Session open_recorded(const Recording& recording, bool history) {
  const RecordingHeader& h = recording.header;
  const std::string& wanted = h.scenario.empty() ? h.plant : h.scenario;
  // The recording may come from another machine: then the same file in our own library will do.
  std::error_code ignored;
  std::string file = wanted;
  if (!fs::is_regular_file(file, ignored))
    file = (fs::path(library_folder()) / h.plant_name / fs::path(wanted).filename()).string();
  if (!fs::is_regular_file(file, ignored))
    throw FileError(wanted, {}, "was recorded but is not here, nor in the library: set RETORT_LIBRARY to the folder that has it");
  SessionOptions o;
  o.mode = h.mode;
  o.language = h.language;
  o.student = h.student;
  o.seed = h.seed;
  o.noise = h.noise;
  o.rtol = h.rtol;
  o.history = history;
  Session s = open_session(file, o);
  if (s.plant->hash != h.plant_hash) throw FileError(s.plant_file, {}, "is not the plant that was recorded: the file has changed");
  if (s.scenario && s.scenario->hash != h.scenario_hash) throw FileError(file, {}, "is not the scenario that was recorded: the file has changed");
  return s;
}

RunResult play_model_answer(const Session& session) {
  if (!session.scenario) return {};
  for (const CheckSpec& c : session.scenario->checks) {
    if (c.operator_file == "nobody" || !c.at_least) continue;
    Session s = open_session(session.scenario->file, session.options);
    Operator op = Operator::load((fs::path(s.scenario->folder) / c.operator_file).string(), *s.plant, s.scenario.get());
    while (!s.finished()) {
      op.act(*s.sim, s.player.get());
      s.sim->step();
    }
    return s.result();
  }
  return {};
}

VerifiedRun verify_recording(const std::string& path, bool history, const std::function<void(double)>& progress) {
  const Recording recording = read_recording(path);
  VerifiedRun v{open_recorded(recording, history), {}, "", recording.complete, recording.cut};
  v.replay = replay(recording, *v.session.sim, recording.header.program == program_id(), progress);
  if (const auto* end = std::get_if<EndRecord>(&recording.records.back())) v.claimed = end->result;
  return v;
}

Texts plant_texts(const std::string& plant_file, const std::string& language) {
  Texts texts(language);
  texts.load_assets();
  texts.load((fs::path(plant_file).parent_path() / "text").string(), "");
  return texts;
}

const char* to_string(Verification v) {
  switch (v) {
    case Verification::identical: return "identical";
    case Verification::within_tolerance: return "within tolerance";
    case Verification::refused: return "refused";
  }
  return "";
}

}  // namespace retort
