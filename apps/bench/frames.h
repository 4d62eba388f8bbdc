#pragma once
#include <cstdint>
#include <string>

namespace retort {

/// Medians over several frames of the overview camera at 1280x720.
struct FrameBench {
  std::string device;
  double record_ms = 0;  // CPU time to record the commands
  double frame_ms = 0;   // until the picture is there
  std::uint64_t triangles = 0;
};
FrameBench bench_frames(const std::string& plant_file);

}  // namespace retort
