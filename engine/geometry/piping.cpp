#include <fmt/format.h>

#include <cmath>

#include "engine/geometry/piping.h"
#include "engine/geometry/paints.h"

namespace retort::geometry {
namespace {
using glm::vec3;
/// Numbered steps of a dial: between 4 and 8, of a round size.
int dial_steps(float span) {
  for (int n : {6, 5, 4, 8, 7}) {
    const double step = double(span) / n, power = std::pow(10.0, std::floor(std::log10(step) + 1e-6));
    for (double round : {1.0, 2.0, 5.0})
      if (std::abs(step / power - round) < 1e-3) return n;
  }
  return 5;
}

}  // namespace

uint32_t build_gauge(Builder& b, float stem, float radius, const std::string& unit, float low, float high) {
  b.bar({0, 0, 0}, {0, stem, 0}, 0.011f, kStainless, 10);
  b.box({0, stem * 0.35f, 0}, {0.035f, 0.05f, 0.035f}, kStainless);
  b.bar({0, stem * 0.35f, 0}, {0.06f, stem * 0.35f, 0}, 0.007f, kStainless, 8);
  Within dial(b, moved({0, stem + radius * 0.95f, -radius * 0.1f}));
  b.cylinder({0, 0, -0.32f * radius}, radius, 0.42f * radius, kStainless, 32);
  b.add(b.meshes.ring(0.07f, 32), moved({0, 0, 0.1f * radius}) * scaled({radius * 0.97f, radius * 0.97f, radius}), kStainless);
  const int steps = dial_steps(high - low);
  b.cylinder({0, 0, 0.08f * radius}, 0.93f * radius, 0.03f * radius, Paint{{0.92f, 0.92f, 0.9f}, 0.35f, Material::dial}, 32).aux = {float(steps), 0, 0, 0};
  for (int i = 0; i <= steps; ++i) {
    const float a = glm::radians(-135 + 270 * float(i) / float(steps));
    const std::string number = fmt::format("{:.4g}", low + (high - low) * float(i) / float(steps));
    b.text(moved({0.52f * radius * std::sin(a), 0.52f * radius * std::cos(a), 0.118f * radius}), number, 0.13f * radius, kInk);
  }
  b.text(moved({0, -0.42f * radius, 0.118f * radius}), unit, 0.15f * radius, kInk);
  MovingPart needle(b, moved({0, 0, 0.13f * radius}));
  Paint black = kPlateBlack;
  black.flags = kNoShadow;
  b.box({0, 0.3f * radius, 0}, {0.055f * radius, 0.95f * radius, 0.02f * radius}, black);
  b.cylinder({0, 0, -0.01f}, 0.09f * radius, 0.012f + 0.03f * radius, black, 14);
  return needle.id();
}

void build_transmitter(Builder& b, float stem, char letter) {
  b.bar({0, 0, 0}, {0, stem, 0}, 0.012f, kStainless, 10);
  b.box({0, stem, 0}, {0.07f, 0.05f, 0.05f}, kStainless);
  Within head(b, moved({0, stem + 0.09f, 0}));
  b.bar({0, -0.07f, 0}, {0, -0.03f, 0}, 0.035f, kInstrumentBlue, 16);
  b.cylinder({0, 0, -0.075f}, 0.062f, 0.13f, kInstrumentBlue, 24);
  b.cylinder({0, 0, 0.05f}, 0.066f, 0.03f, kInstrumentBlue, 24);
  b.cylinder({0, 0, 0.078f}, 0.046f, 0.004f, Paint{{0.60f, 0.67f, 0.56f}, 0.15f}, 24);
  b.text(moved({0, 0, 0.0835f}), std::string(1, letter) + "T", 0.03f, kInk);
  b.bar({-0.06f, 0, 0}, {-0.10f, 0, 0}, 0.014f, kBolts, 8);
  b.bar({-0.10f, 0, 0}, {-0.12f, -0.1f, 0}, 0.009f, kRubberBlack, 6);
}

void build_pipe(Builder& b, vec3 from, vec3 to, float r, float length0) {
  const float length = glm::distance(from, to);
  if (length < 1e-4f) return;
  b.add(b.meshes.tube(r > 0.08f ? 24 : 16), facing(from, to - from) * scaled({r, r, length}), kPipeGrey).aux = {length0, length, 0, 0};
}

void build_elbow(Builder& b, vec3 corner, vec3 in, vec3 out, float r, float length0) {
  const vec3 y = glm::cross(in, out);
  const glm::mat4 f(glm::vec4(out, 0), glm::vec4(y, 0), glm::vec4(in, 0), glm::vec4(corner - in * (3 * r), 1));
  b.add(b.meshes.elbow(r > 0.08f ? 24 : 16), f * scaled(vec3(r)), kPipeGrey).aux = {length0, 4.712f * r, 1, 0};
}

void build_flange(Builder& b, vec3 face, vec3 outwards, float r) {
  b.add(b.meshes.flange(), facing(face - outwards * (0.5f * r), outwards) * scaled({r, r, r}), kGalvanised);
}

void build_pipe_support(Builder& b, vec3 at, vec3 along, float r, float ground) {
  const vec3 across(-along.y, along.x, 0);
  const float top = at.z - r - 0.03f;
  if (at.z - r - ground < 0.3f) {   // on a beam: a shoe
    b.beam({at.x, at.y, ground + 0.005f}, {at.x, at.y, at.z - r + 0.01f}, 0.02f, 0.2f, kSteelwork, along);
    b.box({at.x, at.y, ground + 0.008f}, glm::abs(along) * 0.24f + glm::abs(across) * (1.4f * r + 0.05f) + vec3(0, 0, 0.012f), kSteelwork);
  } else {
    b.box({at.x, at.y, ground + 0.03f}, {0.26f, 0.26f, 0.06f}, kConcrete);
    b.beam({at.x, at.y, ground + 0.05f}, {at.x, at.y, top - 0.06f}, 0.07f, 0.07f, kSteelwork, {1, 0, 0});
    const vec3 arm = across * (r + 0.09f);
    b.beam(vec3(at.x, at.y, top - 0.035f) - arm, vec3(at.x, at.y, top - 0.035f) + arm, 0.07f, 0.07f, kSteelwork);
    b.beam(vec3(at.x, at.y, top + 0.01f) - along * 0.08f, vec3(at.x, at.y, top + 0.01f) + along * 0.08f, 0.05f, 0.05f, kSteelwork);
  }
  // U-bolt
  const int n = 8;
  for (int i = 0; i < n; ++i) {
    const float a0 = 3.14159f * float(i) / n, a1 = 3.14159f * float(i + 1) / n, rr = r + 0.008f;
    b.bar(at + across * (rr * std::cos(a0)) + vec3(0, 0, rr * std::sin(a0)), at + across * (rr * std::cos(a1)) + vec3(0, 0, rr * std::sin(a1)), 0.006f, kBolts, 5);
  }
  for (float side : {-1.f, 1.f}) b.bar(at + across * (side * (r + 0.008f)), at + across * (side * (r + 0.008f)) - vec3(0, 0, r + 0.04f), 0.006f, kBolts, 5);
}

}  // namespace retort::geometry
