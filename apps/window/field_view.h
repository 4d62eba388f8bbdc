#pragma once
#include "layout/layout_of_plant.h"
#include "engine/scene/field_renderer.h"
#include "platform/paths.h"
#include "scenarios/session/reach.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// The field of a plant of which only the file is there. Its pipes lie as shipped beside the plant, or as they were routed before.
inline scene::FieldScene field_of(const CompiledPlant& plant) {
  return scene::build_scene(layout::layout_of(plant), {plant.spec.folder + "/routes.json", cache_folder(), {}});
}
/// The field of a run: its pipes lie where hands find them.
inline scene::FieldScene field_of(const Prepared& prepared) { return scene::build_scene(layout::layout_of(*prepared.plant), routes_of(prepared.material)); }

/// The light that the plant file wants its field to be seen in.
inline passes::TimeOfDay light_of_plant(const CompiledPlant& plant) { return passes::time_of_day(plant.field.light).value_or(passes::TimeOfDay::day); }

/// The field of a plant, its motions bound to the plant's variables.
inline scene::FieldRenderer make_field(gpu::Gpu& gpu, const CompiledPlant& plant, scene::FieldScene scene, const passes::FieldQuality& quality = {}) {
  return {gpu, std::move(scene), [&plant](std::string_view name) { return static_cast<int>(plant.catalogue.find(name)); }, quality};
}
inline scene::FieldRenderer make_field(gpu::Gpu& gpu, const CompiledPlant& plant, const passes::FieldQuality& quality = {}) {
  return make_field(gpu, plant, field_of(plant), quality);
}

}  // namespace retort
