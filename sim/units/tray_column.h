#pragma once
#include <vector>

#include "sim/model/block.h"
#include "sim/units/friction.h"
#include "sim/units/tray_law.h"

/// Section of a distillation column: a sump and `trays` sieve trays over it, numbered from the bottom; the sump is stage 0. Each stage is a
/// two-phase holdup (two_phase.h) with the masses of every component in liquid and vapour and one energy, liquid, vapour and metal:
///   dl_i/dt = in - out - M_i N_i,   dv_i/dt = in - out + M_i N_i,   dE/dt = in - out - UA (T - T_ambient)     (1) kg/s, W
/// What passes between stages and between phases: tray_law.h. Vapour enters the sump over its liquid and goes up through the holes; liquid
/// enters on the top tray (reflux) and on the trays of `feed1` to `feed3`, and leaves from the sump or a side draw.
///   leak of the sump: w = Cd A sqrt(2 rho (p + rho g L - p_atm)), liquid or, when that is gone, vapour                (2) kg/s
/// A stage sees only its neighbours, so the Jacobian is block-tridiagonal and takes three times (2 n + 1) directions whatever the trays.
/// Malfunctions: damaged_trays (the middle third loses nine tenths of its efficiency), foaming, fouled_downcomer (in the middle third),
/// leak.
/// Holds for: dry and cold to flooded, vacuum to some 10 bar, start-up, total reflux, dumping. Not for: two liquids, packing.
namespace retort {

class TrayColumn {
 public:
  static constexpr const char* kType = "tray_column";
  static constexpr const char* kHelp = "Distillation column: sump and trays, numbered from the bottom";

  explicit TrayColumn(Declare& d);

  template <class T>
  using Content = TwoPhase::Content<T>;

  template <class T>
  void publish(Publish<T>& p) const {
    if (p.wants_all()) {
      for (int j = 0; j <= trays_; ++j) keep(p, j);
      for (const Nozzle& z : nozzles_) show(p, z);
      return;
    }
    for (const Nozzle& z : nozzles_) {
      if (!p.wants(z.port)) continue;
      keep(p, z.stage);
      show(p, z);
    }
  }

  template <class T>
  void exchange(Exchange<T>& x) const {
    const int j = nozzles_[static_cast<std::size_t>(x.port.i)].stage;
    const Content<T>& c = content(x.kept, j);
    const T gas_out = x.gives * x.own.vapour, liquid_out = x.gives - gas_out;
    const T gas_in = x.takes * x.offered.vapour, liquid_in = x.takes - gas_in;
    for (int i = 0; i < n_; ++i) {
      x.add(liquid(j, i), liquid_in * x.offered_fractions[i] - liquid_out * c.w_l[i]);
      x.add(vapour(j, i), gas_in * x.offered_fractions[i] - gas_out * c.w_v[i]);
    }
    x.add(energy(j), -x.energy);
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const T* kept = e.kept();
    T flooding(0.0), weeping(0.0), loaded(0.0);
    for (int j = 0; j <= trays_; ++j) {
      const Content<T>& c = content(kept, j);
      T from_below(0.0);
      double efficiency = 0;
      if (j > 0) {
        const Content<T>& b = content(kept, j - 1);
        const bool middle = 3 * j > trays_ && 3 * j <= 2 * trays_ + 2;
        const TrayLaw::Upset upset{e[foaming_], middle ? e[fouled_] : 0};
        efficiency = efficiency_ * (1 - (middle ? 0.9 * e[damaged_] : 0.0));
        const TrayLaw::Flows<T> f = law_.between(b, c, j > 1, upset);
        pass(e, j, b, c, f);
        from_below = smooth_max(f.vapour, T(0.0), 0.01 * law_.active_area) * mix_->moles(b.w_v);
        if (e.wants_outputs()) {
          flooding = value(f.flooding) > value(flooding) ? f.flooding : flooding;
          weeping += f.weep;
          loaded += f.weep + f.down;
          e.set(OutputId{t_.i + j - 1}, c.t);
          e.set(OutputId{x_.i + j - 1}, c.x[0]);
          e.set(OutputId{h_.i + j - 1}, c.level);
        }
      }
      T rate[kMaxComponents];
      interphase(stages_[static_cast<std::size_t>(j)], c, &e[liquid(j, 0)], law_.mixing(from_below, efficiency), rate);
      for (int i = 0; i < n_; ++i) {
        e.add(liquid(j, i), -rate[i]);
        e.add(vapour(j, i), rate[i]);
      }
      const T heat = heat_loss_ * (ambient_ - c.t);
      e.add(energy(j), heat);
      e.add(StateId{lost_.i + j}, -heat);
    }
    leak(e, content(kept, 0));
    if (!e.wants_outputs()) return;
    const Content<T>&top = content(kept, trays_), &sump = content(kept, 0);
    e.set(flooding_, flooding);
    e.set(weeping_, weeping / (loaded + 1e-3));
    e.set(top_pressure_, top.p);
    e.set(bottom_pressure_, sump.p);
    e.set(dp_, sump.p - top.p);
    e.set(level_, sump.level / sump_height_);
    e.set(temperature_, sump.t);
    e.set(top_temperature_, top.t);
    for (int i = 0; i < n_; ++i) {
      e.set(OutputId{x_sump_.i + i}, sump.x[i]);
      e.set(OutputId{y_top_.i + i}, top.y[i]);
    }
  }

  StateId liquid(int stage, int i) const { return {first_.i + stage * (2 * n_ + 1) + i}; }
  StateId vapour(int stage, int i) const { return {first_.i + stage * (2 * n_ + 1) + n_ + i}; }
  StateId energy(int stage) const { return {first_.i + stage * (2 * n_ + 1) + 2 * n_}; }

 private:
  struct Nozzle {
    enum class Kind { inlet, gas, liquid };
    PortId port;
    int stage;
    Kind kind;
    double height, diameter;   // m over the stage's floor
  };
  template <class T>
  static const Content<T>& content(const T* kept, int stage) {
    return TwoPhase::kept(kept + stage * TwoPhase::kContent);
  }
  template <class T>
  void keep(Publish<T>& p, int j) const {
    TwoPhase::keep(stages_[static_cast<std::size_t>(j)].content(&p[liquid(j, 0)], &p[vapour(j, 0)], p[energy(j)]), p.kept() + j * TwoPhase::kContent);
  }
  template <class T>
  void show(Publish<T>& p, const Nozzle& z) const {
    const Content<T>& c = content<T>(p.kept(), z.stage);
    const TwoPhase& phases = stages_[static_cast<std::size_t>(z.stage)];
    T* fractions = p.fractions(z.port);
    if (z.kind == Nozzle::Kind::inlet) p.port(z.port) = phases.inlet_nozzle(c, z.height, fractions);
    if (z.kind == Nozzle::Kind::gas) p.port(z.port) = phases.gas_nozzle(c, z.height, z.diameter, fractions);
    if (z.kind == Nozzle::Kind::liquid) p.port(z.port) = phases.liquid_nozzle(c, z.height, z.diameter, fractions);
  }
  /// What passes between stage j and the one below it.
  template <class T>
  void pass(Eval<T>& e, int j, const Content<T>& b, const Content<T>& c, const TrayLaw::Flows<T>& f) const {
    const double z_b = stages_[static_cast<std::size_t>(j - 1)].z, z = stages_[static_cast<std::size_t>(j)].z;
    const TwoWay<T> gas = two_way(f.vapour, T(1e-4 * law_.active_area));
    const T fall = f.down + f.weep;
    for (int i = 0; i < n_; ++i) {
      const T v = gas.ahead * b.w_v[i] + gas.back * c.w_v[i];
      const T l = f.carried * b.w_l[i] - fall * c.w_l[i];
      e.add(vapour(j, i), v);
      e.add(vapour(j - 1, i), -v);
      e.add(liquid(j, i), l);
      e.add(liquid(j - 1, i), -l);
    }
    const T power = gas.ahead * (b.h_v + kGravity * z_b) + gas.back * (c.h_v + kGravity * z) + f.carried * (b.h_l + kGravity * z_b) -
                    fall * (c.h_l + kGravity * z);
    e.add(energy(j), power);
    e.add(energy(j - 1), -power);
  }
  /// (2). Booked in states of its own, so that no row of the Jacobian sees every stage.
  template <class T>
  void leak(Eval<T>& e, const Content<T>& c) const {
    T w(0.0);
    if (e[leak_] > 0) {
      constexpr double kHole = kPi / 4 * 0.01 * 0.01;
      const T wet = smoothstep(T(c.level / 0.02));
      const T over = softplus(T(c.p + wet * c.rho_l * (kGravity * c.level) - kAtmosphere), 200.0);
      const T rho = wet * c.rho_l + (1.0 - wet) * c.rho_v;
      w = (e[leak_] * 0.6 * kHole) * sqrt(2.0 * rho * over);
      const T share = wet * c.rho_l / rho;
      const T liquid_out = w * share, gas_out = w - liquid_out;
      for (int i = 0; i < n_; ++i) {
        e.add(liquid(0, i), -liquid_out * c.w_l[i]);
        e.add(vapour(0, i), -gas_out * c.w_v[i]);
      }
      const T power = liquid_out * c.h_l + gas_out * c.h_v + w * (kGravity * stages_[0].z);
      e.add(energy(0), -power);
      e.add(lost_, power);
      e.add(leaked_, w);
    }
    e.set(leak_flow_, w);
  }
  void declare_stages(Declare& d);
  void declare_nozzles(Declare& d);
  void declare_outputs(Declare& d);

  const Mixture* mix_;
  int n_, trays_;
  TrayLaw law_;
  std::vector<TwoPhase> stages_;
  std::vector<Nozzle> nozzles_;   // by port
  double sump_height_, efficiency_, heat_loss_, ambient_;
  StateId first_, lost_, leaked_;   // lost_: the first of the stages'
  OutputId t_, x_, h_, flooding_, weeping_, top_pressure_, bottom_pressure_, dp_, level_, temperature_, top_temperature_, x_sump_, y_top_,
      leak_flow_;
  MalfunctionId damaged_, foaming_, fouled_, leak_;
};

}  // namespace retort
