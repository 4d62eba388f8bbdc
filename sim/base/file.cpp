#include "sim/base/file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "sim/base/errors.h"

namespace fs = std::filesystem;

namespace retort {

std::string read_file(const std::string& path, std::size_t most) {
  std::error_code status;
  const fs::file_status what = fs::status(path, status);
  if (what.type() == fs::file_type::none) throw FileError(path, {}, fmt::format("cannot be opened: {}", status.message()));
  if (what.type() == fs::file_type::not_found) throw FileError(path, {}, fmt::format("cannot be opened: {}", std::strerror(ENOENT)));
  if (what.type() == fs::file_type::directory) throw FileError(path, {}, "is a folder, not a file");
  if (what.type() != fs::file_type::regular)
    throw FileError(path, {}, "is a device or a pipe: only regular files are read. Write it to a file first");
  std::ifstream in(path, std::ios::binary);
  if (!in) throw FileError(path, {}, fmt::format("cannot be opened: {}", std::strerror(errno)));
  std::string text;
  char buffer[1 << 16];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    text.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (text.size() > most) throw FileError(path, {}, fmt::format("is larger than {} MiB, the most that is read", most >> 20));
  }
  if (in.bad()) throw FileError(path, {}, "cannot be read to its end");
  return text;
}

void write_file(const std::string& path, std::string_view bytes) {
  std::error_code ignored;
  const bool whole = !fs::exists(path, ignored) || fs::is_regular_file(path, ignored);
  const fs::path file = fs::is_symlink(fs::symlink_status(path, ignored)) && whole ? fs::weakly_canonical(path, ignored) : fs::path(path);
  const fs::path part = whole ? fs::path(file.string() + ".part") : file;
  errno = 0;
  std::ofstream out(part, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code renamed;
  const int why = errno;
  if (out && whole) fs::rename(part, file, renamed);
  if (out && !renamed) return;
  if (whole) fs::remove(part, ignored);
  throw FileError(path, {}, fmt::format("cannot be written: {}", renamed ? renamed.message() : why ? std::strerror(why) : "the system does not say why"));
}

}  // namespace retort
