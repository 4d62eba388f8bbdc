#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// Whole files, read and written. Only regular files: a device such as /dev/zero has no end, and a pipe that nobody writes to would wait for
/// ever. Each reader says how large its files may be.
namespace retort {

constexpr std::size_t kMostText = 4u << 20;         // bytes of a file that a person writes
constexpr std::size_t kMostRecording = 1u << 30;    // bytes of a recording: some weeks of a large plant

/// Throws FileError: not there, not to be read, a folder, a device or a pipe, larger than `most` bytes.
std::string read_file(const std::string& path, std::size_t most);

/// The file appears whole or not at all, and what stood there before stays until then: the bytes go beside it first. A device or a
/// pipe takes them at once. Throws FileError with the system's reason: no such folder, no room, no right.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace retort
