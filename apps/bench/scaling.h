#pragma once
#include <nlohmann/json.hpp>

namespace retort {

/// What a scan costs for each state in trains of 1, 2, 4, 8 and 16 tanks, and of columns: `retort bench scaling`.
nlohmann::json bench_scaling(bool print);

}  // namespace retort
