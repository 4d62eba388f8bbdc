#include "engine/sound/voices.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace retort::sound {
namespace {

constexpr std::pair<std::string_view, Kind> kNames[] = {{"hum", Kind::hum}, {"whine", Kind::whine}, {"hiss", Kind::hiss}, {"rush", Kind::rush}, {"crackle", Kind::crackle}};
constexpr double kTurn = 6.283185307179586;

}  // namespace

std::optional<Kind> kind_named(std::string_view name) {
  for (const auto& [n, kind] : kNames)
    if (n == name) return kind;
  return std::nullopt;
}

std::string_view name_of(Kind kind) {
  for (const auto& [n, k] : kNames)
    if (k == kind) return n;
  return "";
}

float Voice::noise() {
  noise_ ^= noise_ << 13, noise_ ^= noise_ >> 17, noise_ ^= noise_ << 5;
  return float(noise_) / 2147483648.f - 1;
}

float Voice::sample(float amount) {
  const auto turn = [&](double hertz) { phase_ = std::fmod(phase_ + hertz / kRate, 1.0); };
  const float smooth = std::clamp(1 - std::exp(-float(kTurn) * pitch_ / kRate), 0.f, 1.f);
  switch (kind_) {
    case Kind::hum: {
      turn(double(pitch_) * (0.35 + 0.65 * double(amount)));
      const float tone = float(0.55 * std::sin(kTurn * phase_) + 0.25 * std::sin(2 * kTurn * phase_ + 0.4) + 0.12 * std::sin(3 * kTurn * phase_) + 0.06 * std::sin(5 * kTurn * phase_));
      low_ += 0.06f * (noise() - low_);
      return amount * (0.85f * tone + 0.5f * low_);
    }
    case Kind::whine:
      turn(double(pitch_) * (0.5 + 0.5 * double(amount)));
      beat_ = std::fmod(beat_ + 11.0 / kRate, 1.0);
      return amount * float(std::sin(kTurn * phase_) * (0.65 + 0.35 * std::sin(kTurn * beat_)));
    case Kind::hiss: {
      const float n = noise();
      low_ += smooth * (n - low_);
      return amount * 0.8f * (n - low_);
    }
    case Kind::rush:
      low_ += smooth * (noise() - low_);
      band_ += 0.25f * smooth * (low_ - band_);
      return amount * 2.0f * (low_ - band_);
    case Kind::crackle: {
      // The harder, the more bursts: up to some 400 a second.
      const float n = noise();
      if (std::abs(n) < 0.009f * amount) burst_ = 0.35f + 0.65f * std::abs(noise());
      burst_ *= 0.9955f;
      low_ += smooth * (noise() - low_);
      return burst_ * (1.6f * low_);
    }
  }
  return 0;
}

}  // namespace retort::sound
