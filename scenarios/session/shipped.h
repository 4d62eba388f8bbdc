#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// What this version was shipped with: the content hash of every file of scenarios/library, put into the program when it was
/// built. So it can say of an exercise that a recording carries whether it is ours, whatever lies in folders today.
namespace retort {

struct ShippedFile {
  const char* name;   // "feed_tank/pump_trip.yaml"
  const char* hash;   // content_hash, hex
};
extern const ShippedFile kShippedFiles[];
extern const std::size_t kShippedFileCount;

/// Hex of the shipped file of that name; empty when there is none.
std::string_view shipped_hash(std::string_view name);

}  // namespace retort
