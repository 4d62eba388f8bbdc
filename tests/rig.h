#pragma once
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "sim/run/blocks.h"
#include "sim/run/simulation.h"

/// A plant in a test: made from text or a file, set and read by names and written values.
namespace retort::test {

/// Without noise and history.
inline SimulationOptions quiet(double rtol = 1e-4) {
  SimulationOptions o;
  o.noise = false;
  o.rtol = rtol;
  o.history = false;
  return o;
}

class Rig {
 public:
  explicit Rig(const std::string& yaml, SimulationOptions options = quiet())
      : Rig(parse_plant(yaml, "rig.yaml"), options) {}
  Rig(PlantSpec spec, SimulationOptions options)
      : plant(compile(std::move(spec), standard_blocks())),
        owned_(std::make_unique<Simulation>(plant, options)),
        sim(*owned_) {}
  static Rig of_file(const std::string& path, SimulationOptions options = quiet()) { return {load_plant(path), options}; }

  RowId row(const std::string& name) const {
    const RowId r = plant->catalogue.find(name);
    if (r == kNoRow) throw std::runtime_error(plant->catalogue.unknown(name));
    return r;
  }
  /// SI, as published last.
  double get(const std::string& name) const { return sim.frame()[row(name)]; }
  /// An act of the instructor, who may write whatever can be written at all.
  Verdict set(const std::string& name, double si, Source source = Source::instructor) {
    return sim.submit(write_act(source, row(name), si));
  }
  void run(double seconds) {
    const double until = sim.time() + seconds;
    while (sim.time() < until - 1e-9) sim.step();
  }
  std::string choice(const std::string& name) const {
    return plant->catalogue[row(name)].choices.at(static_cast<std::size_t>(get(name)));
  }

  std::shared_ptr<const CompiledPlant> plant;

 private:
  std::unique_ptr<Simulation> owned_;

 public:
  Simulation& sim;
};

}  // namespace retort::test
