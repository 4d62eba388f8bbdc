// Every P&ID of the library is read back from its SVG and measured: no text over another, over a symbol or under a line, no
// symbol over another, no line through a symbol that it does not end at, everything within the frame.
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "apps/pid_drawing.h"
#include "apps/pid_svg.h"
#include "tests/catch.h"
#include "tests/rig.h"

using namespace retort;

namespace {

/// Every plant of the library: plant.yaml of each folder, and what stands beside it as a plant of its own.
std::vector<std::string> plants() {
  std::vector<std::string> files;
  for (const auto& e : std::filesystem::recursive_directory_iterator(RETORT_SOURCE "/scenarios/library"))
    if (e.path().filename() == "plant.yaml" || e.path().filename() == "open_loop.yaml") files.push_back(e.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

struct Drawn {
  std::string file, svg;
  std::shared_ptr<const CompiledPlant> plant;
};
const std::vector<Drawn>& drawings() {
  static const std::vector<Drawn> all = [] {
    ::setenv("RETORT_ASSETS", RETORT_SOURCE "/assets", 1);
    std::vector<Drawn> list;
    for (const std::string& file : plants()) {
      Drawn d{file, "", compile(load_plant(file), standard_blocks())};
      d.svg = pid_svg(*d.plant);
      list.push_back(std::move(d));
    }
    return list;
  }();
  return all;
}

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
  for (const auto& [entity, c] : {std::pair{"&gt;", ">"}, {"&lt;", "<"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}})
    for (std::size_t at; (at = s.find(entity)) != std::string::npos;) s.replace(at, std::string(entity).size(), c);
  return s;
}

struct Symbol {
  std::string tag;
  Box box{1e9, 1e9, -1e9, -1e9};
  bool dot = false, round = true;
  std::vector<std::pair<Point, Point>> edges;
};
struct Text {
  std::string says, style, within;
  Box box;
};
struct Line {
  std::string style, ends;
  std::vector<Point> points;
};
struct Page {
  Box frame{};
  std::vector<Symbol> symbols;
  std::vector<Text> texts;
  std::vector<Line> lines;
};

/// Reads what `pid_svg` writes: one element a line.
Page read(const std::string& svg) {
  Page page;
  std::istringstream in(svg);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("<rect")) {
      const double x = std::stod(attribute(line, "x")), y = std::stod(attribute(line, "y"));
      page.frame = {x, y, x + std::stod(attribute(line, "width")), y + std::stod(attribute(line, "height"))};
    } else if (line.starts_with("<g class=\"symbol\"")) {
      Symbol s;
      s.dot = line.find("data-dot") != std::string::npos;
      const std::size_t from = line.find("<title>") + 7;
      s.tag = plain(line.substr(from, line.find(" (", from) - from));
      const auto take = [&](Point p) {
        s.box = {std::min(s.box.x0, p.x), std::min(s.box.y0, p.y), std::max(s.box.x1, p.x), std::max(s.box.y1, p.y)};
      };
      static const std::regex part("<(path|circle)[^>]*>");
      for (std::sregex_iterator i(line.begin(), line.end(), part), end; i != end; ++i) {
        const std::string element = i->str();
        if (element.starts_with("<circle")) {
          const double x = std::stod(attribute(element, "cx")), y = std::stod(attribute(element, "cy")), r = std::stod(attribute(element, "r"));
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
      const double size = t.style == "title" ? 15 : t.style == "tag" || t.style == "number" ? 11 : t.style == "bubble" ? 10.5 : t.style == "long" ? 8 : 9;
      const double width = size * text_width(t.says), up = 0.76 * size, down = 0.22 * size;
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
        if (line.find("data-ends") != std::string::npos) page.lines.push_back({style, " " + attribute(line, "data-ends") + " ", points_of(attribute(line, "d"))});
    }
  }
  return page;
}

bool covers(const Symbol& s, const Box& b) {
  PidFigure f;
  f.box = s.box;
  f.round = s.round;
  return touch(f, b);
}

std::vector<std::string> faults(const Page& page) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < page.symbols.size(); ++i)
    for (std::size_t j = i + 1; j < page.symbols.size(); ++j)
      if (!page.symbols[i].dot && !page.symbols[j].dot && touch(page.symbols[i].box, page.symbols[j].box))
        found.push_back(page.symbols[i].tag + " covers " + page.symbols[j].tag);
  for (std::size_t i = 0; i < page.texts.size(); ++i) {
    const Text& t = page.texts[i];
    if (t.box.x0 < page.frame.x0 || t.box.y0 < page.frame.y0 || t.box.x1 > page.frame.x1 || t.box.y1 > page.frame.y1)
      found.push_back("'" + t.says + "' is not within the frame");
    for (std::size_t j = i + 1; j < page.texts.size(); ++j)
      if (touch(t.box, page.texts[j].box)) found.push_back("'" + t.says + "' covers '" + page.texts[j].says + "'");
    for (const Symbol& s : page.symbols) {
      if (s.tag != t.within) {
        if (covers(s, t.box)) found.push_back("'" + t.says + "' covers " + s.tag);
      } else if (t.style == "tag" && s.box.x1 - s.box.x0 > 42) {  // the tag of a vessel, between its own lines
        for (const auto& [a, b] : s.edges)
          if ((std::abs(a.x - b.x) < 0.5 || std::abs(a.y - b.y) < 0.5) && touch(leg_box(a, b, 0.5), t.box))
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
        if (touch(leg_box(a, b, 0.5), t.box)) found.push_back("a " + l.style + " of" + l.ends + "crosses '" + t.says + "'");
      for (const Symbol& s : page.symbols) {
        if (s.dot || l.ends.find(" " + s.tag + " ") != std::string::npos) continue;
        const Box inner{s.box.x0 + 1.5, s.box.y0 + 1.5, s.box.x1 - 1.5, s.box.y1 - 1.5};
        if (touch(leg_box(a, b, 0.5), inner)) found.push_back("a " + l.style + " of" + l.ends + "crosses " + s.tag);
      }
    }
  return found;
}

}  // namespace

TEST_CASE("nothing covers anything on the P&ID of any plant") {
  REQUIRE(drawings().size() >= 15);
  for (const Drawn& d : drawings()) {
    const Page page = read(d.svg);
    INFO(d.file);
    CHECK(page.symbols.size() >= 3);
    CHECK(page.texts.size() > 12);
    CHECK(page.lines.size() >= 2);
    std::string all;
    for (const std::string& f : faults(page)) all += f + "\n";
    CHECK(all == "");
  }
}

TEST_CASE("the P&ID shows every unit, instrument, controller and safety function of every plant") {
  for (const auto& [file, svg, plant] : drawings()) {
    INFO(file);
    for (const BlockSpec& b : plant->spec.blocks) {
      INFO(b.tag);
      const bool shown = svg.find("<title>" + b.tag + " (") != std::string::npos || svg.find("(" + b.tag + ")</title>") != std::string::npos;
      if (b.section != "lines" && b.section != "alarms") CHECK(shown);
      if (b.section == "lines") CHECK(svg.find(">" + b.tag + " DN") != std::string::npos);
    }
  }
}

TEST_CASE("the measure finds what covers what") {
  const std::string head = "<rect class=\"frame\" x=\"0\" y=\"0\" width=\"500\" height=\"500\"/>\n";
  const auto symbol = [](const char* tag, int x) {
    return "<g class=\"symbol\"><title>" + std::string(tag) + " (tank)</title><path d=\"M" + std::to_string(x) + " 100L" + std::to_string(x + 40) + " 140\"/></g>\n";
  };
  CHECK(faults(read(head + symbol("T-1", 100) + symbol("T-2", 130))).size() == 1);
  CHECK(faults(read(head + symbol("T-1", 100) + symbol("T-2", 150))).empty());
  const std::string words = "<text class=\"tag\" x=\"120\" y=\"146\">T-100</text>\n";
  CHECK(faults(read(head + words + "<text class=\"line\" x=\"130\" y=\"151\">L-1</text>\n")).size() == 1);
  CHECK(faults(read(head + words + symbol("T-1", 100))).size() == 1);
  CHECK(faults(read(head + words + "<path class=\"pipe\" data-ends=\"L-1\" d=\"M50 143L300 143\"/>\n")).size() == 1);
  CHECK(faults(read(head + symbol("T-1", 100) + "<path class=\"signal\" data-ends=\"A B\" d=\"M50 120L300 120\"/>\n")).size() == 1);
  CHECK(faults(read(head + symbol("T-1", 100) + "<path class=\"signal\" data-ends=\"A T-1\" d=\"M50 120L120 120\"/>\n")).empty());
  CHECK(faults(read(head + "<text class=\"tag\" x=\"498\" y=\"150\">T-100</text>\n")).size() == 1);
}
