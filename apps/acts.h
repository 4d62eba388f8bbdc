#pragma once
#include <fstream>
#include <string>
#include <vector>

#include "scenarios/session/run.h"

/// What the command line says should happen during a run, and what should be written down.
namespace retort {

/// "FIC-101.sp=12 m3/h@5min" (set) or "P-101.trip=1@2min" (fail: by the instructor): acts with their times.
class TimedActs {
 public:
  /// Throws FileError with the argument and what is wrong.
  TimedActs(const CompiledPlant& plant, const std::vector<std::string>& sets, const std::vector<std::string>& fails);
  /// Posts what is due; call before each step.
  void post_due(Run& run);

 private:
  struct Timed {
    double time;
    Act act;
  };
  std::vector<Timed> acts_;
  std::size_t next_ = 0;
};

/// Rows named by "A,B,C"; bare tags mean their primary variable. Throws FileError.
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
