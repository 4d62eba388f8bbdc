#pragma once
#include <cstdint>
#include <vector>

/// The published values after a scan. Index = RowId; SI.
namespace retort {

enum class RunStatus : std::uint8_t {
  running,
  holding,  // the plant could not be advanced: it stands at its last good state and offers to rewind
};

struct Frame {
  std::uint64_t scan = 0;
  double time = 0;            // s
  RunStatus status = RunStatus::running;
  std::vector<double> values;
  double operator[](int row) const { return values[static_cast<std::size_t>(row)]; }
};

}  // namespace retort
