#pragma once
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

/// Rows of a table under tests/reference/data: comma separated, lines that start with # left out, the first line names the columns.
namespace retort::test {

struct Csv {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

  explicit Csv(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot open " + path);
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::vector<std::string> cells;
      std::stringstream fields(line);
      for (std::string cell; std::getline(fields, cell, ',');) cells.push_back(cell);
      if (columns.empty()) {
        columns = cells;
      } else {
        rows.push_back(cells);
      }
    }
  }

  std::string text(std::size_t row, const std::string& column) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i] == column) return rows.at(row).at(i);
    throw std::runtime_error("no column " + column);
  }
  double number(std::size_t row, const std::string& column) const { return std::stod(text(row, column)); }
};

}  // namespace retort::test
