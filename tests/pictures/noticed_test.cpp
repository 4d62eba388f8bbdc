// Whatever goes wrong in the shipped plants is seen or heard by somebody who stands there, or it is said here why not.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/scene/field_renderer.h"
#include "engine/sound/mixer.h"
#include "layout/layout_of_plant.h"
#include "shapes/shape_library.h"
#include "sim/base/file.h"
#include "sim/model/compiled_plant.h"
#include "sim/run/blocks.h"
#include "sim/run/simulation.h"
#include "tests/pictures/gpu_fixture.h"

using namespace retort;

namespace {

std::shared_ptr<const CompiledPlant> plant_of(const std::string& name) {
  return compile(load_plant(std::string(RETORT_SOURCE) + "/scenarios/library/" + name + "/plant.yaml"), standard_blocks());
}

struct Noticed {
  enum class How { seen, heard, dial, not_in_the_field } how;
  std::string what;   // the noun that moves a part of the shape or drives a voice; or the reason
};

/// By type and malfunction. Types of instrument stand together below.
const std::map<std::string, std::map<std::string, Noticed>>& noticed() {
  using enum Noticed::How;
  const Noticed stem{seen, "position"}, leak{seen, "leak_flow"}, rush{heard, "flow"};
  const Noticed inside{not_in_the_field, "it is inside, and tells itself by temperatures and pressures only"};
  const Noticed later{not_in_the_field, "nothing differs until the pressure is there at which it should have opened"};
  const Noticed chemistry{not_in_the_field, "what reacts is seen by the instruments; what follows, a relief or a torn wall, is seen"};
  static const std::map<std::string, std::map<std::string, Noticed>> all = {
      {"centrifugal_pump", {{"trip", {seen, "speed"}}, {"worn_impeller", {heard, "power"}}, {"cavitation", {heard, "cavitating"}}, {"seal_leak", leak}, {"bearing", {heard, "bearing"}}}},
      {"control_valve", {{"seized", stem}, {"slow", stem}, {"sticking", stem}, {"air_failure", stem}, {"leaking", rush}}},
      {"hand_valve", {{"seized", stem}, {"leaking", rush}}},
      {"check_valve", {{"passing", rush}, {"stuck_closed", rush}}},
      {"relief_valve", {{"stuck_closed", {seen, "lift"}}, {"leaking", rush}, {"set_high", {seen, "lift"}}}},
      {"bursting_disc", {{"pinhole", rush}, {"too_strong", later}, {"blocked", later}}},
      {"line", {{"leak", leak}, {"plugged", {not_in_the_field, "a plugged pipe looks as a free one; gauges and flows tell"}}}},
      {"tank", {{"leak", leak}}},
      {"vessel", {{"leak", leak}}},
      {"tray_column", {{"leak", leak}, {"damaged_trays", inside}, {"foaming", inside}, {"fouled_downcomer", inside}}},
      {"kettle_reboiler", {{"leak", leak}, {"fouling", inside}, {"trap_closed", inside}}},
      {"steam_heater", {{"leak", leak}, {"tube_fouling", inside}, {"shell_fouling", inside}, {"tube_leak", inside}}},
      {"exchanger", {{"tube_fouling", inside}, {"shell_fouling", inside}, {"tube_leak", inside}}},
      {"condenser", {{"fouling", inside}}},
      {"stirred_reactor", {{"leak", leak}, {"trip", {seen, "speed"}}, {"jacket_leak", {seen, "jacket_leaked"}}, {"bad_catalyst", chemistry}, {"inhibitor_lost", chemistry},
                           {"fouling", inside}, {"heating_lost", inside}}},
      {"steam_boiler", {{"leak", leak}, {"flame_failure", {seen, "running"}}, {"scale", inside}}},
      {"steam_trap", {{"blocked", rush}, {"blowing", rush}}},
      {"cooling_tower", {{"fan_trip", {seen, "fan_speed"}}, {"fouling", inside}}},
      {"air_header", {{"trip", {seen, "running"}}, {"leak", {heard, "leak"}}}},
      {"bus", {{"dead", {seen, "live"}}}},
      {"orifice", {{"eroded", {not_in_the_field, "the plate stands between flanges"}}, {"plugged", {not_in_the_field, "the plate stands between flanges"}}}},
      {"strainer", {{"dirt", {not_in_the_field, "the basket is inside; the difference of pressure tells"}}}},
      {"lab_sample", {{"mixed_up", {not_in_the_field, "a bottle with the wrong label looks as any other"}}}},
      {"sequence", {{"stuck", {not_in_the_field, "it runs in the control system"}}}},
  };
  return all;
}

std::optional<Noticed> noticed(const std::string& type, const std::string& malfunction) {
  if (type.ends_with("_gauge")) return Noticed{Noticed::How::dial, "reading"};   // its needle stands still
  if (type.ends_with("_transmitter") || type == "analyser") return Noticed{Noticed::How::not_in_the_field, "a signal: the control room sees it, and the gauge beside it shows otherwise"};
  const auto t = noticed().find(type);
  if (t == noticed().end()) return std::nullopt;
  const auto m = t->second.find(malfunction);
  return m == t->second.end() ? std::nullopt : std::optional(m->second);
}

struct Rig {
  std::shared_ptr<const CompiledPlant> plant;
  tests::CheckedGpu g;
  scene::FieldRenderer renderer;
  std::vector<double> values;

  explicit Rig(const std::string& name)
      : plant(plant_of(name)),
        renderer(g.gpu, scene::build_scene(layout::layout_of(*plant), {plant->spec.folder + "/routes.json", ""}),
                 [this](std::string_view n) { return int(plant->catalogue.find(n)); }) {
    Simulation sim(plant, {});
    values = sim.step().values;
  }
  double& value(const std::string& name) {
    const RowId row = plant->catalogue.find(name);
    INFO(name);
    REQUIRE(row != kNoRow);
    return values[std::size_t(row)];
  }
  glm::vec3 place(const std::string& tag) {
    for (const scene::FieldObject& o : renderer.scene().objects)
      if (o.tag == tag && o.part.empty()) return o.centre;
    FAIL("no " << tag);
    return {};
  }
  /// Where that is which a variable moves.
  glm::vec3 moved_by(scene::Motion::Kind kind, const std::string& name) {
    for (const scene::Motion& m : renderer.scene().motions)
      if (m.kind == kind && !m.names.empty() && m.names[0] == name) return glm::vec3(renderer.scene().part_frames[m.part][3]);
    FAIL("nothing is moved by " << name);
    return {};
  }
  /// Share of the pixels that change when the values do, seen from `from` m away: for what is small, from close by.
  double change(glm::vec3 at, float from, const std::vector<std::pair<std::string, double>>& to) {
    scene::FieldView v;
    v.camera = passes::Camera::looking(at + glm::vec3(0.5f, -1, 0.35f) * from, at, 0.9f);
    const gpu::Picture before = renderer.shot(values, v, {320, 180});
    const std::vector<double> kept = values;
    for (const auto& [name, x] : to) value(name) = x;
    const gpu::Picture after = renderer.shot(values, v, {320, 180});
    values = kept;
    write_file("noticed_" + to.front().first + ".png", gpu::png(after));   // to look at
    return gpu::compare(before, after).worst_share;
  }
};

}  // namespace

TEST_CASE("every malfunction is seen, heard, or said to be neither", "[noticed]") {
  std::set<std::string> told;
  for (const char* name : {"feed_tank", "batch_reactor", "glycol_plant"}) {
    const auto plant = plant_of(name);
    std::map<std::string, const BlockLayout*> blocks;
    for (const BlockLayout& b : plant->blocks) blocks[b.tag] = &b;
    for (const Row& row : plant->catalogue.rows()) {
      if (row.store != Store::malfunction) continue;
      const std::string& type = blocks.at(row.tag)->type;
      if (!told.insert(type + "." + row.noun).second) continue;
      INFO(type << "." << row.noun << ": " << row.help);
      const auto how = noticed(type, row.noun);
      REQUIRE(how);
      if (how->how == Noticed::How::not_in_the_field) {
        CHECK(!how->what.empty());
        continue;
      }
      CHECK(plant->catalogue.find(row.tag + "." + how->what) != kNoRow);
      if (how->how == Noticed::How::heard) {
        const auto rules = sound::sound_table().find(type);
        REQUIRE(rules != sound::sound_table().end());
        CHECK(std::any_of(rules->second.begin(), rules->second.end(), [&](const sound::Rule& r) { return r.noun == how->what; }));
      } else if (how->how == Noticed::How::seen) {
        const auto nothing = [](const std::string&) { return std::optional<double>(); };
        const shapes::Shape s = type == "line" ? shapes::library().piece("liquid_leak", nothing, {{"tag", "X"}, {"name", ""}}) : shapes::library().build(type, nothing, {{"tag", "X"}, {"name", ""}});
        const auto moved_by = [&](const shapes::Part& p) { return std::find(p.nouns.begin(), p.nouns.end(), how->what) != p.nouns.end(); };
        const auto part = std::find_if(s.parts.begin(), s.parts.end(), moved_by);
        REQUIRE(part != s.parts.end());
        // Something is drawn with it, and not in the inside view alone.
        CHECK(std::any_of(s.primitives.begin(), s.primitives.end(), [&](const shapes::Primitive& p) { return p.part >= 0 && moved_by(s.parts[std::size_t(p.part)]) && !p.inside_only; }));
      }
    }
  }
  CHECK(told.size() > 60);
}

TEST_CASE("leaks, an overflow and a trip change the picture where they are", "[noticed]") {
  Rig r("feed_tank");
  const glm::vec3 pump = r.place("P-101");
  CHECK(r.change(pump, 2, {{"P-101.leak_flow", 0.2}, {"P-101.leaked", 20}}) > 0.004);
  CHECK(r.change(r.moved_by(scene::Motion::Kind::kBlow, "P-101.leak_flow"), 0.6f, {{"P-101.leak_flow", 0.2}}) > 0.005);
  const RowId running = r.plant->catalogue.find("P-101.running");
  r.values[std::size_t(running)] = 1;
  CHECK(r.change(r.moved_by(scene::Motion::Kind::kLamp, "P-101.tripped"), 0.15f, {{"P-101.running", 0}, {"P-101.tripped", 1}}) > 0.01);
  CHECK(r.change(r.place("T-100"), 7, {{"T-100.leak_flow", 2}, {"T-100.leaked", 300}}) > 0.002);
  for (const BlockSpec& b : r.plant->spec.blocks)
    if (b.type == "bund") {
      INFO(b.tag);
      CHECK(r.change(r.place(b.tag), 4, {{b.tag + ".volume", 0.01}}) > 0.004);
    }
}

TEST_CASE("a line that leaks drips, and leaves a pool", "[noticed]") {
  Rig r("feed_tank");
  const glm::vec3 at = r.moved_by(scene::Motion::Kind::kBlow, "L-1001.leak_flow");
  CHECK(r.change(at, 0.6f, {{"L-1001.leak_flow", 1}}) > 0.005);
  CHECK(r.change(at, 2, {{"L-1001.leaked", 10}}) > 0.004);
}

TEST_CASE("a relief blows out of its tail pipe", "[noticed]") {
  Rig r("batch_reactor");
  CHECK(r.change(r.place("X-206") + glm::vec3(0, 0, 2.5f), 6, {{"L-206.flow", 8}}) > 0.01);
}

TEST_CASE("hot and cold pipes show it, and an alarm its beacon", "[noticed]") {
  Rig r("feed_tank");
  const glm::vec3 pipe = r.moved_by(scene::Motion::Kind::kBlow, "L-1001.leak_flow");
  CHECK(r.change(pipe, 2, {{"L-1001.temperature", 243}}) > 0.01);
  CHECK(r.change(pipe, 2, {{"L-1001.temperature", 1150}}) > 0.01);
  for (const Row& row : r.plant->catalogue.rows())
    if (row.noun == "announced") r.value(row.name) = 0;
  const glm::vec3 beacon(r.renderer.scene().low + 0.4f, 3.1f);
  const std::string alarm = r.plant->blocks[std::size_t(r.plant->wiring.alarms.at(0).block)].tag;
  CHECK(r.change(beacon, 0.8f, {{alarm + ".announced", 1}}) > 0.01);
}

namespace {

/// Mean square of what is heard in half a second.
double energy(sound::Mixer& m) {
  std::vector<float> samples(2 * sound::kRate / 2);
  m.render(samples);
  m.render(samples);   // once it has got there
  double sum = 0;
  for (float x : samples) {
    REQUIRE(std::isfinite(x));
    REQUIRE(std::abs(x) <= 1);
    sum += double(x) * double(x);
  }
  return sum / double(samples.size());
}

}  // namespace

TEST_CASE("a running pump, a bad bearing, cavitation, a leak and the horn are heard", "[sound]") {
  const auto plant = plant_of("feed_tank");
  std::vector<double> values(plant->catalogue.size(), 0);
  const auto set = [&](const std::string& name, double x) {
    const RowId row = plant->catalogue.find(name);
    INFO(name);
    REQUIRE(row != kNoRow);
    values[std::size_t(row)] = x;
  };
  sound::Mixer mixer(*plant, [](const std::string& tag, glm::vec3& at) { return at = glm::vec3(tag == "P-101" ? 2.f : 40.f, 0, 0), true; });
  const auto now = [&](glm::vec3 ear = glm::vec3(0)) {
    mixer.follow(values, {ear, 0});
    return energy(mixer);
  };
  CHECK(now() == 0);
  set("P-101.speed", 1);
  const double runs = now();
  CHECK(runs > 1e-4);
  REQUIRE(!mixer.heard().empty());
  CHECK(mixer.heard()[0].tag == "P-101");
  CHECK(mixer.heard()[0].kind == sound::Kind::hum);
  CHECK(now({-20, 0, 0}) < 0.1 * runs);
  CHECK(now({-90, 0, 0}) < 1e-8);
  set("P-101.bearing", 1);
  CHECK(now() > 1.3 * runs);
  set("P-101.bearing", 0);
  set("P-101.cavitating", 0.6);
  CHECK(now() > 1.2 * runs);
  set("P-101.cavitating", 0);
  set("P-101.leak_flow", 0.3);
  CHECK(now() > 1.05 * runs);
  std::fill(values.begin(), values.end(), 0.0);
  now();
  CHECK(now() < 1e-8);
  double last = 1;
  for (int priority : {1, 2, 3}) {   // the more urgent, the more of it
    mixer.horn(priority);
    std::vector<float> heard(2 * 3 * sound::kRate);
    mixer.render(heard);
    double e = 0;
    for (float x : heard) e += double(x) * double(x) / double(heard.size());
    CHECK(e > 1e-4);
    CHECK(e < last);
    last = e;
  }
  mixer.horn(0);
  now();
  CHECK(now() < 1e-8);
  mixer.step();
  std::vector<float> step(4000);
  mixer.render(step);
  CHECK(std::any_of(step.begin(), step.end(), [](float x) { return std::abs(x) > 0.01f; }));
  mixer.volume(0);
  mixer.horn(1);
  CHECK(now() == 0);
}

TEST_CASE("the same plant sounds the same twice, and from the side on which it stands", "[sound]") {
  const auto plant = plant_of("feed_tank");
  std::vector<double> values(plant->catalogue.size(), 0);
  values[std::size_t(plant->catalogue.find("P-101.speed"))] = 1;
  std::vector<float> one(2000), two(2000);
  double left = 0, right = 0;
  for (auto* samples : {&one, &two}) {
    sound::Mixer m(*plant, [](const std::string&, glm::vec3& at) { return at = glm::vec3(0, -3, 0), true; });
    m.follow(values, {{0, 0, 0}, 0});   // one looks along x: -y is to the right
    m.render(*samples);
  }
  for (std::size_t i = 0; i < one.size(); i += 2) left += std::abs(one[i]), right += std::abs(one[i + 1]);
  CHECK(one == two);
  CHECK(right > 1.5 * left);
}
