#pragma once
#include "sim/base/math.h"
#include "sim/model/eval.h"

/// What a coil takes from a stirred vessel, in the vessel's own units.
///   Qc = UA (T - Ta)                                    a coolant that boils or flows fast: it keeps Ta            (1)
///   Qc = mc Cpc (T - Ta) (1 - exp(-UA / (mc Cpc)))      one that warms up on its way                               (2)
/// Source: H.S. Fogler, Elements of Chemical Reaction Engineering, eq. 12-19. Not for: what the coil itself holds.
namespace retort {

class Coolant {
 public:
  Coolant(Declare& d, double most, double heat_capacity) {
    warms_ = d.choice("coolant", {"keeps", "warms"}, "The coolant keeps its temperature, or warms up on its way", 1) == 1;
    capacity_ = d.param("Cpc", Quantity::number, "Heat capacity of the coolant", heat_capacity, {1e-3, 1e6});
    ua_ = d.input("UA", Quantity::number, "Heat transfer coefficient times area of the coil", 0, {0, most}, kBoard);
    ta_ = d.input("Ta", Quantity::number, "Temperature of the coolant", 60, {0, 1000}, kBoard);
    flow_ = d.input("mc", Quantity::number, "Flow of the coolant, where it warms", 0, {0, 1e5}, kBoard);
  }
  template <class T>
  T heat(const Eval<T>& e, const T& t) const {
    double ua = e[ua_];
    if (warms_) {
      const double m = e[flow_] * capacity_;
      ua = m > 0 ? m * (1 - math::exp(-ua / m)) : 0;
    }
    return ua * (t - e[ta_]);
  }

 private:
  bool warms_;
  double capacity_;
  InputId ua_, ta_, flow_;
};

}  // namespace retort
