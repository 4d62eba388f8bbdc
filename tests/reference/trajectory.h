#pragma once
#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/rig.h"
#include "tests/validation.h"

/// Published trajectories of tests/reference/data, and how a plant is held against them.
namespace retort::test {

inline std::string library(const std::string& plant) { return RETORT_SOURCE "/scenarios/library/" + plant + ".yaml"; }

struct Table {
  std::vector<std::string> names;
  std::vector<std::vector<double>> rows;

  explicit Table(const std::string& file) {
    std::ifstream in(RETORT_SOURCE "/tests/reference/data/" + file);
    std::string line;
    if (!std::getline(in, line)) throw std::runtime_error(file + " is missing");
    std::stringstream head(line);
    for (std::string name; std::getline(head, name, ',');) names.push_back(name);
    while (std::getline(in, line)) {
      std::stringstream fields(line);
      rows.emplace_back();
      for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(std::stod(field));
    }
  }
  std::size_t column(const std::string& name) const {
    const auto it = std::find(names.begin(), names.end(), name);
    if (it == names.end()) throw std::runtime_error("there is no column " + name);
    return static_cast<std::size_t>(it - names.begin());
  }
  double largest(std::size_t c) const {
    double most = 0;
    for (const std::vector<double>& r : rows) most = std::max(most, std::abs(r[c]));
    return most;
  }
};

/// A plant of the library, with pieces of its text replaced: another scan, another start.
inline Rig changed(const std::string& plant, const std::vector<std::pair<std::string, std::string>>& changes,
                   SimulationOptions options = quiet(1e-7)) {
  std::ifstream in(library(plant));
  std::stringstream all;
  all << in.rdbuf();
  std::string text = all.str();
  for (const auto& [old, now] : changes) {
    const std::size_t at = text.find(old);
    if (at == std::string::npos) throw std::runtime_error(plant + " has no '" + old + "'");
    text.replace(at, old.size(), now);
  }
  return Rig(text, options);
}

/// One compared quantity: its column, and our value in the unit of that column.
struct Compared {
  std::string column;
  std::function<double(const Rig&)> ours;
};

/// Runs the rig through the rows of a table whose first column is time, and gives the worst point of each column. Points of less
/// than a thousandth of a column's largest value are left out of a relative comparison.
inline std::vector<Worst> follow(Rig& rig, const Table& table, double seconds_per_unit, const std::vector<Compared>& columns,
                                 bool relative, const std::function<void(double)>& at_row = {}) {
  std::vector<Worst> worst(columns.size());
  const double start = rig.sim.time();
  for (const std::vector<double>& row : table.rows) {
    const double t = start + std::round(100 * row[0] * seconds_per_unit) / 100;  // printed to some digits of an hour
    if (t > rig.sim.time()) rig.run(t - rig.sim.time());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::size_t c = table.column(columns[i].column);
      const double ours = columns[i].ours(rig);
      if (!relative) worst[i].see_absolute(row[0], ours, row[c]);
      if (relative && std::abs(row[c]) >= 1e-3 * table.largest(c)) worst[i].see(row[0], ours, row[c]);
    }
    if (at_row) at_row(row[0]);
  }
  return worst;
}

/// Our value of a variable, in its SI value times a factor.
inline std::function<double(const Rig&)> reading(const std::string& name, double factor = 1, double offset = 0) {
  return [=](const Rig& rig) { return rig.get(name) * factor + offset; };
}

}  // namespace retort::test
