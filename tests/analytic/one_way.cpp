// Liquid behind an outlet that lets nothing back: when its pressure has fallen to that outside, it stands there, however little comes in
// after it, for as long as one waits. The slope of the flow is then gone, and an old Jacobian knows nothing of that (newton.h).
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

// A valve that is shut but for its seat, a volume of liquid at 2.6 bar, and an outlet at 2 bar.
const std::string kAround = R"(
format: 1
plant: rig
medium: water
media: {process: {components: [methanol, propylene_oxide, water, propylene_glycol, nitrogen]}}
units:
  V: {type: control_valve, kv: 6 m3/h, command: 0 %, at: [1, 0, 0]}
)";

struct Case {
  const char *name, *rest, *watched;  // its pressure, or the packing that makes it
};

const Case kCases[] = {
    {"a junction and a drain", R"(  A: {type: boundary, pressure: 4 bar, temperature: 20 degC, at: [0, 0, 0]}
  D: {type: boundary, kind: drain, pressure: 2 bar, at: [5, 0, 0]}
  J: {type: junction, volume: 20 l, start: {pressure: 2.6 bar}, at: [2, 0, 0]}
lines:
  L1: {from: A, to: J, through: [V], dn: 32, length: 6 m}
  L2: {from: J, to: D, dn: 32, length: 6 m}
)",
     "J.pressure"},
    {"a junction and a check valve", R"(  A: {type: boundary, pressure: 4 bar, temperature: 20 degC, at: [0, 0, 0]}
  D: {type: boundary, pressure: 2 bar, temperature: 20 degC, at: [5, 0, 0]}
  C: {type: check_valve, kv: 30 m3/h, at: [4, 0, 0]}
  J: {type: junction, volume: 20 l, start: {pressure: 2.6 bar}, at: [2, 0, 0]}
lines:
  L1: {from: A, to: J, through: [V], dn: 32, length: 6 m}
  L2: {from: J, to: D, through: [C], dn: 32, length: 6 m}
)",
     "J.pressure"},
    {"a junction of a mixture and a drain", R"(  D: {type: boundary, medium: process, kind: drain, pressure: 2 bar, at: [5, 0, 0]}
  A: {type: boundary, medium: process, pressure: 4 bar, temperature: 20 degC, composition: {water: 100 %}, at: [0, 0, 0]}
  J: {type: junction, medium: process, volume: 20 l, start: {pressure: 2.6 bar, composition: {water: 100 %}}, at: [2, 0, 0]}
lines:
  L1: {from: A, to: J, through: [V], dn: 32, length: 6 m}
  L2: {from: J, to: D, dn: 32, length: 6 m}
)",
     "J.pressure"},
    {"the casing of a pump at rest", R"(  D: {type: boundary, kind: drain, pressure: 2 bar, at: [5, 0, 0]}
  A: {type: boundary, pressure: 4 bar, temperature: 20 degC, at: [0, 0, 0]}
  P: {type: centrifugal_pump, curve: [[0 m3/h, 35 m], [10 m3/h, 30 m], [20 m3/h, 15 m]], best_flow: 12 m3/h, efficiency: 60 %, npsh_required: 2 m, motor_power: 3 kW, start: {pressure: 2.6 bar}, at: [2, 0, 0]}
lines:
  L1: {from: A, to: P.in, through: [V], dn: 32, length: 6 m}
  L2: {from: P.out, to: D, dn: 32, length: 6 m}
)",
     "P.suction_pressure"},
    {"the tubes of an exchanger", R"(  D: {type: boundary, kind: drain, pressure: 2 bar, at: [5, 0, 0]}
  A: {type: boundary, pressure: 4 bar, temperature: 20 degC, at: [0, 0, 0]}
  S: {type: boundary, pressure: 2.5 bar, temperature: 20 degC, at: [0, 0, 0]}
  E: {type: exchanger, ua: 5 kW/K, tube_flow: 1 kg/s, shell_flow: 1 kg/s, start: {tube_pressure: 2.6 bar, shell_pressure: 2.5 bar}, at: [2, 0, 0]}
lines:
  L1: {from: A, to: E.tube_in, through: [V], dn: 32, length: 6 m}
  L2: {from: E.tube_out, to: D, dn: 32, length: 6 m}
  L3: {from: S, to: E.shell_in, dn: 32, length: 6 m}
  L4: {from: E.shell_out, to: S, dn: 32, length: 6 m}
)",
     "E.tube_out_packing"},
    {"the jacket of a reactor", R"(  D: {type: boundary, kind: drain, pressure: 2 bar, at: [5, 0, 0]}
  A: {type: boundary, pressure: 4 bar, temperature: 20 degC, at: [0, 0, 0]}
  F: {type: boundary, medium: process, kind: drain, pressure: 1 bar, at: [4, 0, 0]}
  J: {type: stirred_reactor, medium: process, diameter: 1.2 m, height: 2 m, reactions: [{name: none, stoichiometry: {propylene_oxide: -1, water: -1, propylene_glycol: 1}, rate: {A: 1e-9 1/s, Ea: 50 kJ/mol, orders: {propylene_oxide: 1}}}], jacket_ua: 5 kW/K, jacket_volume: 0.15 m3, start: {level: 10 %, temperature: 20 degC, pressure: 1 bar, jacket_pressure: 2.6 bar, jacket_temperature: 20 degC, composition: {water: 100 %}}, at: [2, 0, 0]}
lines:
  L1: {from: A, to: J.jacket_in, through: [V], dn: 32, length: 6 m}
  L2: {from: J.jacket_out, to: D, dn: 32, length: 6 m}
  L3: {from: J.in, to: F, dn: 32, length: 6 m}
  L4: {from: J.out, to: F, dn: 32, length: 6 m}
  L5: {from: J.vapour, to: F, dn: 32, length: 6 m}
)",
     "J.jacket_pressure"},
};

}  // namespace

TEST_CASE("liquid stands at the pressure of its outlet") {
  for (const Case& c : kCases) {
    INFO(c.name);
    Rig rig(kAround + c.rest);
    rig.run(5);
    const double there = rig.get(c.watched);
    if (rig.plant->catalogue[rig.row(c.watched)].quantity == Quantity::pressure) CHECK(there == Approx(2e5).epsilon(0.005));
    double least = there, most = there;
    for (int k = 0; k < 1800; ++k) {
      rig.run(1);
      least = std::min(least, rig.get(c.watched));
      most = std::max(most, rig.get(c.watched));
    }
    CHECK(least > 0.99 * there);
    CHECK(most < 1.01 * there);
  }
}

}  // namespace retort::test
