// A scenario file, bound to the shipped feed_tank plant: whatever stands in it, it is read or refused with a FileError.
#include <cstdlib>

#include "scenarios/player/scenario.h"
#include "sim/run/blocks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort;
  static const std::string folder = RETORT_SOURCE "/scenarios/library/feed_tank/";
  static const auto plant = compile(load_plant(folder + "plant.yaml"), standard_blocks());
  try {
    const auto scenario = parse_scenario({reinterpret_cast<const char*>(data), size}, folder + "fuzz.yaml", *plant);
    double of = 0;
    for (const ItemSpec& item : scenario->items) of += item.of;
    if (!(of < 101)) std::abort();   // never more than a hundred points
  } catch (const FileError& e) {
    if (e.problems().empty()) std::abort();
  }
  return 0;
}
