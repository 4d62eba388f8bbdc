// Textbook reactors and the Wood-Berry column against their published equations, integrated to 1e-10 (data/README.md).
#include <fmt/format.h>

#include "tests/catch.h"
#include "tests/reference/trajectory.h"

namespace retort::test {
namespace {

void report(Validation& table, const std::string& name, const std::string& unit_of_time, const std::vector<Compared>& columns,
            const std::vector<Worst>& worst, const std::vector<std::string>& units, double allowed, const std::string& source) {
  for (std::size_t i = 0; i < columns.size(); ++i)
    table.relative(fmt::format("{}, {:g} {} (worst)", name, worst[i].at, unit_of_time), columns[i].column, units[i], worst[i].ours,
                   worst[i].published, allowed, source);
}

/// When a rising variable passes a level, between scans by straight lines.
double passes(Rig& rig, const std::string& name, double level, double limit) {
  double before = rig.get(name);
  while (rig.sim.time() < limit) {
    rig.sim.step();
    const double now = rig.get(name);
    if (now >= level) return rig.sim.time() - rig.plant->scan_period() * (now - level) / (now - before);
    before = now;
  }
  return NAN;
}

}  // namespace

TEST_CASE("the van de Vusse reactor stands and moves as published") {
  Validation table("van_de_vusse", "Van de Vusse reactor");
  const std::string source = "Chen, Kremling, Allgower, ECC 1995";
  const std::vector<Compared> columns = {{"cA", reading("VDV.cA")}, {"cB", reading("VDV.cB")}, {"T_C", reading("VDV.T", 1, -273.15)},
                                         {"TK_C", reading("VDV.TK", 1, -273.15)}};
  const std::vector<std::string> units = {"mol/l", "mol/l", "degC", "degC"};
  Rig step = Rig::of_file(library("benchmarks/van_de_vusse/plant"), quiet(1e-7));
  step.set("VDV.F", 24.19);
  report(table, "F 14.19 to 24.19 1/h", "h", columns, follow(step, Table("van_de_vusse.csv"), 3600, columns, true), units, 1e-4, source);

  const double stands[][6] = {{14.19, -1113.5, 2.1402105301319447, 1.0903043613295516, 114.1910844205971, 112.90659291081488},
                              {13.66640639, -3999.58908628, 2.715168096197474, 1.0234915238159508, 105.50585060677527, 100.89207582101484}};
  for (const auto& s : stands) {
    Rig rest = Rig::of_file(library("benchmarks/van_de_vusse/plant"), quiet(1e-7));
    rest.set("VDV.F", s[0]);
    rest.set("VDV.Q", s[1]);
    rest.run(4 * 3600);
    for (std::size_t i = 0; i < 4; ++i)
      table.relative(fmt::format("steady at F {:g} 1/h, Q {:g} kJ/h", s[0], s[1]), columns[i].column, units[i], columns[i].ours(rest),
                     s[2 + i], 1e-4, source);
  }
}

TEST_CASE("Fogler's stirred tank starts up and stands as published") {
  Validation table("fogler_cstr", "Propylene glycol in a stirred tank");
  const std::string source = "Fogler, Elements of Chemical Reaction Engineering, example 13-3";
  const std::vector<Compared> columns = {{"CA", reading("R.cA")}, {"CB", reading("R.cB")}, {"CC", reading("R.cC")}, {"CM", reading("R.cM")},
                                         {"T_F", reading("R.T")}};
  const std::vector<std::string> units = {"lbmol/ft3", "lbmol/ft3", "lbmol/ft3", "lbmol/ft3", "degF"};
  const std::string plant = "benchmarks/fogler_cstr/plant", start = "start: {cA: 0, cB: 3.45, cC: 0, cM: 0, T: 75}";
  Rig a = Rig::of_file(library(plant), quiet(1e-7));
  report(table, "start-up A, from 75 degF", "h", columns, follow(a, Table("fogler_13_3a.csv"), 3600, columns, true), units, 1e-4, source);
  Rig b = changed(plant, {{start, "start: {cA: 0, cB: 3.45, cC: 0, cM: 0, T: 150}"}});
  report(table, "start-up B, from 150 degF", "h", columns, follow(b, Table("fogler_13_3b.csv"), 3600, columns, true), units, 1e-4, source);
  b.run(4 * 3600);
  const double steady[] = {0.037895563399884584, 2.121870573735259, 0.14331965489014795, 0.2265190228625407, 138.53039455533428};
  for (std::size_t i = 0; i < 5; ++i)
    table.relative("steady state", columns[i].column, units[i], columns[i].ours(b), steady[i], 1e-4, source);
  Rig c = changed(plant, {{start, "start: {cA: 0.14, cB: 3.45, cC: 0, cM: 0, T: 160}"}, {"scan: 6 s", "scan: 500 ms"}});
  double hottest = 0;
  while (c.sim.time() < 200) {
    c.sim.step();
    hottest = std::max(hottest, c.get("R.T"));
  }
  table.relative("start-up C, from 0.14 lbmol/ft3 and 160 degF", "highest T", "degF", hottest, 228.5354983675105, 1e-4, source);

  const std::string cstr = "Fogler, Elements of Chemical Reaction Engineering, example 12-3";
  Rig adiabatic = Rig::of_file(library("benchmarks/fogler_cstr/example_12_3"), quiet(1e-7));
  adiabatic.run(20 * 3600);
  table.relative("adiabatic", "T", "degR", adiabatic.get("R.T"), 613.520830994223, 1e-4, cstr);
  table.relative("adiabatic", "X", "", adiabatic.get("R.X"), 0.8566469803252534, 1e-4, cstr);
  adiabatic.set("R.UA", 4000);
  adiabatic.run(20 * 3600);
  table.relative("with the coil, UA 4000 Btu/h/degF", "T", "degR", adiabatic.get("R.T"), 563.5146165574268, 1e-4, cstr);
  table.relative("with the coil, UA 4000 Btu/h/degF", "X", "", adiabatic.get("R.X"), 0.36105492934119693, 1e-4, cstr);
}

TEST_CASE("Fogler's batches run, and run away, as published") {
  Validation table("fogler_batch", "Batch and semibatch reactors");
  const std::string source = "Fogler, Elements of Chemical Reaction Engineering, example ";
  const std::vector<Compared> columns = {{"X", reading("R.X")}, {"T_K", reading("R.T")}};
  Rig adiabatic = Rig::of_file(library("benchmarks/fogler_batch/adiabatic"), quiet(1e-8));
  report(table, "glycol, adiabatic", "s", columns, follow(adiabatic, Table("fogler_13_1a.csv"), 1, columns, true), {"", "K"}, 1e-4,
         source + "13-1a");
  Rig cooled = Rig::of_file(library("benchmarks/fogler_batch/plant"), quiet(1e-8));
  report(table, "glycol, cooled", "s", columns, follow(cooled, Table("fogler_13_1b.csv"), 1, columns, true), {"", "K"}, 1e-4,
         source + "13-1b");

  Rig oncb = Rig::of_file(library("benchmarks/oncb/plant"), quiet(1e-9));
  const auto cooling = [&](double minutes) {
    if (minutes == 45) oncb.set("R.cooling", 0);
    if (minutes == 55) oncb.set("R.cooling", 1);
  };
  report(table, "nitroaniline, cooling lost from 45 to 55 min", "min", columns,
         follow(oncb, Table("fogler_13_2.csv"), 60, columns, true, cooling), {"", "K"}, 1e-4, source + "13-2");
  Rig again = changed("benchmarks/oncb/plant", {{"scan: 3 s", "scan: 200 ms"}}, quiet(1e-9));
  again.run(45 * 60);
  again.set("R.cooling", 0);
  again.run(10 * 60);
  table.relative("nitroaniline, 55 min", "Qg", "kcal/min", again.get("R.Qg"), 6633.537107693183, 1e-4, source + "13-2");
  again.set("R.cooling", 1);
  again.run(0.2);
  table.relative("nitroaniline, 55 min", "Qr", "kcal/min", again.get("R.Qr"), 6100.222792679948, 1e-4, source + "13-2");
  for (const auto& [level, published] : {std::pair{500.0, 100.52100131127013}, {538.15, 110.07294834286532}, {700.0, 116.73317992743135}})
    table.relative(fmt::format("nitroaniline, passes {:g} K", level), "time", "min", passes(again, "R.T", level, 8000) / 60, published, 1e-4,
                   source + "13-2");
  Rig held = changed("benchmarks/oncb/plant", {{"cooling: isothermal", "cooling: on"}}, quiet(1e-8));
  held.run(60);
  CHECK(held.get("R.T") < 448);

  const std::vector<Compared> soap = {{"CA", reading("R.cA")}, {"CB", reading("R.cB")}, {"CC", reading("R.cC")}, {"T_K", reading("R.T")},
                                      {"NW", reading("R.NW")}};
  Rig semibatch = Rig::of_file(library("benchmarks/fogler_semibatch/plant"), quiet(1e-8));
  report(table, "saponification, semibatch", "s", soap, follow(semibatch, Table("fogler_13_4.csv"), 1, soap, true),
         {"kmol/m3", "kmol/m3", "kmol/m3", "K", "kmol"}, 1e-4, source + "13-4");
}

TEST_CASE("the Wood-Berry column answers as published") {
  Validation table("wood_berry", "Wood-Berry column");
  const std::string source = "Wood, Berry, Chem. Eng. Sci. 28 (1973) 1707";
  for (const auto& [flow, nominal] : {std::pair<std::string, double>{"R", 1.95}, {"S", 1.71}}) {
    Rig rig = Rig::of_file(library("benchmarks/wood_berry/plant"), quiet(1e-7));
    rig.set("WB." + flow, nominal + 1);
    const std::vector<Compared> columns = {{"xD_step_" + flow, reading("WB.xD", 1, -96.25)}, {"xB_step_" + flow, reading("WB.xB", 1, -0.5)}};
    report(table, flow + " +1 lb/min", "min", columns, follow(rig, Table("wood_berry.csv"), 60, columns, true), {"mol %", "mol %"}, 1e-4, source);
  }
}

}  // namespace retort::test
