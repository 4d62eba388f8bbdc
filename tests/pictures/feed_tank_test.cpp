// The shipped plant in the field: everything has its place, its way and its value.
#include <algorithm>
#include <cmath>

#include "layout/layout_of_plant.h"
#include "engine/scene/field_renderer.h"
#include "sim/model/compiled_plant.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"
#include "tests/pictures/gpu_fixture.h"

using namespace retort;

namespace {
const std::string kPlant = RETORT_SOURCE "/scenarios/library/feed_tank/plant.yaml";
}

TEST_CASE("the pipes of feed_tank are routed without clashes, with every valve on them", "[feed_tank]") {
  layout::PlantLayout l = layout::layout_of(*compile(load_plant(kPlant), standard_blocks()));
  layout::place_nozzles(l);
  const layout::RoutedPlant routed = layout::route(l);
  CHECK(routed.notes == std::vector<std::string>{});
  CHECK(layout::clashes(l, routed) == std::vector<std::string>{});
  for (const layout::Line& line : l.lines) {
    INFO(line.tag);
    CHECK(routed.find(line.tag)->items.size() == line.through.size());
  }
}

TEST_CASE("everything that moves in the field of feed_tank follows a variable of the plant", "[feed_tank]") {
  const auto plant = compile(load_plant(kPlant), standard_blocks());
  const scene::FieldScene field = scene::build_scene(layout::layout_of(*plant));
  scene::Motions motions(field.part_frames, field.motions);
  motions.resolve([&](std::string_view name) { return int(plant->catalogue.find(name)); });
  CHECK(motions.unresolved() == std::vector<std::string>{});
  for (const BlockSpec& b : plant->spec.blocks)
    if (b.section == "units" || b.section == "lines" || b.section == "instruments") {
      INFO(b.tag);
      const bool seen = std::any_of(field.objects.begin(), field.objects.end(), [&](auto& o) { return o.tag == b.tag; });
      CHECK((seen || b.type == "junction"));
    }
}

TEST_CASE("a person can walk up to every hand valve and station of feed_tank", "[feed_tank]") {
  const auto plant = compile(load_plant(kPlant), standard_blocks());
  const scene::FieldScene field = scene::build_scene(layout::layout_of(*plant));
  for (const scene::FieldObject& o : field.objects) {
    const RowId opening = plant->catalogue.find(o.tag + ".opening");
    if (opening == kNoRow && o.part != "station") continue;
    INFO(o.tag << " at height " << o.centre.z);
    CHECK(o.centre.z > 0.15f);
    CHECK(o.centre.z < 2.0f);
  }
}

TEST_CASE("the cameras of feed_tank show a lit plant", "[feed_tank]") {
  tests::CheckedGpu g;
  const auto plant = compile(load_plant(kPlant), standard_blocks());
  scene::FieldRenderer renderer(g.gpu, scene::build_scene(layout::layout_of(*plant)),
                                [&](std::string_view name) { return int(plant->catalogue.find(name)); });
  REQUIRE(renderer.scene().cameras.count("overview") == 1);
  const std::vector<double> values(plant->catalogue.size(), 0.0);
  for (const auto& [name, camera] : renderer.scene().cameras) {
    INFO(name);
    scene::FieldView view;
    view.camera = camera;
    const gpu::Picture p = renderer.shot(values, view, {320, 180});
    double sum = 0, squares = 0;
    for (size_t i = 0; i < p.rgba.size(); i += 4) sum += p.rgba[i + 1], squares += double(p.rgba[i + 1]) * p.rgba[i + 1];
    const double n = double(p.rgba.size() / 4), mean = sum / n;
    CHECK(mean > 60);
    CHECK(mean < 220);
    CHECK(std::sqrt(squares / n - mean * mean) > 15);  // neither fog nor a wall
  }
}

TEST_CASE("a plant without field equipment has an empty yard, and no more", "[feed_tank]") {
  const auto plant = compile(load_plant(RETORT_SOURCE "/scenarios/library/tennessee_eastman/plant.yaml"), standard_blocks());
  const scene::FieldScene field = scene::build_scene(layout::layout_of(*plant));
  CHECK(glm::length(field.high - field.low) < 50);
  CHECK(field.draw.instances.size() < 5000);
  CHECK(field.cameras.contains("overview"));
}
