#pragma once
#include <string>

#include "sim/run/blocks.h"
#include "scenarios/session/run.h"

namespace retort {

inline std::shared_ptr<const CompiledPlant> feed_tank() {
  static const auto plant = compile(load_plant(std::string(RETORT_SOURCE) + "/scenarios/library/feed_tank/plant.yaml"), standard_blocks());
  return plant;
}

/// An act by name; the instructor may write everything.
inline Act act(const CompiledPlant& plant, const std::string& name, double value, double ramp = 0) {
  const RowId row = plant.catalogue.find(name);
  if (row == kNoRow) throw std::runtime_error(plant.catalogue.unknown(name));
  return write_act(Source::instructor, row, value, ramp);
}

/// A lively run: a trip, a valve shut against the running pump, a changed set point, a ramped leak, a log entry.
inline void give(Simulation& sim, Act a) { sim.submit(std::move(a)); }
inline void give(Run& run, Act a) { run.post(std::move(a)); }

template <class SimulationOrRun>
void live(SimulationOrRun& run, int scans) {
  const CompiledPlant& p = run.plant();
  for (int i = 0; i < scans; ++i) {
    if (i == 40) give(run, act(p, "FIC-101.mode", 1));
    if (i == 60) give(run, act(p, "FIC-101.op", 0));
    if (i == 150) give(run, act(p, "P-101.trip", 1));
    if (i == 200) give(run, act(p, "P-102.start", 1));
    if (i == 230) give(run, act(p, "P-102.seal_leak", 0.5, 20));
    if (i == 260) give(run, act_of(acts::Remark{"P-101 getript, P-102 gestart"}));
    if (i == 300) give(run, act(p, "FIC-101.mode", 2));
    run.step();
  }
}

}  // namespace retort
