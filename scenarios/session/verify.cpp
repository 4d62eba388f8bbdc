#include "scenarios/session/verify.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "platform/version.h"
#include "scenarios/session/ticket.h"

namespace retort {
namespace {

constexpr std::size_t kMostClaimed = 1u << 20;   // bytes of the grade that a recording says it earned

nlohmann::json told_json(const Told& t) {
  return {{"ways_back", t.ways_back}, {"freezes", t.freezes}, {"speed_changes", t.speed_changes}, {"fastest", t.fastest},
          {"moments", t.moments}, {"instructor_acts", t.instructor_acts}, {"malfunctions", t.malfunctions}, {"hints", t.hints},
          {"refused", t.refused}};
}

nlohmann::json hands_json(const HandsFigures& h) {
  return {{"acts", h.acts}, {"field_acts", h.field_acts}, {"without_place", h.without_place}, {"most_in_a_second", h.most_in_a_second},
          {"median_gap_s", h.median_gap}, {"reactions_s", h.reactions}, {"fastest_reaction_s", h.fastest_reaction},
          {"median_reaction_s", h.median_reaction}};
}

}  // namespace

Verified verify_recording(const std::string& path, const VerifyHow& how) {
  const Recording recording = read_recording(path);
  Verified v;
  v.complete = recording.complete;
  v.cut = recording.cut;
  v.header = recording.header;
  v.same_program = recording.header.program == program_id();
  if (const auto* end = std::get_if<EndRecord>(&recording.records.back())) v.claimed = end->result;
  Replay replay(recording, prepare(recording.material), v.same_program, how.history);
  replay.progress = how.progress;
  replay.finish();
  v.replay = replay.result();
  v.acts = replay.taken();
  v.run = replay.take();
  if (!v.header.ticket.empty()) {
    try {
      v.ticket = read_ticket(v.header.ticket, "the ticket");
      v.ticket_trouble = ticket_trouble(*v.ticket, recording.material, v.run->setup().student, v.header.seed, v.header.began);
      if (v.ticket_trouble.empty() && v.run->setup().mode != PlayMode::exam) v.ticket_trouble = "is for an exam";
    } catch (const FileError& e) {
      v.ticket_trouble = e.what();
    }
  }
  // What was cut off, or stopped before its end, is graded as if it had been handed in there: the time that was left was not used.
  v.run->close();
  v.result = v.run->result();
  v.result.evidence.complete = v.complete;
  if (!v.header.ticket.empty()) v.result.evidence.ticket = v.ticket_trouble.empty() ? "valid" : v.ticket_trouble;
  v.result.evidence.program = v.header.program, v.result.evidence.version = v.header.version;
  v.result.verification = to_string(v.replay.verification);
  v.result.verification_detail = v.replay.reason.empty() ? v.cut : v.replay.reason;
  return v;
}

std::string provenance_text(const Provenance& p) {
  if (p.as_shipped()) return fmt::format("as shipped with Retort {}", kVersion);
  if (!p.known) return "not one of ours";
  return fmt::format("changed: {}", fmt::join(p.changed, ", "));
}

nlohmann::json verified_json(const Verified& v, const Texts* texts) {
  const RecordingHeader& h = v.header;
  nlohmann::json j = {{"verified", to_string(v.replay.verification)},
                      {"complete", v.complete},
                      {"exercise", v.result.evidence.exercise},
                      {"plant", v.run->plant().spec.name},
                      {"identity", v.result.evidence.identity},
                      {"as_shipped", v.result.evidence.provenance.as_shipped()},
                      {"provenance", provenance_text(v.result.evidence.provenance)},
                      {"changed", v.result.evidence.provenance.changed},
                      {"mode", h.mode},
                      {"student", v.run->setup().student},
                      {"seed", h.seed},
                      {"seed_origin", to_string(h.seed_origin)},
                      {"client", to_string(h.client)},
                      {"same_program", v.same_program},
                      {"program", h.program},
                      {"version", h.version},
                      {"began", date_text(h.began)},
                      {"attempt", h.attempt},
                      {"witness", "none"},
                      {"scans", v.run->scan()},
                      {"hashes", v.replay.hashes},
                      {"hashes_agreed", v.replay.agreed},
                      {"simulated_s", v.run->time()},
                      {"wall_s", v.result.evidence.wall_s},
                      {"state_hash", v.result.state_hash},
                      {"told", told_json(v.result.evidence.told)},
                      {"hands", hands_json(v.result.evidence.hands)}};
  if (!v.header.ticket.empty()) {
    j["ticket"] = {{"valid", v.ticket && v.ticket_trouble.empty()}};
    if (v.ticket) j["ticket"].update({{"key", v.ticket->key}, {"nonce", v.ticket->nonce.hex()}, {"student", v.ticket->student}});
    if (!v.ticket_trouble.empty()) j["ticket"]["trouble"] = v.ticket_trouble;
  }
  if (!v.replay.reason.empty()) j["reason"] = v.replay.reason;
  if (!v.complete) j["cut"] = v.cut;
  if (v.replay.verification == Verification::within_tolerance) {
    j["largest_difference"] = v.replay.largest_difference;
    j["largest_sum"] = v.replay.largest_sum;
    j["verdicts_differ"] = v.replay.verdicts_differ;
  }
  const nlohmann::json claimed = v.claimed.size() <= kMostClaimed ? nlohmann::json::parse(v.claimed, nullptr, false) : nlohmann::json();
  if (claimed.is_object() && claimed.contains("broken_off") && claimed["broken_off"].is_string()) j["broken_off"] = claimed["broken_off"];
  if (v.run->scenario() && v.replay.verification != Verification::refused) {
    const nlohmann::json graded = result_json(v.result, texts);
    for (const char* key : {"score", "before_caps", "hint_cost", "items", "caps", "competences"})
      if (graded.contains(key)) j[key] = graded[key];
    if (claimed.is_object() && claimed.contains("score") && claimed["score"].is_number()) {
      j["claimed_score"] = claimed["score"];
      if (std::abs(claimed["score"].get<double>() - j["score"].get<double>()) > 0.005)
        j[v.replay.verification == Verification::identical ? "unexpected" : "reason"] =
            fmt::format("the recording claims a score of {}, these acts earn {}", claimed["score"].dump(), j["score"].dump());
    }
  }
  return j;
}

std::string json_text(const nlohmann::json& j) { return j.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

}  // namespace retort
