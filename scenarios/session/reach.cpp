#include "scenarios/session/reach.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "layout/layout_of_plant.h"
#include "layout/routes.h"
#include "platform/paths.h"
#include "scenarios/session/library.h"

namespace fs = std::filesystem;

namespace retort {

Reach::Reach(const Prepared& p) : plant_(p.plant) {
  layout::PlantLayout field = layout::layout_of(*p.plant);
  layout::place_nozzles(field);
  // What a recording carries has no folder; ours has the routes of what is ours. A file of another layout is as good as none.
  // A name from a recording that leads out of the library leads nowhere.
  const fs::path name = fs::path(p.material.plant).lexically_normal();
  const bool inside = name.is_relative() && name.begin() != name.end() && *name.begin() != "..";
  const fs::path shipped = inside ? fs::path(library_folder()) / name.parent_path() / "routes.json" : fs::path();
  const fs::path own = fs::path(p.folder) / "routes.json";
  const bool ours = p.folder.empty() || layout::holds_routes(field, shipped.string());
  const layout::RoutedPlant pipes = layout::cached_routes(field, {(ours ? shipped : own).string(), cache_folder()});
  const auto spot = [&](const std::string& tag, const glm::vec3& at, double radius) { spots_[tag].push_back({at.x, at.y, radius}); };
  for (const layout::Equipment& e : field.equipment) {
    const layout::Box box = layout::bounds(e);
    const glm::vec3 half = (box.high - box.low) / 2.f;
    spot(e.tag, (box.low + box.high) / 2.f, std::max(half.x, half.y));
    if (e.station) spot(e.tag, layout::station_place(field, e), 0);
  }
  for (const layout::Route& r : pipes.routes)
    for (const layout::PlacedItem& item : r.items) spot(item.item.tag, item.at, 0);
}

bool Reach::within(const std::string& tag, const Place& stands) const {
  const auto found = spots_.find(tag);
  return found == spots_.end() || std::any_of(found->second.begin(), found->second.end(), [&](const Spot& s) {
           const double x = stands.x - s.x, y = stands.y - s.y;
           return std::sqrt(x * x + y * y) <= s.radius + kArm;
         });
}

Verdict Reach::of(const Act& a) const {
  const acts::Write* w = a.write();
  if (!w || a.source != Source::field || !a.place || w->row < 0 || static_cast<std::size_t>(w->row) >= plant_->catalogue.size()) return {};
  return within(plant_->catalogue[w->row].tag, *a.place) ? Verdict{} : refuse("refused.too_far");
}

}  // namespace retort
