// docs/validation.md from the tables that the reference tests left. The page in the repository must name the same cases and the
// same published numbers; `RETORT_UPDATE=1 ctest -R validation` writes it. Our digits may move with the compiler, so they are
// judged by the tests that made them and not by this one.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.h"

namespace retort::test {
namespace {

std::string number(double x) { return fmt::format("{:.7g}", x); }
std::string cell(std::string s) {
  for (std::size_t at = 0; (at = s.find('|', at)) != std::string::npos; at += 2) s.insert(at, "\\");
  return s;
}
std::string share(double x, bool relative, const std::string& unit) {
  if (relative) return fmt::format("{:.2g} %", 100 * x);
  return unit.empty() ? fmt::format("{:.2g}", x) : fmt::format("{:.2g} {}", x, unit);
}

std::string page(std::vector<std::string>& subjects) {
  std::string text =
      "# Validation\n\n"
      "Our numbers beside published ones. The tests in `tests/reference` compute this page, and fail when a deviation is larger than\n"
      "the allowed one; `RETORT_UPDATE=1 ctest --test-dir build/release -R 'reference|validation'` writes it anew. A trajectory or a\n"
      "profile is one row: its worst point.\n";
  std::vector<std::filesystem::path> files;
  for (const auto& f : std::filesystem::directory_iterator(RETORT_VALIDATION))
    if (f.path().extension() == ".json") files.push_back(f.path());
  std::sort(files.begin(), files.end());
  for (const auto& f : files) {
    std::ifstream in(f);
    const nlohmann::json table = nlohmann::json::parse(in);
    subjects.push_back(f.stem().string());
    text += fmt::format("\n## {}\n\n| Case | Quantity | Retort | Published | Deviation | Allowed | Source |\n|---|---|---|---|---|---|---|\n",
                        table["title"].get<std::string>());
    for (const auto& r : table["rows"]) {
      const bool relative = r["relative"];
      const std::string unit = r["unit"];
      text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", cell(r["case"]),
                          cell(r["quantity"].get<std::string>() + (unit.empty() ? "" : ", " + unit)), number(r["ours"]),
                          number(r["published"]), share(r["deviation"], relative, unit), share(r["allowed"], relative, unit),
                          cell(r["source"]));
    }
  }
  return text;
}

/// Everything but what we computed ourselves.
std::string promises(const std::string& text) {
  std::stringstream in(text), out;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> cells;
    std::stringstream fields(line);
    for (std::string c; std::getline(fields, c, '|');) cells.push_back(c);
    if (cells.size() < 8) {
      out << line << "\n";
    } else {
      for (std::size_t i : {1, 2, 4, 6, 7}) out << cells[i] << "|";
      out << "\n";
    }
  }
  return out.str();
}

}  // namespace

TEST_CASE("the validation page names every case that the reference tests compute") {
  const std::filesystem::path file = std::filesystem::path(RETORT_SOURCE) / "docs" / "validation.md";
  std::vector<std::string> subjects;
  const std::string now = page(subjects);
  REQUIRE_FALSE(subjects.empty());
  if (std::getenv("RETORT_UPDATE")) std::ofstream(file) << now;
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  CHECK(promises(text.str()) == promises(now));
}

}  // namespace retort::test
