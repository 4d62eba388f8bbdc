#pragma once
#include <string>

#include "sim/run/blocks.h"
#include "sim/run/recording.h"

namespace retort {

inline std::shared_ptr<const CompiledPlant> feed_tank() {
  static const auto plant = compile(load_plant(std::string(RETORT_SOURCE) + "/scenarios/library/feed_tank/plant.yaml"), standard_blocks());
  return plant;
}

/// A command by name; the instructor may write everything.
inline Command act(const CompiledPlant& plant, const std::string& name, double value) {
  Command c;
  c.source = Source::instructor;
  c.row = plant.catalogue.find(name);
  c.value = value;
  if (c.row == kNoRow) throw std::runtime_error(plant.catalogue.unknown(name));
  return c;
}

/// A lively run: a trip, a valve shut against the running pump, a changed set point, a ramped leak, a log entry.
inline void live(Simulation& sim, int scans) {
  const CompiledPlant& p = sim.plant();
  for (int i = 0; i < scans; ++i) {
    if (i == 40) sim.submit(act(p, "FIC-101.mode", 1));
    if (i == 60) sim.submit(act(p, "FIC-101.op", 0));
    if (i == 150) sim.submit(act(p, "P-101.trip", 1));
    if (i == 200) sim.submit(act(p, "P-102.start", 1));
    if (i == 230) {
      Command c = act(p, "P-102.seal_leak", 0.5);
      c.ramp = 20;
      sim.submit(c);
    }
    if (i == 260) {
      Command c;
      c.text = "log:P-101 getript, P-102 gestart";
      sim.submit(c);
    }
    if (i == 300) sim.submit(act(p, "FIC-101.mode", 2));
    sim.step();
  }
}

}  // namespace retort
