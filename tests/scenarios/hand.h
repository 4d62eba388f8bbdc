#pragma once
#include <memory>
#include <string>

#include "scenarios/player/player.h"
#include "scenarios/player/result.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"

/// A scenario on a tank that drains (data/plant.yaml), played by hand.
namespace retort::test {

inline std::shared_ptr<const CompiledPlant> plant() {
  static const auto p = compile(load_plant(RETORT_SOURCE "/tests/scenarios/data/plant.yaml"), standard_blocks());
  return p;
}
inline std::shared_ptr<const Scenario> scenario(const std::string& text) {
  return parse_scenario(text, RETORT_SOURCE "/tests/scenarios/data/test.yaml", *plant());
}
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

/// A run in hand: says and writes, steps to a time.
struct ByHand {
  std::shared_ptr<const Scenario> s;
  Simulation sim;
  Player player;

  explicit ByHand(const std::string& text, PlayMode mode = PlayMode::practise, std::uint64_t seed = 1)
      : s(scenario(text)), sim(plant(), options(seed)), player(s, plant(), mode) {
    sim.start_from(scenario_start(*s, plant(), plant()->initial, seed, false, 1e-4));
    sim.set_companion(&player);
  }
  static SimulationOptions options(std::uint64_t seed) {
    SimulationOptions o;
    o.noise = false;
    o.seed = seed;
    return o;
  }
  void to(double time) {
    while (sim.time() < time - 1e-9 && !player.finished()) sim.step();
  }
  bool say(ActBody body) { return sim.submit(act_of(std::move(body))).accepted; }
  void turn(const char* row, double value) {
    REQUIRE(sim.submit(write_act(Source::field, plant()->catalogue.find(row), value)).accepted);
  }
  Grade grade() const { return player.grade(); }
  double points(const std::string& id) const {
    for (const GradeItem& i : grade().items)
      if (i.id == id) return i.points;
    return -1;
  }
};

}  // namespace retort::test
