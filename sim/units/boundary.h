#pragma once
#include "sim/model/block.h"

/// The edge of the plant: a supply, a consumer or a drain at a pressure and temperature that do not depend on the flow.
///   p = pressure,  T = temperature                                     (1)
///   dm/dt = w,  dE/dt = w (h + g z)                                    (2) kg, J that came out of the plant
/// Its mass and energy states count what the plant gave it (negative: what it gave the plant), so that the sum over
/// all states stays constant.
/// Holds for: mains, other plants, the sewer. `kind: drain` gives nothing back when the plant sucks.
namespace retort {

class Boundary {
 public:
  static constexpr const char* kType = "boundary";
  static constexpr const char* kHelp = "Supply, consumer or drain at a given pressure and temperature";

  explicit Boundary(Declare& d) : liquid_(&d.liquid()), z_(d.around().elevation) {
    kind_ = d.choice("kind", {"open", "drain"}, "open gives and takes; drain only takes", 0);
    pressure_ = d.input("pressure", Quantity::pressure, "Pressure outside the plant", kAtmosphere, {1e3, 1e7}, kInstructor);
    temperature_ = d.input("temperature", Quantity::temperature, "Temperature of what comes in", 288.15, {273.15, 423.15},
                           kInstructor);
    mass_ = d.totaliser("received", Quantity::mass, "Mass taken from the plant since the start; negative when given");
    energy_ = d.totaliser("received_energy", Quantity::energy, "Energy taken from the plant since the start");
    port_ = d.volume_port("port", "Where the plant connects", mass_, energy_);
  }

  template <class T>
  void publish(Publish<T>& p) const {
    const T t(p[temperature_]), pressure(p[pressure_]);
    p.port(port_) = {pressure, t, liquid_->enthalpy(t, pressure), liquid_->density(t), liquid_->vapour_pressure(t),
                     T(kind_ == 0 ? 1.0 : 0.0), z_};
  }

 private:
  const Liquid* liquid_;
  double z_;
  int kind_;
  InputId pressure_, temperature_;
  StateId mass_, energy_;
  PortId port_;
};

}  // namespace retort
