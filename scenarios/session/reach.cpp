#include "scenarios/session/reach.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "layout/layout_of_plant.h"
#include "layout/routes.h"
#include "platform/paths.h"
#include "scenarios/session/content_hash.h"
#include "scenarios/session/library.h"
#include "scenarios/session/shipped.h"
#include "sim/base/errors.h"
#include "sim/base/file.h"

namespace fs = std::filesystem;

namespace retort {

layout::RouteFiles routes_of(const Material& m) {
  layout::RouteFiles files{"", cache_folder(), {}};
  if (const auto own = m.files.find(m.routes()); own != m.files.end()) files.texts.push_back(own->second);
  // The name is one that was shipped: one from a recording that leads out of the library leads nowhere.
  const std::string name = m.shipped_routes();
  if (const std::string_view hash = shipped_hash(name); !hash.empty()) {
    try {
      if (std::string text = read_file((fs::path(library_folder()) / name).string(), layout::kMostRoutes); content_hash(text, name).hex() == hash) files.texts.push_back(std::move(text));
    } catch (const FileError&) {
      // A library without them: they are routed.
    }
  }
  return files;
}

Reach::Reach(const Prepared& p) : plant_(p.plant) {
  layout::PlantLayout field = layout::layout_of(*p.plant);
  layout::place_nozzles(field);
  const layout::RoutedPlant pipes = layout::cached_routes(field, routes_of(p.material));
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
