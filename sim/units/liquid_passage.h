#pragma once
#include "sim/units/liquid_volume.h"

/// One side of an exchanger on which a liquid flows: a header, cells in a row, a header. The headers are small volumes
/// (liquid_volume.h) with the pressures; a cell has the energy and the components of a constant mass of liquid.
///   w = w_0 regroot(p_in - p_out) / sqrt(dp_0 rho_0 / rho)                                         (1) kg/s through all cells; two_way
///   dE_k/dt = w (h_k-1 - h_k) - Q_k                                                                 (2) W; upwind, both ways
///   f = ((w / w_0)^2 + 0.02^2)^0.4                                                                  (3) film: flow to the 0.8
///   N = h A / (|w| cp),  theta = 1/N - 1/(e^N - 1)                                                  (4)
///   Q_k = h A (theta T_k-1 + (1 - theta) T_k - T_wall - s g (1/2 - theta))                          (5) W
/// T_k is what leaves a cell, g how much the wall's temperature changes over the cell in the direction of flow, s = -1..1 the
/// direction. (5) is the exact integral over a wall whose temperature is linear: few cells are exact. As the flow stops, theta fades
/// with s^2 and it is h A (T_k - T_wall). Source: the integral of w cp dT = h dA (T_wall - T); (3): Dittus, Boelter 1930.
/// Holds for: liquid, both directions, no flow. Not for: boiling in the tubes, cells that run empty, thermal expansion when shut in.
namespace retort {

namespace detail {
inline double theta_value(double n) {
  if (n < 0.01) return 0.5 - n / 12 + n * n * n / 720;
  return n > 40 ? 1 / n : 1 / n - 1 / (math::exp(n) - 1);
}
inline double theta_slope(double n) {
  if (n < 0.01) return -1.0 / 12 + n * n / 240;
  if (n > 40) return -1 / (n * n);
  const double e = math::exp(n);
  return -1 / (n * n) + e / ((e - 1) * (e - 1));
}
}  // namespace detail

/// (4)
template <class T>
T exponential_weight(const T& n) {
  return chain(n, detail::theta_value(value(n)), detail::theta_slope(value(n)));
}

class LiquidPassage {
 public:
  static constexpr int kMaxCells = 16;

  /// `side`: "tube" or "shell"; parameters, ports, states and outputs start with it.
  void declare(Declare& d, const std::string& side, int cells, double default_flow);

  template <class T>
  void publish(Publish<T>& p) const {
    p.port(in_) = inlet_.fluid(p, p.fractions(in_));
    p.port(out_) = outlet_.fluid(p, p.fractions(out_));
  }

  bool owns(PortId p) const { return p.i == in_.i || p.i == out_.i; }
  /// What a branch does to a header, for blocks that have an `exchange` for another side.
  template <class T>
  void exchange(Exchange<T>& x) const {
    const LiquidVolume& v = x.port.i == in_.i ? inlet_ : outlet_;
    x.add(v.mass(), x.takes - x.gives);
    x.add(v.energy(), -x.energy);
    for (int i = 0; i < v.n_components(); ++i)
      x.add(StateId{v.components().i + i}, x.takes * x.offered_fractions[i] - x.gives * x.own_fractions[i]);
  }

  template <class T>
  struct Running {
    T w, side, film;             // kg/s, -1..1, (3)
    T t[kMaxCells], cp[kMaxCells];  // K, J/(kg K)
    T before, after;             // K in the headers
  };

  /// (1), (2) without Q, and the outputs.
  template <class T>
  Running<T> run(Eval<T>& e) const {
    const FluidState<T>&in = e.port(in_), &out = e.port(out_);
    Running<T> r;
    const T d = in.p - out.p;
    const T rho = 0.5 * (in.rho + out.rho);
    r.side = 2.0 * smoothstep(T(0.5 * (d / kLaminarWidth + 1.0))) - 1.0;
    const T per_root = design_flow_ * sqrt(rho / (1000 * dp_));
    const TwoWay<T> given = two_way(T(per_root * regroot(d, kLaminarWidth)), T(per_root * regroot(kStillWidth, kLaminarWidth)));
    const T ahead = given.ahead * in.cover, back = given.back * out.cover;
    r.w = ahead + back;
    const T ratio = r.w / design_flow_;
    r.film = pow(T(ratio * ratio + 4e-4), 0.4);
    r.before = in.t;
    r.after = out.t;

    const int n = components();
    T h[kMaxCells];
    T none[kMaxComponents], all[kMaxComponents];
    for (int i = 0; i < n; ++i) none[i] = T(0.0);
    for (int k = 0; k < cells_; ++k) {
      const T& energy = e[StateId{energy_.i + k}];
      h[k] = energy / cell_mass_ + (0.5 * (in.p + out.p) - kAtmosphere) / rho;
      if (n == 0) {
        r.t[k] = Liquid::kT0 + energy / (cell_mass_ * liquid_->cp);
        r.cp[k] = T(liquid_->cp);
      } else {
        composition(e, k, all);
        for (int i = 0; i < n; ++i) all[i] = cell_mass_ * all[i];
        r.t[k] = temperature_from_energy(*mix_, energy, all, none, 0);
        r.cp[k] = mix_->liquid_heat_capacity(r.t[k], all) / cell_mass_;
      }
    }
    e.add(inlet_.mass(), -r.w);
    e.add(outlet_.mass(), r.w);
    T before[kMaxComponents], after[kMaxComponents];  // mass fractions on both sides of a face
    for (int i = 0; i < n; ++i) after[i] = e.fractions(in_)[i];
    for (int face = 0; face <= cells_; ++face) {
      const T& left = face == 0 ? in.h : h[face - 1];
      const T& right = face == cells_ ? out.h : h[face];
      const T flux = ahead * left + back * right + r.w * (kGravity * in.z);
      e.add(face == 0 ? inlet_.energy() : StateId{energy_.i + face - 1}, -flux);
      e.add(face == cells_ ? outlet_.energy() : StateId{energy_.i + face}, flux);
      for (int i = 0; i < n; ++i) {
        before[i] = after[i];
        if (face == cells_) after[i] = e.fractions(out_)[i];
      }
      if (n > 0 && face < cells_) composition(e, face, after);
      for (int i = 0; i < n; ++i) {
        const T moved = ahead * before[i] + back * after[i];
        e.add(face == 0 ? StateId{inlet_.components().i + i} : component(face - 1, i), -moved);
        e.add(face == cells_ ? StateId{outlet_.components().i + i} : component(face, i), moved);
      }
    }
    if (e.wants_outputs()) {
      e.set(flow_, r.w);
      e.set(drop_, d);
      e.set(in_temperature_, in.t);
      e.set(out_temperature_, out.t);
    }
    return r;
  }

  /// (5): from cell k to a wall; `ha` of that wall, `n_all` the sum over all walls of the cell, W/K.
  template <class T>
  T to_wall(const Running<T>& r, int k, const T& ha, const T& ha_all, const T& wall, const T& slope) const {
    const T theta = exponential_weight(T(ha_all / (smooth_abs(r.w, 0.01 * design_flow_) * r.cp[k]))) * (r.side * r.side);
    const T& left = k == 0 ? r.before : r.t[k - 1];
    const T& right = k + 1 == cells_ ? r.after : r.t[k + 1];
    const T entering = upwind(r.side, left, right);
    return ha * (theta * entering + (1.0 - theta) * r.t[k] - wall - r.side * slope * (0.5 - theta));
  }

  /// W taken out of a cell (from a wall or booked with the outside).
  template <class T>
  void take(Eval<T>& e, int k, const T& power) const { e.add(StateId{energy_.i + k}, -power); }

  int cells() const { return cells_; }
  PortId in() const { return in_; }
  PortId out() const { return out_; }
  const LiquidVolume& outlet() const { return outlet_; }
  double start_temperature() const { return start_temperature_; }

 private:
  int components() const { return mix_ ? mix_->size() : 0; }
  StateId component(int cell, int i) const { return {component_.i + cell * components() + i}; }
  /// Mass fractions in a cell, from its masses; absent components stay absent.
  template <class T>
  void composition(const View<T>& v, int cell, T* w) const {
    T mass[kMaxComponents];
    for (int i = 0; i < components(); ++i) mass[i] = v[component(cell, i)];
    Shares<T>(components(), mass, [&](int) { return 1e-6 * cell_mass_; }).fractions(components(), w);
  }

  LiquidVolume inlet_, outlet_;
  const Liquid* liquid_ = nullptr;
  const Mixture* mix_ = nullptr;
  int cells_ = 0;
  double design_flow_ = 1, dp_ = 1e4, cell_mass_ = 1, start_temperature_ = 288.15;
  StateId energy_, component_;
  PortId in_, out_;
  OutputId flow_, drop_, in_temperature_, out_temperature_;
};

}  // namespace retort
