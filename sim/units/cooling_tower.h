#pragma once
#include "sim/model/block.h"
#include "sim/units/friction.h"
#include "sim/units/open_vessel.h"

/// Induced-draught cooling tower: a deck that the warm water reaches, the fill it falls through, and the basin it gathers in.
///   deck: w_f = w_d (L / L_d)^1.5, L the depth on the deck                                          (1) kg/s, over a weir
///   N = N_d (w_d / w_f)^0.6 a^0.6,  a = 0.1 + 0.9 fan speed                                         (2) transfer units of the fill
///   Q = w_f cp (T_deck - T_wet) (1 - exp(-N))                                                       (3) W, taken out of what falls
///   w_e = 0.85 Q / h_fg                                                                             (4) kg/s evaporated; the rest is sensible
///   dn/dt = (n_set - n) / 5 s                                                                       (5) fan
/// The vapour takes its mass with (4) and all of its energy with (3). T_wet, the wet-bulb temperature, is the weather's: an input.
/// Make-up, blow-down and the level of the basin are the plant's: `make_up`, `out`, `drain`, `overflow` lie in the basin.
/// Source: Merkel's single potential in effectiveness form, J.E. Braun, S.A. Klein, J.W. Mitchell, ASHRAE Trans. 95 (2) (1989) 164,
/// linear between wet bulb and inlet. Holds for: water, any load and fan speed, no water. Not for: ice, drift, warm-side humidity.
namespace retort {

class CoolingTower {
 public:
  static constexpr const char* kType = "cooling_tower";
  static constexpr const char* kHelp = "Cooling tower with deck, fan and basin";

  explicit CoolingTower(Declare& d);

  void scan(Scan& s) const;

  template <class T>
  void publish(Publish<T>& p) const {
    const auto deck = deck_.content(p[deck_mass_], p[deck_energy_]);
    const auto c = basin_.content(p[mass_], p[energy_]);
    p.port(in_) = deck_.nozzle(deck, 0.3, 0.2);
    p.port(make_up_) = basin_.nozzle(c, height_, 0.05);
    p.port(out_) = basin_.nozzle(c, 0.1, nozzle_);
    p.port(drain_) = basin_.nozzle(c, 0.0, 0.5 * nozzle_);
    p.port(overflow_) = basin_.nozzle(c, 0.9 * height_, nozzle_);
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const auto deck = deck_.content(e[deck_mass_], e[deck_energy_]);
    const auto c = basin_.content(e[mass_], e[energy_]);
    const T depth = softplus(deck.level, 0.002);
    const T w = design_flow_ * (depth / kDepth) * sqrt(depth / kDepth) * smoothstep(T(deck.level / 0.01));
    const T air = 0.1 + 0.9 * smooth_max(e[fan_speed_], T(0.0), 1e-3);
    const T ratio = (w + 0.02 * design_flow_) / design_flow_;
    const T n = units_ * (1 - 0.7 * e[fouling_]) * pow(T(air / ratio), 0.6);
    const double wet = e[wet_bulb_];
    const Liquid& liquid = *basin_.liquid;
    const T over = smooth_max(T(deck.t - wet), T(0.0), 0.2);
    const T heat = w * liquid.cp * over * (1.0 - exp(T(-n)));
    const T vapour = (0.85 / kLatent) * heat;
    const T falling = w * (liquid.internal_energy(deck.t) + kGravity * (deck_.z + deck.level));
    e.add(deck_mass_, -w);
    e.add(deck_energy_, -falling);
    e.add(mass_, w - vapour);
    e.add(energy_, falling - heat);
    e.mass_in(-vapour);
    e.energy_in(-heat);
    e.add(evaporated_, vapour);

    const T spill = rim_ * c.rho * pow(T(softplus(T(c.level - height_), 0.005)), 1.5) * smoothstep(T((c.level - height_) / 0.01 + 1.0));
    const T power = spill * (liquid.internal_energy(c.t) + kGravity * (basin_.z + height_));
    e.add(mass_, -spill);
    e.add(energy_, -power);
    e.mass_in(-spill);
    e.energy_in(-power);
    e.add(spilled_, spill);

    e.add(fan_speed_, (e[running_] * e[fan_set_] - e[fan_speed_]) / 5.0);
    if (!e.wants_outputs()) return;
    e.set(level_, c.level / height_);
    e.set(temperature_, c.t);
    e.set(return_, deck.t);
    e.set(approach_, c.t - wet);
    e.set(heat_, heat);
    e.set(evaporation_, vapour);
  }

 private:
  static constexpr double kDepth = 0.1, kLatent = 2.43e6;  // m, J/kg

  OpenVessel deck_, basin_;
  double design_flow_, units_, height_, nozzle_, rim_;
  InputId start_, stop_, reset_, fan_set_, wet_bulb_;
  MemoryId running_, tripped_;
  StateId deck_mass_, deck_energy_, mass_, energy_, fan_speed_, evaporated_, spilled_;
  PortId in_, make_up_, out_, drain_, overflow_;
  SignalId power_;
  OutputId level_, temperature_, return_, approach_, heat_, evaporation_;
  MalfunctionId fan_trip_, fouling_;
};

}  // namespace retort
