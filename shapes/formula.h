#pragma once
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/yaml_node.h"

/// The numbers of a shape file: `0.3`, `d / 2`, `max(0.35, (volume / 5) ^ (1/3))`. Read by muParser: + - * / ^, comparisons, && ||, `c ? a : b`,
/// min, max, sqrt, abs, sin, cos, rint, floor, mod and so on, and the constant pi. Lengths in m, angles of sin and cos in radians.
namespace retort::shapes {

/// What the formulas of one shape may name, and how much it is now.
class Names {
 public:
  /// Where the value of a name stands; made when it is new.
  double& operator[](const std::string& name);
  double* find(const std::string& name);
  const std::map<std::string, double*>& all() const { return by_name_; }

 private:
  std::deque<double> values_;
  std::map<std::string, double*> by_name_;
};

class Formula {
 public:
  Formula(double constant = 0) : constant_(constant) {}
  /// Throws FileError for what is no formula, or names what is not there.
  Formula(const YamlNode& written, Names& names, const std::string& file);
  double value() const;

 private:
  struct Parsed;
  double constant_ = 0;
  const double* name_ = nullptr;      // a formula that is one name
  std::shared_ptr<Parsed> parsed_;
};

}  // namespace retort::shapes
