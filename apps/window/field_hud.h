#pragma once
#include <imgui.h>

#include <algorithm>
#include <functional>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

#include "engine/hmi/desk.h"
#include "engine/passes/camera.h"
#include "engine/scene/field_scene.h"
#include "engine/scene/way.h"

namespace retort {

/// What lies over the picture of the field: where one looks, which step is open, what is near, a plan of the plant, and the way to a tag
/// that one looks for, as a line on the floor.
class FieldHud {
 public:
  explicit FieldHud(const scene::FieldScene& scene) : scene_(scene), way_(scene.footing) {}

  struct View {
    ImVec2 at, size;        // of the picture
    float room = 0;         // width of what nothing covers
    float status = 0;       // width of what stands in the upper left corner
    passes::Camera camera;
    bool active = false;    // the field has the keyboard
    std::function<bool(const std::string& tag)> within;   // the hand reaches it, and the eye
  };
  /// Inside the field's window. `exercise`: whose open step is shown.
  void draw(const hmi::Desk& desk, const hmi::ExerciseCard& exercise, const scene::Walker& walker, const View& view);
  /// The way to the tag that one looks for, as of the last picture.
  const scene::Way& the_way() const { return way_; }
  /// Shows the way to a tag from the next picture on.
  void lead_to(const std::string& tag) { wanted_ = tag; }
  /// Whether a point of the window lies in the ring round the thing that the way leads to.
  bool in_ring(ImVec2 p) const;
  /// Whether a point of the window lies on the plan: what is clicked there is meant for it.
  bool on_plan(ImVec2 p) const { return plan_open_ && p.x >= plan_low_.x && p.y >= plan_low_.y && p.x < plan_high_.x && p.y < plan_high_.y; }
  /// Where ends what stands at the top of the picture, y in the window: the open step, the box in which one looks for a tag.
  float head_foot() const { return finding_ ? std::max(find_foot_, step_foot_) : step_foot_; }

 private:
  void compass(const scene::Walker& walker, const View& view) const;
  void step(const hmi::Desk& desk, const hmi::ExerciseCard& exercise, const View& view);
  void ladder(const hmi::Desk& desk, const scene::Walker& walker, const View& view) const;
  void way(const hmi::Desk& desk, const scene::Walker& walker, const View& view);
  void plan(const hmi::Desk& desk, const scene::Walker& walker, const View& view);
  /// The tag on the plan that is meant by a point of it: of the thing whose handle is nearest; empty where none is near.
  std::string meant(ImVec2 p, const std::function<ImVec2(glm::vec3)>& place) const;
  void find(const hmi::Desk& desk, const View& view);
  void go_to(const hmi::Desk& desk, const std::string& tag, const scene::Walker& walker);

  const scene::FieldScene& scene_;
  bool plan_open_ = false, finding_ = false, opened_ = false;
  std::string wanted_;
  scene::Way way_;
  std::vector<glm::vec3> line_;   // the way as it is drawn, point for point
  std::optional<ImVec2> ring_;   // its middle in the last picture
  ImVec2 plan_low_{0, 0}, plan_high_{0, 0};   // of the plan in the last picture
  float find_foot_ = 0, step_foot_ = 0;
  char typed_[64] = {};
};

}  // namespace retort
