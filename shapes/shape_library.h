#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "shapes/shape.h"

/// Shape files: what equipment looks like, as data (assets/shapes). A file holds one or more shapes; a shape stands for types of unit, or is
/// a piece of the kit that others use.
///
///   condenser:
///     types: [condenser]
///     given: {volume: 0.5, height: 0.6}             # parameters of the unit in SI, and what holds where it says nothing
///     sizes: {d: "max(0.35, (volume / 5) ^ (1/3))", l: 4 * d}
///     turns: to lines
///     body:
///       - {cylinder: {from: [-l/2, 0, z], to: [l/2, 0, z], d: d}, paint: cladding}
///       - {use: saddle, at: [-l/4, 0, 0], with: {d: d}}
///       - {for: {i: 8}, use: bolt, at: [...]}
///     parts: {shaft: {spin: [speed, running], gain: 18, at: [0, 0, 1], axis: [1, 0, 0]}}
///     nozzles: {in: {at: [0, 0, z + d/2], out: [0, 0, 1]}}
///     solids: [{from: [-l/2, -d/2, 0], to: [l/2, d/2, z + d/2]}]
///
/// docs/add-a-shape.md lists the words.
namespace retort::shapes {

class ShapeFile;

/// What the sizes of a unit are: the value of a parameter in SI, or nothing where the plant file says nothing.
using Given = std::function<std::optional<double>(const std::string& parameter)>;
/// Words that texts of a shape name: {tag}, {name}.
using Words = std::map<std::string, std::string>;

class ShapeLibrary {
 public:
  /// Texts of shape files by name; the one called `paints` holds the colours. Throws FileError for a word that it does not know.
  explicit ShapeLibrary(const std::vector<std::pair<std::string, std::string>>& files);
  ~ShapeLibrary();
  ShapeLibrary(const ShapeLibrary&) = delete;
  ShapeLibrary& operator=(const ShapeLibrary&) = delete;

  bool has(const std::string& type) const { return by_type_.contains(type); }
  /// The shape for a type of unit; throws std::out_of_range for one without.
  Shape build(const std::string& type, const Given& given, const Words& words) const;
  /// A piece of the kit or a shape by its own name.
  Shape piece(const std::string& name, const Given& given, const Words& words) const;
  const std::vector<Paint>& paints() const { return paints_; }
  std::vector<std::string> names() const;
  std::vector<std::string> types() const;
  /// What stands in a field and is no unit.
  std::vector<std::string> items() const;

 private:
  std::map<std::string, std::unique_ptr<ShapeFile>> shapes_;
  std::map<std::string, std::string> by_type_;
  std::vector<Paint> paints_;
  mutable std::mutex building_;  // a shape file holds the sizes of the one that it builds
};

/// The shapes of assets/shapes, which are part of the program: where a hand can reach is part of a grade.
const ShapeLibrary& library();

}  // namespace retort::shapes
