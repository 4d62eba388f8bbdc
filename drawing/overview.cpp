#include "drawing/overview.h"

#include <algorithm>
#include <cmath>

namespace retort {
namespace {

bool has_pv(const CompiledPlant& plant, BlockId id) {
  const BlockLayout& b = plant.blocks[static_cast<std::size_t>(id)];
  for (RowId r = b.first_row; r < b.first_row + b.n_rows; ++r)
    if (plant.catalogue[r].noun == "pv") return plant.catalogue[r].hi > plant.catalogue[r].lo;
  return false;
}

/// Less is more important.
int rank(const CompiledPlant& plant, BlockId id) {
  const BlockWiring& b = plant.wired(id);
  int most_urgent = 5;
  for (const int a : b.alarms) most_urgent = std::min(most_urgent, plant.wiring.alarms[static_cast<std::size_t>(a)].priority);
  return (b.controller >= 0 ? 0 : 10) + most_urgent;
}

}  // namespace

std::vector<OverviewTile> overview_of(const CompiledPlant& plant, const PlantPages& pages) {
  std::vector<OverviewTile> tiles;
  for (std::size_t k = 0; k < pages.pages.size(); ++k) {
    OverviewTile tile;
    tile.page = static_cast<int>(k);
    for (const BlockId b : pages.pages[k].shown) {
      if (plant.wired(b).machine) tile.machines.push_back(b);
      const Role role = plant.wired(b).role;
      if ((role == Role::controller || role == Role::transmitter) && has_pv(plant, b)) tile.measured.push_back(b);
    }
    std::stable_sort(tile.measured.begin(), tile.measured.end(), [&](BlockId a, BlockId b) { return rank(plant, a) < rank(plant, b); });
    std::sort(tile.machines.begin(), tile.machines.end());
    tiles.push_back(std::move(tile));
  }
  return tiles;
}

OverviewGrid fit_overview(const std::vector<OverviewTile>& tiles, double width, double height, double least_width, double least_line, double head, double foot, double gap) {
  OverviewGrid best;
  double most = -1;
  const int n = static_cast<int>(tiles.size());
  for (int columns = 1; columns <= std::max(1, n); ++columns) {
    OverviewGrid g;
    g.columns = columns;
    g.rows = (n + columns - 1) / columns;
    const double wide = (width - gap * (columns - 1)) / columns, high = (height - gap * (g.rows - 1)) / g.rows - head - foot;
    if (columns > 1 && wide < least_width) break;
    g.lists = std::max(1, static_cast<int>(wide / least_width));
    g.lines = std::max(0, static_cast<int>(high / least_line));
    std::size_t needed = 0, shown = 0;
    for (const OverviewTile& t : tiles) {
      needed = std::max(needed, t.measured.size());
      shown += std::min(t.measured.size(), static_cast<std::size_t>(g.lists * g.lines));
    }
    // No more lists and lines than the fullest tile takes: what is left over makes lines higher and wider.
    if (needed > 0) {
      while (g.lists > 1 && static_cast<std::size_t>((g.lists - 1) * g.lines) >= needed) --g.lists;
      g.lines = std::min(g.lines, static_cast<int>(std::ceil(double(needed) / g.lists)));
    }
    g.line = g.lines > 0 ? high / g.lines : high;
    g.foot = foot;
    const double score = double(shown) - 0.01 * std::abs(wide - 1.6 * (high + head + foot)) / least_width;
    if (score > most) most = score, best = g;
  }
  if (best.lines == 0 && foot > 0) return fit_overview(tiles, width, height, least_width, least_line, head, 0, gap);
  return best;
}

}  // namespace retort
