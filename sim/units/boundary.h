#pragma once
#include "sim/model/block.h"
#include "sim/units/stream.h"

/// The edge of the plant: a supply, a consumer, a drain or a vent at a pressure and temperature that do not depend on the flow.
///   p = pressure,  T = temperature,  w_i = fraction_i / sum fraction                (1)
///   dm/dt = w,  dE/dt = w (h + g z)                                    (2) kg, J that came out of the plant
/// Its mass and energy states count what the plant gave it (negative: what it gave the plant), so that the sum over
/// all states stays constant.
/// Holds for: mains, other plants, the sewer, the air. `kind: drain` gives nothing back when the plant sucks,
/// nor does `flare`, which stands in the field as a stack and burns what comes.
namespace retort {

class Boundary {
 public:
  static constexpr const char* kType = "boundary";
  static constexpr const char* kHelp = "Supply, consumer, drain or vent at a given pressure and temperature";

  explicit Boundary(Declare& d) : medium_(&d.medium()), z_(d.around().elevation) {
    kind_ = d.choice("kind", {"open", "drain", "flare"}, "open gives and takes; drain only takes; flare takes gas and burns it", 0);
    pressure_ = d.input("pressure", Quantity::pressure, "Pressure outside the plant", kAtmosphere, {1e3, 1e7}, kInstructor);
    const bool mixture = medium_->mixture != nullptr;
    gas_ = mixture && d.choice("phase", {"liquid", "gas"}, "What it gives, and what may come", 0) == 1;
    temperature_ = d.input("temperature", Quantity::temperature, "Temperature of what comes in", 288.15,
                           mixture ? Range{223.15, 773.15} : Range{273.15, 423.15}, kInstructor);
    mass_ = d.totaliser("received", Quantity::mass, "Mass taken from the plant since the start; negative when given");
    energy_ = d.totaliser("received_energy", Quantity::energy, "Energy taken from the plant since the start");
    d.crosses_border(mass_, energy_);
    d.role(Role::boundary);
    port_ = d.volume_port("port", "Where the plant connects", mass_, energy_);
    d.node("composition", "Mass fractions of what comes in, when it is a mixture: {COMPONENT: %}");
    d.node("composition_moles", "Mole fractions of what comes in, when it is a mixture: {COMPONENT: %}");
    if (!mixture) return;
    const Mixture& mix = *medium_->mixture;
    const std::vector<double> w = read_composition(d, &d.spec().body, "composition", mix, 0);
    for (int i = 0; i < mix.size(); ++i) {
      const InputId f = d.input("fraction_" + mix.name(i), Quantity::fraction, "Mass fraction of " + mix.name(i) + " in what comes in",
                                w[static_cast<std::size_t>(i)], {0, 1}, kInstructor);
      if (i == 0) fraction_ = f;
    }
    if (gas_) d.port(port_).phase = PortPhase::gas;
    else if (kind_ != 0) d.port(port_).phase = PortPhase::any;
  }

  template <class T>
  void publish(Publish<T>& p) const {
    const T t(p[temperature_]), pressure(p[pressure_]), cover(kind_ == 0 ? 1.0 : 0.0);
    FluidState<T>& f = p.port(port_);
    if (!medium_->mixture) {
      const Liquid& liquid = *medium_->liquid;
      f = {pressure, t, liquid.enthalpy(t, pressure), liquid.density(t), liquid.vapour_pressure(t), cover, z_};
      return;
    }
    const Mixture& mix = *medium_->mixture;
    double sum = 1e-12;
    for (int i = 0; i < mix.size(); ++i) sum += p[InputId{fraction_.i + i}];
    T* w = p.fractions(port_);
    for (int i = 0; i < mix.size(); ++i) w[i] = T((p[InputId{fraction_.i + i}] + (i == 0 ? 1e-12 : 0)) / sum);
    f = gas_ ? gas_stream(mix, t, pressure, w, z_) : liquid_stream(mix, t, pressure, w, bubble_pressure_of(mix, t, w), z_);
    f.cover = cover;
  }

 private:
  const Medium* medium_;
  double z_;
  int kind_;
  bool gas_ = false;
  InputId pressure_, temperature_, fraction_;
  StateId mass_, energy_;
  PortId port_;
};

}  // namespace retort
