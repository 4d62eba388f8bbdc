#include "drawing/pid_draughtsman.h"

#include <cmath>

namespace retort {
namespace {

Box sheet_of(const PidPlan& plan) {
  Box b{1e9, 1e9, -1e9, -1e9};
  for (const PidItem& i : plan.items()) {
    const Box e = extent(*i.symbol, i.where);
    b = {std::min(b.x0, e.x0), std::min(b.y0, e.y0), std::max(b.x1, e.x1), std::max(b.y1, e.y1)};
  }
  if (b.x0 > b.x1) b = {0, 0, 600, 400};
  const double margin = plan.manner().board ? 260 : 160;
  return {b.x0 - margin, b.y0 - margin, b.x1 + margin, b.y1 + margin};
}
bool is_dot(const PidItem& i) { return i.symbol->size.x < 10; }

}  // namespace

PidDraughtsman::PidDraughtsman(PidPlan& plan) : plan_(plan), links_(links(plan.plant())), room_(sheet_of(plan)) {}

PidDrawing PidDraughtsman::draw() {
  for (const PidItem& i : plan_.items()) figure(i);
  for (const PidItem& i : plan_.items()) {
    if (i.bubble() || i.diamond() || is_dot(i) || i.written.empty()) continue;
    const Box e = extent(*i.symbol, i.where);
    const double half = board() ? room_of(written_at(i)).x / 2 + 2 : 5.5 * text_width(i.written) + 2;
    const double high = board() ? room_of(written_at(i)).y + 3 : 15;
    if (!i.vessel()) room_.add_hint({(e.x0 + e.x1) / 2 - half, e.y1, (e.x0 + e.x1) / 2 + half, e.y1 + high});
  }
  for (const PidPipe& p : plan_.pipes()) pipe(p);
  // On the board words stand where the eye looks for them, under their symbol, and bubbles find room beside them.
  for (const PidItem& i : plan_.items())
    if (board()) marks(i), tag(i);
  place_bubbles();
  place_flags();
  for (const PidItem& i : plan_.items()) inside(i);
  for (const PidItem& i : plan_.items())
    if (!board()) alarm_letters(i);
  for (const PidItem& i : plan_.items())
    if (!board()) tag(i);
  for (const PidPipe& p : plan_.pipes()) line_tag(p);
  for (const PidItem& i : plan_.items()) connect(i);
  for (const PidItem& i : plan_.items())
    if (board() && !is_dot(i)) leader(i);
  return std::move(drawing_);
}

void PidDraughtsman::figure(const PidItem& item) {
  PidFigure f{item.tag,
              item.type,
              item.symbol,
              item.where,
              extent(*item.symbol, item.where),
              is_dot(item),
              item.bubble() && item.section == "instruments"};
  f.named = item.bubble() || item.connector() || item.type == "boundary";
  f.block = plan_.block(item.tag);
  f.sheet = item.sheet;
  if (item.connector()) f.leads = item.leads;
  if (f.round) {  // without the corners, where alarm letters stand
    const double r = (f.box.x1 - f.box.x0) / 2;
    for (const double share : {0.35, 0.7, 0.95}) {
      const double w = r * share, h = r * std::sqrt(1 - share * share);
      room_.add_figure({item.where.at.x - w, item.where.at.y - h, item.where.at.x + w, item.where.at.y + h});
    }
  } else if (!f.dot) {
    room_.add_figure(f.box);
  }
  if (!f.dot) room_.add_hint({f.box.x0 - 9, f.box.y0 - 9, f.box.x1 + 9, f.box.y1 + 9});
  // Where a signal comes to a valve, nothing is written.
  if (item.symbol->ports.contains("signal"))
    for (const PidEnd& e : ends(item, item.where.at)) {
      const Point far{e.at.x + 5 * e.out.x, e.at.y + 5 * e.out.y};
      room_.add_words(leg_box({e.at.x + 2 * e.out.x, e.at.y + 2 * e.out.y}, far, 2));
    }
  drawing_.figures.push_back(std::move(f));
}

void PidDraughtsman::way(PidWay w) {
  room_.add_way(w.points);
  drawing_.ways.push_back(std::move(w));
}

/// The nozzle that a pipe meets, or the side of the outline that looks its way.
PidEnd PidDraughtsman::nozzle(const PidItem& i, const std::string& port, Point toward) const {
  const auto found = i.symbol->ports.find(port);
  if (is_dot(i)) return {i.where.at, {0, 0}, 0};
  if (i.symbol == nullptr || found == i.symbol->ports.end() || i.type == "boundary") {
    if (i.type == "boundary" || i.symbol->ports.contains("port")) {
      const bool right = toward.x >= i.where.at.x;
      return {{i.where.at.x + (right ? 1 : -1) * i.where.size.x / 2, i.where.at.y}, {right ? 1.0 : -1.0, 0}};
    }
    const std::vector<PidEnd> all = ends(i, toward);
    if (all.empty()) return {i.where.at, {0, 0}, 0};
    return *std::min_element(all.begin(), all.end(), [&](const PidEnd& a, const PidEnd& b) {
      return std::hypot(a.at.x - toward.x, a.at.y - toward.y) < std::hypot(b.at.x - toward.x, b.at.y - toward.y);
    });
  }
  const Point p = on_sheet(*i.symbol, i.where, found->second);
  const Box e = extent(*i.symbol, i.where);
  // Which side of the symbol is nearest says how a pipe leaves it.
  const double left = p.x - e.x0, right = e.x1 - p.x, up = p.y - e.y0, down = e.y1 - p.y,
               least = std::min({left, right, up, down});
  const Point out = least == left    ? Point{-1, 0}
                    : least == right ? Point{1, 0}
                    : least == up    ? Point{0, -1}
                                     : Point{0, 1};
  return {p, out, 10 + std::max(0.0, least)};
}

/// Points round a figure where a thin line may meet it, by rays from outside onto its outline.
std::vector<PidEnd> PidDraughtsman::ends(const PidItem& i, Point toward) const {
  if (is_dot(i)) return {{i.where.at, {0, 0}, 0}};
  if (i.connector()) return {attach(i)};
  if (const auto signal = i.symbol->ports.find("signal"); signal != i.symbol->ports.end()) {
    const Point p = on_sheet(*i.symbol, i.where, signal->second);
    const Point d{p.x - i.where.at.x, p.y - i.where.at.y};
    return {{p, std::abs(d.x) > std::abs(d.y) ? Point{d.x < 0 ? -1.0 : 1.0, 0} : Point{0, d.y < 0 ? -1.0 : 1.0}, 8}};
  }
  const Box e = extent(*i.symbol, i.where);
  std::vector<PidEnd> list;
  const auto ray = [&](Point from, Point inward) {
    const auto hit = outline(*i.symbol, i.where, from, inward);
    if (!hit) return;
    const double depth = std::abs(hit->x - from.x) + std::abs(hit->y - from.y);
    if (depth > 12 + 0.3 * std::min(e.x1 - e.x0, e.y1 - e.y0)) return;
    list.push_back({*hit, {-inward.x, -inward.y}, depth + 2});
  };
  const double cx = (e.x0 + e.x1) / 2, cy = (e.y0 + e.y1) / 2;
  constexpr double kOff = 6;
  const auto add_row = [&](double y) { ray({e.x0 - kOff, y}, {1, 0}), ray({e.x1 + kOff, y}, {-1, 0}); };
  const auto add_column = [&](double x) { ray({x, e.y0 - kOff}, {0, 1}), ray({x, e.y1 + kOff}, {0, -1}); };
  add_row(cy);
  add_column(cx);
  // A bubble of the board has its words under it, and its indicator at the right: lines begin beyond them.
  if (const auto room = live_.find(i.tag); room != live_.end())
    for (PidEnd& end : list) {
      const double before = end.out.y > 0 ? room->second.y1 - end.at.y : end.out.x > 0 ? room->second.x1 - end.at.x : 0;
      if (before < 1) continue;
      (end.out.y > 0 ? end.at.y : end.at.x) += before + 1.2;
      end.stub = 6;
    }
  if (i.bubble() || i.diamond()) return list;
  const double step = 14;
  for (double d = step; cy + d < e.y1 - 5; d += step) add_row(cy + d), add_row(cy - d);
  for (double d = step; cx + d < e.x1 - 5; d += step) add_column(cx + d), add_column(cx - d);
  if (toward.y > e.y0 + 5 && toward.y < e.y1 - 5) add_row(toward.y);
  if (toward.x > e.x0 + 5 && toward.x < e.x1 - 5) add_column(toward.x);
  return list;
}

/// Where a pipe may join another that is drawn already and has the same nozzle; nowhere when it is the first there.
std::vector<PidEnd> PidDraughtsman::tee(const PidPipe& p, const std::string& tag, const std::string& port) const {
  const PidItem* item = plan_.find(tag);
  if (port.empty() || is_dot(*item)) return {};
  for (const PidPipe& other : plan_.pipes()) {
    if (&other == &p) break;
    const bool begins = other.from == tag && other.from_port == port,
               ends_there = other.to == tag && other.to_port == port;
    if (begins || ends_there) return along(other.tag, begins ? 1 : -1, p.from == tag ? find_next(p) : item->where.at);
  }
  return {};
}
Point PidDraughtsman::find_next(const PidPipe& p) const {
  return p.stops.empty() ? plan_.find(p.to)->where.at : p.stops.front().at;
}

void PidDraughtsman::dot(Point at) {
  PidFigure f;
  f.tag = f.kind = "tee";
  f.symbol = plan_.dot();
  f.where = {at, f.symbol->size};
  f.box = extent(*f.symbol, f.where);
  f.dot = true;
  drawing_.figures.push_back(std::move(f));
}

void PidDraughtsman::pipe(const PidPipe& p) {
  const PidItem *from = plan_.find(p.from), *to = plan_.find(p.to);
  std::vector<PidPipe::Stop> stops = p.stops;
  stops.push_back({p.to, to->where.at});
  PidEnd at = nozzle(*from, p.from_port, stops.front().at);
  const std::vector<PidEnd> from_tee = tee(p, p.from, p.from_port), to_tee = tee(p, p.to, p.to_port);
  std::string here = p.from;
  for (std::size_t k = 0; k < stops.size(); ++k) {
    const bool last = k + 1 == stops.size();
    const PidItem* next = stops[k].tag.empty() ? nullptr : plan_.find(stops[k].tag);
    const PidEnd end = last   ? nozzle(*to, p.to_port, at.at)
                       : next ? nozzle(*next, "in", at.at)
                              : PidEnd{stops[k].at, {0, 0}, 0};
    PidWay w;
    w.style = p.sample ? "impulse" : "pipe";
    w.ends = {p.tag, here, stops[k].tag};
    const Point d{end.at.x - at.at.x, end.at.y - at.at.y};
    const bool straight = (std::abs(d.x) < 0.5 || std::abs(d.y) < 0.5) && d.x * at.out.x + d.y * at.out.y >= -1e-9 &&
                          d.x * end.out.x + d.y * end.out.y <= 1e-9;
    // What stands close together is joined without a nozzle's length.
    PidEnd a = at, b = end;
    const double span = std::abs(d.x) + std::abs(d.y);
    if (span < 44) a.stub = std::min(a.stub, span / 4), b.stub = std::min(b.stub, span / 4);
    const bool from_other = k == 0 && !from_tee.empty(), to_other = last && !to_tee.empty();
    w.points = straight && !from_other && !to_other
                   ? std::vector<Point>{at.at, end.at}
                   : room_.route(from_other ? from_tee : std::vector{a}, to_other ? to_tee : std::vector{b});
    w.arrow = last && !to_other && !to->connector();
    if (from_other) dot(w.points.front());
    if (to_other) dot(w.points.back());
    way(std::move(w));
    if (last) break;
    at = next ? nozzle(*next, "out", stops[k + 1].at) : PidEnd{stops[k].at, {0, 0}, 0};
    here = stops[k].tag;
  }
}

}  // namespace retort
