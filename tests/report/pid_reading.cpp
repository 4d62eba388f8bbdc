#include "tests/report/pid_reading.h"

#include <algorithm>
#include <regex>
#include <sstream>

namespace pid {
namespace {

std::string attribute(const std::string& element, const std::string& name) {
  const std::size_t at = element.find(" " + name + "=\"");
  if (at == std::string::npos) return "";
  const std::size_t from = at + name.size() + 3;
  return element.substr(from, element.find('"', from) - from);
}
std::vector<Point> points_of(const std::string& d) {
  std::vector<Point> list;
  static const std::regex number(R"(-?[0-9]+\.?[0-9]*)");
  std::vector<double> n;
  for (std::sregex_iterator i(d.begin(), d.end(), number), end; i != end; ++i) n.push_back(std::stod(i->str()));
  for (std::size_t k = 0; k + 1 < n.size(); k += 2) list.push_back({n[k], n[k + 1]});
  return list;
}
std::string plain(std::string s) {
  for (const auto& [entity, c] :
       {std::pair{"&gt;", ">"}, {"&lt;", "<"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}})
    for (std::size_t at; (at = s.find(entity)) != std::string::npos;) s.replace(at, std::string(entity).size(), c);
  return s;
}

bool covers(const Symbol& s, const Box& b) {
  retort::PidFigure f;
  f.box = s.box;
  f.round = s.round;
  return retort::touch(f, b);
}

}  // namespace

std::vector<Page> read(const std::string& svg) {
  std::vector<Page> pages(1);
  std::istringstream in(svg);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("<svg")) {
      if (line.starts_with("<svg class=\"sheet\"") && pages.back().frame.x1 != 0) pages.emplace_back();
      pages.back().width = points_of(attribute(line, "viewBox"))[1].x;
    }
    Page& page = pages.back();
    if (line.starts_with("<rect")) {
      const double x = std::stod(attribute(line, "x")), y = std::stod(attribute(line, "y"));
      page.frame = {x, y, x + std::stod(attribute(line, "width")), y + std::stod(attribute(line, "height"))};
    } else if (line.starts_with("<g class=\"symbol\"")) {
      Symbol s;
      s.dot = line.find("data-dot") != std::string::npos;
      const std::size_t from = line.find("<title>") + 7;
      const std::size_t kind = line.find(" (", from);
      s.tag = plain(line.substr(from, kind - from));
      s.kind = line.substr(kind + 2, line.find(')', kind) - kind - 2);
      const auto take = [&](Point p) {
        s.box = {std::min(s.box.x0, p.x), std::min(s.box.y0, p.y), std::max(s.box.x1, p.x), std::max(s.box.y1, p.y)};
      };
      static const std::regex part("<(path|circle)[^>]*>");
      for (std::sregex_iterator i(line.begin(), line.end(), part), end; i != end; ++i) {
        const std::string element = i->str();
        if (element.starts_with("<circle")) {
          const double x = std::stod(attribute(element, "cx")), y = std::stod(attribute(element, "cy")),
                       r = std::stod(attribute(element, "r"));
          take({x - r, y - r}), take({x + r, y + r});
        } else {
          s.round = false;
          const std::vector<Point> points = points_of(attribute(element, "d"));
          for (std::size_t k = 0; k < points.size(); ++k) {
            take(points[k]);
            if (k > 0) s.edges.emplace_back(points[k - 1], points[k]);
          }
        }
      }
      page.symbols.push_back(std::move(s));
    } else if (line.starts_with("<text")) {
      Text t;
      t.style = attribute(line, "class");
      t.within = attribute(line, "data-in");
      const std::size_t from = line.find('>') + 1;
      t.says = plain(line.substr(from, line.find("</text>") - from));
      const double size = t.style == "title"                        ? 15
                          : t.style == "tag" || t.style == "number" ? 11
                          : t.style == "bubble"                     ? 10.5
                          : t.style == "long"                       ? 8
                                                                    : 9;
      const double width = size * retort::text_width(t.says), up = 0.76 * size, down = 0.22 * size;
      const bool starts = t.style == "note" || t.style == "title" || t.style == "head" || t.style == "number";
      if (const std::string turned = attribute(line, "transform"); !turned.empty()) {
        const Point p = points_of(turned).front();
        t.box = {p.x - up, p.y - width / 2, p.x + down, p.y + width / 2};
      } else {
        const double x = std::stod(attribute(line, "x")), y = std::stod(attribute(line, "y"));
        t.box = {x - (starts ? 0 : width / 2), y - up, x + (starts ? width : width / 2), y + down};
      }
      page.texts.push_back(std::move(t));
    } else if (line.starts_with("<path")) {
      const std::string style = attribute(line, "class");
      if (style == "pipe" || style == "impulse" || style == "signal" || style == "safety" || style == "leader")
        if (line.find("data-ends") != std::string::npos)
          page.lines.push_back({style, " " + attribute(line, "data-ends") + " ", points_of(attribute(line, "d"))});
    }
  }
  return pages;
}

std::vector<std::string> faults(const Page& page) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < page.symbols.size(); ++i)
    for (std::size_t j = i + 1; j < page.symbols.size(); ++j)
      if (!page.symbols[i].dot && !page.symbols[j].dot && retort::touch(page.symbols[i].box, page.symbols[j].box))
        found.push_back(page.symbols[i].tag + " covers " + page.symbols[j].tag);
  for (std::size_t i = 0; i < page.texts.size(); ++i) {
    const Text& t = page.texts[i];
    if (t.box.x0 < page.frame.x0 || t.box.y0 < page.frame.y0 || t.box.x1 > page.frame.x1 || t.box.y1 > page.frame.y1)
      found.push_back("'" + t.says + "' is not within the frame");
    for (std::size_t j = i + 1; j < page.texts.size(); ++j)
      if (retort::touch(t.box, page.texts[j].box))
        found.push_back("'" + t.says + "' covers '" + page.texts[j].says + "'");
    for (const Symbol& s : page.symbols) {
      if (s.tag != t.within) {
        if (covers(s, t.box)) found.push_back("'" + t.says + "' covers " + s.tag);
      } else if (t.style == "tag" && s.box.x1 - s.box.x0 > 42) {  // the tag of a vessel, between its own lines
        for (const auto& [a, b] : s.edges)
          if ((std::abs(a.x - b.x) < 0.5 || std::abs(a.y - b.y) < 0.5) &&
              retort::touch(retort::leg_box(a, b, 0.5), t.box))
            found.push_back("'" + t.says + "' lies on a line of its symbol");
      } else if (t.box.x0 < s.box.x0 || t.box.x1 > s.box.x1) {
        found.push_back("'" + t.says + "' is wider than its bubble");
      }
    }
  }
  for (const Line& l : page.lines)
    for (std::size_t k = 1; k < l.points.size(); ++k) {
      const Point a = l.points[k - 1], b = l.points[k];
      if (std::abs(a.x - b.x) > 0.6 && std::abs(a.y - b.y) > 0.6) found.push_back("a line of" + l.ends + "is askew");
      for (const Point p : {a, b})
        if (p.x < page.frame.x0 || p.y < page.frame.y0 || p.x > page.frame.x1 || p.y > page.frame.y1)
          found.push_back("a line of" + l.ends + "leaves the frame");
      for (const Text& t : page.texts)
        if (retort::touch(retort::leg_box(a, b, 0.5), t.box))
          found.push_back("a " + l.style + " of" + l.ends + "crosses '" + t.says + "'");
      for (const Symbol& s : page.symbols) {
        if (s.dot || l.ends.find(" " + s.tag + " ") != std::string::npos) continue;
        const Box inner{s.box.x0 + 1.5, s.box.y0 + 1.5, s.box.x1 - 1.5, s.box.y1 - 1.5};
        if (retort::touch(retort::leg_box(a, b, 0.5), inner))
          found.push_back("a " + l.style + " of" + l.ends + "crosses " + s.tag);
      }
    }
  return found;
}

}  // namespace pid
