// What a view sees, judged by the device: the same picture as judged by the CPU, from as many instances.
#include "engine/geometry/draw_list.h"
#include "engine/gpu/picture.h"
#include "engine/passes/device_culling.h"
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

constexpr VkExtent2D kExtent{480, 270};

passes::FieldQuality judged_by(Culling who) { return {passes::Tier::medium, false, who}; }

/// One field twice: judged by the CPU, and by the device.
struct Both {
  gpu::Gpu& g;
  scene::FieldRenderer cpu, device;
  gpu::Frames frames{g};

  template <class Scene>
  Both(gpu::Gpu& gpu, const Scene& scene, const scene::Resolver& resolver) : g(gpu), cpu(gpu, scene(), resolver, judged_by(Culling::cpu)), device(gpu, scene(), resolver, judged_by(Culling::device)) {
    REQUIRE(passes::DeviceCulling::possible(gpu));
  }
  /// Of a frame of a slot that has been drawn before: what the device drew is known then, and the shadows of what stands are kept.
  passes::Count counted(scene::FieldRenderer& r, std::span<const double> values, const scene::FieldView& v) {
    for (int k = 0; k < 4; ++k) {
      const auto f = frames.begin();
      r.record(f.cmd, f.slot, kExtent, values, 0, v);
      g.wait(frames.submit(f));
    }
    return r.passes().count();
  }
  /// Twice each: with the shadows of what stands drawn anew, and kept. How many instances it is drawn from.
  uint64_t check(std::span<const double> values, scene::FieldView view) {
    for (const bool kept : {false, true}) {
      INFO((kept ? "kept shadows" : "new shadows"));
      const gpu::Picture a = cpu.shot(values, view, kExtent, 0.1), b = device.shot(values, view, kExtent, 0.1);
      const gpu::Difference d = gpu::compare(a, b);
      CHECK(d.mean < 0.001);
      CHECK(d.worst_share < 0.0001);
    }
    const passes::Count x = counted(cpu, values, view), y = counted(device, values, view);
    CHECK(y.instances == x.instances);
    CHECK(y.triangles == x.triangles);
    CHECK(y.instances > 0);
    CHECK(y.instances < device.passes().instances());   // the camera alone, and what moves in the shadows: less than all there is
    const auto at = [&](scene::FieldRenderer& r) {
      const scene::FieldObject* o = r.pick(values, view, kExtent, {240, 150});
      return o ? o->id : 0;
    };
    CHECK(at(device) == at(cpu));
    return y.instances;
  }
};

}  // namespace

TEST_CASE("judged by the device or by the CPU, the demo is the same picture", "[culling]") {
  tests::CheckedGpu g;
  tests::DemoValues values = tests::demo_values();
  values.set("L-1003.leak_flow", 0.5);   // something flies
  Both both(g.gpu, [] { return scene::build_scene(tests::demo_layout()); }, [&](std::string_view n) { return values.find(n); });
  uint64_t fewest = ~0ull, most = 0;
  for (const char* camera : {"overview", "pumps"})
    for (const bool inside : {false, true})
      for (const float turned : {-1.2f, 0.f, 1.2f}) {   // rad
        INFO(camera << (inside ? ", inside view" : "") << ", turned " << turned);
        scene::FieldView v;
        v.camera = both.cpu.scene().cameras.at(camera);
        v.camera.yaw += turned;
        v.inside = inside;
        const uint64_t n = both.check(values.values, v);
        fewest = std::min(fewest, n), most = std::max(most, n);
      }
  CHECK(most > 100);
  CHECK(fewest < most);
}

TEST_CASE("judged by the device or by the CPU, glycol_plant is the same picture beside its reactor", "[culling]") {
  tests::CheckedGpu g;
  const auto plant = compile(load_plant(RETORT_SOURCE "/scenarios/library/glycol_plant/plant.yaml"), standard_blocks());
  Simulation sim(plant, {});
  for (int i = 0; i < 20; ++i) sim.step();
  Both both(g.gpu, [&] { return scene::build_scene(layout::layout_of(*plant), {plant->spec.folder + "/routes.json", ""}); },
            [&](std::string_view n) { return int(plant->catalogue.find(n)); });
  scene::FieldView v;
  v.camera = both.cpu.scene().cameras.at("reactor");
  for (const bool inside : {false, true}) {
    INFO((inside ? "inside view" : "from outside"));
    v.inside = inside;
    both.check(sim.frame().values, v);
  }
}

TEST_CASE("a part that has moved is judged where it is, and one that hides is not drawn", "[culling]") {
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
    passes::FieldPasses field(g.gpu, list, {false, true}, parts, judged_by(who));
    passes::FieldFrame f;
    f.camera = passes::Camera::looking({30, -12, 3}, {30, 0, 3});   // 30 m beside where the part is at rest
    f.pick = glm::vec2(80, 55);
    const auto seen = [&](float x, float amount) {
      parts[1].row0.w = x, parts[1].amount.x = amount;
      f.parts = parts;
      for (int twice = 0; twice < 2; ++twice) {
        ++f.shadow_version;
        g.gpu.run([&](VkCommandBuffer cmd) { field.record(cmd, 0, {160, 90}, f); });
      }
      return field.count().instances;
    };
    seen(0, 1);   // what is drawn once, such as the view from the zenith
    const uint64_t away = seen(0, 1);
    CHECK(field.picked(0) == 0);
    const uint64_t here = seen(30, 1);
    CHECK(field.picked(0) == 7);
    CHECK(here > away);
    CHECK(seen(30, 0) < here);   // the other box hides
  }
}
