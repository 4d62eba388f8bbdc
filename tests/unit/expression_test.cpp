#include "sim/model/expression.h"

#include "tests/catch.h"

using namespace retort;

namespace {

struct Desk {
  Catalogue catalogue;
  std::vector<double> values;
  std::vector<double> timers;
  double time = 0;

  Desk() {
    add("P-101", "running", Quantity::flag);
    add("FT-101", "pv", Quantity::mass_flow);
    add("PT-101", "pv", Quantity::pressure);
    add("TT-101", "pv", Quantity::temperature);
    add("T-101", "level", Quantity::fraction);
    add("T-101", "spilled", Quantity::mass);
    add("FIC-101", "mode", Quantity::number, {"oos", "man", "auto", "cas"});
    add("LAL-101", "active", Quantity::flag);
    add("LAL-101", "acknowledged", Quantity::flag);
  }
  void add(std::string tag, std::string noun, Quantity q, std::vector<std::string> choices = {}) {
    Row r;
    r.tag = std::move(tag);
    r.noun = std::move(noun);
    r.quantity = q;
    r.choices = std::move(choices);
    catalogue.add(r);
    values.push_back(0);
  }
  void set(const char* name, double v) { values[static_cast<std::size_t>(catalogue.find(name))] = v; }
  Expression bound(const std::string& text) {
    Expression e = Expression::parse(text, "x.yaml", {7, 11});
    e.bind(catalogue);
    timers.assign(static_cast<std::size_t>(e.timer_count()), 0);
    return e;
  }
  double once(const Expression& e, double period = 1) {
    ExpressionInputs in;
    in.value = [this](RowId r) { return values[static_cast<std::size_t>(r)]; };
    in.time = time += period;
    in.period = period;
    return e.evaluate(in, timers);
  }
  double now(const std::string& text) {
    const Expression e = bound(text);
    return once(e);
  }
};

std::string wrong(const std::string& text) {
  Desk d;
  try {
    Expression e = Expression::parse(text, "x.yaml", {7, 11});
    e.bind(d.catalogue);
  } catch (const FileError& e) {
    return e.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("conditions compare values in the units they are written in") {
  Desk d;
  d.set("FT-101.pv", 2.5);
  CHECK(d.now("FT-101.pv > 2 kg/s") == 1);
  CHECK(d.now("FT-101 > 9.1 t/h") == 0);
  CHECK(d.now("FT-101.pv >= 8 t/h") == 1);
  d.set("TT-101.pv", 273.15 + 85);
  CHECK(d.now("TT-101.pv > 84 degC") == 1);
  CHECK(d.now("TT-101.pv - 80 degC > 4 K") == 1);
  CHECK(d.now("TT-101.pv - 80 degC > 6 K") == 0);
  d.set("T-101.level", 0.5);
  CHECK(d.now("T-101.level in 40..60 %") == 1);
  CHECK(d.now("T-101.level in 40 %..49 %") == 0);
  CHECK(d.now("(T-101.level - 40 %) / (10 %)") == Approx(1));
  CHECK(d.now("T-101.level / 10 %") == Approx(5));
  CHECK(d.now("2 * T-101.level == 100 %") == 1);
}

TEST_CASE("not binds tighter than and, and tighter than or") {
  Desk d;
  d.set("P-101.running", 1);
  CHECK(d.now("false and true or P-101.running") == 1);
  CHECK(d.now("false and (true or P-101.running)") == 0);
  CHECK(d.now("not P-101.running or true") == 1);
  CHECK(d.now("not (P-101.running or true)") == 0);
  CHECK(d.now("-2 + 3 * 4 - 1 == 9") == 1);
  CHECK(d.now("min(3, max(1, 2)) == 2") == 1);
  CHECK(d.now("abs(-4) == 4") == 1);
}

TEST_CASE("modes are compared by name, alarms asked by function") {
  Desk d;
  d.set("FIC-101.mode", 3);
  CHECK(d.now("FIC-101.mode == cas") == 1);
  CHECK(d.now("FIC-101.mode != man") == 1);
  d.set("LAL-101.active", 1);
  CHECK(d.now("active(LAL-101) and not acknowledged(LAL-101)") == 1);
}

TEST_CASE("for wants the condition without a break") {
  Desk d;
  const Expression e = d.bound("P-101.running and FT-101.pv > 2 kg/s for 3 s");
  d.set("P-101.running", 1);
  d.set("FT-101.pv", 3);
  CHECK(d.once(e) == 0);
  CHECK(d.once(e) == 0);
  CHECK(d.once(e) == 1);
  d.set("FT-101.pv", 1);
  CHECK(d.once(e) == 0);
  d.set("FT-101.pv", 3);
  CHECK(d.once(e) == 0);
  // Only the comparison is timed: the pump may have started just now.
  d.set("P-101.running", 0);
  d.once(e);
  d.once(e);
  d.set("P-101.running", 1);
  CHECK(d.once(e) == 1);
}

TEST_CASE("the parts of a condition are told and asked one by one, whatever 'for' says of how long") {
  Desk d;
  ExpressionInputs in;
  in.value = [&](RowId r) { return d.values[static_cast<std::size_t>(r)]; };
  d.set("FT-101.pv", 1);
  d.set("T-101.level", 0.5);
  const Expression e = d.bound("FT-101.pv < 3 kg/s for 10 s and (T-101.level > 60 % or P-101.running) and not P-101.running");
  const std::vector<Expression::Part> parts = e.parts();
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].text == "FT-101.pv < 3 kg/s for 10 s");
  CHECK(parts[1].text == "(T-101.level > 60 % or P-101.running)");
  CHECK(parts[1].rows == std::vector<RowId>{d.catalogue.find("T-101.level"), d.catalogue.find("P-101.running")});
  CHECK(e.holds(parts[0], in));
  CHECK_FALSE(e.holds(parts[1], in));
  CHECK(e.holds(parts[2], in));
  CHECK(d.bound("P-101.running and T-101.level > 1 % or FT-101.pv > 3 kg/s").parts().size() == 1);
}

TEST_CASE("rate is per second over the last scan") {
  Desk d;
  const Expression e = d.bound("rate(T-101.spilled)");
  d.set("T-101.spilled", 10);
  CHECK(d.once(e, 0.5) == 0);
  d.set("T-101.spilled", 12);
  CHECK(d.once(e, 0.5) == Approx(4));
}

TEST_CASE("an expression may be copied and keeps its own meaning") {
  Desk d;
  const Expression a = d.bound("T-101.level > 40 %");
  const Expression b = a;
  d.set("T-101.level", 0.41);
  CHECK(d.once(b) == 1);
  CHECK(b.rows() == a.rows());
  CHECK(b.is_condition());
}

TEST_CASE("errors in conditions stand at their place and name the way out") {
  CHECK(wrong("T-101.levl > 40 %") ==
        "x.yaml:7:11: in 'T-101.levl > 40 %': no variable 'T-101.levl'. T-101 has: level, spilled. Did you mean 'T-101.level'?");
  CHECK(wrong("PT-101.pv > 3 kg/s") ==
        "x.yaml:7:23: in 'PT-101.pv > 3 kg/s': 'kg/s' is not a unit of pressure: use bar, barg, mbar, Pa, kPa, kPag, MPa, atm, psi, psig");
  CHECK(wrong("PT-101.pv > FT-101.pv") == "x.yaml:7:21: in 'PT-101.pv > FT-101.pv': a pressure cannot be compared with a mass flow");
  CHECK(wrong("FT-101.pv > 3") == "x.yaml:7:23: in 'FT-101.pv > 3': this number lacks its unit: a mass flow is written in kg/s, kg/h, t/h");
  CHECK(wrong("FT-101.pv and true") == "x.yaml:7:11: in 'FT-101.pv and true': a mass flow is not a condition: compare it with something");
  CHECK(wrong("FIC-101.mode == automatic") == "x.yaml:7:27: in 'FIC-101.mode == automatic': 'automatic' is not a value of FIC-101.mode: oos, man, auto, cas");
  CHECK(wrong("T-101.level in 40 %") == "x.yaml:7:30: in 'T-101.level in 40 %': a range is written LO..HI, as in '40..60 %'");
  CHECK(wrong("P-101.running for ever") == "x.yaml:7:29: in 'P-101.running for ever': a number was expected");
  CHECK(wrong("P-101.running for 3 kg") == "x.yaml:7:29: in 'P-101.running for 3 kg': after 'for' stands a duration, such as '10 s'");
  CHECK(wrong("P-101.running = 1") == "x.yaml:7:25: in 'P-101.running = 1': equality is written '=='");
  CHECK(wrong("(true") == "x.yaml:7:16: in '(true': ')' is missing");
  CHECK(wrong("true)") == "x.yaml:7:15: in 'true)': ')' was not expected here");
  CHECK(wrong("") == "x.yaml:7:11: in '': something is missing at the end");
  CHECK(wrong("abz(3) > 2") == "x.yaml:7:11: in 'abz(3) > 2': 'abz(3)' is not known. Did you mean 'abs'?");
}

TEST_CASE("conditions are bounded") {
  std::string deep(200, '(');
  CHECK(wrong(deep + "true").find("nested deeper than 32 levels") != std::string::npos);
  std::string wide = "true";
  for (int i = 0; i < 200; ++i) wide += " or true";
  CHECK(wrong(wide).find("more than 200 parts") != std::string::npos);
  CHECK(wrong(std::string(5000, ' ')).find("longer than 4096 characters") != std::string::npos);
}
