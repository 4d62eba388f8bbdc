#pragma once
#include <string>
#include <vector>

#include "sim/props/correlation.h"

/// Parameters of pairs, from assets/binaries: NRTL of liquids, Henry's constants of gases. The files are part of the program.
namespace retort {

struct NrtlData {
  std::string first, second;
  double a12 = 0, a21 = 0, b12 = 0, b21 = 0, alpha = 0;
  std::string source;
};

struct HenryData {
  std::string gas, solvent;
  Correlation constant;  // Pa by mole fraction
};

/// Throw FileError with every problem and its position.
std::vector<NrtlData> parse_nrtl(const std::string& text, const std::string& file);
std::vector<HenryData> parse_henry(const std::string& text, const std::string& file);

std::vector<NrtlData> load_nrtl();
std::vector<HenryData> load_henry();

}  // namespace retort
