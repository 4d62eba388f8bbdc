#include "sim/units/cooling_tower.h"

namespace retort {

CoolingTower::CoolingTower(Declare& d) {
  const Liquid& liquid = d.liquid();
  design_flow_ = d.param("design_flow", Quantity::mass_flow, "Water at which the deck stands 10 cm deep", {1e-3, 1e5});
  units_ = d.param("transfer_units", Quantity::number, "Transfer units of the fill at the design flow, fan at full speed", 1.2, {0.05, 10});
  const double area = d.param("area", Quantity::area, "Floor area of the basin", 0.3 * design_flow_ + 1, {0.1, 1e5});
  height_ = d.param("height", Quantity::length, "Height of the basin's wall", 1.5, {0.2, 20});
  nozzle_ = d.param("nozzle", Quantity::length, "Diameter of the basin's outlet", 0.2, {0.01, 3});
  const double lift = d.param("deck_height", Quantity::length, "Height of the deck above the basin's floor", 4.0, {0.5, 50});
  // The deck holds half a minute of water.
  deck_ = {&liquid, 0.05 * design_flow_ + 0.1, 20 * 490 * (0.05 * design_flow_ + 0.1), d.around().elevation + lift};
  basin_ = {&liquid, area, 39 * 490 * area * 3, d.around().elevation};
  rim_ = 1.84 * 4 * math::sqrt(area);
  const double level = d.start("level", Quantity::fraction, "Level of the basin at the start", 0.6, {0, 1.2});
  const double t = d.start("temperature", Quantity::temperature, "Temperature of the water at the start", d.ambient_temperature(), {273.15, 373.15});
  const double deck_level = d.start("deck_level", Quantity::length, "Depth on the deck at the start", 0.0, {0, 1});
  const bool on = d.start("running", Quantity::flag, "Whether the fan runs at the start", 0, {0, 1}) > 0.5;
  start_ = d.input("start", Quantity::flag, "Starts the fan", 0, {0, 1}, kBoard);
  stop_ = d.input("stop", Quantity::flag, "Stops the fan", 0, {0, 1}, kBoard);
  reset_ = d.input("reset", Quantity::flag, "Resets the trip", 0, {0, 1}, kBoard | kField);
  for (InputId h : {start_, stop_, reset_}) d.inputs[static_cast<std::size_t>(h.i)].trended = false;
  fan_set_ = d.input("fan_speed_set", Quantity::fraction, "Fan speed asked for", 1.0, {0, 1}, kBoard);
  const double set = d.inputs.back().start;
  wet_bulb_ = d.input("wet_bulb", Quantity::temperature, "Wet-bulb temperature outside", d.ambient_temperature() - 3, {253.15, 313.15}, kInstructor);
  running_ = d.flag("running", "The fan is on", on);
  tripped_ = d.flag("tripped", "The fan tripped, not yet reset");
  const double deck_mass = deck_.mass_at(deck_level, t), mass = basin_.mass_at(level * height_, t), full = 1000 * area * height_;
  deck_mass_ = d.state("deck_mass", Quantity::mass, "Water on the deck", 1e-4 * design_flow_, deck_mass);
  deck_energy_ = d.state("deck_energy", Quantity::energy, "Energy of the water on the deck", 10 * design_flow_, deck_.energy_at(deck_mass, t));
  mass_ = d.state("mass", Quantity::mass, "Water in the basin", 1e-5 * full, mass);
  energy_ = d.state("energy", Quantity::energy, "Energy of the water in the basin", 1e-5 * full * liquid.cp, basin_.energy_at(mass, t));
  fan_speed_ = d.state("fan_speed", Quantity::fraction, "Speed of the fan", 1e-4, on ? set : 0);
  evaporated_ = d.totaliser("evaporated", Quantity::mass, "Water evaporated since the start");
  spilled_ = d.totaliser("spilled", Quantity::mass, "Water that ran over the basin's wall or its overflow");
  in_ = d.optional_volume_port("in", "Warm water to the deck", deck_mass_, deck_energy_);
  make_up_ = d.optional_volume_port("make_up", "Make-up into the basin", mass_, energy_);
  out_ = d.optional_volume_port("out", "Cold water out of the basin", mass_, energy_);
  drain_ = d.optional_volume_port("drain", "Blow-down and drain", mass_, energy_);
  overflow_ = d.optional_volume_port("overflow", "Overflow of the basin", mass_, energy_, spilled_);
  d.port(out_).use = PortUse::outlet, d.port(drain_).use = PortUse::drain, d.port(overflow_).use = PortUse::overflow;
  power_ = d.signal("power", "Bus that feeds the fan", false);
  level_ = d.output("level", Quantity::fraction, "Level of the basin", {0, 1});
  temperature_ = d.output("temperature", Quantity::temperature, "Temperature of the basin");
  return_ = d.output("return_temperature", Quantity::temperature, "Temperature of the water that comes back");
  approach_ = d.output("approach", Quantity::temperature_difference, "Basin above the wet bulb");
  heat_ = d.output("heat", Quantity::power, "Heat to the air");
  evaporation_ = d.output("evaporation", Quantity::mass_flow, "Water evaporated");
  fan_trip_ = d.malfunction("fan_trip", "The fan's motor protection trips");
  fouling_ = d.malfunction("fouling", "The fill is fouled; 1 loses 70 % of its transfer units");
  d.primary_output("temperature");
  d.role(Role::vessel);
  d.machine({running_, tripped_, start_, stop_, reset_, {}, {}, {}});
  d.wired({"running", "tripped"});
  d.guard(start_, tripped_, "refused.tripped");
  d.guard(reset_, {off(tripped_)}, "refused.not_tripped");
}

void CoolingTower::scan(Scan& s) const {
  const bool dead = s[fan_trip_] > 0.5 || (power_.i >= 0 && s.read(power_) < 0.5);
  if (dead) s.jump(tripped_, 1);
  else if (s[reset_] > 0.5) s.jump(tripped_, 0);
  if (s[tripped_] > 0.5 || s[stop_] > 0.5) s.jump(running_, 0);
  else if (s[start_] > 0.5) s.jump(running_, 1);
  for (InputId h : {start_, stop_, reset_}) s.set(h, 0);
}

}  // namespace retort
