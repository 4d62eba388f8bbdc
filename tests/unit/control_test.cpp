// The PID on processes whose answer is known.
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

/// PV is a pressure that the test itself writes: the controller alone, in percent of a span of 10 bar.
const char* kAlone = R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {type: boundary, pressure: 5 bar, at: [0, 0, 0]}
  V: {type: control_valve, kv: 1 m3/h, command: 40 %, stroke_time: 0.2 s, stiction: 0 %, at: [0, 0, 0]}
  B: {type: boundary, pressure: 5 bar, at: [0, 0, 0]}
lines:
  L: {from: A, to: B, through: [V], dn: 25, length: 1 m}
instruments:
  PT: {type: pressure_transmitter, of: A.pressure, range: [0 bar, 10 bar], lag: 0 s, resolution: 0 %}
control:
  PIC: {type: pid, pv: PT, out: V, gain: 2, ti: 10 s, sp: 5 bar, op: 40 %, mode: auto, FORM}
)";

std::string alone(const std::string& form) {
  std::string text = kAlone;
  return text.replace(text.find("FORM"), 4, form);
}

/// Level in a tank with an inflow by the valve and an outflow: cascade of level over flow.
const char* kCascade = R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {type: boundary, pressure: 4 bar, at: [0, 0, 0]}
  V: {type: control_valve, kv: 20 m3/h, command: 20 %, at: [1, 0, 0]}
  T: {type: tank, diameter: 1 m, height: 2 m, start: {level: 50 %}, at: [2, 0, 0]}
  W: {type: control_valve, kv: 30 m3/h, command: 60 %, at: [3, 0, 0]}
  B: {type: boundary, kind: drain, pressure: 101.325 kPa, at: [4, 0, -3]}
lines:
  L1: {from: A, to: T.in, through: [V], dn: 50, length: 5 m}
  L2: {from: T.out, to: B, through: [W], dn: 65, length: 5 m}
instruments:
  LT: {type: level_transmitter, of: T.level, range: [0 %, 100 %], resolution: 0 %}
  FT: {type: flow_transmitter, of: L1.flow, range: [0 kg/s, 8 kg/s], resolution: 0 %}
control:
  LIC: {type: pid, pv: LT, out: FIC, gain: 4, ti: 300 s, sp: 50 %, op: 35 %, mode: auto}
  FIC: {type: pid, pv: FT, out: V, gain: 0.4, ti: 4 s, sp: 3 kg/s, remote_sp: 3 kg/s, op: 30 %, mode: cas}
)";

}  // namespace

TEST_CASE("the ISA form answers a step of PV with proportional and integral action") {
  // e = -10 %: OP moves at once by K e = -20 %, then by K e t / Ti.
  Rig rig(alone("form: isa"));
  rig.run(5);
  REQUIRE(rig.get("PIC.op") == Approx(0.4).margin(1e-4));
  rig.set("A.pressure", 6e5);
  rig.run(0.4);
  const double t0 = rig.sim.time(), after = rig.get("PIC.op");
  CHECK(after == Approx(0.2).margin(0.01));
  rig.run(4);
  CHECK(rig.get("PIC.op") - after == Approx(-0.02 * (rig.sim.time() - t0)).epsilon(0.05));
}

TEST_CASE("all forms agree where they must: proportional action alone") {
  for (const std::string form : {"isa", "series", "parallel"}) {
    INFO(form);
    Rig rig(alone("form: " + form));
    rig.set("PIC.ti", 0);
    rig.run(5);
    rig.set("A.pressure", 5.5e5);
    rig.run(1);
    CHECK(rig.get("PIC.op") == Approx(0.4 - 2 * 0.05).margin(1e-3));
    rig.run(20);
    CHECK(rig.get("PIC.op") == Approx(0.3).margin(1e-3));
  }
}

TEST_CASE("direct action turns the sign") {
  Rig rig(alone("form: isa, action: direct"));
  rig.run(5);
  rig.set("A.pressure", 6e5);
  rig.run(0.4);
  CHECK(rig.get("PIC.op") > 0.55);
}

TEST_CASE("the derivative acts on PV, not on SP") {
  Rig rig(alone("form: isa, td: 5 s"));
  rig.set("PIC.ti", 0);
  rig.run(5);
  rig.set("PIC.sp", 5.5e5);
  rig.run(0.4);
  CHECK(rig.get("PIC.op") == Approx(0.4 + 2 * 0.05).margin(1e-3));  // no kick beyond the proportional step
  rig.set("A.pressure", 5.2e5);
  rig.run(0.2);
  rig.run(0.2);
  CHECK(rig.get("PIC.op") < 0.5 - 2 * 0.02 - 0.05);  // a kick against the rise of PV
}

TEST_CASE("changing modes does not bump the output") {
  Rig rig(kCascade);
  rig.run(600);
  const auto op_of = [&](const char* mode_row, double mode) {
    const double before = rig.get("FIC.op");
    rig.set(mode_row, mode);
    rig.run(0.4);
    return std::abs(rig.get("FIC.op") - before);
  };
  CHECK(op_of("FIC.mode", 1) < 0.005);
  rig.set("FIC.op", rig.get("FIC.op") + 0.05);
  rig.run(30);
  CHECK(op_of("FIC.mode", 2) < 0.005);
  rig.run(30);
  CHECK(op_of("FIC.mode", 3) < 0.005);  // the level controller was initialised: it asks for what is there
  CHECK(op_of("LIC.mode", 1) < 0.005);
  rig.run(10);
  CHECK(op_of("LIC.mode", 2) < 0.005);
}

TEST_CASE("an upper controller tracks a lower one that does not follow, and says so") {
  Rig rig(kCascade);
  rig.run(60);
  CHECK(rig.get("LIC.tracking") < 0.5);
  rig.set("FIC.mode", 2);
  rig.run(1);
  rig.set("FIC.sp", 5);
  rig.run(5);
  CHECK(rig.get("LIC.tracking") > 0.5);
  CHECK(rig.get("LIC.op") == Approx(5.0 / 8).margin(1e-3));
  CHECK(rig.choice("FIC.actual_mode") == "auto");
}

TEST_CASE("an output at its limit does not wind up") {
  Rig rig(kCascade);
  rig.set("FIC.mode", 2);
  rig.run(60);
  rig.set("FIC.sp", 3);
  rig.run(240);
  REQUIRE(rig.get("FT.pv") == Approx(3).margin(0.05));
  const double op = rig.get("FIC.op");
  rig.set("A.pressure", 1.1e5);  // no supply: the valve goes full open and stays there for ten minutes
  rig.run(600);
  REQUIRE(rig.get("FIC.op") == Approx(1.0).margin(1e-6));
  rig.set("A.pressure", 4e5);
  rig.run(60);  // a wound-up integral would hold it open for minutes
  CHECK(rig.get("FIC.op") == Approx(op).margin(0.05));
}

TEST_CASE("an upper controller does not wind up while the lower one is at its limit") {
  Rig rig(kCascade);
  rig.run(300);
  rig.set("A.pressure", 1.5e5);
  rig.run(600);
  REQUIRE(rig.get("FIC.limited") > 0.5);
  rig.set("A.pressure", 4e5);
  double highest = 0;
  for (int k = 0; k < 300; ++k) {
    rig.run(10);
    highest = std::max(highest, rig.get("T.level"));
  }
  CHECK(highest < 0.56);
  CHECK(rig.get("T.level") == Approx(0.5).margin(0.02));
}

TEST_CASE("an output is held at track_value while what stands in its line is shut, and goes on from there") {
  Rig rig(alone("track_when: \"B.pressure < 1 bar\""));
  rig.run(1);
  rig.set("A.pressure", 4e5);
  rig.set("B.pressure", 0.5e5);
  rig.run(60);
  CHECK(rig.get("PIC.tracking") == 1);
  CHECK(rig.get("PIC.op") == 0);
  rig.set("B.pressure", 5e5);
  rig.run(0.4);
  CHECK(rig.get("PIC.tracking") == 0);
  CHECK(rig.get("PIC.op") < 0.05);
  rig.run(5);
  CHECK(rig.get("PIC.op") > 0.05);
}

TEST_CASE("behind a split range nobody winds up on the side that is held, and all follow when both are") {
  std::string text = kAlone;
  text.replace(text.find("out: V"), 6, "out: SR");
  text.replace(text.find(", FORM"), 6, "");
  text.replace(text.find("control:\n"), 9, "control:\n  SR: {type: split_range, low: V, high: W}\n");
  text.replace(text.find("  B: {type"), 0, "  W: {type: control_valve, kv: 1 m3/h, at: [0, 0, 0]}\n");
  text.replace(text.find("instruments:"), 0, "  M: {from: A, to: B, through: [W], dn: 25, length: 1 m}\n");
  Rig rig(text);
  const auto hold = [&](double seconds, bool low, bool high) {
    for (const double until = rig.sim.time() + seconds; rig.sim.time() < until;) {
      if (low) rig.set("V.close_demand", 1);
      if (high) rig.set("W.close_demand", 1);
      rig.sim.step();
    }
  };
  rig.set("A.pressure", 6e5);    // PV high: it wants less, that is V, which is held
  hold(120, true, false);
  CHECK(rig.get("PIC.tracking") == 0);
  CHECK(rig.get("PIC.op") > 0.2);        // at K e from where both are shut, and no further
  rig.set("A.pressure", 4e5);
  hold(10, true, false);
  CHECK(rig.get("PIC.op") > 0.52);       // so the other side has it at once
  hold(10, true, true);
  CHECK(rig.get("PIC.tracking") == 1);
}

TEST_CASE("a bad PV sheds to manual and holds the output") {
  Rig rig(kCascade);
  rig.run(300);
  const double op = rig.get("FIC.op");
  rig.set("FT.open_circuit", 1);
  rig.run(10);
  CHECK(rig.choice("FIC.actual_mode") == "man");
  CHECK(rig.choice("FIC.mode") == "cas");
  CHECK(rig.get("FIC.bad_pv") > 0.5);
  CHECK(rig.get("FIC.op") == Approx(op).margin(0.01));
  rig.set("FT.open_circuit", 0);
  rig.run(2);
  CHECK(rig.choice("FIC.actual_mode") == "cas");
}

TEST_CASE("set point and output stay inside their limits") {
  Rig rig(alone("form: isa"));
  rig.run(1);
  rig.set("PIC.op_hi", 0.5);
  rig.set("PIC.op_lo", 0.3);
  rig.set("A.pressure", 9e5);
  rig.run(20);
  CHECK(rig.get("PIC.op") == Approx(0.3));
  CHECK(rig.get("PIC.limited") > 0.5);
  rig.set("A.pressure", 1e5);
  rig.run(20);
  CHECK(rig.get("PIC.op") == Approx(0.5));
  rig.set("PIC.sp_hi", 6e5);
  rig.set("PIC.sp", 8e5);
  rig.run(1);
  CHECK(rig.get("PIC.working_sp") == Approx(6e5));
}

// --- selectors

namespace {

/// Two controllers alone, each with a pressure that the test writes, and a selector of their outputs.
std::string two_selected(const std::string& form, const std::string& selector = "low_selector") {
  std::string text = R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {type: boundary, pressure: 5 bar, at: [0, 0, 0]}
  V: {type: control_valve, kv: 1 m3/h, command: 40 %, stroke_time: 0.2 s, stiction: 0 %, at: [0, 0, 0]}
  B: {type: boundary, pressure: 5 bar, at: [0, 0, 0]}
lines:
  L: {from: A, to: B, through: [V], dn: 25, length: 1 m}
instruments:
  PT1: {type: pressure_transmitter, of: A.pressure, range: [0 bar, 10 bar], lag: 0 s, resolution: 0 %}
  PT2: {type: pressure_transmitter, of: B.pressure, range: [0 bar, 10 bar], lag: 0 s, resolution: 0 %}
control:
  PC1: {type: pid, pv: PT1, out: UY.in1, gain: 2, ti: 10 s, sp: 5 bar, op: 40 %, mode: auto, FORM}
  PC2: {type: pid, pv: PT2, out: UY.in2, gain: 2, ti: 10 s, sp: 5 bar, op: 40 %, mode: auto, FORM}
  UY: {type: SELECTOR, out: V}
)";
  for (const auto& [word, with] : {std::pair{std::string("FORM"), form}, {std::string("FORM"), form}, {std::string("SELECTOR"), selector}})
    text.replace(text.find(word), word.size(), with);
  return text;
}

/// A tank is filled at the flow asked for, unless its level comes too near the top: then the level has the valve.
std::string override_of(const std::string& kind) {
  const bool pid = kind == "pid";
  return std::string(R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {type: boundary, pressure: 4 bar, at: [0, 0, 0]}
  V: {type: control_valve, kv: 20 m3/h, command: 30 %, at: [1, 0, 0]}
  T: {type: tank, diameter: 1 m, height: 2 m, start: {level: 50 %}, at: [2, 0, 0]}
  W: {type: control_valve, kv: 30 m3/h, command: 30 %, at: [3, 0, 0]}
  B: {type: boundary, kind: drain, pressure: 101.325 kPa, at: [4, 0, -3]}
lines:
  L1: {from: A, to: T.in, through: [V], dn: 50, length: 5 m}
  L2: {from: T.out, to: B, through: [W], dn: 65, length: 5 m}
instruments:
  LT: {type: level_transmitter, of: T.level, range: [0 %, 100 %], resolution: 0 %}
  FT: {type: flow_transmitter, of: L1.flow, range: [0 kg/s, 8 kg/s], resolution: 0 %}
control:
)") + (pid ? "  FC: {type: pid, pv: FT, out: UY, gain: 0.4, ti: 4 s, sp: 3 kg/s, op: 30 %, mode: auto}\n"
             "  LC: {type: pid, pv: LT, out: UY.in2, gain: 5, ti: 100 s, sp: 70 %, op: 100 %, mode: auto}\n"
           : "  FC: {type: velocity_pi, pv: FT, range: [0 kg/s, 8 kg/s], out: UY, gain: 0.4, ti: 4 s, sp: 3 kg/s, op: 30 %, mode: auto}\n"
             "  LC: {type: velocity_pi, pv: LT, range: [0 %, 100 %], out: UY.in2, gain: 5, ti: 100 s, sp: 70 %, op: 100 %, mode: auto}\n") +
         "  UY: {type: low_selector, out: V}\n";
}

}  // namespace

TEST_CASE("a controller that a selector passes over stands at out + K e, and is there when its error turns") {
  for (const std::string form : {"isa", "series", "parallel"}) {
    INFO(form);
    Rig rig(two_selected("form: " + form));
    rig.run(5);
    rig.set("B.pressure", 4e5);  // e2 = +10 %: it would open, and the lowest goes on
    rig.run(600);
    CHECK(rig.choice("UY.selected") == "in1");
    CHECK(rig.get("UY.out") == Approx(0.4).margin(1e-3));
    CHECK(rig.get("V.command") == Approx(rig.get("UY.out")).margin(1e-12));
    CHECK(rig.get("PC2.op") == Approx(rig.get("UY.out") + 2 * 0.1).margin(0.003));
    CHECK(rig.get("PC2.tracking") < 0.5);
    rig.set("B.pressure", 5.5e5);  // e2 = -5 %: it has the valve at the next scan but one, 10 % lower
    rig.run(0.6);
    CHECK(rig.choice("UY.selected") == "in2");
    CHECK(rig.get("UY.out") == Approx(0.4 - 2 * 0.05).margin(0.01));
  }
}

TEST_CASE("a high selector passes the highest on, and what an operator set in MAN counts") {
  Rig rig(two_selected("form: isa", "high_selector"));
  rig.run(5);
  rig.set("B.pressure", 6e5);  // e2 = -10 %
  rig.run(60);
  CHECK(rig.choice("UY.selected") == "in1");
  CHECK(rig.get("PC2.op") == Approx(rig.get("UY.out") - 2 * 0.1).margin(0.003));
  rig.set("PC2.mode", 1);
  rig.run(0.4);
  rig.set("PC2.op", 0.7);
  rig.run(0.6);
  CHECK(rig.choice("UY.selected") == "in2");
  CHECK(rig.get("V.command") == Approx(0.7));
}

TEST_CASE("the one that has the valve keeps it among equals, and all track a valve that does not follow") {
  Rig rig(two_selected("form: isa"));
  rig.run(60);
  CHECK(rig.choice("UY.selected") == "in1");  // both stand at 40 %
  rig.set("V.air_failure", 1);
  rig.run(5);
  for (const char* controller : {"PC1", "PC2"}) {
    CHECK(rig.get(std::string(controller) + ".tracking") > 0.5);
    CHECK(rig.get(std::string(controller) + ".op") == Approx(rig.get("V.signal")).margin(1e-6));
  }
  rig.set("V.air_failure", 0);
  rig.run(5);
  CHECK(rig.get("PC1.tracking") < 0.5);
}

TEST_CASE("a level that takes a flow's valve over gives it back without having wound up") {
  for (const std::string kind : {"pid", "velocity_pi"}) {
    INFO(kind);
    Rig rig(override_of(kind));
    rig.run(120);
    REQUIRE(rig.choice("UY.selected") == "in1");
    REQUIRE(rig.get("FT.pv") == Approx(3).margin(0.05));
    rig.set("W.command", 0.08);  // less leaves than comes: the level has to take over
    double highest = 0;
    for (int k = 0; k < 200; ++k) {
      rig.run(10);
      highest = std::max(highest, rig.get("T.level"));
    }
    CHECK(rig.choice("UY.selected") == "in2");
    CHECK(rig.get("T.level") == Approx(0.7).margin(0.01));
    CHECK(highest < 0.75);
    CHECK(rig.get("FT.pv") < 2.7);
    CHECK(rig.get("FC.op") < rig.get("UY.out") + 0.4 * 0.4 + 0.01);  // half an hour of less than asked for did not wind it up
    rig.set("W.command", 0.6);   // much leaves: the flow is what limits again
    rig.run(120);
    CHECK(rig.choice("UY.selected") == "in1");
    CHECK(rig.get("FT.pv") == Approx(3).margin(0.05));
  }
}

}  // namespace retort::test
