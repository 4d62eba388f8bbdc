// The fit of a step test against processes that are known, and the tuning rule against its paper.
#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/control/fopdt.h"
#include "tests/catch.h"

using namespace retort;

namespace {

struct Case {
  double gain, tau, theta;
};

std::vector<double> answer(const Fopdt& p, double du, double dt, int n, double noise = 0) {
  std::vector<double> y;
  unsigned state = 12345;
  const auto uniform = [&] { return state = state * 1664525u + 1013904223u, double(state >> 8) / double(1u << 24) - 0.5; };
  for (int i = 0; i < n; ++i) y.push_back(p.at(i * dt, du) + noise * (uniform() + uniform() + uniform()));
  return y;
}
Fopdt process(double gain, double tau, double theta, double start = 0.4, bool integrating = false) {
  Fopdt p;
  p.integrating = integrating;
  p.gain = gain, p.tau = tau, p.theta = theta, p.start = start;
  return p;
}
bool near(double a, double b, double share) { return std::abs(a - b) <= share * std::abs(b); }

}  // namespace

TEST_CASE("an exact answer gives its gain, time constant and dead time back, to one per cent") {
  for (const Case& c : {Case{1.3, 45, 6}, {-0.8, 120, 30}, {2.5, 8, 20}, {0.4, 300, 2}})
    for (double du : {0.05, -0.1}) {
      INFO(c.gain << " " << c.tau << " " << c.theta << " " << du);
      const Fopdt p = process(c.gain, c.tau, c.theta);
      const double dt = (c.tau + c.theta) / 100;
      const auto y = answer(p, du, dt, 600);
      const auto fit = fit_fopdt(std::vector<double>(20, p.start), y, dt, du, false);
      REQUIRE(fit);
      CHECK(near(fit->gain, c.gain, 0.01));
      CHECK(near(fit->tau, c.tau, 0.01));
      CHECK(std::abs(fit->theta - c.theta) <= 0.01 * (c.tau + c.theta));
      CHECK(fit->explains > 0.9999);
    }
}

TEST_CASE("noise of a fortieth of what moves costs two per cent of gain and time constant at most") {
  const Fopdt p = process(1.3, 45, 10);
  const auto y = answer(p, 0.1, 0.5, 600, 0.1 * 1.3 / 40);
  const auto lead = answer(process(0, 1, 0, 0.4), 0, 0.5, 60, 0.1 * 1.3 / 40);
  const auto fit = fit_fopdt(lead, y, 0.5, 0.1, false);
  REQUIRE(fit);
  CHECK(near(fit->gain, 1.3, 0.02));
  CHECK(near(fit->tau, 45, 0.02));
  CHECK(near(fit->theta, 10, 0.05));
  CHECK(fit->explains > 0.98);
}

TEST_CASE("an integrating process gives its slope and dead time back") {
  const Fopdt p = process(-0.002, 0, 12, 0.5, true);
  const auto y = answer(p, 0.1, 1, 300);
  const auto fit = fit_fopdt(std::vector<double>(30, 0.5), y, 1, 0.1, true);
  REQUIRE(fit);
  CHECK(near(fit->gain, -0.002, 0.01));
  CHECK(near(fit->theta, 12, 0.02));
}

TEST_CASE("what tells nothing gives nothing") {
  CHECK_FALSE(fit_fopdt({}, std::vector<double>(100, 0.4), 1, 0.1, false));             // it does not move
  CHECK_FALSE(fit_fopdt({}, answer(process(1, 10, 1), 0.1, 1, 100), 1, 0, false));       // no step
  CHECK_FALSE(fit_fopdt({}, answer(process(1, 10, 1), 0.1, 1, 5), 1, 0.1, false));       // too few samples
}

// Skogestad (2003), tables 1 and 4: tauc = theta.
TEST_CASE("the tunings of Skogestad's examples come out") {
  const SimcTuning e1 = simc(process(1, 1.1, 0.1), 0.1);                // E1 after the half rule
  CHECK(near(e1.gain, 5.5, 0.001));
  CHECK(near(e1.ti, 0.8, 0.001));
  const SimcTuning e3 = simc(process(1, 2.5, 1.47), 1.47);              // E3, PI
  CHECK(near(e3.gain, 0.85, 0.01));
  CHECK(near(e3.ti, 2.5, 0.001));
  const SimcTuning pid = in_form(simc(process(1, 2, 0.77), 0.77, 1.2), PidForm::series);   // E3, PID, in the series form of the paper
  CHECK(near(pid.gain, 1.30, 0.01));
  CHECK(near(pid.ti, 2, 0.001));
  CHECK(near(pid.td, 1.2, 0.001));
  const SimcTuning level = simc(process(0.5, 0, 3, 0, true), 3);        // integrating: Kc = 0.5 / (k' theta), Ti = 8 theta
  CHECK(near(level.gain, 0.5 / (0.5 * 3), 0.001));
  CHECK(near(level.ti, 24, 0.001));
}

TEST_CASE("forms of a controller turn into each other and back") {
  const SimcTuning t{2, 40, 6};
  for (const PidForm f : {PidForm::isa, PidForm::series, PidForm::parallel}) {
    const SimcTuning back = from_form(in_form(t, f), f);
    CHECK(near(back.gain, t.gain, 1e-9));
    CHECK(near(back.ti, t.ti, 1e-9));
    CHECK(near(back.td, t.td, 1e-9));
  }
}

TEST_CASE("a loop that is tuned by the rule follows its set point without much overshoot, and a faster one sooner") {
  const Fopdt p = process(1.3, 45, 6);
  const auto tight = loop_response(p, simc(p, 6), 1, 300), smooth = loop_response(p, simc(p, 24), 1, 300);
  CHECK(std::abs(tight.back() - 1) < 0.01);
  CHECK(std::abs(smooth.back() - 1) < 0.02);
  CHECK(*std::max_element(tight.begin(), tight.end()) < 1.1);
  CHECK(tight[20] > smooth[20]);
}
