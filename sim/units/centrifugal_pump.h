#pragma once
#include <algorithm>
#include <cmath>

#include "sim/model/block.h"
#include "sim/units/friction.h"
#include "sim/units/local_station.h"
#include "sim/units/pump_curve.h"
#include "sim/units/liquid_volume.h"

/// Centrifugal pump with motor and local control station. n = speed / rated speed, Q = w / rho.
///   H = c (h0 n^2 - h1 n Q - h2 Q |Q|)                                            (1) m, affinity laws; c: cavitation
///   eta = eta_0 q (2 - q),  q = Q / (n Q_0)                                       (2)
///   P = rho g H Q / eta = rho g H n^2 Q_0^2 / (eta_0 (2 n Q_0 - Q))               (3) W, finite at Q = 0
///   dE/dt = w_in (h + g z) - w_out (h + g z) + P - UA (T - T_ambient)             (4) what is not head heats the casing
///   NPSHa = (p_in - p_vap) / (rho g), lagged 0.3 s                                (5) m
///   NPSHr = NPSHr_0 (1 + (Q/Q_0)^2) / 2                                           (6) m
///   c = smoothstep((NPSHa / NPSHr - 0.5) / 0.5574)                                (7) 3 % of head lost at NPSHa = NPSHr
///   running: dn/dt = (n_set - n) / tau_run; stopped: dn/dt = -(n^2 + n/50) / tau_coast   (8)
///   I = I_n sqrt(0.35^2 + (1 - 0.35^2) (P/P_n)^2) + inrush while n < n_set        (9) A
///   overload relay: d(theta)/dt = ((I/I_n)^2 - theta) / 60 s, trips at 1.21       (10)
/// The outlet is the casing itself, a small volume (liquid_volume.h): dead-headed, it heats up.
///
/// Permissive, interlock and trip are three things. `start_inhibit` (a permissive not met) forbids starting;
/// `stop_demand` (an interlock) stops it as long as it stands; `trip_demand` stops it and latches until `reset`.
/// The selector on the local station: local (only the buttons there), off, remote (the control room). The local stop
/// button always works. The isolator takes the motor's power away, and can be locked (local_station.h).
/// With `power: BUS` it trips when the bus is dead (bus.h).
/// Malfunctions: trip, worn_impeller, cavitation (gas in the suction), seal_leak, bearing.
/// Source: Karassik, Pump Handbook, 4th ed. (affinity, NPSH); IEC 60947-4-1 (relay).
/// Holds for: liquid, 0 to 120 % speed, reverse flow, dead head. Not for: turbining with power back to the net.
namespace retort {

class CentrifugalPump {
 public:
  static constexpr const char* kType = "centrifugal_pump";
  static constexpr const char* kHelp = "Centrifugal pump with motor and local station";

  explicit CentrifugalPump(Declare& d);

  void scan(Scan& s) const;

  template <class T>
  void publish(Publish<T>& p) const {
    p.port(out_) = casing_.fluid(p, p.fractions(out_));
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    const T& n = r[speed_];
    // The flow is not known yet: what NPSH it needs is taken from the lagged flow.
    const T c = cavitation_factor(r[npsh_], npsh_required(r[lagged_flow_]), r[cavitation_]);
    Resistance<T> x;
    x.a0 = c * r.rho * (kGravity * curve_.h0 * worn_head(r[worn_])) * n * n;
    x.a1 = kGravity * curve_.h1 * n;
    x.a2 = kGravity * (curve_.h2 * (1 + r[worn_]) + passage_) / r.rho;
    return x;
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const Through<T>& s = e.through();
    const FluidState<T>& f = e.port(out_);
    const T& n = e[speed_];
    const T q = s.w / s.rho;

    const T npsh = (s.p_in - s.p_vap) / (s.rho * kGravity);
    e.add(npsh_, (npsh - e[npsh_]) / kSuctionLag);
    e.add(lagged_flow_, (q - e[lagged_flow_]) / kSuctionLag);

    const T head = (f.p - s.p_in) / (s.rho * kGravity);
    const T shaft = shaft_power(n, q, head, s.rho);
    e.add(casing_.energy(), shaft);
    e.energy_in(shaft);
    const T heat = heat_loss_ * (ambient_ - f.t);
    e.add(casing_.energy(), heat);
    e.energy_in(heat);

    T leak(0.0);
    if (e[seal_leak_] > 0) {
      constexpr double kGap = 5e-5;  // m2
      leak = (e[seal_leak_] * 0.6 * kGap) * f.cover * sqrt(2.0 * f.rho * softplus(f.p - kAtmosphere, 200.0));
      casing_.lose(e, out_, leak);
      e.add(leaked_, leak);
    }

    const double set = e[running_] > 0.5 ? e[speed_set_] : 0;
    if (e[running_] > 0.5) {
      e.add(speed_, (set - n) / run_up_);
    } else {
      e.add(speed_, -(n * smooth_abs(n, 1e-3) + 0.02 * n) / coast_);
    }
    if (!e.wants_outputs()) return;
    const T friction = e[bearing_] * 0.5 * rated_power_ * n;
    const T load = (shaft + friction) / rated_power_;
    T current(0.0);
    if (e[running_] > 0.5) {
      const T slip = smoothstep(T((set - n - 0.05) / 0.5));
      current = rated_current_ * (sqrt(0.1225 + 0.8775 * load * load) + 4.5 * slip);
    }
    e.set(flow_, s.w);
    e.set(volume_flow_, q);
    e.set(head_, head);
    e.set(suction_, s.p_in);
    e.set(discharge_, f.p);
    e.set(temperature_, f.t);
    e.set(power_, shaft + friction);
    e.set(current_, current);
    e.set(npsh_margin_, npsh - npsh_required(q) * (1 + 4 * e[cavitation_]));
    e.set(cavitating_, n * (1.0 - cavitation_factor(e[npsh_], npsh_required(q), e[cavitation_])));
    e.set(leak_flow_, leak);
  }

 private:
  static constexpr double kSuctionLag = 0.3;  // s
  static double worn_head(double severity) { return 1 - 0.35 * severity; }

  template <class T>
  T npsh_required(const T& q) const {
    const T r = q / best_flow_;
    return 0.5 * npsh_required_ * (1.0 + r * r);
  }
  template <class T>
  static T cavitation_factor(const T& available, const T& required, double gas) {
    // Gas in the suction raises what the impeller needs and takes head by itself.
    return smoothstep(T((available / (required * (1 + 4 * gas)) - 0.5) / 0.5574)) * (1 - 0.5 * gas);
  }
  template <class T>
  T shaft_power(const T& n, const T& q, const T& head, const T& rho) const {
    const T h = smooth_max(head, T(0.05 * curve_.h0 * n * n), 0.01 * curve_.h0);
    const T room = smooth_max(2.0 * n * best_flow_ - q, 0.5 * n * best_flow_ + 0.02 * best_flow_, 0.02 * best_flow_);
    return rho * kGravity * h * n * n * (best_flow_ * best_flow_ / efficiency_) / room;
  }

  PumpCurve curve_;
  LiquidVolume casing_;
  double best_flow_, efficiency_, npsh_required_, passage_, heat_loss_, ambient_, run_up_, coast_, rated_power_,
      rated_current_;
  StateId speed_, npsh_, lagged_flow_, leaked_;
  MemoryId running_, tripped_, cause_, available_, relay_, interlocked_, permitted_;
  InputId start_, stop_, reset_, local_start_, local_stop_, selector_, speed_set_, trip_demand_, stop_demand_,
      start_inhibit_;
  PortId out_;
  OutputId flow_, volume_flow_, head_, suction_, discharge_, temperature_, power_, current_, npsh_margin_, cavitating_,
      leak_flow_;
  Isolator isolator_;
  MalfunctionId trip_, worn_, cavitation_, seal_leak_, bearing_;
  SignalId power_supply_;
};

}  // namespace retort
