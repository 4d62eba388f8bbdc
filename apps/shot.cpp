// A picture without a display: the field from a camera of the plant, or the board, at a simulated time.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "apps/command_line/progress.h"
#include "apps/command_line/report_file.h"
#include "apps/window/field_view.h"
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

passes::TimeOfDay parse_light(const std::string& text) {
  if (const auto t = passes::time_of_day(text)) return *t;
  throw UsageError("--light", {}, fmt::format("'{}' is not day, dusk or night", text));
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
  if (!o.light.empty()) parse_light(o.light);
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
      picture = board_shot(gpu, *run, run->prepared().texts(o.language, run->setup().seed), size, o.text / 100.0, o.camera.substr(std::min<std::size_t>(6, o.camera.size())), o.tag);
    } catch (const std::invalid_argument& e) {
      fmt::print(stderr, "{}\n", e.what());
      return kWrongUse;
    }
  } else {
    scene::FieldRenderer renderer = make_field(gpu, run->plant(), field_of(run->prepared()));
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
    view.light = o.light.empty() ? light_of_plant(run->plant()) : parse_light(o.light);
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

}  // namespace retort
