#include "sim/units/vessel_core.h"

#include <fmt/format.h>

namespace retort {

VesselCore::VesselCore(Declare& d) {
  const Mixture& mix = d.mixture();
  const int n = mix.size();
  phases_.mix = &mix;
  diameter_ = d.param("diameter", Quantity::length, "Inner diameter", {0.01, 50});
  height_ = d.param("height", Quantity::length, "Height of the shell", {0.05, 100});
  phases_.area = kPi / 4 * diameter_ * diameter_;
  phases_.volume = phases_.area * height_;
  phases_.z = d.around().elevation;
  nozzle_ = d.param("nozzle", Quantity::length, "Diameter of the nozzles", std::min(0.1, 0.2 * height_), {0.001, 5});
  const Range in_shell{0, height_};
  in_height_ = d.param("in_height", Quantity::length, "Height of the inlets above the floor", height_, in_shell);
  out_height_ = d.param("out_height", Quantity::length, "Height of the outlet; what lies below is the heel", 0.0, in_shell);
  // Steel of 10 mm over the shell: 78 kg/m2 and 490 J/kg/K.
  const double surface = kPi * diameter_ * height_ + 2 * phases_.area;
  phases_.metal = d.param("wall_heat_capacity", Quantity::heat_capacity, "Heat capacity of the metal", 78 * 490 * surface, {1e3, 1e12});
  heat_loss_ = d.param("heat_loss", Quantity::heat_transfer, "Heat transfer to the surroundings", 1.0 * surface, {0, 1e6});
  phases_.tau = d.param("transfer_time", Quantity::time, "Time in which liquid and vapour agree", 0.05, {1e-3, 100});
  phases_.size_traces();
  ambient_ = d.ambient_temperature();

  const double level = d.start("level", Quantity::fraction, "Level at the start, of the height", 0.5, {0, 1});
  const double t = d.start("temperature", Quantity::temperature, "Temperature at the start", ambient_, {223.15, 773.15});
  const double p = d.start("pressure", Quantity::pressure, "Pressure at the start, made up by the inert gas", kAtmosphere, {100, 6e6});
  std::vector<std::string> names;
  int inert = -1, solvent = 0;
  for (int i = n; i-- > 0;) {
    names.push_back(mix.name(i));
    if (mix.gas(i)) inert = i;
    if (!mix.gas(i)) solvent = i;
  }
  if (const std::string named = d.text("inert", "Gas over the liquid at the start", ""); !named.empty()) {
    inert = mix.index(named);
    if (inert < 0) d.problem(d.node("inert"), fmt::format("inert: '{}' is not in the mixture.{}", named, did_you_mean(named, names)));
  }
  d.start_key("composition", "Mass fractions at the start: {COMPONENT: %}");
  d.start_key("composition_moles", "Mole fractions at the start: {COMPONENT: %}");
  const std::vector<double> w = read_composition(d, d.node("start"), "composition", mix, solvent);
  const TwoPhase::Start s = phases_.start(level * height_, t, p, w, inert);

  for (int i = 0; i < n; ++i) {
    const StateId l = d.state("liquid_" + mix.name(i), Quantity::mass, fmt::format("Liquid {}", mix.name(i)), phases_.tolerance_l(i), s.liquid[static_cast<std::size_t>(i)]);
    if (i == 0) liquid_ = l;
    d.holds_mass(l);
  }
  for (int i = 0; i < n; ++i) {
    const StateId v = d.state("vapour_" + mix.name(i), Quantity::mass, fmt::format("Vapour of {}", mix.name(i)), phases_.tolerance_v(i), s.vapour[static_cast<std::size_t>(i)]);
    if (i == 0) vapour_ = v;
    d.holds_mass(v);
  }
  energy_ = d.state("energy", Quantity::energy, "Energy of liquid, vapour and metal", 1e-3 * (phases_.metal + 100 * phases_.volume), s.energy);
  d.holds_energy(energy_);
  leaked_ = d.totaliser("leaked", Quantity::mass, "Mass lost through the leak");

  const auto nozzle = [&](const char* name, const char* help, PortPhase phase) {
    const PortId p = d.optional_volume_port(name, help, {}, {});
    d.port(p).phase = phase;
    return p;
  };
  for (const char* name : {"in", "in2", "in3"}) inlets_.push_back(nozzle(name, "Inlet above the liquid", PortPhase::any));
  gas_ = nozzle("vapour", "Vapour outlet at the top", PortPhase::gas);
  relief_ = nozzle("relief", "Relief and vent nozzle at the top", PortPhase::gas);
  out_ = nozzle("out", "Liquid outlet", PortPhase::liquid);
  drain_ = nozzle("drain", "Drain in the floor", PortPhase::liquid);
  d.port(gas_).use = d.port(relief_).use = d.port(out_).use = PortUse::outlet, d.port(drain_).use = PortUse::drain;
  d.keep(TwoPhase::kContent);

  level_ = d.output("level", Quantity::fraction, "Level, of the height", {0, 1});
  pressure_ = d.output("pressure", Quantity::pressure, "Pressure in the vapour space");
  temperature_ = d.output("temperature", Quantity::temperature, "Temperature");
  volume_ = d.output("volume", Quantity::volume, "Volume of the liquid", {0, phases_.volume});
  liquid_mass_ = d.output("liquid", Quantity::mass, "Mass of the liquid");
  vapour_mass_ = d.output("gas", Quantity::mass, "Mass of the vapour");
  leak_flow_ = d.output("leak_flow", Quantity::mass_flow, "Mass flow out of the leak");
  for (int i = 0; i < n; ++i) {
    const OutputId x = d.output("x_" + mix.name(i), Quantity::fraction, fmt::format("Mole fraction of {} in the liquid", mix.name(i)), {0, 1});
    if (i == 0) x_ = x;
  }
  for (int i = 0; i < n; ++i) {
    const OutputId y = d.output("y_" + mix.name(i), Quantity::fraction, fmt::format("Mole fraction of {} in the vapour", mix.name(i)), {0, 1});
    if (i == 0) y_ = y;
  }
  for (int i = 0; i < n; ++i) {
    const OutputId w = d.output("w_" + mix.name(i), Quantity::fraction, fmt::format("Mass fraction of {} in the liquid", mix.name(i)), {0, 1});
    if (i == 0) w_ = w;
  }
  leak_ = d.malfunction("leak", "The floor leaks; 1 is a hole of 10 mm");
  d.primary_output("level");
  d.role(Role::vessel);
}

}  // namespace retort
