#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/model/compiled_plant.h"

/// Where plants and scenarios are found, and what kind of file an argument names.
namespace retort {

/// The folder of the shipped plants: $RETORT_LIBRARY, else scenarios/library beside the program's checkout or installation.
std::string library_folder();
/// A path that exists as given, or a name inside the library: "feed_tank", "feed_tank/pump_trip". Throws FileError.
std::string find_file(const std::string& argument);
/// True for a scenario, false for a plant. Throws FileError for neither.
bool is_scenario(const std::string& path);
/// Loads and compiles a plant with every kind of block this program has.
std::shared_ptr<const CompiledPlant> load_compiled(const std::string& path);
/// "2h", "90 s", "1.5min": seconds. Throws UsageError naming `what`.
double parse_duration(const std::string& text, const std::string& what);

}  // namespace retort
