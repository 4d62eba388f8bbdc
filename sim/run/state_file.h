#pragma once
#include <string>

#include "sim/model/compiled_plant.h"

/// Initial states as files, for scenarios that start cold, warm or after a trip.
///
///   format: 1
///   plant: feed_tank
///   values:                    # SI; what is missing keeps the plant file's start
///     T-101.mass: 2004.2
///     FIC-101.mode: 3
///     FIC-101.#31: 0.41        # a memory without a name of its own: its place in the block
/// `retort run PLANT --save-state FILE` writes one. Totals since the start and the clock begin at zero.
namespace retort {

std::string write_state(const CompiledPlant& plant, const PlantState& s);
/// The plant's own start with the file's values. Throws FileError.
PlantState read_state(const CompiledPlant& plant, const std::string& text, const std::string& file);
PlantState load_state(const CompiledPlant& plant, const std::string& path);
void save_state(const CompiledPlant& plant, const PlantState& s, const std::string& path);

}  // namespace retort
