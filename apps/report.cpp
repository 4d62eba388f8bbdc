// The debrief of a recording as one self-contained page.
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "apps/command_line/progress.h"
#include "apps/command_line/report_file.h"
#include "scenarios/player/report.h"
#include "scenarios/session/play.h"
#include "scenarios/session/verify.h"
#include "sim/base/file.h"

namespace retort {

namespace {

/// "report.html" -> "report.nl.html"
std::filesystem::path page_of(std::filesystem::path path, const std::string& language) {
  return path.replace_extension("." + language + path.extension().string());
}

}  // namespace

std::vector<std::string> write_report(const Prepared& prepared, const RunSetup& setup, const RunResult& result, const std::string& path,
                                      std::vector<std::string> languages, const std::string& model_answer) {
  if (languages.empty()) languages = {result.language};
  const std::optional<RunResult> model = play_model_answer(prepared, setup, model_answer);
  std::vector<std::string> written;
  for (const std::string& language : languages) {
    const std::filesystem::path file = languages.size() > 1 ? page_of(path, language) : std::filesystem::path(path);
    write_file(file.string(), render_report(result, model ? &*model : nullptr, prepared.texts(language, result.seed)));
    written.push_back(file.string());
  }
  return written;
}

int report_command(const ReportOptionsCli& o) {
  Outputs outputs;
  outputs.reads(o.recording);
  if (!o.model.empty()) outputs.reads(o.model);
  if (o.languages.size() <= 1) outputs.writes("--output", o.output);
  for (const std::string& language : o.languages)
    if (o.languages.size() > 1) outputs.writes("--output", page_of(o.output, language).string());
  Progress progress("verify");
  VerifyHow how;
  how.history = true;
  how.progress = [&](double share) { progress.at(share); };
  const Verified v = verify_recording(o.recording, how);
  const std::vector<std::string> reports = write_report(v.run->prepared(), v.run->setup(), v.result, o.output, o.languages, o.model);
  if (o.json) {
    const Texts texts = v.run->prepared().texts(o.languages.empty() ? v.result.language : o.languages.front(), v.result.seed);
    nlohmann::json j = verified_json(v, &texts);
    j["report"] = reports.front();
    j["reports"] = reports;
    fmt::print("{}\n", json_text(j));
  } else {
    for (const std::string& report : reports) fmt::print("{}: {}\n", report, v.result.verification);
  }
  return v.replay.verification == Verification::refused ? kCheckFailed : v.replay.verification == Verification::within_tolerance ? kWithinTolerance : kFine;
}

}  // namespace retort
