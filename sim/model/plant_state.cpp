#include "sim/model/plant_state.h"

namespace retort {

Hash PlantState::hash() const {
  Hasher h;
  h.add(&scan, sizeof scan);
  h.add(&seed, sizeof seed);
  for (const auto* a : {&states, &memories, &inputs, &malfunctions, &outputs}) {
    const std::uint64_t n = a->size();
    h.add(&n, sizeof n);
    h.add(*a);
  }
  return h.finish();
}

}  // namespace retort
