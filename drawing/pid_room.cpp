#include "drawing/pid_room.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <queue>

namespace retort {
namespace {

constexpr double kGrid = 6;
constexpr int kDx[4] = {1, 0, -1, 0}, kDy[4] = {0, 1, 0, -1};

/// Grid lines over a range: regular ones, and one through each end, with no other close by.
std::vector<double> grid_lines(double lo, double hi, std::vector<double> through) {
  std::sort(through.begin(), through.end());
  std::vector<double> lines;
  std::size_t k = 0;
  for (double x = lo; x <= hi; x += kGrid) {
    while (k < through.size() && through[k] <= x + 1e-9) {
      if (lines.empty() || through[k] > lines.back() + 1e-6) lines.push_back(through[k]);
      ++k;
    }
    const bool near_one = (!lines.empty() && x - lines.back() < 2.5) || (k < through.size() && through[k] - x < 2.5);
    if (!near_one) lines.push_back(x);
  }
  return lines;
}
int index_of(const std::vector<double>& lines, double x) {
  const auto it = std::lower_bound(lines.begin(), lines.end(), x - 1e-6);
  return static_cast<int>(it - lines.begin());
}
int heading(Point out) {
  for (int d = 0; d < 4; ++d)
    if (kDx[d] * out.x + kDy[d] * out.y > 0.5) return d;
  return -1;
}
Point stub(const PidEnd& e) { return {e.at.x + e.stub * e.out.x, e.at.y + e.stub * e.out.y}; }

std::vector<Point> without_straight_corners(const std::vector<Point>& way) {
  std::vector<Point> out;
  for (const Point& p : way) {
    if (!out.empty() && std::abs(p.x - out.back().x) < 1e-6 && std::abs(p.y - out.back().y) < 1e-6) continue;
    if (out.size() >= 2) {
      const Point a = out[out.size() - 2], b = out.back();
      const bool level = std::abs(a.y - b.y) < 1e-6 && std::abs(b.y - p.y) < 1e-6 && (b.x - a.x) * (p.x - b.x) > 0;
      const bool plumb = std::abs(a.x - b.x) < 1e-6 && std::abs(b.x - p.x) < 1e-6 && (b.y - a.y) * (p.y - b.y) > 0;
      if (level || plumb) out.pop_back();
    }
    out.push_back(p);
  }
  return out;
}

}  // namespace

PidRoom::PidRoom(const Box& sheet)
    : sheet_(sheet),
      columns_(static_cast<int>((sheet.x1 - sheet.x0) / kCell) + 1),
      rows_(static_cast<int>((sheet.y1 - sheet.y0) / kCell) + 1),
      cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), 0) {}

void PidRoom::fill(Taken what, const Box& b) {
  for (int r = std::max(0, row(b.y0)); r <= std::min(rows_ - 1, row(b.y1)); ++r)
    for (int c = std::max(0, column(b.x0)); c <= std::min(columns_ - 1, column(b.x1)); ++c)
      cells_[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c)] |= what;
  const int first = std::max(0, row(b.y0));
  Sums& changed = what & (kSolid | kWords) ? things_ : ways_;
  if (what & (kSolid | kWords | kLevel | kPlumb)) changed.from = std::min(changed.from, first);
}

void PidRoom::add_way(const std::vector<Point>& way) {
  for (std::size_t k = 1; k < way.size(); ++k) {
    const bool level = std::abs(way[k].y - way[k - 1].y) < 0.5;
    fill(level ? kLevel : kPlumb, leg_box(way[k - 1], way[k], 3));
    fill(level ? kNearLevel : kNearPlumb, leg_box(way[k - 1], way[k], 8));
  }
}

const PidRoom::Sums& PidRoom::sums(bool things) const {
  Sums& s = things ? things_ : ways_;
  if (s.from >= rows_) return s;
  const std::uint8_t mask = things ? kSolid | kWords : kLevel | kPlumb;
  const auto wide = static_cast<std::size_t>(columns_) + 1;
  s.at.resize(wide * (static_cast<std::size_t>(rows_) + 1), 0);
  for (auto r = static_cast<std::size_t>(s.from); r < static_cast<std::size_t>(rows_); ++r) {
    std::int32_t line = 0;
    for (std::size_t c = 0; c < static_cast<std::size_t>(columns_); ++c) {
      line += (cells_[r * static_cast<std::size_t>(columns_) + c] & mask) != 0;
      s.at[(r + 1) * wide + c + 1] = s.at[r * wide + c + 1] + line;
    }
  }
  s.from = rows_;
  return s;
}

double PidRoom::share(const Box& b, bool things) const {
  const int r0 = row(b.y0), r1 = row(b.y1) + 1, c0 = column(b.x0), c1 = column(b.x1) + 1;
  if (r1 <= r0 || c1 <= c0) return 0;
  const std::int64_t all = std::int64_t(r1 - r0) * (c1 - c0);
  const int ra = std::clamp(r0, 0, rows_), rb = std::clamp(r1, 0, rows_), ca = std::clamp(c0, 0, columns_), cb = std::clamp(c1, 0, columns_);
  const std::vector<std::int32_t>& at = sums(things).at;
  const auto sum = [&](int r, int c) { return at[static_cast<std::size_t>(r) * (static_cast<std::size_t>(columns_) + 1) + static_cast<std::size_t>(c)]; };
  const std::int64_t taken = sum(rb, cb) - sum(ra, cb) - sum(rb, ca) + sum(ra, ca);
  const std::int64_t outside = all - std::int64_t(rb - ra) * (cb - ca);   // what is not on the sheet counts as taken
  return static_cast<double>(taken + outside) / static_cast<double>(all);
}

/// What a step along the grid costs beyond its length.
double PidRoom::step_cost(Point a, Point b, bool level) const {
  static const std::array<std::array<double, 128>, 2> prices = [] {
    std::array<std::array<double, 128>, 2> p{};
    for (int is_level = 0; is_level < 2; ++is_level)
      for (int cell = 0; cell < 128; ++cell) {
        const int along = is_level ? kLevel : kPlumb, beside = is_level ? kNearLevel : kNearPlumb, across = is_level ? kPlumb : kLevel;
        p[std::size_t(is_level)][std::size_t(cell)] = (cell & kSolid ? 90 : 0) + (cell & kWords ? 60 : 0) + (cell & kHint ? 0.8 : 0) +
                                                      (cell & along ? 8 : cell & beside ? 1.2 : 0) + (cell & across ? 3.4 : 0);
      }
    return p;
  }();
  const std::array<double, 128>& price = prices[level];
  const double length = std::abs(b.x - a.x) + std::abs(b.y - a.y);
  const int samples = std::max(1, static_cast<int>(length / kCell));
  double cost = 0;
  for (int k = 1; k <= samples; ++k) {
    const double s = static_cast<double>(k) / samples;
    const int r = row(a.y + s * (b.y - a.y)), c = column(a.x + s * (b.x - a.x));
    if (r < 0 || c < 0 || r >= rows_ || c >= columns_) return 1e6;
    cost += price[cells_[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c)]];
  }
  return cost * length / samples;
}

std::vector<Point> PidRoom::route(const std::vector<PidEnd>& from, const std::vector<PidEnd>& to) const {
  constexpr double kBend = 16;
  // Straight where that is free.
  const PidEnd *a = nullptr, *b = nullptr;
  double shortest = 1e300;
  for (const PidEnd& e : from)
    for (const PidEnd& g : to) {
      const Point d{g.at.x - e.at.x, g.at.y - e.at.y};
      const double length = std::abs(d.x) + std::abs(d.y);
      if (std::min(std::abs(d.x), std::abs(d.y)) > 0.1 || length >= shortest || length < 1) continue;
      if (d.x * e.out.x + d.y * e.out.y < (e.out.x == 0 && e.out.y == 0 ? 0 : 0.9 * length)) continue;
      if (d.x * g.out.x + d.y * g.out.y > (g.out.x == 0 && g.out.y == 0 ? 0 : -0.9 * length)) continue;
      const bool level = std::abs(d.y) < 0.2;
      const Point from_end{e.at.x + std::min(e.stub, length / 2) * e.out.x, e.at.y + std::min(e.stub, length / 2) * e.out.y};
      const Point to_end{g.at.x + std::min(g.stub, length / 2) * g.out.x, g.at.y + std::min(g.stub, length / 2) * g.out.y};
      if (step_cost(from_end, to_end, level) > 0.9 * length) continue;
      shortest = length, a = &e, b = &g;
    }
  if (a) return {a->at, b->at};
  std::vector<double> through_x, through_y;
  for (const auto* ends : {&from, &to})
    for (const PidEnd& e : *ends) through_x.push_back(stub(e).x), through_y.push_back(stub(e).y);
  const std::vector<double> xs = grid_lines(sheet_.x0, sheet_.x1, through_x), ys = grid_lines(sheet_.y0, sheet_.y1, through_y);
  const int nx = static_cast<int>(xs.size()), ny = static_cast<int>(ys.size());
  const auto node = [&](int ix, int iy, int d) { return (ix * ny + iy) * 4 + d; };
  const std::size_t nodes = static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny) * 4;
  static thread_local std::vector<float> best;             // kept: a drawing asks for hundreds of ways
  static thread_local std::vector<std::int32_t> before;
  best.assign(nodes, 1e30f);
  before.assign(nodes, -1);
  struct Goal {
    int place;
    const PidEnd* end;
  };
  std::vector<Goal> goals;
  for (const PidEnd& e : to) goals.push_back({index_of(xs, stub(e).x) * ny + index_of(ys, stub(e).y), &e});
  std::sort(goals.begin(), goals.end(), [](const Goal& a, const Goal& b) { return a.place < b.place; });
  // Never more than what is left: to the nearest end, or, where there are many, to the box round them.
  Box ends{1e300, 1e300, -1e300, -1e300};
  for (const PidEnd& e : to) ends = {std::min(ends.x0, stub(e).x), std::min(ends.y0, stub(e).y), std::max(ends.x1, stub(e).x), std::max(ends.y1, stub(e).y)};
  const auto ahead = [&](int ix, int iy) {
    const double x = xs[static_cast<std::size_t>(ix)], y = ys[static_cast<std::size_t>(iy)];
    if (to.size() > 4) return std::max({0.0, ends.x0 - x, x - ends.x1}) + std::max({0.0, ends.y0 - y, y - ends.y1});
    double least = 1e300;
    for (const PidEnd& e : to) least = std::min(least, std::abs(stub(e).x - x) + std::abs(stub(e).y - y));
    return least;
  };
  using Open = std::pair<double, std::int32_t>;
  std::priority_queue<Open, std::vector<Open>, std::greater<>> open;
  std::vector<std::pair<std::int32_t, const PidEnd*>> starts;
  for (const PidEnd& e : from) {
    const int ix = index_of(xs, stub(e).x), iy = index_of(ys, stub(e).y), fixed = heading(e.out);
    for (int d = 0; d < 4; ++d) {
      if (fixed >= 0 && d != fixed) continue;
      const int n = node(ix, iy, d);
      starts.emplace_back(n, &e);
      const double cost = step_cost(e.at, stub(e), e.out.y == 0);
      if (cost >= best[static_cast<std::size_t>(n)]) continue;
      best[static_cast<std::size_t>(n)] = static_cast<float>(cost);
      open.emplace(cost + ahead(ix, iy), n);
    }
  }
  double found = 1e300;
  std::int32_t last = -1;
  const PidEnd* end = nullptr;
  while (!open.empty()) {
    const auto [bound, n] = open.top();
    open.pop();
    if (bound >= found) break;
    const int d = n % 4, place = n / 4, ix = place / ny, iy = place % ny;
    const double cost = best[static_cast<std::size_t>(n)];
    if (bound > cost + ahead(ix, iy) + 1e-3) continue;  // an older, dearer entry
    for (auto g = std::lower_bound(goals.begin(), goals.end(), place, [](const Goal& a, int p) { return a.place < p; });
         g != goals.end() && g->place == place; ++g) {
      const int out = heading(g->end->out);
      const double turn = out < 0 ? 0 : d == (out + 2) % 4 ? 0 : d == out ? 1e4 : kBend;
      const double total = cost + turn + step_cost(stub(*g->end), g->end->at, g->end->out.y == 0);
      if (total < found) found = total, last = n, end = g->end;
    }
    for (int t = 0; t < 4; ++t) {
      if (t == (d + 2) % 4) continue;
      const int jx = ix + kDx[t], jy = iy + kDy[t];
      if (jx < 0 || jy < 0 || jx >= nx || jy >= ny) continue;
      const Point a{xs[static_cast<std::size_t>(ix)], ys[static_cast<std::size_t>(iy)]}, b{xs[static_cast<std::size_t>(jx)], ys[static_cast<std::size_t>(jy)]};
      const double c = cost + std::abs(b.x - a.x) + std::abs(b.y - a.y) + (t == d ? 0 : kBend) + step_cost(a, b, kDy[t] == 0);
      const int m = node(jx, jy, t);
      if (c >= best[static_cast<std::size_t>(m)] - 1e-4) continue;
      best[static_cast<std::size_t>(m)] = static_cast<float>(c);
      before[static_cast<std::size_t>(m)] = n;
      open.emplace(c + ahead(jx, jy), m);
    }
  }
  if (last < 0) return {from.front().at, {to.front().at.x, from.front().at.y}, to.front().at};
  std::vector<Point> way = {end->at};
  std::int32_t first = last;
  for (std::int32_t n = last; n >= 0; n = before[static_cast<std::size_t>(n)]) {
    way.push_back({xs[static_cast<std::size_t>(n / 4 / ny)], ys[static_cast<std::size_t>(n / 4 % ny)]});
    first = n;
  }
  for (const auto& [n, e] : starts)
    if (n == first) {
      way.push_back(e->at);
      break;
    }
  std::reverse(way.begin(), way.end());
  return without_straight_corners(way);
}

}  // namespace retort
