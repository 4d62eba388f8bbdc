#pragma once
#include <nlohmann/json.hpp>

namespace retort {

/// What a picture of the field costs, for each shipped plant and camera: counted, and measured on this device, beside the budget of the
/// integrated graphics of 2018 that the field is made for.
nlohmann::json bench_field(bool print);

}  // namespace retort
