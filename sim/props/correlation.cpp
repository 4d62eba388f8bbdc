#include "sim/props/correlation.h"

#include <array>

namespace retort {
namespace {

struct FormName {
  Form form;
  std::string_view name;
  Count count;
};
constexpr std::array<FormName, 12> kForms = {{{Form::polynomial, "polynomial", {1, 6}},
                                              {Form::laurent, "laurent", {4, 4}},
                                              {Form::exp_log, "exp_log", {5, 5}},
                                              {Form::power, "power", {4, 4}},
                                              {Form::rackett, "rackett", {4, 4}},
                                              {Form::watson, "watson", {5, 5}},
                                              {Form::exp_polynomial, "exp_polynomial", {5, 5}},
                                              {Form::antoine, "antoine", {3, 3}},
                                              {Form::wagner, "wagner", {3, 6}},
                                              {Form::reduced_series, "reduced_series", {2, 7}},
                                              {Form::lee_kesler, "lee_kesler", {0, 0}},
                                              {Form::henry_iapws, "henry_iapws", {3, 3}}}};

/// x^n for n that files write as 1, 2, 6: a product, so that it costs little and has no surprise at negative x.
template <class T>
T power_of(const T& x, double n) {
  if (n == 0) return T(1.0);
  if (n == 1) return x;
  if (n == 2) return x * x;
  if (n == 6) return x * x * x * (x * x * x);
  return pow(x, n);
}

/// tau^e, zero beyond the critical point.
template <class T>
T reduced_power(const T& tau, double e) {
  if (value(tau) < 0 || (value(tau) == 0 && e != 1)) return T(0.0);
  return e == 1 ? tau : pow(tau, e);
}

template <class T>
T series(const std::vector<double>& c, const std::vector<double>& e, std::size_t first, const T& tau) {
  T sum(0.0);
  for (std::size_t k = first; k < c.size(); ++k) sum += c[k] * reduced_power(tau, e[k - first]);
  return sum;
}

/// IAPWS SR1-86(1992): vapour pressure of water, which its Henry constants refer to.
template <class T>
T water_vapour_pressure(const T& tr) {
  static const std::vector<double> a = {-7.85951783, 1.84408259, -11.7866497, 22.6807411, -15.9618719, 1.80122502};
  static const std::vector<double> e = {1, 1.5, 3, 3.5, 4, 7.5};
  return 22.064e6 * exp(series(a, e, 0, 1.0 - tr) / tr);
}

template <class T>
T evaluate(const Correlation& k, const T& t, const Critical& critical) {
  const std::vector<double>& c = k.c;
  const double tc = critical.t > 0 ? critical.t : 1;
  switch (k.form) {
    case Form::polynomial: {
      T sum(c.back());
      for (std::size_t i = c.size() - 1; i-- > 0;) sum = sum * t + c[i];
      return sum;
    }
    case Form::laurent:
      return c[0] / (t * t) + c[1] + c[2] * t + c[3] * (t * t);
    case Form::exp_log:
      return exp(c[0] + c[1] / t + c[2] * log(t) + c[3] * power_of(t, c[4]));
    case Form::power:
      return c[0] * pow(t, c[1]) / (1.0 + c[2] / t + c[3] / (t * t));
    case Form::rackett:
      return c[0] * exp(-math::log(c[1]) * (1.0 + reduced_power(1.0 - t / c[2], c[3])));
    case Form::watson: {
      const T tr = t / tc, tau = 1.0 - tr;
      if (value(tau) <= 0) return T(0.0);
      return c[0] * exp(log(tau) * (c[1] + tr * (c[2] + tr * (c[3] + tr * c[4]))));
    }
    case Form::exp_polynomial:
      return c[0] + exp(c[1] / t + c[2] + c[3] * t + c[4] * (t * t));
    case Form::antoine:
      return exp(math::log(10) * (c[0] - c[1] / (t + c[2])));
    case Form::wagner: {
      const T tr = t / tc;
      return critical.p * exp(series(c, k.exponents, 0, 1.0 - tr) / tr);
    }
    case Form::reduced_series:
      return c[0] * (1.0 + series(c, k.exponents, 1, 1.0 - t / tc));
    case Form::lee_kesler: {
      const T x = t / tc, ln = log(x), x6 = power_of(x, 6);
      const T f0 = 5.92714 - 6.09648 / x - 1.28862 * ln + 0.169347 * x6;
      const T f1 = 15.2518 - 15.6875 / x - 13.4721 * ln + 0.43577 * x6;
      return critical.p * exp(f0 + critical.acentric * f1);
    }
    case Form::henry_iapws: {
      const T tr = t / 647.096, tau = 1.0 - tr;
      return water_vapour_pressure(tr) * exp(c[0] / tr + c[1] * reduced_power(tau, 0.355) / tr + c[2] * pow(tr, -0.41) * exp(tau));
    }
  }
  return T(0.0);
}

}  // namespace

double Correlation::at(double t, const Critical& critical) const { return scale * evaluate(*this, t, critical); }

Dual<1> Correlation::with_slope(double t, const Critical& critical) const {
  Dual<1> x(t);
  x.d[0] = 1;
  return scale * evaluate(*this, x, critical);
}

std::string_view to_string(Form form) {
  for (const FormName& f : kForms)
    if (f.form == form) return f.name;
  return "";
}

std::vector<std::string> form_names() {
  std::vector<std::string> names;
  for (const FormName& f : kForms) names.emplace_back(f.name);
  return names;
}

bool find_form(std::string_view name, Form& form) {
  for (const FormName& f : kForms)
    if (f.name == name) {
      form = f.form;
      return true;
    }
  return false;
}

Count coefficient_count(Form form) {
  for (const FormName& f : kForms)
    if (f.form == form) return f.count;
  return {0, 0};
}

}  // namespace retort
