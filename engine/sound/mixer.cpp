#include "engine/sound/mixer.h"

#include <algorithm>
#include <cmath>

namespace retort::sound {
namespace {

constexpr float kHearing = 60;      // m: nothing is heard from farther away
constexpr float kWhisper = 0.004f;
constexpr double kTurn = 6.283185307179586;

/// Half as loud at twice the distance, and nothing at kHearing.
float falloff(float metres) { return metres > kHearing ? 0 : (1 / std::max(metres, 1.f)) * (1 - metres / kHearing); }

}  // namespace

Mixer::Mixer(const CompiledPlant& plant, const Place& place) {
  std::uint32_t seed = 1;
  for (const BlockLayout& b : plant.blocks) {
    const auto rules = sound_table().find(b.type);
    glm::vec3 at;
    if (rules == sound_table().end() || !place(b.tag, at)) continue;
    for (Rule r : rules->second) {
      const RowId value = plant.catalogue.find(b.tag + "." + r.noun);
      if (value == kNoRow) continue;
      const Row& row = plant.catalogue[value];
      if (r.low == r.high && row.lo < row.hi) r.low = row.lo, r.high = row.hi;
      if (r.low == r.high) r.high = r.low + 1;
      const RowId times = r.times.empty() ? kNoRow : plant.catalogue.find(b.tag + "." + r.times);
      sources_.push_back({b.tag, r, at, value, times, Voice(r.kind, r.pitch, seed++ * 2654435761u)});
    }
  }
}

void Mixer::follow(std::span<const double> values, const Listener& listener) {
  const auto read = [&](RowId row) { return row != kNoRow && std::size_t(row) < values.size() && std::isfinite(values[std::size_t(row)]) ? values[std::size_t(row)] : 0.0; };
  for (Source& s : sources_) {
    double share = std::clamp((std::abs(read(s.value)) - s.rule.low) / (s.rule.high - s.rule.low), 0.0, 1.0);
    if (s.times != kNoRow) share *= std::clamp(read(s.times), 0.0, 1.0);
    s.amount = float(std::sqrt(share));   // ears are no scales: a tenth of a leak is not a tenth as loud
    const glm::vec3 to = s.at - listener.at;
    const float metres = glm::length(to), loud = s.rule.gain * falloff(metres);
    // To the right of where one looks.
    const float side = metres > 0.3f ? (to.x * std::sin(listener.yaw) - to.y * std::cos(listener.yaw)) / metres : 0;
    s.left = loud * std::sqrt(0.5f * (1 - 0.8f * side)), s.right = loud * std::sqrt(0.5f * (1 + 0.8f * side));
  }
}

void Mixer::render(std::span<float> stereo) {
  std::fill(stereo.begin(), stereo.end(), 0.f);
  constexpr float kGlide = 0.0008f;
  for (Source& s : sources_) {
    if (s.amount * (s.left + s.right) < 1e-5f && s.now * (s.now_left + s.now_right) < 1e-5f) continue;
    for (std::size_t i = 0; i + 1 < stereo.size(); i += 2) {
      s.now += kGlide * (s.amount - s.now), s.now_left += kGlide * (s.left - s.now_left), s.now_right += kGlide * (s.right - s.now_right);
      const float x = s.voice.sample(s.now);
      stereo[i] += x * s.now_left, stereo[i + 1] += x * s.now_right;
    }
  }
  for (std::size_t i = 0; i + 1 < stereo.size(); i += 2) {
    // Two tones in turn: the more urgent, the faster and the higher. The lowest priority beeps now and then.
    const double period = horn_ == 1 ? 0.4 : horn_ == 2 ? 1.0 : 3.0;
    horn_time_ = horn_ ? std::fmod(horn_time_ + 1.0 / kRate, period) : 0;
    const bool first = horn_time_ < period / 2, on = horn_ == 3 ? horn_time_ < 0.25 : horn_ == 2 ? horn_time_ < 0.7 : horn_ == 1;
    horn_phase_ = std::fmod(horn_phase_ + (horn_ == 1 ? (first ? 960 : 720) : horn_ == 2 ? 620 : 480) / double(kRate), 1.0);
    horn_now_ += 0.004f * ((on ? 1.f : 0.f) - horn_now_);
    float x = horn_now_ * 0.12f * float(std::sin(kTurn * horn_phase_) + 0.4 * std::sin(3 * kTurn * horn_phase_));
    if (step_ > 1e-3f) {
      x += 0.35f * step_ * step_voice_.sample(1);
      step_ *= 0.9991f;
    }
    for (std::size_t c : {i, i + 1}) stereo[c] = std::tanh(volume_ * (stereo[c] + x));   // however much sounds at once, nothing is cut off
  }
}

std::vector<Heard> Mixer::heard() const {
  std::vector<Heard> list;
  for (const Source& s : sources_) {
    const float loudness = s.amount * (s.left + s.right);
    if (loudness < kWhisper) continue;
    const auto same = std::find_if(list.begin(), list.end(), [&](const Heard& h) { return h.tag == s.tag; });
    if (same == list.end()) list.push_back({s.tag, s.rule.kind, loudness});
    else if (same->loudness < loudness) *same = {s.tag, s.rule.kind, loudness};
  }
  std::sort(list.begin(), list.end(), [](const Heard& a, const Heard& b) { return a.loudness > b.loudness; });
  return list;
}

}  // namespace retort::sound
