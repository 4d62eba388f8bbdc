#pragma once
#include <string>

#include "sim/model/catalogue.h"

/// Numbers as the board shows them: as precise as the range of the row makes sense.
namespace retort {

std::string board_number(const Row& row, double si, char decimal);
/// "°C", "m³/h"; empty for a plain number.
std::string board_unit(const Row& row);
/// The widest text that a row shows with its unit, between the ends of its range: room for it is kept on a page.
std::string widest_value(const Row& row);
std::string widest_number(const Row& row);

}  // namespace retort
