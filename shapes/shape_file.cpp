#include "shapes/shape_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "shapes/frames.h"
#include "sim/base/errors.h"

namespace retort::shapes {
namespace {

constexpr int kMostTimes = 2000;   // of one `for`

std::string filled(std::string text, const Words& words) {
  for (const auto& [name, value] : words) {
    const std::string place = "{" + name + "}";
    for (std::size_t at; (at = text.find(place)) != std::string::npos;) text.replace(at, place.size(), value);
  }
  return text;
}

glm::vec3 of(const Element& e, const char* key) { return e.vectors.at(key).value(); }
float number(const Element& e, const char* key) { return float(e.numbers.at(key).value()); }

/// Where a thing of no length would point nowhere.
bool apart(glm::vec3 a, glm::vec3 b) { return glm::distance(a, b) > 1e-5f; }

/// The primitive of an entry in the frame that it is written in; false for one without extent.
bool primitive(const Element& e, Primitive& p) {
  using Kind = Primitive::Kind;
  const auto between = [&](float width, float depth, glm::vec3 up = {}) {
    const glm::vec3 from = of(e, "from"), to = of(e, "to");
    if (!apart(from, to)) return false;
    p.frame = facing(from, to - from, up) * scaled({width, depth, glm::distance(from, to)});
    return true;
  };
  if (e.kind == "box") {
    p.kind = Kind::box, p.frame = moved(of(e, "at")) * scaled(of(e, "size"));
  } else if (e.kind == "pyramid") {
    const glm::vec3 size = of(e, "size"), top = of(e, "top");
    p.kind = Kind::pyramid, p.frame = moved(of(e, "at")) * scaled(size);
    p.more = {top.x / std::max(size.x, 1e-6f), top.y / std::max(size.y, 1e-6f)};
  } else if (e.kind == "cylinder") {
    const float d = number(e, "d");
    p.kind = Kind::cylinder;
    return between(d, d);
  } else if (e.kind == "snout") {
    const float d = number(e, "d");
    p.kind = Kind::snout, p.more.x = number(e, "to_d") / std::max(d, 1e-6f);
    return between(d, d);
  } else if (e.kind == "dish") {
    const float d = number(e, "d");
    p.kind = Kind::dish, p.frame = facing(of(e, "at"), of(e, "out")) * scaled({d, d, number(e, "depth")});
  } else if (e.kind == "sphere") {
    p.kind = Kind::sphere, p.frame = moved(of(e, "at")) * scaled(glm::vec3(number(e, "d")));
  } else if (e.kind == "ring") {
    const float d = number(e, "d");
    p.kind = Kind::ring, p.more.x = number(e, "thick") / std::max(d, 1e-6f);
    p.frame = facing(of(e, "at"), of(e, "axis")) * scaled(glm::vec3(d));
  } else if (e.kind == "bend") {
    const float d = number(e, "d");
    const glm::vec3 in = glm::normalize(of(e, "in")), out = glm::normalize(of(e, "out"));
    p.kind = Kind::bend, p.more.x = number(e, "radius") / std::max(d / 2, 1e-6f);
    p.frame = glm::mat4(glm::vec4(out, 0), glm::vec4(glm::cross(in, out), 0), glm::vec4(in, 0), glm::vec4(of(e, "at"), 1)) * scaled(glm::vec3(d));
  } else if (e.kind == "prism" || e.kind == "revolved") {
    for (const auto& [x, y] : e.points) p.outline.push_back({float(x.value()), float(y.value())});
    p.kind = e.kind == "prism" ? Kind::prism : Kind::revolved;
    if (p.kind == Kind::prism) return between(1, 1, of(e, "up"));
    p.frame = facing(of(e, "at"), of(e, "axis"));
  } else if (e.kind == "beam") {
    const glm::vec3 size = of(e, "size");
    p.kind = Kind::box;
    if (!between(size.x, size.y, of(e, "up"))) return false;
    p.frame = p.frame * moved({0, 0, 0.5f});
  } else if (e.kind == "plume") {
    const float d = number(e, "d");
    const glm::vec3 along = of(e, "along");
    p.kind = Kind::plume, p.more = {number(e, "to_d") / std::max(d, 1e-6f), number(e, "life")};
    p.frame = facing(of(e, "at"), along) * scaled({d, d, glm::length(along)});
  } else if (e.kind == "drops") {
    const float d = number(e, "d");
    const glm::vec3 along = of(e, "along");
    p.kind = Kind::drops, p.more = {number(e, "scatter"), number(e, "fall")};
    p.frame = facing(of(e, "at"), along) * scaled({d, d, glm::length(along)});
  } else {
    p.kind = Kind::mesh, p.mesh = e.name;
    p.frame = facing(of(e, "at"), of(e, "axis"), of(e, "up")) * scaled(of(e, "size"));
  }
  return true;
}

/// A plate with one or two lines on it, centred.
void sign(const Element& e, const glm::mat4& at, const Words& words, int part, int object, int white, int black, Shape& out) {
  const std::string first = filled(e.name, words), second = filled(e.second, words);
  if (first.empty()) return;
  const float letter = number(e, "letter");
  const float width = letter * (0.78f * std::max(float(first.size()), float(second.size()) * 0.6f) + 1.0f);
  const float height = letter * (second.empty() ? 2.0f : 3.1f);
  const glm::mat4 frame = at * facing(of(e, "at"), of(e, "face"));
  const auto plate = [&](float z, float wider, int paint) {
    Primitive p;
    p.frame = frame * moved({0, 0, z}) * scaled({width + wider, height + wider, 0.008f});
    p.paint = paint, p.part = part, p.object = object;
    out.primitives.push_back(p);
  };
  plate(-0.004f, 0, white), plate(-0.006f, letter * 0.18f, black);
  const auto line = [&](const std::string& says, float y, float size) { out.writings.push_back({frame * moved({0, y, 0.002f}), says, size, 0, part, object}); };
  line(first, second.empty() ? 0 : letter * 0.55f, letter);
  if (!second.empty()) line(second, -letter * 0.9f, letter * 0.55f);
}

}  // namespace

std::vector<std::pair<std::string, SourcePos>> ShapeFile::uses() const {
  std::vector<std::pair<std::string, SourcePos>> list;
  for (const Element& e : body_)
    if (e.kind == "use") list.push_back({e.name, e.where});
  return list;
}

void ShapeFile::build(const Given& given, const Words& words, const Find& find, const glm::mat4& frame, Shape& out, bool outermost) const {
  const auto tag = words.find("tag");
  for (const auto& [name, otherwise] : given_) {
    const double unsaid = name == "letters" && tag != words.end() ? double(tag->second.size()) : otherwise.value();
    names_[name] = given(name).value_or(unsaid);
  }
  for (const auto& [name, formula] : sizes_) names_[name] = formula.value();
  Words here = words_;
  for (const auto& [name, value] : words) here[name] = value;

  std::map<std::string, int> parts;
  for (const PartRule& r : parts_) {
    if (r.when && r.when->value() == 0) continue;
    Part p;
    p.name = r.name, p.motion = r.motion, p.colour = r.colour;
    for (const std::string& n : r.nouns) p.nouns.push_back(filled(n, here));
    for (const std::string& n : r.temperature) p.temperature.push_back(filled(n, here));
    p.gain = float(r.gain.value()), p.low = float(r.low.value()), p.high = float(r.high.value());
    p.frame = frame * facing(r.at.value(), r.axis.value());
    parts[r.name] = int(out.parts.size());
    out.parts.push_back(std::move(p));
  }
  const auto object = [&](const std::string& name) {
    if (name.empty()) return 0;
    const auto it = std::find(out.objects.begin(), out.objects.end(), name);
    if (it != out.objects.end()) return int(it - out.objects.begin());
    out.objects.push_back(name);
    return int(out.objects.size()) - 1;
  };
  for (const Element& e : body_) {
    const double times = e.times.value();
    if (!(times <= kMostTimes)) throw FileError(file_, e.where, fmt::format("{}: {} times is more than {}", name_, times, kMostTimes));
    for (int i = 0; i < int(std::lround(times)); ++i) {
      if (e.count) *e.count = i;
      if (e.when && e.when->value() == 0) continue;
      const auto moving = e.part.empty() ? parts.end() : parts.find(e.part);
      if (!e.part.empty() && moving == parts.end()) continue;   // a part that this unit has not
      glm::mat4 local = facing(e.at.value(), e.axis.value(), e.up.value());
      if (const double turn = e.turn.value(); turn != 0) local = local * turned(float(turn), {0, 0, 1});
      const glm::mat4 at = (moving == parts.end() ? frame : glm::mat4(1)) * local;
      const int part = moving == parts.end() ? -1 : moving->second;
      if (e.kind == "use") {
        const ShapeFile& other = find(e.name);
        std::map<std::string, double> with;
        for (const auto& [name, f] : e.with) with[name] = f.value();
        Words told = here;
        for (const auto& [name, text] : e.words) told[name] = filled(text, here);
        const std::size_t first = out.primitives.size(), first_writing = out.writings.size();
        other.build([&](const std::string& name) -> std::optional<double> {
          const auto it = with.find(name);
          return it == with.end() ? std::nullopt : std::optional(it->second);
        }, told, find, at, out, false);
        const int as = object(e.object);
        for (std::size_t k = first; k < out.primitives.size(); ++k) {
          if (part >= 0) out.primitives[k].part = part;
          if (as && !out.primitives[k].object) out.primitives[k].object = as;
        }
        for (std::size_t k = first_writing; k < out.writings.size(); ++k) {
          if (part >= 0) out.writings[k].part = part;
          if (as && !out.writings[k].object) out.writings[k].object = as;
        }
        continue;
      }
      if (e.kind == "text") {
        Writing w;
        w.frame = at * facing(of(e, "at"), of(e, "face"));
        w.says = filled(e.name, here), w.height = number(e, "height"), w.bend = number(e, "bend");
        w.part = part, w.object = object(e.object);
        if (!w.says.empty()) out.writings.push_back(std::move(w));
        continue;
      }
      if (e.kind == "sign") {
        sign(e, at, here, part, object(e.object), plate_white_, plate_black_, out);
        continue;
      }
      Primitive p;
      if (!primitive(e, p)) continue;
      p.frame = at * p.frame;
      p.paint = e.paint, p.part = part, p.object = object(e.object), p.marks = float(e.marks.value());
      p.inside_only = e.inside, p.no_shadow = !e.shadow, p.hidden_when_zero = e.hidden_when_zero;
      if (p.kind == Primitive::Kind::plume || p.kind == Primitive::Kind::drops) p.no_shadow = p.hidden_when_zero = true;
      out.primitives.push_back(std::move(p));
    }
  }
  if (!outermost) return;
  for (const auto& [port, rules] : nozzles_) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [](const NozzleRule& r) { return !r.when || r.when->value() != 0; });
    if (rule == rules.end()) continue;
    const NozzleRule& r = *rule;
    Nozzle n;
    n.kind = r.kind;
    if (r.kind == Nozzle::Kind::fixed) n.at = r.at.value(), n.out = glm::normalize(r.out.value());
    else n.at = {float(r.r.value()), float(r.ry.value()), float(r.z.value())};
    out.nozzles[port] = n;
  }
  const auto boxes = [](const std::vector<SolidRule>& rules, std::vector<Solid>& to) {
    for (const SolidRule& r : rules)
      if (!r.when || r.when->value() != 0) to.push_back({glm::min(r.from.value(), r.to.value()), glm::max(r.from.value(), r.to.value())});
  };
  boxes(solids_, out.solids), boxes(floors_, out.floors);
  if (length_) out.length = float(length_->value());
  out.turns_to_lines = turns_to_lines_, out.stands = stands_, out.meets = meets_, out.walled = walled_, out.necks = necks_, out.hand = hand_, out.level = level_;
}

}  // namespace retort::shapes
