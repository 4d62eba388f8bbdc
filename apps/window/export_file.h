#pragma once
#include <string>

namespace retort {

/// Writes a text into a new file in the user's data folder, under `exports`: never over one that is there. Its path; empty where that
/// failed.
std::string export_file(const std::string& name, const std::string& text);

}  // namespace retort
