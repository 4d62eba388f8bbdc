#pragma once
#include <algorithm>

#include "sim/model/block.h"
#include "sim/units/liquid_volume.h"

/// Where pipes meet: half of the content of every pipe that ends here, mixed. See liquid_volume.h for its equations.
/// The compiler puts one wherever branches meet without one.
namespace retort {

class Junction {
 public:
  static constexpr const char* kType = "junction";
  static constexpr const char* kHelp = "Place where lines meet and mix";

  explicit Junction(Declare& d) {
    d.role(Role::junction);
    const double area = std::max(d.around().flow_area, 1e-4);
    const double own = d.param("volume", Quantity::volume, "Volume besides half of the lines that end here", 0.0, {0, 100});
    const double volume = std::max(own + d.around().line_volume, area * 0.5);
    // Steel pipe weighs about half of the water in it and holds an eighth of the heat per kg.
    constexpr double kSteelPerWater = 0.06;
    const double cp = d.medium().liquid ? d.medium().liquid->cp : 4186;
    volume_.declare(d, "port", "", volume, area, kSteelPerWater * 1000 * volume * cp);
    port_ = volume_.port(d, "port", "Where lines connect");
    pressure_ = d.output("pressure", Quantity::pressure, "Pressure");
    temperature_ = d.output("temperature", Quantity::temperature, "Temperature");
    fill_ = d.output("fill", Quantity::fraction, "How far the volume is filled with liquid", {0, 1});
  }

  template <class T>
  void publish(Publish<T>& p) const {
    p.port(port_) = volume_.fluid(p, p.fractions(port_));
  }
  template <class T>
  void eval(Eval<T>& e) const {
    if (!e.wants_outputs()) return;
    const FluidState<T>& f = e.port(port_);
    e.set(pressure_, f.p);
    e.set(temperature_, f.t);
    e.set(fill_, smooth_min(1.0 + e[volume_.mass()] / volume_.full(), T(1.0), 1e-6));
  }

 private:
  LiquidVolume volume_;
  PortId port_;
  OutputId pressure_, temperature_, fill_;
};

}  // namespace retort
