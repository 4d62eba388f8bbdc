#include "scenarios/session/recorder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace retort {

Recorder::Recorder(const std::string& path, const RecordingHeader& header, const Material& material) : path_(path) {
  file_ = std::fopen(path.c_str(), "wbx");
  if (!file_ && errno == EEXIST)
    throw FileError(path, {}, "is there already, and a recording is never overwritten: give another name, or move it away");
  if (!file_) throw FileError(path, {}, fmt::format("cannot be written: {}", std::strerror(errno)));
  put(writer_.magic());
  put(writer_.header(header, material));
}

Recorder::~Recorder() {
  if (file_) std::fclose(file_);
}

void Recorder::put(const std::vector<std::uint8_t>& bytes) {
  if (!file_ || !error_.empty()) return;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size() || std::fflush(file_) != 0)
    error_ = fmt::format("{}: the recording stops here: {}", path_, std::strerror(errno));
}

void Recorder::write(const Record& record) {
  if (file_ && error_.empty()) put(writer_.record(record));
}

void Recorder::finish(const EndRecord& end) {
  write(end);
  if (file_ && std::fclose(file_) != 0 && error_.empty()) error_ = fmt::format("{}: could not be closed: {}", path_, std::strerror(errno));
  file_ = nullptr;
}

}  // namespace retort
