// Instruments, controllers and safety functions on the diagram: where they stand, and their lines.
#include <cmath>
#include <string_view>

#include "drawing/pid_draughtsman.h"

namespace retort {
namespace {

constexpr double kBubble = 21;
/// Round what is placed on paper; the blocks of the board have their own.
constexpr double kAir = 8;

Box around(Point c, double w, double h) { return {c.x - w, c.y - h, c.x + w, c.y + h}; }

}  // namespace

std::vector<PidEnd> PidDraughtsman::along(const std::string& pipe, int which, Point toward) const {
  std::vector<const PidWay*> ways;
  for (const PidWay& w : drawing_.ways)
    if (w.style == "pipe" && w.ends.front() == pipe) ways.push_back(&w);
  if (which != 0 && !ways.empty()) ways = std::vector{which > 0 ? ways.front() : ways.back()};
  std::vector<PidEnd> list;
  for (const PidWay* w : ways)
    for (std::size_t k = 1; k < w->points.size(); ++k) {
      const Point a = w->points[k - 1], b = w->points[k];
      const double length = std::hypot(b.x - a.x, b.y - a.y);
      if (length < 14) continue;
      const Point u{(b.x - a.x) / length, (b.y - a.y) / length};
      const double inset = which != 0 ? 7 : std::min(length / 2, 16.0);
      const auto at = [&](double s) {
        for (const double side : {-1.0, 1.0})
          list.push_back({{a.x + s * u.x, a.y + s * u.y}, {-side * u.y, side * u.x}, 8});
      };
      for (double s = inset; s <= length - inset + 1e-9; s += 8) at(s);
      const double square = (toward.x - a.x) * u.x + (toward.y - a.y) * u.y;  // straight from what comes
      if (square > inset && square < length - inset) at(square);
    }
  return list;
}

/// Where a variable is tapped: its instrument's line begins there. Flows and pressures of a pump's sides are tapped in
/// the pipe.
std::vector<PidEnd> PidDraughtsman::taps(const PidPoint& point, Point toward) const {
  const std::string& tag = point.tag;
  if (const PidPipe* p = plan_.pipe_of(point); p && !plan_.item_of(point)) return along(p->tag, 0, toward);
  const PidItem* item = plan_.item_of(point);
  if (!item) return {};
  if (item->tag == tag) {
    // `tube_out_temperature` is measured in the pipe at the nozzle `tube_out`.
    if (const std::string port = plan_.port_of(point.row); !port.empty())
      for (const PidPipe& p : plan_.pipes()) {
        std::vector<PidEnd> list;
        if (p.from == tag && p.from_port == port) list = along(p.tag, 1, toward);
        if (p.to == tag && p.to_port == port) list = along(p.tag, -1, toward);
        if (!list.empty()) return list;
      }
  }
  if (item->symbol->size.x < 10) {  // where pipes meet: in a pipe close by
    std::vector<PidEnd> list;
    for (const PidPipe& p : plan_.pipes())
      if (p.to == tag || p.from == tag)
        for (const PidEnd& e : along(p.tag, p.to == tag ? -1 : 1, toward))
          if (std::hypot(e.at.x - item->where.at.x, e.at.y - item->where.at.y) < 110) list.push_back(e);
    if (!list.empty()) return list;
  }
  return ends(*item, toward);
}

/// What a block that has no place should stand close to, the most important first.
std::vector<Point> PidDraughtsman::near(const BlockLayout& b) const {
  std::vector<Point> list;
  const CompiledPlant& plant = plan_.plant();
  const BlockId id = plan_.block(b.tag);
  const auto take = [&](const PidPoint& point) {
    if (const PidItem* i = plan_.item_of(point)) list.push_back(i->where.at);
  };
  if (b.section == "instruments") {
    const PidPoint of = measured_by(plant, id);
    const PidItem* item = plan_.item_of(of);
    const BlockId unit = plan_.block(of.tag);
    const bool at_a_side = unit != kNoBlock && plant.wired(unit).role == Role::pump && !plan_.port_of(of.row).empty();
    if (!item || at_a_side) {
      if (const std::vector<PidEnd> t = taps(of, {0, 0}); !t.empty()) list.push_back(t[t.size() / 2].at);
    } else {
      list.push_back(item->where.at);
    }
  }
  if (b.section == "control")
    for (const PidPoint& p : read_by(plant, id)) take(seen_at(p));
  for (const PidPoint& p : driven_by(plant, id)) take(p);
  for (const std::string& tag : watched_by(plant, id)) take({tag});
  for (const std::string& tag : acted_on(plant, id)) take({tag});
  return list;
}

/// The nearest free place to some points, the first counting most.
Point PidDraughtsman::free_place(const std::vector<Point>& near, const Box& room) const {
  static const std::vector<Point> offsets = [] {
    std::vector<Point> list;
    for (double dy = -300; dy <= 300; dy += 6)
      for (double dx = -300; dx <= 300; dx += 6) list.push_back({dx, dy});
    std::stable_sort(list.begin(), list.end(), [](Point a, Point b) { return std::hypot(a.x, a.y) < std::hypot(b.x, b.y); });
    return list;
  }();
  // On a page of the board nothing that lives is covered or crossed while there is room anywhere.
  const double cover = board() ? 600 : 0, cross = board() ? 300 : 0;
  const Point first = near.empty() ? Point{0, 0} : near.front();
  Point best = first;
  double least = 1e300;
  for (const auto [dx, dy] : offsets) {
      const Point p{first.x + dx, first.y + dy};
      double cost = std::hypot(dx, dy);
      if (cost >= least) break;
      for (std::size_t k = 1; k < near.size(); ++k)
        cost += std::hypot(p.x - near[k].x, p.y - near[k].y) / (2.0 + static_cast<double>(near.size()));
      if (dx != 0 && dy != 0) cost += 14;
      if (cost >= least) continue;
      const Box b{p.x + room.x0, p.y + room.y0, p.x + room.x1, p.y + room.y1};
      if (const double taken = room_.covered(b); taken > 0) cost += cover + 2000 * taken;
      if (cost >= least) continue;
      if (const double crossed = room_.crossed(b); crossed > 0) cost += cross + 500 * crossed;
      if (cost >= least) continue;
      least = cost;
      best = p;
    }
  return best;
}

void PidDraughtsman::place_bubbles() {
  for (const char* section : {"instruments", "control", "safety"})
    for (int pass = 0; pass < 2; ++pass)  // an upper controller stands by its lower one, which may come later
      for (const BlockLayout* b : plan_.without_place(section)) {
        std::vector<Point> by = near(*b);
        if (const auto wished = plan_.wished(b->tag)) by = {*wished};
        if (by.empty() && pass == 0) continue;
        if (board()) {
          place_with_live(*b, by);
          continue;
        }
        const PidItem item = plan_.make(*b, {0, 0});
        const double tall = item.diamond() ? kBubble + 14 : kBubble + 4;
        const bool has_alarms = !plan_.alarms_on(b->tag).empty();
        const double wide = item.diamond() ? 36 : kBubble + (has_alarms ? 18 : 8);
        Point at = free_place(by, around({0, 0}, wide + kAir, tall + kAir));
        if (item.diamond()) at.y -= 13;
        figure(plan_.add(plan_.make(*b, at)));
      }
}

/// Of a transmitter that is left out: what it measures.
PidPoint PidDraughtsman::seen_at(const PidPoint& read) const {
  const BlockId id = plan_.block(read.tag);
  return id != kNoBlock && !plan_.item_of(read) && plan_.told_elsewhere(id) ? measured_by(plan_.plant(), id) : read;
}

void PidDraughtsman::wire(const PidItem& a, const PidItem& b, const char* style) {
  PidWay w;
  w.style = style;
  w.ends = {a.tag, b.tag};
  w.points = room_.route(ends(a, b.where.at), ends(b, a.where.at));
  way(std::move(w));
}

void PidDraughtsman::connect(const PidItem& i) {
  if (i.section == "instruments") {
    const PidPoint of = measured_by(plan_.plant(), plan_.block(i.tag));
    const std::vector<PidEnd> to = taps(of, i.where.at);
    if (to.empty()) return;
    PidWay w;
    w.style = "impulse";
    w.ends = {i.tag};
    if (const PidItem* item = plan_.item_of(of)) w.ends.push_back(item->tag);
    w.points = room_.route(ends(i, to.front().at), to);
    way(std::move(w));
  } else if (i.connector()) {
    if (const PidItem* other = plan_.find(i.joins); other && *i.style)
      i.incoming ? wire(i, *other, i.style) : wire(*other, i, i.style);
  } else {
    for (const PidLink& l : links_) {
      if (i.section == "control" && l.of == i.tag && l.to.tag == i.tag && !plan_.item_of(l.from)) {
        const PidPoint at = seen_at(l.from);
        const std::vector<PidEnd> to = at.tag == l.from.tag ? std::vector<PidEnd>{} : taps(at, i.where.at);
        if (!to.empty()) {
          PidWay w;
          w.style = "impulse";
          w.ends = {i.tag};
          if (const PidItem* item = plan_.item_of(at)) w.ends.push_back(item->tag);
          w.points = room_.route(ends(i, to.front().at), to);
          way(std::move(w));
        }
      }
      if (const PidItem* from = plan_.item_of(l.from), *to = plan_.item_of(l.to);
          l.of == i.tag && from && to && !(board() && std::string_view(l.style) == "safety"))
        wire(*from, *to, l.style);
    }
  }
}

}  // namespace retort
