#pragma once
#include "sim/units/interphase.h"

/// What happens on one sieve tray, and between it and the one below. Heights of clear liquid h in m, F = u sqrt(rho_v) in Pa^0.5.
///   alpha = exp(-12.55 K_s^0.91),  K_s = u_a sqrt(rho_v / (rho_l - rho_v))            (1) liquid fraction of the froth; u_a over the active area
///   Q_w = 1.84 L_w alpha (h / alpha - h_w)^1.5                                         (2) m3/s over the weir: Francis, for froth
///   Q_d = A_da sqrt(H_da / 0.165),  H_da = spacing + h - h_below - (p_below - p) / (rho_l g)   (3) m3/s that the downcomer lets through
///   Q = Q_w Q_d / sqrt(Q_w^2 + Q_d^2)                                                  (4) a downcomer that backs up holds the tray's liquid
///   dp_v = p_below - p - rho_l g h,   w_v = C_o A_h sqrt(2 rho_v |dp_v|) sign(dp_v)     (5) kg/s through the holes; back down when p_below < p
///   w_weep = C_w A_h sqrt(2 rho_l (rho_l g h - (p_below - p))+), rounded over 15 Pa      (6) kg/s; a tray weeps where gas bears its liquid badly
///   w_e = w_v psi(K_s / C_sb, h / (alpha spacing))                                      (7) kg/s liquid carried up; flooding
/// and between its phases interphase.h, with `mixing` m = V E / (1 - E), V the molar flow of vapour that comes from below, so that
///   (y - y_below) / (y* - y_below) = E                                                  (8) Murphree's efficiency of the vapour: a tray's own
/// Source: (1), (2) Bennett, Agrawal, Cook, AIChE J. 29 (1983) 434; (3), (5) Kister, Distillation Design, 1992, ch. 6; (7) the shape of
/// Fair's entrainment, Kister ch. 6; (8) Murphree, Ind. Eng. Chem. 17 (1925) 747.
/// Holds for: dry to flooded trays, no vapour to jet flood, both directions. Not for: channelling, packing, unsteady froth.
namespace retort {

struct TrayLaw {
  double column_area = 1, active_area = 0.8, hole_area = 0.08;  // m2
  double weir = 0.7, weir_height = 0.05, spacing = 0.5;          // m
  double clearance = 0.03;                                       // m2, under the downcomer's apron: A_da
  double flood = 0.09;                                           // m/s, C_sb
  double rest = 0.1;                                             // mol/s of mixing without flow

  static constexpr double kOrifice = 0.75, kWeep = 0.15;  // C_o, C_w

  /// What an upset does to one tray.
  struct Upset {
    double foam = 0, fouling = 0;   // 0..1
  };
  template <class T>
  struct Flows {
    T vapour;              // kg/s up, (5)
    T down;                // kg/s over the weir, (4)
    T weep;                // kg/s through the holes, (6)
    T carried;             // kg/s of the liquid of the stage below that vapour takes along, (7) with that stage's froth
    T flooding;            // K_s / C_sb of the tray
    T backup;              // share of the downcomer's height that is filled
  };

  /// Between `below` (a tray or the sump) and `tray`.
  template <class T>
  Flows<T> between(const TwoPhase::Content<T>& below, const TwoPhase::Content<T>& tray, bool below_is_tray, const Upset& upset) const {
    Flows<T> f;
    const T& h = tray.level;
    const T lift = below.p - tray.p, head = tray.rho_l * (kGravity * h);
    const T drive = softplus(T(lift - head), 30.0) - softplus(T(-lift), 30.0);
    const T side = smooth_sign(drive, 100.0);
    const T rho_v = upwind(side, below.rho_v, tray.rho_v), there = upwind(side, below.phi_v, tray.phi_v);
    f.vapour = (kOrifice * hole_area) * there * sqrt(2.0 * rho_v) * regroot(drive, 100.0);

    const T up = smooth_max(f.vapour, T(0.0), 0.01 * active_area);
    // A trial state of the solver may have vapour as dense as liquid.
    const T apart = smooth_max(T(tray.rho_l - rho_v), T(0.1 * tray.rho_l), 10.0);
    const T load = up / (active_area * sqrt(rho_v * apart));  // K_s
    f.flooding = load / (flood * (1 - 0.6 * upset.foam));
    // Beyond any load of a tray the froth keeps a little liquid.
    const T alpha = smooth_max(exp(-12.55 * (1 + upset.foam) * exp(0.455 * log(load * load + 1e-5))), T(0.02), 0.02);
    const T over = softplus(T(h / alpha - weir_height), 0.002);
    const T weir_flow = 1.84 * weir * alpha * over * sqrt(over);
    const T room = spacing + h - (below_is_tray ? below.level : T(0.0)) - lift / (tray.rho_l * kGravity);
    f.backup = 1.0 - room / spacing;
    const T through = clearance * (1 - 0.97 * upset.fouling) * sqrt((softplus(room, 0.03) + 1e-9) / 0.165);
    f.down = tray.rho_l * weir_flow * through / sqrt(weir_flow * weir_flow + through * through + 1e-12);
    f.weep = (kWeep * hole_area) * (h / (h + 0.003)) * sqrt(2.0 * tray.rho_l * (softplus(T(head - lift), 15.0) + 1e-3));
    if (below_is_tray) {
      const T froth = smoothstep(T((below.level / (alpha * spacing) - 0.85) / 0.5));
      const T psi = 0.05 * softplus(T((f.flooding - 0.8) / 0.1), 1.0) + 5.0 * froth;
      f.carried = up * psi * (below.level / (below.level + 0.005));
    } else {
      f.carried = T(0.0);
    }
    return f;
  }

  /// mol/s, of (8).
  template <class T>
  T mixing(const T& vapour, double efficiency) const { return vapour * (efficiency / (1 - efficiency)) + rest; }
};

}  // namespace retort
