#pragma once
#include <string_view>
#include <utility>

#include "sim/model/block.h"

/// Two-wire transmitter, 4-20 mA, between the process and a PV.
///   dy/dt = (x - y) / lag                                                     (1) damping
///   pv = round((y + bias + drift + noise) / resolution) resolution             (2)
///   pv = 0 where |pv| < cutoff                                                 (flow: what is left of the root near zero)
///   i = 4 mA + 16 mA (pv - lo) / (hi - lo), held within 3.8 to 20.5 mA         (3) NE 43
/// Quality: good inside the range; uncertain when (3) saturates; bad when the current is 3.6 mA or less.
/// Without damping it reads after the step, so that a frame shows the moment it bears.
/// Malfunctions: stuck (keeps the last value), bias and drift (signed; 1 is half the span, and one span an hour), noise
/// (1 is a standard deviation of 5 % of span), open_circuit (no current; pv falls to the low limit and is bad).
/// Source: NAMUR NE 43. Holds for: analogue instruments. Not for: the delay of sampling systems and analysers.
namespace retort {

class Transmitter {
 public:
  static constexpr const char* kHelp = "Transmitter with range, lag, noise and quality";

  void scan(Scan& s) const;

 protected:
  Transmitter(Declare& d, std::vector<Quantity> measures, double lag, double noise, double cutoff = 0);

 private:
  double lo_ = 0, hi_ = 1, lag_, noise_, resolution_, cutoff_;
  SignalId of_;
  MemoryId pv_, quality_, current_, filtered_, drifted_, held_, was_stuck_, begun_;
  MalfunctionId stuck_, bias_, drift_, noisy_, open_circuit_;
};

class FlowTransmitter : public Transmitter {
 public:
  static constexpr const char* kType = "flow_transmitter";
  explicit FlowTransmitter(Declare& d) : Transmitter(d, {Quantity::mass_flow, Quantity::volume_flow}, 0.5, 0.004, 0.015) {}
};
class LevelTransmitter : public Transmitter {
 public:
  static constexpr const char* kType = "level_transmitter";
  explicit LevelTransmitter(Declare& d) : Transmitter(d, {Quantity::fraction, Quantity::length}, 1.0, 0.001) {}
};
class PressureTransmitter : public Transmitter {
 public:
  static constexpr const char* kType = "pressure_transmitter";
  explicit PressureTransmitter(Declare& d)
      : Transmitter(d, {Quantity::pressure, Quantity::pressure_difference}, 0.3, 0.002) {}
};
class PressureDifferenceTransmitter : public Transmitter {
 public:
  static constexpr const char* kType = "pressure_difference_transmitter";
  explicit PressureDifferenceTransmitter(Declare& d) : Transmitter(d, {Quantity::pressure_difference}, 0.5, 0.002) {}
};
class TemperatureTransmitter : public Transmitter {
 public:
  static constexpr const char* kType = "temperature_transmitter";
  explicit TemperatureTransmitter(Declare& d) : Transmitter(d, {Quantity::temperature}, 8.0, 0.0005) {}
};
class PowerTransmitter : public Transmitter {
 public:
  static constexpr const char* kType = "power_transmitter";
  explicit PowerTransmitter(Declare& d) : Transmitter(d, {Quantity::power}, 0.5, 0.002) {}
};

}  // namespace retort
