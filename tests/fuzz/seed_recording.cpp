// Writes the seed of fuzz_recording: half a minute of the small plant with acts, a snapshot, and a way back.
//   seed_recording FILE
#include "sim/run/recording.h"
#include "tests/fuzz/small_plant.h"

int main(int argc, char** argv) {
  using namespace retort;
  if (argc != 2) return 2;
  Simulation sim(small_plant(), {.keyframe_period = 4});
  RecordingHeader header;
  header.program = program_id();
  header.version = kVersion;
  header.plant = header.plant_name = "small";
  header.plant_hash = sim.plant().hash;
  header.keyframe_period = 4;
  Recorder recorder(argv[1], header, sim);
  sim.add_listener(&recorder);
  const RowId valve = sim.catalogue().find("HV-1.opening"), leak = sim.catalogue().find("T-1.leak");
  for (int i = 0; i < 100; ++i) {
    if (i == 10) sim.submit({.source = Source::field, .row = valve, .value = 0.4});
    if (i == 15) sim.submit({.source = Source::instructor, .row = leak, .value = 0.5, .ramp = 3});
    if (i == 20) sim.submit({.text = "log:valve throttled"});
    if (i == 30) sim.snapshot();
    sim.step();
    if (i == 60) {
      const Snapshot back = *sim.keyframe_before(5);
      const std::uint64_t from = sim.scan();
      sim.restore(back);
      recorder.backtracked(from, sim);
    }
  }
  recorder.finish(sim, "{\"score\": 50}");
  return recorder.error().empty() ? 0 : 1;
}
