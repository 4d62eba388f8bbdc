#include "sim/units/stirred_reactor.h"

#include <fmt/format.h>


namespace retort {

StirredReactor::StirredReactor(Declare& d) : core_(d) {
  const Mixture& mix = *core_.phases().mix;
  kinetics_.declare(d, mix);
  // The nozzles of the vessel itself neither see nor change what stands in the jacket.
  std::vector<StateId> own;
  for (int i = 0; i < static_cast<int>(d.states.size()); ++i)
    if (!d.states[static_cast<std::size_t>(i)].totaliser) own.push_back({i});
  for (PortDecl& p : d.ports) p.sees = p.writes = own;

  power_ = d.param("agitator_power", Quantity::power, "Power of the agitator at its rated speed, in liquid", 1e3, {0, 1e7});
  run_up_ = d.param("run_up", Quantity::time, "Time constant of the agitator's speed", 2.0, {0.2, 60});
  unmixed_ = d.param("unmixed", Quantity::fraction, "Share of the rate that is left when nothing stirs; below 100 % for two layers", 1.0, {0.001, 1});
  burst_ = d.param("bursting_pressure", Quantity::pressure, "Pressure at which the vessel tears open", 1e8, {1.2e5, 1e8});
  tear_ = d.param("tear", Quantity::area, "Hole that it tears", 0.05, {1e-5, 10});

  start_ = d.input("start", Quantity::flag, "Board: start the agitator", 0, {0, 1}, kBoard);
  stop_ = d.input("stop", Quantity::flag, "Board: stop the agitator", 0, {0, 1}, kBoard);
  reset_ = d.input("reset", Quantity::flag, "Release a trip of the agitator", 0, {0, 1}, kBoard | kField);
  local_start_ = d.input("local_start", Quantity::flag, "Start button at the agitator", 0, {0, 1}, kField);
  local_stop_ = d.input("local_stop", Quantity::flag, "Stop button at the agitator", 0, {0, 1}, kField);
  selector_ = d.switch_input("selector", {"local", "off", "remote"}, "Selector at the agitator", 2, kField);
  isolator_ = declare_isolator(d);
  speed_set_ = d.input("speed_set", Quantity::fraction, "Speed asked for, of rated", 1.0, {0.1, 1.2}, kBoard);
  trip_demand_ = d.input("trip_demand", Quantity::flag, "Safety demand: stop and latch", 0, {0, 1}, kInstructor);
  stop_demand_ = d.input("stop_demand", Quantity::flag, "Interlock: stopped as long as it stands", 0, {0, 1}, kInstructor);
  start_inhibit_ = d.input("start_inhibit", Quantity::flag, "Permissive not met: may not start", 0, {0, 1}, kInstructor);
  mend_ = d.input("mend", Quantity::flag, "Instructor: a new vessel", 0, {0, 1}, kInstructor);
  for (InputId h : {start_, stop_, reset_, local_start_, local_stop_, trip_demand_, stop_demand_, start_inhibit_, mend_})
    d.inputs[static_cast<std::size_t>(h.i)].trended = false;

  const bool on = d.start("running", Quantity::flag, "Whether the agitator runs at the start", 0, {0, 1}) > 0.5;
  running_ = d.flag("running", "The agitator's motor is on", on);
  tripped_ = d.flag("tripped", "The agitator was stopped by a trip, not yet reset");
  available_ = d.flag("available", "Could be started from the control room now", true);
  interlocked_ = d.flag("interlocked", "Held off by an interlock");
  permitted_ = d.flag("permitted", "Its permissives for starting are met", true);
  ruptured_ = d.flag("ruptured", "The vessel has torn open");
  bus_ = d.signal("power", "Bus that feeds the agitator", false);
  speed_ = d.state("speed", Quantity::fraction, "Speed of the agitator, of rated", 1e-4, on ? 1 : 0);
  released_ = d.totaliser("released", Quantity::mass, "Mass lost through the torn wall");

  trip_ = d.malfunction("trip", "The agitator's motor protection trips");
  bad_catalyst_ = d.malfunction("bad_catalyst", "The catalyst is poisoned or missing; 1 leaves a tenth of the rate");
  inhibitor_lost_ = d.malfunction("inhibitor_lost", "An impurity speeds everything up; 1 is five times");

  const bool jacket = d.has("jacket_ua"), heating = d.has("heating_ua");
  has_wall_ = jacket || heating;
  const double around = kPi * core_.diameter() * core_.height();
  if (has_wall_) {
    inside_ua_ = d.param("inside_ua", Quantity::heat_transfer, "Heat transfer from the stirred contents to the wall, all wetted", 800 * around, {0.1, 1e8});
    wall_capacity_ = d.param("wall_metal", Quantity::heat_capacity, "Heat capacity of the wall between contents and jacket", 78 * 490 * around, {100, 1e10});
    jacket_height_ = d.param("jacket_height", Quantity::length, "Height of jacket and heated wall", core_.height(), {0.02, 100});
    fouling_ = d.malfunction("fouling", "Deposits inside; 1 is four times the resistance of the film");
    const double t = d.start("wall_temperature", Quantity::temperature, "Temperature of the wall at the start", d.ambient_temperature(), {223.15, 773.15});
    wall_ = d.state("wall_energy", Quantity::energy, "Energy of the wall", 0.01 * wall_capacity_, wall_capacity_ * (t - kReferenceTemperature));
    d.holds_energy(wall_);
    wall_temperature_ = d.output("wall_temperature", Quantity::temperature, "Temperature of the wall");
    duty_ = d.output("duty", Quantity::power, "Heat that the contents give to the wall");
    heating_duty_ = d.output("heating_duty", Quantity::power, "Heat that the wall takes from the heating");
  }
  if (heating) {
    heating_ua_ = d.param("heating_ua", Quantity::heat_transfer, "Heat transfer from the heating medium, valve open", 0, {0, 1e8});
    heating_ = d.input("heating", Quantity::fraction, "Opening of the heating asked for", 0, {0, 1}, kBoard);
    const double open = d.inputs.back().start;
    hot_temperature_ = d.input("heating_temperature", Quantity::temperature, "Temperature of steam or oil", 423.15, {253.15, 673.15}, kInstructor);
    heating_position_ = d.state("heating_position", Quantity::fraction, "Opening of the heating", 1e-4, open);
    heating_lost_ = d.malfunction("heating_lost", "Steam or oil fails; 1 is all of it");
  }
  if (jacket) {
    jacket_ua_ = d.param("jacket_ua", Quantity::heat_transfer, "Heat transfer from the wall to what flows in the jacket", 0, {0, 1e8});
    const double volume = d.param("jacket_volume", Quantity::volume, "Volume of the jacket", 0.05 * around, {1e-4, 100});
    first_jacket_port_ = static_cast<int>(d.ports.size());
    jacket_leak_ = d.malfunction("jacket_leak", "The jacket leaks to the ground");
    has_jacket_ = true;
    d.liquid("jacket_in");
    coolant_.declare(d, "jacket_in", "jacket_", volume, d.param("jacket_bore", Quantity::area, "Cross-section of the jacket's nozzles", 2e-3, {1e-5, 1}),
                       0.1 * 4186 * 1000 * volume, "jacket_");
    jacket_in_ = coolant_.port(d, "jacket_in", "Cooling water in", true);
    jacket_out_ = coolant_.port(d, "jacket_out", "Cooling water out", true);
    d.port(jacket_out_).use = PortUse::outlet;
    const std::vector<StateId> states = {coolant_.mass(), coolant_.energy()};
    for (std::size_t k = static_cast<std::size_t>(first_jacket_port_); k < d.ports.size(); ++k) d.ports[k].sees = d.ports[k].writes = states;
    jacket_leaked_ = d.totaliser("jacket_leaked", Quantity::mass, "Mass lost through the leak of the jacket");
    jacket_temperature_ = d.output("jacket_temperature", Quantity::temperature, "Temperature in the jacket");
    jacket_pressure_ = d.output("jacket_pressure", Quantity::pressure, "Pressure in the jacket");
    jacket_level_ = d.output("jacket_level", Quantity::fraction, "How far the jacket is filled", {0, 1});
  }
  d.keep(TwoPhase::kContent);
  d.wired({"running", "selector", "available", "permitted", "interlocked", "tripped"});
  d.machine({running_, tripped_, start_, stop_, reset_, local_start_, local_stop_, selector_});
  guard_station(d, {running_, tripped_, interlocked_, permitted_, start_, stop_, reset_, local_start_, selector_, trip_demand_, stop_demand_, start_inhibit_, isolator_});

  for (int j = 0; j < kinetics_.size(); ++j) {
    const OutputId o = d.output("rate_" + kinetics_.name(j), Quantity::number, fmt::format("Rate of {}, mol/s", kinetics_.name(j)));
    if (j == 0) rate_ = o;
  }
  for (int j = 0; j < kinetics_.size(); ++j) {
    const OutputId o = d.output("heat_" + kinetics_.name(j), Quantity::power, fmt::format("Heat that {} sets free", kinetics_.name(j)));
    if (j == 0) heat_of_ = o;
  }
  heat_ = d.output("heat_of_reaction", Quantity::power, "Heat that all reactions set free");
  shaft_ = d.output("agitator_duty", Quantity::power, "Power of the agitator");
}

void StirredReactor::scan(Scan& s) const {
  const bool local = s[selector_] == 0, remote = s[selector_] == 2;
  if (s[trip_] > 0.5 || s[trip_demand_] > 0.5 || (bus_.i >= 0 && s.read(bus_) < 0.5)) {
    s.jump(tripped_, 1);
  } else if (s[reset_] > 0.5) {
    s.jump(tripped_, 0);
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
  if (s[core_.pressure()] > burst_) s.jump(ruptured_, 1);
  if (s[mend_] > 0.5) s.jump(ruptured_, 0);
  for (InputId momentary : {start_, stop_, reset_, local_start_, local_stop_, trip_demand_, stop_demand_, start_inhibit_, mend_}) s.set(momentary, 0);
}

}  // namespace retort
