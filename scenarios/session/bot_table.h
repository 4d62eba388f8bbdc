#pragma once
#include <functional>
#include <string>
#include <vector>

#include "scenarios/session/material.h"

/// Lets the model answer and the bots (bots.h) play an exercise on some seeds, and says which of them come to what they must not.
namespace retort {

struct BotTableSetup {
  int seeds = 0;                   // 1 to that; 0: no bots
  std::vector<std::string> only;   // names of bots; empty: all of them
  int threads = 1;                 // runs at the same time
  std::string keep;                // folder for the operator files that the bots play: PLANT.EXERCISE.BOT.SEED.yaml, none over another; "": they are not kept
};

struct BotRow {
  std::string who;                 // "model answer", "bot idle"
  std::vector<double> scores;      // by seed
  std::string wanted;              // "" when all are as they must be, else "at most 50"
};

/// `model`: the text of the model answer. `done` is given each row when it is complete, the model answer first, in the order of the
/// bots, from one thread at a time. Throws FileError: an operator file that cannot be kept or read.
void play_bot_table(const Prepared& prepared, const std::string& model, const BotTableSetup& setup, const std::function<void(const BotRow&)>& done);

/// As many runs at the same time as the machine has processors.
int all_processors();

}  // namespace retort
