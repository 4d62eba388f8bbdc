// Simulate recordings again, compare the hashes, grade from scratch.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "apps/command_line/progress.h"
#include "apps/command_line/report_file.h"
#include "scenarios/session/likeness.h"
#include "scenarios/session/verify.h"

namespace retort {
namespace {

/// What was expected of a recording, as EXERCISE,MODE; either may be empty. An exercise of one's own is named by its file.
struct Expected {
  std::string exercise, mode;
  std::optional<Material> own;
};

Expected parse_expected(const std::string& text) {
  if (text.empty()) return {};
  const std::size_t comma = text.rfind(',');   // a path may have some
  Expected e{text.substr(0, comma), comma == std::string::npos ? "" : text.substr(comma + 1)};
  if (e.exercise.empty()) throw FileError("--expect", {}, "names no exercise: write EXERCISE,MODE, as in feed_tank/pump_trip,exam");
  if (comma != std::string::npos && e.mode.empty()) throw FileError("--expect", {}, "names no mode after the comma: practise, exam or classroom");
  if (!e.mode.empty() && e.mode != "practise" && e.mode != "exam" && e.mode != "classroom")
    throw FileError("--expect", {}, fmt::format("'{}' is not a mode: practise, exam or classroom", e.mode));
  if (std::filesystem::path(e.exercise).extension() == ".yaml") e.own = open_material(e.exercise).material;
  return e;
}

/// Why the recording is not what was expected; empty when it is.
std::string unexpected(const Expected& e, const Verified& v) {
  const Evidence& played = v.result.evidence;
  if (e.own) {
    if (v.run->prepared().material.content() != e.own->content())
      return fmt::format("is not of {}: {}", e.exercise, played.exercise == e.own->title() ? "the exercise or its texts said something else" : "it is of " + played.exercise);
  } else if (!e.exercise.empty()) {
    if (played.exercise != e.exercise) return fmt::format("is of {}, expected {}", played.exercise, e.exercise);
    if (!played.provenance.as_shipped()) return "is not of the exercise as shipped: " + provenance_text(played.provenance);
  }
  const std::string mode = to_string(v.run->setup().mode);
  if (!e.mode.empty() && mode != e.mode) return fmt::format("was played in mode {}, expected {}", mode, e.mode);
  return "";
}

/// What is kept of a recording to hold the others against it.
struct Seen {
  std::string path, nonce;
  std::string kind;
  std::vector<Act> acts;
  double scan_period = 0.2;
};

/// A ticket used twice, acts shared with another: about the recordings among each other.
void compare(nlohmann::json& j, const Seen& mine, const std::vector<Seen>& others) {
  for (const Seen& other : others) {
    if (!mine.nonce.empty() && mine.nonce == other.nonce) {
      j["ticket"]["used_by"].push_back(other.path);
      j["unexpected"] = "its ticket has been used already, by " + other.path;
    }
    if (mine.kind != other.kind) continue;
    if (const Likeness l = likeness(mine.acts, other.acts, mine.scan_period); l.striking())
      j["likeness"].push_back({{"recording", other.path}, {"shared", l.shared}, {"of", l.of}});
  }
}

nlohmann::json verify_one(const VerifyOptions& o, const std::string& path, const Expected& expected, const std::string& key, std::vector<Seen>& seen) {
  nlohmann::json j = {{"recording", path}};
  try {
    Progress progress(path);
    VerifyHow how;
    how.history = !o.report.empty();
    how.progress = [&](double share) { progress.at(share); };
    const Verified v = verify_recording(path, how);
    const Texts texts = v.run->prepared().texts(v.result.language, v.result.seed);
    j.update(verified_json(v, &texts));
    const std::string other = unexpected(expected, v);
    if (!other.empty()) j["unexpected"] = other;
    if (!v.ticket_trouble.empty()) j["unexpected"] = "its ticket is none for it: " + v.ticket_trouble;
    if (!key.empty() && (!v.ticket || !v.ticket_trouble.empty() || v.ticket->key != key))
      j["unexpected"] = v.ticket && v.ticket->key != key ? "its ticket is signed by another key" : "has no ticket that fits it";
    // A ticket is used up by the run that it is for, and not by whoever copies its text into another.
    const bool uses = v.ticket && v.ticket_trouble.empty() && v.replay.verification != Verification::refused;
    Seen mine{path, uses ? v.ticket->nonce.hex() : "", v.run->prepared().material.kind().hex(), v.acts, v.run->plant().scan_period()};
    compare(j, mine, seen);
    seen.push_back(std::move(mine));
    if (!o.report.empty()) write_report(v.run->prepared(), v.run->setup(), v.result, o.report);
  } catch (const FileError& e) {
    std::error_code ignored;
    j["verified"] = std::filesystem::is_regular_file(path, ignored) ? "refused" : "unread";
    j["reason"] = e.what();
  }
  return j;
}

/// What practise and classroom allow, in words: "went back 3 times, 2 faults injected".
std::string told_text(const nlohmann::json& t) {
  std::string text;
  const auto add = [&](const char* key, const char* one, const char* many) {
    const int n = t.value(key, 0);
    if (n > 0) text += (text.empty() ? "" : ", ") + (n == 1 ? std::string(one) : fmt::format(fmt::runtime(many), n));
  };
  add("ways_back", "went back once", "went back {} times");
  add("freezes", "froze once", "froze {} times");
  add("hints", "1 hint", "{} hints");
  add("malfunctions", "1 fault injected", "{} faults injected");
  add("instructor_acts", "1 act of the instructor", "{} acts of the instructor");
  add("refused", "1 act refused", "{} acts refused");
  if (t.value("fastest", 1.0) > 1) text += fmt::format("{}up to {:.3g} x real time", text.empty() ? "" : ", ", t.value("fastest", 1.0));
  return text;
}

/// Names in a recording come from whoever made it.
std::string word(const nlohmann::json& j) { return printable(j.get<std::string>()); }

void print(const nlohmann::json& j, bool key_given) {
  fmt::print("{}: {}", word(j["recording"]), word(j["verified"]));
  if (j.contains("scans")) fmt::print(", {} scans, {} of {} hashes agree", j["scans"].get<int>(), j["hashes_agreed"].get<int>(), j["hashes"].get<int>());
  if (j.contains("score")) fmt::print(", score {:.1f}{}", j["score"].get<double>(), j.value("complete", true) ? "" : " (incomplete)");
  fmt::print("\n");
  if (j.contains("exercise")) {
    fmt::print("  {} ({}), plant {}, {}, seed {} ({}), by program {}\n", word(j["exercise"]), word(j["provenance"]), word(j["plant"]), word(j["mode"]),
               j["seed"].get<std::uint64_t>(), word(j["seed_origin"]), word(j["program"]));
    const std::string student = word(j["student"]);
    const auto& hands = j["hands"];
    fmt::print("  {}{:.0f} s of the plant in {:.0f} s of the wall; by {}, {} acts, at most {} in a second; no witness{}\n",
               student.empty() ? "" : "\"" + student + "\": ", j["simulated_s"].get<double>(), j["wall_s"].get<double>(), word(j["client"]),
               hands["acts"].get<int>(), hands["most_in_a_second"].get<int>(),
               j["attempt"].get<std::uint32_t>() > 0 ? fmt::format("; attempt {} that its machine knows", j["attempt"].get<std::uint32_t>()) : "");
    if (const int nowhere = hands.value("without_place", 0); nowhere > 0)
      fmt::print("  {} of {} field acts by nobody who stands anywhere\n", nowhere, hands.value("field_acts", 0));
    if (const std::string told = told_text(j["told"]); !told.empty()) fmt::print("  told: {}\n", told);
  }
  if (!j.value("complete", true)) fmt::print("  incomplete: {}\n", word(j["cut"]));
  if (j.contains("broken_off")) fmt::print("  broken off, as it says itself: {}\n", word(j["broken_off"]));
  if (j.contains("ticket")) {
    const auto& t = j["ticket"];
    if (t.contains("trouble")) fmt::print("  ticket: {}\n", word(t["trouble"]));
    else fmt::print("  ticket: {}, signed by {}\n", key_given ? "valid" : "fits", word(t["key"]) + (key_given ? "" : ": whose key that is, --key FILE tells"));
    if (t.contains("used_by")) fmt::print("  ticket: used before, by {}\n", word(t["used_by"][0]));
  }
  if (j.contains("likeness"))
    for (const auto& l : j["likeness"])
      fmt::print("  shares {} of {} acts with {}\n", l["shared"].get<int>(), l["of"].get<int>(), word(l["recording"]));
  if (j.contains("reason")) fmt::print("  {}\n", j["reason"].get<std::string>());  // lines of errors, printable already
  if (j.contains("unexpected")) fmt::print("  {}\n", word(j["unexpected"]));
}

}  // namespace

int verify_command(const VerifyOptions& o) {
  if (!o.report.empty() && o.files.size() != 1) {
    fmt::print(stderr, "--report takes one recording.\n");
    return kWrongUse;
  }
  Outputs outputs;
  for (const std::string& path : o.files) outputs.reads(path);
  outputs.reads(o.key);
  outputs.writes("--report", o.report);
  const Expected expected = parse_expected(o.expect);
  const std::string key = o.key.empty() ? "" : read_public_key(o.key);
  std::vector<Seen> seen;
  nlohmann::json all = nlohmann::json::array();
  bool good = true, within = false, unread = false;
  for (const std::string& path : o.files) {
    nlohmann::json j = verify_one(o, path, expected, key, seen);
    good = good && j["verified"] != "refused" && !j.contains("unexpected");
    unread = unread || j["verified"] == "unread";
    within = within || j["verified"] == "within tolerance";
    if (!o.json) print(j, !key.empty());
    all.push_back(std::move(j));
  }
  if (o.json) fmt::print("{}\n", json_text(all.size() == 1 ? all[0] : nlohmann::json{{"recordings", all}}));
  return !good ? kCheckFailed : unread ? kBadFile : within ? kWithinTolerance : kFine;
}

}  // namespace retort
