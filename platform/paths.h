#pragma once
#include <string>

/// Where this system keeps things. Paths are UTF-8 with the system's separators; none ends in one.
namespace retort {

/// The running program's own file; empty when the system does not tell.
std::string program_file();

/// A folder that is shipped with the program: the environment variable when it is set, else `relative` ("assets") beside the
/// checkout or installation that the program runs from, else `relative` in the working folder. It is the right one when it
/// holds `marker` (a folder, "text"); `relative` itself when there is none.
std::string shipped_folder(const char* variable, const std::string& relative, const std::string& marker = {});

/// Where a user's recordings and settings go: $XDG_DATA_HOME/retort, else ~/.local/share/retort. Made when it is missing; empty
/// when it cannot be.
std::string data_folder();
/// What can be worked out again: $XDG_CACHE_HOME/retort, else ~/.cache/retort. Made when it is missing; empty when it cannot be.
std::string cache_folder();

}  // namespace retort
