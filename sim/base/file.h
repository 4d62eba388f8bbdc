#pragma once
#include <cstddef>
#include <string>

/// Whole files in memory. Only regular files: a device such as /dev/zero has no end, and a pipe that nobody writes to would wait for
/// ever. Each reader says how large its files may be.
namespace retort {

constexpr std::size_t kMostText = 16u << 20;        // bytes of a file that a person writes
constexpr std::size_t kMostRecording = 1u << 30;    // bytes of a recording: some weeks of a large plant

/// Throws FileError: not there, not to be read, a folder, a device or a pipe, larger than `most` bytes.
std::string read_file(const std::string& path, std::size_t most);

}  // namespace retort
