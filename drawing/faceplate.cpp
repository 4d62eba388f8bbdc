#include "drawing/faceplate.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace retort {

Faceplate faceplate_of(const CompiledPlant& plant, BlockId id) {
  Faceplate f;
  const BlockLayout& b = plant.blocks[static_cast<std::size_t>(id)];
  const BlockWiring& w = plant.wired(id);
  for (RowId r = b.first_row; r < b.first_row + b.n_rows; ++r) {
    const Row& row = plant.catalogue[r];
    const bool set = row.store == Store::input && (row.access & kBoard);
    if (set || std::find(w.wired.begin(), w.wired.end(), r) != w.wired.end()) f.shown.push_back(r);
    if (set) (is_button(row) ? f.buttons : f.entries).push_back(r);
  }
  for (BlockId m : w.measured_by)
    if (plant.wired(m).role == Role::transmitter && b.section == "units") f.instruments.push_back(m);
  return f;
}

std::vector<RowId> field_controls(const CompiledPlant& plant, BlockId id) {
  std::vector<RowId> rows;
  const BlockLayout& b = plant.blocks[static_cast<std::size_t>(id)];
  for (RowId r = b.first_row; r < b.first_row + b.n_rows; ++r)
    if (const Row& row = plant.catalogue[r]; row.store == Store::input && (row.access & kField)) rows.push_back(r);
  return rows;
}

std::vector<RowId> field_seen(const CompiledPlant& plant, BlockId id) {
  std::vector<RowId> rows;
  const BlockLayout& b = plant.blocks[static_cast<std::size_t>(id)];
  constexpr std::string_view kSeen[] = {"reading", "pv", "status", "age", "position", "running", "tripped"};
  for (RowId r = b.first_row; r < b.first_row + b.n_rows; ++r) {
    const Row& row = plant.catalogue[r];
    const bool worked = row.store == Store::input && (row.access & kField) && !is_button(row);
    if (worked || std::find(std::begin(kSeen), std::end(kSeen), row.noun) != std::end(kSeen)) rows.push_back(r);
  }
  return rows;
}

bool on_a_faceplate(const CompiledPlant& plant, RowId row) {
  const BlockId b = plant.wiring.block_of[static_cast<std::size_t>(row)];
  if (b == kNoBlock) return false;
  const Faceplate f = faceplate_of(plant, b);
  return std::find(f.buttons.begin(), f.buttons.end(), row) != f.buttons.end() || std::find(f.entries.begin(), f.entries.end(), row) != f.entries.end();
}

}  // namespace retort
