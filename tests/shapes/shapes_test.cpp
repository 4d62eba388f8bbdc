// Shape files: what a wrong one is told, what formulas and pieces do, and that no type of unit is without a shape, a symbol or a nozzle.
#include <glm/glm.hpp>
#include <set>

#include "drawing/symbols.h"
#include "shapes/frames.h"
#include "shapes/shape_library.h"
#include "sim/model/declare.h"
#include "sim/props/liquid.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"

using namespace retort;
using namespace retort::shapes;

namespace {

const std::string kPaints = "plate_white: {colour: [1, 1, 1]}\nplate_black: {colour: [0, 0, 0]}\nred: {colour: [1, 0, 0], material: metal}\n";

ShapeLibrary with(const std::string& text) { return ShapeLibrary({{"paints", kPaints}, {"mine", text}}); }
std::optional<double> nothing(const std::string&) { return std::nullopt; }

std::string complaint(const std::string& text) {
  try {
    with(text).piece("a", nothing, {});
  } catch (const FileError& e) {
    return e.what();
  }
  return "none";
}

/// What a type of unit declares, from an almost empty entry.
std::unique_ptr<Declare> declared(const BlockType& type, PlantSpec& plant, BlockSpec& spec, Problems& problems) {
  static const Medium water{"water", find_liquid("water"), nullptr, 0};
  auto d = std::unique_ptr<Declare>(new Declare(spec, plant, {{"", &water}}, {}, problems));
  type.make(*d);
  return d;
}

}  // namespace

TEST_CASE("formulas take sizes, functions and the unit's own parameters", "[shapes]") {
  const ShapeLibrary lib = with("a:\n  given: {diameter: 2, height: 3}\n  sizes: {r: diameter / 2, top: \"height > 2 ? height + r : 0\"}\n"
                                "  body: [{cylinder: {from: [0, 0, r], to: [0, 0, top], d: diameter}, paint: red}]\n");
  const Shape plain = lib.piece("a", nothing, {});
  REQUIRE(plain.primitives.size() == 1);
  CHECK(glm::vec3(plain.primitives[0].frame[3]) == glm::vec3(0, 0, 1));
  CHECK(glm::length(glm::vec3(plain.primitives[0].frame[2])) == Approx(3));
  CHECK(lib.paints()[size_t(plain.primitives[0].paint)].material == Material::metal);
  const Shape wide = lib.piece("a", [](const std::string& n) { return n == "diameter" ? std::optional<double>(6) : std::nullopt; }, {});
  CHECK(glm::length(glm::vec3(wide.primitives[0].frame[0])) == Approx(6));
  CHECK(glm::length(glm::vec3(wide.primitives[0].frame[2])) == Approx(3));
}

TEST_CASE("a piece is turned, placed and counted, and gets what it is told", "[shapes]") {
  const ShapeLibrary lib = with("a:\n  body: [{for: {i: 3}, use: b, at: [i, 0, 0], turn: 90, with: {d: 2 * i + 1, word: $W}, when: i > 0}]\n"
                                "b:\n  given: {d: 1}\n  words: {word: none}\n  body: [{box: {at: [1, 0, 0], size: [d, 1, 1]}}, {text: {face: [0, -1, 0], height: 0.1, says: \"{word} {tag}\"}}]\n");
  const Shape s = lib.piece("a", nothing, {{"tag", "X-1"}});
  REQUIRE(s.primitives.size() == 2);
  CHECK(glm::distance(glm::vec3(s.primitives[0].frame[3]), glm::vec3(1, 1, 0)) < 1e-5f);
  CHECK(glm::length(glm::vec3(s.primitives[1].frame[0])) == Approx(5));
  REQUIRE(s.writings.size() == 2);
  CHECK(s.writings[0].says == "W X-1");
}

TEST_CASE("what moves is drawn in the frame of its part", "[shapes]") {
  const ShapeLibrary lib = with("a:\n  parts: {shaft: {spin: [speed, running], gain: 18, at: [2, 0, 0], axis: [1, 0, 0]}}\n"
                                "  body: [{cylinder: {from: [0, 0, 0], to: [0, 0, 1], d: 0.1}, part: shaft}]\n");
  const Shape s = lib.piece("a", nothing, {});
  REQUIRE(s.parts.size() == 1);
  CHECK(s.parts[0].nouns == std::vector<std::string>{"speed", "running"});
  CHECK(s.primitives[0].part == 0);
  const glm::vec4 far = s.parts[0].frame * s.primitives[0].frame * glm::vec4(0, 0, 1, 1);
  CHECK(glm::distance(glm::vec3(far), glm::vec3(3, 0, 0)) < 1e-5f);
}

TEST_CASE("a wrong shape file is told where and what", "[shapes]") {
  CHECK(complaint("a:\n  body: [{cylindre: {d: 1}}]\n") == "mine.yaml:2:11: a: unknown word 'cylindre'. Did you mean 'cylinder'?");
  CHECK(complaint("a:\n  body: [{cylinder: {from: [0, 0, 0], d: 1}}]\n") == "mine.yaml:2:21: a: a cylinder needs 'to'");
  CHECK(complaint("a:\n  sizes: {d: 2 * width}\n") == "mine.yaml:2:14: 'width' in the formula '2 * width' is not known. It may name ");
  CHECK(complaint("a:\n  body: [{box: {size: [1, 2]}}]\n") == "mine.yaml:2:23: a: expected three numbers [x, y, z]");
  CHECK(complaint("a:\n  body: [{box: {size: [1, 2, 3]}, paint: rad}]\n") == "mine.yaml:2:42: a: no paint 'rad'. Did you mean 'red'?");
  CHECK(complaint("a:\n  body: [{use: c}]\n") == "mine.yaml:2:10: a: no shape 'c'. Did you mean 'a'?");
  CHECK(complaint("a:\n  body: [{use: b}]\nb:\n  body: [{use: a}]\n").find("would be a piece of itself") != std::string::npos);
  CHECK(complaint("a:\n  body: [{for: {i: 1e9}, box: {size: [1, 1, 1]}}]\n").find("times is more than") != std::string::npos);
  CHECK(complaint("a:\n  body: [{box: {size: [1, 1, 1]}, part: arm}]\n") == "mine.yaml:2:41: a: no part 'arm'.");
}

TEST_CASE("every type of unit has a shape with a nozzle for each of its ports, and a symbol", "[shapes]") {
  const SymbolLibrary symbols(RETORT_SOURCE "/assets/symbols");
  std::set<std::string> known;
  for (const BlockType& type : standard_blocks().all()) {
    known.insert(type.name);
    if (std::string(type.section) != "units") continue;
    INFO(type.name);
    CHECK(symbols.has(type.name));
    REQUIRE(library().has(type.name));
    PlantSpec plant;
    plant.file = "test";
    BlockSpec spec{"X-1", type.section, type.name, {1, 1}, {YamlNode::Kind::map, {1, 1}, "", {}, {}}};
    Problems ignored;
    const auto d = declared(type, plant, spec, ignored);
    const Shape s = library().build(type.name, nothing, {{"tag", "X-1"}, {"name", ""}});
    CHECK_FALSE(s.primitives.empty());
    if (!s.meets)
      for (const PortDecl& p : d->ports) {
        INFO(p.name);
        CHECK(s.nozzles.contains(p.name));
      }
    std::set<std::string> nouns;
    for (const auto* list : {&d->memories, &d->inputs, &d->outputs})
      for (const VarDecl& v : *list) nouns.insert(v.name);
    for (const StateDecl& v : d->states) nouns.insert(v.name);
    for (const Part& p : s.parts) {
      INFO(p.name);
      CHECK(std::any_of(p.nouns.begin(), p.nouns.end(), [&](auto& n) { return nouns.contains(n); }));
    }
  }
  for (const std::string& type : library().types()) {
    INFO(type);
    CHECK(known.contains(type));
  }
}

TEST_CASE("no number of a shape runs away, whatever the sizes of a unit", "[shapes]") {
  for (const std::string& type : library().types())
    for (double scale : {0.1, 1.0, 12.0}) {
      INFO(type << " " << scale);
      const Shape s = library().build(type, [&](const std::string& n) -> std::optional<double> {
        if (n == "diameter") return 1.0 * scale;
        if (n == "height") return 2.0 * scale;
        if (n == "area") return 4.0 * scale;
        if (n == "pipe") return 0.09 * scale;
        return std::nullopt;
      }, {{"tag", "X-1"}});
      for (const Primitive& p : s.primitives)
        for (int c = 0; c < 4; ++c)
          for (int r = 0; r < 4; ++r) CHECK(std::abs(p.frame[c][r]) < 500.f);
      CHECK(s.primitives.size() < 4000);
    }
}
