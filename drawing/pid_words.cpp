// Tags, sizes and letters on the diagram, each where it covers nothing.
#include <fmt/format.h>

#include <cmath>

#include "drawing/pid_draughtsman.h"
#include "sim/model/variable.h"

namespace retort {
namespace {

Box around(Point c, double w, double h) { return {c.x - w, c.y - h, c.x + w, c.y + h}; }
double height(const PidWords& w) { return w.picture() ? w.size : 1.12 * w.letters(); }
double width(const PidWords& w) { return w.picture() ? w.size : w.letters() * text_width(w.text, w.style); }

}  // namespace

Point PidDraughtsman::room_of(const std::vector<PidWords>& block) {
  Point size;
  for (const PidWords& w : block) {
    size.x = std::max(size.x, w.upright ? height(w) : width(w));
    size.y += w.upright ? width(w) : height(w);
  }
  return size;
}

void PidDraughtsman::write(const std::vector<PidWords>& block, const std::vector<Spot>& spots, std::optional<double> toward) {
  const Point size = room_of(block);
  const Spot* best = nullptr;
  double least = 1e300;
  for (const Spot& s : spots) {
    if (s.cost >= least) continue;
    const Box b = around(s.centre, size.x / 2 + 0.5, size.y / 2 + 0.5);
    const double covered = room_.covered(b), crossed = room_.crossed(b);
    const double cost = s.cost + (covered > 0 ? 1000 + 2000 * covered : 0) + (crossed > 0 ? 300 + 500 * crossed : 0);
    if (cost >= least) continue;
    least = cost;
    best = &s;
  }
  if (!best) return;
  double y = best->centre.y - size.y / 2;
  const double x0 = best->centre.x - size.x / 2, share = toward && size.x > 0 ? std::clamp((*toward - x0) / size.x, 0.0, 1.0) : 0.5;
  for (PidWords w : block) {
    const double h = w.upright ? width(w) : height(w), wide = w.upright ? height(w) : width(w), x = x0 + share * (size.x - wide);
    w.box = {x, y, x + wide, y + h};
    w.stays = share;
    y += h;
    room_.add_words({w.box.x0 - 1, w.box.y0, w.box.x1 + 1, w.box.y1});
    drawing_.words.push_back(std::move(w));
  }
}

/// Letters and number in a bubble, the letter of a diamond, the tag of a vessel that is wide enough.
void PidDraughtsman::inside(const PidItem& i) {
  const Point c = i.where.at;
  if (i.connector()) return inside_connector(i);
  if (i.diamond()) {
    PidWords w = words(i.letter, "tag");
    if (board()) w.size *= 0.9;
    w.within = i.tag;
    write({w}, {{c}});
  } else if (i.bubble()) {
    const TagParts parts = tag_parts(i.tag);
    const auto style = [](const std::string& text) { return text.size() > 3 ? "long" : "bubble"; };
    PidWords letters = words(parts.letters, style(parts.letters)), number = words(parts.number, style(parts.number));
    letters.within = number.within = i.tag;
    if (board())
      for (PidWords* w : {&letters, &number})
        if (w->style == "bubble") w->size *= 1.12;
    const double half = 7.5 * i.where.scale;
    write({letters}, {{{c.x, c.y - half}}});
    if (!number.text.empty()) write({number}, {{{c.x, c.y + half}}});
  } else if (board() && i.type == "boundary" && i.section == "units") {
    PidWords w = words(i.written, "boundary");
    w.size = std::min(w.size, (i.where.size.x - 12) / text_width(i.written));
    w.within = i.tag;
    write({w}, {{{c.x - (i.where.mirrored ? -3.0 : 3.0), c.y}}});
  }
}

/// The tag of a piece of equipment, and how a valve fails: inside a vessel, else under it, over it, or beside it.
void PidDraughtsman::tag(const PidItem& i) {
  if (i.bubble() || i.symbol->size.x < 10 || i.written.empty()) return;
  if (board() && (i.connector() || i.diamond())) return;
  std::vector<PidWords> block = board() ? written_at(i) : std::vector<PidWords>{{i.written, "tag", {}, false, ""}};
  if (block.empty()) return;
  if (!board() && !i.note.empty()) block.push_back({i.note, "fails", {}, false, ""});
  const BlockId id = plan_.block(i.tag);
  if (board()) {
  } else if (const auto fails = id == kNoBlock ? std::nullopt : plan_.plant().blocks[static_cast<std::size_t>(id)].declared->parameter("fails"))
    block.push_back({*fails == 0 ? "FC" : *fails == 1 ? "FO" : "FL", "fails", {}, false, ""});
  if (i.diamond())
    for (std::string acted : acted_on(plan_.plant(), id)) {
      if (const int sheet = plan_.elsewhere(acted)) acted += fmt::format(" ({})", sheet);
      const std::string text = (block.size() == 1 ? "→ " : "") + acted;
      if (block.size() > 1 && block.back().text.size() < 12 && acted.size() < 10)
        block.back().text += ", " + acted;
      else
        block.push_back({text, "effect", {}, false, ""});
    }
  // A vessel without room for what it is carries its tag all the same.
  if (board() && i.vessel() && !i.note.empty() && room_of(block).x >= i.where.size.x - 10) {
    std::vector<PidWords> bare = block;
    std::erase_if(bare, [](const PidWords& w) { return w.style == "name"; });
    if (room_of(bare).x < i.where.size.x - 10) block = std::move(bare);
  }
  const Point size = room_of(block);
  const Box e = extent(*i.symbol, i.where);
  const double cx = i.where.at.x, cy = (e.y0 + e.y1) / 2;
  // A diamond says nothing on the side of what it watches, where its line comes from.
  bool under = false, over = false;
  for (const PidLink& l : links_)
    if (const PidItem* other = plan_.item_of(l.from);
        i.diamond() && l.to.tag == i.tag && other && std::abs(other->where.at.x - cx) < 20)
      (other->where.at.y > cy ? under : over) = true;
  std::vector<Spot> spots;
  const bool fits = i.vessel() && size.x < i.where.size.x - 10 && i.where.size.y > size.y + 16 && i.type != "bund";
  // Within a vessel only its own drawing is in the way: the middle, or a free place over or under it.
  for (double off = 0; fits && off < i.where.size.y / 2 - size.y / 2 - 6; off += 3)
    for (const double side : {1.0, -1.0}) {
      const Point at{i.where.at.x, i.where.at.y + side * off};
      if (!clear(*i.symbol, i.where, around(at, size.x / 2 + 2, size.y / 2 + 2))) continue;
      double y = at.y - size.y / 2;
      for (PidWords w : block) {
        w.within = i.tag;
        w.box = {at.x - width(w) / 2, y, at.x + width(w) / 2, y + height(w)};
        y += height(w);
        drawing_.words.push_back(std::move(w));
      }
      return;
    }
  for (double gap : {2.5, 7.0, 13.0, 20.0, 30.0, 42.0}) {
    const double far = 3 * gap;
    for (double slide = 0; slide <= (e.x1 - e.x0) / 2 + size.x / 2 + gap; slide += 6)
      for (const double side : {1.0, -1.0}) {
        spots.push_back({{cx + side * slide, e.y1 + gap + size.y / 2}, far + slide + (under ? 40 : 0)});
        spots.push_back({{cx + side * slide, e.y0 - gap - size.y / 2}, far + slide + (over ? 50 : 10)});
      }
    for (double slide = 0; slide <= (e.y1 - e.y0) / 2 + gap; slide += 6)
      for (const double side : {1.0, -1.0}) {
        spots.push_back({{e.x1 + gap + size.x / 2, cy + side * slide}, far + slide + 6});
        spots.push_back({{e.x0 - gap - size.x / 2, cy + side * slide}, far + slide + 8});
      }
  }
  // Who reads a tag takes it for that of the nearest symbol; and what a battery limit is called, for that of the nearest battery limit.
  if (board())
    for (Spot& s : spots) {
      const Box b = around(s.centre, size.x / 2, size.y / 2);
      const double own = gap(e, b);
      if (std::any_of(drawing_.figures.begin(), drawing_.figures.end(), [&](const PidFigure& f) { return !f.dot && f.tag != i.tag && (i.type == "boundary" ? f.kind == i.type : !f.named) && gap(f.box, b) < own + 1; })) s.cost += plan_.manner().astray;
    }
  write(block, spots, cx);
}

void PidDraughtsman::leader(const PidItem& i) {
  const Box e = extent(*i.symbol, i.where);
  Box b{1e9, 1e9, -1e9, -1e9};
  bool strange = false;
  for (const PidWords& w : drawing_.words) {
    if (w.of != i.tag || !w.within.empty() || w.picture()) continue;
    b = {std::min(b.x0, w.box.x0), std::min(b.y0, w.box.y0), std::max(b.x1, w.box.x1), std::max(b.y1, w.box.y1)};
    strange |= !drawing_.stranger_nearest(w).empty();
  }
  const double apart = gap(e, b);
  if (i.bubble() || i.diamond() || b.x0 > b.x1 || !strange) return;
  const Point middle{(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2}, own{(e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2};
  const auto sides = [](const Box& x, Point m, double off, double stub) {
    return std::vector<PidEnd>{{{m.x, x.y0 - off}, {0, -1}, stub}, {{m.x, x.y1 + off}, {0, 1}, stub}, {{x.x0 - off, m.y}, {-1, 0}, stub}, {{x.x1 + off, m.y}, {1, 0}, stub}};
  };
  PidWay way;
  way.style = "leader";
  way.ends = {i.tag};
  way.points = room_.route(sides(b, middle, 1.5, 2), sides(e, own, 0, 2));
  double length = 0;
  for (std::size_t k = 1; k < way.points.size(); ++k) length += std::hypot(way.points[k].x - way.points[k - 1].x, way.points[k].y - way.points[k - 1].y);
  if (way.points.empty() || length > 3 * apart + 60) return;   // a maze tells nobody anything
  const PidDrawing without{drawing_.figures, {}, drawing_.words}, with{drawing_.figures, {way}, drawing_.words};
  if (with.faults().size() > without.faults().size()) return;
  drawing_.ways.push_back(std::move(way));
}

/// Alarms on an instrument: their letters, high ones above.
void PidDraughtsman::alarm_letters(const PidItem& i) {
  if (!i.bubble()) return;
  std::string high, low;
  for (const AlarmWiring* alarm : plan_.alarms_on(i.tag)) {
    std::string& side = alarm->side == AlarmWiring::Side::above ? high : low;
    if (!alarm->letters.empty()) side += (side.empty() ? "" : " ") + alarm->letters;
  }
  const auto put = [&](const std::string& text, double up) {
    if (text.empty()) return;
    const PidWords w{text, "alarm", {}, false, ""};
    const double x = width(w) / 2 + 17, y = 18;
    std::vector<Spot> spots;
    for (const double out : {0.0, 3.0, 6.0}) {
      spots.push_back({{i.where.at.x + x + out, i.where.at.y + up * (y - out)}, out});
      spots.push_back({{i.where.at.x - x - out, i.where.at.y + up * (y - out)}, 6 + out});
      spots.push_back({{i.where.at.x + x + 6 + out, i.where.at.y + up * (8 - out)}, 8 + out});
      spots.push_back({{i.where.at.x - x - 6 - out, i.where.at.y + up * (8 - out)}, 10 + out});
    }
    write({w}, spots);
  };
  put(high, -1);
  put(low, 1);
}

/// A pipe's tag and size along its longest free stretch, or beside it with a leader.
void PidDraughtsman::line_tag(const PidPipe& p) {
  PidWords w = words(p.written, "line");
  if (w.text.empty() || plan_.find(p.from)->connector() || plan_.find(p.to)->connector()) return;
  const double half = width(w) / 2, thick = height(w) / 2;
  std::vector<Spot> level, plumb;
  double longest = 0;
  Point middle;
  for (const PidWay& way : drawing_.ways) {
    if (way.style != "pipe" || way.ends.front() != p.tag) continue;
    for (std::size_t k = 1; k < way.points.size(); ++k) {
      const Point a = way.points[k - 1], b = way.points[k];
      const bool flat = std::abs(a.y - b.y) < 0.5;
      const double length = std::hypot(b.x - a.x, b.y - a.y);
      if (length > longest) longest = length, middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
      if (length < half) continue;
      for (double share = 0.06; share < 0.95; share += 0.04)
        for (const double side : {-1.0, 1.0}) {
          const Point on{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
          const double cost =
              40 * std::abs(share - 0.5) + 60 * std::max(0.0, 1 - length / (2 * half + 16)) + (side > 0 ? 3 : 0);
          if (flat)
            level.push_back({{on.x, on.y + side * (thick + 7.2)}, cost});
          else
            plumb.push_back({{on.x + side * (thick + 7.2), on.y}, cost + 8});
        }
    }
  }
  const auto cheapest = [&](const std::vector<Spot>& spots, bool upright) {
    double least = 1e300;
    for (const Spot& s : spots) {
      const Box b = upright ? around(s.centre, thick + 0.5, half + 0.5) : around(s.centre, half + 0.5, thick + 0.5);
      const double covered = room_.covered(b), crossed = room_.crossed(b);
      least = std::min(least, s.cost + (covered > 0 ? 1000 : 0) + (crossed > 0 ? 300 : 0));
    }
    return least;
  };
  const double along_level = cheapest(level, false), along_plumb = cheapest(plumb, true);
  if (std::min(along_level, along_plumb) < 300) {
    w.upright = along_plumb < along_level;
    write({w}, w.upright ? plumb : level);
    return;
  }
  // No room at the pipe itself: the nearest free place, and a thin leader to the pipe.
  const Point at = free_place({middle}, around({0, 0}, half + 8, thick + 8));
  write({w}, {{at}});
  PidWay leader;
  leader.style = "leader";
  leader.ends = {p.tag};
  const double up = middle.y > at.y ? 1 : -1;
  leader.points = room_.route({{{std::clamp(middle.x, at.x - half, at.x + half), at.y + up * (thick + 1)}, {0, up}, 4}},
                              taps({p.tag}, middle));
  drawing_.ways.push_back(std::move(leader));
}

}  // namespace retort
