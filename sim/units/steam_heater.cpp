#include "sim/units/steam_heater.h"

#include <fmt/format.h>

namespace retort {

SteamHeater::SteamHeater(Declare& d) : shell_(d) {
  const auto n_shell_states = static_cast<int>(d.states.size());
  nozzle_ = d.param("condensate_nozzle", Quantity::length, "Diameter of the condensate nozzle", 0.05, {0.005, 1});
  condensate_ = d.optional_volume_port("condensate", "Condensate outlet; gives steam when the shell is empty", {}, {});
  d.port(condensate_).phase = PortPhase::gas;
  d.port(condensate_).use = PortUse::outlet;
  std::vector<StateId> shell_states;
  for (int i = 0; i < n_shell_states; ++i) shell_states.push_back({i});
  for (PortDecl& p : d.ports) p.sees = p.writes = shell_states;

  const int cells = static_cast<int>(d.param("cells", Quantity::number, "Cells along the tubes", 4, {1, 8}));
  ua_ = d.param("ua", Quantity::heat_transfer, "UA, clean and drained, at the tubes' design flow", {1, 1e8});
  tube_share_ = d.param("tube_share", Quantity::fraction, "Share of the tubes' film in the resistance", 0.7, {0.02, 0.98});
  tubes_.declare(d, "tube", cells, 0);
  const double metal = d.param("tube_heat_capacity", Quantity::heat_capacity, "Heat capacity of the tubes", 15 * ua_, {10, 1e10});
  wall_cell_ = metal / cells;
  for (int k = 0; k < cells; ++k) {
    const StateId s = d.state(fmt::format("wall_energy_{}", k + 1), Quantity::energy, "Energy of the tubes' metal, in the order of flow",
                              1e-3 * wall_cell_, wall_cell_ * (tubes_.start_temperature() - kReferenceTemperature));
    d.holds_energy(s);
    if (k == 0) wall_ = s;
  }
  const Mixture& mix = *shell_.phases().mix;
  for (int i = mix.size(); i-- > 0;)
    if (!mix.gas(i)) solvent_ = i;
  duty_ = d.output("duty", Quantity::power, "Heat from the steam to the tubes");
  flooded_ = d.output("flooded", Quantity::fraction, "Share of the tubes under condensate", {0, 1});
  inert_ = d.output("inert", Quantity::fraction, "Mole fraction of gas in the steam", {0, 1});
  wall_temperature_ = d.output("wall_temperature", Quantity::temperature, "Mean temperature of the tubes' ends");
  leak_flow_ = d.output("tube_leak_flow", Quantity::mass_flow, "Leak from the tubes into the condensate");
  tube_fouling_ = d.malfunction("tube_fouling", "Scale inside the tubes; 1 makes their resistance four times");
  shell_fouling_ = d.malfunction("shell_fouling", "Dirt around the tubes; 1 leaves a quarter of the steam's film");
  tube_leak_ = d.malfunction("tube_leak", "A tube leaks; 1 is a hole of 5 mm");
}

}  // namespace retort
