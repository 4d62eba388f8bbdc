// An operator's file, bound to the shipped pump trip: whatever stands in it, it is read or refused with a FileError.
#include <cstdlib>

#include "scenarios/session/operator.h"
#include "sim/run/blocks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort;
  static const std::string folder = RETORT_SOURCE "/scenarios/library/feed_tank/";
  static const auto plant = compile(load_plant(folder + "plant.yaml"), standard_blocks());
  static const auto scenario = load_scenario(folder + "pump_trip.yaml", *plant);
  try {
    Operator::parse({reinterpret_cast<const char*>(data), size}, "fuzz.yaml", *plant, scenario.get());
  } catch (const FileError& e) {
    if (e.problems().empty()) std::abort();
  }
  return 0;
}
