#include "sim/units/exchanger.h"

#include <fmt/format.h>

namespace retort {

Exchanger::Exchanger(Declare& d) {
  const int cells = static_cast<int>(d.param("cells", Quantity::number, "Cells along the shell", 6, {1, 8}));
  const int passes = static_cast<int>(d.param("tube_passes", Quantity::number, "Passes of the tubes: 1, or an even number", 1, {1, 4}));
  counter_ = d.choice("arrangement", {"counter_current", "co_current"}, "How the shell flows beside the first pass of the tubes", 0) == 0;
  if ((passes != 1 && passes % 2 != 0) || passes * cells > LiquidPassage::kMaxCells)
    d.problem(d.node("tube_passes"), fmt::format("tube_passes: 1, 2 or 4, and tube_passes x cells at most {}", LiquidPassage::kMaxCells));
  const int along = passes * cells <= LiquidPassage::kMaxCells ? passes * cells : cells;
  ua_ = d.param("ua", Quantity::heat_transfer, "UA, clean, at the design flows", {1, 1e8});
  tube_share_ = d.param("tube_share", Quantity::fraction, "Share of the tubes' film in the resistance", 0.5, {0.02, 0.98});
  tube_.declare(d, "tube", along, 0);
  shell_.declare(d, "shell", cells, 0);
  // Steel of 60 W/K and kilogram: about 30 kg for each m2 of 1 kW/K.
  const double metal = d.param("wall_heat_capacity", Quantity::heat_capacity, "Heat capacity of the tubes", 15 * ua_, {10, 1e10});
  wall_cell_ = metal / along;
  heat_loss_ = d.param("heat_loss", Quantity::heat_transfer, "Heat transfer from the shell to the surroundings", 0.002 * ua_, {0, 1e6});
  ambient_ = d.ambient_temperature();
  const double t = 0.5 * (tube_.start_temperature() + shell_.start_temperature());
  for (int k = 0; k < along; ++k) {
    const StateId s = d.state(fmt::format("wall_energy_{}", k + 1), Quantity::energy, "Energy of the tubes' metal, in the tubes' order",
                              1e-3 * wall_cell_, wall_cell_ * (t - kReferenceTemperature));
    d.holds_energy(s);
    if (k == 0) wall_ = s;
  }
  const Medium &tube = d.medium("tube_in"), &shell = d.medium("shell_in");
  mixes_ = &tube == &shell;
  duty_ = d.output("duty", Quantity::power, "Heat from the shell to the tubes");
  ua_now_ = d.output("ua_now", Quantity::heat_transfer, "UA at these flows, with fouling");
  wall_temperature_ = d.output("wall_temperature", Quantity::temperature, "Mean temperature of the tubes' ends");
  leak_flow_ = d.output("leak_flow", Quantity::mass_flow, "Leak from the tubes to the shell");
  tube_fouling_ = d.malfunction("tube_fouling", "Scale inside the tubes; 1 makes their resistance four times");
  shell_fouling_ = d.malfunction("shell_fouling", "Dirt around the tubes; 1 makes the shell's resistance four times");
  tube_leak_ = d.malfunction("tube_leak", "A tube leaks; 1 is a hole of 5 mm");
  d.primary_output("duty");
}

}  // namespace retort
