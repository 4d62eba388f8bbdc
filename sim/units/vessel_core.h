#pragma once
#include "sim/model/block.h"
#include "sim/units/friction.h"
#include "sim/units/two_phase.h"

/// What every closed vessel of a mixture has: its states, nozzles, level, leak and what is read off it. A block holds one and adds what
/// makes it a drum, a reactor or a reboiler.
///   dl_i/dt = in - out - M_i N_i,   dv_i/dt = in - out + M_i N_i                  (1) kg/s
///   dE/dt = in - out - UA (T - T_ambient) + what the block adds                  (2) W
///   leak: w = Cd A sqrt(2 rho (p - p_atm)), of the liquid at the floor while there is any, then of the gas   (3) kg/s
/// Equations of the phases: two_phase.h.
namespace retort {

class VesselCore {
 public:
  /// Keys of the plant file: diameter, height, lying (no: upright), nozzle, in_height, out_height, wall_heat_capacity, heat_loss, inert,
  /// start: {level, temperature, pressure, composition}. In a block that joins media its ports are the first side.
  explicit VesselCore(Declare& d);
  static std::vector<std::string> ports() { return {"in", "in2", "in3", "vapour", "relief", "out", "drain"}; }

  template <class T>
  using Content = TwoPhase::Content<T>;

  template <class T>
  void publish(Publish<T>& p) const {
    const Content<T> c = phases_.content(&p[StateId{liquid_.i}], &p[StateId{vapour_.i}], p[energy_]);
    TwoPhase::keep(c, p.kept());
    for (PortId in : inlets_) p.port(in) = phases_.inlet_nozzle(c, in_height_, p.fractions(in));
    p.port(gas_) = phases_.gas_nozzle(c, height_, nozzle_, p.fractions(gas_));
    p.port(relief_) = phases_.gas_nozzle(c, height_, nozzle_, p.fractions(relief_));
    p.port(out_) = phases_.liquid_nozzle(c, out_height_, nozzle_, p.fractions(out_));
    p.port(drain_) = phases_.liquid_nozzle(c, 0, 0.5 * nozzle_, p.fractions(drain_));
  }

  template <class T>
  void exchange(Exchange<T>& x) const {
    const Content<T>& c = TwoPhase::kept(x.kept);
    const T gas_out = x.gives * x.own.vapour, liquid_out = x.gives - gas_out;
    const T gas_in = x.takes * x.offered.vapour, liquid_in = x.takes - gas_in;
    for (int i = 0; i < phases_.size(); ++i) {
      x.add(liquid(i), liquid_in * x.offered_fractions[i] - liquid_out * c.w_l[i]);
      x.add(vapour(i), gas_in * x.offered_fractions[i] - gas_out * c.w_v[i]);
    }
    x.add(energy_, -x.energy);
  }

  /// (1), (2), (3) and the outputs. Returns the content, for what the block adds.
  template <class T>
  const Content<T>& eval(Eval<T>& e) const {
    const Content<T>& c = TwoPhase::kept(e.kept());
    for (int i = 0; i < phases_.size(); ++i) {
      const T rate = phases_.rate(c, i);
      e.add(liquid(i), -rate);
      e.add(vapour(i), rate);
    }
    heat(e, T(heat_loss_ * (ambient_ - c.t)));
    T leak(0.0);
    if (e[leak_] > 0) {
      constexpr double kHole = kPi / 4 * 0.01 * 0.01;
      const T wet = smoothstep(T(c.level / 0.02));
      const T over = softplus(T(c.p + wet * c.rho_l * (kGravity * c.level) - kAtmosphere), 200.0);
      const T rho = wet * c.rho_l + (1.0 - wet) * c.rho_v;
      leak = (e[leak_] * 0.6 * kHole) * sqrt(2.0 * rho * over);
      const T share = wet * c.rho_l / rho;
      lose(e, c, T(leak * share), T(leak * (1.0 - share)));
      e.add(leaked_, leak);
    }
    if (e.wants_outputs()) show(e, c, leak);
    return c;
  }

  /// W from outside the model.
  template <class T>
  void heat(Eval<T>& e, const T& power) const {
    e.add(energy_, power);
    e.energy_in(power);
  }
  /// W from a state of the same block (a wall), or set free by a reaction and booked apart.
  template <class T>
  void take(Eval<T>& e, const T& power) const { e.add(energy_, power); }

  /// kg/s of liquid and of gas that leave the model from here.
  template <class T>
  void lose(Eval<T>& e, const Content<T>& c, const T& liquid_out, const T& gas_out) const {
    const T power = liquid_out * c.h_l + gas_out * c.h_v + (liquid_out + gas_out) * (kGravity * phases_.z);
    for (int i = 0; i < phases_.size(); ++i) {
      e.add(liquid(i), -liquid_out * c.w_l[i]);
      e.add(vapour(i), -gas_out * c.w_v[i]);
    }
    e.mass_in(-(liquid_out + gas_out));
    e.add(energy_, -power);
    e.energy_in(-power);
  }

  StateId liquid(int i) const { return {liquid_.i + i}; }
  StateId vapour(int i) const { return {vapour_.i + i}; }
  StateId energy() const { return energy_; }
  const TwoPhase& phases() const { return phases_; }
  OutputId pressure() const { return pressure_; }
  double height() const { return height_; }
  double diameter() const { return diameter_; }
  double wetted_area(double level) const { return kPi / 4 * diameter_ * diameter_ + kPi * diameter_ * level; }

 private:
  template <class T>
  void show(Eval<T>& e, const Content<T>& c, const T& leak) const {
    e.set(level_, c.level / height_);
    e.set(pressure_, c.p);
    e.set(temperature_, c.t);
    e.set(leak_flow_, leak);
    T m_l(0.0), m_v(0.0);
    for (int i = 0; i < phases_.size(); ++i) {
      m_l += e[liquid(i)];
      m_v += e[vapour(i)];
      e.set(OutputId{x_.i + i}, c.x[i]);
      e.set(OutputId{y_.i + i}, c.y[i]);
    }
    for (int i = 0; i < phases_.size(); ++i) e.set(OutputId{w_.i + i}, e[liquid(i)] / (m_l + 1e-9));
    e.set(liquid_mass_, m_l);
    e.set(vapour_mass_, m_v);
    e.set(volume_, c.v_l);
  }

  TwoPhase phases_;
  double diameter_, height_, nozzle_, in_height_, out_height_, heat_loss_, ambient_;
  StateId liquid_, vapour_, energy_, leaked_;   // liquid_, vapour_: the first of the components
  std::vector<PortId> inlets_;
  PortId gas_, relief_, out_, drain_;
  OutputId level_, pressure_, temperature_, leak_flow_, liquid_mass_, vapour_mass_, volume_, x_, y_, w_;
  MalfunctionId leak_;
};

}  // namespace retort
