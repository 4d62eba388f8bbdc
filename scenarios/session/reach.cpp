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
  footing_ = layout::Footing(field);
  handles_ = layout::handles(field, pipes);
}

bool Reach::within(const std::string& tag, const Place& stands) const {
  const auto found = handles_.find(tag);
  const glm::vec3 feet(stands.x, stands.y, stands.z);
  return found == handles_.end() ||
         std::any_of(found->second.begin(), found->second.end(), [&](const layout::Handle& h) { return layout::hand_reaches(footing_, tag, h, feet, stands.heading); });
}

Verdict Reach::of(const Act& a) const {
  const auto* said = std::get_if<acts::Report>(&a.what);   // who tells how it stands, stands before it as well
  const RowId row = said ? said->row : a.row();
  if (a.source != Source::field || !a.place || row < 0 || static_cast<std::size_t>(row) >= plant_->catalogue.size()) return {};
  if (!footing_.stands({a.place->x, a.place->y, a.place->z})) return refuse("refused.nowhere");
  return within(plant_->catalogue[row].tag, *a.place) ? Verdict{} : refuse("refused.too_far");
}

}  // namespace retort
