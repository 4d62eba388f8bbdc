#include "sim/units/condensing_side.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

void CondensingSide::declare(Declare& d, const char* vapour_port, const char* liquid_port, const char* vent_port, const std::string& prefix,
                             double volume, double height, double z, double nozzle) {
  const Mixture& mix = d.mixture(vapour_port);
  const int n = mix.size();
  height_ = height;
  nozzle_ = nozzle;
  phases_.mix = &mix;
  phases_.volume = volume;
  phases_.area = volume / height;
  phases_.z = z;
  phases_.metal = 20e3 * 490 * volume / 20;  // the shell; tubes stand apart
  phases_.size_traces();

  const double t = d.start(prefix + "temperature", Quantity::temperature, "Temperature at the start", d.ambient_temperature(), {223.15, 773.15});
  const double p = d.start(prefix + "pressure", Quantity::pressure, "Pressure at the start", kAtmosphere, {100, 6e6});
  int inert = -1, solvent = 0;
  for (int i = n; i-- > 0;) (mix.gas(i) ? inert : solvent) = i;
  std::vector<double> w(static_cast<std::size_t>(n), 0.0);
  w[static_cast<std::size_t>(solvent)] = 1;
  const TwoPhase::Start s = phases_.start(0.01 * height, t, p, w, inert);
  for (int i = 0; i < n; ++i) {
    const StateId l = d.state(prefix + "liquid_" + mix.name(i), Quantity::mass, fmt::format("Condensate: {}", mix.name(i)), phases_.tolerance_l(i),
                              s.liquid[static_cast<std::size_t>(i)]);
    if (i == 0) liquid_ = l;
    d.holds_mass(l);
  }
  for (int i = 0; i < n; ++i) {
    const StateId v = d.state(prefix + "vapour_" + mix.name(i), Quantity::mass, fmt::format("Vapour of {}", mix.name(i)), phases_.tolerance_v(i),
                              s.vapour[static_cast<std::size_t>(i)]);
    if (i == 0) vapour_ = v;
    d.holds_mass(v);
  }
  energy_ = d.state(prefix + "energy", Quantity::energy, "Energy of vapour, condensate and shell", 1e-3 * (phases_.metal + 100 * volume), s.energy);
  d.holds_energy(energy_);
  const auto port = [&](const char* name, const char* help, PortPhase phase) {
    const PortId id = d.optional_volume_port(name, help, {}, {});
    d.port(id).phase = phase;
    for (int i = 0; i < 2 * n + 1; ++i) d.port(id).sees.push_back({liquid_.i + i});
    d.port(id).writes = d.port(id).sees;
    return id;
  };
  in_ = port(vapour_port, "Vapour that condenses", PortPhase::gas);
  out_ = port(liquid_port, "Condensate", PortPhase::liquid);
  vent_ = port(vent_port, "Vent of gas that does not condense", PortPhase::gas);
  d.port(out_).use = d.port(vent_).use = PortUse::outlet;
  pressure_ = d.output(prefix + "pressure", Quantity::pressure, "Pressure of what condenses");
  temperature_ = d.output(prefix + "temperature", Quantity::temperature, "Temperature of what condenses");
  level_ = d.output(prefix + "level", Quantity::fraction, "Level of the condensate, of the height", {0, 1});
  inert_ = d.output(prefix + "inert", Quantity::fraction, "Mole fraction of gas that does not condense", {0, 1});
}

}  // namespace retort
