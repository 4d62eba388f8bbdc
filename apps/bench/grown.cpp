#include "apps/bench/grown.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include "apps/bench/camera.h"
#include "drawing/pages.h"
#include "engine/scene/field_renderer.h"
#include "layout/layout_of_plant.h"
#include "platform/paths.h"
#include "sim/run/blocks.h"
#include "sim/run/simulation.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

constexpr int kLinesOfTank = 5;   // in, to the pump, from it, minimum flow back, drain
constexpr int kAcross = 10;       // tanks in a row

std::string plant_text(int tanks) {
  std::string units, lines, instruments, control, from = "X-0";
  const auto place = [](int k) { return std::pair(11 * (k / kAcross % 2 ? kAcross - 1 - k % kAcross : k % kAcross), 10 * (k / kAcross)); };
  units = "  X-0: {type: boundary, pressure: 3 bar, temperature: 15 degC, at: [-7, 0, 0.6]}\n";
  for (int k = 0; k < tanks; ++k) {
    const auto [x, y] = place(k);
    const int t = 100 + k;
    units += fmt::format(
        "  FV-{0}: {{type: control_valve, kv: 20 m3/h, command: 40 %, at: [{1}, {2}, 0.8]}}\n"
        "  T-{0}: {{type: tank, diameter: 2 m, height: 3 m, nozzle: 80 mm, inlet_height: 2.8 m, recycle_height: 2.5 m, outlet_height: 0.15 m, start: {{level: 50 %, temperature: 15 degC}}, at: [{3}, {4}, 0]}}\n"
        "  HV-{0}: {{type: hand_valve, kv: 120 m3/h, opening: 100 %, at: [{5}, {4}, 0.5]}}\n",
        t, x - 3, y + 1.5, x, y, x + 2.2);
    units += fmt::format(
        "  P-{0}: {{type: centrifugal_pump, curve: [[0 m3/h, 40 m], [15 m3/h, 38 m], [30 m3/h, 33 m], [50 m3/h, 21 m]], motor_power: 5.5 kW, start: {{running: 1, pressure: 4.6 bar}}, at: [{1}, {2}, 0.5]}}\n"
        "  HV-{3}: {{type: hand_valve, kv: 90 m3/h, opening: 100 %, at: [{4}, {2}, 0.8]}}\n"
        "  J-{0}: {{type: junction, start: {{pressure: 4.4 bar}}, at: [{5}, {2}, 0.8]}}\n",
        t, x + 4, y, t + 200, x + 5.5, x + 6.3);
    units += fmt::format(
        "  HV-{0}: {{type: hand_valve, kv: 30 m3/h, opening: 50 %, at: [{1}, {2}, 1.0]}}\n"
        "  HV-{3}: {{type: hand_valve, kv: 30 m3/h, opening: 0 %, at: [{4}, {5}, 0.5]}}\n"
        "  X-{3}: {{type: boundary, kind: drain, pressure: 101.325 kPa, at: [{6}, {5}, 0.3]}}\n",
        t + 400, x + 4, y + 2.5, t + 600, x + 1, y - 2.5, x + 2.5);
    const int first = 1000 + kLinesOfTank * k;
    lines += fmt::format("  L-{0}: {{from: {1}, to: T-{2}.in, through: [FV-{2}], dn: 65, length: 10 m, k: 3}}\n", first, from, t);
    lines += fmt::format("  L-{0}: {{from: T-{1}.out, to: P-{1}.in, through: [HV-{1}], dn: 80, length: 4 m, k: 1.5}}\n", first + 1, t);
    lines += fmt::format("  L-{0}: {{from: P-{1}.out, to: J-{1}, through: [HV-{2}], dn: 65, length: 4 m, k: 2}}\n", first + 2, t, t + 200);
    lines += fmt::format("  L-{0}: {{from: J-{1}, to: T-{1}.recycle, through: [HV-{2}], dn: 40, length: 8 m, k: 3}}\n", first + 3, t, t + 400);
    lines += fmt::format("  L-{0}: {{from: T-{1}.out, to: X-{2}, through: [HV-{2}], dn: 50, length: 5 m, k: 3}}\n", first + 4, t, t + 600);
    instruments += fmt::format("  LT-{0}: {{type: level_transmitter, of: T-{0}.level, range: [0 %, 100 %]}}\n", t);
    control += fmt::format("  LIC-{0}: {{type: pid, pv: LT-{0}, out: FV-{0}, action: reverse, gain: 2, ti: 300 s, sp: 50 %, mode: auto}}\n", t);
    from = fmt::format("J-{}", t);
  }
  return "format: 1\nplant: grown\nscan: 200 ms\nmedium: water\nunits:\n" + units + "lines:\n" + lines + "instruments:\n" + instruments + "control:\n" + control;
}

double seconds_of(const auto& what) {
  const auto start = std::chrono::steady_clock::now();
  what();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// What the window does between the click and its first picture.
struct Opened {
  std::shared_ptr<const CompiledPlant> plant;
  std::unique_ptr<Simulation> sim;
  PlantPages pages;
  std::unique_ptr<scene::FieldRenderer> field;
};
Opened open(gpu::Gpu& gpu, const SymbolLibrary& symbols, const std::string& text, const std::string& cache, const passes::FieldQuality& quality) {
  Opened o;
  o.plant = compile(parse_plant(text, "grown"), standard_blocks());
  o.sim = std::make_unique<Simulation>(o.plant, SimulationOptions{});
  o.sim->step();
  o.pages = pages_of(*o.plant, symbols);
  o.pages.pages.front().drawn();
  o.field = std::make_unique<scene::FieldRenderer>(gpu, scene::build_scene(layout::layout_of(*o.plant), {"", cache}),
                                                   [&plant = *o.plant](std::string_view name) { return static_cast<int>(plant.catalogue.find(name)); }, quality);
  return o;
}

}  // namespace

nlohmann::json bench_grown(bool print) {
  nlohmann::json result = nlohmann::json::array();
  gpu::Gpu gpu;
  const passes::FieldQuality quality = passes::FieldQuality::for_window(gpu);
  const SymbolLibrary symbols(assets_folder() + "/symbols");
  const fs::path cache = fs::temp_directory_path() / fmt::format("retort-bench-{}", std::chrono::steady_clock::now().time_since_epoch().count());
  std::optional<passes::Camera> corner;   // the same for both: over the first tanks, at a man's height
  double small = 0;
  for (const int tanks : {10, 100}) {
    const std::string text = plant_text(tanks);
    fs::create_directories(cache);
    double first = 0, again = 0;
    Opened plant;
    first = seconds_of([&] { plant = open(gpu, symbols, text, cache.string(), quality); });
    plant = {};
    again = seconds_of([&] { plant = open(gpu, symbols, text, cache.string(), quality); });
    plant.pages.draughtsmen.reset();        // what they still draw must not be counted with the pictures
    if (!corner) {
      corner = plant.field->scene().cameras.at("overview");
      corner->eye = {-8, -9, 1.7f};
      corner->yaw = 0.75f;
      corner->pitch = -0.05f;
    }
    Camera camera(gpu, *plant.field, plant.sim->frame().values, *corner, {1280, 720});
    const Cost cost = camera.frames(9, 1);
    if (small == 0) small = cost.processor_ms;
    result.push_back({{"grown_lines", kLinesOfTank * tanks}, {"first_s", first}, {"again_s", again}, {"record_ms", cost.record_ms}, {"frame_ms", cost.frame_ms}, {"processor_ms", cost.processor_ms}, {"over_small", cost.processor_ms / small}});
    if (print)
      fmt::print("grown to {:3} lines: opened in {:.1f} s, in {:.1f} s with routes as kept; {} pages; a picture at 1280x720: {:.2f} ms to record, {:.0f} ms, processor {:.0f} ms ({:.2f} x)\n", kLinesOfTank * tanks, first, again,
                 plant.pages.pages.size(), cost.record_ms, cost.frame_ms, cost.processor_ms, cost.processor_ms / small);
    std::error_code ignored;
    fs::remove_all(cache, ignored);
  }
  return result;
}

}  // namespace retort
