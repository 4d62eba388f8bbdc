// Interlocks, trips, permissives and changeover: three things and a convenience.
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

/// Three pressures that the test sets vote over a pump and a valve.
std::string plant(const std::string& safety, const std::string& control = "") {
  return R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {type: boundary, pressure: 2 bar, at: [0, 0, 0]}
  B: {type: boundary, pressure: 2 bar, at: [0, 0, 0]}
  C: {type: boundary, pressure: 2 bar, at: [0, 0, 0]}
  P-1: {type: centrifugal_pump, curve: [[0 m3/h, 20 m], [20 m3/h, 10 m]], start: {running: 1}, at: [1, 0, 0]}
  P-2: {like: P-1, start: {running: 0}, at: [1, 1, 0]}
  V: {type: control_valve, kv: 10 m3/h, command: 50 %, at: [2, 0, 0]}
lines:
  L1: {from: A, to: P-1.in, dn: 50, length: 2 m}
  L2: {from: P-1.out, to: B, through: [V], dn: 50, length: 2 m}
  L3: {from: A, to: P-2.in, dn: 50, length: 2 m}
  L4: {from: P-2.out, to: C, dn: 50, length: 20 m}
)" + control + "safety:\n" + safety;
}

}  // namespace

TEST_CASE("a trip latches, remembers what came first, and resets only when healthy") {
  Rig rig(plant("  SIF: {when: [\"A.pressure > 3 bar\", \"B.pressure > 3 bar\"], vote: 1oo2, does: [P-1 trip, V close], reset: manual}\n"));
  rig.run(1);
  CHECK(rig.get("P-1.running") > 0.5);
  rig.set("B.pressure", 4e5);
  rig.run(1);
  CHECK(rig.get("SIF.active") > 0.5);
  CHECK(rig.get("SIF.first_out") == 2);
  CHECK(rig.get("P-1.running") < 0.5);
  CHECK(rig.get("P-1.tripped") > 0.5);
  CHECK(rig.choice("P-1.trip_cause") == "safety");
  CHECK(rig.choice("V.override") == "closed by safety");
  rig.set("A.pressure", 4e5);
  rig.set("SIF.reset_button", 1);
  rig.run(1);
  CHECK(rig.get("SIF.active") > 0.5);  // not healthy
  CHECK(rig.get("SIF.first_out") == 2);
  rig.set("A.pressure", 2e5);
  rig.set("B.pressure", 2e5);
  rig.run(5);
  CHECK(rig.get("SIF.active") > 0.5);  // latched
  CHECK(rig.get("V.position") < 0.01);
  rig.set("SIF.reset_button", 1);
  rig.run(1);
  CHECK(rig.get("SIF.active") < 0.5);
  CHECK(rig.get("P-1.running") < 0.5);  // a reset starts nothing
  rig.set("P-1.start", 1);
  rig.run(1);
  CHECK(rig.get("P-1.running") < 0.5);  // still tripped itself
  rig.set("P-1.reset", 1);
  rig.run(1);
  rig.set("P-1.start", 1);
  rig.run(5);
  CHECK(rig.get("P-1.running") > 0.5);
  CHECK(rig.get("V.position") == Approx(0.5).margin(0.01));
}

TEST_CASE("voting counts causes") {
  struct Row {
    std::string vote;
    int high;
    bool acts;
  };
  for (const Row& row : std::vector<Row>{{"1oo3", 0, false}, {"1oo3", 1, true}, {"2oo3", 1, false}, {"2oo3", 2, true},
                                         {"2oo3", 3, true}, {"3oo3", 2, false}, {"3oo3", 3, true}}) {
    INFO(row.vote << " with " << row.high << " high");
    Rig rig(plant("  SIF: {when: [\"A.pressure > 3 bar\", \"B.pressure > 3 bar\", \"C.pressure > 3 bar\"], vote: " + row.vote +
                  ", does: [V close]}\n"));
    const char* names[] = {"A.pressure", "B.pressure", "C.pressure"};
    for (int i = 0; i < row.high; ++i) rig.set(names[i], 4e5);
    rig.run(1);
    CHECK((rig.get("SIF.active") > 0.5) == row.acts);
  }
}

TEST_CASE("an interlock lets go by itself; the pump does not start by itself") {
  Rig rig(plant("  IL: {when: \"B.pressure > 3 bar\", does: [P-1 stop], reset: auto}\n"));
  rig.run(1);
  rig.set("B.pressure", 4e5);
  rig.run(1);
  CHECK(rig.get("P-1.running") < 0.5);
  CHECK(rig.get("P-1.interlocked") > 0.5);
  CHECK(rig.get("P-1.tripped") < 0.5);
  rig.set("B.pressure", 2e5);
  rig.run(1);
  CHECK(rig.get("P-1.interlocked") < 0.5);
  CHECK(rig.get("P-1.running") < 0.5);
  rig.set("P-1.start", 1);
  rig.run(1);
  CHECK(rig.get("P-1.running") > 0.5);
}

TEST_CASE("a permissive forbids starting and has no say while it runs") {
  Rig rig(plant("  PERM: {type: permissive, when: \"C.pressure < 3 bar\", allows: [P-1 start, P-2 start]}\n"));
  rig.run(1);
  rig.set("C.pressure", 4e5);
  rig.run(2);
  CHECK(rig.get("P-1.running") > 0.5);
  CHECK(rig.get("P-1.permitted") < 0.5);
  rig.set("P-2.start", 1);
  rig.run(1);
  CHECK(rig.get("P-2.running") < 0.5);
  rig.set("C.pressure", 2e5);
  rig.run(1);
  rig.set("P-2.start", 1);
  rig.run(1);
  CHECK(rig.get("P-2.running") > 0.5);
}

TEST_CASE("a bypass ends by itself and the function acts again") {
  Rig rig(plant("  SIF: {when: \"B.pressure > 3 bar\", does: [P-1 trip], bypass_time: 30 s}\n"));
  rig.run(1);
  rig.set("SIF.bypass", 1);
  rig.run(1);
  rig.set("B.pressure", 4e5);
  rig.run(10);
  CHECK(rig.get("SIF.demand") > 0.5);
  CHECK(rig.get("SIF.active") < 0.5);
  CHECK(rig.get("SIF.bypassed") > 0.5);
  CHECK(rig.get("P-1.running") > 0.5);
  rig.run(25);
  CHECK(rig.get("SIF.bypassed") < 0.5);
  CHECK(rig.get("SIF.active") > 0.5);
  CHECK(rig.get("P-1.tripped") > 0.5);
}

TEST_CASE("the standby starts when the duty pump trips, not when it is stopped") {
  const std::string control = "control:\n  PS: {type: duty_standby, machines: [P-1, P-2], delay: 1 s, auto: on}\n";
  SECTION("trip") {
    Rig rig(plant("", control));
    rig.run(2);
    rig.set("P-1.trip", 1);
    rig.run(5);
    CHECK(rig.get("P-2.running") > 0.5);
    CHECK(rig.get("PS.changed_over") > 0.5);
    CHECK(rig.choice("PS.duty") == "second");
  }
  SECTION("stopped on purpose") {
    Rig rig(plant("", control));
    rig.run(2);
    rig.set("P-1.stop", 1);
    rig.run(5);
    CHECK(rig.get("P-1.running") < 0.5);
    CHECK(rig.get("P-2.running") < 0.5);
  }
  SECTION("selector off") {
    Rig rig(plant("", control));
    rig.set("PS.auto", 0);
    rig.run(2);
    rig.set("P-1.trip", 1);
    rig.run(5);
    CHECK(rig.get("P-2.running") < 0.5);
  }
}

}  // namespace retort::test
