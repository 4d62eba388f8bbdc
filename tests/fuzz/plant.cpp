// A plant file, parsed and compiled: whatever stands in it, it compiles or is refused with a FileError.
#include <cstdlib>

#include "sim/model/compiled_plant.h"
#include "sim/units/registry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const retort::BlockTypes types = retort::standard_blocks();
  try {
    retort::compile(retort::parse_plant({reinterpret_cast<const char*>(data), size}, "fuzz.yaml"), types);
  } catch (const retort::FileError& e) {
    if (e.problems().empty()) std::abort();
  }
  return 0;
}
