#pragma once
#include <glm/glm.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "apps/window/field_hud.h"
#include "apps/window/field_radio.h"
#include "engine/hmi/desk.h"
#include "engine/passes/resolution.h"
#include "engine/scene/field_renderer.h"
#include "engine/scene/walker.h"
#include "engine/sound/mixer.h"
#include "engine/ui/renderer.h"
#include "scenarios/session/reach.h"

namespace retort {

/// The field as a pane of the window: walking, looking, pointing, and working valves and pump stations by hand. Acts go to the plant
/// as commands from the field.
class FieldPane {
 public:
  FieldPane(gpu::Gpu& gpu, const Prepared& prepared);

  /// Walks by keys and mouse. `active`: the pane has the keyboard.
  /// `dt`: s of the wall clock, for turning; `walked`: s in which one walks.
  void walk(double dt, double walked, bool active);
  /// Draws the field for a pane of this size; before the screen's own pass.
  void record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, const Frame& frame, double dt);
  /// The pane itself, with what is pointed at and the panel of what is worked. Inside a frame of the UI.
  void draw(const hmi::Desk& desk, const hmi::ExerciseCard& exercise, ui::Renderer& renderer, ImVec2 at, ImVec2 size, bool active);
  /// Shows the way to a tag.
  void lead_to(const std::string& tag) { hud_.lead_to(tag); }
  bool looking() const { return looking_; }
  float head_foot() const { return hud_.head_foot(); }
  /// `values`: of the plant, as it is heard here. `horn`: priority of the alarm that it sounds for, 0: none.
  void hear(std::span<const double> values, int horn, float volume, bool captions);
  sound::Mixer& mixer() { return mixer_; }
  /// day, dusk or night, by name; empty: as the plant says. L goes on to the next.
  void set_light(const std::string& light);
  std::optional<std::string> take_light() { return std::exchange(chosen_light_, std::nullopt); }

 private:
  /// Where the person stands: an act in the field carries it.
  Place standing() const;
  void panel(const hmi::Desk& desk, ImVec2 at, ImVec2 size);
  /// What is heard, in words, over the keys at the foot.
  void captions(const hmi::Desk& desk, ImVec2 foot) const;
  /// What a hand can do with it, from where one stands.
  void work(const hmi::Desk& desk, const hmi::Thing& t, bool near, float room);
  void choose(const hmi::Desk& desk, const hmi::Thing& t, RowId id, bool near, float room);
  void point(const hmi::Desk& desk, const std::string& tag, const std::string& part);
  void press(const hmi::Desk& desk, const scene::FieldObject& object);

  scene::FieldRenderer renderer_;
  passes::Resolution resolution_;
  const passes::TimeOfDay own_light_;
  passes::TimeOfDay light_;
  std::optional<std::string> chosen_light_;   // by L, since it was last asked
  const Reach reach_;
  scene::Walker walker_;
  FieldHud hud_;
  FieldRadio radio_;
  sound::Mixer mixer_;
  glm::vec3 last_feet_{0};
  float since_step_ = 0;   // m
  bool captions_ = false;
  bool inside_ = false, looking_ = false, hovered_ = false;
  ImVec2 at_{0, 0}, pointer_{-1, -1};
  // What stands under a point is known some pictures later: a click waits until it is known of the very point that was clicked.
  const scene::FieldObject* seen_ = nullptr;
  glm::vec2 seen_at_{-1}, asked_at_[gpu::Frames::kInFlight]{};
  std::optional<glm::vec2> clicked_;
  double clicked_time_ = 0;   // s of the UI's clock
  std::string worked_;   // tag of the open panel
  bool in_hand_ = false;   // and was within reach
};

}  // namespace retort
