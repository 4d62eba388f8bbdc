// The quadruple tank against its published equations, integrated to 1e-10 (data/README.md).
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "tests/catch.h"
#include "tests/rig.h"
#include "tests/validation.h"

namespace retort::test {

TEST_CASE("the quadruple tank moves and stands as published") {
  Validation table("quadruple_tank", "Quadruple tank");
  const std::string source = "Johansson, IEEE Trans. Control Syst. Technol. 8 (2000) 456";
  const std::string plant = RETORT_SOURCE "/scenarios/library/benchmarks/quadruple_tank/plant.yaml";

  Rig step = Rig::of_file(plant, quiet(1e-7));
  std::ifstream file(RETORT_SOURCE "/tests/reference/data/quadruple_tank.csv");
  std::string line;
  std::getline(file, line);
  REQUIRE(line == "t_s,h1,h2,h3,h4");
  REQUIRE(step.set("QT.v1", 3.3).accepted);
  int rows = 0;
  Worst worst[4];
  while (std::getline(file, line)) {
    std::stringstream fields(line);
    double t, h[4];
    char comma;
    fields >> t;
    for (double& x : h) fields >> comma >> x;
    if (t > 0) step.run(t - step.sim.time());
    for (int i = 0; i < 4 && t > 0; ++i) worst[i].see(t, step.get("QT.h" + std::to_string(i + 1)) * 100, h[i]);
    ++rows;
  }
  CHECK(rows == 121);
  for (int i = 0; i < 4; ++i)
    table.relative(fmt::format("v1 +10 % at P-, {:.0f} s (worst of 600 s)", worst[i].at), "h" + std::to_string(i + 1), "cm",
                   worst[i].ours, worst[i].published, 1e-4, source);

  Rig rest = Rig::of_file(plant, quiet(1e-7));
  rest.run(600);
  const double stands[] = {12.262967519550697, 12.783158403008969, 1.6339411322567794, 1.409044702533737};
  for (int i = 0; i < 4; ++i)
    table.relative("operating point P-", "h" + std::to_string(i + 1), "cm", rest.get("QT.h" + std::to_string(i + 1)) * 100,
                   stands[i], 1e-4, source + ", table I, computed from its parameters");

  // The point P+, where the right-hand zero makes it hard to control.
  rest.set("QT.v1", 3.15 * 3.14 / 3.33);  // its pumps give 3.14 and 3.29 cm3/s a volt
  rest.set("QT.v2", 3.15 * 3.29 / 3.35);
  rest.set("QT.gamma1", 0.43);
  rest.set("QT.gamma2", 0.34);
  rest.run(6000);
  const double plus[] = {12.441864220183483, 13.166812925360238, 4.730260670665678, 4.9863344036697255};
  for (int i = 0; i < 4; ++i)
    table.relative("operating point P+", "h" + std::to_string(i + 1), "cm", rest.get("QT.h" + std::to_string(i + 1)) * 100, plus[i],
                   1e-4, source + ", table I, computed from its parameters");
}

}  // namespace retort::test
