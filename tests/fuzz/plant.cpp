// A plant file, parsed and compiled: whatever stands in it, it compiles or is refused with a FileError.
#include <cstdlib>

#include "sim/model/compiled_plant.h"
#include "sim/run/blocks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    retort::compile(retort::parse_plant({reinterpret_cast<const char*>(data), size}, "fuzz.yaml"), retort::standard_blocks());
  } catch (const retort::FileError& e) {
    if (e.problems().empty()) std::abort();
  }
  return 0;
}
