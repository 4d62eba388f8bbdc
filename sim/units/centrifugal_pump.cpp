#include "sim/units/centrifugal_pump.h"

namespace retort {

CentrifugalPump::CentrifugalPump(Declare& d) {
  const auto points = d.curve("curve", Quantity::volume_flow, Quantity::length, "Head against flow at rated speed");
  curve_ = fit_pump_curve(points);
  const double q_last = points.empty() ? 0.01 : points.back().first;
  if (curve_.h0 <= 0 || curve_.h1 + curve_.h2 <= 0) {
    d.problem(d.node("curve"), "curve: the head must fall with the flow");
    curve_ = {30, 0, 1e4};
  }
  best_flow_ = d.param("best_flow", Quantity::volume_flow, "Flow of best efficiency", 0.7 * q_last, {1e-6, 10});
  efficiency_ = d.param("efficiency", Quantity::fraction, "Best efficiency", 0.7, {0.05, 0.95});
  npsh_required_ = d.param("npsh_required", Quantity::length, "NPSH at the flow of best efficiency at which 3 % of the head is lost",
                           2.5, {0.1, 30});
  const double volume = d.param("casing_volume", Quantity::volume, "Liquid in the casing", 0.01, {1e-4, 10});
  const double metal = d.param("casing_heat_capacity", Quantity::heat_capacity, "Heat capacity of the casing",
                               2 * 1000 * volume * 490, {0.02 * 1000 * volume * 4186, 1e9});
  heat_loss_ = d.param("heat_loss", Quantity::heat_transfer, "Heat transfer to the surroundings", 8.0, {0, 1e4});
  run_up_ = d.param("run_up_time", Quantity::time, "Time constant of starting", 0.8, {0.05, 60});
  coast_ = d.param("coast_down_time", Quantity::time, "Time in which the speed halves after a stop", 1.5, {0.05, 600});
  ambient_ = d.ambient_temperature();
  // The passages resist whatever way the liquid goes, also in a pump with a straight curve.
  passage_ = 0.002 * curve_.h0 / (q_last * q_last);

  double largest = 0;
  for (const auto& [q, h] : points) largest = std::max(largest, shaft_power(1.0, q, h, 1000.0));
  rated_power_ = d.param("motor_power", Quantity::power, "Rated power of the motor", 1.15 * largest, {1, 1e8});
  // 400 V, cos phi 0.85, motor efficiency 0.9.
  rated_current_ = d.param("motor_current", Quantity::current, "Rated current of the motor",
                           rated_power_ / (1.7320508 * 400 * 0.85 * 0.9), {0.01, 1e5});
  const bool variable = d.choice("drive", {"fixed", "variable"}, "Fixed or variable speed", 0) == 1;

  start_ = d.input("start", Quantity::flag, "Start button in the control room", 0, {0, 1}, kBoard);
  stop_ = d.input("stop", Quantity::flag, "Stop button in the control room", 0, {0, 1}, kBoard);
  reset_ = d.input("reset", Quantity::flag, "Resets the trip", 0, {0, 1}, kBoard | kField);
  local_start_ = d.input("local_start", Quantity::flag, "Start button at the pump", 0, {0, 1}, kField);
  local_stop_ = d.input("local_stop", Quantity::flag, "Stop button at the pump", 0, {0, 1}, kField);
  selector_ = d.switch_input("selector", {"local", "off", "remote"}, "Selector at the pump", 2, kField);
  isolator_ = declare_isolator(d);
  speed_set_ = d.input("speed_set", Quantity::fraction, "Speed asked for, of rated", 1.0, {0.2, 1.2}, variable ? kBoard : kRead);
  trip_demand_ = d.input("trip_demand", Quantity::flag, "Safety demand: stop and latch", 0, {0, 1}, kInstructor);
  stop_demand_ = d.input("stop_demand", Quantity::flag, "Interlock: stopped as long as it stands", 0, {0, 1}, kInstructor);
  start_inhibit_ = d.input("start_inhibit", Quantity::flag, "Permissive not met: may not start", 0, {0, 1}, kInstructor);
  for (InputId h : {start_, stop_, reset_, local_start_, local_stop_, trip_demand_, stop_demand_, start_inhibit_})
    d.inputs[static_cast<std::size_t>(h.i)].trended = false;

  power_supply_ = d.signal("power", "Bus that feeds the motor", false);

  const bool on = d.start("running", Quantity::flag, "Whether it runs at the start", 0, {0, 1}) > 0.5;
  running_ = d.flag("running", "The motor is on", on);
  tripped_ = d.flag("tripped", "Stopped by a trip, not yet reset");
  cause_ = d.mode("trip_cause", {"none", "overload", "safety", "motor fault", "no power"}, "What tripped it first", 0);
  available_ = d.flag("available", "Could be started from the control room now", true);
  interlocked_ = d.flag("interlocked", "Held off by an interlock");
  permitted_ = d.flag("permitted", "Its permissives for starting are met", true);
  relay_ = d.memory("overload", Quantity::number, "Heat in the overload relay; trips at 1.21", on ? 0.7 : 0);

  casing_.declare(d, "out", "", volume + d.around().line_volume, d.around().flow_area, metal);
  speed_ = d.state("speed", Quantity::fraction, "Speed, of rated", 1e-4, on ? 1 : 0);
  npsh_ = d.state("npsh_available", Quantity::length, "Net positive suction head", 1e-2, 10);
  lagged_flow_ = d.state("suction_flow", Quantity::volume_flow, "Flow into the impeller, lagged", 1e-3 * best_flow_, 0);
  leaked_ = d.totaliser("leaked", Quantity::mass, "Mass lost through the seal since the start");

  const PortId in = d.through_port("in", "Suction");
  out_ = casing_.port(d, "out", "Discharge");
  d.path(in, out_);

  flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
  volume_flow_ = d.output("volume_flow", Quantity::volume_flow, "Volume flow");
  head_ = d.output("head", Quantity::length, "Head");
  suction_ = d.output("suction_pressure", Quantity::pressure, "Pressure at the suction");
  discharge_ = d.output("discharge_pressure", Quantity::pressure, "Pressure at the discharge");
  temperature_ = d.output("temperature", Quantity::temperature, "Temperature of the casing");
  power_ = d.output("power", Quantity::power, "Shaft power", {0, 1.3 * rated_power_});
  current_ = d.output("current", Quantity::current, "Motor current", {0, 1.3 * rated_current_});
  npsh_margin_ = d.output("npsh_margin", Quantity::length, "NPSH available less NPSH required");
  cavitating_ = d.output("cavitating", Quantity::fraction, "How hard it cavitates", {0, 1});
  leak_flow_ = d.output("leak_flow", Quantity::mass_flow, "Mass flow out of the seal");

  trip_ = d.malfunction("trip", "The motor protection trips");
  worn_ = d.malfunction("worn_impeller", "The impeller is worn; 1 loses a third of the head");
  cavitation_ = d.malfunction("cavitation", "Gas in the suction");
  seal_leak_ = d.malfunction("seal_leak", "The shaft seal leaks");
  bearing_ = d.malfunction("bearing", "A bearing runs hot and takes power");
  d.primary_output("running");
  d.role(Role::pump);
  d.seen_at(suction_, "in");
  d.seen_at(discharge_, "out");
  d.wired({"running", "current", "selector", "available", "permitted", "interlocked", "tripped", "trip_cause", "overload"});
  d.machine({running_, tripped_, start_, stop_, reset_, local_start_, local_stop_, selector_});
  guard_station(d, {running_, tripped_, interlocked_, permitted_, start_, stop_, reset_, local_start_, selector_, trip_demand_, stop_demand_, start_inhibit_, isolator_});
}

void CentrifugalPump::scan(Scan& s) const {
  const bool local = s[selector_] == 0, remote = s[selector_] == 2;

  const double ratio = s[current_] / rated_current_;
  const double heat = s[relay_] + (ratio * ratio - s[relay_]) * (1 - math::exp(-s.period() / 60));
  s.set(relay_, heat);

  int cause = 0;
  if (s[trip_] > 0.5) cause = 3;
  if (s[trip_demand_] > 0.5) cause = 2;
  if (heat > 1.21 && s[running_] > 0.5) cause = 1;
  if (power_supply_.i >= 0 && s.read(power_supply_) < 0.5) cause = 4;
  if (cause != 0) {
    if (s[tripped_] < 0.5) s.set(cause_, cause);
    s.jump(tripped_, 1);
  } else if (s[reset_] > 0.5 && heat < 1.1) {
    s.jump(tripped_, 0);
    s.set(cause_, 0);
  }

  s.jump(interlocked_, s[stop_demand_] > 0.5);
  s.set(permitted_, s[start_inhibit_] < 0.5);
  const bool blocked = s[tripped_] > 0.5 || s[interlocked_] > 0.5;
  const bool powered = s[isolator_.isolator] > 0.5;
  const bool may_start = !blocked && powered && s[permitted_] > 0.5;
  s.set(available_, may_start && remote);

  const bool wanted = (remote && s[start_] > 0.5) || (local && s[local_start_] > 0.5);
  const bool stopped = s[local_stop_] > 0.5 || (remote && s[stop_] > 0.5) || s[selector_] == 1 || !powered;
  if (blocked || stopped) {
    s.jump(running_, 0);
  } else if (wanted && may_start) {
    s.jump(running_, 1);
  }
  for (InputId momentary : {start_, stop_, reset_, local_start_, local_stop_, trip_demand_, stop_demand_, start_inhibit_})
    s.set(momentary, 0);
}

}  // namespace retort
