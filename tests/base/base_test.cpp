#include <cmath>

#include "sim/base/quantity.h"
#include "sim/base/random.h"
#include "sim/base/smooth.h"
#include "tests/catch.h"

using namespace retort;

TEST_CASE("units of measure convert both ways") {
  for (int q = 0; q < kQuantities; ++q)
    for (std::string_view name : unit_names(static_cast<Quantity>(q))) {
      const Unit* u = find_unit(static_cast<Quantity>(q), name);
      REQUIRE(u != nullptr);
      CHECK(u->from_si(u->to_si(12.5)) == Approx(12.5).epsilon(1e-12));
    }
  CHECK(parse_value("40 m3/h", Quantity::volume_flow).si == Approx(40.0 / 3600));
  CHECK(parse_value("40m3/h", Quantity::volume_flow).si == Approx(40.0 / 3600));
  CHECK(parse_value("85 degC", Quantity::temperature).si == Approx(358.15));
  CHECK(parse_value("2.1 barg", Quantity::pressure).si == Approx(311325));
  CHECK(parse_value("60 %", Quantity::fraction).si == Approx(0.6));
  CHECK(parse_value("-3", Quantity::number).si == -3);
  CHECK(parse_value("nan", Quantity::number).error != "");
  CHECK(parse_value("inf s", Quantity::time).error != "");
  CHECK(format_value(0.6, *find_unit(Quantity::fraction, "%")) == "60 %");
}

TEST_CASE("duals carry the slope of every function") {
  const auto f = [](const auto& x) {
    return retort::exp(0.3 * x) * retort::sqrt(x + 2.0) / (1.0 + x * x) + retort::tanh(x) - retort::log(x + 3.0) + retort::pow(x + 1.5, 2.5) + regroot(x, 0.1) +
           softplus(x, 0.2) + smoothstep(0.3 * x + 0.2) + smooth_abs(x, 0.1);
  };
  for (const double x : {-0.9, -0.1, 0.0, 0.05, 0.7, 1.9}) {
    Dual<2> d(x);
    d.d[1] = 1;
    const double h = 1e-6, slope = (f(x + h) - f(x - h)) / (2 * h);
    CHECK(f(d).v == Approx(f(x)).epsilon(1e-14));
    CHECK(f(d).d[1] == Approx(slope).epsilon(1e-7));
    CHECK(f(d).d[0] == 0);
  }
}

TEST_CASE("smooth functions meet the sharp ones away from their corners") {
  CHECK(regroot(1e5, 100.0) == Approx(std::sqrt(1e5)).epsilon(1e-6));
  CHECK(regroot(-1e5, 100.0) == Approx(-std::sqrt(1e5)).epsilon(1e-6));
  CHECK(regroot(0.0, 100.0) == 0);
  CHECK(smooth_min(3.0, 8.0, 0.01) == Approx(3).epsilon(1e-5));
  CHECK(smooth_max(3.0, 8.0, 0.01) == Approx(8).epsilon(1e-5));
  CHECK(softplus(50.0, 1.0) == 50);
  CHECK(softplus(-50.0, 1.0) > 0);
  CHECK(smoothstep(-1.0) == 0);
  CHECK(smoothstep(2.0) == 1);
  CHECK(upwind(1.0, 7.0, 9.0) == 7);
  CHECK(upwind(-1.0, 7.0, 9.0) == 9);
}

TEST_CASE("random numbers depend on seed, stream and count alone, and are spread as they should") {
  CHECK(random_bits(1, 2, 3) == random_bits(1, 2, 3));
  CHECK(random_bits(1, 2, 3) != random_bits(1, 2, 4));
  CHECK(random_bits(1, 2, 3) != random_bits(1, 3, 3));
  CHECK(random_bits(1, 2, 3) != random_bits(2, 2, 3));
  double sum = 0, squares = 0, low = 1, high = 0;
  constexpr int n = 200000;
  for (int i = 0; i < n; ++i) {
    const double g = random_normal(7, 1, static_cast<std::uint64_t>(i)), u = random_uniform(7, 2, static_cast<std::uint64_t>(i));
    sum += g;
    squares += g * g;
    low = std::min(low, u);
    high = std::max(high, u);
  }
  // Five standard errors of mean and variance.
  CHECK(std::abs(sum / n) < 5 / std::sqrt(double(n)));
  CHECK(std::abs(squares / n - 1) < 5 * std::sqrt(2.0 / n));
  CHECK(low >= 0);
  CHECK(high < 1);
}
