#include <fmt/format.h>

#include <algorithm>

#include "shapes/shape_file.h"
#include "sim/base/errors.h"

namespace retort::shapes {
namespace {

enum class Takes { number, vector, points, text };
struct Argument {
  const char* key;
  Takes takes;
  const char* otherwise;  // nullptr: required
};
struct Word {
  const char* kind;
  std::vector<Argument> arguments;
};

/// The primitives of a body, and what each is told.
const std::vector<Word>& vocabulary() {
  using enum Takes;
  static const std::vector<Word> words = {
      {"box", {{"at", vector, "0"}, {"size", vector, nullptr}}},
      {"pyramid", {{"at", vector, "0"}, {"size", vector, nullptr}, {"top", vector, nullptr}}},
      {"cylinder", {{"from", vector, nullptr}, {"to", vector, nullptr}, {"d", number, nullptr}}},
      {"snout", {{"from", vector, nullptr}, {"to", vector, nullptr}, {"d", number, nullptr}, {"to_d", number, nullptr}}},
      {"dish", {{"at", vector, "0"}, {"out", vector, nullptr}, {"d", number, nullptr}, {"depth", number, nullptr}}},
      {"sphere", {{"at", vector, "0"}, {"d", number, nullptr}}},
      {"ring", {{"at", vector, "0"}, {"axis", vector, nullptr}, {"d", number, nullptr}, {"thick", number, nullptr}}},
      {"bend", {{"at", vector, "0"}, {"in", vector, nullptr}, {"out", vector, nullptr}, {"d", number, nullptr}, {"radius", number, nullptr}}},
      {"prism", {{"from", vector, nullptr}, {"to", vector, nullptr}, {"up", vector, "0"}, {"points", points, nullptr}}},
      {"revolved", {{"at", vector, "0"}, {"axis", vector, nullptr}, {"points", points, nullptr}}},
      {"beam", {{"from", vector, nullptr}, {"to", vector, nullptr}, {"size", vector, nullptr}, {"up", vector, "0"}}},
      {"mesh", {{"at", vector, "0"}, {"axis", vector, nullptr}, {"up", vector, "0"}, {"size", vector, nullptr}, {"of", text, nullptr}}},
      {"plume", {{"at", vector, "0"}, {"along", vector, nullptr}, {"d", number, nullptr}, {"to_d", number, nullptr}, {"life", number, nullptr}}},
      {"drops", {{"at", vector, "0"}, {"along", vector, nullptr}, {"d", number, nullptr}, {"scatter", number, nullptr}, {"fall", number, nullptr}}},
      {"sign", {{"at", vector, "0"}, {"face", vector, nullptr}, {"letter", number, nullptr}, {"says", text, nullptr}, {"second", text, ""}}},
      {"text", {{"at", vector, "0"}, {"face", vector, nullptr}, {"height", number, nullptr}, {"bend", number, "0"}, {"says", text, nullptr}}},
  };
  return words;
}

}  // namespace

class ShapeReader {
 public:
  ShapeReader(ShapeFile& shape, const std::vector<Paint>& paints) : s_(shape), paints_(paints) {}

  void read(const YamlNode& body) {
    const std::vector<std::string> keys = {"types", "given", "words", "sizes", "turns", "stands", "meets", "walled", "necks", "hand", "level", "item", "length", "body", "parts", "nozzles", "solids", "floors"};
    known(body, keys);
    s_.plate_white_ = paint("plate_white", body), s_.plate_black_ = paint("plate_black", body);
    if (const YamlNode* n = body.find("types"))
      for (const YamlNode& t : n->items) s_.types_.push_back(t.scalar);
    if (const YamlNode* n = body.find("given"))
      for (const auto& [key, value] : n->entries) add_size(s_.given_, key, value);
    if (const YamlNode* n = body.find("words"))
      for (const auto& [key, value] : n->entries) s_.words_[key.scalar] = value.scalar;
    if (const YamlNode* n = body.find("sizes"))
      for (const auto& [key, value] : n->entries) add_size(s_.sizes_, key, value);
    if (const YamlNode* n = body.find("turns")) {
      if (n->scalar != "to lines") fail(*n, "turns: expected 'to lines'");
      s_.turns_to_lines_ = true;
    }
    for (const auto& [key, flag] : {std::pair{"stands", &s_.stands_}, {"meets", &s_.meets_}, {"walled", &s_.walled_}, {"necks", &s_.necks_}, {"hand", &s_.hand_}, {"level", &s_.level_}, {"item", &s_.item_}})
      if (const YamlNode* n = body.find(key)) *flag = yes(*n);
    if (const YamlNode* n = body.find("length")) s_.length_ = formula(*n);
    if (const YamlNode* n = body.find("parts"))
      for (const auto& [key, value] : n->entries) s_.parts_.push_back(part(key, value));
    if (const YamlNode* n = body.find("body"))
      for (const YamlNode& e : n->items) s_.body_.push_back(element(e));
    if (const YamlNode* n = body.find("nozzles"))
      for (const auto& [key, value] : n->entries) s_.nozzles_[key.scalar] = nozzles(value);
    if (const YamlNode* n = body.find("solids"))
      for (const YamlNode& e : n->items) s_.solids_.push_back(solid(e));
    if (const YamlNode* n = body.find("floors"))
      for (const YamlNode& e : n->items) s_.floors_.push_back(solid(e));
  }

 private:
  [[noreturn]] void fail(const YamlNode& at, const std::string& what) const { throw FileError(s_.file_, at.at, s_.name_ + ": " + what); }

  void known(const YamlNode& map, const std::vector<std::string>& keys) const {
    if (!map.is_map()) fail(map, "expected a map");
    for (const auto& [key, value] : map.entries)
      if (std::find(keys.begin(), keys.end(), key.scalar) == keys.end())
        fail(key, fmt::format("unknown word '{}'.{}", key.scalar, did_you_mean(key.scalar, keys)));
  }

  Formula formula(const YamlNode& n) const { return {n, s_.names_, s_.file_}; }
  Vector vector(const YamlNode& n) const {
    if (!n.is_sequence() || n.items.size() != 3) fail(n, "expected three numbers [x, y, z]");
    return {formula(n.items[0]), formula(n.items[1]), formula(n.items[2])};
  }
  bool yes(const YamlNode& n) const {
    if (n.scalar != "yes" && n.scalar != "no") fail(n, "expected yes or no");
    return n.scalar == "yes";
  }

  void add_size(std::vector<std::pair<std::string, Formula>>& to, const YamlNode& key, const YamlNode& value) {
    if (s_.names_.find(key.scalar)) fail(key, fmt::format("'{}' stands twice", key.scalar));
    Formula f = formula(value);
    double& now = s_.names_[key.scalar];
    now = f.value();
    to.push_back({key.scalar, std::move(f)});
  }

  int paint(const std::string& name, const YamlNode& at) const {
    for (std::size_t i = 0; i < paints_.size(); ++i)
      if (paints_[i].name == name) return int(i);
    std::vector<std::string> names;
    for (const Paint& p : paints_) names.push_back(p.name);
    fail(at, fmt::format("no paint '{}'.{}", name, did_you_mean(name, names)));
  }

  Element element(const YamlNode& n) {
    if (!n.is_map()) fail(n, "expected a piece such as {box: {...}}");
    Element e;
    e.where = n.at;
    if (const YamlNode* loop = n.find("for")) {  // first: what follows may name its count
      if (!loop->is_map() || loop->entries.size() != 1) fail(*loop, "expected {name: how often}");
      e.times = formula(loop->entries[0].second);
      e.count = &s_.names_[loop->entries[0].first.scalar];
    }
    for (const auto& [key, value] : n.entries) {
      const std::string& k = key.scalar;
      if (k == "for") continue;
      if (k == "paint") e.paint = paint(value.scalar, value);
      else if (k == "when") e.when = formula(value);
      else if (k == "part") e.part = part_named(value);
      else if (k == "object") e.object = value.scalar;
      else if (k == "inside") e.inside = yes(value);
      else if (k == "shadow") e.shadow = yes(value);
      else if (k == "hidden_when_zero") e.hidden_when_zero = yes(value);
      else if (k == "at") e.at = vector(value);
      else if (k == "axis") e.axis = vector(value);
      else if (k == "up") e.up = vector(value);
      else if (k == "turn") e.turn = formula(value);
      else if (k == "marks") e.marks = formula(value);
      else if (k == "with") {
        for (const auto& [name, v] : value.entries) {
          if (v.is_scalar() && v.scalar.starts_with("$")) e.words[name.scalar] = v.scalar.substr(1);
          else e.with[name.scalar] = formula(v);
        }
      } else if (k == "use") {
        e.kind = k, e.name = value.scalar;
      } else if (const Word* word = find_word(k)) {
        if (!e.kind.empty()) fail(key, fmt::format("'{}' beside '{}': one piece an entry", k, e.kind));
        e.kind = k;
        arguments(*word, value, e);
      } else {
        std::vector<std::string> keys = {"for", "paint", "when", "part", "object", "inside", "shadow", "hidden_when_zero", "at", "axis", "up", "turn", "marks", "with", "use"};
        for (const Word& w : vocabulary()) keys.push_back(w.kind);
        fail(key, fmt::format("unknown word '{}'.{}", k, did_you_mean(k, keys)));
      }
    }
    if (e.kind.empty()) fail(n, "no piece: a box, cylinder, ..., or use");
    return e;
  }

  static const Word* find_word(const std::string& kind) {
    for (const Word& w : vocabulary())
      if (w.kind == kind) return &w;
    return nullptr;
  }

  void arguments(const Word& word, const YamlNode& told, Element& e) {
    std::vector<std::string> keys;
    for (const Argument& a : word.arguments) keys.push_back(a.key);
    known(told, keys);
    for (const Argument& a : word.arguments) {
      const YamlNode* n = told.find(a.key);
      if (!n) {
        if (!a.otherwise) fail(told, fmt::format("a {} needs '{}'", word.kind, a.key));
        if (a.takes == Takes::vector) e.vectors[a.key] = Vector{0, 0, 0};
        else if (a.takes == Takes::number) e.numbers[a.key] = 0;
        continue;
      }
      switch (a.takes) {
        case Takes::number: e.numbers[a.key] = formula(*n); break;
        case Takes::vector: e.vectors[a.key] = vector(*n); break;
        case Takes::text: (std::string_view(a.key) == "second" ? e.second : e.name) = n->scalar; break;
        case Takes::points:
          if (!n->is_sequence() || n->items.size() < 2) fail(*n, "expected points [[x, y], ...]");
          for (const YamlNode& p : n->items) {
            if (!p.is_sequence() || p.items.size() != 2) fail(p, "expected a point [x, y]");
            e.points.push_back({formula(p.items[0]), formula(p.items[1])});
          }
      }
    }
  }

  std::string part_named(const YamlNode& n) const {
    std::vector<std::string> names;
    for (const PartRule& p : s_.parts_) names.push_back(p.name);
    if (std::find(names.begin(), names.end(), n.scalar) == names.end()) fail(n, fmt::format("no part '{}'.{}", n.scalar, did_you_mean(n.scalar, names)));
    return n.scalar;
  }

  PartRule part(const YamlNode& key, const YamlNode& n) const {
    static const std::map<std::string, Part::Motion> motions = {{"spin", Part::Motion::spin},     {"travel", Part::Motion::travel},
                                                                {"rotate", Part::Motion::turn},   {"needle", Part::Motion::needle},
                                                                {"level", Part::Motion::level},   {"lamp", Part::Motion::lamp},
                                                                {"show", Part::Motion::show},     {"blow", Part::Motion::blow},
                                                                {"spread", Part::Motion::spread}, {"beacon", Part::Motion::beacon}};
    PartRule p;
    p.name = key.scalar;
    bool moves = false;
    known(n, {"spin", "travel", "rotate", "needle", "level", "lamp", "show", "blow", "spread", "beacon", "gain", "low", "high", "colour", "at", "axis", "temperature", "when"});
    const auto nouns = [&](const YamlNode& v) {
      std::vector<std::string> list;
      if (v.is_scalar()) list.push_back(v.scalar);
      for (const YamlNode& i : v.items) list.push_back(i.scalar);
      return list;
    };
    for (const auto& [k, v] : n.entries) {
      if (const auto m = motions.find(k.scalar); m != motions.end()) {
        if (moves) fail(k, "a part moves in one way");
        p.motion = m->second, p.nouns = nouns(v), moves = true;
      } else if (k.scalar == "temperature") p.temperature = nouns(v);
      else if (k.scalar == "gain") p.gain = formula(v);
      else if (k.scalar == "low") p.low = formula(v);
      else if (k.scalar == "high") p.high = formula(v);
      else if (k.scalar == "at") p.at = vector(v);
      else if (k.scalar == "axis") p.axis = vector(v);
      else if (k.scalar == "when") p.when = formula(v);
      else if (k.scalar == "colour") p.colour = vector(v).value();
    }
    if (!moves) fail(n, "a part needs one of spin, travel, rotate, needle, level, lamp, show, blow, spread, beacon");
    return p;
  }

  /// One place, or the first of several whose `when` holds.
  std::vector<NozzleRule> nozzles(const YamlNode& n) const {
    std::vector<NozzleRule> list;
    if (n.is_sequence())
      for (const YamlNode& i : n.items) list.push_back(nozzle(i));
    else
      list.push_back(nozzle(n));
    return list;
  }

  NozzleRule nozzle(const YamlNode& n) const {
    NozzleRule r;
    known(n, {"at", "out", "side", "away", "top", "within", "when"});
    for (const auto& [key, v] : n.entries) {
      if (key.scalar == "at") r.at = vector(v);
      else if (key.scalar == "out") r.out = vector(v);
      else if (key.scalar == "when") r.when = formula(v);
      else {
        r.kind = key.scalar == "side" ? Nozzle::Kind::side : key.scalar == "away" ? Nozzle::Kind::away : key.scalar == "within" ? Nozzle::Kind::within : Nozzle::Kind::top;
        known(v, {"z", "r", "ry"});
        const YamlNode *z = v.find("z"), *radius = v.find("r");
        if (!z || !radius) fail(v, "expected {z: height, r: radius}");
        r.z = formula(*z), r.r = formula(*radius);
        if (const YamlNode* ry = v.find("ry")) r.ry = formula(*ry);
      }
    }
    return r;
  }

  SolidRule solid(const YamlNode& n) const {
    known(n, {"from", "to", "when"});
    const YamlNode *from = n.find("from"), *to = n.find("to"), *when = n.find("when");
    if (!from || !to) fail(n, "expected {from: [x, y, z], to: [x, y, z]}");
    SolidRule s{vector(*from), vector(*to), {}};
    if (when) s.when = formula(*when);
    return s;
  }

  ShapeFile& s_;
  const std::vector<Paint>& paints_;
};

ShapeFile::ShapeFile(std::string file, const YamlNode& name, const YamlNode& body, const std::vector<Paint>& paints)
    : file_(std::move(file)), name_(name.scalar) {
  ShapeReader(*this, paints).read(body);
}

}  // namespace retort::shapes
