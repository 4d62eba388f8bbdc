#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/dual.h"

/// A property of a pure component as a function of temperature, in the form in which it was published. Read from a component
/// file, evaluated while a mixture is put together (sim/props/curve.h holds what runs in the ODE).
///
///   polynomial          c0 + c1 T + c2 T^2 ...                                            (1)
///   laurent             c0 / T^2 + c1 + c2 T + c3 T^2                                     (2)
///   exp_log             exp(c0 + c1/T + c2 ln T + c3 T^c4)            DIPPR 101           (3)
///   power               c0 T^c1 / (1 + c2/T + c3/T^2)                 DIPPR 102           (4)
///   rackett             c0 / c1^(1 + (1 - T/c2)^c3)                   DIPPR 105           (5)
///   watson              c0 (1 - Tr)^(c1 + c2 Tr + c3 Tr^2 + c4 Tr^3)  DIPPR 106           (6)
///   exp_polynomial      c0 + exp(c1/T + c2 + c3 T + c4 T^2)           ChemSep 16          (7)
///   antoine             10^(c0 - c1/(T + c2))                                             (8)
///   wagner              p_c exp((c0 tau^e0 + c1 tau^e1 ...) / Tr)                         (9)
///   reduced_series      c0 (1 + c1 tau^e1 + c2 tau^e2 ...)                               (10)
///   lee_kesler          p_c exp(f0(Tr) + omega f1(Tr))                                    (11)
///   henry_iapws         p_s exp(c0/Tr + c1 tau^0.355/Tr + c2 Tr^-0.41 exp(tau))           (12) p_s, T_c of water
/// Tr = T / T_c, tau = 1 - Tr; T in K, the result in the unit of the file.
/// Source: (3)-(6) Perry's Chemical Engineers' Handbook, 8th ed., section 2; (7) ChemSep; (9) Wagner 1973; (11) Lee, Kesler,
/// AIChE J. 21 (1975) 510; (12) IAPWS G7-04.
/// Holds for: from..to of each. Not for: anything beyond (the caller continues it).
namespace retort {

enum class Form {
  polynomial,
  laurent,
  exp_log,
  power,
  rackett,
  watson,
  exp_polynomial,
  antoine,
  wagner,
  reduced_series,
  lee_kesler,
  henry_iapws
};

/// What reduced forms need of the component.
struct Critical {
  double t = 0, p = 0, acentric = 0;
};

struct Correlation {
  Form form = Form::polynomial;
  std::vector<double> c, exponents;
  double scale = 1;         // to SI, molar amounts in mol
  double from = 0, to = 0;  // K
  std::string source;

  double at(double t, const Critical& critical) const;
  /// Value and slope.
  Dual<1> with_slope(double t, const Critical& critical) const;
};

std::string_view to_string(Form form);
/// All names, for messages.
std::vector<std::string> form_names();
/// False when there is no such form.
bool find_form(std::string_view name, Form& form);
/// How many coefficients a form takes: at least, at most.
struct Count {
  int least, most;
};
Count coefficient_count(Form form);

}  // namespace retort
