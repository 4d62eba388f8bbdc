#pragma once
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A temporary file for what no longer fits in memory; gone with its last owner. One thread appends; any thread reads what was
/// appended before it got hold of the file, for each reading opens it by itself. A killed program leaves the file behind.
namespace retort {

class SpillFile {
 public:
  /// In a folder, or the system's for temporary files where it is empty. nullptr when that cannot be.
  static std::shared_ptr<SpillFile> create(const std::string& folder);
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  /// Where the bytes stand; nothing when they could not be written (a full disk).
  std::optional<std::uint64_t> append(const std::vector<std::uint8_t>& bytes);
  /// Nothing when they cannot be read.
  std::optional<std::vector<std::uint8_t>> read(std::uint64_t at, std::size_t size) const;
  const std::string& path() const { return path_; }

 private:
  SpillFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}
  std::string path_;
  std::FILE* file_;
  std::uint64_t end_ = 0;
};

}  // namespace retort
