#pragma once
#include <string>
#include <vector>

/// Where a command writes, checked before it starts: nothing that is read, no other output and no recording is written over.
namespace retort {

class Outputs {
 public:
  /// `input`: a file that the command reads, so that no output may be the same one, also not through a link. Empty: none.
  void reads(const std::string& input);
  /// A plant or exercise, and with it what stands beside it: plants, exercises, texts, answers, routes.
  void reads_folder_of(const std::string& file);
  /// `option`: how the person asked for it ("--csv"); empty `path`: not asked for. Devices (/dev/null) may be written by several.
  /// Throws UsageError with the way out: the file of an input or of another output, an existing recording, a folder, a folder that is
  /// not there.
  void writes(const std::string& option, const std::string& path);
  /// The same for a recording, which goes over no file that is there.
  void records(const std::string& option, const std::string& path);

 private:
  struct File {
    std::string option, path;
  };
  std::vector<std::string> inputs_;
  std::vector<File> outputs_;
};

/// What stands in the buffer of standard output goes out. False when anything since the start could not be written: a full disk.
bool flush_stdout();

}  // namespace retort
