#pragma once
#include "layout/layout_from_spec.h"
#include "engine/scene/field_renderer.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// The field of a plant, its motions bound to the plant's variables. Routed pipes are kept beside the plant file.
inline scene::FieldRenderer make_field(gpu::Gpu& gpu, const CompiledPlant& plant, const passes::FieldQuality& quality = {}) {
  return {gpu, scene::build_scene(layout::layout_from_spec(plant.spec), plant.spec.folder + "/routes.json"),
          [&plant](std::string_view name) { return static_cast<int>(plant.catalogue.find(name)); }, quality};
}

}  // namespace retort
