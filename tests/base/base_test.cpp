#include <cmath>

#include "sim/base/errors.h"
#include "sim/base/quantity.h"
#include "sim/base/random.h"
#include "sim/base/smooth.h"
#include "sim/base/yaml_node.h"
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

TEST_CASE("who writes 40 for a fraction means per cent, where that can be") {
  CHECK(meant_percent("40", Quantity::fraction, 1) == "40 %");
  for (const char* other : {"0.4", "40 %", "400", "forty"}) CHECK(meant_percent(other, Quantity::fraction, 1) == "");
  CHECK(meant_percent("40", Quantity::mass_flow, 100) == "");
}

TEST_CASE("a comma and a tab in a value are told what to write instead") {
  CHECK(parse_value("3,5 bar", Quantity::pressure).error == "'3,5 bar' has a decimal comma: write '3.5 bar'");
  CHECK(parse_value("3\tbar", Quantity::pressure).error == "'3\tbar' holds a tab: between a number and its unit stands a space");
}

TEST_CASE("what comes from a file cannot command a terminal") {
  CHECK(printable("a\x1b[31mb\r\n\tc\x7f") == "a\\x1b[31mb\\x0d\\n\\tc\\x7f");
  CHECK(printable("\xc2\x9b" "2J 85 \xc2\xb0" "C, caf\xc3\xa9") == "\\u009b2J 85 \xc2\xb0" "C, caf\xc3\xa9");
  CHECK(Problem{"a\x1b.yaml", {1, 2}, "x\x07"}.text() == "a\\x1b.yaml:1:2: x\\x07");
  CHECK_THROWS_WITH(parse_yaml("a: \"\\e[2Jx\"\n", "f.yaml"), "f.yaml:1:5: '\\x1b[2Jx' holds a control character");
  CHECK_THROWS_WITH(parse_yaml("\"\\e[2Jx\": 1\n", "f.yaml"), "f.yaml:1:2: '\\x1b[2Jx' holds a control character");
  CHECK(parse_yaml("a: |\n  two\n  lines\n", "f.yaml").find("a")->scalar == "two\nlines\n");
}

TEST_CASE("a map of a hundred thousand keys is read, and a key that stands twice is found in it") {
  std::string text;
  for (int i = 0; i < 99'000; ++i) text += "key" + std::to_string(i) + ": 1\n";
  CHECK(parse_yaml(text, "f.yaml").entries.size() == 99'000);
  CHECK_THROWS_WITH(parse_yaml(text + "key7: 2\n", "f.yaml"), "f.yaml:99001:1: 'key7' stands twice here (first at line 8): keep one");
}

TEST_CASE("nobody is told more than fifty problems") {
  Problems problems;
  for (int i = 0; i < 49; ++i) problems.add("f.yaml", {i + 1, 1}, "wrong");
  try {
    problems.add("f.yaml", {50, 1}, "wrong");
    FAIL();
  } catch (const FileError& e) {
    CHECK(e.problems().size() == 50);
  }
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
