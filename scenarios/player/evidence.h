#pragma once
#include <cstdint>
#include <string>
#include <vector>

/// What stands behind a grade beside the acts that earn it: on what they were done, under what witness, and what happened beside the
/// plant. Data, filled by the run and by verify; report, JSON and the command line say it.
namespace retort {

/// What a run did beside its plant. Never taken back, also where the run goes back.
struct Told {
  int ways_back = 0, freezes = 0, speed_changes = 0, moments = 0;
  double fastest = 1;                      // times real time
  int instructor_acts = 0, malfunctions = 0, hints = 0, refused = 0;
  bool operator==(const Told&) const = default;
};

/// Figures of the acts of board and field, by the clock of the wall and of the plant: no proof of anything, for a person to judge.
struct HandsFigures {
  int acts = 0, field_acts = 0;
  int without_place = 0;             // field acts of nobody who stands anywhere: an operator file
  int most_in_a_second = 0;          // of the wall clock
  double median_gap = -1;            // s of the wall clock between acts; negative: too few
  std::vector<double> reactions;     // s of the plant's clock from an alarm to the next act
  double fastest_reaction = -1, median_reaction = -1;
};

/// How the files of a run stand to what this version was shipped with.
struct Provenance {
  bool known = false;                // there is a shipped exercise (or plant) of this name
  std::vector<std::string> changed;  // its files that say something else, or that are not shipped; the texts too
  bool as_shipped() const { return known && changed.empty(); }
};

struct Evidence {
  std::string exercise;              // "feed_tank/pump_trip"; "feed_tank" in free play
  std::string identity;              // hash of what its files say
  Provenance provenance;
  std::string seed_origin;           // exercise, drawn, chosen, ticket
  std::string client;                // window, headless, operator file
  std::string program, version;      // that made the recording: hash of its file, and what it calls itself
  std::uint32_t attempt = 0;         // as far as the client knows; 0: it does not
  double wall_s = 0;                 // length by the wall clock
  bool complete = true;              // false: the recording was cut short, and is graded as handed in there
  std::string ticket;                // "": none; "valid"; or what is wrong with it
  Told told;
  HandsFigures hands;
};

}  // namespace retort
