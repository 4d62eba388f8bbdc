#include "apps/bench/field.h"

#include "apps/bench/camera.h"
#include "apps/bench/frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "apps/window/field_view.h"
#include "engine/passes/resolution.h"
#include "platform/paths.h"
#include "scenarios/session/library.h"
#include "sim/run/simulation.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

/// The share of the resolution at which a window on this device comes to rest.
float settled(Camera& camera, passes::Resolution resolution) {
  for (int i = 0; i < 4; ++i) {
    const float before = resolution.scale();
    const double ms = camera.frames(1, before).device_ms;
    for (int k = 0; k < 9; ++k) resolution.took(ms);
    if (resolution.scale() == before) break;
  }
  return resolution.scale();
}

}  // namespace

FrameBench bench_frames(const std::string& plant_file) {
  const auto plant = load_compiled(plant_file);
  Simulation sim(plant, {});
  for (int i = 0; i < 50; ++i) sim.step();
  gpu::Gpu gpu;
  scene::FieldRenderer renderer = make_field(gpu, *plant, passes::FieldQuality::for_window(gpu));
  Camera camera(gpu, renderer, sim.frame().values, renderer.scene().cameras.at("overview"), {1280, 720});
  const float scale = settled(camera, passes::Resolution::for_window(gpu));
  const Cost cost = camera.frames(11, scale);
  return {gpu.name(), cost.record_ms, cost.frame_ms, cost.processor_ms, scale, renderer.triangles()};
}

nlohmann::json bench_field(bool print) {
  constexpr VkExtent2D kSize{1920, 1080};
  nlohmann::json result = nlohmann::json::array();
  gpu::Gpu gpu;
  const passes::FieldQuality window = passes::FieldQuality::for_window(gpu);
  if (print) {
    fmt::print("{}x{} on {}\n", kSize.width, kSize.height, gpu.name());
    fmt::print("{:18}{:10}{:>10}{:>9}{:>10}{:>6}{:>7}{:>8}{:>9}{:>12}{:>21}   as the window draws it\n", "plant", "camera", "triangles", "drawn", "instances", "draws", "passes", "MB", "record", "by device", "medium, processor");
  }
  std::vector<fs::path> files;
  for (const fs::directory_entry& folder : fs::directory_iterator(library_folder()))
    if (fs::is_regular_file(folder.path() / "plant.yaml")) files.push_back(folder.path() / "plant.yaml");
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const auto plant = load_compiled(file.string());
    Simulation sim(plant, {});
    for (int i = 0; i < 20; ++i) sim.step();
    scene::FieldRenderer medium = make_field(gpu, *plant, {passes::Tier::medium, false}), judged = make_field(gpu, *plant, {passes::Tier::medium, false, passes::Culling::device}), low = make_field(gpu, *plant, window);
    for (const auto& [name, camera] : medium.scene().cameras) {
      const std::string plant_name = file.parent_path().filename().string();
      const Cost whole = Camera(gpu, medium, sim.frame().values, camera, kSize).frames(3, 1);
      const double by_device_ms = Camera(gpu, judged, sim.frame().values, camera, kSize).frames(3, 1).record_ms;
      Camera shown(gpu, low, sim.frame().values, camera, kSize);
      const float scale = settled(shown, passes::Resolution::for_window(gpu));
      const Cost own = shown.frames(5, scale);
      const passes::Count& c = whole.count;
      result.push_back({{"field", plant_name}, {"camera", name}, {"triangles", medium.triangles()}, {"triangles_drawn", c.triangles}, {"instances", c.instances},
                        {"draws", c.draws}, {"passes", c.passes}, {"bytes", c.bytes}, {"record_ms", whole.record_ms}, {"record_by_device_ms", by_device_ms}, {"medium_ms", whole.frame_ms}, {"medium_processor_ms", whole.processor_ms},
                        {"window_tier", name_of(window.tier)}, {"window_scale", scale}, {"window_ms", own.frame_ms}, {"window_device_ms", own.device_ms}, {"window_processor_ms", own.processor_ms}, {"window_record_ms", own.record_ms}});
      if (print)
        fmt::print("{:18}{:10}{:>10}{:>9}{:>10}{:>6}{:>7}{:>8.0f}{:>6.2f} ms{:>9.2f} ms{:>8.0f} ms{:>7.0f} ms   {} tier at {:.0f} %: {:.0f} ms, processor {:.0f} ms\n", plant_name, name, medium.triangles(), c.triangles, c.instances,
                   c.draws, c.passes, double(c.bytes) * 1e-6, whole.record_ms, by_device_ms, whole.frame_ms, whole.processor_ms, name_of(window.tier), scale * 100, own.frame_ms, own.processor_ms);
    }
  }
  if (print)
    fmt::print("MB: an estimate, of vertices, instances and targets, each touched once; shadows are kept while nobody walks. By device: what the CPU records where the device culls.\n"
               "Budget of a frame of 16.7 ms at 1080p on integrated graphics of 2018: shadows 2, lit 6.5 with its depth, occlusion 1.5, FXAA 1, sky and tone 1,\n"
               "board 1.5, reserve 3. At some 20 GB/s that such a device has, 200 MB are 10 ms.\n");
  return result;
}

}  // namespace retort
