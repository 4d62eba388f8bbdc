#pragma once
#include "sim/base/dual.h"

/// A quantity that is given by an equation f(x; y) = 0 instead of a formula: a temperature from an energy, a pressure from a
/// density. It is solved in double, and one Newton step in the number type then carries the derivatives:
///   x = x* - f(x*; y) / f_x(x*)   =>   dx = -(f_y / f_x) dy                              (1)
/// which is the implicit function theorem, exact to first order whatever the number of iterations was.
/// Source: Griewank, Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, ch. 15.
/// Holds for: f that rises with x between the bounds and is continuously differentiable there. Not for: several roots.
namespace retort {

struct RootSlope {
  double x = 0;      // the root
  double slope = 1;  // f_x there
  int steps = 0;     // evaluations of f
};

/// Newton from `start`, kept inside [lo, hi] by bisection: whatever f does, it ends within 60 evaluations. `f` takes a
/// Dual<1> and returns one. Ends when a step is smaller than `tolerance`; without a change of sign at the bound it went to.
template <class F>
RootSlope find_root(F&& f, double start, double lo, double hi, double tolerance) {
  RootSlope r{start < lo ? lo : start > hi ? hi : start};
  for (r.steps = 1; r.steps <= 60; ++r.steps) {
    Dual<1> x(r.x);
    x.d[0] = 1;
    const Dual<1> y = f(x);
    r.slope = y.d[0] > 1e-300 ? y.d[0] : 1e-300;
    if (y.v > 0) hi = r.x;
    if (y.v < 0) lo = r.x;
    // A step that would leave the bounds is not even computed: with no slope to speak of it would overflow.
    const bool inside = (y.v < 0 ? -y.v : y.v) <= r.slope * (hi - lo);
    const double newton = inside ? r.x - y.v / r.slope : hi + 1;
    const double next = newton >= lo && newton <= hi ? newton : 0.5 * (lo + hi);
    const double step = next - r.x;
    if (step < tolerance && step > -tolerance) return r;
    r.x = next;
  }
  return r;
}

/// (1): `residual` is f at the root, with the true parameters in T. Where there is no root between the bounds, the answer goes on
/// from the bound by `reach` at most, so that whatever is computed from it stays finite.
template <class T>
T implicit_root(const RootSlope& root, const T& residual, double reach = 50) {
  const T step = residual / root.slope;
  if (value(step) <= 1 && value(step) >= -1) return root.x - step;
  const double side = value(step) > 0 ? 1 : -1;
  const T over = side * step - 1.0;
  return root.x - side * (1.0 + over / (1.0 + over / reach));
}

}  // namespace retort
