#include <algorithm>
#include <cmath>
#include <thread>

#include "sim/base/random.h"
#include "sim/run/historian.h"
#include "tests/catch.h"

using namespace retort;

namespace {

Row row(const char* noun, Quantity q, double lo = 0, double hi = 0, Store store = Store::output) {
  Row r;
  r.tag = "A";
  r.noun = noun;
  r.quantity = q;
  r.lo = lo;
  r.hi = hi;
  r.store = store;
  return r;
}

/// One row of each kind, and one that is not kept.
struct Rows {
  Catalogue catalogue;
  RowId level, hidden, flow, temperature, total, pump, mode, limit, still;
  Rows() {
    level = catalogue.add(row("level", Quantity::fraction, 0, 1));
    Row h = row("hidden", Quantity::number);
    h.trended = false;
    hidden = catalogue.add(h);
    flow = catalogue.add(row("flow", Quantity::mass_flow));
    temperature = catalogue.add(row("temperature", Quantity::temperature));
    total = catalogue.add(row("total", Quantity::mass));
    pump = catalogue.add(row("running", Quantity::flag));
    Row m = row("mode", Quantity::number);
    m.choices = {"off", "man", "auto", "cascade"};
    mode = catalogue.add(m);
    limit = catalogue.add(row("pressure", Quantity::pressure, 1e3, 1e7, Store::input));
    still = catalogue.add(row("still", Quantity::power));
  }
  /// Noise, a slow swing, a random walk through zero over nine decades, a sum, switches, a set point, and what stands still.
  std::vector<double> at(std::uint64_t scan) const {
    const auto noise = [&](std::uint64_t stream) { return 2 * random_uniform(3, stream, scan) - 1; };
    const double t = 0.2 * static_cast<double>(scan);
    std::vector<double> v(catalogue.size());
    const auto put = [&](RowId r, double x) { v[static_cast<std::size_t>(r)] = x; };
    put(level, 0.5 + 0.3 * std::sin(0.01 * t) + 0.002 * noise(1));
    put(hidden, 1);
    put(flow, noise(2) * std::pow(10, -6 + 9 * random_uniform(3, 4, scan / 100)));
    put(temperature, 350 + 40 * std::sin(0.003 * t) + 0.05 * noise(5));
    put(total, 1.7 * t);
    put(pump, scan / 777 % 2 ? 1 : 0);
    put(mode, static_cast<double>(scan / 500 % 4));
    put(limit, scan < 3000 ? 2e5 : 2.01e5);
    put(still, 4321);
    return v;
  }
};

constexpr std::uint64_t kFirst = 100;
constexpr std::size_t kPlenty = 64 << 20;

Historian written(const Rows& rows, std::uint64_t scans, std::size_t budget = kPlenty) {
  Historian h;
  h.open(rows.catalogue, 0.2, kFirst, budget);
  for (std::uint64_t i = 0; i < scans; ++i) h.record(kFirst + i, rows.at(kFirst + i));
  return h;
}

/// How far the history is from what was, over what it may be.
double worst_error(const Rows& rows, const HistoryView& v, std::uint64_t from, std::uint64_t to) {
  double worst = 0;
  for (std::uint64_t scan = from; scan < to; ++scan) {
    const std::vector<double> was = rows.at(scan);
    for (const Row& r : rows.catalogue.rows()) {
      if (!v.has(r.id)) continue;
      const double x = was[static_cast<std::size_t>(r.id)], away = std::abs(v.at(r.id, scan) - x), most = HistoryScale::of(r).resolution(x);
      if (away > 0) worst = std::max(worst, most > 0 ? away / most : INFINITY);
    }
  }
  return worst;
}

/// The same for the extremes of columns.
double worst_column(const Rows& rows, const HistoryView& v, std::uint64_t from, std::uint64_t to, int columns) {
  double worst = 0;
  for (const Row& r : rows.catalogue.rows()) {
    if (!v.has(r.id)) continue;
    const auto found = v.columns(r.id, from, to, columns);
    for (int k = 0; k < columns; ++k) {
      const double span = static_cast<double>(to - from);
      const auto a = from + static_cast<std::uint64_t>(span * k / columns), z = std::max(from + static_cast<std::uint64_t>(span * (k + 1) / columns), a + 1);
      double lo = INFINITY, hi = -INFINITY;
      for (auto scan = std::max(a, v.first_scan()); scan < std::min(z, v.first_scan() + v.scans()); ++scan) {
        const double x = rows.at(scan)[static_cast<std::size_t>(r.id)];
        lo = std::min(lo, x);
        hi = std::max(hi, x);
      }
      const HistoryView::Bucket b = found[static_cast<std::size_t>(k)];
      if (lo > hi) {
        CHECK(b.lo > b.hi);
        continue;
      }
      const HistoryScale scale = HistoryScale::of(r);
      for (const auto& [is, was] : {std::pair<double, double>{b.lo, lo}, {b.hi, hi}}) {
        const double most = scale.resolution(was) + 1e-7 * std::abs(was);  // columns are floats
        worst = std::max(worst, std::abs(is - was) / std::max(most, 1e-12));
      }
    }
  }
  return worst;
}

}  // namespace

TEST_CASE("the history is as near to what was as each row's resolution") {
  const Rows rows;
  const HistoryView v = written(rows, 5000).view();
  CHECK(v.has(rows.level));
  CHECK(!v.has(rows.hidden));
  CHECK(!v.has(kNoRow));
  CHECK(v.scans() == 5000);
  CHECK(v.exact_from() == kFirst);
  CHECK(worst_error(rows, v, kFirst, kFirst + 5000) <= 1);
  CHECK(v.at(rows.mode, kFirst + 2345) == rows.at(kFirst + 2345)[static_cast<std::size_t>(rows.mode)]);
  CHECK(v.at(rows.level, 0) == v.at(rows.level, kFirst));
  CHECK(v.at(rows.level, 1 << 20) == v.at(rows.level, kFirst + 4999));
  CHECK(HistoryScale::of(rows.catalogue[rows.level]).resolution(0.3) == Approx(1.0 / 4000));
  CHECK(HistoryScale::of(rows.catalogue[rows.limit]).resolution(2e5) < 30);  // its limits are no range
}

TEST_CASE("columns have the minima and maxima of all samples") {
  const Rows rows;
  const HistoryView v = written(rows, 5000).view();
  for (const auto& [from, to] : {std::pair<std::uint64_t, std::uint64_t>{100, 5100}, {133, 4711}, {500, 564}, {5000, 5100}, {0, 9000}}) {
    CHECK(worst_column(rows, v, from, to, 37) <= 1);
    CHECK(worst_column(rows, v, from, to, 500) <= 1);
  }
}

TEST_CASE("values beyond any range stay what they can be") {
  const Rows rows;
  Historian h;
  h.open(rows.catalogue, 0.2, 0, kPlenty);
  std::vector<double> v = rows.at(0);
  for (const double x : {0.0, 1e300, -1e300, 1e30, -1e-300, double(NAN)}) {
    std::fill(v.begin(), v.end(), x);
    h.record(h.scans(), v);
    const double flow = h.view().at(rows.flow, h.scans() - 1), level = h.view().at(rows.level, h.scans() - 1);
    CHECK(std::isfinite(flow));
    CHECK(std::isfinite(level));
    if (std::abs(x) < 1e31) CHECK(std::abs(flow - x) <= HistoryScale::of(rows.catalogue[rows.flow]).resolution(x));
  }
}

TEST_CASE("a view is not touched by what is recorded, cut or thinned after it") {
  const Rows rows;
  Historian h = written(rows, 3000, 40000);
  const HistoryView before = h.view();
  std::vector<double> kept;
  for (std::uint64_t i = 0; i < 3000; ++i) kept.push_back(before.at(rows.level, kFirst + i));
  h.cut(kFirst + 2977);  // in the tail
  h.cut(kFirst + 1500);
  std::vector<double> other = rows.at(0);
  for (double& x : other) x = 0.9;
  for (std::uint64_t i = 1500; i < 30000; ++i) h.record(kFirst + i, other);
  CHECK(h.view().at(rows.level, kFirst + 2000) == Approx(0.9).margin(1e-3));
  CHECK(before.scans() == 3000);
  for (std::uint64_t i = 0; i < 3000; ++i) CHECK(before.at(rows.level, kFirst + i) == kept[i]);
}

TEST_CASE("another thread reads a view while the run goes on") {
  const Rows rows;
  Historian h = written(rows, 1000);
  for (int round = 0; round < 20; ++round) {
    const HistoryView v = h.view();
    double error = 1e9, column = 1e9;
    std::thread reader([&] {
      error = worst_error(rows, v, v.first_scan() + v.scans() - 100, v.first_scan() + v.scans());
      column = worst_column(rows, v, v.first_scan(), v.first_scan() + v.scans(), 11);
    });
    for (int i = 0; i < 150; ++i) h.record(kFirst + h.scans(), rows.at(kFirst + h.scans()));
    if (round % 5 == 4) h.cut(kFirst + h.scans() - 130);
    reader.join();
    CHECK(error <= 1);
    CHECK(column <= 1);
  }
}

TEST_CASE("after going back the newer part is cut and written anew") {
  const Rows rows;
  Historian h = written(rows, 5000);
  // In the tail, at the edge of a block, in the middle of one, just after a cut, and before the first block.
  for (const std::uint64_t keep : {std::uint64_t{4990}, std::uint64_t{4929}, std::uint64_t{1234}, std::uint64_t{1233}, std::uint64_t{1}}) {
    h.cut(kFirst + keep);
    CHECK(h.scans() == keep);
    CHECK(worst_error(rows, h.view(), kFirst, kFirst + keep) <= 1);
    std::vector<double> v = rows.at(0);
    v[static_cast<std::size_t>(rows.level)] = 0.123;
    h.record(kFirst + keep, v);
    CHECK(h.view().at(rows.level, kFirst + keep) == Approx(0.123).margin(1.0 / 4000));
    CHECK(h.view().at(rows.level, kFirst + keep - 1) == Approx(rows.at(kFirst + keep - 1)[0]).margin(1.0 / 4000));
    h.cut(kFirst + keep);
    while (h.scans() < keep + 2000) h.record(kFirst + h.scans(), rows.at(kFirst + h.scans()));
    CHECK(worst_error(rows, h.view(), kFirst, kFirst + h.scans()) <= 1);
    CHECK(worst_column(rows, h.view(), kFirst, kFirst + h.scans(), 41) <= 1);
  }
  h.cut(0);
  CHECK(h.scans() == 0);
  h.record(kFirst, rows.at(kFirst));
  CHECK(h.view().at(rows.mode, kFirst) == rows.at(kFirst)[static_cast<std::size_t>(rows.mode)]);
}

TEST_CASE("a long history stays within its budget: samples go, extremes stay") {
  const Rows rows;
  constexpr std::uint64_t kScans = 200000;
  constexpr std::size_t kBudget = 400000;
  Historian h;
  h.open(rows.catalogue, 0.2, kFirst, kBudget);
  std::size_t most = 0;
  for (std::uint64_t i = 0; i < kScans; ++i) {
    h.record(kFirst + i, rows.at(kFirst + i));
    most = std::max(most, h.bytes());
  }
  CHECK(most <= kBudget);
  const HistoryView v = h.view();
  CHECK(v.scans() == kScans);
  const std::uint64_t exact = v.exact_from();
  CHECK(exact > kFirst + kScans / 2);
  CHECK(exact < kFirst + kScans - 16 * 64);
  CHECK(worst_error(rows, v, exact, kFirst + kScans) <= 1);
  CHECK(worst_error(rows, v, kFirst, kFirst + 1) <= 1);
  CHECK(worst_column(rows, v, exact, kFirst + kScans, 100) <= 1);
  // Over all of it the extremes are right, and a part of it has at least those of its samples.
  CHECK(worst_column(rows, v, kFirst, kFirst + kScans, 1) <= 1);
  const auto parts = v.columns(rows.temperature, kFirst, kFirst + kScans, 50);
  for (std::size_t k = 0; k < 50; ++k)
    for (std::uint64_t i = k * kScans / 50; i < (k + 1) * kScans / 50; i += 7) {
      const double x = rows.at(kFirst + i)[static_cast<std::size_t>(rows.temperature)];
      CHECK((parts[k].lo <= x + 0.021 && parts[k].hi >= x - 0.021));
    }
  CHECK(v.at(rows.still, kFirst + 5000) == Approx(4321).epsilon(2e-4));
  // Going back into what was thinned.
  h.cut(kFirst + 70001);
  CHECK(h.scans() == 70001);
  for (std::uint64_t i = 70001; i < 90000; ++i) h.record(kFirst + i, rows.at(kFirst + i));
  CHECK(worst_error(rows, h.view(), kFirst + 70001, kFirst + 90000) <= 1);
  const auto across = h.view().columns(rows.temperature, kFirst + 60000, kFirst + 80000, 40);
  CHECK(std::all_of(across.begin(), across.end(), [](const auto& b) { return b.lo <= b.hi; }));
}

TEST_CASE("a view of a history that was never opened is empty") {
  const HistoryView v;
  CHECK(!v.has(0));
  CHECK(v.scans() == 0);
  CHECK(v.at(0, 5) == 0);
  CHECK(v.columns(0, 0, 10, 3).size() == 3);
}
