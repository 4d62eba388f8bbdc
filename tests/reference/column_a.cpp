// Skogestad's column A against its own published profile, its published response to more feed, and the published equations
// integrated to 1e-12 (data/README.md).
#include <fmt/format.h>

#include "tests/catch.h"
#include "tests/reference/trajectory.h"

namespace retort::test {
namespace {

const std::string kSource = "Skogestad, Postlethwaite, Multivariable Feedback Control (1996), cola.html";

/// Every quarter of a minute at first: a shorter scan than the plant's own.
void step(Validation& table, const std::string& name, const std::string& file, const std::string& input, double value) {
  Rig rig = changed("benchmarks/column_a/plant", {{"scan: 10 min", "scan: 15 s"}});
  REQUIRE(rig.set(input, value).accepted);
  const std::vector<Compared> columns = {{"xB", reading("COLA.x1")},    {"x11", reading("COLA.x11")}, {"x21", reading("COLA.x21")},
                                         {"x31", reading("COLA.x31")},  {"yD", reading("COLA.x41")},  {"MB", reading("COLA.M1")},
                                         {"MD", reading("COLA.M41")}};
  const std::vector<Worst> worst = follow(rig, Table(file), 60, columns, false);
  for (std::size_t i = 0; i < columns.size(); ++i)
    table.absolute(fmt::format("{}, {:g} min (worst of 1000 min)", name, worst[i].at), columns[i].column, "", worst[i].ours,
                   worst[i].published, 1e-5, kSource);
}

}  // namespace

TEST_CASE("column A stands and moves as published") {
  Validation table("column_a", "Distillation column A");
  step(table, "feed +1 %", "column_a_feed.csv", "COLA.F", 1.01);
  step(table, "reflux +1 %", "column_a_reflux.csv", "COLA.LT", 2.70629 * 1.01);
  step(table, "zF 0.5 to 0.55", "column_a_composition.csv", "COLA.zF", 0.55);

  // As the plant is shipped, with its scan of 10 min.
  Rig shipped = Rig::of_file(library("benchmarks/column_a/plant"), quiet(1e-6));
  shipped.set("COLA.F", 1.01);
  Table feed("column_a_feed.csv");
  std::erase_if(feed.rows, [](const std::vector<double>& r) { return std::fmod(r[0], 10) != 0; });
  REQUIRE(feed.rows.size() == 101);
  const std::vector<Worst> worst = follow(shipped, feed, 60, {{"xB", reading("COLA.x1")}, {"yD", reading("COLA.x41")}}, false);
  table.absolute(fmt::format("feed +1 % at rtol 1e-6 and 10 min a scan, {:g} min", worst[0].at), "xB", "", worst[0].ours,
                 worst[0].published, 1e-5, kSource);
  table.absolute(fmt::format("feed +1 % at rtol 1e-6 and 10 min a scan, {:g} min", worst[1].at), "yD", "", worst[1].ours,
                 worst[1].published, 1e-5, kSource);
  shipped.run(4000 * 60);
  table.absolute("feed +1 %, new steady state", "yD", "", shipped.get("COLA.x41"), 0.9925, 6e-5, kSource + ", printed to 4 digits");
  table.absolute("feed +1 %, new steady state", "xB", "", shipped.get("COLA.x1"), 0.0172, 6e-5, kSource + ", printed to 4 digits");

  Rig rest = Rig::of_file(library("benchmarks/column_a/plant"), quiet(1e-7));
  rest.run(6000 * 60);
  Worst x;
  for (const std::vector<double>& stage : Table("column_a_profile.csv").rows)
    x.see_absolute(stage[0], rest.get("COLA.x" + std::to_string(static_cast<int>(stage[0]))), stage[3]);
  table.absolute(fmt::format("profile, stage {:g} (worst of 41)", x.at), "x", "", x.ours, x.published, 1e-5, kSource + ", cola.dat");
}

}  // namespace retort::test
