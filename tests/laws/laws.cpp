// The laws that every kind of block obeys, in every state that rigs.yaml lists for it:
//   1 the exact Jacobian is the slope of the derivatives; 2 what leaves one state enters another: the sums of mass and
//   energy rates are zero; 3 everything is finite; 4 a minute's run holds nowhere and loses nothing;
//   5 between two states no slope jumps (C1).
// A kind of block without a rig fails.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

using Setting = std::vector<std::pair<std::string, std::string>>;

struct State {
  std::string name;
  Setting settings;  // "$word" replaces in the plant's text; "TAG.noun" sets a row
};
struct Sweep {
  std::string name;
  State from, to;
};
struct RigSpec {
  std::string name;
  std::vector<std::string> covers;
  std::string plant;
  std::vector<State> states;
  std::vector<Sweep> sweeps;
};

Setting settings_of(const YamlNode& n) {
  Setting s;
  for (const auto& [key, value] : n.entries)
    if (key.scalar != "name") s.emplace_back(key.scalar, value.scalar);
  return s;
}
State merged(const Setting& base, const YamlNode& n) {
  State s;
  if (const YamlNode* name = n.find("name")) s.name = name->scalar;
  s.settings = settings_of(n);
  for (const auto& b : base)
    if (std::none_of(s.settings.begin(), s.settings.end(), [&](const auto& x) { return x.first == b.first; }))
      s.settings.push_back(b);
  return s;
}

std::vector<RigSpec> read_rigs() {
  const YamlNode root = load_yaml(RETORT_SOURCE "/tests/laws/rigs.yaml");
  std::vector<RigSpec> rigs;
  for (const auto& [key, n] : root.entries) {
    RigSpec r;
    r.name = key.scalar;
    for (const YamlNode& t : n.find("covers")->items) r.covers.push_back(t.scalar);
    r.plant = n.find("plant")->scalar;
    const Setting base = n.find("base") ? settings_of(*n.find("base")) : Setting{};
    for (const YamlNode& s : n.find("states")->items) r.states.push_back(merged(base, s));
    if (const YamlNode* sweeps = n.find("sweeps"))
      for (const YamlNode& s : sweeps->items)
        r.sweeps.push_back({s.find("name")->scalar, merged(base, *s.find("from")), merged(base, *s.find("to"))});
    rigs.push_back(std::move(r));
  }
  return rigs;
}

Rig make(const RigSpec& spec, const State& state) {
  std::string text = spec.plant;
  for (const auto& [key, value] : state.settings) {
    if (key[0] != '$') continue;
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
      const std::size_t end = at + key.size();
      if (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end]))) continue;  // $t is not $tf
      text.replace(at, key.size(), value);
    }
  }
  Rig rig("format: 1\nplant: rig\nscan: 200 ms\n" + text);
  PlantState s = rig.plant->initial;
  for (const auto& [key, value] : state.settings) {
    if (key[0] == '$') continue;
    const RowId r = rig.row(key);
    const Parsed p = parse_value(value, rig.plant->catalogue[r].quantity);
    INFO(key << " = " << value << " " << p.error);
    REQUIRE(p.error.empty());
    rig.plant->set(s, r, p.si);
  }
  EvalWorkspace ws;
  rig.plant->evaluate_outputs(s, ws);
  rig.sim.start_from(s);
  return rig;
}

struct Evaluation {
  std::vector<double> dydt, outputs;
};
Evaluation evaluate(const CompiledPlant& plant, const PlantState& s, const std::vector<double>& y) {
  Evaluation e{std::vector<double>(y.size()), s.outputs};
  EvalWorkspace ws;
  plant.derivatives(s, y.data(), e.dydt.data(), e.outputs.data(), ws);
  return e;
}

void check_finite(const CompiledPlant& plant, const PlantState& s) {
  const Evaluation e = evaluate(plant, s, s.states);
  for (double d : e.dydt) REQUIRE(std::isfinite(d));
  for (const Row& r : plant.catalogue.rows()) {
    INFO(r.name);
    if (r.store == Store::output) REQUIRE(std::isfinite(e.outputs[static_cast<std::size_t>(r.index)]));
  }
}

void check_sums(const CompiledPlant& plant, const PlantState& s) {
  const Evaluation e = evaluate(plant, s, s.states);
  for (const auto& [states, ledger] : {std::pair{&plant.mass_states, plant.ledger_state},
                                       std::pair{&plant.energy_states, plant.ledger_state + 1}}) {
    double sum = e.dydt[static_cast<std::size_t>(ledger)], size = std::abs(sum);
    for (int i : *states) {
      sum += e.dydt[static_cast<std::size_t>(i)];
      size += std::abs(e.dydt[static_cast<std::size_t>(i)]);
    }
    CHECK(std::abs(sum) <= 1e-12 * size + 1e-15);
  }
}

/// Fourth-order central difference of all rates along one state, and how much each slope changes over the step.
std::string number(double x) {
  std::ostringstream s;
  s.precision(9);
  s << x;
  return s.str();
}

struct Difference {
  std::vector<double> slope, bend;
};
Difference difference(const CompiledPlant& plant, const PlantState& s, std::size_t c, double h) {
  std::vector<std::vector<double>> f;
  for (double k : {-2.0, -1.0, 0.0, 1.0, 2.0}) {
    std::vector<double> y = s.states;
    y[c] += k * h;
    f.push_back(evaluate(plant, s, y).dydt);
  }
  Difference d;
  for (std::size_t r = 0; r < s.states.size(); ++r) {
    d.slope.push_back((8 * (f[3][r] - f[1][r]) - (f[4][r] - f[0][r])) / (12 * h));
    d.bend.push_back(std::abs(f[4][r] - 2 * f[2][r] + f[0][r]) / (4 * h));
  }
  return d;
}

/// How far each rate strays from a straight line over a way along one state on which it cannot bend: its rounding there.
std::vector<double> roughness(const CompiledPlant& plant, const PlantState& s, std::size_t c, double way) {
  constexpr int kPoints = 8;
  std::vector<std::vector<double>> f;
  for (int k = 0; k < kPoints; ++k) {
    std::vector<double> y = s.states;
    y[c] += way * (k - 0.5 * kPoints) / kPoints;
    f.push_back(evaluate(plant, s, y).dydt);
  }
  std::vector<double> rough(s.states.size(), 0.0);
  for (std::size_t r = 0; r < rough.size(); ++r)
    for (int k = 1; k + 1 < kPoints; ++k)
      rough[r] = std::max(rough[r], std::abs(f[static_cast<std::size_t>(k - 1)][r] - 2 * f[static_cast<std::size_t>(k)][r] + f[static_cast<std::size_t>(k + 1)][r]));
  return rough;
}

/// What rounding can do to each rate.
std::vector<double> rounding_of_rates(const CompiledPlant& plant, const PlantState& s) {
  // A rate is a sum of flows as large as any of its kind.
  const std::size_t n = s.states.size();
  std::vector<Quantity> quantity(n, Quantity::number);
  for (const Row& r : plant.catalogue.rows())
    if (r.store == Store::state) quantity[static_cast<std::size_t>(r.index)] = r.quantity;
  std::map<Quantity, double> size;
  const std::vector<double> rates = evaluate(plant, s, s.states).dydt;
  for (std::size_t r = 0; r < n; ++r) size[quantity[r]] = std::max(size[quantity[r]], std::abs(rates[r]));
  // What passes between two phases is the difference of two large rates; what is left of it shows when the last bit of a state moves.
  std::vector<double> noise(n, 0.0);
  for (std::size_t c = 0; c < n; ++c) {
    for (double bits : {-2e-16, 2e-16}) {
      std::vector<double> y = s.states;
      y[c] += bits * y[c];
      const std::vector<double> moved = evaluate(plant, s, y).dydt;
      for (std::size_t r = 0; r < n; ++r) noise[r] = std::max(noise[r], std::abs(moved[r] - rates[r]));
    }
  }
  for (std::size_t r = 0; r < n; ++r) noise[r] = 1e-15 * size[quantity[r]] + 3 * noise[r];
  return noise;
}

void check_jacobian(const CompiledPlant& plant, const PlantState& s) {
  const std::size_t n = s.states.size();
  std::vector<double> exact(plant.jac_rows.size());
  EvalWorkspace ws;
  plant.jacobian(s, s.states.data(), exact.data(), ws);
  const std::vector<double> noise = rounding_of_rates(plant, s);
  for (std::size_t c = 0; c < n; ++c) {
    if (!plant.differential[c]) continue;
    // A wide step goes over a bend, a narrow one drowns in the rounding of rates that nearly cancel: one of them must agree.
    const double h = 2e-9 * std::abs(s.states[c]) + 0.004 * plant.absolute_tolerance[c];
    constexpr double kWider[] = {1, 10, 100, 3, 30, 0.1, 0.01};
    std::vector<Difference> steps;
    for (double wider : kWider) steps.push_back(difference(plant, s, c, wider * h));
    const std::vector<double> rough = roughness(plant, s, c, 1e-4 * h);
    std::vector<double> column(n, 0.0);
    for (auto k = static_cast<std::size_t>(plant.jac_columns[c]); k < static_cast<std::size_t>(plant.jac_columns[c + 1]); ++k) {
      REQUIRE(std::isfinite(exact[k]));
      column[static_cast<std::size_t>(plant.jac_rows[k])] = exact[k];
    }
    for (std::size_t r = 0; r < n; ++r) {
      bool agrees = false;
      for (std::size_t k = 0; k < steps.size(); ++k) {
        const Difference& d = steps[k];
        const double rounding = (noise[r] + rough[r]) / (kWider[k] * h);
        // The narrowest counts only where it sees clearly.
        if (kWider[k] < 0.1 && rounding > 1e-4 * std::abs(column[r])) continue;
        agrees = agrees || std::abs(column[r] - d.slope[r]) <= 1e-6 * (std::abs(column[r]) + d.bend[r]) + rounding + 1e-11;
      }
      // At the foot of a smooth step the difference goes to the slope in proportion to its own step: 0.1 and 1, 1 and 10.
      for (const auto& [narrow, wide] : {std::pair{5, 0}, std::pair{0, 1}}) {
        const double at = steps[static_cast<std::size_t>(narrow)].slope[r], change = steps[static_cast<std::size_t>(wide)].slope[r] - at;
        agrees = agrees || std::abs(column[r] - (at - change / 9)) <= 1e-6 * std::abs(column[r]) + 1e-3 * std::abs(change);
      }
      std::string differences;
      for (const Difference& d : steps) differences += " " + number(d.slope[r]);
      INFO("d(dy" << r << "/dt)/dy" << c << ": exact " << column[r] << ", differences" << differences << ", noise of the rate " << noise[r] << " and " << rough[r] << ", step " << h);
      CHECK(agrees);
    }
  }
}

void check_run(Rig& rig) {
  rig.run(60);
  CHECK(rig.sim.status() == RunStatus::running);
  CHECK(rig.sim.counters().holds == 0);
  for (double v : rig.sim.frame().values) REQUIRE(std::isfinite(v));
  CHECK(rig.sim.mass_error() < 1e-9);
  CHECK(rig.sim.energy_error() < 1e-9);
}

/// Along a straight way between two states no slope jumps. A corner keeps its jump however close one looks; where the law
/// only bends, the jump shrinks with the step. So: find the largest jump, look closer there, a few times.
void check_sweep(const RigSpec& spec, const Sweep& sweep) {
  const Rig a = make(spec, sweep.from), b = make(spec, sweep.to);
  const std::vector<double>&from = a.sim.state().states, &to = b.sim.state().states;
  struct Look {
    double jump = 0, least = 1e300, most = -1e300, at = 0;
  };
  const auto look = [&](std::size_t row, double lo, double hi, int steps) {
    Look l;
    double f = 0, slope = 0;
    for (int k = 0; k <= steps; ++k) {
      const double way = lo + (hi - lo) * k / steps;
      std::vector<double> y(from.size());
      for (std::size_t i = 0; i < y.size(); ++i) y[i] = from[i] + (to[i] - from[i]) * way;
      const double f_now = evaluate(*a.plant, a.sim.state(), y).dydt[row];
      const double slope_now = (f_now - f) * steps / (hi - lo);
      if (k >= 1) l.least = std::min(l.least, slope_now), l.most = std::max(l.most, slope_now);
      if (k >= 2 && std::abs(slope_now - slope) > l.jump) l.jump = std::abs(slope_now - slope), l.at = way;
      f = f_now;
      slope = slope_now;
    }
    return l;
  };
  const std::vector<double> noise_a = rounding_of_rates(*a.plant, a.sim.state()), noise_b = rounding_of_rates(*b.plant, b.sim.state());
  for (std::size_t r = 0; r < from.size(); ++r) {
    constexpr int kSteps = 500;
    Look l = look(r, 0, 1, kSteps);
    double step = 1.0 / kSteps;
    const double bend = 0.05 * (l.most - l.least) + 1e-9 * std::max(std::abs(l.most), std::abs(l.least)) + 1e-12;
    const double noise = 2 * std::max(noise_a[r], noise_b[r]);
    double allowed = bend + noise / step;
    for (int closer = 0; closer < 5 && l.jump > allowed; ++closer) {
      const double lo = std::max(0.0, l.at - 3 * step), hi = std::min(1.0, l.at + step);
      step = (hi - lo) / 50;
      l = look(r, lo, hi, 50);
      allowed = bend + noise / step;
    }
    INFO("rate of state " << r << " at " << l.at << " of the way: slope jumps by " << l.jump << ", allowed " << allowed);
    CHECK(l.jump <= allowed);
  }
}

}  // namespace

TEST_CASE("every kind of block obeys the laws") {
  for (const RigSpec& spec : read_rigs()) {
    for (const State& state : spec.states) {
      DYNAMIC_SECTION(spec.name << ": " << state.name) {
        Rig rig = make(spec, state);
        check_finite(*rig.plant, rig.sim.state());
        check_sums(*rig.plant, rig.sim.state());
        check_jacobian(*rig.plant, rig.sim.state());
        check_run(rig);
        check_finite(*rig.plant, rig.sim.state());
        check_jacobian(*rig.plant, rig.sim.state());
      }
    }
    for (const Sweep& sweep : spec.sweeps) {
      DYNAMIC_SECTION(spec.name << " smooth over " << sweep.name) { check_sweep(spec, sweep); }
    }
  }
}

TEST_CASE("every kind of block has a rig that contains it") {
  std::set<std::string> covered;
  for (const RigSpec& spec : read_rigs()) {
    const Rig rig = make(spec, spec.states.at(0));
    for (const std::string& type : spec.covers) {
      INFO(spec.name << " says that it covers " << type);
      CHECK(std::any_of(rig.plant->blocks.begin(), rig.plant->blocks.end(), [&](const BlockLayout& b) { return b.type == type; }));
      covered.insert(type);
    }
  }
  for (const BlockType& type : standard_blocks().all()) {
    INFO(type.name << " in " << type.section << " has no rig in tests/laws/rigs.yaml");
    CHECK(covered.contains(type.name));
  }
}

}  // namespace retort::test
