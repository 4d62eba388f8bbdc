#include <cmath>

#include "engine/geometry/mesh.h"

namespace retort::geometry {
namespace {
constexpr float kTurn = 6.28318530718f;
using Outline = std::vector<glm::vec2>;
std::string with(const char* name, int n) { return std::string(name) + " " + std::to_string(n); }
}  // namespace

MeshId MeshLibrary::box() {
  return get("box", [](MeshWriter& w) { w.box(glm::vec3(-0.5f), glm::vec3(0.5f)); });
}

MeshId MeshLibrary::slab() {
  return get("slab", [](MeshWriter& w) { w.box(glm::vec3(-0.5f), glm::vec3(0.5f)); });
}

MeshId MeshLibrary::cylinder(int segments) {
  return get(with("cylinder", segments),
             [&](MeshWriter& w) { w.revolve(Outline{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, segments); });
}

MeshId MeshLibrary::tube(int segments) {
  return get(with("tube", segments), [&](MeshWriter& w) { w.revolve(Outline{{1, 0}, {1, 1}}, segments); }, false);
}

MeshId MeshLibrary::frustum(int segments, float top) {
  return get(with("frustum", segments) + " " + std::to_string(top), [&](MeshWriter& w) {
    Outline o{{0, 0}, {1, 0}};
    if (top > 0) o.push_back({top, 1});
    o.push_back({0, 1});
    w.revolve(o, segments);
  });
}

MeshId MeshLibrary::head(int segments) {
  return get(
      with("head", segments),
      [&](MeshWriter& w) {
        Outline o;
        const int rings = segments / 6;
        for (int i = 0; i < rings; ++i) {
          const float a = kTurn / 4 * float(i) / float(rings);
          o.push_back({std::cos(a), 0.5f * std::sin(a)});
        }
        o.push_back({0, 0.5f});
        w.revolve(o, segments);
      },
      false);
}

MeshId MeshLibrary::sphere(int segments) {
  return get(with("sphere", segments), [&](MeshWriter& w) {
    Outline o{{0, -1}};
    const int rings = segments / 2;
    for (int i = 1; i < rings; ++i) {
      const float a = kTurn / 2 * (float(i) / float(rings) - 0.5f);
      o.push_back({std::cos(a), std::sin(a)});
    }
    o.push_back({0, 1});
    w.revolve(o, segments);
  });
}

MeshId MeshLibrary::elbow(int segments) {
  return get(with("elbow", segments), [&](MeshWriter& w) { w.bend(3, 1, kTurn / 4, 6, segments); }, false);
}

MeshId MeshLibrary::ring(float minor, int segments) {
  return get(with("ring", segments) + " " + std::to_string(minor),
             [&](MeshWriter& w) { w.torus(1, minor, segments, 8); });
}

MeshId MeshLibrary::flange() {
  return get("flange", [](MeshWriter& w) {
    w.revolve(Outline{{0, 0}, {1.9f, 0}, {1.9f, 0.5f}, {0, 0.5f}}, 16);
    for (int i = 0; i < 8; ++i) {
      const float a = kTurn * (float(i) + 0.5f) / 8;
      const glm::vec3 p(1.5f * std::cos(a), 1.5f * std::sin(a), 0);
      w.rod(p + glm::vec3(0, 0, -0.18f), p + glm::vec3(0, 0, 0.68f), 0.17f, 5);
    }
  });
}

MeshId MeshLibrary::handwheel() {
  return get("handwheel", [](MeshWriter& w) {
    w.torus(1, 0.085f, 24, 8);
    for (int i = 0; i < 4; ++i) {
      const float a = kTurn * float(i) / 4;
      w.rod({0, 0, 0.02f}, {std::cos(a), std::sin(a), 0}, 0.055f, 6);
    }
    w.rod({0, 0, -0.12f}, {0, 0, 0.16f}, 0.2f, 10);
  });
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
  });
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
  });
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
  });
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
  });
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
  });
}

MeshId MeshLibrary::hexagon() {
  return get("hexagon", [](MeshWriter& w) {
    Outline o;
    for (int i = 0; i < 6; ++i) o.push_back({std::cos(kTurn * float(i) / 6), std::sin(kTurn * float(i) / 6)});
    w.prism(o, 0, 1);
  });
}

}  // namespace retort::geometry
