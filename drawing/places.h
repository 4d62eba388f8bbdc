#pragma once
#include "sim/model/compiled_plant.h"

/// Places for a plant file that says none, from the wiring: vessels, machines and boundaries in columns by their distance from
/// the source, inline elements along their lines. Bubbles are left to the drawing. A plant that is too large for one sheet is divided into
/// several: neighbours together, as many as can be read on one.
namespace retort {

bool has_places(const Display& display);
Display places_of(const CompiledPlant& plant);

}  // namespace retort
