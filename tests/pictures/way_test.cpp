// Who follows the line on the floor comes to everything of every plant, by steps as a person makes them.
#include <filesystem>

#include "engine/scene/field_scene.h"
#include "engine/scene/way.h"
#include "layout/layout_of_plant.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"

using namespace retort;
using namespace retort::layout;
namespace fs = std::filesystem;

namespace {

constexpr double kPicture = 0.12;   // s, as a software driver draws

struct Walk {
  bool arrived = false;
  glm::vec3 stopped{0};
  std::size_t point = 0;   // of the way
};

/// Follows the way for as long as it may take, and some more.
Walk walk_along(const scene::FieldScene& field, scene::Walker& walker, scene::Way& way, bool to_read) {
  double far = 0;
  for (std::size_t i = 1; i < way.points().size(); ++i) far += double(glm::distance(way.points()[i - 1], way.points()[i]));
  const double most = 10 + 2 * far / scene::Walker::kClimbSpeed;   // s
  const std::string& tag = way.target();
  for (double t = 0; t < most; t += kPicture) {
    const auto near = [&](const Handle& h) {
      return to_read ? eyes_reach(field.footing, tag, h, walker.feet()) : hand_reaches(field.footing, tag, h, walker.feet(), walker.camera().yaw);
    };
    const std::vector<Handle>& handles = field.handles.at(tag);
    const bool within = std::any_of(handles.begin(), handles.end(), near);
    way.update(walker, t, within);
    if (way.astray()) break;
    if (way.next()->arrived && within) return {true, walker.feet(), way.nearest()};
    scene::WalkInput in;
    way.follow(in, walker, kPicture, kPicture);
    walker.update(in, float(kPicture));
  }
  return {false, walker.feet(), way.nearest()};
}

}  // namespace

TEST_CASE("who follows the line on the floor comes to everything of every plant, from the start and from one thing to the next", "[walk]") {
  for (const fs::directory_entry& folder : fs::directory_iterator(RETORT_SOURCE "/scenarios/library")) {
    if (!fs::exists(folder.path() / "routes.json")) continue;
    const std::string plant = folder.path().filename().string();
    const auto compiled = compile(load_plant(folder.path().string() + "/plant.yaml"), standard_blocks());
    const scene::FieldScene field = scene::build_scene(layout_of(*compiled), {compiled->spec.folder + "/routes.json", ""});
    const Yard yard{field.low, field.high, 0};
    scene::Walker walker(field);
    std::size_t ways = 0;
    const auto walk_to = [&](const std::string& from, const Walkable& places, const std::string& tag, const std::vector<Handle>& handles) {
      std::vector<glm::vec3> points = places.way_to(tag, handles);
      const bool to_read = points.empty();
      if (to_read) points = places.way_to(tag, handles, true);
      if (points.empty()) return;   // what must be reached is `retort check`'s
      ++ways;
      scene::Way way(field.footing);
      way.lead(tag, handles.back().at, points);
      const Walk w = walk_along(field, walker, way, to_read);
      INFO(plant << ", from " << from << " to " << tag << ": stopped at " << w.stopped.x << " " << w.stopped.y << " " << w.stopped.z << ", point " << w.point << " of " << points.size()
                 << (way.astray() ? ", astray" : ""));
      CHECK(w.arrived);
    };
    const Walkable from_start(field.footing, yard, field.start);
    for (const auto& [tag, handles] : field.handles) {
      walker.place(field.start, 1);
      walk_to("the start", from_start, tag, handles);
    }
    // Every seventh thing next, until one has been at all.
    std::vector<std::string> tags;
    for (const auto& [tag, handles] : field.handles) tags.push_back(tag);
    std::string at = "the start";
    walker.place(field.start, 1);
    for (std::size_t k = 0, i = 0; k < tags.size(); ++k, i = (i + 7) % tags.size()) {
      const std::string& tag = tags[i];
      walk_to(at, Walkable(field.footing, yard, walker.feet()), tag, field.handles.at(tag));
      at = tag;
    }
    INFO(plant);
    CHECK(ways > 20);
  }
}
