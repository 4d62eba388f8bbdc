#pragma once
#include "sim/model/block.h"
#include "sim/units/open_vessel.h"

/// Bund: the walled floor that catches what overflows or is drained. Equations: open_vessel.h.
/// What runs in falls from above its rim, so nothing flows back. The sump takes what is let out again.
/// Over its rim it spills like the rest of the world: `spilled` counts what leaves the site.
namespace retort {

class Bund {
 public:
  static constexpr const char* kType = "bund";
  static constexpr const char* kHelp = "Walled floor that catches spills";

  explicit Bund(Declare& d) {
    vessel_.liquid = &d.liquid();
    vessel_.area = d.param("length", Quantity::length, "Length of the floor", {0.1, 1000}) *
                   d.param("width", Quantity::length, "Width of the floor", {0.1, 1000});
    height_ = d.param("height", Quantity::length, "Height of the wall", 0.5, {0.01, 10});
    vessel_.z = d.around().elevation;
    vessel_.metal = 2e4 * vessel_.area;  // 10 mm of concrete: 24 kg/m2 and 880 J/kg/K
    ambient_ = d.ambient_temperature();
    heat_loss_ = 5 * vessel_.area;
    const double level = d.start("level", Quantity::fraction, "Level at the start, of the height", 0.0, {0, 1.2});
    const double m = vessel_.mass_at(level * height_, ambient_);
    const double full = vessel_.mass_at(height_, ambient_);
    mass_ = d.state("mass", Quantity::mass, "Mass of the liquid", 1e-5 * full, m);
    energy_ = d.state("energy", Quantity::energy, "Energy of liquid and floor", 1e-5 * full * d.liquid().cp,
                      vessel_.energy_at(m, ambient_));
    spilled_ = d.totaliser("spilled", Quantity::mass, "Mass that ran over the wall");
    in_ = d.optional_volume_port("in", "What falls in", mass_, energy_);
    drain_ = d.optional_volume_port("drain", "Sump", mass_, energy_);
    d.port(drain_).use = PortUse::drain;
    level_ = d.output("level", Quantity::fraction, "Level, of the height of the wall", {0, 1});
    volume_ = d.output("volume", Quantity::volume, "Volume caught", {0, vessel_.area * height_});
    temperature_ = d.output("temperature", Quantity::temperature, "Temperature");
    d.primary_output("level");
    d.role(Role::vessel);
  }

  template <class T>
  void publish(Publish<T>& p) const {
    const auto c = vessel_.content(p[mass_], p[energy_]);
    p.port(drain_) = vessel_.nozzle(c, 0, 0.03);
    FluidState<T>& in = p.port(in_);
    in = vessel_.nozzle(c, 0, 0.03);
    in.p = T(kAtmosphere);
    in.h = vessel_.liquid->enthalpy(c.t, in.p);
    in.cover = T(0.0);
    in.z = vessel_.z + height_;
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const auto c = vessel_.content(e[mass_], e[energy_]);
    const T heat = heat_loss_ * (ambient_ - c.t);
    e.add(energy_, heat);
    e.energy_in(heat);
    T spill(0.0);
    if (value(c.level) > height_ - kRimRounding) {
      const T over = smooth_max(c.level - height_, T(0.0), kRimRounding);
      spill = (1.8 * 4 * math::sqrt(vessel_.area)) * c.rho * over * sqrt(over) *
              smoothstep((c.level - height_) / kRimRounding + 1.0);
    }
    const T power = spill * (vessel_.liquid->internal_energy(c.t) + kGravity * (vessel_.z + height_));
    e.add(mass_, -spill);
    e.add(energy_, -power);
    e.mass_in(-spill);
    e.energy_in(-power);
    e.add(spilled_, spill);
    if (!e.wants_outputs()) return;
    e.set(level_, c.level / height_);
    e.set(volume_, e[mass_] / c.rho);
    e.set(temperature_, c.t);
  }

 private:
  static constexpr double kRimRounding = 0.002;  // m

  OpenVessel vessel_;
  double height_, heat_loss_, ambient_;
  StateId mass_, energy_, spilled_;
  PortId in_, drain_;
  OutputId level_, volume_, temperature_;
};

}  // namespace retort
