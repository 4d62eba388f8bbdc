#pragma once
#include "sim/model/block.h"

/// Gauge that is read in the field: a Bourdon tube, a bimetal thermometer, a sight glass.
///   dy/dt = (x - y) / lag,  reading = y rounded to a fifth of a scale division, held at the pegs of the scale   (1)
/// Malfunction: stuck. Holds for: what an eye reads. It has no signal: nothing in the control room sees it.
namespace retort {

class Gauge {
 public:
  static constexpr const char* kHelp = "Gauge read in the field";

  void scan(Scan& s) const;

 protected:
  Gauge(Declare& d, std::vector<Quantity> measures, double lag);

 private:
  double lo_, hi_, lag_, step_;
  SignalId of_;
  MemoryId reading_, filtered_;
  MalfunctionId stuck_;
};

class PressureGauge : public Gauge {
 public:
  static constexpr const char* kType = "pressure_gauge";
  explicit PressureGauge(Declare& d) : Gauge(d, {Quantity::pressure, Quantity::pressure_difference}, 0.5) {}
};
class TemperatureGauge : public Gauge {
 public:
  static constexpr const char* kType = "temperature_gauge";
  explicit TemperatureGauge(Declare& d) : Gauge(d, {Quantity::temperature}, 15) {}
};
class LevelGauge : public Gauge {
 public:
  static constexpr const char* kType = "level_gauge";
  explicit LevelGauge(Declare& d) : Gauge(d, {Quantity::fraction, Quantity::length}, 2) {}
};

}  // namespace retort
