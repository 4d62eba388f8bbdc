#pragma once
#include "sim/units/vessel_core.h"

/// Closed vessel for a mixture: flash drum, reflux drum, receiver, knock-out pot, storage under nitrogen. Upright.
/// Equations: vessel_core.h, two_phase.h.
namespace retort {

class Vessel {
 public:
  static constexpr const char* kType = "vessel";
  static constexpr const char* kHelp = "Closed vessel with liquid and vapour of a mixture";

  explicit Vessel(Declare& d) : core_(d) {}
  template <class T>
  void publish(Publish<T>& p) const { core_.publish(p); }
  template <class T>
  void exchange(Exchange<T>& x) const { core_.exchange(x); }
  template <class T>
  void eval(Eval<T>& e) const { core_.eval(e); }

 private:
  VesselCore core_;
};

}  // namespace retort
