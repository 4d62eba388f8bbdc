#pragma once
#include <functional>
#include <string>
#include <vector>

#include "scenarios/session/bot_table.h"

/// Lints plants, scenarios and texts, builds the board's pages, P&ID and field of every plant, and runs each scenario's own `check:` list; what its
/// operators write must have a widget on the board or a handle in the field, and while the model answer runs no alarm may chatter. An
/// exercise without its model answer (answers/<scenario>.yaml), its idle run and all three languages does not pass. Asked for seeds, it
/// also lets the bots (bots.h) play each exercise on every one of them, beside the model answer.
namespace retort {

struct CheckResult {
  std::string file;
  std::string what;      // "plant", "texts", "scenario", "operator answers/pump_trip.yaml"
  bool fine = false;
  std::string detail;    // "score 97.2, expected score >= 95", or the problem
  double score = -1;     // of an operator's run
};

struct CheckReport {
  std::vector<CheckResult> results;
  bool fine() const;
};

/// Files and folders (searched for plant.yaml and the scenarios beside it). `told` is given each result as soon as it is known.
CheckReport check_paths(const std::vector<std::string>& paths, const BotTableSetup& bots = {}, const std::function<void(const CheckResult&)>& told = {});

/// Text keys that a scenario needs: title, briefing, task, debrief, and those of its values, steps, hints, events, questions, items and caps.
struct Scenario;
std::vector<std::string> scenario_text_keys(const Scenario& scenario);

}  // namespace retort
