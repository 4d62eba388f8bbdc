#include "shapes/formula.h"

#include <fmt/format.h>
#include <muParser.h>

#include <cmath>

#include "sim/base/errors.h"
#include "sim/base/quantity.h"

namespace retort::shapes {

namespace {
mu::value_type mod(mu::value_type a, mu::value_type b) { return std::fmod(a, b); }
mu::value_type floor_of(mu::value_type x) { return std::floor(x); }
}  // namespace

struct Formula::Parsed {
  mu::Parser parser;
};

double& Names::operator[](const std::string& name) {
  if (double* known = find(name)) return *known;
  values_.push_back(0);
  by_name_[name] = &values_.back();
  return values_.back();
}

double* Names::find(const std::string& name) {
  const auto it = by_name_.find(name);
  return it == by_name_.end() ? nullptr : it->second;
}

Formula::Formula(const YamlNode& written, Names& names, const std::string& file) {
  if (!written.is_scalar()) throw FileError(file, written.at, "expected a number or a formula");
  if (const auto number = read_number(written.scalar); number && number->unit.empty()) {
    constant_ = number->number;
    return;
  }
  if ((name_ = names.find(written.scalar))) return;
  parsed_ = std::make_shared<Parsed>();
  try {
    parsed_->parser.DefineConst("pi", 3.14159265358979323846);
    parsed_->parser.DefineFun("mod", mod);
    parsed_->parser.DefineFun("floor", floor_of);
    for (const auto& [name, value] : names.all()) parsed_->parser.DefineVar(name, value);
    parsed_->parser.SetExpr(written.scalar);
    parsed_->parser.Eval();
  } catch (const mu::ParserError& e) {
    std::string known;
    for (const auto& [name, value] : names.all()) known += (known.empty() ? "" : ", ") + name;
    if (e.GetCode() == mu::ecUNASSIGNABLE_TOKEN)
      throw FileError(file, written.at, fmt::format("'{}' in the formula '{}' is not known. It may name {}", e.GetToken(), written.scalar, known));
    throw FileError(file, written.at, fmt::format("'{}' is no formula: {}", written.scalar, e.GetMsg()));
  }
}

double Formula::value() const {
  if (parsed_) return parsed_->parser.Eval();
  return name_ ? *name_ : constant_;
}

}  // namespace retort::shapes
