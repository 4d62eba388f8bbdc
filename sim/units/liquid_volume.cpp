#include "sim/units/liquid_volume.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

void LiquidVolume::declare(Declare& d, std::string_view port, const std::string& prefix, double volume, double flow_area, double metal,
                           const std::string& start_prefix) {
  is_mixture_ = d.medium(port).mixture != nullptr;
  const double z = d.around().elevation, area = std::max(flow_area, 1e-4);
  const double p = d.start(start_prefix + "pressure", Quantity::pressure, "Pressure at the start", kAtmosphere, {2e3, 1e8});
  const double t = d.start(start_prefix + "temperature", Quantity::temperature, "Temperature at the start", d.ambient_temperature(), {223.15, 573.15});
  double x, e, tolerance_m, tolerance_e;
  std::vector<double> w;
  if (!is_mixture_) {
    pure_ = SmallVolume::sized(d.liquid(port), volume, area, metal, z);
    x = pure_.excess_at(p, t);
    e = pure_.energy_at(x, t);
    tolerance_m = pure_.mass_tolerance();
    tolerance_e = pure_.energy_tolerance();
  } else {
    const Mixture& mix = d.mixture(port);
    int solvent = 0;
    for (int i = mix.size(); i-- > 0;)
      if (!mix.gas(i)) solvent = i;
    d.start_key(start_prefix + "composition", "Mass fractions at the start: {COMPONENT: %}");
    d.start_key(start_prefix + "composition_moles", "Mole fractions at the start: {COMPONENT: %}");
    w = read_composition(d, d.node("start"), start_prefix + "composition", mix, solvent);
    mixed_ = SmallMixture::sized(mix, volume, area, metal, z, w.data(), 298.15);
    x = mixed_.excess_at(p, t, w.data());
    e = mixed_.energy_at(x, t, w.data());
    tolerance_m = mixed_.compliance * 20;
    tolerance_e = (mixed_.m_full * 3000 + metal) * 1e-3;
  }
  start_temperature_ = t;
  start_fractions_ = w;
  mass_ = d.state(prefix + "packing", Quantity::mass, "Mass beyond a just-full volume", tolerance_m, x);
  energy_ = d.state(prefix + "energy", Quantity::energy, "Energy of liquid and metal", tolerance_e, e);
  for (int i = 0; is_mixture_ && i < mixed_.mix->size(); ++i) {
    const auto k = static_cast<std::size_t>(i);
    const StateId m = d.state(prefix + "mass_" + mixed_.mix->name(i), Quantity::mass, fmt::format("Mass of {}", mixed_.mix->name(i)),
                              mixed_.tolerance(), (mixed_.m_full + x) * w[k]);
    if (i == 0) components_ = m;
  }
}

PortId LiquidVolume::port(Declare& d, std::string name, std::string help, bool optional) const {
  const PortId p = optional ? d.optional_volume_port(std::move(name), std::move(help), mass_, energy_)
                            : d.volume_port(std::move(name), std::move(help), mass_, energy_);
  d.port(p).component_state = components_.i;
  return p;
}

}  // namespace retort
