// Roots with their derivatives.
#include "sim/base/implicit.h"

#include <cmath>

#include "tests/catch.h"

namespace retort::test {

namespace {

/// x with x^3 + x = y: derivative 1 / (3 x^2 + 1).
template <class T>
T cubic_root(const T& y, double start, int* steps = nullptr) {
  const double yv = value(y);
  const RootSlope r = find_root([&](const Dual<1>& x) { return x * x * x + x - yv; }, start, -100, 100, 1e-12);
  if (steps) *steps = r.steps;
  const T x(r.x);
  return implicit_root(r, x * x * x + x - y);
}

}  // namespace

TEST_CASE("a root carries the derivatives of the implicit function theorem") {
  for (double y : {-30.0, -2.0, 0.0, 1e-3, 2.0, 1000.0}) {
    Dual<8> seed(y);
    seed.d[3] = 2;
    int steps = 0;
    const Dual<8> x = cubic_root(seed, 0.3, &steps);
    CHECK(x.v * x.v * x.v + x.v == Approx(y).margin(1e-12));
    CHECK(x.d[3] == Approx(2 / (3 * x.v * x.v + 1)));
    CHECK(x.d[0] == 0);
    CHECK(x.v == cubic_root(y, 0.3));  // the number type does not move the value
    CHECK(steps < 25);
  }
}

TEST_CASE("a root outside the bounds ends at the bound, and nonsense ends at all") {
  const RootSlope above = find_root([](const Dual<1>& x) { return x - 10.0; }, 0, -1, 1, 1e-9);
  CHECK(above.x == Approx(1));
  const RootSlope below = find_root([](const Dual<1>& x) { return x + 10.0; }, 0, -1, 1, 1e-9);
  CHECK(below.x == Approx(-1));
  const RootSlope nan = find_root([](const Dual<1>& x) { return log(x - 100.0); }, 0, -1, 1, 1e-9);
  CHECK(nan.steps <= 61);
  CHECK(std::isfinite(nan.x));
}

TEST_CASE("a start far off still converges, by bisection where Newton overshoots") {
  int steps = 0;
  CHECK(cubic_root(2.0, 100, &steps) == Approx(1));
  CHECK(steps < 40);
  const RootSlope flat = find_root([](const Dual<1>& x) { return tanh(50.0 * (x - 0.7)); }, -90, -100, 100, 1e-10);
  CHECK(flat.x == Approx(0.7));
}

}  // namespace retort::test
