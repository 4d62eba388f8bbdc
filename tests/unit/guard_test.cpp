// What is forbidden, by what, and that it is allowed again once that is gone.
#include "sim/model/variable.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

Rig station() {
  return Rig(R"(format: 1
plant: rig
medium: water
units:
  T: {type: tank, area: 1 m2, height: 2 m, start: {level: 50 %}, at: [0, 0, 0]}
  P: {type: centrifugal_pump, curve: [[0 m3/h, 40 m], [15 m3/h, 38 m], [30 m3/h, 33 m], [50 m3/h, 21 m]], at: [2, 0, 0]}
  FV: {type: control_valve, kv: 15 m3/h, command: 50 %, at: [3, 0, 0]}
  B: {type: boundary, pressure: 1.3 bar, at: [4, 0, 0]}
lines:
  L1: {from: T.out, to: P.in, dn: 80, length: 3 m}
  L2: {from: P.out, to: B, through: [FV], dn: 65, length: 5 m}
instruments:
  LT: {type: level_transmitter, of: T.level, range: [0 %, 100 %]}
  FT: {type: flow_transmitter, of: L2.flow, range: [0 kg/s, 10 kg/s]}
control:
  FC: {type: pid, pv: FT, out: FV, gain: 0.5, ti: 5 s, sp: 2 kg/s, mode: man}
safety:
  PERM: {type: permissive, when: "LT.pv > 20 %", allows: [P start]}
  HOLD: {when: "LT.pv > 95 %", does: [P stop], reset: auto}
  LSLL: {when: "LT.pv < 10 %", does: [P trip], reset: manual}
)");
}

/// Refused, and nothing stands in the queue: the run goes on as if nobody had pressed.
void refused(Rig& rig, const std::string& row, double value, Source source, const std::string& reason, const std::string& by) {
  const Verdict v = rig.set(row, value, source);
  INFO(row << ": " << v.reason);
  CHECK_FALSE(v.accepted);
  CHECK(v.reason == reason);
  CHECK((v.condition == kNoRow ? "" : rig.plant->catalogue[v.condition].name) == by);
}
void level(Rig& rig, double share) {
  PlantState s = rig.sim.state();
  const double before = rig.get("T.level");
  for (const char* state : {"T.mass", "T.energy"}) rig.plant->set(s, rig.row(state), rig.plant->value(s, rig.row(state)) * share / before);
  Snapshot now = rig.sim.snapshot();
  now.plant = s;
  rig.sim.restore(now);
  rig.run(20);
}

}  // namespace

TEST_CASE("a pump says which condition forbids its start, and starts when that is gone") {
  Rig rig = station();
  rig.run(2);
  CHECK(rig.set("P.start", 1, Source::board).accepted);
  rig.run(1);
  REQUIRE(rig.get("P.running") == 1);
  rig.set("P.stop", 1, Source::board);
  rig.run(1);

  level(rig, 0.15);  // the permissive is not met
  refused(rig, "P.start", 1, Source::board, "refused.not_permitted", "PERM.fulfilled");
  refused(rig, "P.start", 1, Source::instructor, "refused.not_permitted", "PERM.fulfilled");
  CHECK(rig.set("P.start", 0, Source::board).accepted);  // letting go is no start
  CHECK(rig.set("P.stop", 1, Source::board).accepted);

  level(rig, 0.97);  // held by an interlock, which lets go by itself
  refused(rig, "P.start", 1, Source::board, "refused.interlocked", "HOLD.active");

  level(rig, 0.05);  // tripped by a safety function
  refused(rig, "P.start", 1, Source::board, "refused.tripped", "LSLL.active");
  refused(rig, "LSLL.reset_button", 1, Source::board, "refused.not_healthy", "LSLL.active");
  level(rig, 0.5);
  refused(rig, "P.start", 1, Source::board, "refused.tripped", "LSLL.active");
  CHECK(rig.set("LSLL.reset_button", 1, Source::board).accepted);
  rig.run(1);
  refused(rig, "P.start", 1, Source::board, "refused.tripped", "P.tripped");  // its own latch
  CHECK(rig.set("P.reset", 1, Source::board).accepted);
  rig.run(1);
  CHECK(rig.set("P.start", 1, Source::board).accepted);
  rig.run(1);
  CHECK(rig.get("P.running") == 1);
}

TEST_CASE("the selector of a pump says from where it is started") {
  Rig rig = station();
  rig.run(2);
  refused(rig, "P.local_start", 1, Source::field, "refused.remote", "P.selector");
  CHECK(rig.set("P.selector", 0, Source::field).accepted);
  // In the same scan, after the selector: what is asked now is what will be then.
  CHECK(rig.set("P.local_start", 1, Source::field).accepted);
  refused(rig, "P.start", 1, Source::board, "refused.local", "P.selector");
  rig.run(1);
  CHECK(rig.get("P.running") == 1);
  refused(rig, "P.stop", 1, Source::board, "refused.local", "P.selector");
  CHECK(rig.set("P.selector", 1, Source::field).accepted);
  rig.run(1);
  refused(rig, "P.start", 1, Source::board, "refused.off", "P.selector");
  refused(rig, "P.local_start", 1, Source::field, "refused.off", "P.selector");
  CHECK(rig.get("P.running") == 0);
}

TEST_CASE("a controller takes its output in manual only, and its valve nothing from the board") {
  Rig rig = station();
  rig.run(1);
  CHECK(rig.set("FC.op", 0.3, Source::board).accepted);
  refused(rig, "FC.mode", 3, Source::board, "refused.no_master", "");
  refused(rig, "FV.command", 0.8, Source::board, "refused.driven", "FC.actual_mode");
  CHECK(rig.set("FC.mode", 2, Source::board).accepted);
  rig.run(1);
  refused(rig, "FC.op", 0.3, Source::board, "refused.automatic", "FC.mode");
  CHECK(rig.set("FC.sp", 3, Source::board).accepted);
  CHECK(rig.set("FC.mode", 1, Source::board).accepted);
  CHECK(rig.set("FC.op", 0.3, Source::board).accepted);  // the mode is on its way
  // Events and controllers are not asked.
  CHECK(rig.set("FV.command", 0.8, Source::scenario).accepted);
}

TEST_CASE("what a mode ignores is refused, unless the mode changes in the same scan") {
  Rig rig = station();
  rig.run(1);
  refused(rig, "FC.sp", 3, Source::board, "refused.sp_tracks", "FC.mode");
  refused(rig, "FC.remote_sp", 3, Source::instructor, "refused.not_cascade", "FC.mode");
  refused(rig, "FC.track_value", 0.3, Source::instructor, "refused.not_tracked", "FC.track");
  // Set point, then automatic: the controller sees both at its next scan.
  const auto write = [&](const char* name, double v) { return write_act(Source::board, rig.sim.catalogue().find(name), v); };
  rig.sim.post(write("FC.sp", 3));
  rig.sim.post(write("FC.mode", 2));
  rig.run(0.4);
  CHECK(rig.get("FC.sp") == Approx(3));
  CHECK(rig.choice("FC.actual_mode") == "auto");
  // One that is refused itself opens nothing for another.
  rig.set("FC.mode", 1, Source::board);
  rig.run(0.4);
  const double before = rig.get("FC.sp");
  rig.sim.post(write("FC.sp", 9));
  rig.sim.post(write("FC.mode", 3));   // there is no upper controller
  rig.sim.step();
  int refusals = 0;
  for (const LogEntry& e : rig.sim.log()) refusals += e.is_act && (e.refused == "refused.sp_tracks" || e.refused == "refused.no_master");
  CHECK(refusals == 2);
  CHECK(std::abs(rig.get("FC.sp") - before) < 1);
  refused(rig, "FC.op", 1.2, Source::board, "refused.out_of_range", "");
  CHECK(rig.set("FC.op", 1.2, Source::scenario).accepted);
}

TEST_CASE("acts at the very start are judged by what the first scan finds") {
  Rig rig(R"(format: 1
plant: rig
medium: water
units:
  A: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
  FV: {type: control_valve, kv: 15 m3/h, command: 50 %, at: [3, 0, 0]}
  B: {type: boundary, at: [4, 0, 0]}
lines:
  L1: {from: A, to: B, through: [FV], dn: 50, length: 3 m}
instruments:
  FT: {type: flow_transmitter, of: L1.flow, range: [0 kg/s, 10 kg/s]}
control:
  FC: {type: pid, pv: FT, out: FV, sp: 2 kg/s, mode: auto}
)");
  REQUIRE(rig.sim.scan() == 0);
  refused(rig, "FC.op", 0.3, Source::board, "refused.automatic", "FC.mode");
  CHECK(rig.set("FC.mode", 1, Source::board).accepted);
  CHECK(rig.set("FC.op", 0.3, Source::board).accepted);
  rig.run(0.2);
  CHECK(rig.get("FC.op") == Approx(0.3));
}

TEST_CASE("a set point belongs to the upper controller in cascade") {
  Rig rig(R"(format: 1
plant: rig
medium: water
units:
  A: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
  T: {type: tank, area: 1 m2, height: 2 m, at: [2, 0, 0]}
  FV: {type: control_valve, kv: 15 m3/h, command: 50 %, at: [3, 0, 0]}
  B: {type: boundary, at: [4, 0, 0]}
lines:
  L1: {from: A, to: T.in, through: [FV], dn: 50, length: 3 m}
  L2: {from: T.out, to: B, dn: 50, length: 3 m}
instruments:
  LT: {type: level_transmitter, of: T.level, range: [0 %, 100 %]}
  FT: {type: flow_transmitter, of: L1.flow, range: [0 kg/s, 10 kg/s]}
control:
  FC: {type: pid, pv: FT, out: FV, mode: cas}
  LC: {type: pid, pv: LT, out: FC, mode: auto}
)");
  rig.run(2);
  refused(rig, "FC.sp", 3, Source::board, "refused.cascade", "LC.pv");
  CHECK(rig.set("FC.mode", 2, Source::board).accepted);
  CHECK(rig.set("FC.sp", 3, Source::board).accepted);
  CHECK(rig.set("FC.mode", 3, Source::board).accepted);
}

TEST_CASE("a sequence takes the commands of its state") {
  Rig rig(R"(format: 1
plant: rig
medium: water
units:
  A: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
  V: {type: hand_valve, kv: 15 m3/h, at: [1, 0, 0]}
  FV: {type: control_valve, kv: 15 m3/h, at: [3, 0, 0]}
  B: {type: boundary, at: [4, 0, 0]}
lines:
  L1: {from: A, to: B, through: [V, FV], dn: 50, length: 3 m}
control:
  SQ: {type: sequence, phases: [{name: one, ask: true, do: ["FV.command = 50 %"], until: "FV.position > 90 %"}]}
)");
  rig.run(1);
  for (const char* button : {"SQ.hold", "SQ.restart", "SQ.stop", "SQ.abort", "SQ.reset"}) refused(rig, button, 1, Source::board, "refused.not_now", "SQ.state");
  refused(rig, "SQ.confirm", 1, Source::board, "refused.not_asked", "SQ.asks");
  CHECK(rig.set("SQ.start", 1, Source::board).accepted);
  rig.run(1);
  refused(rig, "SQ.start", 1, Source::board, "refused.not_now", "SQ.state");
  CHECK(rig.set("SQ.confirm", 1, Source::board).accepted);
  CHECK(rig.set("SQ.hold", 1, Source::board).accepted);
}

TEST_CASE("a valve belongs to the hand station that moves it") {
  Rig rig(R"(format: 1
plant: rig
medium: water
units:
  A: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
  V: {type: control_valve, kv: 15 m3/h, at: [1, 0, 0]}
  FV: {type: control_valve, kv: 15 m3/h, at: [3, 0, 0]}
  B: {type: boundary, at: [4, 0, 0]}
lines:
  L1: {from: A, to: B, through: [V, FV], dn: 50, length: 3 m}
control:
  HC: {type: hand_station, out: FV}
)");
  rig.run(1);
  refused(rig, "FV.command", 0.5, Source::board, "refused.driven", "HC.op");
  CHECK(rig.set("V.command", 0.5, Source::board).accepted);
  CHECK(rig.set("HC.op", 0.5, Source::board).accepted);
  rig.run(1);
  CHECK(rig.get("FV.command") == 0.5);
}

TEST_CASE("one reader takes variables and acts apart") {
  const Rig rig = station();
  CHECK(split_variable("FIC-101.pv").noun == "pv");
  CHECK(split_variable("FIC-101").noun.empty());
  CHECK(find_variable(*rig.plant, "FC", BareTag::value).row == rig.row("FC.pv"));
  CHECK(find_variable(*rig.plant, "FC", BareTag::input).row == rig.row("FC.remote_sp"));
  CHECK(find_variable(*rig.plant, "T", BareTag::input).problem == "T (tank) has no input of its own: name one, as in T.noun");
  CHECK(read_act(*rig.plant, "FC.sp = 3 kg/s").value == 3);
  CHECK(read_act(*rig.plant, "FC.mode=man").value == 1);
  CHECK(read_act(*rig.plant, "P.trip = 1").value == 1);
  CHECK(read_act(*rig.plant, "FV = 40 %").row == rig.row("FV.command"));
  CHECK(read_act(*rig.plant, "FC.sp").problem == "'FC.sp' is not an act: write 'TAG.noun = VALUE'");
  CHECK(read_act(*rig.plant, "FC.sp = 30 kg/s").problem == "FC.sp = 30 kg/s is outside its limits: 0 kg/s to 10 kg/s");
  CHECK(read_act(*rig.plant, "FC.mode = manual").problem == "'manual' is not a value of FC.mode: oos, man, auto, cas");
  CHECK(read_act(*rig.plant, "FC.sp = 3").problem.find("lacks its unit") != std::string::npos);
  CHECK(read_act(*rig.plant, "LT.pv = 3 %").problem == "LT.pv cannot be set: it is not an input");
}

TEST_CASE("boiler and cooling tower do not start while they are tripped") {
  for (const char* unit : {"{type: cooling_tower, design_flow: 10 kg/s, at: [0, 0, 0]}"}) {
    Rig rig(std::string("format: 1\nplant: rig\nmedium: water\nunits:\n  X: ") + unit + "\n");
    rig.run(1);
    rig.set("X.fan_trip", 1);
    rig.run(1);
    rig.set("X.fan_trip", 0);
    refused(rig, "X.start", 1, Source::board, "refused.tripped", "X.tripped");
    CHECK(rig.set("X.reset", 1, Source::board).accepted);
    rig.run(1);
    CHECK(rig.set("X.start", 1, Source::board).accepted);
    rig.run(1);
    CHECK(rig.get("X.running") == 1);
  }
}

TEST_CASE("lock out, tag out, try out: an isolated pump starts from nowhere until its padlock is gone") {
  Rig rig = station();
  rig.run(2);
  CHECK(rig.set("P.start", 1, Source::board).accepted);
  rig.run(2);
  REQUIRE(rig.get("P.running") == 1);
  refused(rig, "P.lock", 1, Source::field, "refused.not_isolated", "P.isolator");
  CHECK_FALSE(rig.set("P.isolator", 0, Source::board).accepted);   // it stands beside the motor
  CHECK(rig.set("P.isolator", 0, Source::field).accepted);
  rig.run(1);
  CHECK(rig.get("P.running") == 0);
  CHECK(rig.get("P.available") == 0);
  CHECK(rig.set("P.lock", 1, Source::field).accepted);
  rig.run(1);
  // Trying out, from both places.
  refused(rig, "P.start", 1, Source::board, "refused.isolated", "P.isolator");
  CHECK(rig.set("P.selector", 0, Source::field).accepted);
  rig.run(1);
  refused(rig, "P.local_start", 1, Source::field, "refused.isolated", "P.isolator");
  refused(rig, "P.isolator", 1, Source::field, "refused.locked", "P.lock");
  rig.run(5);
  CHECK(rig.get("P.running") == 0);
  CHECK(rig.set("P.lock", 0, Source::field).accepted);
  rig.run(1);
  CHECK(rig.set("P.isolator", 1, Source::field).accepted);
  rig.run(1);
  CHECK(rig.get("P.running") == 0);   // power alone starts nothing
  CHECK(rig.set("P.local_start", 1, Source::field).accepted);
  rig.run(1);
  CHECK(rig.get("P.running") == 1);
}

TEST_CASE("a chained hand valve stays as it is") {
  Rig rig(R"(format: 1
plant: rig
medium: water
units:
  A: {type: boundary, pressure: 2 bar}
  HV: {type: hand_valve, kv: 20 m3/h}
  B: {type: boundary, pressure: 1.3 bar}
lines:
  L1: {from: A, to: B, through: [HV], dn: 65, length: 5 m}
)");
  rig.run(1);
  CHECK(rig.set("HV.opening", 0, Source::field).accepted);
  rig.run(10);
  CHECK(rig.set("HV.lock", 1, Source::field).accepted);   // turned shut and chained
  rig.run(1);
  CHECK(rig.get("HV.position") < 0.01);
  refused(rig, "HV.opening", 1, Source::field, "refused.locked", "HV.lock");
  CHECK(rig.set("HV.lock", 0, Source::field).accepted);
  rig.run(1);
  CHECK(rig.set("HV.opening", 1, Source::field).accepted);
}

}  // namespace retort::test
