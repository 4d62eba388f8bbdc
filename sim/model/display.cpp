#include "sim/model/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/model/compiled_plant.h"
#include "sim/model/field.h"
#include "sim/model/trend_groups.h"
#include "sim/model/variable.h"

namespace retort {
namespace {

using Strings = std::vector<std::string>;

class Reader {
 public:
  Reader(const CompiledPlant& plant, Problems& problems) : plant_(plant), problems_(problems) {
    for (const BlockLayout& b : plant.blocks)
      if (!b.inserted) (b.section == "lines" ? lines_ : tags_).push_back(b.tag);
  }

  Displays read() {
    Displays d;
    const YamlNode &display = plant_.spec.display, &cameras = plant_.spec.cameras;
    if (is_map(display, "display")) {
      const Strings own = {"size", "at", "by", "parts", "streams", "sheets", "drawing", "trends"};
      const YamlNode *n = display.find("drawing"), *sheets = display.find("sheets");
      const bool alike = n && sheets && !display.find("at") && !display.find("parts");
      if (!alike) d.mimic = drawing(display, "display", own);
      if (n && is_map(*n, "display: drawing")) d.drawing = drawing(*n, "display: drawing", {"size", "at", "by", "parts", "streams", "sheets"});
      if (alike && d.drawing) {  // the same places, divided otherwise
        known(display, "display", own);
        d.mimic = *d.drawing;
        d.mimic.sheets.clear();
        read_sheets(*sheets, d.mimic);
      }
    }
    read_trend_groups(plant_, problems_);  // the board reads them again
    if (is_map(cameras, "cameras"))
      for (const auto& [name, body] : cameras.entries) camera(name, body, d.cameras);
    return d;
  }

 private:
  void problem(SourcePos at, std::string message) { problems_.add(plant_.spec.file, at, std::move(message)); }
  bool is_map(const YamlNode& n, const std::string& what) {
    if (!n.is_map() && !n.is_null()) problem(n.at, fmt::format("{} is a map", what));
    return n.is_map();
  }
  void known(const YamlNode& n, const std::string& here, const Strings& keys) {
    for (const auto& [key, value] : n.entries)
      if (std::find(keys.begin(), keys.end(), key.scalar) == keys.end())
        problem(key.at, fmt::format("{}: unknown key '{}'.{}", here, key.scalar, did_you_mean(key.scalar, keys)));
  }
  static bool is_one_of(const std::string& word, const Strings& list) { return std::find(list.begin(), list.end(), word) != list.end(); }

  std::optional<double> number(const YamlNode& n, const std::string& here, double lo, double hi) {
    const auto written = n.is_scalar() ? read_number(n.scalar) : std::nullopt;
    if (!written || !written->unit.empty()) {
      problem(n.at, fmt::format("{}: expected a bare number", here));
    } else if (!(written->number >= lo && written->number <= hi)) {
      problem(n.at, fmt::format("{}: {} is outside {} to {}", here, n.scalar, lo, hi));
    } else {
      return written->number;
    }
    return std::nullopt;
  }
  static bool is_point(const YamlNode& n) { return n.is_sequence() && n.items.size() == 2; }
  std::optional<SheetPoint> point(const YamlNode& n, const std::string& here, double lo = -20000) {
    if (!is_point(n)) {
      problem(n.at, fmt::format("{}: expected [x, y]", here));
      return std::nullopt;
    }
    const auto x = number(n.items[0], here, lo, 20000), y = number(n.items[1], here, lo, 20000);
    return x && y ? std::optional(SheetPoint{*x, *y}) : std::nullopt;
  }
  std::optional<bool> yes(const YamlNode& n, const std::string& here) {
    if (n.scalar == "true" || n.scalar == "false") return n.scalar == "true";
    problem(n.at, fmt::format("{}: expected true or false", here));
    return std::nullopt;
  }
  std::string text(const YamlNode* n, const std::string& here) {
    if (n && !n->is_scalar()) problem(n->at, fmt::format("{}: expected a text", here));
    return n && n->is_scalar() ? n->scalar : "";
  }

  DisplayPlace place(const YamlNode& tag, const YamlNode& n, const std::string& here) {
    DisplayPlace p;
    p.pos = tag.at;
    const std::string what = fmt::format("{}: {}", here, tag.scalar);
    if (!n.is_map()) {
      const auto at = point(n, what);
      p.placed = at.has_value();
      if (at) p.at = *at;
      return p;
    }
    known(n, what, {"at", "size", "turn", "mirror"});
    stand(n, what, p);
    return p;
  }
  void stand(const YamlNode& n, const std::string& what, DisplayPlace& p) {
    const YamlNode* at = n.find("at");
    p.placed = false;
    if (at)
      if (const auto q = point(*at, what + ": at")) p.at = *q, p.placed = true;
    if (const YamlNode* size = n.find("size")) p.size = point(*size, what + ": size", 1);
    if (const YamlNode* turn = n.find("turn")) {
      if (const auto t = number(*turn, what + ": turn, in quarters", -3, 3)) {
        if (*t != std::round(*t)) problem(turn->at, fmt::format("{}: turn is a whole number of quarters", what));
        p.turn = static_cast<int>(*t);
      }
    }
    if (const YamlNode* mirror = n.find("mirror")) p.mirror = yes(*mirror, what + ": mirror");
  }

  std::vector<RowId> shows(const YamlNode* n, const std::string& here) {
    std::vector<RowId> rows;
    if (!n) return rows;
    if (!n->is_sequence()) problem(n->at, fmt::format("{}: shows is a list of variables", here));
    for (const YamlNode& v : n->items) {
      const FoundRow found = find_variable(plant_, v.scalar, BareTag::value);
      if (found.row == kNoRow) problem(v.at, fmt::format("{}: {}", here, found.problem));
      else rows.push_back(found.row);
    }
    return rows;
  }
  /// Something that stands on the drawing: a part or a block.
  std::string standing(const YamlNode& n, const std::string& here) {
    if (!n.is_scalar()) {
      problem(n.at, fmt::format("{}: expected a tag", here));
      return "";
    }
    const std::string tag = split_variable(n.scalar).tag;
    if (is_one_of(tag, parts_) || is_one_of(tag, tags_)) return tag;
    Strings all = parts_;
    all.insert(all.end(), tags_.begin(), tags_.end());
    problem(n.at, fmt::format("{}: nothing is called '{}'.{}", here, tag, did_you_mean(tag, all)));
    return "";
  }
  std::vector<DisplayStop> stops(const YamlNode& n, const std::string& here) {
    std::vector<DisplayStop> out;
    if (!n.is_sequence()) problem(n.at, fmt::format("{}: a list of corners [x, y] and of elements", here));
    for (const YamlNode& stop : n.items) {
      if (stop.is_sequence()) {
        if (const auto p = point(stop, here)) out.push_back({*p, ""});
      } else if (std::string tag = standing(stop, here); !tag.empty()) {
        out.push_back({std::nullopt, std::move(tag)});
      }
    }
    return out;
  }

  Display drawing(const YamlNode& n, const std::string& here, const Strings& keys) {
    Display d;
    known(n, here, keys);
    parts_.clear();
    streams_.clear();
    const YamlNode *parts = n.find("parts"), *streams = n.find("streams"), *at = n.find("at"), *by = n.find("by");
    if (parts && is_map(*parts, here + ": parts"))
      for (const auto& [name, body] : parts->entries) parts_.push_back(name.scalar);
    if (streams && is_map(*streams, here + ": streams"))
      for (const auto& [name, body] : streams->entries) streams_.push_back(name.scalar);
    if (const YamlNode* size = n.find("size")) d.size = point(*size, here + ": size", 100);
    if (at && is_map(*at, here + ": at"))
      for (const auto& [tag, value] : at->entries) {
        if (!is_one_of(tag.scalar, tags_)) {
          problem(tag.at, fmt::format("{}: at: there is no '{}' to draw.{}", here, tag.scalar, did_you_mean(tag.scalar, tags_)));
          continue;
        }
        d.at.emplace(tag.scalar, place(tag, value, here + ": at"));
        d.order.push_back(tag.scalar);
      }
    if (by) pipes(*by, here + ": by", d.by);
    if (parts)
      for (const auto& [name, body] : parts->entries) d.parts.push_back(part(name, body, here));
    if (streams)
      for (const auto& [name, body] : streams->entries) d.streams.push_back(stream(name, body, here));
    if (const YamlNode* sheets = n.find("sheets")) read_sheets(*sheets, d);
    return d;
  }
  void pipes(const YamlNode& by, const std::string& here, std::map<std::string, std::vector<DisplayStop>, std::less<>>& out) {
    if (!is_map(by, here)) return;
    for (const auto& [line, value] : by.entries) {
      if (!is_one_of(line.scalar, lines_) && !is_one_of(line.scalar, streams_)) {
        Strings all = lines_;
        all.insert(all.end(), streams_.begin(), streams_.end());
        problem(line.at, fmt::format("{}: there is no line '{}'.{}", here, line.scalar, did_you_mean(line.scalar, all)));
        continue;
      }
      out[line.scalar] = stops(value, fmt::format("{}: {}", here, line.scalar));
    }
  }
  DisplayPart part(const YamlNode& name, const YamlNode& n, const std::string& display) {
    DisplayPart p;
    const std::string here = fmt::format("{}: part {}", display, name.scalar);
    p.name = name.scalar;
    if (!is_map(n, here)) return p;
    known(n, here, {"of", "symbol", "at", "size", "turn", "mirror", "tag", "note", "shows"});
    p.place.pos = name.at;
    stand(n, here, p.place);
    if (!p.place.placed && !n.find("at")) problem(name.at, fmt::format("{}: 'at: [x, y]' is missing", here));
    p.symbol = text(n.find("symbol"), here + ": symbol");
    p.tag = text(n.find("tag"), here + ": tag");
    p.note = text(n.find("note"), here + ": note");
    if (const YamlNode* of = n.find("of")) {
      p.of = plant_.block_called(of->scalar);
      if (p.of == kNoBlock) problem(of->at, fmt::format("{}: of: there is no '{}'.{}", here, of->scalar, did_you_mean(of->scalar, tags_)));
    }
    p.shows = shows(n.find("shows"), here);
    return p;
  }
  DisplayStream stream(const YamlNode& name, const YamlNode& n, const std::string& display) {
    DisplayStream s;
    const std::string here = fmt::format("{}: stream {}", display, name.scalar);
    s.name = name.scalar;
    if (!is_map(n, here)) return s;
    known(n, here, {"from", "to", "through", "by", "shows", "sample"});
    for (const auto& [key, tag, port] : {std::tuple{"from", &s.from, &s.from_port}, {"to", &s.to, &s.to_port}}) {
      const YamlNode* end = n.find(key);
      if (!end) {
        problem(name.at, fmt::format("{}: '{}: PART.port' is missing", here, key));
        continue;
      }
      *tag = standing(*end, fmt::format("{}: {}", here, key));
      *port = split_variable(end->scalar).noun;
    }
    if (const YamlNode* through = n.find("through")) {
      if (!through->is_sequence()) problem(through->at, fmt::format("{}: through is a list of parts", here));
      for (const YamlNode& t : through->items)
        if (std::string tag = standing(t, here + ": through"); !tag.empty()) s.through.push_back(std::move(tag));
    }
    if (const YamlNode* by = n.find("by")) s.by = stops(*by, here + ": by");
    s.shows = shows(n.find("shows"), here);
    if (const YamlNode* sample = n.find("sample")) s.sample = yes(*sample, here + ": sample").value_or(false);
    return s;
  }

  void read_sheets(const YamlNode& written, Display& d) {
    if (!written.is_sequence() || written.items.empty()) problem(written.at, "display: sheets is a list of {title, tags, at, by}.");
    std::map<std::string, std::size_t> sheet_of;
    for (const YamlNode& n : written.items) {
      DisplaySheet s;
      s.pos = n.at;
      const std::size_t number = d.sheets.size() + 1;
      s.title = text(n.find("title"), "title");
      const std::string here = fmt::format("display: sheet {} ({})", number, s.title);
      const auto once = [&](const YamlNode& tag) {
        if (is_one_of(tag.scalar, lines_) || is_one_of(tag.scalar, streams_)) return;
        const auto [other, fresh] = sheet_of.emplace(tag.scalar, number);
        if (!fresh && other->second != number)
          problem(tag.at, fmt::format("{}: {} stands on sheet {} ({}) already.", here, tag.scalar, other->second, d.sheets[other->second - 1].title));
      };
      if (s.title.empty()) problem(n.at, fmt::format("display: sheet {} has no title.", number));
      for (const auto& [key, value] : n.entries) {
        static const Strings keys = {"title", "tags", "at", "by"};
        if (!is_one_of(key.scalar, keys))
          problem(key.at, fmt::format("{}: there is no key '{}'.{}", here, key.scalar, did_you_mean(key.scalar, keys)));
        if (key.scalar == "tags")
          for (const YamlNode& tag : value.items)
            if (on_sheet(tag, here, false)) s.tags.push_back(tag.scalar), once(tag);
        if (key.scalar == "at")
          for (const auto& [tag, body] : value.entries)
            if (on_sheet(tag, here, true)) s.at.emplace(tag.scalar, place(tag, body, here)), once(tag);
        if (key.scalar == "by")
          for (const auto& [tag, corners] : value.entries) {
            if (is_one_of(tag.scalar, lines_) || is_one_of(tag.scalar, streams_)) {
              s.by[tag.scalar] = stops(corners, fmt::format("{}: {}", here, tag.scalar));
              continue;
            }
            Strings all = lines_;
            all.insert(all.end(), streams_.begin(), streams_.end());
            problem(tag.at, fmt::format("{}: there is no line '{}'.{}", here, tag.scalar, did_you_mean(tag.scalar, all)));
          }
      }
      d.sheets.push_back(std::move(s));
    }
  }
  /// What is drawn by itself, or with a place also a line: that of its connector.
  bool on_sheet(const YamlNode& tag, const std::string& here, bool with_place) {
    if (with_place && (is_one_of(tag.scalar, lines_) || is_one_of(tag.scalar, streams_))) return true;
    const BlockId b = plant_.block_called(tag.scalar);
    const bool drawn = b != kNoBlock && plant_.blocks[static_cast<std::size_t>(b)].section != "alarms";
    if (is_one_of(tag.scalar, parts_) || (drawn && is_one_of(tag.scalar, tags_))) return true;
    Strings all;
    for (const BlockLayout& l : plant_.blocks)
      if (!l.inserted && l.section != "lines" && l.section != "alarms") all.push_back(l.tag);
    all.insert(all.end(), parts_.begin(), parts_.end());
    problem(tag.at, fmt::format("{}: nothing on the drawing is called '{}'.{}", here, tag.scalar, did_you_mean(tag.scalar, all)));
    return false;
  }

  void camera(const YamlNode& name, const YamlNode& n, std::vector<DisplayCamera>& out) {
    const std::string here = "cameras: " + name.scalar;
    if (!is_map(n, here)) return;
    known(n, here, {"from", "to"});
    DisplayCamera c;
    c.name = name.scalar;
    for (const auto& [key, to] : {std::pair{"from", &c.from}, {"to", &c.to}}) {
      const YamlNode* p = n.find(key);
      if (!p) problem(name.at, fmt::format("{}: '{}: [x, y, z]' is missing", here, key));
      else if (const auto at = read_field_point(plant_.spec.file, fmt::format("{}: {}", here, key), *p, problems_)) *to = *at;
    }
    if (c.from == c.to && n.find("from") && n.find("to")) problem(name.at, fmt::format("{}: it stands where it looks at", here));
    out.push_back(std::move(c));
  }

  const CompiledPlant& plant_;
  Problems& problems_;
  Strings tags_, lines_, parts_, streams_;
};

}  // namespace

Displays read_displays(const CompiledPlant& plant, Problems& problems) { return Reader(plant, problems).read(); }

}  // namespace retort
