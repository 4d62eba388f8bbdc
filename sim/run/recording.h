#pragma once
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/run/simulation.h"

/// What replays a run: the snapshot at the start, the commands with their scan, a state hash every few scans, a keyframe every
/// simulated minute, chained so that any edit shows.
///
/// File: 8 bytes magic, then records. A record is
///   type u8 | length u32 | check 4 bytes | payload | link 16 bytes          (little endian)
///   check = first 4 bytes of BLAKE2b(previous link, type, length);  link = BLAKE2b(previous link, type, length, payload)
/// so that an edit of any byte is found, and a file that merely ends early (a killed process) is told from an edited one.
namespace retort {

struct RecordingHeader {
  std::string program;    // hash of the program that recorded
  std::string version;
  std::string plant;      // path as opened
  std::string plant_name;
  Hash plant_hash;
  std::string scenario;   // path, or empty for free play
  Hash scenario_hash;     // of the scenario file's text
  std::string mode = "practise", language = "nl", student;
  std::uint64_t seed = 1;
  bool noise = true;
  double rtol = 1e-4;
  double keyframe_period = 60;
};

struct KeyframeRecord { Snapshot snapshot; };
struct CommandRecord { Command command; };
struct HashRecord { std::uint64_t scan; Hash hash; };
struct RestartRecord { std::uint64_t scan; };                       // a snapshot was taken here
struct BacktrackRecord { std::uint64_t scan, to; };                 // went back to the keyframe at `to`
struct EndRecord { std::uint64_t scan; Hash hash; std::string result; };  // result: JSON of the grade, as claimed
using Record = std::variant<KeyframeRecord, CommandRecord, HashRecord, RestartRecord, BacktrackRecord, EndRecord>;

struct Recording {
  RecordingHeader header;
  std::vector<Record> records;      // the first is the keyframe at the start
  bool complete = false;            // has its end record
  std::string cut;                  // why it ends early; empty when complete
  std::uint64_t last_scan() const;  // of the last record that fixes a state
};

/// Whether a regular file begins as a recording does. False when it cannot be read.
bool is_recording(const std::string& path);
/// Throws FileError: not a recording, an edited byte, a version that is not known.
Recording read_recording(const std::string& path);
Recording parse_recording(const std::vector<std::uint8_t>& bytes, const std::string& name);

/// Writes while a simulation runs. Every record goes to the system at once, so a killed program loses nothing but the scan it
/// was in. A full disk is reported by error() and does not stop the run.
class Recorder : public RunListener {
 public:
  /// Throws FileError when the file cannot be made. Attach to the simulation before its first step.
  Recorder(const std::string& path, const RecordingHeader& header, const Simulation& sim);
  ~Recorder() override;
  void on_restart(const Simulation& sim) override;
  void on_command(const Command& c, const Verdict& v) override;
  void on_scan(const Simulation& sim, bool keyframe) override;
  /// Call after Simulation::restore to a keyframe.
  void backtracked(std::uint64_t from, const Simulation& sim);
  void finish(const Simulation& sim, const std::string& result_json);
  const std::string& error() const { return error_; }

 private:
  void write(std::uint8_t type, const std::vector<std::uint8_t>& payload);
  std::string path_;
  std::FILE* file_ = nullptr;
  Hash link_;
  std::string error_;
  bool finished_ = false;
};

/// BLAKE2b of the running program's file: says whether a recording was made by these very bits.
std::string program_id();
constexpr const char* kVersion = "0.1.0";

/// How a re-simulation compared.
enum class Verification { identical, within_tolerance, refused };
struct ReplayResult {
  Verification verification = Verification::identical;
  std::string reason;               // for refused and within_tolerance
  std::uint64_t scans = 0;          // verified up to this scan
  std::uint64_t hashes = 0;         // compared
  double largest_difference = 0;    // relative, at keyframes, when not identical
};

/// Simulates the recording again on `sim` (fresh, same plant and options, companion attached). `same_program`: a difference is
/// then a refusal; otherwise it goes on from the recorded keyframe and reports the difference (refused above 1 %).
/// `progress` gets 0..1.
ReplayResult replay(const Recording& recording, Simulation& sim, bool same_program,
                    const std::function<void(double)>& progress = {});

}  // namespace retort
