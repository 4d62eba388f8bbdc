#include "sim/run/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/base/file.h"
#include "sim/run/bytes.h"

namespace retort {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'R', 'E', 'T', 'O', 'R', 'T', 1, '\n'};
constexpr std::uint32_t kLargest = 64u << 20;
constexpr std::uint64_t kHashEvery = 5;  // scans: what a killed program can lose

enum Type : std::uint8_t { kHeader = 1, kKeyframe, kCommand, kHash, kRestart, kBacktrack, kEnd };

std::vector<std::uint8_t> head(std::uint8_t type, std::uint32_t length) {
  ByteWriter w;
  w.put(type);
  w.put(length);
  return w.bytes;
}

void put_hash(ByteWriter& w, const Hash& h) { w.put(h.bytes); }
Hash get_hash(ByteReader& r) { return {r.get<std::array<std::uint8_t, 16>>()}; }

std::vector<std::uint8_t> pack(const Snapshot& s) {
  ByteWriter w;
  w.put(s.plant.scan);
  w.put(s.plant.seed);
  for (const auto* a : {&s.plant.states, &s.plant.memories, &s.plant.inputs, &s.plant.malfunctions, &s.plant.outputs,
                        &s.ramps, &s.counters})
    w.put_array(*a);
  w.put_array(s.companion);
  w.put(static_cast<std::uint8_t>(s.status));
  return w.bytes;
}

Snapshot unpack(ByteReader& r) {
  Snapshot s;
  s.plant.scan = r.get<std::uint64_t>();
  s.plant.seed = r.get<std::uint64_t>();
  for (auto* a : {&s.plant.states, &s.plant.memories, &s.plant.inputs, &s.plant.malfunctions, &s.plant.outputs, &s.ramps,
                  &s.counters})
    *a = r.get_array<double>();
  s.companion = r.get_array<std::uint8_t>();
  s.status = static_cast<RunStatus>(r.get<std::uint8_t>());
  return s;
}

std::vector<std::uint8_t> pack(const Command& c) {
  ByteWriter w;
  w.put(c.scan);
  w.put(static_cast<std::uint8_t>(c.source));
  w.put(c.row);
  w.put(c.value);
  w.put(c.ramp);
  w.put_text(c.text);
  return w.bytes;
}

Command unpack_command(ByteReader& r) {
  Command c;
  c.scan = r.get<std::uint64_t>();
  c.source = static_cast<Source>(std::min<std::uint8_t>(r.get<std::uint8_t>(), 3));
  c.row = r.get<RowId>();
  c.value = r.get<double>();
  c.ramp = r.get<double>();
  c.text = r.get_text();
  return c;
}

std::string to_json(const RecordingHeader& h) {
  return nlohmann::json{{"program", h.program},
                        {"version", h.version},
                        {"plant", h.plant},
                        {"plant_name", h.plant_name},
                        {"plant_hash", h.plant_hash.hex()},
                        {"scenario", h.scenario},
                        {"scenario_hash", h.scenario_hash.hex()},
                        {"mode", h.mode},
                        {"language", h.language},
                        {"student", h.student},
                        {"seed", h.seed},
                        {"noise", h.noise},
                        {"rtol", h.rtol},
                        {"keyframe_period", h.keyframe_period}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Hash from_hex(const std::string& s) {
  Hash h;
  for (std::size_t i = 0; i < h.bytes.size() && 2 * i + 1 < s.size(); ++i)
    h.bytes[i] = static_cast<std::uint8_t>(std::stoi(s.substr(2 * i, 2), nullptr, 16));
  return h;
}

RecordingHeader header_from(const std::string& text) {
  const nlohmann::json j = nlohmann::json::parse(text);
  RecordingHeader h;
  h.program = j.at("program");
  h.version = j.at("version");
  h.plant = j.at("plant");
  h.plant_name = j.at("plant_name");
  h.plant_hash = from_hex(j.at("plant_hash"));
  h.scenario = j.at("scenario");
  h.scenario_hash = from_hex(j.at("scenario_hash"));
  h.mode = j.at("mode");
  h.language = j.at("language");
  h.student = j.at("student");
  h.seed = j.at("seed");
  h.noise = j.at("noise");
  h.rtol = j.at("rtol");
  h.keyframe_period = j.at("keyframe_period");
  return h;
}

Record parse_record(std::uint8_t type, const std::vector<std::uint8_t>& payload) {
  ByteReader r(payload);
  switch (type) {
    case kKeyframe: return KeyframeRecord{unpack(r)};
    case kCommand: return CommandRecord{unpack_command(r)};
    case kHash: {
      const auto scan = r.get<std::uint64_t>();
      return HashRecord{scan, get_hash(r)};
    }
    case kRestart: return RestartRecord{r.get<std::uint64_t>()};
    case kBacktrack: {
      const auto scan = r.get<std::uint64_t>();
      return BacktrackRecord{scan, r.get<std::uint64_t>()};
    }
    case kEnd: {
      const auto scan = r.get<std::uint64_t>();
      const Hash h = get_hash(r);
      return EndRecord{scan, h, r.get_text()};
    }
    default: throw std::out_of_range(fmt::format("record type {} is not known", type));
  }
}

}  // namespace

std::uint64_t Recording::last_scan() const {
  std::uint64_t last = 0;
  for (const Record& r : records) {
    if (const auto* k = std::get_if<KeyframeRecord>(&r)) last = k->snapshot.plant.scan;
    if (const auto* h = std::get_if<HashRecord>(&r)) last = h->scan;
    if (const auto* e = std::get_if<EndRecord>(&r)) last = e->scan;
  }
  return last;
}

Recording parse_recording(const std::vector<std::uint8_t>& bytes, const std::string& name) {
  if (bytes.size() < kMagic.size() || !std::equal(kMagic.begin(), kMagic.begin() + 6, bytes.begin()))
    throw FileError(name, {}, "is not a recording of this program");
  if (!std::equal(kMagic.begin(), kMagic.end(), bytes.begin()))
    throw FileError(name, {}, "was recorded in a format that this version does not know");
  Recording recording;
  Hash link = hash_bytes(kMagic);
  std::size_t at = kMagic.size();
  bool has_header = false;
  recording.cut = "the recording ends without its last record: the program was stopped";
  while (at < bytes.size()) {
    const std::size_t left = bytes.size() - at;
    if (left < 9) break;
    const auto type = bytes[at];
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + at + 1, 4);
    const Hash check = hash_chain(link, head(type, length));
    if (!std::equal(check.bytes.begin(), check.bytes.begin() + 4, bytes.begin() + static_cast<std::ptrdiff_t>(at) + 5) ||
        length > kLargest)
      throw FileError(name, {}, fmt::format("was changed after it was recorded (at byte {})", at));
    if (left < 9 + std::size_t{length} + 16) break;
    std::vector<std::uint8_t> covered = head(type, length);
    const auto* payload_begin = bytes.data() + at + 9;
    covered.insert(covered.end(), payload_begin, payload_begin + length);
    link = hash_chain(link, covered);
    if (!std::equal(link.bytes.begin(), link.bytes.end(), payload_begin + length))
      throw FileError(name, {}, fmt::format("was changed after it was recorded (between bytes {} and {})", at,
                                            at + 9 + length + 16));
    const std::vector<std::uint8_t> payload(payload_begin, payload_begin + length);
    if (recording.complete) throw FileError(name, {}, fmt::format("goes on after its end (at byte {})", at));
    try {
      if (!has_header) {
        if (type != kHeader) throw std::out_of_range("the header is missing");
        recording.header = header_from(std::string(payload.begin(), payload.end()));
        has_header = true;
      } else {
        recording.records.push_back(parse_record(type, payload));
      }
    } catch (const std::exception& e) {
      throw FileError(name, {}, fmt::format("cannot be understood at byte {}: {}", at, e.what()));
    }
    if (type == kEnd) {
      recording.complete = true;
      recording.cut.clear();
    }
    at += 9 + std::size_t{length} + 16;
  }
  if (recording.complete && at != bytes.size())
    throw FileError(name, {}, fmt::format("goes on after its end (at byte {})", at));
  if (!has_header || recording.records.empty() || !std::holds_alternative<KeyframeRecord>(recording.records[0]))
    throw FileError(name, {}, "ends before its first state: nothing was recorded");
  return recording;
}

bool is_recording(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;
  std::ifstream in(path, std::ios::binary);
  std::array<char, 6> first{};  // of any version
  return in.read(first.data(), first.size()) && std::equal(first.begin(), first.end(), kMagic.begin());
}

Recording read_recording(const std::string& path) {
  const std::string text = read_file(path, kMostRecording);
  return parse_recording({text.begin(), text.end()}, path);
}

std::string program_id() {
  std::ifstream in("/proc/self/exe", std::ios::binary);
  Hasher h;
  std::vector<char> buffer(1 << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    h.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
  return h.finish().hex();
}

Recorder::Recorder(const std::string& path, const RecordingHeader& header, const Simulation& sim) : path_(path) {
  file_ = std::fopen(path.c_str(), "wb");
  if (!file_) throw FileError(path, {}, fmt::format("cannot be written: {}", std::strerror(errno)));
  link_ = hash_bytes(kMagic);
  if (std::fwrite(kMagic.data(), 1, kMagic.size(), file_) != kMagic.size()) error_ = std::strerror(errno);
  const std::string text = to_json(header);
  write(kHeader, {text.begin(), text.end()});
  write(kKeyframe, pack(sim.look()));
}

Recorder::~Recorder() {
  if (file_) std::fclose(file_);
}

void Recorder::write(std::uint8_t type, const std::vector<std::uint8_t>& payload) {
  if (!file_ || finished_ || !error_.empty()) return;
  std::vector<std::uint8_t> covered = head(type, static_cast<std::uint32_t>(payload.size()));
  const Hash check = hash_chain(link_, covered);
  std::vector<std::uint8_t> out = covered;
  out.insert(out.end(), check.bytes.begin(), check.bytes.begin() + 4);
  out.insert(out.end(), payload.begin(), payload.end());
  covered.insert(covered.end(), payload.begin(), payload.end());
  link_ = hash_chain(link_, covered);
  out.insert(out.end(), link_.bytes.begin(), link_.bytes.end());
  if (std::fwrite(out.data(), 1, out.size(), file_) != out.size() || std::fflush(file_) != 0)
    error_ = fmt::format("{}: the recording stops here: {}", path_, std::strerror(errno));
}

void Recorder::on_restart(const Simulation& sim) {
  ByteWriter w;
  w.put(sim.scan());
  write(kRestart, w.bytes);
}

void Recorder::on_command(const Command& c, const Verdict&) {
  if (c.source != Source::scenario) write(kCommand, pack(c));  // the scenario issues its own again
}

void Recorder::on_scan(const Simulation& sim, bool keyframe) {
  if (keyframe) {
    write(kKeyframe, pack(sim.look()));
  } else if (sim.scan() % kHashEvery == 0) {
    ByteWriter w;
    w.put(sim.scan());
    put_hash(w, sim.state_hash());
    write(kHash, w.bytes);
  }
}

void Recorder::backtracked(std::uint64_t from, const Simulation& sim) {
  ByteWriter w;
  w.put(from);
  w.put(sim.scan());
  write(kBacktrack, w.bytes);
}

void Recorder::finish(const Simulation& sim, const std::string& result_json) {
  ByteWriter w;
  w.put(sim.scan());
  put_hash(w, sim.state_hash());
  w.put_text(result_json);
  write(kEnd, w.bytes);
  finished_ = true;
}

namespace {

/// Largest difference of two states, relative to their size and the tolerance below which nothing matters.
double difference(const CompiledPlant& plant, const PlantState& a, const PlantState& b) {
  double worst = 0;
  for (std::size_t i = 0; i < a.states.size(); ++i) {
    if (!plant.differential[i]) continue;
    const double size = std::max({std::abs(a.states[i]), std::abs(b.states[i]), 1e3 * plant.absolute_tolerance[i]});
    const double d = std::abs(a.states[i] - b.states[i]) / size;
    if (!std::isfinite(d)) return d;
    worst = std::max(worst, d);
  }
  return worst;
}

/// A state from a file that may have been made by hand: the right sizes, finite, and no ramp of a malfunction that is not there.
bool fits(const CompiledPlant& plant, const Snapshot& s) {
  const PlantState &a = plant.initial, &b = s.plant;
  if (a.states.size() != b.states.size() || a.memories.size() != b.memories.size() || a.inputs.size() != b.inputs.size() ||
      a.malfunctions.size() != b.malfunctions.size() || a.outputs.size() != b.outputs.size() || s.ramps.size() % 3 != 0)
    return false;
  for (const auto* values : {&b.states, &b.memories, &b.inputs, &b.malfunctions, &b.outputs, &s.ramps, &s.counters})
    for (double v : *values)
      if (!std::isfinite(v)) return false;
  for (std::size_t i = 0; i < s.ramps.size(); i += 3)
    if (!(s.ramps[i] >= 0 && s.ramps[i] < static_cast<double>(a.malfunctions.size()))) return false;
  return true;
}

class Replayer {
 public:
  Replayer(const Recording& recording, Simulation& sim, bool same_program, const std::function<void(double)>& progress)
      : recording_(recording), sim_(sim), same_program_(same_program), progress_(progress) {}

  ReplayResult run() {
    last_ = std::max<std::uint64_t>(1, recording_.last_scan());
    bool first = true;
    for (const Record& record : recording_.records) {
      try {
        std::visit([&](const auto& r) { first ? begin(r) : take(r); }, record);
      } catch (const std::out_of_range& e) {
        refuse(fmt::format("at scan {} a state cannot be read: {}", sim_.scan(), e.what()));
      }
      first = false;
      if (result_.verification == Verification::refused) break;
    }
    result_.scans = sim_.scan();
    return result_;
  }

 private:
  void refuse(std::string why) {
    result_.verification = Verification::refused;
    result_.reason = std::move(why);
  }

  void begin(const KeyframeRecord& k) {
    if (!fits(sim_.plant(), k.snapshot)) return refuse("the start does not fit this plant");
    if (recording_.header.scenario.empty()) {  // free play starts anywhere
      Snapshot s = sim_.look();
      s.plant = k.snapshot.plant;
      s.ramps = k.snapshot.ramps;
      return take_over(s);
    }
    // A graded start is not taken on trust: it must be the state that plant, scenario and seed give.
    if (sim_.look().hash() != k.snapshot.hash()) {
      if (same_program_) return refuse("the recording does not start where the plant and the scenario start");
      differ(k.snapshot);
    }
  }
  template <class R>
  void begin(const R&) { refuse("the recording does not begin with a state"); }

  void go_to(std::uint64_t scan) {
    if (scan < sim_.scan()) return refuse(fmt::format("scan {} comes after scan {}", scan, sim_.scan()));
    // Something is recorded every kHashEvery scans; a number far ahead would keep a verifier busy for years.
    if (scan - sim_.scan() > kHashEvery) return refuse(fmt::format("scans {} to {} are missing", sim_.scan(), scan));
    while (sim_.scan() < scan) {
      sim_.step();
      if (progress_ && sim_.scan() % 500 == 0) progress_(static_cast<double>(sim_.scan()) / static_cast<double>(last_));
    }
  }
  void differ(const Snapshot& recorded) {
    const double d = difference(sim_.plant(), sim_.state(), recorded.plant);
    result_.largest_difference = std::max(result_.largest_difference, d);
    if (!(d <= 0.01)) return refuse(fmt::format("at scan {} the state differs by {:.2g} %", sim_.scan(), 100 * d));
    result_.verification = Verification::within_tolerance;
    result_.reason = "recorded by another build of the program: simulated again from each keyframe";
    // Only the physics is taken over: totals, alarms, controllers and the grade stay what this simulation found.
    Snapshot mine = sim_.look();
    for (std::size_t i = 0; i < mine.plant.states.size(); ++i)
      if (sim_.plant().differential[i]) mine.plant.states[i] = recorded.plant.states[i];
    take_over(mine);
  }
  /// Numbers may fit one by one and still make no plant: an energy beyond all temperatures, say.
  void take_over(const Snapshot& s) {
    const CompiledPlant& plant = sim_.plant();
    std::vector<double> rates(s.plant.states.size()), outputs = s.plant.outputs;
    EvalWorkspace workspace;
    plant.derivatives(s.plant, s.plant.states.data(), rates.data(), outputs.data(), workspace);
    for (const Row& row : plant.catalogue.rows()) {
      if (row.store == Store::output && !std::isfinite(outputs[static_cast<std::size_t>(row.index)]))
        return refuse(fmt::format("at scan {} its state makes no sense: {} is not a number", s.plant.scan, row.name));
    }
    sim_.restore(s);
  }
  void compare(std::uint64_t scan, const Hash& hash) {
    ++result_.hashes;
    if (sim_.state_hash() == hash) return;
    if (same_program_) return refuse(fmt::format("at scan {} the simulation gives another state than the recording", scan));
    result_.verification = Verification::within_tolerance;
  }

  void take(const KeyframeRecord& k) {
    go_to(k.snapshot.plant.scan);
    if (result_.verification == Verification::refused) return;
    if (!fits(sim_.plant(), k.snapshot)) return refuse("a keyframe does not fit this plant");
    ++result_.hashes;
    if (sim_.look().hash() == k.snapshot.hash()) return;
    if (same_program_)
      return refuse(fmt::format("at scan {} the simulation gives another state than the recording", sim_.scan()));
    differ(k.snapshot);
  }
  void take(const CommandRecord& c) {
    go_to(c.command.scan);
    if (result_.verification == Verification::refused) return;
    if (c.command.source == Source::scenario || !sim_.submit(c.command).accepted)
      refuse(fmt::format("at scan {} a command could not have been given", c.command.scan));
  }
  void take(const HashRecord& h) {
    go_to(h.scan);
    if (result_.verification != Verification::refused) compare(h.scan, h.hash);
  }
  void take(const RestartRecord& r) {
    go_to(r.scan);
    sim_.restart_stepper();
  }
  void take(const BacktrackRecord& b) {
    go_to(b.scan);
    const Snapshot* target = nullptr;
    for (const Snapshot& k : sim_.keyframes())
      if (k.plant.scan == b.to) target = &k;
    if (!target) return refuse(fmt::format("at scan {} it goes back to scan {}, where there is no keyframe", b.scan, b.to));
    const Snapshot copy = *target;
    sim_.restore(copy);
  }
  void take(const EndRecord& e) {
    go_to(e.scan);
    if (result_.verification != Verification::refused) compare(e.scan, e.hash);
  }

  const Recording& recording_;
  Simulation& sim_;
  bool same_program_;
  const std::function<void(double)>& progress_;
  ReplayResult result_;
  std::uint64_t last_ = 1;
};

}  // namespace

ReplayResult replay(const Recording& recording, Simulation& sim, bool same_program,
                    const std::function<void(double)>& progress) {
  return Replayer(recording, sim, same_program, progress).run();
}

}  // namespace retort
