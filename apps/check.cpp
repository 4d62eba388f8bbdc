// Lint plants, scenarios and texts; run each scenario's own checks.
#include "scenarios/session/check.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "apps/command_line/commands.h"
#include "scenarios/session/library.h"
#include "scenarios/session/verify.h"

namespace retort {

int check_command(const CheckOptions& o) {
  std::vector<std::string> paths = o.paths;
  if (paths.empty()) paths.push_back(library_folder());
  for (std::string& path : paths) {   // also by the name in the library, as everywhere: a plant with all its exercises, or one exercise
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) continue;
    const std::filesystem::path ours = std::filesystem::path(library_folder()) / path;
    path = std::filesystem::is_directory(ours, ignored) ? ours.string() : find_file(path);
  }
  if (!o.keep.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(o.keep, failed);
    if (!std::filesystem::is_directory(o.keep, failed)) throw UsageError("--keep", {}, fmt::format("'{}' is not a folder, and cannot be made one", o.keep));
  }
  const BotTableSetup bots{o.bots ? o.seeds : 0, o.only, o.jobs > 0 ? o.jobs : all_processors(), o.keep};
  const CheckReport report = check_paths(paths, bots, [&](const CheckResult& r) {
    if (o.json) return;
    fmt::print("{}  {}: {}{}\n", r.fine ? "fine  " : "WRONG ", printable(r.file), printable(r.what), r.detail.empty() ? "" : ": " + printable(r.detail));
    std::fflush(stdout);
  });
  if (o.json) {
    nlohmann::json results = nlohmann::json::array();
    for (const CheckResult& r : report.results) {
      nlohmann::json j = {{"file", r.file}, {"what", r.what}, {"fine", r.fine}, {"detail", r.detail}};
      if (r.score >= 0) j["score"] = r.score;
      results.push_back(std::move(j));
    }
    fmt::print("{}\n", json_text({{"fine", report.fine()}, {"results", results}}));
  } else {
    fmt::print("{} checks, {}\n", report.results.size(), report.fine() ? "all fine" : "not all fine");
  }
  return report.fine() ? kFine : kCheckFailed;
}

}  // namespace retort
