#pragma once
#include <string>

#include "sim/model/block.h"
#include "sim/units/interphase.h"

/// The side of an exchanger in which a vapour condenses: the shell of a condenser, the steam side of a reboiler. A two-phase holdup
/// (two_phase.h, interphase.h) that gives heat to a wall and lets its condensate out at the floor; vapour does not follow it there, as a trap has it.
///   Q = UA s b (T - T_wall)                                              (1) W, into the wall
///   s = 1 - 0.95 smoothstep(L / H)                                       (2) condensate that stands in it floods the tubes
///   b = 1 / (1 + 2 y_inert)                                              (3) gas that does not condense gathers at the tubes
/// Gas that cannot condense also takes part of the pressure, so that T falls below the dew point: it blankets the rest of the surface.
/// Source: Kern, Process Heat Transfer, 1950, ch. 12 and 13; (3) by the size of the effect in Colburn, Hougen, Ind. Eng. Chem. 26 (1934) 1178.
/// Holds for: condensing, blanketed, flooded, evacuated; the other way, too: a hot wall boils what stands in it. Not for: profiles along tubes.
namespace retort {

class CondensingSide {
 public:
  /// `vapour_port`, `liquid_port`, `vent_port`: names of its nozzles. `prefix` goes before states and outputs.
  void declare(Declare& d, const char* vapour_port, const char* liquid_port, const char* vent_port, const std::string& prefix, double volume,
               double height, double z, double nozzle);

  template <class T>
  using Content = TwoPhase::Content<T>;

  /// Keeps its content in `room`; `closed`: 0..1, how far the way out of the condensate is shut.
  template <class T>
  void publish(Publish<T>& p, T* room, double closed = 0) const {
    const Content<T> c = phases_.content(&p[StateId{liquid_.i}], &p[StateId{vapour_.i}], p[energy_]);
    TwoPhase::keep(c, room);
    p.port(in_) = phases_.gas_nozzle(c, height_, nozzle_, p.fractions(in_));
    p.port(vent_) = phases_.gas_nozzle(c, height_, nozzle_, p.fractions(vent_));
    p.port(out_) = phases_.liquid_nozzle(c, 0, nozzle_, p.fractions(out_));
    p.port(out_).cover *= 1 - closed;
  }
  bool owns(PortId p) const { return p.i == in_.i || p.i == out_.i || p.i == vent_.i; }
  template <class T>
  void exchange(Exchange<T>& x, const T* room) const {
    const Content<T>& c = TwoPhase::kept(room);
    const T gas_out = x.gives * x.own.vapour, liquid_out = x.gives - gas_out;
    const T gas_in = x.takes * x.offered.vapour, liquid_in = x.takes - gas_in;
    for (int i = 0; i < phases_.size(); ++i) {
      x.add({liquid_.i + i}, liquid_in * x.offered_fractions[i] - liquid_out * c.w_l[i]);
      x.add({vapour_.i + i}, gas_in * x.offered_fractions[i] - gas_out * c.w_v[i]);
    }
    x.add(energy_, -x.energy);
  }
  /// (1), and what passes between the phases. `ua` in W/K. Returns W into the wall.
  template <class T>
  T eval(Eval<T>& e, const T* room, double ua, const T& t_wall) const {
    const Content<T>& c = TwoPhase::kept(room);
    T inert(0.0), rate[kMaxComponents];
    interphase(phases_, c, &e[StateId{liquid_.i}], T(phases_.transfer() * kAtmosphere), rate);
    for (int i = 0; i < phases_.size(); ++i) {
      e.add({liquid_.i + i}, -rate[i]);
      e.add({vapour_.i + i}, rate[i]);
      if (phases_.mix->gas(i)) inert += c.y[i];
    }
    const T share = (1.0 - 0.95 * smoothstep(T(c.level / height_))) / (1.0 + 2.0 * inert);
    const T power = ua * share * (c.t - t_wall);
    e.add(energy_, -power);
    e.set(pressure_, c.p);
    e.set(temperature_, c.t);
    e.set(level_, c.level / height_);
    e.set(inert_, inert);
    return power;
  }

 private:
  TwoPhase phases_;
  double height_ = 1, nozzle_ = 0.1;
  StateId liquid_, vapour_, energy_;
  PortId in_, out_, vent_;
  OutputId pressure_, temperature_, level_, inert_;
};

}  // namespace retort
