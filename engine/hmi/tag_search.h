#pragma once
#include <optional>
#include <string>

#include "engine/hmi/plant_view.h"

namespace retort::hmi {

/// Whether a text holds what is typed, in letters of either case. Nothing typed: it does.
bool holds(const std::string& text, const std::string& typed);

/// How well a tag is meant by what is typed, the best first. Nothing: not at all, or nothing was typed.
enum class Meant { itself, begins_so, has_it, called_so };
std::optional<Meant> meant(const Words& words, const std::string& tag, const std::string& typed);

}  // namespace retort::hmi
