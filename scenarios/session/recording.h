#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/session/material.h"
#include "sim/run/simulation.h"

/// The file that replays a run: what it was made of, the state at the start, the acts with their scan and their verdict, a state
/// hash every kHashEvery scans, a keyframe every kKeyframeEvery, chained so that any edit shows.
///
/// File: 8 bytes magic, then records. A record is
///   type u8 | length u32 | check 4 bytes | payload | link 16 bytes          (little endian)
///   check = first 4 bytes of BLAKE2b(previous link, type, length);  link = BLAKE2b(previous link, type, length, payload)
/// so that an edit of any byte is found, and a file that merely ends early (a killed process) is told from an edited one.
/// A chain proves that nothing was damaged, not who wrote it: anybody can compute one (replay.h believes none of it).
///
/// The cadence is part of the format and required: a recording that leaves out a hash or a keyframe, or has one more, is refused.
namespace retort {

constexpr std::uint64_t kHashEvery = 5;          // scans: what a killed program can lose
constexpr std::uint64_t kKeyframeEvery = 300;    // scans; a keyframe holds the whole state and stands in the place of a hash

/// How the seed came to be.
enum class SeedOrigin : std::uint8_t { exercise, drawn, chosen, ticket };
const char* to_string(SeedOrigin o);
/// What the student's acts came through.
enum class Client : std::uint8_t { window, headless, operator_file };
const char* to_string(Client c);

struct RecordingHeader {
  std::string program;             // hash of the program that recorded
  std::string version;
  std::string mode = "practise";
  std::string language = "nl";     // for the reader; nothing is judged by it
  std::string student;
  std::uint64_t seed = 1;
  SeedOrigin seed_origin = SeedOrigin::exercise;
  Client client = Client::headless;
  std::uint32_t attempt = 0;       // which one of this exercise, as far as the client knows; 0: it does not
  std::int64_t began = 0;          // s since 1970 by the client's clock
  std::string ticket;              // as given (ticket.h); empty without one
  // Free play only; an exercise is always simulated with its own:
  bool noise = true;
  double rtol = 1e-4;

  template <class A>
  void archive(A& a) {
    a(program, version, mode, language, student, seed, seed_origin, client, attempt, began, ticket, noise, rtol);
  }
};

/// `wall`: milliseconds since the run began, by the client's clock.
struct KeyframeRecord { Snapshot snapshot; std::uint64_t wall = 0; };
struct ActRecord { Act act; Verdict verdict; std::uint64_t wall = 0; };
struct HashRecord { std::uint64_t scan = 0; Hash hash; std::uint64_t wall = 0; };
struct EndRecord { std::uint64_t scan = 0; Hash hash; std::uint64_t wall = 0; std::string result; };  // JSON of the grade, as claimed
using Record = std::variant<KeyframeRecord, ActRecord, HashRecord, EndRecord>;

struct Recording {
  RecordingHeader header;
  Material material;
  std::vector<Record> records;      // the first is the keyframe at the start
  bool complete = false;            // has its end record
  std::string cut;                  // why it ends early; empty when complete
};

/// Whether a regular file begins as a recording of any version does. False when it cannot be read.
bool is_recording(const std::string& path);
/// Throws FileError: not a recording, an edited byte, a version that is not known.
Recording read_recording(const std::string& path);
Recording parse_recording(const std::vector<std::uint8_t>& bytes, const std::string& name);

/// Builds the bytes of a recording piece by piece: what a Recorder writes, and what a test forges.
class RecordingWriter {
 public:
  RecordingWriter();
  std::vector<std::uint8_t> magic() const;
  std::vector<std::uint8_t> header(const RecordingHeader& h, const Material& m);
  std::vector<std::uint8_t> record(const Record& r);
  const Hash& link() const { return link_; }   // head of the chain so far

 private:
  std::vector<std::uint8_t> chained(std::uint8_t type, const std::vector<std::uint8_t>& payload);
  Hash link_;
};

/// BLAKE2b of the running program's file: says whether a recording was made by these very bits.
const std::string& program_id();

}  // namespace retort
