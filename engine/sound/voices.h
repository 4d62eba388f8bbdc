#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

/// How each kind of sound is made: tones and noise, nothing sampled. A voice is a small oscillator with a state of its own; the same
/// amounts give the same samples on every machine.
namespace retort::sound {

inline constexpr int kRate = 44100;   ///< samples a second

enum class Kind {
  hum,      ///< a machine: a tone with its overtones; runs up in pitch with its amount
  whine,    ///< a high tone that beats
  hiss,     ///< gas: noise above `pitch`
  rush,     ///< liquid or air that flows: noise around `pitch`
  crackle,  ///< cavitation: bursts, as of gravel
};
std::optional<Kind> kind_named(std::string_view name);
std::string_view name_of(Kind kind);

class Voice {
 public:
  Voice(Kind kind, float pitch, std::uint32_t seed) : kind_(kind), pitch_(pitch), noise_(seed | 1u) {}
  /// The next sample, -1 to 1, of a thing that does as much as `amount`, 0 to 1.
  float sample(float amount);

 private:
  float noise();
  Kind kind_;
  float pitch_;
  std::uint32_t noise_;
  double phase_ = 0, beat_ = 0;
  float low_ = 0, band_ = 0, burst_ = 0;
};

}  // namespace retort::sound
