#include "drawing/pid_page.h"

#include <fmt/format.h>

#include <cmath>

#include "language/markup.h"
#include "language/texts.h"

namespace retort {
namespace {

constexpr const char* kStyle =
    "svg{background:#fff}text{font-family:Inter,Arial,'DejaVu "
    "Sans',sans-serif;font-size:9px;fill:#111;text-anchor:middle}"
    ".pipe{fill:none;stroke:#111;stroke-width:2.2;stroke-linejoin:round}.impulse,.leader{fill:none;stroke:#111;stroke-"
    "width:1}"
    ".leader{stroke-width:.6}.signal{fill:none;stroke:#111;stroke-width:1.1;stroke-dasharray:6 4}"
    ".safety{fill:none;stroke:#8c1d18;stroke-width:1.1;stroke-dasharray:9 3 2 "
    "3}.symbol{stroke:#111;stroke-linejoin:round}"
    ".tag{font-size:11px;font-weight:600}.bubble{font-size:10.5px}.long{font-size:8px}.effect{fill:#8c1d18}"
    ".note,.title,.head,.number{text-anchor:start}.title{font-size:15px;font-weight:600}.head{font-weight:600}"
    ".number{font-size:11px;font-weight:600}.frame{fill:none;stroke:#111}";
constexpr double kRow = 13, kMargin = 26, kTitleWidth = 380, kLegendWidth = 350;
constexpr double kA3 = 1860;  // letters of 8 units are 1.8 mm then

struct Foot {
  std::string svg;
  double height = 0;
};

std::string text(const char* style, double x, double y, const std::string& says) {
  return fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>\n", style, coordinate(x), coordinate(y),
                     escape(says));
}
std::string path(const std::vector<Point>& points) {
  std::string d;
  for (const Point& p : points) d += fmt::format("{}{} {}", d.empty() ? "M" : "L", coordinate(p.x), coordinate(p.y));
  return d;
}

template <class T>
std::string joined(const std::vector<T>& list) {
  std::string s;
  for (const T& x : list) s += (s.empty() ? "" : ", ") + x.text;
  return s;
}

/// What each safety function watches and does, cut into lines of a width.
std::vector<std::vector<std::string>> safety_rows(const CompiledPlant& plant, const PidSheets& sheets, int sheet,
                                                  double room) {
  std::vector<std::vector<std::string>> rows;
  for (const SafetyWiring& s : plant.wiring.safety) {
    const std::string& tag = plant.blocks[static_cast<std::size_t>(s.block)].tag;
    if (sheets.of(tag) != sheet) continue;
    const std::string all = (s.vote.empty() ? "" : s.vote + " of ") + joined(s.causes) + "  →  " + joined(s.effects);
    std::vector<std::string> lines = {""};
    std::size_t at = 0;
    while (at < all.size()) {
      std::size_t end = all.find(' ', at);
      end = end == std::string::npos ? all.size() : end + 1;
      const std::string word = all.substr(at, end - at);
      if (!lines.back().empty() && 9 * text_width(lines.back() + word) > room) lines.emplace_back();
      lines.back() += word;
      at = end;
    }
    lines.insert(lines.begin(), tag);
    rows.push_back(std::move(lines));
  }
  return rows;
}

std::string legend(double x, double y, bool several) {
  std::string svg = text("head", x, y, "Legend (ISA-5.1-2009)");
  struct Line {
    const char *style, *says;
  };
  double row = y + kRow + 3;
  for (const Line& l : {Line{"pipe", "process pipe"},
                        {"impulse", "connection to process"},
                        {"signal", "signal"},
                        {"safety", "safety function"}}) {
    svg += fmt::format("<path class=\"{}\" d=\"M{} {}h40\"/>\n", l.style, coordinate(x), coordinate(row - 3));
    svg += text("note", x + 48, row, l.says);
    row += kRow;
  }
  row = y + kRow + 3;
  for (const char* says : {"FC, FO, FL: on loss of air closed, open, as it was", "H, HH, L, LL: alarms",
                           "I interlock, P permissive", "D duty and stand-by, S sequence"}) {
    svg += text("note", x + 172, row, says);
    row += kRow;
  }
  if (!several) return svg;
  svg += fmt::format("<path class=\"frame\" d=\"M{0} {1}h32l8 5l-8 5h-32zM{2} {1}v10\"/>\n", coordinate(x),
                     coordinate(row - 8), coordinate(x + 9));
  svg += text("note", x + 48, row, "goes on at this sheet");
  svg += text("note", x + 172, row, "(2): what it acts on stands on sheet 2");
  return svg;
}

/// The band under the drawing, from x0 to x1 with its top at y.
Foot foot(const CompiledPlant& plant, const PidSheets& sheets, int sheet, const std::string& title, double x0,
          double x1, double y) {
  const double table_x = x0 + kLegendWidth + 110, table_width = x1 - kTitleWidth - 24 - table_x;
  const bool two = table_width > 760;
  const double column = two ? table_width / 2 : table_width, tag_width = 66;
  const auto rows = safety_rows(plant, sheets, sheet, column - tag_width - 18);
  std::size_t lines = 0;
  for (const auto& r : rows) lines += r.size() - 1;
  const std::size_t in_first = two ? (lines + 1) / 2 : lines;
  Foot f;
  double row = y + 20;
  std::size_t used = 0;
  double x = table_x, lowest = y + 98;
  if (!rows.empty()) f.svg += text("head", table_x, row, "Safety functions");
  row += kRow + 3;
  for (const auto& r : rows) {
    if (two && x == table_x && used >= in_first) x = table_x + column, row = y + 20 + kRow + 3;
    f.svg += text("note", x, row, r[0]);
    for (std::size_t k = 1; k < r.size(); ++k) {
      f.svg += text("note", x + tag_width, row, r[k]);
      row += kRow;
      ++used;
    }
    lowest = std::max(lowest, row);
  }
  f.height = lowest - y;
  f.svg += legend(x0 + 14, y + 20, sheets.several());
  const double t = x1 - kTitleWidth, bottom = y + f.height;
  f.svg += fmt::format("<path class=\"frame\" d=\"M{0} {1}V{2}M{3} {1}H{4}\"/>\n", coordinate(t), coordinate(y),
                       coordinate(bottom), coordinate(x0), coordinate(x1));
  f.svg += text("title", t + 12, y + 24, title);
  const std::string what = sheets.several()
                               ? fmt::format("P&ID, sheet {} of {}: {}", sheet, sheets.count(), sheets.title(sheet))
                               : "Piping and instrumentation diagram";
  f.svg += text(sheets.several() ? "head" : "note", t + 12, y + 42, what);
  f.svg +=
      fmt::format("<path class=\"frame\" d=\"M{0} {1}H{2}M{3} {1}V{4}M{5} {1}V{4}\"/>\n", coordinate(t),
                  coordinate(y + 52), coordinate(x1), coordinate(t + 210), coordinate(bottom), coordinate(t + 318));
  struct Cell {
    double x;
    std::string head, says;
  };
  for (const Cell& c :
       {Cell{t + 12, "Plant", plant.spec.name},
        {t + 220, "Revision", plant.hash.hex().substr(0, 12)},
        {t + 328, "Sheet", sheets.several() ? fmt::format("{} of {}", sheet, sheets.count()) : "1 / 1"}}) {
    f.svg += text("note", c.x, y + 65, c.head);
    f.svg += text(c.head == "Revision" ? "note" : "number", c.x, y + 80, c.says);
  }
  return f;
}

/// Where a page lies in the units of its drawing, and what is on it.
struct Page {
  double x0 = 0, y0 = 0, width = 0, height = 0;
  std::string svg;
};

std::string drawn(const PidDrawing& drawing) {
  std::string svg;
  for (const char* style : {"safety", "signal", "impulse", "leader", "pipe"})
    for (const PidWay& w : drawing.ways) {
      if (w.style != style) continue;
      std::string ends;
      for (const std::string& e : w.ends) ends += (ends.empty() ? "" : " ") + e;
      svg += fmt::format("<path class=\"{}\" data-ends=\"{}\" d=\"{}\"/>\n", w.style, escape(ends), path(w.points));
      if (!w.arrow || w.points.size() < 2) continue;
      const Point tip = w.points.back(), from = w.points[w.points.size() - 2];
      const double length = std::hypot(tip.x - from.x, tip.y - from.y);
      if (length < 9) continue;
      const double ux = (tip.x - from.x) / length, uy = (tip.y - from.y) / length;
      svg += fmt::format("<path class=\"arrow\" d=\"M{} {}L{} {}L{} {}Z\" fill=\"#111\"/>\n", coordinate(tip.x),
                         coordinate(tip.y), coordinate(tip.x - 9 * ux - 4 * uy), coordinate(tip.y - 9 * uy + 4 * ux),
                         coordinate(tip.x - 9 * ux + 4 * uy), coordinate(tip.y - 9 * uy - 4 * ux));
    }
  for (const PidFigure& p : drawing.figures)
    svg += fmt::format("<g class=\"symbol\"{}><title>{} ({})</title>{}</g>\n", p.dot ? " data-dot=\"1\"" : "",
                       escape(p.tag), escape(p.kind), retort::draw(*p.symbol, p.where));
  for (const PidWords& w : drawing.words) {
    const double size_of = font_size(w.style), cx = (w.box.x0 + w.box.x1) / 2, cy = (w.box.y0 + w.box.y1) / 2;
    const std::string within = w.within.empty() ? "" : fmt::format(" data-in=\"{}\"", escape(w.within));
    if (w.upright)
      svg += fmt::format("<text class=\"{}\"{} transform=\"translate({} {}) rotate(-90)\">{}</text>\n", w.style, within,
                         coordinate(cx + 0.36 * size_of), coordinate(cy), escape(w.text));
    else
      svg += fmt::format("<text class=\"{}\"{} x=\"{}\" y=\"{}\">{}</text>\n", w.style, within, coordinate(cx),
                         coordinate(cy + 0.36 * size_of), escape(w.text));
  }
  return svg;
}

Page page_of(const CompiledPlant& plant, const PidSheets& sheets, int sheet, const std::string& title,
             const PidDrawing& drawing) {
  const Box b = drawing.box();
  constexpr double kRatio = 1.41421;
  Page p;
  p.width = std::max(b.x1 - b.x0 + 4 * kMargin, sheets.several() ? kA3 : 1180.0);
  Foot f = foot(plant, sheets, sheet, title, 0, p.width - 2 * kMargin, 0);
  p.height = b.y1 - b.y0 + 4 * kMargin + f.height;
  p.width = std::max(p.width, p.height * kRatio);
  p.height = p.width / kRatio;
  // The drawing in the middle of what is left above the foot.
  const double inner_x0 = (b.x0 + b.x1) / 2 - p.width / 2 + kMargin, inner_x1 = inner_x0 + p.width - 2 * kMargin;
  f = foot(plant, sheets, sheet, title, inner_x0, inner_x1, 0);
  const double free = p.height - 2 * kMargin - f.height - (b.y1 - b.y0);
  const double inner_y0 = b.y0 - free / 2, inner_y1 = inner_y0 + p.height - 2 * kMargin;
  f = foot(plant, sheets, sheet, title, inner_x0, inner_x1, inner_y1 - f.height);
  p.x0 = inner_x0 - kMargin, p.y0 = inner_y0 - kMargin;
  p.svg = fmt::format("<rect class=\"frame\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" stroke-width=\"1.5\"/>\n",
                      coordinate(inner_x0), coordinate(inner_y0), coordinate(inner_x1 - inner_x0),
                      coordinate(inner_y1 - inner_y0));
  p.svg += drawn(drawing) + f.svg;
  return p;
}

}  // namespace

std::string pid_page(const CompiledPlant& plant, const PidSheets& sheets, const std::vector<PidDrawing>& drawings) {
  Texts texts("en");
  texts.load(plant.spec.folder + "/text", "");
  const std::string title = texts.has("plant.title") ? texts("plant.title") : plant.spec.name;
  std::vector<Page> pages;
  for (const PidDrawing& d : drawings)
    pages.push_back(page_of(plant, sheets, static_cast<int>(pages.size()) + 1, title, d));
  const Page& first = pages.front();
  const double count = static_cast<double>(pages.size());
  const double x0 = sheets.several() ? 0 : first.x0, y0 = sheets.several() ? 0 : first.y0;
  const double width = sheets.several() ? 420 : first.width, height = sheets.several() ? 297 * count : first.height;
  const std::string size = sheets.several()      ? fmt::format("width=\"420mm\" height=\"{}mm\"", 297 * pages.size())
                           : first.width <= 1900 ? "width=\"420mm\" height=\"297mm\""
                           : first.width <= 2700 ? "width=\"594mm\" height=\"420mm\""
                                                 : "width=\"841mm\" height=\"594mm\"";
  std::string svg = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {} {}\" "
      "{} role=\"img\" "
      "aria-label=\"P&amp;ID: {}\">\n<style>{}</style>\n",
      coordinate(x0), coordinate(y0), coordinate(width), coordinate(height), size, escape(title), kStyle);
  if (!sheets.several()) return svg + first.svg + "</svg>\n";
  // Millimetres outside, the units of its drawing within each sheet. A link to `#sheet-2` shows that sheet alone.
  for (std::size_t k = 0; k < pages.size(); ++k)
    svg += fmt::format(
        "<view id=\"sheet-{0}\" viewBox=\"0 {1} 420 297\"/>\n<svg class=\"sheet\" x=\"0\" y=\"{1}\" width=\"420\" "
        "height=\"297\" "
        "viewBox=\"{2} {3} {4} {5}\">\n{6}</svg>\n",
        k + 1, 297 * k, coordinate(pages[k].x0), coordinate(pages[k].y0), coordinate(pages[k].width),
        coordinate(pages[k].height), pages[k].svg);
  return svg + "</svg>\n";
}

}  // namespace retort
