#pragma once
#include <fstream>
#include <string>
#include <vector>

#include "scenarios/session/run.h"

/// What the command line says should happen during a run, and what should be written down.
namespace retort {

/// "LIC-101.sp=45%@5min" (set) or "P-101.trip=1@2min" (fail: by the instructor): acts with their times. A bare number means the
/// unit that the variable is shown in; for a malfunction it is the severity, 0 to 1.
class TimedActs {
 public:
  /// `end`: when the run ends at the latest, s. Throws UsageError with the argument and what is wrong: the name, a value that does not
  /// fit the variable or its range, a time after the end.
  TimedActs(const CompiledPlant& plant, const std::vector<std::string>& sets, const std::vector<std::string>& fails, double end);
  /// Posts what is due; call before each step. Throws UsageError when the plant does not take one.
  void post_due(Run& run);
  /// The acts whose time did not come before the run ended, as written.
  std::vector<std::string> left() const;

 private:
  struct Timed {
    double time;
    Act act;
    std::string argument;
  };
  std::vector<Timed> acts_;
  std::size_t next_ = 0;
};

/// Rows named by "A,B,C"; bare tags mean their primary variable. Throws UsageError with all that are not there.
std::vector<RowId> parse_tags(const CompiledPlant& plant, const std::string& tags);

/// Values in the units of the catalogue, one line each interval.
class CsvWriter {
 public:
  CsvWriter(const std::string& path, const CompiledPlant& plant, std::vector<RowId> rows, double every);
  void write(const Simulation& sim);
  void close();  // throws FileError when the disk was full

 private:
  std::string path_;
  std::ofstream out_;
  const CompiledPlant& plant_;
  std::vector<RowId> rows_;
  double every_, due_ = 0;
};

}  // namespace retort
