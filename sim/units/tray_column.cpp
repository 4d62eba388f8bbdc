#include "sim/units/tray_column.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace retort {

TrayColumn::TrayColumn(Declare& d) : mix_(&d.mixture()), n_(mix_->size()) {
  trays_ = static_cast<int>(std::lround(d.param("trays", Quantity::number, "Trays, numbered from the bottom", {1, 60})));
  const double diameter = d.param("diameter", Quantity::length, "Inner diameter", {0.05, 15});
  law_.spacing = d.param("spacing", Quantity::length, "Distance between trays", 0.5, {0.1, 2});
  law_.weir_height = d.param("weir_height", Quantity::length, "Height of the outlet weirs", 0.05, {0.005, 0.2});
  law_.weir = diameter * d.param("weir_length", Quantity::fraction, "Length of the weirs, of the diameter", 0.7, {0.3, 3});
  law_.column_area = kPi / 4 * diameter * diameter;
  law_.active_area = law_.column_area * d.param("active_area", Quantity::fraction, "Active area, of the cross section", 0.8, {0.3, 0.95});
  law_.hole_area = law_.column_area * d.param("hole_area", Quantity::fraction, "Area of the holes, of the cross section", 0.08, {0.01, 0.3});
  law_.clearance = law_.weir * d.param("clearance", Quantity::length, "Height under the apron of the downcomers", 0.04, {0.005, 0.2});
  law_.flood = d.param("flood_velocity", Quantity::velocity, "Souders-Brown velocity at flooding", 0.09, {0.01, 0.3});
  efficiency_ = d.param("efficiency", Quantity::fraction, "Murphree efficiency of the vapour", 0.7, {0.05, 0.999});
  sump_height_ = d.param("sump_height", Quantity::length, "Height of the sump, from its floor to the return of the vapour", 2.0, {0.2, 20});
  heat_loss_ = d.param("heat_loss", Quantity::heat_transfer, "Heat transfer of the shell to the surroundings",
                       1.5 * kPi * diameter * (sump_height_ + trays_ * law_.spacing), {0, 1e6}) / (trays_ + 1);
  ambient_ = d.ambient_temperature();
  law_.rest = 0.3 * law_.column_area * law_.spacing;  // a stagnant tray takes some minutes
  const double tau = d.param("transfer_time", Quantity::time, "Time in which a tray boils or condenses to equilibrium", 0.05, {1e-3, 100});

  for (int j = 0; j <= trays_; ++j) {
    TwoPhase s;
    s.mix = mix_;
    const double height = j == 0 ? sump_height_ + law_.spacing : law_.spacing;
    s.volume = law_.column_area * height;
    s.area = j == 0 ? law_.column_area : law_.active_area;
    s.z = d.around().elevation + (j == 0 ? 0 : sump_height_ + j * law_.spacing);
    // Steel of 8 mm over the shell, 3 mm of tray and downcomer.
    s.metal = 490 * (63 * kPi * diameter * height + (j == 0 ? 63.0 : 30.0) * law_.column_area);
    s.tau = tau;
    s.size_traces();
    stages_.push_back(s);
  }
  declare_stages(d);
  declare_nozzles(d);
  declare_outputs(d);
}

void TrayColumn::declare_stages(Declare& d) {
  const double level = d.start("level", Quantity::fraction, "Level of the sump at the start", 0.3, {0, 1});
  const double t = d.start("temperature", Quantity::temperature, "Temperature at the start", ambient_, {223.15, 773.15});
  const double p = d.start("pressure", Quantity::pressure, "Pressure at the start, made up by the inert gas", kAtmosphere, {100, 6e6});
  const double on_trays = d.start("tray_liquid", Quantity::length, "Height of liquid on the trays at the start", 0.0, {0, 1});
  int inert = -1, solvent = 0;
  for (int i = n_; i-- > 0;) (mix_->gas(i) ? inert : solvent) = i;
  d.start_key("composition", "Mass fractions at the start: {COMPONENT: %}");
  d.start_key("composition_moles", "Mole fractions at the start: {COMPONENT: %}");
  const std::vector<double> w = read_composition(d, d.node("start"), "composition", *mix_, solvent);
  for (int j = 0; j <= trays_; ++j) {
    const TwoPhase& stage = stages_[static_cast<std::size_t>(j)];
    const TwoPhase::Start s = stage.start(j == 0 ? level * sump_height_ : on_trays, t, p, w, inert);
    for (int i = 0; i < n_; ++i) {
      const auto k = static_cast<std::size_t>(i);
      const StateId l = d.state(fmt::format("liquid_{}_{}", mix_->name(i), j), Quantity::mass, fmt::format("Liquid {} on stage {}", mix_->name(i), j),
                                stage.tolerance_l(i), s.liquid[k]);
      if (j == 0 && i == 0) first_ = l;
      d.holds_mass(l);
    }
    for (int i = 0; i < n_; ++i) {
      const auto k = static_cast<std::size_t>(i);
      d.holds_mass(d.state(fmt::format("vapour_{}_{}", mix_->name(i), j), Quantity::mass, fmt::format("Vapour of {} on stage {}", mix_->name(i), j),
                           stage.tolerance_v(i), s.vapour[k]));
    }
    d.holds_energy(d.state(fmt::format("energy_{}", j), Quantity::energy, fmt::format("Energy of stage {}", j),
                           1e-3 * (stage.metal + 100 * stage.volume), s.energy));
  }
  for (int j = 0; j <= trays_; ++j) {
    const StateId s = d.totaliser(fmt::format("lost_{}", j), Quantity::energy, fmt::format("Energy lost to the surroundings from stage {}", j));
    if (j == 0) lost_ = s;
    d.holds_energy(s);
  }
  leaked_ = d.totaliser("leaked", Quantity::mass, "Mass lost through the leak");
  d.holds_mass(leaked_);

  const int size = 2 * n_ + 1;
  const auto states_of = [&](int stage) {
    std::vector<StateId> s;
    if (stage < 0 || stage > trays_) return s;
    for (int i = 0; i < size; ++i) s.push_back({first_.i + stage * size + i});
    return s;
  };
  for (int j = 0; j <= trays_; ++j) {
    std::vector<StateId> near;
    for (int k : {j - 1, j, j + 1})
      for (StateId s : states_of(k)) near.push_back(s);
    for (StateId s : states_of(j)) d.depends(s, near);
    d.depends({lost_.i + j}, states_of(j));
  }
  d.depends(leaked_, states_of(0));
}

void TrayColumn::declare_nozzles(Declare& d) {
  const double nozzle = d.param("nozzle", Quantity::length, "Diameter of the liquid nozzles", 0.08, {0.005, 2});
  const auto tray = [&](const char* name, const char* help, double fallback) {
    return static_cast<int>(std::lround(d.param(name, Quantity::number, help, fallback, {1, static_cast<double>(trays_)})));
  };
  const double middle = std::max(1, (trays_ + 1) / 2);
  const auto add = [&](const char* name, const char* help, int stage, Nozzle::Kind kind, double height, double bore, PortUse use = PortUse::inlet) {
    const PortId p = d.optional_volume_port(name, help, {}, {});
    PortDecl& port = d.port(p);
    port.use = use;
    port.phase = kind == Nozzle::Kind::inlet ? PortPhase::any : kind == Nozzle::Kind::gas ? PortPhase::gas : PortPhase::liquid;
    for (int i = 0; i < 2 * n_ + 1; ++i) port.sees.push_back({first_.i + stage * (2 * n_ + 1) + i});
    port.writes = port.sees;
    nozzles_.push_back({p, stage, kind, height, bore});
  };
  using enum Nozzle::Kind;
  const double above = 0.9 * law_.spacing;
  add("vapour_in", "Vapour from the reboiler, over the liquid of the sump", 0, gas, sump_height_, 0.2);
  add("bottom", "Liquid from the sump", 0, liquid, 0, nozzle, PortUse::outlet);
  add("return", "Liquid that comes back into the sump", 0, inlet, sump_height_, nozzle);
  add("vapour", "Vapour from the top", trays_, gas, law_.spacing, 0.2, PortUse::outlet);
  add("relief", "Relief nozzle at the top", trays_, gas, law_.spacing, 0.2, PortUse::outlet);
  add("reflux", "Reflux on the top tray", trays_, inlet, above, nozzle);
  add("feed1", "Feed on the tray of feed1_tray", tray("feed1_tray", "Tray of feed1", middle), inlet, above, nozzle);
  add("feed2", "Feed on the tray of feed2_tray", tray("feed2_tray", "Tray of feed2", middle), inlet, above, nozzle);
  add("feed3", "Feed on the tray of feed3_tray", tray("feed3_tray", "Tray of feed3", middle), inlet, above, nozzle);
  add("side", "Liquid drawn from the tray of side_tray", tray("side_tray", "Tray of the side draw", middle), liquid, 0, 0.5 * law_.weir_height, PortUse::outlet);
  d.keep(TwoPhase::kContent * (trays_ + 1));
}

void TrayColumn::declare_outputs(Declare& d) {
  const auto each = [&](const char* noun, Quantity q, const char* help, Range range) {
    OutputId first;
    for (int j = 1; j <= trays_; ++j) {
      const OutputId o = d.output(fmt::format("{}_{}", noun, j), q, fmt::format("{} {}", help, j), range);
      if (j == 1) first = o;
    }
    return first;
  };
  t_ = each("t", Quantity::temperature, "Temperature of tray", {0, 0});
  x_ = each("x", Quantity::fraction, "Mole fraction of the first component in the liquid of tray", {0, 1});
  h_ = each("h", Quantity::length, "Height of clear liquid on tray", {0, law_.spacing});
  level_ = d.output("level", Quantity::fraction, "Level of the sump", {0, 1});
  temperature_ = d.output("temperature", Quantity::temperature, "Temperature of the sump");
  top_temperature_ = d.output("top_temperature", Quantity::temperature, "Temperature of the top tray");
  top_pressure_ = d.output("pressure", Quantity::pressure, "Pressure over the top tray");
  bottom_pressure_ = d.output("bottom_pressure", Quantity::pressure, "Pressure over the sump");
  dp_ = d.output("dp", Quantity::pressure_difference, "Pressure drop over the trays");
  flooding_ = d.output("flooding", Quantity::fraction, "Vapour load of the most loaded tray, of that at which it floods", {0, 1.5});
  weeping_ = d.output("weeping", Quantity::fraction, "Share of the liquid that falls through the holes", {0, 1});
  leak_flow_ = d.output("leak_flow", Quantity::mass_flow, "Mass flow out of the leak");
  for (int i = 0; i < n_; ++i) {
    const OutputId o = d.output("x_" + mix_->name(i), Quantity::fraction, fmt::format("Mole fraction of {} in the sump", mix_->name(i)), {0, 1});
    if (i == 0) x_sump_ = o;
  }
  for (int i = 0; i < n_; ++i) {
    const OutputId o = d.output("y_" + mix_->name(i), Quantity::fraction, fmt::format("Mole fraction of {} in the vapour at the top", mix_->name(i)), {0, 1});
    if (i == 0) y_top_ = o;
  }
  damaged_ = d.malfunction("damaged_trays", "The trays of the middle third have lost their valves; at 1 a tenth of the efficiency is left");
  foaming_ = d.malfunction("foaming", "The liquid foams: it floods at a lower load");
  fouled_ = d.malfunction("fouled_downcomer", "The downcomers of the middle third are clogged");
  leak_ = d.malfunction("leak", "The sump leaks; 1 is a hole of 10 mm");
  d.primary_output("level");
  d.role(Role::vessel);
}

}  // namespace retort
