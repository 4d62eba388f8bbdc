#include <map>

#include "sim/model/expression.h"
#include "tests/catch.h"

using namespace retort;

namespace {

struct World {
  Catalogue catalogue;
  std::map<std::string, double> values;
  std::vector<double> timers;

  World() {
    add("T-101", "level", Quantity::fraction, 0.5);
    add("LT-101", "pv", Quantity::fraction, 0.48);
    add("FT-101", "pv", Quantity::mass_flow, 3);
    add("PT-1", "pv", Quantity::pressure, 3e5);
    add("PT-2", "pv", Quantity::pressure, 1e5);
    add("P-102", "running", Quantity::flag, 1);
    add("LAL-101", "active", Quantity::flag, 1);
    add("LAL-101", "acknowledged", Quantity::flag, 0);
    Row mode;
    mode.tag = "FIC-101";
    mode.noun = "mode";
    mode.choices = {"oos", "man", "auto", "cas"};
    catalogue.add(mode);
    values["FIC-101.mode"] = 3;
  }
  void add(const std::string& tag, const std::string& noun, Quantity q, double v) {
    Row r;
    r.tag = tag;
    r.noun = noun;
    r.quantity = q;
    catalogue.add(r);
    values[tag + "." + noun] = v;
  }
  Expression bound(const std::string& text) {
    Expression e = Expression::parse(text, "s.yaml", {4, 10});
    ExpressionScope scope;
    scope.extra = [](std::string_view f, std::string_view a) { return f == "done" && a == "spare" ? 0 : -1; };
    scope.extra_names = {"done(spare)"};
    e.bind(catalogue, scope);
    return e;
  }
  double run(const Expression& e, double period = 0.2) {
    timers.resize(static_cast<std::size_t>(e.timer_count()));
    const double extra[] = {1};
    ExpressionInputs in{[this](RowId r) { return values.at(catalogue[r].name); }, extra, 12, period};
    return e.evaluate(in, timers);
  }
  double operator()(const std::string& text) {
    timers.clear();
    return run(bound(text));
  }
  std::string refusal(const std::string& text) {
    try {
      bound(text);
    } catch (const FileError& e) {
      return e.what();
    }
    return "";
  }
};

}  // namespace

TEST_CASE("conditions say what they mean") {
  World w;
  CHECK(w("T-101.level > 40 %") == 1);
  CHECK(w("T-101.level > 60 %") == 0);
  CHECK(w("LT-101 < 0.5") == 1);
  CHECK(w("T-101.level in 40..60 %") == 1);
  CHECK(w("T-101.level in 51 %..60 %") == 0);
  CHECK(w("P-102.running and FT-101.pv > 2 kg/s") == 1);
  CHECK(w("not P-102.running or FT-101.pv > 7200 kg/h") == 1);
  CHECK(w("not (P-102.running or FT-101.pv > 2 kg/s)") == 0);
  CHECK(w("PT-1.pv - PT-2.pv > 1.5 bar") == 1);
  CHECK(w("abs(T-101.level - LT-101.pv) > 5 %") == 0);
  CHECK(w("max(T-101.level, LT-101.pv) == 50 %") == 1);
  CHECK(w("2 * FT-101.pv >= 6 kg/s") == 1);
  CHECK(w("FIC-101.mode == cas") == 1);
  CHECK(w("FIC-101.mode != man") == 1);
  CHECK(w("active(LAL-101) and not acknowledged(LAL-101)") == 1);
  CHECK(w("time() > 10 s") == 1);
  CHECK(w("done(spare)") == 1);
  CHECK(w("1 + 2 * 3 == 7") == 1);
  CHECK(w("-2 < -1") == 1);
  CHECK(w("FT-101.pv / (1 - 1) > 1 kg/s") == 0);
  CHECK_THROWS_WITH(w("FT-101.pv / 0 > 1 kg/s"), Catch::Matchers::Contains("divides by zero"));
  CHECK(w("true and not false") == 1);
}

TEST_CASE("a number below zero is one of its unit, also where that does not begin at zero") {
  World w;
  w.add("TT-1", "pv", Quantity::temperature, 263.15);   // -10 degC
  w.add("PT-3", "pv", Quantity::pressure, 0.5e5);       // -0.51 barg
  CHECK(w("TT-1.pv < -5 degC") == 1);
  CHECK(w("TT-1.pv < -15 degC") == 0);
  CHECK(w("TT-1.pv in -12..-8 degC") == 1);
  CHECK(w("PT-3.pv < -0.3 barg") == 1);
  CHECK(w("PT-3.pv < - 0.8 barg") == 0);
  CHECK(w("-PT-2.pv < 0 bar") == 1);
  CHECK(w("3 - 2 == 1") == 1);
}

TEST_CASE("'for' wants an unbroken stretch, 'rate' a change") {
  World w;
  const Expression held = w.bound("FT-101.pv > 2 kg/s for 1 s");
  CHECK(held.timer_count() == 1);
  w.timers.clear();
  for (int i = 1; i <= 4; ++i) CHECK(w.run(held) == 0);
  CHECK(w.run(held) == 1);
  w.values["FT-101.pv"] = 1;
  CHECK(w.run(held) == 0);
  w.values["FT-101.pv"] = 3;
  CHECK(w.run(held) == 0);

  const Expression rate = w.bound("rate(T-101.level)");
  w.timers.clear();
  CHECK(w.run(rate) == 0);
  w.values["T-101.level"] = 0.6;
  CHECK(w.run(rate) == Approx(0.5));
}

TEST_CASE("'total' adds up the stretches in which a condition held, and is a time") {
  World w;
  const Expression e = w.bound("total(FT-101.pv > 2 kg/s) > 1 s");
  CHECK(e.is_condition());
  CHECK(e.timer_count() == 1);
  w.timers.clear();
  const double period = 0.2;   // of a World's evaluation
  double held = 0;
  for (int i = 0; i < 30; ++i) {
    const bool now = i % 3 == 0;   // never two in a row
    w.values["FT-101.pv"] = now ? 3 : 1;
    if (now) held += period;
    CHECK(w.run(e) == (held > 1 + 1e-9));
  }
  CHECK(held == Approx(2));
  CHECK(w.refusal("total(FT-101.pv > 2 kg/s) > 3") == "s.yaml:4:38: in 'total(FT-101.pv > 2 kg/s) > 3': this number lacks its unit: a time is written in s, ms, min, h");
  CHECK(w.refusal("total(FT-101.pv) > 3 s") == "s.yaml:4:16: in 'total(FT-101.pv) > 3 s': a mass flow is not a condition: compare it with something");
}

TEST_CASE("'times' counts how often a condition began to hold, and is a number") {
  World w;
  const Expression e = w.bound("times(FT-101.pv > 2 kg/s) > 2");
  CHECK(e.is_condition());
  CHECK(e.timer_count() == 2);
  w.timers.clear();
  int begun = 0;
  for (int i = 0; i < 12; ++i) {
    const bool now = i % 4 < 2;   // two scans in four, from the start
    w.values["FT-101.pv"] = now ? 3 : 1;
    begun += i % 4 == 0;
    CHECK(w.run(e) == (begun > 2));
  }
  CHECK(begun == 3);
  CHECK(w.refusal("times(FT-101.pv > 2 kg/s) > 3 s") == "s.yaml:4:38: in 'times(FT-101.pv > 2 kg/s) > 3 s': 's' is not a unit of number: use no unit");
}

TEST_CASE("wrong conditions are refused at their place, with a way out") {
  World w;
  CHECK(w.refusal("T-101.levl > 40 %") == "s.yaml:4:10: in 'T-101.levl > 40 %': no variable 'T-101.levl'. T-101 has: level. Did you mean 'T-101.level'?");
  CHECK(w.refusal("T-101.level > 40 bar") == "s.yaml:4:24: in 'T-101.level > 40 bar': 'bar' is not a unit of fraction: use %, no unit");
  CHECK(w.refusal("T-101.level > 40") == "s.yaml:4:24: in 'T-101.level > 40': 40 without a unit is 4000 %: write '40 %'");
  CHECK(w.refusal("T-101.level in 35..65").find("35 without a unit is 3500 %") != std::string::npos);
  CHECK(w.refusal("FT-101.pv > 2") == "s.yaml:4:22: in 'FT-101.pv > 2': this number lacks its unit: a mass flow is written in kg/s, kg/h, t/h");
  CHECK(w.refusal("FT-101.pv > PT-1.pv") == "s.yaml:4:20: in 'FT-101.pv > PT-1.pv': a mass flow cannot be compared with a pressure");
  CHECK(w.refusal("T-101.level and P-102.running") == "s.yaml:4:10: in 'T-101.level and P-102.running': a fraction is not a condition: compare it with something");
  CHECK(w.refusal("T-101.level >") == "s.yaml:4:23: in 'T-101.level >': something is missing at the end");
  CHECK(w.refusal("(T-101.level > 4 %") == "s.yaml:4:28: in '(T-101.level > 4 %': ')' is missing");
  CHECK(w.refusal("T-101.level = 40 %") == "s.yaml:4:22: in 'T-101.level = 40 %': equality is written '=='");
  CHECK(w.refusal("FIC-101.mode == cascade") == "s.yaml:4:26: in 'FIC-101.mode == cascade': 'cascade' is not a value of FIC-101.mode: oos, man, auto, cas");
  CHECK(w.refusal("done(spair)") == "s.yaml:4:10: in 'done(spair)': 'done(spair)' is not known. Did you mean 'done(spare)'?");
  CHECK(w.refusal("P-102.running for 10") == "s.yaml:4:28: in 'P-102.running for 10': after 'for' stands a duration, such as '10 s'");
  CHECK(w.refusal("T-101.level > 40 % extra").find("'extra' was not expected here") != std::string::npos);
  CHECK(w.refusal("T-101.level in 40") != "");
}

TEST_CASE("hostile conditions end") {
  World w;
  CHECK(w.refusal(std::string(5000, '(')).find("longer than 4096") != std::string::npos);
  CHECK(w.refusal(std::string(100, '(')).find("nested deeper") != std::string::npos);
  std::string many = "1 == 1";
  for (int i = 0; i < 150; ++i) many += " and 1 == 1";
  CHECK(w.refusal(many).find("more than 200 parts") != std::string::npos);
  CHECK(w.refusal(std::string(200, '-') + "1 > 0") != "");
}
