// At which share of the window's resolution the field is drawn, from the time that frames took. Letters of the interface are not drawn by it.
#pragma once
#include <cstddef>
#include <vector>

#include "engine/gpu/device.h"

namespace retort::passes {

class Resolution {
 public:
  static constexpr float kSteps[] = {0.5f, 0.6f, 0.7f, 0.85f, 1.0f};
  /// `budget_ms`: what the field may take of a frame. Starts at `start`, a share.
  Resolution(double budget_ms, float start);
  /// What suits the device; whole and fixed where RETORT_TIER says what is drawn.
  static Resolution for_window(const gpu::Gpu& gpu);
  float scale() const { return kSteps[step_]; }
  /// A frame took this long. Down at once where it is much too slow, up only after a while in which it would have fitted.
  void took(double ms);

 private:
  double budget_;
  size_t step_ = 0;
  int since_ = 0;
  std::vector<double> last_;
};

}  // namespace retort::passes
