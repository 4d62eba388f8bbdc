#pragma once
#include <string>
#include <vector>

#include "sim/base/errors.h"
#include "sim/model/catalogue.h"

namespace retort {

struct CompiledPlant;

/// Pens that are looked at together, as the plant file names them:
///
///   display:
///     trends: {Feed: [FT-101.pv, FIC-101.op], Level: [LIC-101, LIC-101.working_sp]}
struct TrendGroup {
  std::string name;
  std::vector<RowId> pens;
};

/// More cannot be told apart by colour.
constexpr std::size_t kMostPens = 10;

/// In the order of the file. Adds a problem for everything that cannot be understood.
std::vector<TrendGroup> read_trend_groups(const CompiledPlant& plant, Problems& problems);

}  // namespace retort
