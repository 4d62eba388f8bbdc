#pragma once
#include <memory>

#include "engine/sound/mixer.h"

/// Makes a mixer heard, through OpenAL. Without a device it is silent, and nothing else differs.
namespace retort::sound {

class Speaker {
 public:
  Speaker();
  ~Speaker();
  Speaker(const Speaker&) = delete;
  bool there() const { return device_ != nullptr; }
  /// Gives the device what it has room for; once a picture.
  void feed(Mixer& mixer);

 private:
  static constexpr int kBuffers = 5, kFrames = 1536;   // 35 ms each
  struct Device;
  std::unique_ptr<Device> device_;
};

}  // namespace retort::sound
