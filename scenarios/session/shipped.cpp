#include "scenarios/session/shipped.h"

#include <algorithm>

namespace retort {

std::string_view shipped_hash(std::string_view name) {
  const ShippedFile* end = kShippedFiles + kShippedFileCount;
  const ShippedFile* found = std::find_if(kShippedFiles, end, [&](const ShippedFile& f) { return name == f.name; });
  return found == end ? std::string_view() : found->hash;
}

}  // namespace retort
