#include <algorithm>
#include <cmath>

#include "sim/run/historian.h"
#include "tests/catch.h"

using namespace retort;

TEST_CASE("the pyramid gives the same minima and maxima as all samples") {
  Catalogue c;
  Row r;
  r.tag = "A";
  r.noun = "x";
  const RowId x = c.add(r);
  r.noun = "hidden";
  r.trended = false;
  const RowId hidden = c.add(r);
  Historian h;
  h.open(c, 0.2, 100);
  std::vector<float> all;
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const double v = std::sin(0.01 * double(i)) + 0.1 * double(i % 7);
    all.push_back(float(v));
    h.record(100 + i, {v, 1});
  }
  CHECK(h.has(x));
  CHECK(!h.has(hidden));
  CHECK(h.scans() == 5000);
  CHECK(h.at(x, 100 + 17) == all[17]);
  for (const auto& [from, to] : {std::pair<std::uint64_t, std::uint64_t>{100, 5100}, {133, 4711}, {500, 564}, {0, 9000}}) {
    const auto columns = h.columns(x, from, to, 37);
    REQUIRE(columns.size() == 37);
    for (int k = 0; k < 37; ++k) {
      const double span = double(to - from);
      const auto a = from + std::uint64_t(span * k / 37), z = std::max(from + std::uint64_t(span * (k + 1) / 37), a + 1);
      float lo = INFINITY, hi = -INFINITY;
      for (auto i = std::max<std::uint64_t>(a, 100); i < std::min<std::uint64_t>(z, 5100); ++i) {
        lo = std::min(lo, all[i - 100]);
        hi = std::max(hi, all[i - 100]);
      }
      CHECK(columns[std::size_t(k)].lo == lo);
      CHECK(columns[std::size_t(k)].hi == hi);
    }
  }
  h.cut(100 + 1234);
  CHECK(h.scans() == 1234);
  h.record(100 + 1234, {42, 0});
  CHECK(h.at(x, 100 + 1234) == 42);
  CHECK(h.columns(x, 100, 1335, 1)[0].hi == 42);
}
