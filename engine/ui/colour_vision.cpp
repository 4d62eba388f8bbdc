#include "engine/ui/colour_vision.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace retort::ui {
namespace {

using Rgb = std::array<double, 3>;

constexpr double kMatrix[3][3][3] = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

Rgb linear(ImU32 c) {
  Rgb out{};
  for (int i = 0; i < 3; ++i) {
    const double x = double(c >> (8 * i) & 255) / 255;
    out[std::size_t(i)] = x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
  }
  return out;
}

ImU32 coded(const Rgb& c) {
  ImU32 out = 0xFF000000u;
  for (int i = 0; i < 3; ++i) {
    const double x = std::clamp(c[std::size_t(i)], 0.0, 1.0), y = x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;
    out |= ImU32(std::lround(255 * y)) << (8 * i);
  }
  return out;
}

Rgb lab(ImU32 colour) {
  const Rgb c = linear(colour);
  const double x = (0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047, y = 0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2],
               z = (0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883;
  const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
  return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

}  // namespace

ImU32 as_seen(ImU32 colour, ColourVision by) {
  if (by == ColourVision::full) return colour;
  const Rgb c = linear(colour);
  const auto& m = kMatrix[int(by) - 1];
  Rgb seen{};
  for (std::size_t i = 0; i < 3; ++i) seen[i] = m[i][0] * c[0] + m[i][1] * c[1] + m[i][2] * c[2];
  return coded(seen);
}

double colour_difference(ImU32 a, ImU32 b) {
  const Rgb p = lab(a), q = lab(b);
  return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

}  // namespace retort::ui
