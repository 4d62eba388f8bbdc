#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/player/run_result.h"

/// A grade and a run as JSON, for `--json`, for the end record of a recording, and for a school's own tools.
namespace retort {

/// score, before_caps, hint_cost, items (id, category, title, points, of, reasons (time, tag, rule, points)), caps, competences.
/// The first reason of an item stands in the item itself too, as time, tag and rule.
nlohmann::json to_json(const Grade& grade);

/// The grade's keys, and: plant, scenario, mode, language, student, seed, finished, steps_done, state_hash, simulated_s, wall_s, x_real_time,
/// worst_scan_ms, holds, rescues, steps, rhs_evals, mass_error, energy_error, verified (when known). Numbers that are not finite are null.
nlohmann::json to_json(const RunResult& run);

}  // namespace retort
