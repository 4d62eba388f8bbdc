#include "sim/units/instrument_range.h"

#include <fmt/format.h>

namespace retort {

InstrumentRange instrument_range(Declare& d, const std::vector<Quantity>& quantities) {
  InstrumentRange r;
  r.quantity = quantities[0];
  const YamlNode* n = d.node("range", "What it can show: [low, high], with the unit to show");
  if (!n || n->items.size() != 2) {
    d.problem(n, fmt::format("'range: [low, high]' is missing, with the unit to show, such as {}",
                             format_value(1, default_unit(quantities[0]))));
    return r;
  }
  std::string error;
  for (Quantity q : quantities) {
    const Parsed lo = parse_value(n->items[0].scalar, q), hi = parse_value(n->items[1].scalar, q);
    if (!lo.error.empty() || !hi.error.empty()) {
      error += (error.empty() ? "" : "; ") + (lo.error.empty() ? hi.error : lo.error);
      continue;
    }
    if (lo.si >= hi.si) {
      d.problem(n, fmt::format("range: {} is not below {}", n->items[0].scalar, n->items[1].scalar));
      return r;
    }
    return {lo.si, hi.si, q, hi.unit};
  }
  d.problem(n, "range: " + error);
  return r;
}

}  // namespace retort
