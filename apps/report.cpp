// The debrief of a recording as one self-contained page.
#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "apps/commands.h"
#include "apps/progress.h"
#include "apps/report_file.h"
#include "scenarios/player/report.h"
#include "scenarios/session/play.h"
#include "scenarios/session/verify.h"

namespace retort {

void write_report(const Run& run, const RunResult& result, const std::string& path) {
  const std::optional<RunResult> model = play_model_answer(run);
  const std::string page = render_report(result, model ? &*model : nullptr, run.prepared().texts(result.language));
  std::ofstream out(path, std::ios::binary);
  out << page;
  out.close();
  if (!out) throw FileError(path, {}, "cannot be written");
}

int report_command(const ReportOptionsCli& o) {
  Progress progress("verify");
  VerifyHow how;
  how.history = true;
  how.progress = [&](double share) { progress.at(share); };
  Verified v = verify_recording(o.recording, how);
  if (!o.language.empty()) v.result.language = o.language;
  write_report(*v.run, v.result, o.output);
  if (o.json) {
    nlohmann::json j = verified_json(v);
    j["report"] = o.output;
    fmt::print("{}\n", json_text(j));
  } else {
    fmt::print("{}: {}\n", o.output, v.result.verification);
  }
  return v.replay.verification == Verification::refused ? kCheckFailed : kFine;
}

}  // namespace retort
