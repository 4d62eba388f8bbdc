#pragma once
#include <string>

#include "engine/scene/field_scene.h"

/// The field as glTF 2.0, for other programs. A node for each tag, named after it, with `extras`: tag, type, and for what moves which variable
/// moves it and how (a child node `TAG.noun`, at rest). The cameras of the plant are nodes too. Left out: letters on signs and walls (the plates are there), what is only seen inside
/// vessels or only when something leaks, gravel, trees and halls around the yard.
namespace retort::scene {

/// `types`: by tag. Throws FileError where the file cannot be written.
void write_glb(const FieldScene& scene, const std::string& plant, const std::map<std::string, std::string>& types, const std::string& file);

}  // namespace retort::scene
