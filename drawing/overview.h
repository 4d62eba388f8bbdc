#pragma once
#include <vector>

#include "drawing/pages.h"

/// Level 1 as data: is all well? A tile for each page, with what matters most on it first. How many of its lines are shown is a matter of
/// room: a smaller screen shows fewer, never a part of the picture.
namespace retort {

struct OverviewTile {
  int page = 0;
  std::vector<BlockId> measured;  // controlled variables, then what else is measured, each by its most urgent alarm
  std::vector<BlockId> machines;
};
std::vector<OverviewTile> overview_of(const CompiledPlant& plant, const PlantPages& pages);

/// How tiles are laid over a room.
struct OverviewGrid {
  int columns = 1, rows = 1;   // of tiles
  int lists = 1, lines = 1;    // within a tile: lists side by side, and lines in each
  double line = 0;             // height of a line
  double foot = 0;             // where machines stand; 0: no room for it
};
/// Machines are left out where no line would be left otherwise. `least_width` of a list and `least_line` of a line; `head` of a tile and `foot`, where machines stand.
OverviewGrid fit_overview(const std::vector<OverviewTile>& tiles, double width, double height, double least_width, double least_line, double head, double foot, double gap);

}  // namespace retort
