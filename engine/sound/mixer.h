#pragma once
#include <functional>
#include <glm/glm.hpp>
#include <span>
#include <string>
#include <vector>

#include "engine/sound/sound_table.h"
#include "sim/model/compiled_plant.h"

/// What one hears in a plant, as samples: voices of units where they stand, the horn of the control room and one's own steps. No device is
/// needed; engine/sound/speaker.h is the one that makes it heard.
namespace retort::sound {

struct Listener {
  glm::vec3 at{0};
  float yaw = 0;    ///< rad: where one looks
};

/// What one hears most of, for captions.
struct Heard {
  std::string tag;
  Kind kind = Kind::hum;
  float loudness = 0;
};

class Mixer {
 public:
  /// Where each tag is; what has no place is not heard.
  using Place = std::function<bool(const std::string& tag, glm::vec3& at)>;
  Mixer(const CompiledPlant& plant, const Place& place);

  /// What the plant does now (Frame::values), and from where it is heard.
  void follow(std::span<const double> values, const Listener& listener);
  /// Priority, 1 to 3, of the most urgent alarm that nobody has acknowledged; 0: none. It sounds until then.
  void horn(int priority) { horn_ = priority; }
  /// One step of the walker.
  void step() { step_ = 1; }
  void volume(float v) { volume_ = v; }

  /// The next samples, left and right in turn, -1 to 1.
  void render(std::span<float> stereo);
  /// What is louder than a whisper where one stands, loudest first; one line for each tag.
  std::vector<Heard> heard() const;

 private:
  struct Source {
    std::string tag;
    Rule rule;
    glm::vec3 at{0};
    RowId value = kNoRow, times = kNoRow;
    Voice voice;
    float amount = 0, left = 0, right = 0;         // wanted
    float now = 0, now_left = 0, now_right = 0;    // on its way there, so that nothing clicks
  };
  std::vector<Source> sources_;
  int horn_ = 0;
  double horn_phase_ = 0, horn_time_ = 0;
  float step_ = 0, volume_ = 1, horn_now_ = 0;
  Voice step_voice_{Kind::rush, 240, 77};
};

}  // namespace retort::sound
