// A picture without a display: the field from a camera of the plant, or the board, at a simulated time.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "apps/command_line/progress.h"
#include "apps/command_line/report_file.h"
#include "apps/window/field_view.h"
#include "apps/bench/frames.h"
#include "scenarios/session/library.h"
#include "apps/window/board_glue.h"
#include "scenarios/session/play.h"
#include "scenarios/session/replay.h"
#include "scenarios/session/verify.h"
#include "sim/base/file.h"

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
std::unique_ptr<Run> run_until(const ShotOptions& o, double at) {
  if (fs::path(o.file).extension() == ".rec") {
    const Recording recording = read_recording(o.file);
    Replay replay(recording, prepare(recording.material), recording.header.program == program_id(), true);
    if (!replay.go_to(replay.position_at(at))) throw FileError(o.file, {}, "is refused: " + replay.result().reason);
    return replay.take();
  }
  Prepared prepared = open_material(o.file);
  Operator who;
  if (!o.operator_file.empty() && o.operator_file != "nobody" && prepared.scenario) {
    std::error_code ignored;
    const fs::path beside = fs::path(prepared.folder) / o.operator_file;
    who = Operator::load(fs::is_regular_file(o.operator_file, ignored) ? o.operator_file : beside.string(), *prepared.plant, prepared.scenario.get());
  }
  RunSetup setup;
  setup.language = o.language;
  auto run = std::make_unique<Run>(std::move(prepared), setup);
  Progress progress(o.file);
  while (run->time() < at - 1e-9 && !run->over()) {
    who.act(*run);
    run->step();
    progress.at(run->time() / at);
  }
  return run;
}

}  // namespace

int shot_command(const ShotOptions& o) {
  const VkExtent2D size = parse_size(o.size);
  Outputs outputs;
  outputs.reads_folder_of(find_file(o.file));
  outputs.reads(o.operator_file);
  outputs.writes("--output", o.output);
  const double at = parse_duration(o.at, "--at");
  const std::unique_ptr<Run> run = run_until(o, at);
  if (run->time() < at - run->plant().scan_period())
    fmt::print(stderr, "{} ends at {:.0f} s, before --at {}: the picture is of its end\n", printable(o.file), run->time(), o.at);
  gpu::Gpu gpu;
  gpu::Picture picture;
  if (o.camera == "board" || o.camera.starts_with("board:")) {
    try {
      picture = board_shot(gpu, *run, run->prepared().texts(o.language, run->setup().seed), size, o.text / 100.0, o.camera.substr(std::min<std::size_t>(6, o.camera.size())));
    } catch (const std::invalid_argument& e) {
      fmt::print(stderr, "{}\n", e.what());
      return kWrongUse;
    }
  } else {
    scene::FieldRenderer renderer = make_field(gpu, run->plant());
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
    picture = renderer.shot(run->frame().values, view, size, run->time());
  }
  write_file(o.output, gpu::png(picture));
  if (o.json) {
    fmt::print("{}\n", json_text(nlohmann::json{{"picture", o.output}, {"width", size.width}, {"height", size.height}, {"gpu", gpu.name()},
                                      {"simulated_s", run->time()}, {"validation_errors", gpu.validation().errors}}
));
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
