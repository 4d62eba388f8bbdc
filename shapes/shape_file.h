#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shapes/formula.h"
#include "shapes/shape_library.h"

/// One shape as it was read: formulas and pieces, built for as many units as there are.
namespace retort::shapes {

struct Vector {
  Formula x, y, z;
  glm::vec3 value() const { return {float(x.value()), float(y.value()), float(z.value())}; }
};

/// One entry of `body`.
struct Element {
  std::string kind;                    // cylinder, box, use, text, ...
  std::map<std::string, Formula> numbers;
  std::map<std::string, Vector> vectors;
  std::vector<std::pair<Formula, Formula>> points;
  std::string name, second;            // of a text, a mesh, a piece
  std::map<std::string, std::string> words;
  std::map<std::string, Formula> with;
  std::string part, object;
  int paint = 0;
  bool inside = false, shadow = true, hidden_when_zero = false;
  std::optional<Formula> when;
  double* count = nullptr;             // runs over `times`
  Formula times{1};
  Vector at, axis{0, 0, 1}, up{0, 0, 0};
  Formula turn, marks;
  SourcePos where;
};

struct PartRule {
  std::string name;
  Part::Motion motion = Part::Motion::spin;
  std::vector<std::string> nouns, temperature;
  Formula gain{1}, low{0}, high{1};
  glm::vec3 colour{1};
  Vector at, axis{0, 0, 1};
  std::optional<Formula> when;
};

struct NozzleRule {
  Nozzle::Kind kind = Nozzle::Kind::fixed;
  Vector at, out{1, 0, 0};
  Formula z, r, ry;
  std::optional<Formula> when;
};

struct SolidRule {
  Vector from, to;
  std::optional<Formula> when;
};

class ShapeFile {
 public:
  /// `paints`: the colours by name, to which nothing is added. Throws FileError.
  ShapeFile(std::string file, const YamlNode& name, const YamlNode& body, const std::vector<Paint>& paints);

  const std::string& name() const { return name_; }
  const std::vector<std::string>& types() const { return types_; }
  std::vector<std::pair<std::string, SourcePos>> uses() const;
  const std::string& file() const { return file_; }
  /// It stands in a field by itself: `field: items:` of a plant file may name it.
  bool item() const { return item_; }

  using Find = std::function<const ShapeFile&(const std::string&)>;
  /// Adds this shape in `frame` to `out`. `outermost`: its nozzles, solids and length are those of the unit.
  void build(const Given& given, const Words& words, const Find& find, const glm::mat4& frame, Shape& out, bool outermost) const;

 private:
  friend class ShapeReader;
  std::string file_, name_;
  std::vector<std::string> types_;
  mutable Names names_;
  std::vector<std::pair<std::string, Formula>> given_, sizes_;
  Words words_;                        // texts that a user of a piece may give
  std::vector<Element> body_;
  std::vector<PartRule> parts_;
  std::map<std::string, std::vector<NozzleRule>> nozzles_;  // the first whose `when` holds
  std::vector<SolidRule> solids_, floors_;
  std::optional<Formula> length_;
  bool turns_to_lines_ = false, stands_ = false, meets_ = false, walled_ = false, necks_ = true, hand_ = false, level_ = false, item_ = false;
  int plate_white_ = 0, plate_black_ = 0;   // paints of signs
};

}  // namespace retort::shapes
