#pragma once
#include <cstdio>
#include <string>

#include "scenarios/session/recording.h"

namespace retort {

/// Writes a recording while a run goes on. Every record goes to the system at once, so a killed program loses nothing but the scan
/// it was in. A full disk is told by error() and does not stop the run; what was written until then stays good.
class Recorder {
 public:
  /// Throws FileError when the file cannot be made, or is there already: a recording is evidence and is never overwritten.
  Recorder(const std::string& path, const RecordingHeader& header, const Material& material);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  void write(const Record& record);
  /// Writes the end; nothing can follow.
  void finish(const EndRecord& end);
  const std::string& path() const { return path_; }
  /// Empty, or why it goes on no further.
  const std::string& error() const { return error_; }

 private:
  void put(const std::vector<std::uint8_t>& bytes);
  std::string path_;
  std::FILE* file_ = nullptr;
  RecordingWriter writer_;
  std::string error_;
};

}  // namespace retort
