#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What goes wrong while loading: where, what, and the way out.
namespace retort {

struct SourcePos {
  int line = 0;    // 1-based; 0 = the file as a whole
  int column = 0;
};

struct Problem {
  std::string file;
  SourcePos at;
  std::string message;
  /// "plant.yaml:9:25: FV-101 (control_valve): kv = -3 m3/h is outside 0.01 to 50000 m3/h."
  std::string text() const;
};

/// What comes out of a file goes to terminals and logs in this form: control characters, which could move the cursor or colour what
/// follows, or turn the direction of the line, are shown as \n, \t, \x1b, \u009b, \u202e.
std::string printable(std::string_view text);
/// Whether the text begins with U+200E, U+200F, U+202A to U+202E or U+2066 to U+2069, which turn the direction in which a line is read.
bool turns_direction(std::string_view text);

/// One or more problems in input files; what() has one line each, printable.
class FileError : public std::runtime_error {
 public:
  explicit FileError(std::vector<Problem> problems);
  FileError(std::string file, SourcePos at, std::string message);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// Not a file is wrong, but what the program was asked to do: an argument, or an output that would destroy something.
class UsageError : public FileError {
 public:
  using FileError::FileError;
};

/// Collects problems so that an author sees them all at once.
class Problems {
 public:
  /// Throws FileError with all of them at the fiftieth: more help nobody, and a file of a hundred thousand takes no time.
  void add(std::string file, SourcePos at, std::string message);
  bool empty() const { return list_.empty(); }
  /// Throws FileError when there are any.
  void check() const;

 private:
  std::vector<Problem> list_;
};

/// The closest of `words` when it is close enough to be meant (edit distance), else "".
std::string closest(std::string_view wrong, const std::vector<std::string>& words);
/// " Did you mean 'x'?" or "".
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& words);

}  // namespace retort
