// A recording: once as it is, which its hash chain refuses nearly always, and once with the chain put right, as somebody who
// forges a recording would, so that every record behind the chain is read and replayed too.
#include <cstdlib>
#include <cstring>

#include "scenarios/session/replay.h"
#include "tests/fuzz/small_plant.h"

namespace {

using namespace retort;

constexpr std::size_t kMagicSize = 8, kHead = 9, kLink = 16;

/// The same records with the checks and links that the format asks for.
std::vector<std::uint8_t> forge(std::vector<std::uint8_t> bytes) {
  if (bytes.size() < kMagicSize) return bytes;
  Hash link = hash_bytes({bytes.data(), kMagicSize});
  std::size_t at = kMagicSize;
  while (bytes.size() - at >= kHead) {
    std::vector<std::uint8_t> covered(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                                      bytes.begin() + static_cast<std::ptrdiff_t>(at) + 5);
    const Hash check = hash_chain(link, covered);
    std::memcpy(bytes.data() + at + 5, check.bytes.data(), 4);
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + at + 1, 4);
    if (bytes.size() - at < kHead + std::size_t{length} + kLink) break;
    const auto* payload = bytes.data() + at + kHead;
    covered.insert(covered.end(), payload, payload + length);
    link = hash_chain(link, covered);
    std::memcpy(bytes.data() + at + kHead + length, link.bytes.data(), kLink);
    at += kHead + length + kLink;
  }
  return bytes;
}

void read(const std::vector<std::uint8_t>& bytes) {
  try {
    const Recording r = parse_recording(bytes, "fuzz.rec");
    if (r.records.empty()) std::abort();   // a recording without its first state is refused
    if (r.material.files.size() != 1 || r.material.files.begin()->second != kSmallPlant) return;
    // As recorded by another build: then its keyframes are taken over, which a forger would like.
    Replay replay(r, prepare(r.material), false, false);
    if (!replay.finish()) return;
    for (double v : replay.run().frame().values)
      if (v - v != 0) std::abort();
  } catch (const FileError& e) {
    if (e.problems().empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::uint8_t> bytes(data, data + size);
  read(bytes);
  read(forge(bytes));
  return 0;
}
