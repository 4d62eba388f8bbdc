// What a view sees, judged by the device: the same picture as judged by the CPU, from as many instances, frame after frame.
#include <vector>

#include "engine/gpu/picture.h"
#include "engine/scene/field_renderer.h"
#include "layout/layout_of_plant.h"
#include "sim/model/compiled_plant.h"
#include "sim/run/blocks.h"
#include "sim/run/simulation.h"
#include "tests/pictures/demo_layout.h"
#include "tests/pictures/gpu_fixture.h"

using namespace retort;
using passes::Culling;

namespace {

passes::FieldQuality culled_by(Culling who) { return {passes::Tier::medium, false, who}; }

constexpr VkExtent2D kExtent{480, 270};

/// One field twice: judged by the CPU, and by the device.
struct Both {
  gpu::Gpu& g;
  scene::FieldRenderer cpu, device;
  template <class Scene>
  Both(gpu::Gpu& g, const Scene& scene, const scene::Resolver& resolver) : g(g), cpu(g, scene(), resolver, culled_by(Culling::cpu)), device(g, scene(), resolver, culled_by(Culling::device)) {
    REQUIRE(passes::DeviceCulling::possible(g));
  }
  /// A frame as a window has them: what was drawn before stays.
  gpu::Picture frame(scene::FieldRenderer& r, std::span<const double> values, const scene::FieldView& view) const {
    gpu::ReadBack read(g, kExtent, passes::FieldPasses::kColorFormat);
    g.run([&](VkCommandBuffer cmd) {
      r.record(cmd, 0, kExtent, values, 0, view);
      r.image().to(cmd, gpu::Use::kTransferSrc);
      read.record(cmd, r.image().handle());
      r.image().to(cmd, gpu::Use::kSampled);
    });
    g.collect();
    return read.finish();
  }
  /// Each frame with shadows of its own, and while those of what stands are kept. What the device drew in a frame it says in the next ones of its
  /// slot: counted are frames that have several like them before.
  void check(std::span<const double> values, const scene::FieldView& view) {
    for (const bool anew : {true, false}) {
      scene::FieldView v = view;
      v.still = anew;
      for (int i = 0; i < 4; ++i) {
        INFO((anew ? "shadows anew" : "shadows kept") << ", frame " << i);
        const gpu::Difference d = gpu::compare(frame(cpu, values, v), frame(device, values, v));
        CHECK(d.mean < 0.001);
        CHECK(d.worst_share < 0.0001);
        if (i == 0) CHECK(cpu.passes().picked(0) == device.passes().picked(0));
        v.pick.reset();   // nobody points at what flies: the device writes it for the pointer too, and it is not drawn
      }
      INFO((anew ? "shadows anew" : "shadows kept"));
      CHECK(device.passes().count().instances == cpu.passes().count().instances);
      CHECK(device.passes().count().triangles == cpu.passes().count().triangles);
      CHECK(device.passes().count().instances > 0);
    }
    CHECK(device.passes().count().instances < device.passes().instances());
  }
};

}  // namespace

TEST_CASE("judged by the device or by the CPU, the demo is the same with shadows anew and while they are kept", "[culling]") {
  tests::CheckedGpu g;
  tests::DemoValues values = tests::demo_values();
  values.set("L-1003.leak_flow", 0.5);   // something flies
  Both both(g.gpu, [] { return scene::build_scene(tests::demo_layout()); }, [&](std::string_view n) { return values.find(n); });
  for (const char* camera : {"overview", "pumps"})
    for (const bool inside : {false, true})
      for (const float turned : {-1.2f, 0.f, 1.2f}) {   // rad
        INFO(camera << (inside ? ", inside view" : "") << ", turned " << turned);
        scene::FieldView v;
        v.camera = both.cpu.scene().cameras.at(camera);
        v.camera.yaw += turned;
        v.inside = inside;
        v.pick = glm::vec2(240, 150);
        both.check(values.values, v);
      }
}

TEST_CASE("judged by the device or by the CPU, glycol_plant is the same beside its reactor and inside it", "[culling]") {
  tests::CheckedGpu g;
  const auto plant = compile(load_plant(RETORT_SOURCE "/scenarios/library/glycol_plant/plant.yaml"), standard_blocks());
  Simulation sim(plant, {});
  for (int i = 0; i < 20; ++i) sim.step();
  Both both(g.gpu, [&] { return scene::build_scene(layout::layout_of(*plant), {plant->spec.folder + "/routes.json", "", {}}); },
            [&](std::string_view n) { return int(plant->catalogue.find(n)); });
  scene::FieldView v;
  v.camera = both.cpu.scene().cameras.at("reactor");
  v.pick = glm::vec2(240, 150);
  for (const bool inside : {false, true}) {
    INFO((inside ? "inside view" : "from outside"));
    v.inside = inside;
    both.check(sim.frame().values, v);
  }
}

TEST_CASE("a part that has moved is judged where it is, and what hides when it is zero is not there", "[culling]") {
  tests::CheckedGpu g;
  geometry::MeshLibrary meshes;
  geometry::Builder b(meshes);
  b.box({0, 0, -0.5f}, {200, 200, 1}, {});
  {
    geometry::MovingPart part(b, glm::mat4(1));
    b.object = 7;
    b.box({0, 0, 2}, {1, 1, 1}, {});
    b.box({0, 0, 4}, {1, 1, 1}, {.flags = geometry::kHideWhenZero});
  }
  const geometry::DrawList list = geometry::make_draw_list(b, {-50, -50, -1}, {50, 50, 10});
  for (const Culling who : {Culling::cpu, Culling::device}) {
    INFO((who == Culling::device ? "device" : "CPU"));
    std::vector<geometry::PartState> parts(2);
    passes::FieldPasses field(g.gpu, list, {false, true}, parts, culled_by(who));
    passes::FieldFrame f;
    f.camera = passes::Camera::looking({30, -12, 3}, {30, 0, 3});   // 30 m beside where the part is at rest
    /// What is picked at a pixel, and how many instances were drawn: of the last of some frames.
    const auto seen = [&](float x, float amount, glm::vec2 pixel) {
      f.pick = pixel;
      parts[1].row0.w = x, parts[1].amount.x = amount;
      f.parts = parts;
      for (int k = 0; k < 3; ++k) {
        ++f.shadow_version;
        g.gpu.run([&](VkCommandBuffer cmd) { field.record(cmd, 0, {160, 90}, f); });
      }
      return std::pair{field.picked(0), field.count().instances};
    };
    const glm::vec2 lower{80, 55}, upper{80, 36};
    const auto [away_object, away] = seen(0, 1, lower);
    CHECK(away_object == 0);
    const auto [here_object, here] = seen(30, 1, lower);
    CHECK(here_object == 7);
    CHECK(here > away);
    CHECK(seen(30, 1, upper).first == 7);
    const auto [hidden_object, hidden] = seen(30, 0, upper);   // the upper box hides
    CHECK(hidden_object == 0);
    CHECK(hidden < here);
    CHECK(seen(30, 0, lower).first == 7);
  }
}
