// The debrief of a recording as one self-contained page.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "apps/commands.h"
#include "apps/outputs.h"
#include "apps/progress.h"
#include "apps/report_file.h"
#include "scenarios/session/session.h"
#include "scenarios/player/report.h"

namespace retort {

void write_report(const Session& session, const RunResult& run, const std::string& path) {
  const RunResult model = play_model_answer(session);
  const Texts texts = session.scenario ? scenario_texts(*session.scenario, run.language) : plant_texts(session.plant_file, run.language);
  const std::string page = render_report(run, model.plant ? &model : nullptr, texts);
  std::ofstream out(path, std::ios::binary);
  out << page;
  out.close();
  if (!out) throw FileError(path, {}, "cannot be written");
}

int report_command(const ReportOptionsCli& o) {
  Outputs outputs;
  outputs.reads(o.recording);
  outputs.writes("--output", o.output);
  Progress progress("verify");
  VerifiedRun v = verify_recording(o.recording, [&](double share) { progress.at(share); });
  if (!o.language.empty()) v.session.options.language = o.language;
  RunResult result = v.session.result();
  result.verification = to_string(v.replay.verification);
  result.verification_detail = v.replay.reason.empty() ? v.cut : v.replay.reason;
  write_report(v.session, result, o.output);
  if (o.json) {
    nlohmann::json j = v.session.scenario ? result_json(result) : nlohmann::json::object();
    j["report"] = o.output;
    j["verified"] = result.verification;
    fmt::print("{}\n", j.dump());
  } else {
    fmt::print("{}: {}\n", o.output, result.verification);
  }
  return v.replay.verification == Verification::refused ? kCheckFailed : kFine;
}

}  // namespace retort
