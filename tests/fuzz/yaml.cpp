// Any YAML file: read with positions, or refused with one.
#include <cstdlib>

#include "sim/base/yaml_node.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    retort::parse_yaml({reinterpret_cast<const char*>(data), size}, "fuzz.yaml");
  } catch (const retort::FileError& e) {
    if (e.problems().empty()) std::abort();
  }
  return 0;
}
