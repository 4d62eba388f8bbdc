#include "drawing/board_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "language/markup.h"

namespace retort {
namespace {

const Unit& unit_of(const Row& row) {
  // The current of a loop is small: 13.6 mA, not 0.0136 A.
  constexpr double kOfLoop = 0.1;  // A
  if (row.quantity == Quantity::current && row.hi <= kOfLoop && row.store != Store::input)
    if (const Unit* small = find_unit(Quantity::current, "mA")) return *small;
  return row.unit ? *row.unit : default_unit(row.quantity);
}

}  // namespace

std::string board_number(const Row& row, double si, char decimal) {
  if (!std::isfinite(si)) return "—";
  const Unit& unit = unit_of(row);
  const double v = unit.from_si(si);
  int decimals = 2;
  if (unit.name == "mA") {
    decimals = 1;
  } else if (row.hi > row.lo) {
    const double span = std::abs(unit.from_si(row.hi) - unit.from_si(row.lo));
    decimals = std::clamp(3 - int(std::ceil(std::log10(std::max(span, 1e-9)) - 1e-9)), 0, 4);
    // A setting may be small in a wide range, such as a gain: two figures of it at least.
    if (row.store == Store::input && row.quantity != Quantity::fraction && v != 0) decimals = std::clamp(std::max(decimals, 1 - int(std::floor(std::log10(std::abs(v))))), 0, 4);
  } else if (row.quantity == Quantity::fraction) {
    decimals = 1;
  } else if (const double size = std::abs(v); (unit.name.empty() || unit.name == "1") && v == std::round(v)) {
    decimals = 0;   // counted, or a share: a plain number without a range
  } else if (size > 0) {
    decimals = std::clamp(3 - int(std::floor(std::log10(size))), 0, 4);
  }
  std::string s = fmt::format("{:.{}f}", v, decimals);
  if (s.find_first_not_of("-0.") == std::string::npos && s[0] == '-') s.erase(0, 1);
  if (decimal != '.') std::replace(s.begin(), s.end(), '.', decimal);
  return s;
}

std::string board_unit(const Row& row) {
  const std::string name = unit_text(unit_of(row));
  return name == "1" ? "" : name;
}

std::string widest_number(const Row& row) {
  if (row.hi <= row.lo) return row.quantity == Quantity::fraction ? "-100.0" : "-0000.00";
  const std::string lo = board_number(row, row.lo, '.'), hi = board_number(row, row.hi, '.');
  return lo.size() > hi.size() ? lo : hi;
}

std::string widest_value(const Row& row) {
  const std::string unit = board_unit(row);
  return widest_number(row) + (unit.empty() ? "" : " " + unit);
}

}  // namespace retort
