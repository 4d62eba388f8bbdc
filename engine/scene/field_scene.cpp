#include "engine/scene/field_scene.h"

#include <algorithm>
#include <cmath>

#include "engine/geometry/equipment.h"
#include "engine/geometry/paints.h"

namespace retort::scene {
namespace {

using namespace geometry;
using glm::vec3;
using layout::Equipment;
using layout::Kind;
using Role = FieldObject::Role;

class SceneBuilder {
 public:
  explicit SceneBuilder(layout::PlantLayout l) : layout_(std::move(l)), b_(meshes_) { layout::place_nozzles(layout_); }

  FieldScene build(const layout::RouteFiles& files) {
    scene_.routed = layout::cached_routes(layout_, files);
    extent();
    for (const Equipment& e : layout_.equipment) equipment(e);
    for (const layout::Route& r : scene_.routed.routes) pipe(r);
    for (const layout::Instrument& i : layout_.instruments) instrument(i);
    b_.object = 0;
    build_ground(b_, scene_.low, scene_.high);
    cameras();
    scene_.draw = make_draw_list(b_, vec3(scene_.low - 1.5f, -0.1f), vec3(scene_.high + 1.5f, top_ + 1.6f));
    scene_.part_frames = b_.parts;
    return std::move(scene_);
  }

 private:
  uint32_t object(const std::string& tag, Role role, vec3 centre) {
    scene_.objects.push_back({uint32_t(scene_.objects.size() + 1), tag, role, centre});
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

  void wall(vec3 low, vec3 high, const std::string& of) { scene_.walls.push_back({low, high, of}); }

  void extent() {
    vec3 low(1e9f), high(-1e9f);
    auto reach = [&](vec3 p, float by) { low = glm::min(low, p - by), high = glm::max(high, p + by); };
    for (const layout::Box& box : layout::obstacles(layout_)) reach(box.low, 0), reach(box.high, 0);
    for (const Equipment& e : layout_.equipment) reach(e.at, 0.5f);
    for (const layout::Route& r : scene_.routed.routes)
      for (vec3 p : r.points) reach(p, r.diameter);
    if (low.x > high.x) low = vec3(-5, -5, 0), high = vec3(5, 5, 3);  // a plant without field equipment: an empty yard
    scene_.low = glm::vec2(low) - 2.5f;
    scene_.high = glm::vec2(high) + 2.5f;
    top_ = high.z;
  }

  /// Yaw of the side of equipment that no line leaves from, nearest to the wish.
  float free_side(const Equipment& e, float wish, float avoid = 1e9f) const {
    float best = wish, best_score = -1e9f;
    for (float yaw = 0; yaw < 360; yaw += 90) {
      const glm::vec2 d(std::cos(glm::radians(yaw)), std::sin(glm::radians(yaw)));
      float score = std::cos(glm::radians(yaw - wish)) - (std::abs(std::remainder(yaw - avoid, 360.f)) < 1 ? 1.6f : 0.f);
      for (const layout::Nozzle& n : e.nozzles) {
        const glm::vec2 to = glm::vec2(n.at - e.at);
        if (glm::length(to) > 0.1f && glm::dot(glm::normalize(to), d) > 0.6f) score -= 1.3f;
      }
      if (score > best_score) best_score = score, best = yaw;
    }
    return best;
  }

  void equipment(const Equipment& e) {
    switch (e.kind) {
      case Kind::kTank: return tank(e);
      case Kind::kPump: return pump(e);
      case Kind::kBund: return bund(e);
      case Kind::kBoundary: return boundary(e);
      case Kind::kJunction: return junction(e);
      default: {
        const float a = glm::radians(e.yaw);
        return inline_piece({e.tag, e.kind}, e.at, {std::cos(a), std::sin(a), 0}, layout::pipe_diameter(e.dn) / 2);
      }
    }
  }

  void tank(const Equipment& e) {
    object(e.tag, Role::kTank, e.at + vec3(0, 0, e.height / 2));
    const bool raised = e.at.z > 0.6f;
    Within at(b_, moved(e.at));
    TankShape s;
    s.diameter = e.diameter, s.height = e.height, s.tag = e.tag, s.name = e.name, s.on_structure = raised;
    s.sign_yaw = free_side(e, -90);
    s.ladder_yaw = free_side(e, 180, s.sign_yaw);
    if (raised) {
      PlatformShape p;
      p.half = e.diameter / 2 + 0.8f;
      p.drop = e.at.z;
      p.ladder_yaw = s.ladder_yaw;
      b_.object = 0;
      build_platform(b_, p);
      b_.object = scene_.objects.back().id;
      scene_.floors.push_back({{e.at.x - p.half, e.at.y - p.half, e.at.z - 0.2f}, {e.at.x + p.half, e.at.y + p.half, e.at.z}, e.tag});
      for (float x : {-1.f, 1.f})
        for (float y : {-1.f, 1.f}) {
          const vec3 c = e.at + vec3(x, y, 0) * (p.half - 0.12f);
          wall({c.x - 0.15f, c.y - 0.15f, 0}, {c.x + 0.15f, c.y + 0.15f, e.at.z}, e.tag);
        }
    }
    const TankParts parts = build_tank(b_, s);
    const float r = e.diameter / 2;
    wall(e.at - vec3(r, r, 0), e.at + vec3(r, r, e.height), e.tag);
    Motion& level = motion(Motion::Kind::kLevel, parts.liquid, {e.tag + ".level"}, e.height);
    level.temperature = {e.tag + ".temperature"};
    motion(Motion::Kind::kPointer, parts.pointer, {e.tag + ".level"}, e.height);
    b_.frame = glm::mat4(1);
    nozzle_necks(e);
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

  void pump(const Equipment& e) {
    object(e.tag, Role::kPump, e.at);
    PumpParts parts;
    {
      Within at(b_, moved(e.at) * turned(e.yaw, {0, 0, 1}));
      parts = build_pump(b_, e.at.z, e.tag);
    }
    motion(Motion::Kind::kSpin, parts.shaft, {e.tag + ".speed", e.tag + ".running"}, 18.0f);
    for (const layout::Nozzle& n : e.nozzles) {
      const float r = bore(e.tag, n.port) / 2;
      if (n.direction.z > 0.5f) b_.bar(e.at + vec3(0, 0, 0.1f), n.at, r, kPumpBlue, 16);
      else b_.bar(e.at - n.direction * -0.1f, n.at, r, kPumpBlue, 16);
      build_flange(b_, n.at, n.direction, r);
      // The reducing counter-flange of the casing, in the pump's own colour.
      Within at(b_, facing(n.at - n.direction * (0.5f * r), -n.direction));
      b_.add(b_.meshes.flange(), scaled({r, r, r * 0.9f}), kPumpBlue);
    }
    const float a = glm::radians(e.yaw);
    const vec3 along(std::cos(a), std::sin(a), 0), across(-along.y, along.x, 0);
    vec3 low = glm::min(e.at - along * 0.3f - across * 0.33f, e.at + along * 1.25f + across * 0.33f);
    vec3 high = glm::max(e.at - along * 0.3f - across * 0.33f, e.at + along * 1.25f + across * 0.33f);
    low.z = 0, high.z = e.at.z + 0.3f;
    wall(low, high, e.tag);

    // The station stands beside the motor on the side where one walks.
    const vec3 spot = layout::station_place(layout_, e);
    object(e.tag, Role::kStation, {spot.x, spot.y, 1.35f});
    const uint32_t station = b_.object;
    const uint32_t start = object(e.tag, Role::kStart, {spot.x, spot.y, 1.3f});
    const uint32_t stop = object(e.tag, Role::kStop, {spot.x, spot.y, 1.3f});
    b_.object = station;
    Within at(b_, moved({spot.x, spot.y, 0}) * turned(e.yaw, {0, 0, 1}));
    const StationParts lamps = build_station(b_, e.tag, start, stop);
    motion(Motion::Kind::kLamp, lamps.running_lamp, {e.tag + ".running"}).colour = {0.2f, 1.0f, 0.3f};
    motion(Motion::Kind::kLamp, lamps.tripped_lamp, {e.tag + ".tripped"}).colour = {1.0f, 0.6f, 0.1f};
    wall({spot.x - 0.15f, spot.y - 0.15f, 0}, {spot.x + 0.15f, spot.y + 0.15f, 1.6f}, e.tag);
  }

  void bund(const Equipment& e) {
    object(e.tag, Role::kBund, e.at);
    Within at(b_, moved({e.at.x, e.at.y, 0}));
    const uint32_t liquid = build_bund(b_, e.length, e.width, e.height, e.tag);
    motion(Motion::Kind::kPuddle, liquid, {e.tag + ".level"}, e.height).temperature = {e.tag + ".temperature"};
    for (const layout::Box& box : layout::obstacles({"", {e}, {}, {}, {}})) wall(box.low, box.high, e.tag);
  }

  void boundary(const Equipment& e) {
    object(e.tag, Role::kBoundary, e.at);
    if (e.nozzles.empty()) return;
    const vec3 d = e.nozzles[0].direction;
    const float r = bore(e.tag, e.nozzles[0].port) / 2;
    if (d.z > 0.5f) {  // a gully: the pipe ends over a grate in the floor
      const vec3 c(e.at.x, e.at.y, 0);
      b_.box(c + vec3(0, 0, 0.02f), {0.9f, 0.9f, 0.08f}, kConcrete);
      b_.box(c + vec3(0, 0, 0.065f), {0.66f, 0.66f, 0.02f}, kGrating);
      build_flange(b_, e.nozzles[0].at, -d, r);
      Within sign(b_, facing(c + vec3(0, -0.46f, 0.35f), {0, -1, 0}));
      build_sign(b_, e.tag, 0.06f, e.name);
      b_.bar({0, -0.06f, -0.01f}, {0, -0.35f, -0.01f}, 0.012f, kGalvanised);
      return;
    }
    // The line goes on to elsewhere: it leaves the field through a sleeve in a concrete block.
    build_pipe(b_, e.at - d * 0.9f, e.at, r, 0);
    build_flange(b_, e.at, d, r);
    build_flange(b_, e.at, -d, r);
    const vec3 block = e.at - d * 0.75f;
    b_.box({block.x, block.y, (block.z + 0.35f) / 2}, {0.5f, 0.5f, block.z + 0.35f}, kConcrete);
    const vec3 side(0, -1, 0);
    Within sign(b_, facing(vec3(block.x, block.y, block.z + 0.52f) + side * 0.2f, side));
    build_sign(b_, e.tag, 0.075f, e.name);
    wall({block.x - 0.25f, block.y - 0.25f, 0}, {block.x + 0.25f, block.y + 0.25f, block.z + 0.4f}, e.tag);
  }

  void junction(const Equipment& e) {
    b_.object = 0;
    build_tee(b_, e.at, layout::pipe_diameter(e.dn) / 2);
  }

  /// Frame of an inline piece: +Z along the flow, +Y where the stem points.
  static glm::mat4 inline_frame(vec3 at, vec3 flow) {
    const bool vertical = std::abs(flow.z) > 0.5f;
    const vec3 stem = vertical ? vec3(0, -1, 0) : vec3(0, 0, 1);
    const vec3 x = glm::cross(stem, flow);
    return glm::mat4(glm::vec4(x, 0), glm::vec4(stem, 0), glm::vec4(flow, 0), glm::vec4(at, 1));
  }

  void inline_piece(const layout::InlineItem& item, vec3 at, vec3 flow, float r) {
    static const std::map<Kind, Role> roles = {{Kind::kHandValve, Role::kHandValve}, {Kind::kControlValve, Role::kControlValve},
                                               {Kind::kCheckValve, Role::kCheckValve}, {Kind::kOrifice, Role::kOrifice}};
    object(item.tag, roles.at(item.kind), at);
    const bool vertical = std::abs(flow.z) > 0.5f;
    Within frame(b_, inline_frame(at, flow));
    if (item.kind == Kind::kHandValve) {
      const ValveParts p = build_gate_valve(b_, r);
      const std::vector<std::string> names = {item.tag + ".position", item.tag + ".opening"};
      motion(Motion::Kind::kTravel, p.stem, names, p.travel);
      motion(Motion::Kind::kTurn, p.wheel, names, -8 * 6.2832f);
    } else if (item.kind == Kind::kControlValve) {
      const ValveParts p = build_control_valve(b_, r);
      motion(Motion::Kind::kTravel, p.stem, {item.tag + ".position"}, p.travel);
    } else if (item.kind == Kind::kCheckValve) {
      build_check_valve(b_, r);
    } else {
      build_orifice(b_, r);
    }
    // Tag plate, wired to the piece on the side one looks from.
    const float plate = std::clamp(0.6f * r, 0.024f, 0.06f);
    const glm::mat4 world = b_.frame;
    b_.frame = glm::mat4(1);
    const float out = std::max(2.6f * r, 0.1f);
    const vec3 stem = world[1];
    vec3 spot = at + vec3(0, -1, 0) * out;
    if (vertical) spot = at + stem * out + vec3(0, 0, -(layout::item_length(item.kind, int(80)) * 0.1f) - 2.4f * r);
    if (std::abs(flow.y) > 0.5f) spot = at + vec3(flow.y > 0 ? 1 : 1, 0, 0) * out;
    const vec3 face = std::abs(flow.y) > 0.5f ? vec3(1, 0, 0) : vec3(0, -1, 0);
    Within sign(b_, facing(spot, face) * turned(0, {1, 0, 0}));
    build_sign(b_, item.tag, plate);
    b_.bar({0, 0, -0.01f}, {0, 0, -(out - 0.8f * r)}, 0.004f, kBolts, 5);
  }

  void pipe(const layout::Route& route) {
    const auto line = std::find_if(layout_.lines.begin(), layout_.lines.end(), [&](auto& l) { return l.tag == route.line; });
    object(line->tag, Role::kLine, route.points[route.points.size() / 2]);
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
      if (layout_.find(e.equipment)->kind != Kind::kJunction) build_flange(b_, face, outwards, r);
    };
    end(line->from, p[0], glm::normalize(p[0] - p[1]));
    end(line->to, p.back(), glm::normalize(p.back() - p[p.size() - 2]));
    for (const layout::Support& s : route.supports) build_pipe_support(b_, s.at, s.along, r, s.to);
    bands(*line, route, r);
    for (const layout::PlacedItem& item : route.items) {
      inline_piece(item.item, item.at, item.direction, r);
      const float half = layout::item_length(item.item.kind, line->dn) / 2;
      b_.object = line_object;
      for (float side : {-1.f, 1.f}) build_flange(b_, item.at + item.direction * (side * (half + 0.5f * r)), item.direction * -side, r);
    }
    if (!stub) spray(*line, route, r);
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

  /// Drops of a leak, hidden until the model has one.
  void spray(const layout::Line& line, const layout::Route& route, float r) {
    size_t i = 0;
    for (size_t k = 0; k + 1 < route.points.size(); ++k)
      if (glm::distance(route.points[k], route.points[k + 1]) > glm::distance(route.points[i], route.points[i + 1])) i = k;
    const vec3 at = glm::mix(route.points[i], route.points[i + 1], 0.35f);
    MovingPart part(b_, moved(at));
    Paint drops{{0.8f, 0.88f, 0.95f}, 0.15f, Material::kSpray, kNoShadow | kHideWhenZero};
    for (int k = 0; k < 48; ++k) {
      const float a = 2.399963f * float(k), t = 0.06f + 0.5f * float(k % 12) / 12;
      const float reach = r + 1.1f * t, drop = -4.9f * t * t * 1.6f + 0.5f * t;
      b_.add(b_.meshes.box(), moved({reach * std::cos(a), reach * std::sin(a), std::max(drop, -at.z + 0.02f)}) * turned(45, glm::normalize(vec3(1, 1, 0))) * scaled(vec3(0.012f + 0.018f * float(k % 3) / 3)), drops);
    }
    b_.add(b_.meshes.cylinder(28), moved({0, 0, -at.z + 0.012f}) * scaled({0.9f, 0.9f, 0.006f}), Paint{{0.22f, 0.28f, 0.30f}, 0.08f, Material::kLiquid, kNoShadow | kHideWhenZero});
    motion(Motion::Kind::kSpray, part.id(), {line.tag + ".leak_flow"});
  }

  // instruments -----------------------------------------------------------------------------------------------------

  struct Mount {
    vec3 at{0};
    vec3 stem{0, 0, 1};
    vec3 face{0, -1, 0};
    float length = 0.16f;
    bool found = false;
  };

  Mount on_line(const layout::Route& r, float share) {
    Mount m;
    float best = -1;
    for (size_t i = 0; i + 1 < r.points.size(); ++i) {
      const vec3 a = r.points[i], d = r.points[i + 1] - a;
      for (float s = 0.1f; s < 0.95f; s += 0.05f) {
        const vec3 p = a + d * s;
        float score = std::min(1.f, glm::length(d)) - std::abs(s - share) * 0.3f - std::max(0.f, p.z - 1.7f) - (std::abs(d.z) > 0.1f ? 0.3f : 0.f);
        for (auto& item : r.items) score -= glm::distance(item.at, p) < 0.3f + 2 * r.diameter ? 2.f : 0.f;
        for (vec3 taken : mounts_) score -= glm::distance(taken, p) < 0.3f ? 2.f : 0.f;
        if (s * glm::length(d) < 2 * r.diameter || (1 - s) * glm::length(d) < 2 * r.diameter) score -= 1;
        if (score <= best && m.found) continue;
        best = score, m.found = true;
        const bool vertical = std::abs(d.z) > 0.1f;
        m.stem = vertical ? vec3(0, -1, 0) : vec3(0, 0, 1);
        m.face = vertical ? vec3(0, 0, 1) : std::abs(d.y) > 0.1f ? vec3(1, 0, 0) : vec3(0, -1, 0);
        m.at = p + m.stem * (r.diameter / 2 - 0.005f);
      }
    }
    return m;
  }

  Mount mount(const layout::Instrument& i) {
    const std::string &on = i.on, &port = i.port;
    if (const layout::Route* r = scene_.routed.find(on)) return on_line(*r, 0.5f);
    for (const layout::Route& r : scene_.routed.routes)
      for (const layout::PlacedItem& item : r.items)
        if (item.item.tag == on) {
          const glm::mat4 f = inline_frame(item.at, item.direction);
          return {item.at + vec3(f[0]) * (2.4f * r.diameter / 2) + vec3(f[1]) * 0.06f, f[1], std::abs(item.direction.y) > 0.5f ? vec3(1, 0, 0) : vec3(0, -1, 0), 0.14f, true};
        }
    const Equipment* e = layout_.find(on);
    if (!e) return {};
    if (e->kind == Kind::kTank) {
      const float yaw = glm::radians(free_side(*e, -90) + 62 + 16 * float(tank_instruments_[on]++));
      const vec3 out(std::cos(yaw), std::sin(yaw), 0);
      return {e->at + out * (e->diameter / 2 + 0.14f) + vec3(0, 0, e->height > 3 ? 1.15f : 0.35f), {0, 0, 1}, out, 0.1f, true};
    }
    if (e->kind == Kind::kPump) {
      const bool suction = port == "in";
      for (const layout::Route& r : scene_.routed.routes) {
        const auto& l = *std::find_if(layout_.lines.begin(), layout_.lines.end(), [&](auto& x) { return x.tag == r.line; });
        if (!suction && l.from.equipment == on) return on_line(r, 0.15f);
        if (suction && l.to.equipment == on) return on_line(r, 0.85f);
      }
    }
    return {e->at + vec3(0, 0, 0.05f), {0, 0, 1}, {0, -1, 0}, 0.16f, true};
  }

  void instrument(const layout::Instrument& i) {
    const Mount m = mount(i);
    if (!m.found) return;
    mounts_.push_back(m.at);
    const bool gauge = i.kind == layout::InstrumentKind::kGauge;
    object(i.tag, gauge ? Role::kGauge : Role::kTransmitter, m.at);
    const vec3 x = glm::cross(m.stem, m.face);
    Within frame(b_, glm::mat4(glm::vec4(x, 0), glm::vec4(m.stem, 0), glm::vec4(m.face, 0), glm::vec4(m.at, 1)));
    if (std::abs(m.stem.z) < 0.5f) {
      // Out of a vertical pipe: a bent stem, so that the instrument stands upright.
      b_.bar({0, 0, 0}, {0, 0.09f, 0}, 0.011f, kStainless, 10);
      b_.frame = moved(m.at + m.stem * 0.09f) * glm::mat4(facing({0, 0, 0}, m.stem));
    }
    if (gauge) {
      const uint32_t needle = build_gauge(b_, m.length, 0.075f, i.unit, i.low, i.high);
      Motion& n = motion(Motion::Kind::kNeedle, needle, {i.tag + ".reading", i.tag + ".pv"});
      n.low = float(i.low_si), n.high = float(i.high_si);
    } else {
      build_transmitter(b_, m.length, i.measures);
    }
    Within sign(b_, moved({gauge ? 0 : 0.14f, m.length + (gauge ? -0.075f : 0.09f), 0.02f}));
    build_sign(b_, i.tag, 0.024f);
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
  std::vector<vec3> mounts_;
  std::map<std::string, int> tank_instruments_;
};

}  // namespace

FieldScene build_scene(layout::PlantLayout layout, const layout::RouteFiles& files) {
  return SceneBuilder(std::move(layout)).build(files);
}

}  // namespace retort::scene
