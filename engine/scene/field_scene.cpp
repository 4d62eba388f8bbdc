#include "engine/scene/field_scene.h"

#include <algorithm>
#include <cmath>

#include "engine/geometry/piping.h"
#include "engine/geometry/paints.h"
#include "engine/geometry/shape.h"
#include "layout/instruments.h"
#include "layout/racks.h"
#include "shapes/shape_library.h"

namespace retort::scene {
namespace {

using namespace geometry;
using glm::vec3;
using layout::Equipment;

class SceneBuilder {
 public:
  explicit SceneBuilder(layout::PlantLayout l) : layout_(std::move(l)), b_(meshes_) { layout::place_nozzles(layout_); }

  FieldScene build(const layout::RouteFiles& files) {
    scene_.routed = layout::cached_routes(layout_, files);
    const layout::Yard yard = layout::yard(layout_, scene_.routed);
    scene_.low = yard.low, scene_.high = yard.high, top_ = yard.top;
    scene_.footing = layout::Footing(layout_);
    scene_.handles = layout::handles(layout_, scene_.routed);
    for (const Equipment& e : layout_.equipment)
      if (!layout::is_tee(e)) scene_.units.push_back(layout::bounds(e));
    scene_.start = layout::start_place(layout_, scene_.footing, yard);
    for (const Equipment& e : layout_.equipment) equipment(e);
    for (const layout::Route& r : scene_.routed.routes) pipe(r);
    const std::map<std::string, layout::Mount> mounts = layout::mount_instruments(layout_, scene_.routed);
    for (const layout::Instrument& i : layout_.instruments)
      if (const auto m = mounts.find(i.tag); m != mounts.end()) instrument(i, m->second);
    for (const layout::Rack& r : layout_.racks) rack(r);
    for (const layout::Item& i : layout_.items) item(i);
    if (!layout_.alarms.empty()) piece("beacon", moved({scene_.low.x + 0.4f, scene_.low.y + 0.4f, 0}), {});
    b_.object = 0;
    build_ground(b_, scene_.low, scene_.high);
    cameras();
    light_the_field(b_, scene_.low, scene_.high, floors_of(scene_), stations_of(scene_));
    scene_.draw = make_draw_list(b_, vec3(scene_.low - 1.5f, -0.1f), vec3(scene_.high + 1.5f, top_ + 1.6f));
    scene_.draw.yard = yard_of(scene_.low, scene_.high);
    scene_.part_frames = b_.parts;
    return std::move(scene_);
  }

 private:
  static std::vector<Deck> floors_of(const FieldScene& scene) {
    std::vector<Deck> decks;
    for (const layout::Box& f : scene.footing.floors) decks.push_back({f.low, f.high});
    return decks;
  }
  static std::vector<vec3> stations_of(const FieldScene& scene) {
    std::vector<vec3> stations;
    for (const FieldObject& o : scene.objects)
      if (o.part == "station") stations.push_back(o.centre);
    return stations;
  }
  uint32_t object(const std::string& tag, vec3 centre, const std::string& part = {}) {
    scene_.objects.push_back({uint32_t(scene_.objects.size() + 1), tag, part, centre});
    return b_.object = scene_.objects.back().id;
  }

  Motion& motion(Motion::Kind kind, uint32_t part, std::vector<std::string> names, float gain = 1) {
    Motion m;
    m.kind = kind;
    m.part = part;
    m.gain = gain;
    m.names = std::move(names);
    scene_.motions.push_back(std::move(m));
    return scene_.motions.back();
  }

  /// Objects for the parts of a shape that can be pointed at; the thing itself is `itself`.
  std::vector<uint32_t> objects_of(const shapes::Shape& shape, uint32_t itself, const std::string& tag, vec3 centre) {
    std::vector<uint32_t> ids{itself};
    for (size_t i = 1; i < shape.objects.size(); ++i) ids.push_back(object(tag, centre, shape.objects[i]));
    b_.object = itself;
    return ids;
  }

  /// Draws a shape in the builder's frame, and lets the values of the tag move its parts.
  void add(const shapes::Shape& shape, const std::string& tag, const std::vector<uint32_t>& objects) {
    const std::vector<uint32_t> parts = add_shape(b_, shape, shapes::library().paints(), objects);
    for (size_t i = 0; i < parts.size(); ++i) {
      const shapes::Part& p = shape.parts[i];
      const bool casts = std::any_of(shape.primitives.begin(), shape.primitives.end(), [&](auto& x) { return x.part == int(i) && !x.no_shadow; });
      const auto kind = [&] {
        switch (p.motion) {
          case shapes::Part::Motion::spin: return Motion::Kind::kSpin;
          case shapes::Part::Motion::travel: return casts ? Motion::Kind::kTravel : Motion::Kind::kPointer;
          case shapes::Part::Motion::turn: return Motion::Kind::kTurn;
          case shapes::Part::Motion::needle: return Motion::Kind::kNeedle;
          case shapes::Part::Motion::level: return Motion::Kind::kLevel;
          case shapes::Part::Motion::lamp: return Motion::Kind::kLamp;
          case shapes::Part::Motion::blow: return Motion::Kind::kBlow;
          case shapes::Part::Motion::spread: return Motion::Kind::kSpread;
          case shapes::Part::Motion::beacon: return Motion::Kind::kBeacon;
          default: return Motion::Kind::kPuddle;
        }
      }();
      const auto rows = [&](const std::vector<std::string>& nouns) {
        std::vector<std::string> names;
        for (const std::string& n : nouns) names.push_back(tag + "." + n);
        return names;
      };
      Motion& m = motion(kind, parts[i], rows(p.nouns), p.gain);
      if (p.nouns == std::vector<std::string>{"arrives"}) {   // what all lines bring that end here
        m.names.clear();
        for (const layout::Line& l : layout_.lines)
          if (l.to.equipment == tag && l.to.port != "stub") m.plus.push_back(l.tag + ".flow");
          else if (l.from.equipment == tag && l.from.port != "stub") m.minus.push_back(l.tag + ".flow");
      } else if (p.nouns == std::vector<std::string>{"alarms"}) {
        m.names.clear();
        m.plus = layout_.alarms;
      }
      m.temperature = rows(p.temperature);
      m.low = p.low, m.high = p.high, m.colour = p.colour;
    }
  }

  void equipment(const Equipment& e) {
    const layout::Box box = layout::bounds(e);
    const bool within = glm::all(glm::greaterThan(e.at, box.low + 0.01f)) && glm::all(glm::lessThan(e.at, box.high));
    const vec3 centre = within ? e.at : (box.low + box.high) / 2.f;
    if (layout::is_tee(e)) b_.object = 0;
    else object(e.tag, centre);
    const uint32_t itself = b_.object;
    const bool raised = layout::is_raised(e);
    const shapes::Shape shape = layout::drawn_shape(layout_, e);
    if (raised) platform(e);
    else if (shape.stands && e.at.z > 0.02f) {  // a low plinth
      const vec3 size = box.high - box.low;
      b_.box({(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2, e.at.z / 2}, {size.x + 0.3f, size.y + 0.3f, e.at.z}, kConcrete);
    }
    {
      Within at(b_, moved(e.at) * turned(e.yaw, {0, 0, 1}));
      add(shape, e.tag, objects_of(shape, itself, e.tag, centre));
    }
    if (!layout::is_tee(e) && shape.length == 0 && shape.necks) nozzle_necks(e);
    if (shape.length > 0) tag_plate(e.tag, e.at, flow_of(e), layout::pipe_diameter(e.dn) / 2);
    if (e.station) station(e, itself);
  }

  static vec3 flow_of(const Equipment& e) { return {std::cos(glm::radians(e.yaw)), std::sin(glm::radians(e.yaw)), 0}; }

  /// The structure under a raised unit.
  void platform(const Equipment& e) {
    const glm::vec2 half = layout::platform_half(e);
    const vec3 out = layout::access_side(e);
    const float side = glm::degrees(std::atan2(out.y, out.x));
    const auto stairs = layout::stairs_of(e);
    const uint32_t before = b_.object;
    piece("platform", moved(e.at), {{"x", 2 * half.x}, {"y", 2 * half.y}, {"drop", e.at.z}, {"ladder", side}, {"stairs", stairs.has_value()}, {"gap", stairs ? layout::Stairs::kWidth / 2 : 0.35f}});
    if (stairs)
      for (int k = 0; k < stairs->flights; ++k) {
        const float far = float(k) * (stairs->flight() + layout::Stairs::kLanding), top = e.at.z - float(k * stairs->risers) * stairs->riser;
        const bool lands = k + 1 < stairs->flights;
        piece("flight", moved(stairs->head + out * far + vec3(0, 0, top - e.at.z)) * turned(side, {0, 0, 1}),
              {{"risers", stairs->risers}, {"riser", stairs->riser}, {"going", stairs->going}, {"width", layout::Stairs::kWidth}, {"landing", lands ? layout::Stairs::kLanding : 0}, {"drop", top}});
      }
    b_.object = before;
  }

  void piece(const std::string& name, const glm::mat4& frame, const std::map<std::string, double>& sizes) {
    b_.object = 0;
    Within at(b_, frame);
    add(shapes::library().piece(name, [&](const std::string& of) {
      const auto it = sizes.find(of);
      return it == sizes.end() ? std::nullopt : std::optional<double>(it->second);
    }, {{"tag", ""}, {"name", ""}}), "", {0});
  }

  void rack(const layout::Rack& r) {
    const layout::RackFrame f(r);
    const glm::mat4 frame(glm::vec4(f.along, 0), glm::vec4(f.across, 0), glm::vec4(0, 0, 1, 0), glm::vec4(f.start, 1));
    const std::map<std::string, double> sizes = {{"length", f.length}, {"width", f.width}, {"bays", f.bays}, {"top", r.levels.back()}};
    piece("pipe_rack", frame, sizes);
    for (float level : r.levels) {
      auto of_level = sizes;
      of_level["z"] = level;
      piece("pipe_rack_level", frame, of_level);
    }
    piece("cable_tray", frame * moved({0, f.width / 2 + 0.28f, r.levels.back()}), sizes);
  }

  void item(const layout::Item& i) {
    b_.object = 0;
    Within at(b_, moved(i.at) * turned(i.yaw, {0, 0, 1}));
    add(*i.looks, "", {0});
  }

  void station(const Equipment& e, uint32_t itself) {
    const vec3 spot = layout::station_place(layout_, e), panel = spot + vec3(0, 0, 1.35f);
    const shapes::Shape shape = shapes::library().piece("local_station", [](const std::string&) { return std::optional<double>(); }, {{"tag", e.tag}, {"name", ""}});
    const uint32_t own = object(e.tag, panel, "station");
    {
      Within at(b_, moved(spot) * turned(e.yaw, {0, 0, 1}));
      add(shape, e.tag, objects_of(shape, own, e.tag, spot + vec3(0, 0, 1.3f)));
    }
    b_.object = itself;
  }

  /// Neck of each nozzle: from the wall to the flange face.
  void nozzle_necks(const Equipment& e) {
    for (const layout::Nozzle& n : e.nozzles) {
      const float r = bore(e.tag, n.port) / 2;
      const float reach = n.direction.z > 0.5f ? 0.45f : 0.5f;
      b_.bar(n.at - n.direction * reach, n.at - n.direction * 0.01f, r, kTankWhite, 16);
      build_flange(b_, n.at, n.direction, r);
    }
  }

  float bore(const std::string& tag, const std::string& port) const {
    for (const layout::Line& l : layout_.lines)
      if ((l.from.equipment == tag && l.from.port == port) || (l.to.equipment == tag && l.to.port == port))
        return layout::pipe_diameter(l.dn);
    return layout::pipe_diameter(50);
  }

  void inline_piece(const layout::InlineItem& item, vec3 at, vec3 flow, float r) {
    const uint32_t itself = object(item.tag, at);
    {
      Within frame(b_, layout::inline_frame(at, flow));
      add(*item.shape, item.tag, objects_of(*item.shape, itself, item.tag, at));
    }
    tag_plate(item.tag, at, flow, r);
  }

  /// Tag plate, wired to what stands in a line on the side one looks from.
  void tag_plate(const std::string& tag, vec3 at, vec3 flow, float r) {
    const bool vertical = std::abs(flow.z) > 0.5f;
    const float plate = std::clamp(0.6f * r, 0.024f, 0.06f), out = std::max(2.6f * r, 0.1f);
    vec3 spot = at + vec3(0, -1, 0) * out;
    if (vertical) spot = at + vec3(0, -1, 0) * out + vec3(0, 0, -0.025f - 2.4f * r);
    if (std::abs(flow.y) > 0.5f) spot = at + vec3(1, 0, 0) * out;
    const vec3 face = std::abs(flow.y) > 0.5f ? vec3(1, 0, 0) : vec3(0, -1, 0);
    Within sign(b_, facing(spot, face));
    build_sign(b_, tag, plate);
    b_.bar({0, 0, -0.01f}, {0, 0, -(out - 0.8f * r)}, 0.004f, kBolts, 5);
  }

  void pipe(const layout::Route& route) {
    const auto line = std::find_if(layout_.lines.begin(), layout_.lines.end(), [&](auto& l) { return l.tag == route.line; });
    object(line->tag, route.points[route.points.size() / 2]);
    const uint32_t line_object = b_.object;
    const float r = route.diameter / 2, area = 3.14159f * r * r * 0.85f;
    MovingPart flow(b_, glm::mat4(1));
    const uint32_t part = flow.id();
    const bool stub = line->from.port == "stub" || line->to.port == "stub";
    Motion& m = motion(Motion::Kind::kFlow, part, {}, 1 / (area * 998));
    if (stub) {
      const bool towards_tee = line->to.port == "stub";
      const std::string tee = towards_tee ? line->to.equipment : line->from.equipment;
      for (const layout::Line& l : layout_.lines) {
        if (&l == &*line) continue;
        if (l.from.equipment == tee) (towards_tee ? m.plus : m.minus).push_back(l.tag + ".flow");
        if (l.to.equipment == tee) (towards_tee ? m.minus : m.plus).push_back(l.tag + ".flow");
      }
      m.temperature = {(towards_tee ? line->from.equipment : line->to.equipment) + ".temperature"};
    } else {
      m.names = {line->tag + ".flow"};
      m.temperature = {line->tag + ".temperature", line->from.equipment + ".temperature", line->to.equipment + ".temperature"};
    }
    const auto& p = route.points;
    float along = 0;
    for (size_t i = 0; i + 1 < p.size(); ++i) {
      const vec3 d = glm::normalize(p[i + 1] - p[i]);
      const float cut0 = i > 0 ? 3 * r : 0, cut1 = i + 2 < p.size() ? 3 * r : 0;
      const float length = glm::distance(p[i], p[i + 1]);
      build_pipe(b_, p[i] + d * cut0, p[i + 1] - d * cut1, r, along);
      along += length - cut0 - cut1;
      if (i + 2 < p.size()) {
        const vec3 out = glm::normalize(p[i + 2] - p[i + 1]);
        build_elbow(b_, p[i + 1], d, out, r, along);
        along += 4.712f * r;
      }
    }
    b_.part = 0;
    // Flanges where the line meets a nozzle (a tee is welded).
    auto end = [&](const layout::End& e, vec3 face, vec3 outwards) {
      if (!layout::is_tee(*layout_.find(e.equipment))) build_flange(b_, face, outwards, r);
    };
    end(line->from, p[0], glm::normalize(p[0] - p[1]));
    end(line->to, p.back(), glm::normalize(p.back() - p[p.size() - 2]));
    for (const layout::Support& s : route.supports) build_pipe_support(b_, s.at, s.along, r, s.to);
    bands(*line, route, r);
    for (const layout::PlacedItem& item : route.items) {
      inline_piece(item.item, item.at, item.direction, r);
      const float half = item.item.shape->length / 2;
      b_.object = line_object;
      for (float side : {-1.f, 1.f}) build_flange(b_, item.at + item.direction * (side * (half + 0.5f * r)), item.direction * -side, r);
    }
    if (!stub) leak(*line, route, r);
  }

  /// Colour bands with an arrow, and the line's number once.
  void bands(const layout::Line& line, const layout::Route& route, float r) {
    float best = 0;
    size_t longest = 0;
    for (size_t i = 0; i + 1 < route.points.size(); ++i) {
      const float length = glm::distance(route.points[i], route.points[i + 1]);
      const vec3 d = (route.points[i + 1] - route.points[i]) / length;
      if (length - std::abs(d.z) * 0.3f > best) best = length, longest = i;
    }
    const vec3 a = route.points[longest], z = route.points[longest + 1];
    const float length = glm::distance(a, z);
    if (length < 0.9f) return;
    const vec3 d = (z - a) / length;
    for (float share : {0.2f, 0.8f}) {
      const vec3 p = a + d * (length * share);
      if (std::any_of(route.items.begin(), route.items.end(), [&](auto& i) { return glm::distance(i.at, p) < 6 * r + 0.15f; })) continue;
      const float w = std::max(0.12f, 2 * r);
      b_.add(b_.meshes.tube(16), facing(p - d * (w / 2), d) * scaled({r * 1.03f, r * 1.03f, w}), kBandGreen);
    }
    if (line.is_stub || r < 0.025f) return;
    // The number is painted along the pipe, readable from below and from the walking side.
    const bool upright = std::abs(d.z) > 0.5f;
    const vec3 normal = upright ? vec3(0, -1, 0) : std::abs(d.x) > 0.5f ? vec3(0, -1, 0) : vec3(1, 0, 0);
    const vec3 up = upright ? vec3(1, 0, 0) : vec3(0, 0, 1);
    const vec3 x = glm::cross(up, normal);
    const float forward = glm::dot(x, d);
    const vec3 p = a + d * (length * 0.2f) + d * (0.12f + 3.0f * r) + normal * (r * 1.01f);
    const glm::mat4 f(glm::vec4(x, 0), glm::vec4(glm::cross(normal, x), 0), glm::vec4(normal, 0), glm::vec4(p, 1));
    if (length * 0.6f > 0.4f + 8 * r) b_.text(f, forward >= 0 ? line.tag + " >" : "< " + line.tag, 0.75f * r, kInk);
  }

  /// What leaks out of a line, hidden until the model has a leak: in the middle of its longest piece.
  void leak(const layout::Line& line, const layout::Route& route, float r) {
    size_t i = 0;
    for (size_t k = 0; k + 1 < route.points.size(); ++k)
      if (glm::distance(route.points[k], route.points[k + 1]) > glm::distance(route.points[i], route.points[i + 1])) i = k;
    const vec3 at = glm::mix(route.points[i], route.points[i + 1], 0.35f), d = glm::normalize(route.points[i + 1] - route.points[i]);
    // Towards the side one looks from.
    const vec3 out = std::abs(d.y) > 0.5f ? vec3(1, 0, 0) : vec3(0, -1, 0);
    const std::map<std::string, double> sizes = {{"high", at.z - 0.02f}, {"most", line.gas ? 0.3 : 0.8}};
    Within frame(b_, moved(at + out * r) * turned(out.x > 0.5f ? 0.f : -90.f, {0, 0, 1}));
    add(shapes::library().piece(line.gas ? "gas_leak" : "liquid_leak", [&](const std::string& of) {
      const auto it = sizes.find(of);
      return it == sizes.end() ? std::nullopt : std::optional<double>(it->second);
    }, {{"tag", line.tag}, {"name", ""}}), line.tag, {b_.object});
  }

  // instruments -----------------------------------------------------------------------------------------------------

  void instrument(const layout::Instrument& i, const layout::Mount& m) {
    const bool gauge = i.kind == layout::InstrumentKind::kGauge;
    object(i.tag, m.at);
    const vec3 x = glm::cross(m.stem, m.face);
    Within frame(b_, glm::mat4(glm::vec4(x, 0), glm::vec4(m.stem, 0), glm::vec4(m.face, 0), glm::vec4(m.at, 1)));
    if (m.bent()) {
      // Out of a wall or a vertical pipe: a bent stem, so that the instrument stands upright.
      b_.bar({0, 0, 0}, {0, m.bend, 0}, 0.011f, kStainless, 10);
      b_.frame = moved(m.at + m.stem * m.bend) * glm::mat4(facing({0, 0, 0}, m.stem));
    }
    if (gauge) {
      const uint32_t needle = build_gauge(b_, m.length, 0.075f, i.unit, i.low, i.high);
      Motion& n = motion(Motion::Kind::kNeedle, needle, {i.tag + ".reading", i.tag + ".pv"});
      n.low = float(i.low_si), n.high = float(i.high_si);
    } else if (i.measures == 'X') {
      fitting("sample_point", m.length);
    } else if (i.measures == 'A') {
      fitting("analyser_cabinet", m.length);
    } else {
      build_transmitter(b_, m.length, i.measures);
    }
    const vec3 plate = gauge ? vec3(0, m.length - 0.075f, 0.02f) : i.measures == 'A' ? vec3(0, m.length + 0.1f, 0.108f) : i.measures == 'X' ? vec3(0, 0.6f * m.length + 0.07f, 0.17f) : vec3(0.14f, m.length + 0.09f, 0.02f);
    Within sign(b_, moved(plate));
    build_sign(b_, i.tag, 0.024f);
  }

  /// A piece of the kit on a stem, in the builder's frame.
  void fitting(const std::string& name, float stem) {
    add(shapes::library().piece(name, [stem](const std::string& of) { return of == "stem" ? std::optional<double>(stem) : std::nullopt; }, {{"tag", ""}, {"name", ""}}), "", {b_.object});
  }

  void cameras() {
    for (const layout::NamedCamera& c : layout_.cameras) scene_.cameras[c.name] = passes::Camera::looking(c.from, c.to, 0.9f);
    if (scene_.cameras.count("overview")) return;
    // As near as holds everything in a 16:9 picture.
    const vec3 centre((scene_.low + scene_.high) * 0.5f, top_ * 0.3f), from = glm::normalize(vec3(0.72f, -0.82f, 0.42f));
    passes::Camera best;
    for (float back = 4; back < 400; back *= 1.04f) {
      best = passes::Camera::looking(centre + from * back, centre, 0.75f);
      const glm::mat4 m = best.view_projection(16.f / 9);
      bool all = true;
      for (int i = 0; i < 8; ++i) {
        const glm::vec4 p = m * glm::vec4(i & 1 ? scene_.low.x + 1.2f : scene_.high.x - 1.2f, i & 2 ? scene_.low.y + 1.2f : scene_.high.y - 1.2f, i & 4 ? top_ : 0, 1);
        all = all && p.w > 0 && std::abs(p.x) < 0.97f * p.w && std::abs(p.y) < 0.97f * p.w;
      }
      if (all) break;
    }
    scene_.cameras["overview"] = best;
  }

  layout::PlantLayout layout_;
  MeshLibrary meshes_;
  Builder b_;
  FieldScene scene_;
  float top_ = 3;
};

}  // namespace

FieldScene build_scene(layout::PlantLayout layout, const layout::RouteFiles& files) {
  return SceneBuilder(std::move(layout)).build(files);
}

}  // namespace retort::scene
