// Simulate recordings again, compare the hashes, grade from scratch.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "apps/commands.h"
#include "apps/outputs.h"
#include "apps/progress.h"
#include "apps/report_file.h"
#include "scenarios/session/session.h"

namespace retort {
namespace {

nlohmann::json verify_one(const VerifyOptions& o, const std::string& path) {
  nlohmann::json j = {{"recording", path}};
  try {
    Progress progress(path);
    const VerifiedRun v = verify_recording(path, [&](double share) { progress.at(share); });
    RunResult result = v.session.result();
    result.verification = to_string(v.replay.verification);
    result.verification_detail = v.replay.reason;
    j["verified"] = result.verification;
    j["complete"] = v.complete;
    j["scans"] = v.replay.scans;
    j["hashes"] = v.replay.hashes;
    j["simulated_s"] = v.session.sim->time();
    j["state_hash"] = result.state_hash;
    j["student"] = result.student;
    if (!v.replay.reason.empty()) j["reason"] = v.replay.reason;
    if (!v.complete) j["cut"] = v.cut;
    if (v.replay.verification == Verification::within_tolerance) j["largest_difference"] = v.replay.largest_difference;
    if (v.session.scenario && v.replay.verification != Verification::refused) {
      const nlohmann::json graded = result_json(result);
      for (const char* key : {"score", "items", "caps", "competences", "mode", "seed"})
        if (graded.contains(key)) j[key] = graded[key];
      const nlohmann::json claimed = nlohmann::json::parse(v.claimed, nullptr, false);
      if (claimed.is_object() && claimed.contains("score") && claimed["score"].is_number()) {
        j["claimed_score"] = claimed["score"];
        if (std::abs(claimed["score"].get<double>() - j["score"].get<double>()) > 0.005)
          j["reason"] = fmt::format("the recording claims a score of {}, these acts earn {}", claimed["score"].dump(), j["score"].dump());
      }
    }
    if (!o.report.empty()) write_report(v.session, result, o.report);
  } catch (const FileError& e) {
    j["verified"] = "refused";
    j["reason"] = e.what();
  }
  return j;
}

}  // namespace

int verify_command(const VerifyOptions& o) {
  if (!o.report.empty() && o.files.size() != 1) {
    fmt::print(stderr, "--report takes one recording.\n");
    return kWrongUse;
  }
  Outputs outputs;
  for (const std::string& path : o.files) outputs.reads(path);
  outputs.writes("--report", o.report);
  nlohmann::json all = nlohmann::json::array();
  bool good = true;
  for (const std::string& path : o.files) {
    nlohmann::json j = verify_one(o, path);
    good = good && j["verified"] != "refused";
    if (!o.json) {
      fmt::print("{}: {}", printable(path), j["verified"].get<std::string>());
      if (j.contains("scans")) fmt::print(", {} scans, {} hashes", j["scans"].get<int>(), j["hashes"].get<int>());
      if (j.contains("score")) fmt::print(", score {:.1f}", j["score"].get<double>());
      if (!j.value("complete", true)) fmt::print(" ({})", j["cut"].get<std::string>());
      if (j.contains("reason")) fmt::print("\n  {}", j["reason"].get<std::string>());
      fmt::print("\n");
    }
    all.push_back(std::move(j));
  }
  if (o.json) fmt::print("{}\n", all.size() == 1 ? all[0].dump() : nlohmann::json{{"recordings", all}}.dump());
  return good ? kFine : kCheckFailed;
}

}  // namespace retort
