#include "tests/validation.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/catch.h"

namespace retort::test {

Validation::Validation(std::string subject, std::string title) : subject_(std::move(subject)), title_(std::move(title)) {}

Validation::~Validation() {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Row& r : rows_)
    rows.push_back({{"case", r.name},
                    {"quantity", r.quantity},
                    {"unit", r.unit},
                    {"ours", r.ours},
                    {"published", r.published},
                    {"deviation", r.deviation},
                    {"allowed", r.allowed},
                    {"relative", r.relative},
                    {"source", r.source}});
  const std::filesystem::path folder = RETORT_VALIDATION;
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  std::ofstream(folder / (subject_ + ".json")) << nlohmann::ordered_json{{"title", title_}, {"rows", rows}}.dump(1) << "\n";
}

void Validation::relative(const std::string& name, const std::string& quantity, const std::string& unit, double ours,
                          double published, double allowed, const std::string& source) {
  add({name, quantity, unit, source, ours, published, std::abs(ours - published) / std::abs(published), allowed, true});
}

void Validation::absolute(const std::string& name, const std::string& quantity, const std::string& unit, double ours,
                          double published, double allowed, const std::string& source) {
  add({name, quantity, unit, source, ours, published, std::abs(ours - published), allowed, false});
}

void Validation::add(Row row) {
  INFO(subject_ << ": " << row.name << ", " << row.quantity << ": " << row.ours << " against " << row.published << " " << row.unit);
  CHECK(row.deviation <= row.allowed);
  rows_.push_back(std::move(row));
}

}  // namespace retort::test
