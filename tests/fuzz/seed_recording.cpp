// Writes the seed of fuzz_recording: half a minute of the small plant with acts, a moment kept, and a way back.
//   seed_recording FILE
#include "scenarios/session/run.h"
#include "tests/fuzz/small_plant.h"

int main(int argc, char** argv) {
  using namespace retort;
  if (argc != 2) return 2;
  Material material;
  material.plant = "small/plant.yaml";
  material.files[material.plant] = kSmallPlant;
  Run run(prepare(material), {});
  run.record(argv[1]);
  const RowId valve = run.plant().catalogue.find("HV-1.opening"), leak = run.plant().catalogue.find("T-1.leak");
  for (int i = 0; i < 100; ++i) {
    if (i == 10) run.post(write_act(Source::field, valve, 0.4));
    if (i == 15) run.post(write_act(Source::instructor, leak, 0.5, 3));
    if (i == 20) run.post(act_of(acts::Remark{"valve throttled"}));
    if (i == 30) run.post(act_of(acts::TakeSnapshot{}));
    if (i == 60) run.post(act_of(acts::GoBack{30}));
    run.step();
  }
  run.finish("{\"score\": 50}");
  return run.recording_error().empty() ? 0 : 1;
}
