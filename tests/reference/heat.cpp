// Heat exchangers against the closed forms of effectiveness and number of transfer units, on paper and as they run; steam as a
// mixture of water alone against IAPWS-IF97.
#include <fmt/format.h>

#include "sim/props/if97.h"
#include "sim/props/mixture.h"
#include "sim/units/exchanger_sizing.h"
#include "tests/catch.h"
#include "tests/csv.h"
#include "tests/rig.h"
#include "tests/validation.h"

namespace retort::test {
namespace {

const char* kSource = "Bergman et al., Fundamentals of Heat and Mass Transfer, 7th ed., table 11.3";
constexpr double kCp = 4186;  // of `water`

/// Counter- or co-current, UA and flows such that the transfer units and the ratio are about those asked for; without heat loss.
Rig running(double ntu, double ratio, const std::string& arrangement, int passes) {
  // Same pressure drop on both sides; the shell's larger design flow makes C_min the tubes'.
  const double tube = 2, shell = 2 / ratio;
  Rig rig(fmt::format(R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {{type: boundary, pressure: 2.5 bar, temperature: 20 degC, at: [0, 0, 0]}}
  B: {{type: boundary, pressure: 2 bar, at: [0, 0, 0]}}
  C: {{type: boundary, pressure: 2.5 bar, temperature: 80 degC, at: [0, 0, 0]}}
  D: {{type: boundary, pressure: 2 bar, at: [0, 0, 0]}}
  E: {{type: exchanger, ua: {} W/K, tube_flow: {} kg/s, shell_flow: {} kg/s, heat_loss: 0 W/K, arrangement: {}, tube_passes: {}, at: [0, 0, 0]}}
lines:
  L1: {{from: A, to: E.tube_in, dn: 80, length: 1 m}}
  L2: {{from: E.tube_out, to: B, dn: 80, length: 1 m}}
  L3: {{from: C, to: E.shell_in, dn: 150, length: 1 m}}
  L4: {{from: E.shell_out, to: D, dn: 150, length: 1 m}}
)",
                      ntu * tube * kCp, tube, shell, arrangement, passes),
          quiet(1e-6));
  rig.run(900);
  return rig;
}

struct Steady {
  double ntu, ratio, effectiveness;
};
Steady steady(Rig& rig) {
  const double tube = rig.get("E.tube_flow_now") * kCp, shell = rig.get("E.shell_flow_now") * kCp;
  const double least = std::min(tube, shell), most = std::max(tube, shell);
  return {rig.get("E.ua_now") / least, least / most, rig.get("E.duty") / (least * 60)};
}

}  // namespace

TEST_CASE("exchangers on paper have the published effectiveness") {
  Validation table("heat_sizing", "Heat exchangers: effectiveness and mean temperature difference");
  const Csv grid(RETORT_SOURCE "/tests/reference/data/eps_ntu.csv");
  Worst parallel, counter, cross, boiler;
  for (std::size_t i = 0; i < grid.rows.size(); ++i) {
    const double ntu = grid.number(i, "NTU"), r = grid.number(i, "Cr");
    parallel.see(ntu, sizing::co_current(ntu, r), grid.number(i, "parallel"));
    counter.see(ntu, sizing::counter_current(ntu, r), grid.number(i, "counterflow"));
    cross.see(ntu, sizing::cross_flow_mixed(ntu, r), grid.number(i, "cross_mixed_Cmin"));
    boiler.see(ntu, sizing::condensing(ntu), grid.number(i, "boiler"));
  }
  const auto tell = [&](const char* what, const Worst& w) {
    table.relative(fmt::format("{}, NTU {} (worst of the grid)", what, w.at), "effectiveness", "", w.ours, w.published, 1e-11, kSource);
  };
  tell("co-current", parallel);
  tell("counter-current", counter);
  tell("cross flow, C_min mixed", cross);
  tell("boiling or condensing", boiler);
  table.absolute("counter-current, 100 to 60 and 30 to 40.2 degC", "LMTD", "K", sizing::log_mean(100 - 40.2, 60 - 30), 43.200409294131525,
                 1e-11, "CalebBell/ht, tests/test_hx.py");
  table.absolute("co-current, 100 to 60 and 30 to 40.2 degC", "LMTD", "K", sizing::log_mean(100 - 30, 60 - 40.2), 39.75251118049003, 1e-11,
                 "CalebBell/ht, tests/test_hx.py");
  table.absolute("counter-current, balanced: 100 to 60 and 20 to 60 degC", "LMTD", "K", sizing::log_mean(40, 40), 40, 1e-11,
                 "CalebBell/ht, tests/test_hx.py");
  table.absolute("co-current, pinched: 100 to 60 and 20 to 60 degC", "LMTD", "K", sizing::log_mean(80, 0), 0, 1e-11,
                 "CalebBell/ht, tests/test_hx.py");
}

TEST_CASE("exchangers that run come to the same effectiveness") {
  Validation table("heat_exchanger", "Heat exchangers: six cells at steady state against the closed form");
  for (const auto& [arrangement, passes] : {std::pair{"counter_current", 1}, std::pair{"co_current", 1}, std::pair{"counter_current", 2}}) {
    for (double ntu : {0.5, 1.0, 2.0, 4.0}) {
      for (double r : {0.25, 0.7, 0.99}) {
        Rig rig = running(ntu, r, arrangement, passes);
        const Steady s = steady(rig);
        const double exact = passes == 2                               ? sizing::one_shell_pass(s.ntu, s.ratio)
                             : std::string(arrangement) == "co_current" ? sizing::co_current(s.ntu, s.ratio)
                                                                        : sizing::counter_current(s.ntu, s.ratio);
        table.relative(fmt::format("{}, {} tube pass{}, NTU {:.2f}, C ratio {:.2f}", arrangement, passes, passes == 1 ? "" : "es", s.ntu, s.ratio),
                       "effectiveness", "", s.effectiveness, exact, 5e-3, kSource);
        CHECK(rig.sim.energy_error() < 1e-7);
      }
    }
  }
}

TEST_CASE("condensing steam heats as the closed form says") {
  Validation table("heat_steam_heater", "Steam heater: four cells at steady state against the closed form");
  for (double ua : {4e3, 10e3, 25e3}) {
    Rig rig(fmt::format(R"(format: 1
plant: rig
scan: 200 ms
medium: water
media: {{steam: {{components: [water]}}}}
units:
  A: {{type: boundary, medium: steam, phase: gas, pressure: 4 bar, temperature: 144 degC, at: [0, 0, 0]}}
  E: {{type: steam_heater, diameter: 0.5 m, height: 2 m, heat_loss: 0 W/K, ua: {} W/K, tube_flow: 2 kg/s, start: {{level: 2 %, temperature: 120 degC, pressure: 2 bar}}, at: [0, 0, 0]}}
  TR: {{type: steam_trap, kv: 4 m3/h, at: [0, 0, 0]}}
  X: {{type: boundary, medium: steam, phase: gas, kind: drain, at: [0, 0, 0]}}
  B: {{type: boundary, pressure: 5.5 bar, temperature: 20 degC, at: [0, 0, 0]}}
  C: {{type: boundary, pressure: 5 bar, at: [0, 0, 0]}}
lines:
  L1: {{from: A, to: E.in, dn: 50, length: 3 m}}
  L2: {{from: E.condensate, to: X, through: [TR], dn: 25, length: 3 m}}
  L3: {{from: B, to: E.tube_in, dn: 65, length: 3 m}}
  L4: {{from: E.tube_out, to: C, dn: 65, length: 3 m}}
)",
                        ua),
            quiet(1e-6));
    rig.run(1800);
    const double w = rig.get("E.tube_flow_now"), dry = 1 - rig.get("E.flooded");
    const double film = std::pow(w / 2 * w / 2 + 4e-4, 0.4);
    const double now = 1 / (0.7 / (ua * film) + 0.3 / (ua * (dry + 0.1 * (1 - dry))));
    const double effectiveness = (rig.get("E.tube_out_temperature") - 293.15) / (rig.get("E.temperature") - 293.15);
    table.relative(fmt::format("NTU {:.2f}", now / (w * kCp)), "effectiveness", "", effectiveness, sizing::condensing(now / (w * kCp)), 2e-3, kSource);
    CHECK(rig.sim.energy_error() < 1e-6);
    CHECK(rig.sim.mass_error() < 1e-9);
  }
}

TEST_CASE("steam as a mixture of water alone stands beside IF97") {
  Validation table("heat_steam", "Steam: the mixture [water] from 1 to 20 bar");
  const auto water = make_mixture({"water"});
  Worst temperature, latent, liquid, vapour, density;
  const double t0 = 298.15, h0 = if97::liquid(t0, 1e5).h;
  const double w[1] = {1.0};
  for (double bar = 1; bar <= 20; bar += 0.5) {
    const double p = bar * 1e5, ts = if97::saturation_temperature(p);
    double t = ts;
    for (int i = 0; i < 50; ++i) t += (p - water->vapour_pressure(0, t)) / (p * 4900 / (t * t));
    temperature.see_absolute(bar, t - 273.15, ts - 273.15);
    const double steam = if97::steam(ts + 1e-9, p).h, boiling = if97::liquid(ts - 1e-9, p).h;
    latent.see(bar, (water->vapour_enthalpy(0, ts) - water->liquid_enthalpy(0, ts)) / 1e3, (steam - boiling) / 1e3);
    liquid.see(bar, water->liquid_enthalpy(0, ts) / 1e3, (boiling - h0) / 1e3);
    vapour.see(bar, water->vapour_enthalpy(0, ts) / 1e3, (steam - h0) / 1e3);
    density.see(bar, water->gas_density(ts, p, w), 1 / if97::steam(ts + 1e-9, p).v);
  }
  table.absolute(fmt::format("{} bar (worst of 1 to 20 bar)", temperature.at), "saturation temperature", "degC", temperature.ours,
                 temperature.published, 0.2, "IAPWS-IF97");
  const auto tell = [&](const Worst& x, const char* what, const char* unit, double allowed) {
    table.relative(fmt::format("{} bar (worst of 1 to 20 bar)", x.at), what, unit, x.ours, x.published, allowed, "IAPWS-IF97");
  };
  tell(latent, "heat of vaporisation", "kJ/kg", 0.01);
  tell(liquid, "boiling water above 25 degC", "kJ/kg", 0.01);
  tell(vapour, "saturated steam above water of 25 degC", "kJ/kg", 0.01);
  tell(density, "density of saturated steam (ideal gas)", "kg/m3", 0.13);
}

}  // namespace retort::test
