#pragma once
#include <memory>

#include "engine/hmi/desk.h"
#include "engine/scene/field_renderer.h"
#include "engine/scene/walker.h"
#include "engine/ui/renderer.h"

namespace retort {

/// The field as a pane of the window: walking, looking, pointing, and working valves and pump stations by hand. Acts go to the plant
/// as commands from the field.
class FieldPane {
 public:
  FieldPane(gpu::Gpu& gpu, const CompiledPlant& plant);

  /// Walks by keys and mouse. `active`: the pane has the keyboard.
  void walk(double dt, bool active);
  /// Draws the field for a pane of this size; before the screen's own pass.
  void record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, const Frame& frame, double dt);
  /// The pane itself, with what is pointed at and the panel of what is worked. Inside a frame of the UI.
  void draw(const hmi::Desk& desk, ui::Renderer& renderer, ImVec2 at, ImVec2 size);
  bool looking() const { return looking_; }

 private:
  void panel(const hmi::Desk& desk, ImVec2 at, ImVec2 size);
  void work(const hmi::Desk& desk, const hmi::Thing& t);
  void point(const hmi::Desk& desk, const scene::FieldObject& object);
  void press(const hmi::Desk& desk, const scene::FieldObject& object);

  scene::FieldRenderer renderer_;
  scene::Walker walker_;
  bool inside_ = false, looking_ = false, hovered_ = false;
  ImVec2 at_{0, 0}, pointer_{-1, -1};
  const scene::FieldObject* seen_ = nullptr;
  std::string worked_;   // tag of the open panel
};

}  // namespace retort
