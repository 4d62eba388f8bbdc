#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/player/run_result.h"

namespace retort {

/// score, before_caps, hint_cost, items (id, category, title, points, of, time, tag, rule, reasons), caps, competences, steps,
/// mode, seed, simulated_s, state_hash, verified. Rounded to thousandths, so that the same run gives the same text.
nlohmann::json result_json(const RunResult& result);

}  // namespace retort
