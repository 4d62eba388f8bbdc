#include "sim/units/liquid_passage.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {

void LiquidPassage::declare(Declare& d, const std::string& side, int cells, double default_flow) {
  cells_ = cells;
  const std::string port = side + "_in";
  design_flow_ = default_flow > 0 ? d.param(side + "_flow", Quantity::mass_flow, "Design flow", default_flow, {1e-4, 1e5})
                                  : d.param(side + "_flow", Quantity::mass_flow, "Design flow", {1e-4, 1e5});
  dp_ = d.param(side + "_dp", Quantity::pressure_difference, "Pressure drop at the design flow, with cold water", 2e4, {1e2, 1e7});
  // Twenty seconds at the design flow.
  const double volume = d.param(side + "_volume", Quantity::volume, "Volume of the liquid in the cells", 0.02 * design_flow_, {1e-6, 1e3});
  const Medium& medium = d.medium(port);
  liquid_ = medium.liquid;
  mix_ = medium.mixture.get();

  // Each header holds a tenth beside its lines. Its compliance suits the cells' own resistance, too: dw/dp = w_0 / (2 dp_0).
  const double area = std::max(0.25 * d.around().flow_area, 50 * design_flow_ / dp_);
  const double header = 0.1 * volume + 0.25 * d.around().line_volume, metal = 0.1 * 1000 * header * 4186;
  inlet_.declare(d, port, side + "_in_", header, area, metal, side + "_");
  outlet_.declare(d, side + "_out", side + "_out_", header, area, metal, side + "_");
  start_temperature_ = inlet_.start_temperature();

  const double t = start_temperature_, volume_of_cell = volume / cells;
  double energy;
  std::vector<double> w(kMaxComponents, 0.0);
  if (mix_) {
    w = inlet_.start_fractions();
    cell_mass_ = volume_of_cell / mix_->liquid_volume(298.15, w.data());
    energy = cell_mass_ * mix_->liquid_enthalpy<double>(t, w.data());
  } else {
    cell_mass_ = 1000 * volume_of_cell;
    energy = cell_mass_ * liquid_->internal_energy(t);
  }
  for (int k = 0; k < cells; ++k) {
    const StateId s = d.state(fmt::format("{}_energy_{}", side, k + 1), Quantity::energy, "Energy of the liquid in a cell, in the order of flow",
                              cell_mass_ * 4, energy);
    d.holds_energy(s);
    if (k == 0) energy_ = s;
  }
  for (int k = 0; mix_ && k < cells; ++k) {
    for (int i = 0; i < mix_->size(); ++i) {
      const StateId s = d.state(fmt::format("{}_{}_{}", side, mix_->name(i), k + 1), Quantity::mass,
                                fmt::format("Mass of {} in a cell", mix_->name(i)), 1e-6 * cell_mass_, cell_mass_ * w[static_cast<std::size_t>(i)]);
      if (k == 0 && i == 0) component_ = s;
    }
  }
  in_ = inlet_.port(d, port, "Inlet");
  out_ = outlet_.port(d, side + "_out", "Outlet");
  d.port(out_).use = PortUse::outlet;
  for (const auto& [p, v] : {std::pair{in_, &inlet_}, std::pair{out_, &outlet_}}) {
    std::vector<StateId> states{v->mass(), v->energy()};
    for (int i = 0; i < v->n_components(); ++i) states.push_back({v->components().i + i});
    d.port(p).sees = states;
    d.port(p).writes = states;
  }
  flow_ = d.output(side + "_flow_now", Quantity::mass_flow, "Flow through it");
  drop_ = d.output(side + "_drop", Quantity::pressure_difference, "Pressure drop over it");
  in_temperature_ = d.output(side + "_in_temperature", Quantity::temperature, "Temperature at its inlet");
  out_temperature_ = d.output(side + "_out_temperature", Quantity::temperature, "Temperature at its outlet");
}

}  // namespace retort
