#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "scenarios/player/player.h"
#include "scenarios/player/run_result.h"
#include "language/texts.h"

/// From a played simulation to what it leaves behind.
namespace retort {

/// Texts of a scenario, its plant and the program, in one language.
Texts scenario_texts(const Scenario& scenario, const std::string& language);

/// Everything the debrief shows. The simulation's history and log are shared as they stand.
RunResult collect_result(const Simulation& sim, const Player& player, const Texts& texts, const std::string& student = "");

/// The instructor gives an item other points, with a reason; the total follows. False when there is no such item, the reason is
/// empty, or the points lie outside 0 .. of.
bool override_item(Grade& grade, const std::string& item, double points, const std::string& by, const std::string& reason);

/// score, before_caps, hint_cost, items (id, category, title, points, of, time, tag, rule, reasons), caps, competences, steps,
/// mode, seed, simulated_s, state_hash, verified.
nlohmann::json result_json(const RunResult& result);

}  // namespace retort
