#include "sim/units/gas_junction.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

GasJunction::GasJunction(Declare& d) {
  d.role(Role::junction);
  const Mixture& mix = d.mixture();
  const int n = mix.size();
  const double area = std::max(d.around().flow_area, 1e-4);
  const double own = d.param("volume", Quantity::volume, "Volume besides half of the lines that end here", 0.0, {0, 1000});
  phases_.mix = &mix;
  phases_.volume = std::max(own + d.around().line_volume, 0.4 * area);
  phases_.area = area;
  phases_.z = d.around().elevation;
  // Steel pipe weighs about half of the water that it could hold.
  phases_.metal = d.param("wall_heat_capacity", Quantity::heat_capacity, "Heat capacity of the pipe", 500 * 490 * phases_.volume, {1, 1e12});
  heat_loss_ = d.param("heat_loss", Quantity::heat_transfer, "Heat transfer to the surroundings", 0.0, {0, 1e6});
  ambient_ = d.ambient_temperature();
  phases_.size_traces();
  phases_.trace_l *= 0.1;  // it holds gas: what hangs on as liquid in a superheated one must be little of that

  const double t = d.start("temperature", Quantity::temperature, "Temperature at the start", ambient_, {223.15, 773.15});
  const double p = d.start("pressure", Quantity::pressure, "Pressure at the start", kAtmosphere, {100, 6e6});
  int first_gas = 0;
  for (int i = n; i-- > 0;)
    if (mix.gas(i)) first_gas = i;
  d.start_key("composition", "Mass fractions at the start: {COMPONENT: %}");
  d.start_key("composition_moles", "Mole fractions at the start: {COMPONENT: %}");
  const std::vector<double> w = read_composition(d, d.node("start"), "composition", mix, first_gas);
  const double rho = mix.gas_density(t, p, w.data());
  std::vector<double> none(w.size(), 0.0), gas(w);
  for (double& g : gas) g *= rho * phases_.volume;
  const double mass = rho * phases_.volume;
  const double energy = holdup_energy(mix, t, none.data(), gas.data(), phases_.metal) + mass * kGravity * phases_.z;
  for (int i = 0; i < n; ++i) {
    const StateId l = d.state("liquid_" + mix.name(i), Quantity::mass, fmt::format("Liquid {}", mix.name(i)), phases_.tolerance_l(i), 0);
    if (i == 0) liquid_ = l;
    d.holds_mass(l);
  }
  for (int i = 0; i < n; ++i) {
    const StateId v = d.state("vapour_" + mix.name(i), Quantity::mass, fmt::format("Vapour of {}", mix.name(i)), phases_.tolerance_v(i),
                              gas[static_cast<std::size_t>(i)]);
    if (i == 0) vapour_ = v;
    d.holds_mass(v);
  }
  energy_ = d.state("energy", Quantity::energy, "Energy of gas and pipe", 1e-3 * (phases_.metal + 100 * phases_.volume), energy);
  d.holds_energy(energy_);
  port_ = d.volume_port("port", "Where lines connect", {}, {});
  d.port(port_).phase = PortPhase::gas;
  d.keep(TwoPhase::kContent);
  pressure_ = d.output("pressure", Quantity::pressure, "Pressure");
  temperature_ = d.output("temperature", Quantity::temperature, "Temperature");
  wet_ = d.output("wetness", Quantity::fraction, "Mass fraction of liquid in it", {0, 1});
}

}  // namespace retort
