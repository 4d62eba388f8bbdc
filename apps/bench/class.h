#pragma once
#include <nlohmann/json.hpp>

namespace retort {

/// Thirty glycol plants at real time in one process: cores and memory. Takes a minute and a half: `retort bench class`.
nlohmann::json bench_class(bool print);

}  // namespace retort
