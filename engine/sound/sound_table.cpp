#include "engine/sound/sound_table.h"

#include <fmt/format.h>

#include "sim/base/errors.h"
#include "sim/base/quantity.h"
#include "sim/base/yaml_node.h"

namespace retort::sound_files {
struct File {
  const char* name;
  const char* text;
};
extern const File kFiles[];
extern const int kFileCount;
}  // namespace retort::sound_files

namespace retort::sound {

SoundTable read_sound_table(const std::string& text, const std::string& file) {
  SoundTable table;
  for (const auto& [type, list] : parse_yaml(text, file).entries) {
    for (const YamlNode& item : list.items) {
      Rule r;
      for (const auto& [key, value] : item.entries) {
        const auto number = [&] {
          const auto n = value.is_scalar() ? read_number(value.scalar) : std::nullopt;
          if (!n) throw FileError(file, value.at, "expected a number");
          return n->number;
        };
        if (key.scalar == "noun") r.noun = value.scalar;
        else if (key.scalar == "times") r.times = value.scalar;
        else if (key.scalar == "gain") r.gain = float(number());
        else if (key.scalar == "pitch") r.pitch = float(number());
        else if (key.scalar == "low") r.low = number();
        else if (key.scalar == "high") r.high = number();
        else if (key.scalar == "voice") {
          const auto kind = kind_named(value.scalar);
          if (!kind) throw FileError(file, value.at, fmt::format("no voice '{}': hum, whine, hiss, rush or crackle", value.scalar));
          r.kind = *kind;
        } else {
          throw FileError(file, key.at, fmt::format("unknown word '{}' of a sound: noun, times, voice, gain, pitch, low or high", key.scalar));
        }
      }
      if (r.noun.empty()) throw FileError(file, item.at, "a sound needs a noun");
      table[type.scalar].push_back(std::move(r));
    }
  }
  return table;
}

const SoundTable& sound_table() {
  static const SoundTable shipped = read_sound_table(sound_files::kFiles[0].text, std::string(sound_files::kFiles[0].name) + ".yaml");
  return shipped;
}

}  // namespace retort::sound
