#pragma once
#include <memory>

#include "sim/model/compiled_plant.h"
#include "sim/run/blocks.h"

/// The plant that forged recordings are replayed on: a tank that drains through a valve.
namespace retort {

inline constexpr const char* kSmallPlant = R"(
format: 1
plant: small
units:
  T-1: {type: tank, diameter: 1 m, height: 2 m, at: [0, 0, 1]}
  HV-1: {type: hand_valve, kv: 10 m3/h}
  X-1: {type: boundary, kind: drain}
lines:
  L-1: {from: T-1.drain, to: X-1, through: [HV-1], dn: 25, length: 2 m}
)";

inline std::shared_ptr<const CompiledPlant> small_plant() {
  static const auto plant = compile(parse_plant(kSmallPlant, "small.yaml"), standard_blocks());
  return plant;
}

}  // namespace retort
