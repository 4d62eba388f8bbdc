#include "sim/run/snapshot.h"

namespace retort {

Hash Snapshot::hash() const {
  Hasher h;
  const Hash p = plant.hash();
  h.add(p.bytes.data(), p.bytes.size());
  for (const Ramp& r : ramps) {
    const double numbers[] = {static_cast<double>(r.malfunction), r.target, r.rate};
    h.add(numbers);
  }
  h.add(companion.data(), companion.size());
  return h.finish();
}

}  // namespace retort
