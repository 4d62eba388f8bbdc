// The field of feed_tank as glTF, read back.
#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <tiny_gltf.h>

#include "engine/scene/gltf.h"
#include "layout/layout_of_plant.h"
#include "sim/base/file.h"
#include "sim/model/compiled_plant.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"

using namespace retort;

TEST_CASE("the field of feed_tank goes to glTF whole, with its tags and what moves", "[gltf]") {
  const auto plant = compile(load_plant(RETORT_SOURCE "/scenarios/library/feed_tank/plant.yaml"), standard_blocks());
  const scene::FieldScene field = scene::build_scene(layout::layout_of(*plant), {plant->spec.folder + "/routes.json", ""});
  std::map<std::string, std::string> types;
  for (const BlockLayout& b : plant->blocks) types[b.tag] = b.type;
  scene::write_glb(field, plant->spec.name, types, "feed_tank.glb");
  for (int again = 0; again < 3; ++again) {   // the same file each time
    scene::write_glb(field, plant->spec.name, types, "again.glb");
    CHECK(read_file("again.glb", 100'000'000) == read_file("feed_tank.glb", 100'000'000));
  }

  tinygltf::Model model;
  tinygltf::TinyGLTF reader;
  std::string errors, warnings;
  REQUIRE(reader.LoadBinaryFromFile(&model, &errors, &warnings, "feed_tank.glb"));
  CHECK(errors == "");
  CHECK(warnings == "");
  std::set<std::string> tags, moved;
  for (const tinygltf::Node& n : model.nodes) {
    for (double x : n.matrix) REQUIRE(std::isfinite(x));
    if (n.extras.IsObject() && n.extras.Has("type")) {
      CHECK(n.name == n.extras.Get("tag").Get<std::string>());
      tags.insert(n.name);
    }
    if (n.extras.IsObject() && n.extras.Has("moved_by"))
      for (size_t i = 0; i < n.extras.Get("moved_by").ArrayLen(); ++i) moved.insert(n.extras.Get("moved_by").Get(int(i)).Get<std::string>());
  }
  for (const scene::FieldObject& o : field.objects) {
    INFO(o.tag);
    CHECK((tags.count(o.tag) == 1 || !types.count(o.tag)));
  }
  for (const char* name : {"P-101.speed", "HV-101.position", "PG-101.reading", "L-1001.flow"}) {
    INFO(name);
    CHECK(moved.count(name) == 1);
  }
  CHECK(model.cameras.size() == field.cameras.size());
  for (const tinygltf::Accessor& a : model.accessors)
    if (a.componentType == TINYGLTF_COMPONENT_TYPE_FLOAT) {
      const tinygltf::BufferView& v = model.bufferViews[size_t(a.bufferView)];
      const float* x = reinterpret_cast<const float*>(&model.buffers[0].data[v.byteOffset + a.byteOffset]);
      for (size_t i = 0; i < (a.type == TINYGLTF_TYPE_VEC2 ? 2 : 3) * a.count; ++i) REQUIRE(std::isfinite(x[i]));
    }
  // Letters, cut out of one picture.
  REQUIRE(model.images.size() == 1);
  CHECK(model.images[0].width == 512);
  CHECK(std::any_of(model.materials.begin(), model.materials.end(), [](const tinygltf::Material& m) { return m.alphaMode == "MASK" && m.pbrMetallicRoughness.baseColorTexture.index == 0; }));
  // All of it, in the plant's own directions: as wide as the yard, but for the ground and what stands around.
  glm::vec3 low(1e9f), high(-1e9f);
  const std::function<void(int, const glm::mat4&)> walk = [&](int id, const glm::mat4& above) {
    const tinygltf::Node& n = model.nodes[size_t(id)];
    glm::mat4 m = above;
    if (!n.matrix.empty()) {
      glm::mat4 own;
      for (int i = 0; i < 16; ++i) own[i / 4][i % 4] = float(n.matrix[size_t(i)]);
      m = above * own;
    }
    if (n.name == "surroundings") return;
    if (n.mesh >= 0 && n.name != "ground") {
      const tinygltf::Accessor& a = model.accessors[size_t(model.meshes[size_t(n.mesh)].primitives[0].attributes.at("POSITION"))];
      for (int k = 0; k < 8; ++k) {
        const auto edge = [&](int axis) { return float((k >> axis & 1 ? a.maxValues : a.minValues)[size_t(axis)]); };
        const glm::vec3 p(m * glm::vec4(edge(0), edge(1), edge(2), 1));
        low = glm::min(low, p), high = glm::max(high, p);
      }
    }
    for (int c : n.children) walk(c, m);
  };
  for (int n : model.scenes[0].nodes) walk(n, glm::mat4(1));
  CHECK(low.x == Approx(field.low.x).margin(2));
  CHECK(low.y == Approx(field.low.y).margin(2));
  CHECK(high.x == Approx(field.high.x).margin(2));
  CHECK(high.y == Approx(field.high.y).margin(2));
}
