#include "sim/model/variable.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/compiled_plant.h"

namespace retort {
namespace {

std::string trimmed(std::string_view s) {
  const std::size_t first = s.find_first_not_of(' '), last = s.find_last_not_of(' ');
  return first == std::string_view::npos ? std::string() : std::string(s.substr(first, last - first + 1));
}

}  // namespace

TagParts tag_parts(std::string_view tag) {
  const std::size_t dash = std::min(tag.find('-'), tag.size());
  return {std::string(tag.substr(0, dash)), dash < tag.size() ? std::string(tag.substr(dash + 1)) : ""};
}

VariableName split_variable(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? VariableName{std::string(name), ""}
                                       : VariableName{std::string(name.substr(0, dot)), std::string(name.substr(dot + 1))};
}

std::optional<ActText> split_act(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  return ActText{trimmed(text.substr(0, equals)), trimmed(text.substr(equals + 1))};
}

FoundRow find_variable(const CompiledPlant& plant, std::string_view name, BareTag meant) {
  VariableName v = split_variable(name);
  if (v.noun.empty()) {
    if (const BlockLayout* b = plant.find(v.tag)) {
      v.noun = meant == BareTag::input ? b->declared->primary_input() : b->declared->primary_output();
      if (v.noun.empty())
        return {kNoRow, fmt::format("{} ({}) has no {} of its own: name one, as in {}.noun", v.tag, b->type,
                                    meant == BareTag::input ? "input" : "value", v.tag)};
    }
  }
  const std::string wanted = v.noun.empty() ? v.tag : v.tag + "." + v.noun;
  const RowId row = plant.catalogue.find(wanted);
  return {row, row == kNoRow ? plant.catalogue.unknown(wanted) : ""};
}

ReadValue read_value(const Row& row, std::string_view text) {
  for (std::size_t i = 0; i < row.choices.size(); ++i)
    if (row.choices[i] == text) return {static_cast<double>(i), ""};
  const auto bare = row.store == Store::malfunction ? read_number(text) : std::nullopt;
  Parsed p = parse_value(text, row.quantity);
  if (bare && bare->unit.empty()) p = {bare->number, row.unit, ""};
  if (!p.error.empty() && !row.choices.empty())
    return {0, fmt::format("'{}' is not a value of {}: {}", text, row.name, fmt::join(row.choices, ", "))};
  if (!p.error.empty()) return {0, fmt::format("{}: {}", row.name, p.error)};
  const double slack = 1e-9 * (row.hi - row.lo);
  if (row.lo < row.hi && (p.si < row.lo - slack || p.si > row.hi + slack)) {
    const Unit& unit = row.unit ? *row.unit : default_unit(row.quantity);
    const std::string meant = meant_percent(text, row.quantity, row.hi);
    return {0, fmt::format("{} = {} is outside its limits: {} to {}{}", row.name, text, format_value(row.lo, unit), format_value(row.hi, unit),
                           meant.empty() ? "" : ": or is it " + meant + "?")};
  }
  return {p.si, ""};
}

ReadAct read_act(const CompiledPlant& plant, std::string_view text) {
  const auto act = split_act(text);
  if (!act) return {kNoRow, 0, fmt::format("'{}' is not an act: write 'TAG.noun = VALUE'", text)};
  const FoundRow found = find_variable(plant, act->name, BareTag::input);
  if (found.row == kNoRow) return {kNoRow, 0, found.problem};
  const Row& row = plant.catalogue[found.row];
  if (row.store != Store::input && row.store != Store::malfunction)
    return {kNoRow, 0, fmt::format("{} cannot be set: it is not an input", row.name)};
  ReadValue v = read_value(row, act->value);
  return {found.row, v.si, std::move(v.problem)};
}

}  // namespace retort
