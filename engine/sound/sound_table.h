#pragma once
#include <map>
#include <string>
#include <vector>

#include "engine/sound/voices.h"

/// What is heard of each type of unit: assets/sounds, which are part of the program.
namespace retort::sound {

struct Rule {
  std::string noun, times;   ///< what drives it; and what that is multiplied by, or empty
  Kind kind = Kind::hum;
  float gain = 0.2f, pitch = 100;
  double low = 0, high = 0;  ///< equal: the range of the variable
};
using SoundTable = std::map<std::string, std::vector<Rule>>;   // by type

/// Throws FileError.
SoundTable read_sound_table(const std::string& text, const std::string& file);
const SoundTable& sound_table();

}  // namespace retort::sound
