#pragma once
#include <cstdint>
#include <string>

namespace retort {

/// Medians over several frames of the overview camera at 1280x720, as a window draws them on this device.
struct FrameBench {
  std::string device;
  double record_ms = 0;  // CPU time to record the commands
  double frame_ms = 0;   // until the picture is there
  double processor_ms = 0;  // of all threads
  double scale = 1;      // share of the resolution at which a window comes to rest
  std::uint64_t triangles = 0;
};
FrameBench bench_frames(const std::string& plant_file);

}  // namespace retort
