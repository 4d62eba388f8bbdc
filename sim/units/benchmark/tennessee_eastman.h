#pragma once
#include "sim/model/block.h"
#include "sim/units/benchmark/te_process.h"

/// The Tennessee Eastman process as one block: its 50 states `y1` to `y50` in their published units, its measurements, the 20
/// disturbances `idv1` to `idv20`, sticking valves and the shutdown limits. The equations stand in te_process.h.
///   valve i goes to `xmv<i>`; a sticking one (IDV 14, 15, 19) only once it is more than 2 % away               (1)
///   random walks (IDV 8 to 13, 16 to 18 and 20): cubics in time from knot to knot                              (2)
///     walks 1 to 9: to a random value, level at both ends, over a random time
///     walks 10 to 12: rising with the square of time over a random time, then back to zero in 0.1 h
///   trip: past a shutdown limit all rates are zero; an instructor's reset gives 5 min to come back within it   (3)
/// Severities below 1 scale a step, the size of a walk, or the width of a dead band. `base<i>` is what walk i adds to: an instructor
/// may set it, so that a walk that was recorded elsewhere can be played back. `walk<i>` is what comes of both.
/// Source: J.J. Downs, E.F. Vogel, Comput. Chem. Eng. 17 (1993) 245, tables 5 and 8, and their published program. The random numbers
/// are this plant's own, from its seed. Holds for: the published process. Not for: another random sequence than ours, by itself.
namespace retort {

class TennesseeEastman {
 public:
  static constexpr const char* kType = "tennessee_eastman";
  static constexpr const char* kHelp = "The Tennessee Eastman process of Downs and Vogel";

  explicit TennesseeEastman(Declare& d);
  void scan(Scan& s) const;

  template <class T>
  void eval(Eval<T>& e) const {
    te::Readings<T> readings;
    const bool wanted = e.wants_outputs();
    if (!wanted && e[tripped_] > 0.5) return;
    te::Conditions c;
    conditions(e, c);
    T y[te::kStates], rate[te::kStates];
    for (int i = 0; i < te::kStates; ++i) y[i] = e[state_[i]];
    te::evaluate(y, c, rate, wanted ? &readings : nullptr);
    if (e[tripped_] < 0.5)
      for (int i = 0; i < te::kStates; ++i) e.add(state_[i], rate[i] / 3600.0);
    if (!wanted) return;
    for (int i = 1; i <= 41; ++i) e.set(xmeas_[i], readings.xmeas[i] * scale_[i] + offset_[i]);
    e.set(liquid_[0], readings.reactor_liquid / te::kCubicFeet);
    e.set(liquid_[1], readings.separator_liquid / te::kCubicFeet);
    e.set(liquid_[2], readings.stripper_liquid / te::kCubicFeet);
  }

 private:
  static constexpr int kWalks = 12;
  struct Walk {
    MemoryId now, a, b, c, d, from, to, drawn;  // value; the cubic; its knots, h; how many were drawn
  };

  template <class T>
  void conditions(const Eval<T>& e, te::Conditions& c) const {
    c.feed_a = e[walk_[0].now] - 0.03 * e[idv_[1]] - 2.43719e-3 * e[idv_[2]];
    c.feed_b = e[walk_[1].now] + 0.005 * e[idv_[2]];
    c.t_d = e[walk_[2].now] + 5 * e[idv_[3]];
    c.t_c = e[walk_[3].now];
    c.t_reactor_water = e[walk_[4].now] + 5 * e[idv_[4]];
    c.t_condenser_water = e[walk_[5].now] + 5 * e[idv_[5]];
    c.kinetics1 = e[walk_[6].now];
    c.kinetics2 = e[walk_[7].now];
    c.steam = e[walk_[8].now];
    c.reactor_fouling = e[walk_[9].now];
    c.condenser_fouling = e[walk_[10].now];
    c.plugging = e[walk_[11].now];
    c.a_loss = e[idv_[6]];
    c.c_loss = e[idv_[7]];
    for (int i = 0; i < 12; ++i) c.valve[i] = e[goes_to_[i]];
  }
  void declare_readings(Declare& d);
  void declare_disturbances(Declare& d);
  void declare_structure(Declare& d);
  void scan_valves(Scan& s) const;
  void scan_walks(Scan& s) const;
  void next_knot(Scan& s, int i) const;
  void scan_trip(Scan& s) const;

  StateId state_[te::kStates];
  OutputId xmeas_[42], liquid_[3];
  double scale_[42], offset_[42];  // to SI
  InputId xmv_[12], base_[kWalks], reset_;
  MemoryId goes_to_[12], tripped_, cause_, grace_;
  MalfunctionId idv_[21];
  Walk walk_[kWalks];
};

}  // namespace retort
