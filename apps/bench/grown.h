#pragma once
#include <nlohmann/json.hpp>

namespace retort {

/// What a plant of 50 lines and one of 500 cost in the window, made for it: a chain of tanks that are pumped on, over a square site. How long it takes to open them, with
/// their pipes to be routed and with routes as kept, and a picture of the same corner.
nlohmann::json bench_grown(bool print);

}  // namespace retort
