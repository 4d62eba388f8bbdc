#pragma once
#include <imgui.h>

#include "drawing/pages.h"
#include "engine/hmi/desk.h"

/// Which pens are looked at together, and what stands under a pen at a moment.
namespace retort::hmi {

struct PenGroup {
  std::string title;  // in the language in use
  std::vector<RowId> pens;
};
/// As the plant file names them, then one for each page: what is controlled there, then what is measured.
std::vector<PenGroup> pen_groups(const PlantView& plant, const PlantPages& pages, const Words& words);
/// The pens of a fresh board: those of the first group.
std::vector<RowId> first_pens(const PlantView& plant, const PlantPages& pages);
/// Of a thing: what it shows, and the set point and output of a controller.
std::vector<RowId> pens_of(const PlantView& plant, const Thing& t);
/// Adds what is not there yet, as far as there is room, and says which.
void add_pens(const Desk& desk, const std::vector<RowId>& pens);
/// A pen takes the place of another; those between move up.
void move_pen(BoardState& s, std::size_t from, std::size_t to);
/// The last widget, or the last text, can be dragged onto a trend: with it go these rows, as far as they are recorded.
void pen_source(const PlantView& plant, const std::vector<RowId>& pens);
/// The same of what was drawn by hand in this box.
void pen_source(const PlantView& plant, ImVec2 a, ImVec2 b, const std::vector<RowId>& pens);
/// What is dropped on the last widget; empty: nothing yet.
std::vector<RowId> dropped_pens();
/// Recorded rows of the control room that a word is found in: by variable, description or name.
std::vector<RowId> find_pens(const Desk& desk, const std::string& typed, std::size_t most);
/// Times and values of all pens over a span: a table that spreadsheets read.
std::string trend_csv(const PlantView& plant, const std::vector<RowId>& pens, double begin, double end);

}  // namespace retort::hmi
