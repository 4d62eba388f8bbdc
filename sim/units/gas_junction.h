#pragma once
#include "sim/units/two_phase.h"
#include "sim/model/block.h"

/// Where gas lines meet: a small volume that gives on what comes in, mixed, mist and all. Equations: two_phase.h.
/// Its volume is that of half the lines that end here, and at least so much that no pressure moves faster than about 40 ms:
///   V = tau w R T / (M p) with w / p at 10 m/s and tau = 0.04 s, that is V = 0.4 m times the area of the lines              (1) m3
/// Holds for: vapour lines and headers of any length that matter for pressure. Not for: sound, slugs.
namespace retort {

class GasJunction {
 public:
  static constexpr const char* kType = "gas_junction";
  static constexpr const char* kHelp = "Place where gas lines meet and mix; also a header";

  explicit GasJunction(Declare& d);

  template <class T>
  void publish(Publish<T>& p) const {
    const auto c = phases_.content(&p[liquid_], &p[vapour_], p[energy_]);
    TwoPhase::keep(c, p.kept());
    FluidState<T>& f = p.port(port_);
    const T m = c.m_l + c.m_v;
    f.vapour = c.m_v / m;
    f.p = c.p;
    f.t = c.t;
    f.rho = m / phases_.volume;
    f.h = f.vapour * c.h_v + (1.0 - f.vapour) * c.h_l;
    f.p_vap = c.p_vap;
    f.z = phases_.z;
    f.cover = T(1.0);
    for (int i = 0; i < phases_.size(); ++i) p.fractions(port_)[i] = f.vapour * c.w_v[i] + (1.0 - f.vapour) * c.w_l[i];
  }
  template <class T>
  void exchange(Exchange<T>& x) const {
    const auto& c = TwoPhase::kept(x.kept);
    const T gas_out = x.gives * x.own.vapour, liquid_out = x.gives - gas_out;
    const T gas_in = x.takes * x.offered.vapour, liquid_in = x.takes - gas_in;
    for (int i = 0; i < phases_.size(); ++i) {
      x.add(StateId{liquid_.i + i}, liquid_in * x.offered_fractions[i] - liquid_out * c.w_l[i]);
      x.add(StateId{vapour_.i + i}, gas_in * x.offered_fractions[i] - gas_out * c.w_v[i]);
    }
    x.add(energy_, -x.energy);
  }
  template <class T>
  void eval(Eval<T>& e) const {
    const auto& c = TwoPhase::kept(e.kept());
    for (int i = 0; i < phases_.size(); ++i) {
      const T rate = phases_.rate(c, i);
      e.add(StateId{liquid_.i + i}, -rate);
      e.add(StateId{vapour_.i + i}, rate);
    }
    const T heat = heat_loss_ * (ambient_ - c.t);
    e.add(energy_, heat);
    e.energy_in(heat);
    if (!e.wants_outputs()) return;
    e.set(pressure_, c.p);
    e.set(temperature_, c.t);
    e.set(wet_, 1.0 - e.port(port_).vapour);
  }

 private:
  TwoPhase phases_;
  double heat_loss_, ambient_;
  StateId liquid_, vapour_, energy_;
  PortId port_;
  OutputId pressure_, temperature_, wet_;
};

}  // namespace retort
