#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "scenarios/session/replay.h"
#include "scenarios/session/ticket.h"

/// What a recording is worth: its acts simulated again and graded from scratch, on what they were made, under what witness.
/// Three things apart (docs/architecture.md, "What a grade proves"): the acts earn it; on an exercise as shipped, or changed; and
/// at home without a witness.
namespace retort {

struct Verified {
  std::unique_ptr<Run> run;             // at the end of the re-simulation; nullptr when it could not be simulated
  RunResult result;                     // graded as if handed in where it ends, when it was cut short
  ReplayResult replay;
  Provenance provenance;
  std::string exercise;                 // "feed_tank/pump_trip"
  Hash identity;                        // of the material
  bool complete = false;
  std::string cut;                      // why it ends early
  std::string claimed;                  // JSON of the grade in the recording; empty without its end
  bool same_program = false;
  RecordingHeader header;
  std::vector<Act> acts;                // as taken
  std::optional<Ticket> ticket;         // signed as it says
  std::string ticket_trouble;           // why the ticket is not for this run, or is none
};

struct VerifyHow {
  bool history = false;                 // keep what a report plots
  std::function<void(double)> progress;
};
/// Throws FileError for what is no recording, was edited, or carries a plant or an exercise that does not load.
Verified verify_recording(const std::string& path, const VerifyHow& how = {});

/// "as shipped with Retort 0.2.0", "changed: pump_trip.yaml", "not one of ours".
std::string provenance_text(const Provenance& p);
/// Everything that verify tells, as data.
nlohmann::json verified_json(const Verified& v, const Texts* texts = nullptr);   // `texts`: rules as sentences, too
/// Text of a JSON value; bytes that are no UTF-8 become U+FFFD, so that one strange name silences nobody.
std::string json_text(const nlohmann::json& j);

}  // namespace retort
