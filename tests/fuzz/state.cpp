// A file with a start state: it is read or refused with a FileError, and what is read runs.
#include <cmath>
#include <cstdlib>

#include "sim/run/simulation.h"
#include "sim/run/state_file.h"
#include "tests/fuzz/small_plant.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort;
  try {
    const PlantState s = read_state(*small_plant(), {reinterpret_cast<const char*>(data), size}, "fuzz.yaml");
    SimulationOptions options;
    options.history = false;
    Simulation sim(small_plant(), options);
    sim.start_from(s);
    sim.step();
    for (double v : sim.frame().values)
      if (!std::isfinite(v)) std::abort();
  } catch (const FileError& e) {
    if (e.problems().empty()) std::abort();
  }
  return 0;
}
