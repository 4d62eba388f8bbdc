// The debrief of a recording as one self-contained page.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "apps/commands.h"
#include "apps/progress.h"
#include "apps/report_file.h"
#include "scenarios/session/session.h"
#include "scenarios/player/report.h"

namespace retort {

Texts session_texts(const Session& s, const std::string& language) {
  return s.scenario ? scenario_texts(*s.scenario, language) : plant_texts(s.plant_file, language);
}

std::vector<std::string> write_report(const Session& session, const RunResult& run, const std::string& path, std::vector<std::string> languages) {
  if (languages.empty()) languages = {run.language};
  const RunResult model = play_model_answer(session);
  std::vector<std::string> written;
  for (const std::string& language : languages) {
    std::filesystem::path file = path;
    if (languages.size() > 1) file.replace_extension("." + language + file.extension().string());
    const std::string page = render_report(run, model.plant ? &model : nullptr, session_texts(session, language));
    std::ofstream out(file, std::ios::binary);
    out << page;
    out.close();
    if (!out) throw FileError(file.string(), {}, "cannot be written");
    written.push_back(file.string());
  }
  return written;
}

int report_command(const ReportOptionsCli& o) {
  Progress progress("verify");
  const VerifiedRun v = verify_recording(o.recording, [&](double share) { progress.at(share); });
  RunResult result = v.session.result();
  result.verification = to_string(v.replay.verification);
  result.verification_detail = v.replay.reason.empty() ? v.cut : v.replay.reason;
  const std::vector<std::string> reports = write_report(v.session, result, o.output, o.languages);
  if (o.json) {
    const Texts texts = session_texts(v.session, o.languages.empty() ? result.language : o.languages.front());
    nlohmann::json j = v.session.scenario ? result_json(result, &texts) : nlohmann::json::object();
    j["report"] = reports.front();
    j["reports"] = reports;
    j["verified"] = result.verification;
    fmt::print("{}\n", j.dump());
  } else {
    for (const std::string& report : reports) fmt::print("{}: {}\n", report, result.verification);
  }
  return v.replay.verification == Verification::refused ? kCheckFailed : kFine;
}

}  // namespace retort
