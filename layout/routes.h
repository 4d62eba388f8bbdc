// Pipe routing. A* over the planes that matter (nozzles, obstacle faces and clearances), state = (node, heading), so that
// bends cost and U-turns cannot be; biggest bore first. Elbows have a bend radius of 1.5 D. Then inline items are put on
// straight stretches, in the order of the flow, hand valves where a hand reaches them.
#pragma once
#include <string>
#include <vector>

#include "layout/plant_layout.h"

namespace retort::layout {

struct PlacedItem {
  InlineItem item;
  glm::vec3 at{0};         ///< middle
  glm::vec3 direction{0};  ///< of the flow
};

struct Support {
  glm::vec3 at{0};         ///< under the pipe's axis, at its height
  glm::vec3 along{0};
  float to = 0;  ///< height of what it stands on
};

struct Route {
  std::string line;
  float diameter = 0.1f;
  std::vector<glm::vec3> points;  ///< first nozzle face, corners, last nozzle face
  std::vector<PlacedItem> items;
  std::vector<Support> supports;
  float length() const;
};

struct RoutedPlant {
  std::vector<Route> routes;
  std::vector<std::string> notes;  ///< lines for which no free way was found (drawn straight), items without room
  const Route* find(std::string_view line) const;
};

/// `layout` must have its nozzles.
RoutedPlant route(const PlantLayout& layout);

/// Of a file of routes, bytes; the largest shipped has 2 MB. A recording carries it.
constexpr std::size_t kMostRoutes = 16u << 20;
/// Where routes that were found before may lie. Empty paths: nowhere.
struct RouteFiles {
  std::string shipped;  ///< beside the plant; only read
  std::string cache;    ///< a folder of this user; read and written
  std::vector<std::string> texts;  ///< what such files say, where they are at hand already; these come first
};
/// As `route`, but takes the answer from a file when one was made for this layout, and keeps it in the cache otherwise (silently not, where
/// that cannot be written). A file that is broken or for another layout is as good as none.
RoutedPlant cached_routes(const PlantLayout& layout, const RouteFiles& files);
/// Whether a file holds the routes of this layout.
bool holds_routes(const PlantLayout& layout, const std::string& path);
/// The file that is shipped beside a plant. Throws FileError when it cannot be written.
void write_routes(const PlantLayout& layout, const RoutedPlant& routed, const std::string& path);

/// Whether it is at the height of hands over the floor or over a platform beside it: where the router puts handles. layout/footing.h says who gets there.
bool in_reach(const PlantLayout& layout, glm::vec3 at);
/// Pairs that stand in each other's way: pipe and pipe, pipe and equipment, unit and unit with their structures and posts. Empty when all is well.
std::vector<std::string> clashes(const PlantLayout& layout, const RoutedPlant& routed);

}  // namespace retort::layout
