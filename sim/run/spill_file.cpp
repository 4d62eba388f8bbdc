#include "sim/run/spill_file.h"

#include <filesystem>

namespace fs = std::filesystem;

namespace retort {

std::shared_ptr<SpillFile> SpillFile::create(const std::string& folder) {
  std::error_code failed;
  const fs::path in = folder.empty() ? fs::temp_directory_path(failed) : fs::path(folder);
  if (failed) return nullptr;
  for (int n = 0; n < 10000; ++n) {
    const std::string path = (in / ("retort-log-" + std::to_string(n))).string();
    // "x": never somebody else's file.
    if (std::FILE* file = std::fopen(path.c_str(), "wbx")) return std::shared_ptr<SpillFile>(new SpillFile(path, file));
    if (!fs::exists(path, failed)) return nullptr;
  }
  return nullptr;
}

SpillFile::~SpillFile() {
  std::fclose(file_);
  std::error_code ignored;
  fs::remove(path_, ignored);
}

std::optional<std::uint64_t> SpillFile::append(const std::vector<std::uint8_t>& bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size() || std::fflush(file_) != 0) return std::nullopt;
  const std::uint64_t at = end_;
  end_ += bytes.size();
  return at;
}

std::optional<std::vector<std::uint8_t>> SpillFile::read(std::uint64_t at, std::size_t size) const {
  std::FILE* file = std::fopen(path_.c_str(), "rb");
  if (!file) return std::nullopt;
  std::vector<std::uint8_t> bytes(size);
  const bool whole = std::fseek(file, static_cast<long>(at), SEEK_SET) == 0 && std::fread(bytes.data(), 1, size, file) == size;
  std::fclose(file);
  return whole ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace retort
