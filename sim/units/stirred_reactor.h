#pragma once
#include "sim/units/kinetics.h"
#include "sim/units/liquid_volume.h"
#include "sim/units/local_station.h"
#include "sim/units/vessel_core.h"

/// Stirred tank reactor, continuous, semibatch or batch: vessel_core.h with kinetics, agitator, jacket and heating.
///   dl_i/dt = ... + a sum_j nu_ij M_i r_j V,   dE/dt = ... + a sum_j (-dH_j) r_j V + P           (1) kinetics.h; gases go to v_i
///   a = (1 - 0.9 bad) (1 + 4 lost) (s + (1 - s) m),  m = smoothstep((n - 0.05) / 0.45)           (2) s: `unmixed`, the share of the
///                                                                                                    rate that is left without stirring
///   dn/dt = (n_set - n) / tau when running, -(n |n| + n / 50) / tau when not                     (3) n: speed, of rated
///   P = P_0 n^3 smoothstep(L / 0.3 H)                                                            (4) W, heats the contents
///   Q_i = (T - T_wall) / (1 / (U_i A g(n) wet) + 4 f / U_i A),  g = (n^2 + 0.003)^(1/3)          (5) W; f: fouling; (Re^2/3)
///   wet = 0.02 + 0.98 min(1, L / H_j)                                                            (6) H_j: height of the jacket
///   C_wall dT_wall/dt = Q_i - Q_j + Q_h,   Q_j = U_j A_j (T_wall - T_jacket) full_j              (7) W
///   Q_h = x U_h A (T_hot - T_wall), x > 0 and T_hot > T_wall only                                (8) W, steam or oil of fixed temperature
/// The jacket is a volume of the plant, of a liquid of fixed composition that flows through it (liquid_volume.h: jacket_in, jacket_out).
/// Where it gets too hot for its pressure it is pushed out, and (7) fades; the heat of evaporation is left out.
/// Over its bursting pressure the vessel tears open (mode `ruptured`): a hole of `tear` to the air, through which liquid and gas leave
/// together; the instructor mends it.
/// The agitator's motor has start, stop and reset like a pump, `trip_demand`, `stop_demand` and `start_inhibit` for safety functions;
/// with `power: BUS` it trips when the bus is dead.
/// Malfunctions: trip (of the agitator), fouling, jacket_leak, bad_catalyst, inhibitor_lost, leak.
/// Source: (5) exponents of Chilton, Drew, Jebens, Ind. Eng. Chem. 36 (1944) 510; (4) turbulent power number; the rest balances.
/// Holds for: one liquid phase or two finely dispersed ones, empty to overfull, boiling. Not for: gas-inducing stirrers, solids.
namespace retort {

class StirredReactor {
 public:
  static constexpr const char* kType = "stirred_reactor";
  static constexpr const char* kHelp = "Stirred tank reactor with kinetics, agitator, jacket and heating";
  static Sides sides() { return {VesselCore::ports(), {"jacket_in", "jacket_out"}}; }

  explicit StirredReactor(Declare& d);
  void scan(Scan& s) const;

  template <class T>
  void publish(Publish<T>& p) const {
    core_.publish(p);
    if (has_jacket_) {
      for (PortId j : {jacket_in_, jacket_out_}) p.port(j) = coolant_.fluid(p, p.fractions(j));
    }
  }

  template <class T>
  void exchange(Exchange<T>& x) const {
    if (x.port.i < first_jacket_port_) return core_.exchange(x);
    x.add(coolant_.mass(), x.takes - x.gives);
    x.add(coolant_.energy(), -x.energy);
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const TwoPhase::Content<T>& c = core_.eval(e);
    const T& n = e[speed_];
    react(e, c, n);
    stir(e, c, n);
    if (has_wall_) exchange_heat(e, c, n);
    if (e[ruptured_] > 0.5) tear(e, c);
  }

 private:
  template <class T>
  void react(Eval<T>& e, const TwoPhase::Content<T>& c, const T& n) const {
    const Mixture& mix = *core_.phases().mix;
    T moles[kMaxComponents], heat(0.0);
    for (int i = 0; i < mix.size(); ++i) moles[i] = e[core_.liquid(i)] / mix.molar_mass(i);
    const T mixed = unmixed_ + (1 - unmixed_) * smoothstep(T((n - 0.05) / 0.45));
    const T activity = (1 - 0.9 * e[bad_catalyst_]) * (1 + 4 * e[inhibitor_lost_]) * mixed;
    for (int j = 0; j < kinetics_.size(); ++j) {
      const T r = activity * kinetics_.rate(j, c.t, moles, c.v_l);
      for (int i = 0; i < mix.size(); ++i) {
        const double m = kinetics_.mass(j, i);
        if (m != 0) e.add(m > 0 && mix.gas(i) ? core_.vapour(i) : core_.liquid(i), m * r);
      }
      const T q = -kinetics_.heat(j) * r;
      heat += q;
      if (e.wants_outputs()) {
        e.set(OutputId{rate_.i + j}, r);
        e.set(OutputId{heat_of_.i + j}, q);
      }
    }
    core_.heat(e, heat);
    e.set(heat_, heat);
  }

  template <class T>
  void stir(Eval<T>& e, const TwoPhase::Content<T>& c, const T& n) const {
    if (e[running_] > 0.5) {
      e.add(speed_, (e[speed_set_] - n) / run_up_);
    } else {
      e.add(speed_, -(n * smooth_abs(n, 1e-3) + 0.02 * n) / run_up_);
    }
    const T power = power_ * (n * n * smooth_abs(n, 1e-3)) * smoothstep(T(c.level / (0.3 * core_.height())));
    core_.heat(e, power);
    e.set(shaft_, power);
  }

  template <class T>
  void exchange_heat(Eval<T>& e, const TwoPhase::Content<T>& c, const T& n) const {
    const T wall = kReferenceTemperature + e[wall_] / wall_capacity_;
    const T film = pow(T(n * n + 0.003), 1.0 / 3);
    const T wet = 0.02 + 0.98 * covered(c.level);
    const T inside = (c.t - wall) / (1.0 / (inside_ua_ * film * wet) + 4 * e[fouling_] / inside_ua_);
    core_.take(e, T(-inside));
    e.add(wall_, inside);

    T hot(0.0);
    if (heating_ua_ > 0) {
      e.add(heating_position_, (e[heating_] - e[heating_position_]) / 5.0);
      const T open = softplus(e[heating_position_], 2e-4) * (1.0 - e[heating_lost_]);
      hot = open * heating_ua_ * softplus(T(e[hot_temperature_] - wall), 2.0);
      e.add(wall_, hot);
      e.energy_in(hot);
    }
    T cold(0.0), t_jacket(wall), fill(0.0);
    if (has_jacket_) {
      const FluidState<T>& f = e.port(jacket_in_);
      t_jacket = f.t;
      fill = f.cover;
      cold = jacket_ua_ * f.cover * (wall - f.t);
      e.add(wall_, -cold);
      e.add(coolant_.energy(), cold);
      if (e[jacket_leak_] > 0) {
        constexpr double kHole = 1e-4;  // m2
        const T w = (e[jacket_leak_] * 0.6 * kHole) * f.cover * sqrt(2.0 * f.rho * softplus(T(f.p - kAtmosphere), 200.0));
        coolant_.lose(e, jacket_in_, w);
        e.add(jacket_leaked_, w);
      }
    }
    if (!e.wants_outputs()) return;
    e.set(wall_temperature_, wall);
    e.set(duty_, inside);
    e.set(heating_duty_, hot);
    if (!has_jacket_) return;
    e.set(jacket_temperature_, t_jacket);
    e.set(jacket_level_, fill);
    e.set(jacket_pressure_, e.port(jacket_in_).p);
  }

  /// (6): share of the jacket's height.
  template <class T>
  T covered(const T& level) const {
    return 1.0 - softplus(T(1.0 - level / jacket_height_), 0.02);
  }

  template <class T>
  void tear(Eval<T>& e, const TwoPhase::Content<T>& c) const {
    const T m = c.m_l + c.m_v, rho = m / core_.phases().volume;
    const T w = (0.6 * tear_) * sqrt(2.0 * rho * softplus(T(c.p - kAtmosphere), 500.0));
    core_.lose(e, c, T(w * c.m_l / m), T(w * c.m_v / m));
    e.add(released_, w);
  }

  VesselCore core_;
  Kinetics kinetics_;
  LiquidVolume coolant_;
  bool has_jacket_ = false, has_wall_ = false;
  double power_, run_up_, unmixed_, inside_ua_ = 1, jacket_ua_ = 0, jacket_height_ = 1, wall_capacity_ = 1, heating_ua_ = 0, burst_, tear_;
  int first_jacket_port_ = 1 << 20;
  StateId speed_, wall_, heating_position_, jacket_leaked_, released_;
  MemoryId running_, tripped_, available_, interlocked_, permitted_, ruptured_;
  InputId start_, stop_, reset_, selector_, local_start_, local_stop_, speed_set_, trip_demand_, stop_demand_, start_inhibit_, heating_,
      hot_temperature_, mend_;
  SignalId bus_;
  PortId jacket_in_, jacket_out_;
  OutputId rate_, heat_of_, heat_, shaft_, wall_temperature_, duty_, heating_duty_, jacket_temperature_, jacket_pressure_, jacket_level_;
  Isolator isolator_;
  MalfunctionId trip_, fouling_, jacket_leak_, bad_catalyst_, inhibitor_lost_, heating_lost_;
};

}  // namespace retort
