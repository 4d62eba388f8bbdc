// The Tennessee Eastman process against trajectories of the published equations (data/README.md): in open loop integrated by RK4 at
// 0.25 s, in closed loop as the published program runs, Euler at 1 s with its own controllers and its own random numbers.
#include <fmt/format.h>

#include "tests/catch.h"
#include "tests/reference/trajectory.h"

namespace retort::test {
namespace {

const std::string kOpenLoop = "Downs, Vogel, Comput. Chem. Eng. 17 (1993) 245";
const std::string kClosedLoop = kOpenLoop + "; control: Russell, Chiang, Braatz (2000)";

std::vector<Compared> measurements(const Rig& rig, const Table& table) {
  std::vector<Compared> columns;
  for (const std::string& name : table.names) {
    if (name.rfind("XM", 0) != 0) continue;
    const bool valve = name.rfind("XMV", 0) == 0;
    const std::string variable = valve ? "XMV-" + name.substr(3) + ".op" : "XMEAS-" + name.substr(5) + ".pv";
    const Unit* unit = rig.plant->catalogue[rig.row(variable)].unit;
    columns.push_back({name, [variable, unit](const Rig& r) { return unit->from_si(r.get(variable)); }});
  }
  return columns;
}

/// The worst point of all measurements of a run: one row of the page.
void report(Validation& table, const std::string& name, const std::vector<Compared>& columns, const std::vector<Worst>& worst,
            double allowed, const std::string& source) {
  std::size_t k = 0;
  const auto off = [](const Worst& w) { return w.published == 0 ? 0 : std::abs(w.ours - w.published) / std::abs(w.published); };
  for (std::size_t i = 0; i < worst.size(); ++i)
    if (off(worst[i]) > off(worst[k])) k = i;
  table.relative(fmt::format("{}, {:.3g} h (worst of all)", name, worst[k].at), columns[k].column, "", worst[k].ours, worst[k].published,
                 allowed, source);
}

double trip_time(Rig& rig, double limit) {
  while (rig.sim.time() < limit && rig.get("TE.tripped") < 0.5) rig.sim.step();
  return (rig.sim.time() - rig.plant->scan_period()) / 3600;  // the scan that found it began there
}

/// The published generator of random numbers and its walks, as they come out with noise off.
class PublishedWalks {
 public:
  explicit PublishedWalks(int idv) : idv_(idv) { at(0, false); }
  /// Values at the n-th second, n rising by one.
  std::vector<double> at(int second, bool active) {
    const double t = second * static_cast<double>(1.0f / 3600.0f);
    std::vector<double> values;
    for (int i = 0; i < 12; ++i) {
      Walk& w = walk_[i];
      if (t >= w.to) next(i, active && kIdv[i] == idv_ ? 1 : 0);
      const double h = t - w.from;
      values.push_back(w.a + h * (w.b + h * (w.c + h * w.d)));
    }
    return values;
  }

 private:
  static constexpr int kIdv[12] = {8, 8, 9, 10, 11, 12, 13, 13, 16, 17, 18, 20};
  static constexpr double kSpan[12] = {0.2, 0.7, 0.25, 0.7, 0.15, 0.15, 1, 1, 0.4, 1.5, 2, 1.5};
  static constexpr double kLeast[12] = {0.5, 1, 0.5, 1, 0.25, 0.25, 2, 2, 0.5, 2, 3, 2};
  static constexpr double kSize[12] = {0.03, 0.003, 10, 10, 10, 10, 0.25, 0.25, 0.25, 0, 0, 0};
  static constexpr double kMiddle[12] = {0.485, 0.005, 45, 45, 35, 40, 1, 1, 0, 0, 0, 0};
  struct Walk {
    double a = 0, b = 0, c = 0, d = 0, from = 0, to = 0.1;
  };
  double draw() {
    random_ = std::fmod(random_ * 9228907.0, 4294967296.0);
    return 2 * random_ / 4294967296.0 - 1;
  }
  void next(int i, int active) {
    Walk& w = walk_[i];
    const double h0 = w.to - w.from, s = w.a + h0 * (w.b + h0 * (w.c + h0 * w.d));
    w.from = w.to;
    const double h = kSpan[i] * draw() + kLeast[i];
    w.to += h;
    if (i >= 9) return;  // these stay at zero in the cases used here
    const double target = kSize[i] * draw() * active + kMiddle[i];
    draw();
    w.a = s;
    w.b = 0;
    w.c = 3 * (target - s) / (h * h);
    w.d = 2 * (s - target) / (h * h * h);
  }
  int idv_;
  double random_ = 1431655765;
  Walk walk_[12] = {{0.485}, {0.005}, {45}, {45}, {35}, {40}, {1}, {1}, {0}, {0}, {0}, {0}};
};

}  // namespace

TEST_CASE("the Tennessee Eastman process moves and trips as published in open loop") {
  Validation table("tennessee_eastman", "Tennessee Eastman in open loop");
  const struct {
    std::string name, file, variable;
    double value, trip;
  } cases[] = {{"XMV(10) at 38 %", "te_xmv10_38.csv", "XMV-10.op", 0.38, 1.0294},
               {"IDV 1", "te_idv01.csv", "TE.idv1", 1, 0.4777},
               {"IDV 2", "te_idv02.csv", "TE.idv2", 1, 1.5974},
               {"IDV 4", "te_idv04.csv", "TE.idv4", 1, 1.0569},
               {"IDV 6", "te_idv06.csv", "TE.idv6", 1, 0.4415},
               {"IDV 7", "te_idv07.csv", "TE.idv7", 1, 0.3000}};
  for (const auto& c : cases) {
    Rig rig = Rig::of_file(library("tennessee_eastman/open_loop"), quiet(1e-6));
    REQUIRE(rig.set(c.variable, c.value).accepted);
    Table published(c.file);
    published.rows.erase(published.rows.begin());  // at zero it shows a disturbance that ours first meets in the scan that begins there
    const std::vector<Compared> columns = measurements(rig, published);
    report(table, c.name, columns, follow(rig, published, 3600, columns, true), 1e-3, kOpenLoop);
    table.relative(c.name, "time of the trip, reactor pressure", "h", trip_time(rig, 7200), c.trip, 1e-2, kOpenLoop);
    CHECK(rig.choice("TE.cause") == "reactor_pressure_high");
  }
}

TEST_CASE("the Tennessee Eastman process is held under control as published") {
  Validation table("tennessee_eastman_control", "Tennessee Eastman under decentralised control");
  for (const auto& [idv, file] : {std::pair<int, std::string>{1, "te_cl_idv01.csv"}, {4, "te_cl_idv04.csv"}, {5, "te_cl_idv05.csv"},
                                  {8, "te_cl_idv08.csv"}, {11, "te_cl_idv11.csv"}, {15, "te_cl_idv15.csv"}}) {
    Rig rig = Rig::of_file(library("tennessee_eastman/plant"), quiet(1e-6));
    const Table published(file);
    const std::vector<Compared> columns = measurements(rig, published);
    std::vector<Worst> worst(columns.size());
    PublishedWalks walks(idv);
    std::vector<double> before;
    const bool random = idv == 8 || idv == 11;
    std::size_t row = 0;
    for (int second = 0; second <= 8 * 3600; ++second) {
      if (second % 360 == 0) {
        for (std::size_t i = 0; i < columns.size(); ++i)
          worst[i].see(published.rows[row][0], columns[i].ours(rig), published.rows[row][published.column(columns[i].column)]);
        ++row;
      }
      if (second == 3600 && !random) rig.set(fmt::format("TE.idv{}", idv), 1);
      if (random) {  // the walk as it was realised there, not a new one of ours
        const std::vector<double> now = walks.at(second, second >= 3599);
        for (std::size_t i = 0; i < now.size(); ++i)
          if (!before.empty() && now[i] != before[i]) rig.set(fmt::format("TE.base{}", i + 1), now[i]);
        if (second % 360 == 0) {
          const std::size_t r = static_cast<std::size_t>(second / 360);
          for (int i : {1, 2, 5}) CHECK(now[static_cast<std::size_t>(i - 1)] == Approx(published.rows[r][published.column(fmt::format("WALK{}", i))]).epsilon(2e-4));
        }
        before = now;
      }
      rig.sim.step();
    }
    REQUIRE(row == published.rows.size());
    report(table, fmt::format("IDV {} from 1 h", idv), columns, worst, 5e-3, kClosedLoop);
    CHECK(rig.get("TE.tripped") < 0.5);
  }
}

}  // namespace retort::test
