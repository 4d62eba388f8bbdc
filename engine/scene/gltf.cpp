#include "engine/scene/gltf.h"

#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <tiny_gltf.h>

#include "engine/gpu/picture.h"
#include "engine/passes/sign_letters.h"
#include "sim/base/errors.h"

namespace retort::scene {
namespace {

using geometry::Instance, geometry::Material;
using tinygltf::Value;

const char* name_of(Motion::Kind kind) {
  switch (kind) {
    case Motion::Kind::kSpin: return "spin";
    case Motion::Kind::kTravel: case Motion::Kind::kPointer: return "travel";
    case Motion::Kind::kTurn: return "rotate";
    case Motion::Kind::kNeedle: return "needle";
    case Motion::Kind::kLevel: return "level";
    case Motion::Kind::kPuddle: return "show";
    case Motion::Kind::kLamp: return "lamp";
    case Motion::Kind::kFlow: return "flow";
    case Motion::Kind::kBlow: return "blow";
    case Motion::Kind::kSpread: return "spread";
    case Motion::Kind::kBeacon: return "beacon";
  }
  return "";
}

glm::mat4 frame_of(const Instance& i) { return glm::transpose(glm::mat4(i.row0, i.row1, i.row2, glm::vec4(0, 0, 0, 1))); }

std::vector<double> numbers(const glm::mat4& m) {
  std::vector<double> list;
  for (int c = 0; c < 4; ++c)
    for (int r = 0; r < 4; ++r) list.push_back(double(m[c][r]));
  return list;
}

class Writer {
 public:
  Writer(const FieldScene& scene, const std::string& plant, const std::map<std::string, std::string>& types) : scene_(scene), types_(types) {
    model_.asset.version = "2.0";
    model_.asset.generator = "Retort";
    model_.buffers.emplace_back();
    model_.scenes.emplace_back();
    model_.defaultScene = 0;
    for (int target : {TINYGLTF_TARGET_ARRAY_BUFFER, TINYGLTF_TARGET_ELEMENT_ARRAY_BUFFER}) {
      tinygltf::BufferView v;
      v.buffer = 0, v.target = target;
      if (target == TINYGLTF_TARGET_ARRAY_BUFFER) v.byteStride = 12;
      model_.bufferViews.push_back(v);
    }
    root_ = node(plant);
    model_.scenes[0].nodes = {root_};
    model_.nodes[size_t(root_)].rotation = {-std::sqrt(0.5), 0, 0, std::sqrt(0.5)};   // z up becomes y up
    for (const Motion& m : scene.motions) motions_[m.part] = &m;
    for (const FieldObject& o : scene.objects) tag_node(o.tag);
    for (const geometry::DrawRange& r : scene.draw.ranges)
      for (uint32_t i = r.first_instance; i < r.first_instance + r.instance_count; ++i) add(r.mesh, scene.draw.instances[i]);
    add(scene.draw.labels);
    for (const auto& [name, camera] : scene.cameras) add(name, camera);
    join_buffers();
  }

  tinygltf::Model& model() { return model_; }

 private:
  int node(const std::string& name) {
    tinygltf::Node n;
    n.name = name;
    model_.nodes.push_back(std::move(n));
    return int(model_.nodes.size()) - 1;
  }
  int child(int of, const std::string& name) {
    const int n = node(name);
    model_.nodes[size_t(of)].children.push_back(n);
    return n;
  }

  int tag_node(const std::string& tag) {
    if (const auto it = tags_.find(tag); it != tags_.end()) return it->second;
    const int n = child(root_, tag.empty() ? "structure" : tag);
    if (!tag.empty()) {
      Value::Object extras{{"tag", Value(tag)}};
      if (const auto type = types_.find(tag); type != types_.end()) extras["type"] = Value(type->second);
      model_.nodes[size_t(n)].extras = Value(extras);
    }
    return tags_[tag] = n;
  }

  /// Fence, lamp posts and control building.
  int surroundings() {
    if (surroundings_ < 0) surroundings_ = child(root_, "surroundings");
    return surroundings_;
  }

  /// What moves together, under its tag.
  int part_node(const std::string& tag, uint32_t part) {
    if (const auto it = parts_.find({tag, part}); it != parts_.end()) return it->second;
    const auto motion = motions_.find(part);
    std::string name = tag + ".part";
    Value::Object extras;
    if (motion != motions_.end()) {
      const Motion& m = *motion->second;
      Value::Array nouns;
      for (const auto* list : {&m.names, &m.plus})
        for (const std::string& n : *list) nouns.push_back(Value(n));
      if (!nouns.empty()) name = nouns[0].Get<std::string>();
      extras = {{"tag", Value(tag)}, {"moved_by", Value(nouns)}, {"motion", Value(std::string(name_of(m.kind)))}, {"gain", Value(double(m.gain))}, {"low", Value(double(m.low))}, {"high", Value(double(m.high))}};
    }
    const int n = child(tag_node(tag), name);
    if (!extras.empty()) model_.nodes[size_t(n)].extras = Value(extras);
    if (scene_.part_frames[part] != glm::mat4(1)) model_.nodes[size_t(n)].matrix = numbers(scene_.part_frames[part]);
    return parts_[{tag, part}] = n;
  }

  static std::vector<double> linear(uint32_t colour) {
    const auto channel = [&](int shift) { return std::pow(double(colour >> shift & 255) / 255, 2.2); };
    return {channel(0), channel(8), channel(16), 1};
  }

  int material(const Instance& i) {
    const Material m = Material(i.material & 255);
    const bool metal = m == Material::metal || m == Material::cladding || m == Material::clad_shell || m == Material::grating;
    const auto [it, added] = materials_.try_emplace({i.colour, metal}, int(model_.materials.size()));
    if (added) {
      tinygltf::Material out;
      out.pbrMetallicRoughness.baseColorFactor = linear(i.colour);
      out.pbrMetallicRoughness.roughnessFactor = double(i.colour >> 24) / 255;
      out.pbrMetallicRoughness.metallicFactor = metal ? 0.75 : 0;
      out.doubleSided = true;
      model_.materials.push_back(std::move(out));
    }
    return it->second;
  }

  static size_t put(std::vector<unsigned char>& to, const void* what, size_t bytes) {
    const size_t at = to.size();
    to.resize(at + bytes);
    std::memcpy(&to[at], what, bytes);
    return at;
  }
  int accessor(int view, size_t offset, int component, int type, size_t n) {
    tinygltf::Accessor a;
    a.bufferView = view, a.byteOffset = offset, a.componentType = component, a.type = type, a.count = n;
    model_.accessors.push_back(std::move(a));
    return int(model_.accessors.size()) - 1;
  }
  void bound(int positions, glm::vec3 low, glm::vec3 high) {
    model_.accessors[size_t(positions)].minValues = {double(low.x), double(low.y), double(low.z)};
    model_.accessors[size_t(positions)].maxValues = {double(high.x), double(high.y), double(high.z)};
  }

  struct Written {
    int position, normal, indices;
  };
  /// The triangles of a mesh, once.
  const Written& triangles(uint32_t mesh) {
    const auto [it, added] = written_.try_emplace(mesh);
    if (!added) return it->second;
    const geometry::MeshRange& range = scene_.draw.meshes[mesh];
    const uint32_t* first = &scene_.draw.indices[range.first_index];
    uint32_t count = 0;
    glm::vec3 low(1e9f), high(-1e9f);
    for (uint32_t k = 0; k < range.index_count; ++k) count = std::max(count, first[k] + 1);
    const size_t positions = vertices_.size();
    for (uint32_t k = 0; k < count; ++k) {
      const glm::vec3 p = scene_.draw.vertices[size_t(range.first_vertex) + k].position;
      low = glm::min(low, p), high = glm::max(high, p);
      put(vertices_, &p, 12);
    }
    const size_t normals = vertices_.size();
    for (uint32_t k = 0; k < count; ++k) {
      const glm::vec3 n = scene_.draw.vertices[size_t(range.first_vertex) + k].normal;
      const glm::vec3 unit = glm::length(n) > 1e-6f ? glm::normalize(n) : glm::vec3(0, 0, 1);
      put(vertices_, &unit, 12);
    }
    const size_t indices = put(indices_, first, range.index_count * sizeof(uint32_t));
    Written& w = it->second;
    w.position = accessor(0, positions, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC3, count);
    bound(w.position, low, high);
    w.normal = accessor(0, normals, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC3, count);
    w.indices = accessor(1, indices, TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT, TINYGLTF_TYPE_SCALAR, range.index_count);
    return w;
  }

  int mesh(uint32_t id, const Instance& i) {
    const int paint = material(i);
    const auto [it, added] = meshes_.try_emplace({id, paint}, int(model_.meshes.size()));
    if (added) {
      const Written& w = triangles(id);
      tinygltf::Primitive p;
      p.attributes = {{"POSITION", w.position}, {"NORMAL", w.normal}};
      p.indices = w.indices, p.material = paint, p.mode = TINYGLTF_MODE_TRIANGLES;
      tinygltf::Mesh m;
      m.primitives.push_back(std::move(p));
      model_.meshes.push_back(std::move(m));
    }
    return it->second;
  }

  void add(uint32_t id, const Instance& i) {
    if (i.material & (geometry::kInsideOnly | geometry::kHideWhenZero)) return;
    const glm::mat4 frame = frame_of(i);
    for (int c = 0; c < 3; ++c)
      if (glm::length(glm::vec3(frame[c])) < 1e-6f) return;   // flat as it is drawn, and no frame that another program could take apart
    if (Material(i.material & 255) == Material::ground) {   // only its gravel: fields and road are of the shader
      const int n = child(root_, "ground");
      model_.nodes[size_t(n)].mesh = mesh(id, i);
      model_.nodes[size_t(n)].matrix = numbers(frame);
      return;
    }
    const glm::vec3 at(i.part ? scene_.part_frames[i.part] * frame[3] : frame[3]);
    const glm::vec2 far = glm::max(scene_.low - glm::vec2(at), glm::vec2(at) - scene_.high);
    const FieldObject* object = scene_.object(i.object);
    const std::string tag = object ? object->tag : "";
    const bool around = i.object == 0 && i.part == 0 && std::max(far.x, far.y) > 1;
    const int parent = around ? surroundings() : i.part ? part_node(tag, i.part) : tag_node(tag);
    tinygltf::Node n;
    n.mesh = mesh(id, i);
    n.matrix = numbers(frame);
    model_.nodes.push_back(std::move(n));
    model_.nodes[size_t(parent)].children.push_back(int(model_.nodes.size()) - 1);
  }

  /// The letters of a colour are one mesh; their shapes are cut out of the atlas, where its distance field says inside.
  void add(const std::vector<geometry::Label>& labels) {
    if (labels.empty()) return;
    const passes::GlyphAtlas atlas(passes::sign_font());
    gpu::Picture picture{passes::GlyphAtlas::kSize, passes::GlyphAtlas::kSize, {}};
    for (const uint8_t inside : atlas.texels()) picture.rgba.insert(picture.rgba.end(), {255, 255, 255, inside});
    image_ = gpu::png(picture);
    tinygltf::BufferView uvs, png;
    uvs.buffer = png.buffer = 0, uvs.target = TINYGLTF_TARGET_ARRAY_BUFFER, uvs.byteStride = 8;
    model_.bufferViews.insert(model_.bufferViews.end(), {uvs, png});
    tinygltf::Image image;
    image.bufferView = int(model_.bufferViews.size()) - 1, image.mimeType = "image/png";
    model_.images.push_back(std::move(image));
    tinygltf::Texture texture;
    texture.source = 0;
    model_.textures.push_back(std::move(texture));
    std::map<uint32_t, std::vector<passes::LetterVertex>> by_colour;
    const std::vector<passes::LetterVertex> letters = passes::sign_letters(atlas, labels);
    for (const passes::LetterVertex& v : letters) by_colour[v.colour].push_back(v);
    const int parent = child(root_, "letters");
    for (const auto& [colour, vertices] : by_colour) {
      tinygltf::Material paint;
      paint.pbrMetallicRoughness.baseColorFactor = linear(colour);
      paint.pbrMetallicRoughness.baseColorTexture.index = 0;
      paint.pbrMetallicRoughness.metallicFactor = 0;
      paint.alphaMode = "MASK";
      model_.materials.push_back(std::move(paint));
      tinygltf::Primitive p;
      p.attributes = letters_of(vertices);
      p.material = int(model_.materials.size()) - 1, p.mode = TINYGLTF_MODE_TRIANGLES;
      tinygltf::Mesh m;
      m.primitives.push_back(std::move(p));
      model_.meshes.push_back(std::move(m));
      const int n = child(parent, "letters");
      model_.nodes[size_t(n)].mesh = int(model_.meshes.size()) - 1;
    }
  }

  std::map<std::string, int> letters_of(const std::vector<passes::LetterVertex>& v) {
    const size_t positions = vertices_.size(), uvs = uvs_.size();
    glm::vec3 low(1e9f), high(-1e9f);
    for (const passes::LetterVertex& x : v) {
      low = glm::min(low, x.position), high = glm::max(high, x.position);
      put(vertices_, &x.position, 12);
      put(uvs_, &x.uv, 8);
    }
    const size_t normals = vertices_.size();
    for (size_t k = 0; k < v.size(); ++k) {
      const passes::LetterVertex* t = &v[k / 3 * 3];
      const glm::vec3 n = glm::normalize(glm::cross(t[1].position - t[0].position, t[2].position - t[0].position));
      put(vertices_, &n, 12);
    }
    const int position = accessor(0, positions, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC3, v.size());
    bound(position, low, high);
    return {{"POSITION", position}, {"NORMAL", accessor(0, normals, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC3, v.size())},
            {"TEXCOORD_0", accessor(2, uvs, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_VEC2, v.size())}};
  }

  /// A picture of 16 to 9, as the cameras of a plant file are meant for.
  void add(const std::string& name, const passes::Camera& c) {
    tinygltf::Camera camera;
    camera.name = name;
    camera.type = "perspective";
    camera.perspective.aspectRatio = 16.0 / 9;
    camera.perspective.yfov = double(c.fov);
    camera.perspective.znear = double(passes::Camera::kNear);
    camera.perspective.zfar = 2000;
    model_.cameras.push_back(std::move(camera));
    const int n = child(root_, "camera " + name);
    const glm::vec3 f = c.forward(), r = c.right();
    model_.nodes[size_t(n)].camera = int(model_.cameras.size()) - 1;
    model_.nodes[size_t(n)].matrix = numbers(glm::mat4(glm::vec4(r, 0), glm::vec4(glm::cross(r, f), 0), glm::vec4(-f, 0), glm::vec4(c.eye, 1)));
  }

  void join_buffers() {
    auto& data = model_.buffers[0].data;
    data = std::move(vertices_);
    model_.bufferViews[0].byteLength = data.size();
    const auto append = [&](size_t view, const auto& bytes) {
      model_.bufferViews[view].byteOffset = data.size(), model_.bufferViews[view].byteLength = bytes.size();
      data.insert(data.end(), bytes.begin(), bytes.end());
    };
    append(1, indices_);
    if (uvs_.empty()) return;
    append(2, uvs_);
    append(3, image_);
  }

  const FieldScene& scene_;
  const std::map<std::string, std::string>& types_;
  tinygltf::Model model_;
  int root_ = 0, surroundings_ = -1;
  std::map<std::string, int> tags_;
  std::map<std::pair<std::string, uint32_t>, int> parts_;
  std::map<uint32_t, const Motion*> motions_;
  std::map<std::pair<uint32_t, bool>, int> materials_;
  std::map<std::pair<uint32_t, int>, int> meshes_;
  std::map<uint32_t, Written> written_;
  std::vector<unsigned char> vertices_, indices_, uvs_;
  std::string image_;   // of the letters, a PNG file
};

}  // namespace

void write_glb(const FieldScene& scene, const std::string& plant, const std::map<std::string, std::string>& types, const std::string& file) {
  Writer writer(scene, plant, types);
  tinygltf::TinyGLTF gltf;
  if (!gltf.WriteGltfSceneToFile(&writer.model(), file, false, true, false, true)) throw FileError(file, {}, "cannot be written");
}

}  // namespace retort::scene
