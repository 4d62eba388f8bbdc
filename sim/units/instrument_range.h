#pragma once
#include <vector>

#include "sim/model/declare.h"

/// `range: [0 kg/s, 20 kg/s]`: what an instrument shows, in the unit it is written in.
namespace retort {

struct InstrumentRange {
  double lo = 0, hi = 1;  // SI
  Quantity quantity = Quantity::number;
  const Unit* unit = nullptr;
};

/// The unit decides which of `quantities` is meant. Adds a problem when the key is missing or not understood.
InstrumentRange instrument_range(Declare& d, const std::vector<Quantity>& quantities);

}  // namespace retort
