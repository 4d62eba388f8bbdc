#include "drawing/pid_drawing.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace retort {

double gap(const Box& a, const Box& b) {
  return std::hypot(std::max({a.x0 - b.x1, b.x0 - a.x1, 0.0}), std::max({a.y0 - b.y1, b.y0 - a.y1, 0.0}));
}

bool touch(const Box& a, const Box& b) {
  constexpr double kHair = 0.2;
  return a.x1 > b.x0 + kHair && a.x0 + kHair < b.x1 && a.y1 > b.y0 + kHair && a.y0 + kHair < b.y1;
}

bool touch(const PidFigure& f, const Box& b) {
  if (!touch(f.box, b)) return false;
  if (!f.round) return true;
  const double cx = (f.box.x0 + f.box.x1) / 2, cy = (f.box.y0 + f.box.y1) / 2;
  const double dx = cx - std::clamp(cx, b.x0, b.x1), dy = cy - std::clamp(cy, b.y0, b.y1);
  return std::hypot(dx, dy) < (f.box.x1 - f.box.x0) / 2;
}

Box leg_box(Point a, Point b, double half) {
  return {std::min(a.x, b.x) - half, std::min(a.y, b.y) - half, std::max(a.x, b.x) + half, std::max(a.y, b.y) + half};
}

double text_width(const std::string& text) {
  double em = 0;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if ((u & 0xC0) == 0x80) continue;  // the rest of a character of more bytes
    if (u >= 0x80 || std::string_view("mwMW@%&<>=+").find(c) != std::string_view::npos)
      em += 0.98;
    else if (std::string_view("il.,:;|'!I ").find(c) != std::string_view::npos)
      em += 0.34;
    else if (std::string_view("jtfr()[]/-").find(c) != std::string_view::npos)
      em += 0.46;
    else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
      em += 0.74;
    else
      em += 0.62;
  }
  return em;
}

double text_width(const std::string& text, const std::string& style) {
  if (style != "value") return text_width(text);
  return 0.605 * static_cast<double>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

double PidWords::letters() const { return size > 0 ? size : font_size(style); }

double font_size(const std::string& style) {
  if (style == "value") return 15;
  if (style == "equipment" || style == "state") return 13;
  if (style == "label" || style == "mode") return 12;
  if (style == "name" || style == "boundary") return 11;
  if (style == "tag") return 11;
  if (style == "bubble") return 10.5;
  if (style == "long") return 8;
  if (style == "line") return 9;
  return 9;  // alarm, fails, effect, note
}

PidDrawing PidDrawing::in(const Texts& texts) const {
  PidDrawing d = *this;
  for (PidWords& w : d.words) {
    if (w.key.empty()) continue;
    w.text = texts(w.key);
    const double wide = w.letters() * text_width(w.text, w.style);
    w.box.x0 += w.stays * (w.box.x1 - w.box.x0 - wide), w.box.x1 = w.box.x0 + wide;
  }
  return d;
}

std::string PidDrawing::stranger_nearest(const PidWords& w) const {
  if (w.live != PidLive::none || w.of.empty() || !w.within.empty()) return "";
  const auto own = std::find_if(figures.begin(), figures.end(), [&](const PidFigure& f) { return f.tag == w.of; });
  if (own == figures.end()) return "";
  const PidFigure* nearest = nullptr;
  for (const PidFigure& f : figures) {
    if (!f.dot && (&f == &*own || (own->named ? f.kind == own->kind : !f.named)) && (!nearest || gap(f.box, w.box) < gap(nearest->box, w.box))) nearest = &f;
  }
  return nearest && gap(nearest->box, w.box) + 0.5 < gap(own->box, w.box) ? nearest->tag : "";
}

bool PidDrawing::led(const PidWords& w) const {
  constexpr double kAtWords = 12;   // another line of the same words may lie between
  return std::any_of(ways.begin(), ways.end(), [&](const PidWay& way) {
    return way.style == "leader" && !way.points.empty() && way.ends.front() == w.of && gap(w.box, leg_box(way.points.front(), way.points.front())) < kAtWords;
  });
}

std::size_t PidDrawing::far_from_their_own() const {
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](const PidWords& w) { return !stranger_nearest(w).empty(); }));
}

std::vector<std::string> PidDrawing::astray() const {
  std::vector<std::string> found;
  for (const PidWords& w : words)
    if (const std::string nearer = stranger_nearest(w); !nearer.empty() && !led(w)) found.push_back(fmt::format("'{}' stands nearer to {} than to {}", w.text, nearer, w.of));
  return found;
}

std::vector<std::string> PidDrawing::faults() const {
  const auto called = [](const PidWords& w) { return w.picture() ? fmt::format("the {} of {}", w.live == PidLive::bar ? "indicator" : w.live == PidLive::alarm ? "alarm mark" : "interlock mark", w.of) : fmt::format("'{}'", w.text); };
  std::vector<std::string> found;
  for (std::size_t i = 0; i < figures.size(); ++i)
    for (std::size_t j = i + 1; j < figures.size(); ++j)
      if (!figures[i].dot && !figures[j].dot && touch(figures[i].box, figures[j].box))
        found.push_back(fmt::format("{} covers {}", figures[i].tag, figures[j].tag));
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size(); ++j)
      if (touch(words[i].box, words[j].box)) found.push_back(fmt::format("{} covers {}", called(words[i]), called(words[j])));
    for (const PidFigure& f : figures)
      if (f.tag != words[i].within && touch(f, words[i].box)) found.push_back(fmt::format("{} covers {}", called(words[i]), f.tag));
  }
  for (const PidWay& w : ways)
    for (std::size_t k = 1; k < w.points.size(); ++k) {
      const Box leg = leg_box(w.points[k - 1], w.points[k], 0.6);
      for (const PidWords& t : words)
        if (touch(leg, t.box)) found.push_back(fmt::format("a {} of {} crosses {}", w.style, w.ends.empty() ? "" : w.ends.front(), called(t)));
      for (const PidFigure& f : figures) {
        if (f.dot || std::find(w.ends.begin(), w.ends.end(), f.tag) != w.ends.end()) continue;
        const Box inner{f.box.x0 + 1.5, f.box.y0 + 1.5, f.box.x1 - 1.5, f.box.y1 - 1.5};
        if (touch(leg, inner)) found.push_back(fmt::format("a {} of {} crosses {}", w.style, w.ends.empty() ? "" : w.ends.front(), f.tag));
      }
    }
  return found;
}

Box PidDrawing::box() const {
  Box b{1e9, 1e9, -1e9, -1e9};
  const auto take = [&](const Box& o) {
    b = {std::min(b.x0, o.x0), std::min(b.y0, o.y0), std::max(b.x1, o.x1), std::max(b.y1, o.y1)};
  };
  for (const PidFigure& f : figures) take(f.box);
  for (const PidWords& w : words) take(w.box);
  for (const PidWay& w : ways)
    for (const Point& p : w.points) take({p.x, p.y, p.x, p.y});
  if (b.x0 > b.x1) b = {0, 0, 600, 400};
  return b;
}

}  // namespace retort
