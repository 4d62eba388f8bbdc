// What flows at the ports of units that join several media.
#include <algorithm>

#include "tests/catch.h"
#include "tests/rig.h"

using namespace retort;

namespace {

const PortDecl& port(const CompiledPlant& plant, const std::string& tag, const std::string& name) {
  const auto& ports = plant.find(tag)->declared->ports;
  return *std::find_if(ports.begin(), ports.end(), [&](const PortDecl& p) { return p.name == name; });
}

/// A kettle whose vapour goes straight to a condenser: no boundary, vessel or `medium:` stands at the line between. What the boundary
/// of the feed and the kettle say themselves is given.
std::string evaporator(const std::string& x1, const std::string& e1) {
  std::string text = R"(
format: 1
plant: evaporator
medium: water
media:
  process: {components: [methanol, water, nitrogen]}
  steam: {components: [water, nitrogen]}
units:
  X-1: {type: boundary, composition: {methanol: 10 %, water: 90 %}, pressure: 2 bar, at: [-4, 0, 0.5]X1}
  V-1: {type: control_valve, kv: 1 m3/h, at: [-2, 0, 0.5]}
  E-1: {type: kettle_reboiler, diameter: 1 m, height: 2 m, ua_steam: 60 kW/K, ua_boil: 30 kW/K, start: {composition: {methanol: 10 %, water: 90 %}}, at: [0, 0, 0]E1}
  X-2: {type: boundary, medium: steam, phase: gas, composition: {water: 100 %}, pressure: 3 bar, temperature: 140 degC, at: [-4, 2, 1]}
  X-3: {type: boundary, medium: steam, kind: drain, at: [4, 2, -1]}
  E-2: {type: condenser, ua_shell: 30 kW/K, ua_tubes: 20 kW/K, at: [3, 0, 4]}
  X-4: {type: boundary, pressure: 4 bar, at: [6, 0, 4]}
  X-5: {type: boundary, kind: drain, at: [6, 1, 4]}
  X-6: {type: boundary, medium: process, kind: drain, at: [8, 0, 0]}
lines:
  L-1: {from: X-1, to: E-1.in, through: [V-1], dn: 32, length: 4 m}
  L-2: {from: X-2, to: E-1.steam, dn: 50, length: 4 m}
  L-3: {from: E-1.condensate, to: X-3, dn: 25, length: 4 m}
  L-4: {from: E-1.vapour, to: E-2.in, dn: 150, length: 4 m}
  L-5: {from: X-4, to: E-2.cw_in, dn: 80, length: 4 m}
  L-6: {from: E-2.cw_out, to: X-5, dn: 80, length: 4 m}
  L-7: {from: E-2.out, to: X-6, dn: 50, length: 4 m}
)";
  text.replace(text.find("X1}"), 2, x1);
  text.replace(text.find("E1}"), 2, e1);
  return text;
}

}  // namespace

TEST_CASE("a line between two units that join media carries what their ports carry") {
  for (const auto& [x1, e1] : {std::pair<const char*, const char*>{", medium: process", ""}, {"", ", medium: process"}}) {
    test::Rig rig(evaporator(x1, e1), test::quiet());
    CHECK(port(*rig.plant, "E-1", "vapour").medium->name == "process");
    CHECK(port(*rig.plant, "E-2", "in").medium->name == "process");
    CHECK(port(*rig.plant, "E-1", "steam_vent").medium->name == "steam");  // no line ends there
    CHECK(port(*rig.plant, "E-2", "cw_out").medium->name == "water");
    rig.run(10);
    CHECK(rig.sim.counters().holds == 0);
    CHECK(rig.sim.mass_error() < 1e-9);
    // Mass and mole fractions of the liquid are of one composition: w_i = x_i M_i / sum x_j M_j, with M in g/mol.
    const double methanol = rig.get("E-1.x_methanol") * 32.042, water = rig.get("E-1.x_water") * 18.015, nitrogen = rig.get("E-1.x_nitrogen") * 28.014;
    CHECK(rig.get("E-1.w_methanol") == Approx(methanol / (methanol + water + nitrogen)).epsilon(1e-3));
    CHECK(rig.get("E-1.w_water") == Approx(water / (methanol + water + nitrogen)).epsilon(1e-3));
  }
}

TEST_CASE("two media at one side are refused") {
  CHECK_THROWS_WITH(test::Rig(evaporator(", medium: process", ", medium: steam"), test::quiet()),
                    ContainsSubstring("medium: lines join it to X-1, where 'process' flows and not 'steam'"));
}

TEST_CASE("every port of a unit that joins media belongs to one side") {
  int seen = 0;
  for (const char* name : {"methanol_column", "heat_exchange", "glycol_cstr"}) {
    const auto plant = compile(load_plant(std::string(RETORT_SOURCE "/scenarios/library/") + name + "/plant.yaml"), standard_blocks());
    for (const BlockLayout& b : plant->blocks) {
      const BlockType* type = standard_blocks().find(b.section, b.type);
      if (!type || type->sides.empty()) continue;
      ++seen;
      for (const PortDecl& p : b.declared->ports) {
        int sides = 0;
        for (const auto& side : type->sides) sides += static_cast<int>(std::count(side.begin(), side.end(), p.name));
        CAPTURE(b.tag, p.name);
        CHECK(sides == 1);
      }
    }
  }
  CHECK(seen >= 5);
}
