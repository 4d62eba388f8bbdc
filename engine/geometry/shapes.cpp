#include <cmath>

#include "engine/geometry/mesh.h"

namespace retort::geometry {
namespace {
constexpr float kTurn = 6.28318530718f;
using Outline = std::vector<glm::vec2>;
std::string with(const char* name, int n) { return std::string(name) + " " + std::to_string(n); }

/// So many sides do where a thing is small, and so many pixels thick it may then be: the corners stay within a third of a pixel of the circle.
int fewer(int segments) { return segments > 24 ? 24 : segments > 12 ? 12 : segments > 6 ? 6 : 0; }
float enough_below(int segments) { return float(segments * segments) / 7; }
}  // namespace

MeshId MeshLibrary::box() {
  return get("box", [](MeshWriter& w) { w.box(glm::vec3(-0.5f), glm::vec3(0.5f)); });
}

MeshId MeshLibrary::slab() {
  return get("slab", [](MeshWriter& w) { w.box(glm::vec3(-0.5f), glm::vec3(0.5f)); });
}

MeshId MeshLibrary::cylinder(int segments) {
  const auto make = [&](MeshWriter& w) { w.revolve(Outline{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, segments); };
  const int less = fewer(segments);
  return less ? get(with("cylinder", segments), make, true, [&] { return cylinder(less); }, enough_below(less)) : get(with("cylinder", segments), make);
}

MeshId MeshLibrary::tube(int segments) {
  const auto make = [&](MeshWriter& w) { w.revolve(Outline{{1, 0}, {1, 1}}, segments); };
  const int less = fewer(segments);
  return less ? get(with("tube", segments), make, false, [&] { return tube(less); }, enough_below(less)) : get(with("tube", segments), make, false);
}

MeshId MeshLibrary::frustum(int segments, float top) {
  const auto make = [&](MeshWriter& w) {
    Outline o{{0, 0}, {1, 0}};
    if (top > 0) o.push_back({top, 1});
    o.push_back({0, 1});
    w.revolve(o, segments);
  };
  const std::string name = with("frustum", segments) + " " + std::to_string(top);
  const int less = fewer(segments);
  return less ? get(name, make, true, [&] { return frustum(less, top); }, enough_below(less)) : get(name, make);
}

MeshId MeshLibrary::head(int segments) {
  const int less = segments > 24 ? 24 : segments > 12 ? 12 : 0;
  const auto make = [&](MeshWriter& w) {
        Outline o;
        const int rings = segments / 6;
        for (int i = 0; i < rings; ++i) {
          const float a = kTurn / 4 * float(i) / float(rings);
          o.push_back({std::cos(a), 0.5f * std::sin(a)});
        }
        o.push_back({0, 0.5f});
        w.revolve(o, segments);
      };
  return less ? get(with("head", segments), make, false, [&] { return head(less); }, enough_below(less)) : get(with("head", segments), make, false);
}

MeshId MeshLibrary::sphere(int segments) {
  const auto make = [&](MeshWriter& w) {
    Outline o{{0, -1}};
    const int rings = segments / 2;
    for (int i = 1; i < rings; ++i) {
      const float a = kTurn / 2 * (float(i) / float(rings) - 0.5f);
      o.push_back({std::cos(a), std::sin(a)});
    }
    o.push_back({0, 1});
    w.revolve(o, segments);
  };
  const int less = segments > 12 ? 12 : segments > 6 ? 6 : 0;
  return less ? get(with("sphere", segments), make, true, [&] { return sphere(less); }, enough_below(less)) : get(with("sphere", segments), make);
}

MeshId MeshLibrary::elbow(int segments) {
  const auto make = [&](MeshWriter& w) { w.bend(3, 1, kTurn / 4, segments > 12 ? 6 : segments > 6 ? 4 : 3, segments); };
  const int less = fewer(segments);
  return less ? get(with("elbow", segments), make, false, [&] { return elbow(less); }, enough_below(less)) : get(with("elbow", segments), make, false);
}

MeshId MeshLibrary::ring(float minor, int segments) {
  const auto make = [&](MeshWriter& w) { w.torus(1, minor, segments, segments > 12 ? 8 : 4); };
  const std::string name = with("ring", segments) + " " + std::to_string(minor);
  return segments > 12 ? get(name, make, true, [&] { return ring(minor, 12); }, 30) : get(name, make);
}

MeshId MeshLibrary::flange() {
  return get("flange", [](MeshWriter& w) {
    w.revolve(Outline{{0, 0}, {1.9f, 0}, {1.9f, 0.5f}, {0, 0.5f}}, 16);
    for (int i = 0; i < 8; ++i) {
      const float a = kTurn * (float(i) + 0.5f) / 8;
      const glm::vec3 p(1.5f * std::cos(a), 1.5f * std::sin(a), 0);
      w.rod(p + glm::vec3(0, 0, -0.18f), p + glm::vec3(0, 0, 0.68f), 0.17f, 5);
    }
  }, true, [this] {
    return get("flange without bolts", [](MeshWriter& w) { w.revolve(Outline{{0, 0}, {1.9f, 0}, {1.9f, 0.5f}, {0, 0.5f}}, 12); }, true,
               [this] { return get("flange from afar", [](MeshWriter& w) { w.revolve(Outline{{0, 0}, {1.9f, 0}, {1.9f, 0.5f}, {0, 0.5f}}, 6); }); }, 5);
  }, 28);
}

MeshId MeshLibrary::handwheel() {
  return get("handwheel", [](MeshWriter& w) {
    w.torus(1, 0.085f, 24, 8);
    for (int i = 0; i < 4; ++i) {
      const float a = kTurn * float(i) / 4;
      w.rod({0, 0, 0.02f}, {std::cos(a), std::sin(a), 0}, 0.055f, 6);
    }
    w.rod({0, 0, -0.12f}, {0, 0, 0.16f}, 0.2f, 10);
  }, true, [this] {
    return get("handwheel from afar", [](MeshWriter& w) {
      w.torus(1, 0.085f, 12, 4);
      for (int i = 0; i < 4; ++i) w.rod({0, 0, 0.02f}, {std::cos(kTurn * float(i) / 4), std::sin(kTurn * float(i) / 4), 0}, 0.055f, 3);
    });
  }, 26);
}

MeshId MeshLibrary::volute() {
  return get("volute", [](MeshWriter& w) {
    w.revolve(Outline{{0, -0.34f}, {0.92f, -0.34f}, {0.98f, -0.28f}, {0.98f, 0.28f}, {0.92f, 0.34f}, {0, 0.34f}}, 32);
    // The spiral: its section grows from tongue to outlet.
    const int steps = 36, segments = 14;
    const uint32_t first = uint32_t(w.vertices.size());
    for (int i = 0; i <= steps; ++i) {
      const float share = float(i) / steps, t = kTurn * share - kTurn / 2;
      const float minor = 0.2f + 0.22f * share;
      const glm::vec3 out(std::cos(t), std::sin(t), 0);
      const glm::vec3 centre = out * (0.86f + 0.12f * share);
      for (int s = 0; s <= segments; ++s) {
        const float a = kTurn * float(s) / segments;
        const glm::vec3 n = out * std::cos(a) + glm::vec3(0, 0, 1) * std::sin(a);
        w.vertex(centre + minor * n, n);
      }
    }
    const uint32_t row = segments + 1;
    for (uint32_t i = 0; i < uint32_t(steps); ++i)
      for (uint32_t s = 0; s < uint32_t(segments); ++s) {
        const uint32_t a = first + i * row + s;
        w.quad(a, a + row, a + row + 1, a + 1);
      }
    auto cap = [&](uint32_t start, glm::vec3 centre, glm::vec3 n, bool flip) {
      const uint32_t middle = w.vertex(centre, n);
      for (uint32_t s = 0; s < uint32_t(segments); ++s) {
        const uint32_t a = w.vertex(w.vertices[start + s].position, n);
        const uint32_t b = w.vertex(w.vertices[start + s + 1].position, n);
        flip ? w.triangle(middle, b, a) : w.triangle(middle, a, b);
      }
    };
    cap(first, {-0.86f, 0, 0}, {0, 1, 0}, false);
    cap(first + uint32_t(steps) * row, {-0.98f, 0, 0}, {0, -1, 0}, true);
  }, true, [this] {
    return get("volute from afar", [](MeshWriter& w) { w.revolve(Outline{{0, -0.4f}, {1.1f, -0.3f}, {1.25f, 0}, {1.1f, 0.3f}, {0, 0.4f}}, 12); });
  }, 16);
}

MeshId MeshLibrary::globe_body() {
  return get("globe body", [](MeshWriter& w) {
    Outline o{{0, -2.6f}};
    for (int i = 0; i <= 16; ++i) {
      const float z = -2.6f + 5.2f * float(i) / 16;
      o.push_back({1.08f + 0.85f * std::exp(-z * z / 1.1f), z});
    }
    o.push_back({0, 2.6f});
    w.revolve(o, 20);
  }, true, [this] {
    return get("globe body from afar", [](MeshWriter& w) { w.revolve(Outline{{0, -2.6f}, {1.1f, -2.6f}, {1.25f, -1.3f}, {1.9f, -0.35f}, {1.9f, 0.35f}, {1.25f, 1.3f}, {1.1f, 2.6f}, {0, 2.6f}}, 8); });
  }, 16);
}

MeshId MeshLibrary::gate_body() {
  return get("gate body", [](MeshWriter& w) {
    Outline o{{0, -2}};
    for (int i = 0; i <= 12; ++i) {
      const float z = -2 + 4 * float(i) / 12;
      o.push_back({1.08f + 0.42f * std::exp(-z * z / 0.45f), z});
    }
    o.push_back({0, 2});
    w.revolve(o, 20);
  }, true, [this] {
    return get("gate body from afar", [](MeshWriter& w) { w.revolve(Outline{{0, -2}, {1.1f, -2}, {1.15f, -1}, {1.5f, 0}, {1.15f, 1}, {1.1f, 2}, {0, 2}}, 8); });
  }, 16);
}

MeshId MeshLibrary::diaphragm() {
  return get("diaphragm", [](MeshWriter& w) {
    w.revolve(Outline{{0, 0}, {0.35f, 0.02f}, {0.62f, 0.14f}, {0.86f, 0.3f}, {1, 0.34f}, {1, 0.46f}, {0.86f, 0.5f},
                      {0.62f, 0.66f}, {0.35f, 0.77f}, {0, 0.8f}},
              28);
    for (int i = 0; i < 12; ++i) {
      const float a = kTurn * float(i) / 12;
      w.rod({0.93f * std::cos(a), 0.93f * std::sin(a), 0.27f}, {0.93f * std::cos(a), 0.93f * std::sin(a), 0.53f}, 0.035f,
            5);
    }
  }, true, [this] {
    return get("diaphragm from afar", [](MeshWriter& w) { w.revolve(Outline{{0, 0}, {0.62f, 0.14f}, {1, 0.34f}, {1, 0.46f}, {0.62f, 0.66f}, {0, 0.8f}}, 10); });
  }, 20);
}

MeshId MeshLibrary::finned() {
  return get("finned", [](MeshWriter& w) {
    Outline star;
    const int fins = 36;
    for (int i = 0; i < fins; ++i)
      for (float k : {0.0f, 0.30f, 0.42f, 0.88f}) {
        const float a = kTurn * (float(i) + k) / fins, r = k < 0.36f ? 1.0f : 0.86f;
        star.push_back({r * std::cos(a), r * std::sin(a)});
      }
    w.prism(star, 0, 1);
  }, true, [this] { return cylinder(12); }, 26);
}

MeshId MeshLibrary::hexagon() {
  return get("hexagon", [](MeshWriter& w) {
    Outline o;
    for (int i = 0; i < 6; ++i) o.push_back({std::cos(kTurn * float(i) / 6), std::sin(kTurn * float(i) / 6)});
    w.prism(o, 0, 1);
  });
}

}  // namespace retort::geometry
