#pragma once
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
/// Adds what is not there yet, as far as there is room.
void add_pens(const Desk& desk, const std::vector<RowId>& pens);
/// Recorded rows of the control room that a word is found in: by variable, description or name.
std::vector<RowId> find_pens(const Desk& desk, const std::string& typed, std::size_t most);
/// Times and values of all pens over a span: a table that spreadsheets read.
std::string trend_csv(const PlantView& plant, const std::vector<RowId>& pens, double begin, double end);

}  // namespace retort::hmi
