#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "language/texts.h"
#include "scenarios/player/player.h"
#include "scenarios/player/run_result.h"

/// From a played simulation to what it leaves behind.
namespace retort {

/// Everything the debrief shows. The simulation's history and log are shared as they stand. `language`: the student's.
RunResult collect_result(const Simulation& sim, const Player& player, const std::string& language, const std::string& student = "");

/// The instructor gives an item other points, with a reason; the total follows. False when there is no such item, the reason is
/// empty, or the points lie outside 0 .. of.
bool override_item(Grade& grade, const std::string& item, double points, const std::string& by, const std::string& reason);

/// score, before_caps, hint_cost, items, caps, competences, steps, answers, events, alarms, mode, seed, simulated_s, state_hash, verified.
/// An item has id, category, points, of, reasons, and time and tag of the first of them; a reason key, arguments, tag, row, time,
/// from, to (s), points and cause {kind, id}; an argument is one of {value (SI), quantity, unit}, {time}, {text} (a key), {row},
/// {condition, names}. None of it depends on a language. With `texts` items and caps get a `title` as well, and items, caps and reasons a `rule`: the sentence in that language.
nlohmann::json result_json(const RunResult& result, const Texts* texts = nullptr);

}  // namespace retort
