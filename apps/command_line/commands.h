#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The subcommands of `retort`. Each returns the exit status: 0 fine, 1 the check failed, 2 wrong use, 3 bad file, 4 the simulation
/// had to hold, 5 a recording of another build agrees within tolerance only, 130 interrupted. main.cpp parses the arguments into these and
/// turns UsageError into 2, other FileErrors into 3.
namespace retort {

enum Exit { kFine = 0, kCheckFailed = 1, kWrongUse = 2, kBadFile = 3, kHeld = 4, kWithinTolerance = 5, kInterrupted = 130 };

struct RunOptions {
  std::string file;                     // plant or scenario
  std::string duration;                 // "2h"; empty: the scenario's own, or 10 min
  std::string speed = "max";
  std::string operator_file;            // "nobody" or a file; empty: nobody
  std::string mode = "practise", language = "nl", student;
  std::vector<std::string> sets;        // TAG.var=VALUE@TIME
  std::vector<std::string> fails;       // UNIT.malfunction=SEVERITY@TIME
  std::string csv, tags, every = "1s";
  std::string record, report, save_state, start, ticket;
  double rtol = 1e-4;
  bool noise = true;
  std::uint64_t seed = 0;               // 0: the scenario's, else 1
  bool json = false;
};
int run_command(const RunOptions& o);

struct VerifyOptions {
  std::vector<std::string> files;
  std::string report;                   // with one file: also write the debrief
  std::string expect;                   // EXERCISE,MODE: anything else fails
  std::string key;                      // file with the public key that tickets must be signed with
  bool json = false;
};
int verify_command(const VerifyOptions& o);

struct TicketOptions {
  std::string exercise, student, from, until, key, output, ticket;
  std::uint64_t seed = 0;               // 0: drawn
};
int ticket_key_command(const TicketOptions& o);
int ticket_issue_command(const TicketOptions& o);
int ticket_show_command(const TicketOptions& o);

struct PackageOptions {
  std::string output;
  bool exam = false;
};
int package_command(const PackageOptions& o);

struct ReportOptionsCli {
  std::string recording, output;
  std::string model;                    // operator file to hold the run against; empty: the shipped model answer
  std::vector<std::string> languages;   // of the page; several make a page each
  bool json = false;
};
int report_command(const ReportOptionsCli& o);

struct CheckOptions {
  std::vector<std::string> paths;
  bool bots = false;
  int seeds = 5, jobs = 0;              // that the bots play on; runs at the same time, 0: as many as there are processors
  std::vector<std::string> only;        // bots
  std::string keep;                     // folder for what they play
  bool json = false;
};
int check_command(const CheckOptions& o);

struct DescribeOptions {
  std::string plant, pid, pages, routes, gltf, unit;
  bool json = false;
};
int describe_command(const DescribeOptions& o);

struct BenchOptions {
  std::string name;
  std::string pictured = "feed_tank";  // of frames
  bool json = false;
};
int bench_command(const BenchOptions& o);

struct SoakOptions {
  std::string plant;
  int acts = 2000;
  int seeds = 1;
  std::uint64_t seed = 1;
  std::string duration = "1h";
  std::string save_state;
  bool json = false;
};
int soak_command(const SoakOptions& o);

#ifdef RETORT_ENGINE
struct ShotOptions {
  std::string file, at = "1min", camera = "overview", output = "shot.png", size = "1280x720", language = "nl", light;
  std::string operator_file, tag;
  int text = 100;   // %, of the board
  bool inside = false;
  bool json = false;
};
int shot_command(const ShotOptions& o);

struct PlayOptions {
  std::string file, mode = "practise", record, ui_map, prompt;
  std::string start, ticket;
  std::optional<std::string> language, student;   // nothing: as kept from last time
  std::optional<double> text_scale;
};
int play_command(const PlayOptions& o);
#endif

}  // namespace retort
