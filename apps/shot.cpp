// A picture without a display: the field from a camera of the plant, or the board, at a simulated time.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "apps/commands.h"
#include "apps/outputs.h"
#include "apps/progress.h"
#include "apps/field_view.h"
#include "apps/frame_bench.h"
#include "scenarios/session/library.h"
#include "scenarios/session/session.h"
#include "apps/board_glue.h"
#include "scenarios/session/operator.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

VkExtent2D parse_size(const std::string& text) {
  unsigned w = 0, h = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%ux%u%c", &w, &h, &rest) != 2 || w < 16 || h < 16 || w > 8192 || h > 8192)
    throw UsageError("--size", {}, fmt::format("'{}' is not WIDTHxHEIGHT between 16x16 and 8192x8192", text));
  return {w, h};
}

/// The plant or scenario run up to a time, or a recording replayed up to it.
Session run_until(const ShotOptions& o, double at) {
  if (fs::path(o.file).extension() == ".rec") {
    const Recording whole = read_recording(o.file);
    Session s = open_recorded(whole);
    const auto last = static_cast<std::uint64_t>(at / s.plant->scan_period() + 0.5);
    Recording part = whole;
    std::erase_if(part.records, [&](const Record& r) {
      if (const auto* k = std::get_if<KeyframeRecord>(&r)) return k->snapshot.plant.scan > last;
      if (const auto* c = std::get_if<CommandRecord>(&r)) return c->command.scan >= last;
      if (const auto* h = std::get_if<HashRecord>(&r)) return h->scan > last;
      if (const auto* t = std::get_if<RestartRecord>(&r)) return t->scan >= last;
      if (const auto* b = std::get_if<BacktrackRecord>(&r)) return b->scan > last;
      if (const auto* e = std::get_if<EndRecord>(&r)) return e->scan > last;
      return false;
    });
    replay(part, *s.sim, false);
    while (s.sim->scan() < last) s.sim->step();
    return s;
  }
  SessionOptions options;
  options.language = o.language;
  Session s = open_session(o.file, options);
  Operator op;
  if (!o.operator_file.empty() && o.operator_file != "nobody" && s.scenario) {
    std::error_code ignored;
    const fs::path beside = fs::path(s.scenario->folder) / o.operator_file;
    op = Operator::load(fs::is_regular_file(o.operator_file, ignored) ? o.operator_file : beside.string(), *s.plant, s.scenario.get());
  }
  Progress progress(o.file);
  while (s.sim->time() < at - 1e-9 && !s.finished()) {
    op.act(*s.sim, s.player.get());
    s.sim->step();
    progress.at(s.sim->time() / at);
  }
  return s;
}

}  // namespace

int shot_command(const ShotOptions& o) {
  const VkExtent2D size = parse_size(o.size);
  Outputs outputs;
  outputs.reads(find_file(o.file));
  outputs.reads(o.operator_file);
  outputs.writes("--output", o.output);
  const Session s = run_until(o, parse_duration(o.at, "--at"));
  gpu::Gpu gpu;
  gpu::Picture picture;
  if (o.camera == "board") {
    picture = board_shot(gpu, s, session_texts(s, o.language), size);
  } else {
    scene::FieldRenderer renderer = make_field(gpu, *s.plant);
    const auto camera = renderer.scene().cameras.find(o.camera);
    if (camera == renderer.scene().cameras.end()) {
      std::vector<std::string> names = {"board"};
      for (const auto& [name, c] : renderer.scene().cameras) names.push_back(name);
      fmt::print(stderr, "There is no camera '{}'.{} Cameras: {}\n", o.camera, did_you_mean(o.camera, names), fmt::join(names, ", "));
      return kWrongUse;
    }
    scene::FieldView view;
    view.camera = camera->second;
    view.inside = o.inside;
    picture = renderer.shot(s.sim->frame().values, view, size, s.sim->time());
  }
  try {
    gpu::write_png(picture, o.output);
  } catch (const std::runtime_error& e) {
    throw FileError(o.output, {}, e.what());
  }
  if (o.json) {
    fmt::print("{}\n", nlohmann::json{{"picture", o.output}, {"width", size.width}, {"height", size.height}, {"gpu", gpu.name()},
                                      {"simulated_s", s.sim->time()}, {"validation_errors", gpu.validation().errors}}
                            .dump());
  } else {
    fmt::print("{}\n", o.output);
  }
  return gpu.validation().errors > 0 ? kCheckFailed : kFine;
}

FrameBench bench_frames(const std::string& plant_file) {
  const auto plant = load_compiled(plant_file);
  Simulation sim(plant, {});
  for (int i = 0; i < 50; ++i) sim.step();
  gpu::Gpu gpu;
  scene::FieldRenderer renderer = make_field(gpu, *plant, passes::FieldQuality::for_window(gpu));  // what a window shows on this device
  scene::FieldView view;
  view.camera = renderer.scene().cameras.at("overview");
  std::vector<double> record, frame;
  for (int i = 0; i < 12; ++i) {
    const auto start = std::chrono::steady_clock::now();
    renderer.shot(sim.frame().values, view, {1280, 720}, 0.1 * i);
    frame.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    record.push_back(renderer.record_ms());
  }
  const auto median = [](std::vector<double> v) {
    v.erase(v.begin(), v.begin() + 2);  // the first frames make pipelines and buffers
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
  };
  return {gpu.name(), median(record), median(frame), renderer.triangles()};
}

}  // namespace retort
