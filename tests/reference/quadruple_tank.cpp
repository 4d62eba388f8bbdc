// The quadruple tank against its published equations, integrated to 1e-10 (data/README.md).
#include <fstream>
#include <sstream>

#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {

TEST_CASE("the quadruple tank answers a step as published") {
  Rig rig = Rig::of_file(RETORT_SOURCE "/scenarios/library/benchmarks/quadruple_tank/plant.yaml", quiet(1e-7));
  std::ifstream file(RETORT_SOURCE "/tests/reference/data/quadruple_tank.csv");
  std::string line;
  std::getline(file, line);
  REQUIRE(line == "t_s,h1,h2,h3,h4");
  REQUIRE(rig.set("QT.v1", 3.3).accepted);
  int rows = 0;
  while (std::getline(file, line)) {
    std::stringstream fields(line);
    double t, h[4];
    char comma;
    fields >> t;
    for (double& x : h) fields >> comma >> x;
    if (t > 0) rig.run(t - rig.sim.time());
    for (int i = 0; i < 4 && t > 0; ++i) {
      INFO("h" << i + 1 << " at " << t << " s");
      CHECK(rig.get("QT.h" + std::to_string(i + 1)) == Approx(h[i] / 100).epsilon(1e-4));
    }
    ++rows;
  }
  CHECK(rows == 121);
}

TEST_CASE("the quadruple tank stands at its published operating point") {
  Rig rig = Rig::of_file(RETORT_SOURCE "/scenarios/library/benchmarks/quadruple_tank/plant.yaml", quiet(1e-7));
  rig.run(600);
  // Johansson (2000), table I, computed from the same parameters.
  CHECK(rig.get("QT.h1") == Approx(0.12262967519550697).epsilon(1e-4));
  CHECK(rig.get("QT.h2") == Approx(0.12783158403008969).epsilon(1e-4));
  CHECK(rig.get("QT.h3") == Approx(0.016339411322567794).epsilon(1e-4));
  CHECK(rig.get("QT.h4") == Approx(0.01409044702533737).epsilon(1e-4));
}

}  // namespace retort::test
