#pragma once
#include "sim/model/block.h"
#include "sim/units/friction.h"
#include "sim/units/open_vessel.h"

/// Vertical tank, open to the atmosphere, round (diameter) or of any constant plan (area).
/// Equations: open_vessel.h, and
///   dE/dt = ... - UA (T - T_ambient)                                         (1) W
///   rim spill: w = (2/3) Cd rho B sqrt(2 g) softplus(L - H)^1.5              (2) kg/s, weir over the rim B
///   leak: w = Cd A_hole rho sqrt(2 g L)                                      (3) kg/s, Torricelli
/// `spilled` counts what left through the overflow nozzle or over the rim. An outlet above the floor leaves a heel.
/// Source: Crane TP-410; weir by Poleni. Holds for: well-mixed liquid. Not for: closed or pressurised vessels.
namespace retort {

class Tank {
 public:
  static constexpr const char* kType = "tank";
  static constexpr const char* kHelp = "Vertical tank open to the atmosphere";

  explicit Tank(Declare& d) {
    vessel_.liquid = &d.liquid();
    if (d.has("area")) {
      vessel_.area = d.param("area", Quantity::area, "Floor area", {1e-4, 1e5});
      rim_ = 4 * math::sqrt(vessel_.area);
    } else {
      const double diameter = d.param("diameter", Quantity::length, "Inner diameter", {0.01, 200});
      vessel_.area = kPi / 4 * diameter * diameter;
      rim_ = kPi * diameter;
    }
    height_ = d.param("height", Quantity::length, "Height of the wall", {0.05, 50});
    vessel_.z = d.around().elevation;
    const Range in_wall{0, height_};
    nozzle_ = d.param("nozzle", Quantity::length, "Diameter of the nozzles", 0.08, {0.001, 2});
    in_height_ = d.param("inlet_height", Quantity::length, "Height of the inlet", height_, in_wall);
    recycle_height_ = d.param("recycle_height", Quantity::length, "Height of the recycle inlet", height_, in_wall);
    out_height_ = d.param("outlet_height", Quantity::length, "Height of the outlet; what lies below is the heel", 0.0, in_wall);
    overflow_height_ = d.param("overflow_height", Quantity::length, "Height of the overflow", 0.95 * height_, in_wall);
    // Steel of 5 mm over floor and wall: 39 kg/m2 and 490 J/kg/K.
    const double metal = 39 * 490 * (vessel_.area + rim_ * height_);
    vessel_.metal = d.param("wall_heat_capacity", Quantity::heat_capacity, "Heat capacity of the metal", metal,
                            {1e-3 * 1000 * vessel_.area * height_ * d.liquid().cp, 1e12});
    heat_loss_ = d.param("heat_loss", Quantity::heat_transfer, "Heat transfer to the surroundings",
                         3 * (vessel_.area + rim_ * height_), {0, 1e6});
    ambient_ = d.ambient_temperature();

    const double level = d.start("level", Quantity::fraction, "Level at the start, of the height", 0.5, {0, 1.2});
    const double t = d.start("temperature", Quantity::temperature, "Temperature at the start", ambient_, {273.15, 373.15});
    const double m = vessel_.mass_at(level * height_, t);
    const double full = vessel_.mass_at(height_, t);
    mass_ = d.state("mass", Quantity::mass, "Mass of the liquid", 1e-5 * full, m);
    energy_ = d.state("energy", Quantity::energy, "Energy of liquid and metal", 1e-5 * full * d.liquid().cp,
                      vessel_.energy_at(m, t));
    spilled_ = d.totaliser("spilled", Quantity::mass, "Mass that left through the overflow or over the rim");
    leaked_ = d.totaliser("leaked", Quantity::mass, "Mass that left through a leak");
    in_ = d.optional_volume_port("in", "Inlet", mass_, energy_);
    recycle_ = d.optional_volume_port("recycle", "Recycle inlet", mass_, energy_);
    out_ = d.optional_volume_port("out", "Outlet", mass_, energy_);
    drain_ = d.optional_volume_port("drain", "Drain in the floor", mass_, energy_);
    overflow_ = d.optional_volume_port("overflow", "Overflow nozzle", mass_, energy_, spilled_);
    d.port(out_).use = PortUse::outlet, d.port(drain_).use = PortUse::drain, d.port(overflow_).use = PortUse::overflow;
    level_ = d.output("level", Quantity::fraction, "Level, of the height", {0, 1});
    depth_ = d.output("depth", Quantity::length, "Height of the liquid", {0, height_});
    volume_ = d.output("volume", Quantity::volume, "Volume of the liquid", {0, vessel_.area * height_});
    temperature_ = d.output("temperature", Quantity::temperature, "Temperature");
    bottom_ = d.output("bottom_pressure", Quantity::pressure, "Pressure at the floor");
    leak_flow_ = d.output("leak_flow", Quantity::mass_flow, "Mass flow out of the leak");
    leak_ = d.malfunction("leak", "The floor leaks; 1 is a hole of 25 mm");
    d.primary_output("level");
    d.role(Role::vessel);
  }

  template <class T>
  void publish(Publish<T>& p) const {
    const auto c = vessel_.content(p[mass_], p[energy_]);
    p.port(in_) = vessel_.nozzle(c, in_height_, nozzle_);
    p.port(recycle_) = vessel_.nozzle(c, recycle_height_, nozzle_);
    p.port(out_) = vessel_.nozzle(c, out_height_, nozzle_);
    p.port(drain_) = vessel_.nozzle(c, 0, 0.5 * nozzle_);
    p.port(overflow_) = vessel_.nozzle(c, overflow_height_, nozzle_);
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
      spill = (2.0 / 3 * 0.62 * math::sqrt(2 * kGravity) * rim_) * c.rho * over * sqrt(over) *
              smoothstep((c.level - height_) / kRimRounding + 1.0);
    }
    lose(e, spill, c.t, vessel_.z + height_);
    e.add(spilled_, spill);

    T leak(0.0);
    if (e[leak_] > 0) {
      constexpr double kHole = kPi / 4 * 0.025 * 0.025;
      const T head = softplus(c.level, 0.01);
      leak = (e[leak_] * 0.6 * kHole) * c.rho * sqrt(2 * kGravity * head) * smoothstep(c.level / 0.02);
      // At the floor the liquid still holds the work of the column above it.
      lose(e, leak, c.t, vessel_.z + c.level);
      e.add(leaked_, leak);
    }
    if (!e.wants_outputs()) return;
    e.set(level_, c.level / height_);
    e.set(depth_, c.level);
    e.set(volume_, e[mass_] / c.rho);
    e.set(temperature_, c.t);
    e.set(bottom_, e.port(drain_).p);
    e.set(leak_flow_, leak);
  }

 private:
  static constexpr double kRimRounding = 0.002;  // m

  /// w leaves to the outside at temperature t from height z with no pressure left.
  template <class T, class Z>
  void lose(Eval<T>& e, const T& w, const T& t, const Z& z) const {
    const T power = w * (vessel_.liquid->internal_energy(t) + kGravity * z);
    e.add(mass_, -w);
    e.add(energy_, -power);
    e.mass_in(-w);
    e.energy_in(-power);
  }

  OpenVessel vessel_;
  double height_, rim_, nozzle_, in_height_, recycle_height_, out_height_, overflow_height_, heat_loss_, ambient_;
  StateId mass_, energy_, spilled_, leaked_;
  PortId in_, recycle_, out_, drain_, overflow_;
  OutputId level_, depth_, volume_, temperature_, bottom_, leak_flow_;
  MalfunctionId leak_;
};

}  // namespace retort
