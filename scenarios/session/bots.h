#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/session/material.h"

/// Bots: students that no exercise may be fooled by, or that it must be fair to. Each is an operator file (operator.h) that nobody
/// wrote by hand: made of the exercise, its model answer and a seed, so that it may do what a person may do and no more. What a bot
/// makes of an exercise can be written to a file and played again by `retort run --operator`.
namespace retort {

struct BotMaterial {
  const Prepared& prepared;
  const std::string& model;      // the text of the model answer
  std::uint64_t seed = 1;
  const CompiledPlant& plant() const { return *prepared.plant; }
  const Scenario& scenario() const { return *prepared.scenario; }
};

struct Bot {
  /// What it must come to: wanted_of.
  enum class Kind { idle, exploit, blind, novice, other_order };
  const char* name;
  Kind kind;
  std::string (*plays)(const BotMaterial&);   // an operator file
};
const std::vector<Bot>& bots();

/// What a bot of a kind must score, and the model answer itself.
constexpr double kModelAtLeast = 95, kIdleAtMost = 40, kExploitAtMost = 50, kBlindAtMost = 60, kNoviceAtLeast = 70, kNoviceAtMost = 95,
                 kOtherOrderWithin = 2;   // of the model answer on the same seed
/// "" when the score is as it must be, else what is wanted: "at most 50". `model`: of the model answer on the same seed.
std::string wanted_of(Bot::Kind kind, double score, double model);

}  // namespace retort
