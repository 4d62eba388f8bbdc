#pragma once
#include <imgui.h>

#include <functional>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/hmi/desk.h"
#include "engine/passes/camera.h"
#include "engine/scene/field_scene.h"
#include "engine/scene/walker.h"

namespace retort {

/// What lies over the picture of the field: where one looks, which step is open, what is near, a plan of the plant, and the way to a tag
/// that one looks for, as a line on the floor.
class FieldHud {
 public:
  explicit FieldHud(const scene::FieldScene& scene) : scene_(scene) {}

  struct View {
    ImVec2 at, size;        // of the picture
    float room = 0;         // width of what nothing covers
    passes::Camera camera;
    bool active = false;    // the field has the keyboard
    std::function<bool(const std::string& tag)> within;   // the hand reaches it, and the eye
  };
  /// Inside the field's window. `exercise`: whose open step is shown.
  void draw(const hmi::Desk& desk, const hmi::ExerciseCard& exercise, const scene::Walker& walker, const View& view);
  /// A tag that the way leads to; empty: none.
  const std::string& target() const { return target_; }
  /// Shows the way to a tag from the next picture on.
  void lead_to(const std::string& tag) { wanted_ = tag; }
  /// Whether a point of the window lies in the ring round the thing that the way leads to.
  bool in_ring(ImVec2 p) const;

 private:
  void compass(const scene::Walker& walker, const View& view) const;
  void step(const hmi::Desk& desk, const hmi::ExerciseCard& exercise, const View& view) const;
  void ladder(const hmi::Desk& desk, const scene::Walker& walker, const View& view) const;
  void way(const hmi::Desk& desk, const scene::Walker& walker, const View& view);
  void plan(const hmi::Desk& desk, const scene::Walker& walker, const View& view) const;
  void find(const hmi::Desk& desk, const View& view);
  void go_to(const hmi::Desk& desk, const std::string& tag, const scene::Walker& walker);

  const scene::FieldScene& scene_;
  bool plan_open_ = false, finding_ = false, opened_ = false;
  std::string wanted_, target_;
  std::optional<ImVec2> ring_;   // its middle in the last picture
  char typed_[64] = {};
  std::vector<glm::vec3> way_;
  std::size_t nearest_ = 0;   // of the way's points, and since when
  double came_there_ = 0;     // s
};

}  // namespace retort
