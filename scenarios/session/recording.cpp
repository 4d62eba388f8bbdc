#include "scenarios/session/recording.h"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "platform/paths.h"
#include "sim/base/file.h"
#include "sim/run/archive.h"

namespace retort {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'R', 'E', 'T', 'O', 'R', 'T', 2, '\n'};
constexpr std::uint32_t kLargest = 64u << 20;            // bytes of one record, compressed and not
constexpr std::size_t kLargestKeyframe = 4u << 20;       // of one keyframe; 60 kB on a large plant
constexpr std::size_t kMostKeyframes = 768u << 20;       // of all: days of a large plant

enum Type : std::uint8_t { kHeader = 1, kMaterial, kKeyframe, kAct, kHash, kEnd };

std::vector<std::uint8_t> compressed(const std::vector<std::uint8_t>& plain) {
  std::vector<std::uint8_t> out(ZSTD_compressBound(plain.size()));
  const std::size_t n = ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), 3);
  if (ZSTD_isError(n)) throw std::runtime_error(ZSTD_getErrorName(n));
  out.resize(n);
  return out;
}

/// Throws std::out_of_range for what is no whole frame of a known and bounded size.
std::vector<std::uint8_t> expanded(const std::vector<std::uint8_t>& packed, std::size_t most) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > most)
    throw std::out_of_range("a compressed part has no size that can be");
  std::vector<std::uint8_t> out(size);
  const std::size_t n = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
  if (ZSTD_isError(n) || n != size) throw std::out_of_range("a compressed part is damaged");
  return out;
}

template <class A>
void archive_of(A& a, Hash& h) { a(h.bytes); }
template <class A>
void archive_of(A& a, Snapshot& s) {
  a(s.plant.scan, s.plant.seed, s.plant.states, s.plant.memories, s.plant.inputs, s.plant.malfunctions, s.plant.outputs, s.ramps, s.totals,
    s.companion, s.status);
}
template <class A>
void archive_of(A& a, KeyframeRecord& r) {
  archive_of(a, r.snapshot);
  a(r.wall);
}
template <class A>
void archive_of(A& a, ActRecord& r) { a(r.act, r.verdict.accepted, r.verdict.reason, r.verdict.value, r.verdict.condition, r.wall); }
template <class A>
void archive_of(A& a, HashRecord& r) {
  a(r.scan);
  archive_of(a, r.hash);
  a(r.wall);
}
template <class A>
void archive_of(A& a, EndRecord& r) {
  a(r.scan);
  archive_of(a, r.hash);
  a(r.wall, r.result);
}

template <class R>
std::vector<std::uint8_t> pack(R r) {
  ArchiveWriter w;
  archive_of(w, r);
  return std::move(w.bytes);
}
template <class R>
R unpack(const std::vector<std::uint8_t>& bytes) {
  ArchiveReader a(bytes);
  R r;
  archive_of(a, r);
  if (!a.at_end()) throw std::out_of_range("a record is longer than it says");
  return r;
}

Record parse_record(std::uint8_t type, const std::vector<std::uint8_t>& payload) {
  switch (type) {
    case kKeyframe: return unpack<KeyframeRecord>(expanded(payload, kLargestKeyframe));
    case kAct: return unpack<ActRecord>(payload);
    case kHash: return unpack<HashRecord>(payload);
    case kEnd: return unpack<EndRecord>(payload);
    default: throw std::out_of_range(fmt::format("record type {} is not known", type));
  }
}

[[gnu::noinline]] std::vector<std::uint8_t> head(std::uint8_t type, std::uint32_t length) {
  ArchiveWriter w;
  w(type, length);
  return std::move(w.bytes);
}

}  // namespace

const char* to_string(SeedOrigin o) {
  switch (o) {
    case SeedOrigin::exercise: return "exercise";
    case SeedOrigin::drawn: return "drawn";
    case SeedOrigin::chosen: return "chosen";
    case SeedOrigin::ticket: return "ticket";
  }
  return "";
}
const char* to_string(Client c) {
  switch (c) {
    case Client::window: return "window";
    case Client::headless: return "headless";
    case Client::operator_file: return "operator file";
  }
  return "";
}

RecordingWriter::RecordingWriter() : link_(hash_bytes(kMagic)) {}
std::vector<std::uint8_t> RecordingWriter::magic() const { return {kMagic.begin(), kMagic.end()}; }

std::vector<std::uint8_t> RecordingWriter::header(const RecordingHeader& h, const Material& m) {
  std::vector<std::uint8_t> out = chained(kHeader, save_archive(h));
  const std::vector<std::uint8_t> more = chained(kMaterial, compressed(save_archive(m)));
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

std::vector<std::uint8_t> RecordingWriter::record(const Record& r) {
  if (const auto* k = std::get_if<KeyframeRecord>(&r)) return chained(kKeyframe, compressed(pack(*k)));
  if (const auto* a = std::get_if<ActRecord>(&r)) return chained(kAct, pack(*a));
  if (const auto* h = std::get_if<HashRecord>(&r)) return chained(kHash, pack(*h));
  return chained(kEnd, pack(std::get<EndRecord>(r)));
}

std::vector<std::uint8_t> RecordingWriter::chained(std::uint8_t type, const std::vector<std::uint8_t>& payload) {
  std::vector<std::uint8_t> covered = head(type, static_cast<std::uint32_t>(payload.size()));
  const Hash check = hash_chain(link_, covered);
  std::vector<std::uint8_t> out = covered;
  out.insert(out.end(), check.bytes.begin(), check.bytes.begin() + 4);
  out.insert(out.end(), payload.begin(), payload.end());
  covered.insert(covered.end(), payload.begin(), payload.end());
  link_ = hash_chain(link_, covered);
  out.insert(out.end(), link_.bytes.begin(), link_.bytes.end());
  return out;
}

Recording parse_recording(const std::vector<std::uint8_t>& bytes, const std::string& name) {
  if (bytes.size() < kMagic.size() || !std::equal(kMagic.begin(), kMagic.begin() + 6, bytes.begin()))
    throw FileError(name, {}, "is not a recording of this program");
  if (!std::equal(kMagic.begin(), kMagic.end(), bytes.begin()))
    throw FileError(name, {}, "was recorded in a format that this version does not know");
  Recording recording;
  Hash link = hash_bytes(kMagic);
  std::size_t at = kMagic.size();
  std::size_t kept = 0;   // bytes of keyframes
  int read = 0;   // records so far: the header, the material, then the run
  recording.cut = "the recording ends without its last record: the program was stopped";
  while (at < bytes.size()) {
    const std::size_t left = bytes.size() - at;
    if (left < 9) break;
    const auto type = bytes[at];
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + at + 1, 4);
    const Hash check = hash_chain(link, head(type, length));
    if (!std::equal(check.bytes.begin(), check.bytes.begin() + 4, bytes.begin() + static_cast<std::ptrdiff_t>(at) + 5) || length > kLargest)
      throw FileError(name, {}, fmt::format("was changed after it was recorded (at byte {})", at));
    if (left < 9 + std::size_t{length} + 16) break;
    std::vector<std::uint8_t> covered = head(type, length);
    const auto* payload_begin = bytes.data() + at + 9;
    covered.insert(covered.end(), payload_begin, payload_begin + length);
    link = hash_chain(link, covered);
    if (!std::equal(link.bytes.begin(), link.bytes.end(), payload_begin + length))
      throw FileError(name, {}, fmt::format("was changed after it was recorded (between bytes {} and {})", at, at + 9 + length + 16));
    const std::vector<std::uint8_t> payload(payload_begin, payload_begin + length);
    if (recording.complete) throw FileError(name, {}, fmt::format("goes on after its end (at byte {})", at));
    try {
      if (read == 0) {
        if (type != kHeader) throw std::out_of_range("the header is missing");
        load_archive(payload, recording.header);
      } else if (read == 1) {
        if (type != kMaterial) throw std::out_of_range("the plant and the exercise are missing");
        load_archive(expanded(payload, kLargest), recording.material);
      } else {
        recording.records.push_back(parse_record(type, payload));
        if (const auto* k = std::get_if<KeyframeRecord>(&recording.records.back()))
          kept += k->snapshot.companion.size() + 8 * (k->snapshot.plant.states.size() + k->snapshot.plant.memories.size() +
                                                      k->snapshot.plant.inputs.size() + k->snapshot.plant.outputs.size() +
                                                      k->snapshot.plant.malfunctions.size()) +
                  sizeof(Ramp) * k->snapshot.ramps.size();
        if (kept > kMostKeyframes) throw std::out_of_range("its keyframes hold more than a run of days");
      }
    } catch (const std::exception& e) {
      throw FileError(name, {}, fmt::format("cannot be understood at byte {}: {}", at, e.what()));
    }
    ++read;
    if (type == kEnd) {
      recording.complete = true;
      recording.cut.clear();
    }
    at += 9 + std::size_t{length} + 16;
  }
  if (recording.complete && at != bytes.size()) throw FileError(name, {}, fmt::format("goes on after its end (at byte {})", at));
  if (recording.records.empty() || !std::holds_alternative<KeyframeRecord>(recording.records[0]))
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

const std::string& program_id() {
  static const std::string id = [] {
    std::ifstream in(program_file(), std::ios::binary);
    Hasher h;
    std::vector<char> buffer(1 << 20);
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
      h.add(buffer.data(), static_cast<std::size_t>(in.gcount()));
    return h.finish().hex();
  }();
  return id;
}

}  // namespace retort
