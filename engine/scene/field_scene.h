// The field built from a layout: instances to draw, objects to pick, parts that move, boxes to bump into.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "engine/geometry/draw_list.h"
#include "layout/footing.h"
#include "layout/routes.h"
#include "engine/passes/camera.h"
#include "engine/scene/motion.h"

namespace retort::scene {

/// What a person can point at. Ids count from 1.
struct FieldObject {
  uint32_t id = 0;
  std::string tag;   // of the plant file; a button carries its machine's
  std::string part;  // "": the thing itself; of a local control station: station, start, stop
  glm::vec3 centre{0};
};

struct FieldScene {
  geometry::DrawList draw;
  std::vector<FieldObject> objects;
  std::vector<glm::mat4> part_frames;
  std::vector<Motion> motions;
  layout::Footing footing;          ///< where a person can be
  glm::vec3 start{0};               ///< where he begins
  std::map<std::string, std::vector<layout::Handle>> handles;   ///< by tag: what one works, reads or looks for
  std::vector<layout::Box> units;   ///< what stands there, for a plan
  std::map<std::string, passes::Camera> cameras;  ///< the plant's own, and `overview`
  layout::RoutedPlant routed;
  glm::vec2 low{0}, high{0};        ///< the pavement

  const FieldObject* object(uint32_t id) const { return id > 0 && id <= objects.size() ? &objects[id - 1] : nullptr; }
};

/// `layout` may lack nozzles: they are placed. `files` as in layout::cached_routes.
FieldScene build_scene(layout::PlantLayout layout, const layout::RouteFiles& files = {});

}  // namespace retort::scene
