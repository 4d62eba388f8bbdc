#include "sim/props/binaries.h"

#include <fmt/format.h>

#include <string_view>

#include "sim/props/component_reader.h"

namespace retort {
namespace binary_files {
struct File {
  const char* name;
  const char* text;
};
extern const File kFiles[];
extern const int kFileCount;
}  // namespace binary_files

namespace {

std::string embedded(std::string_view name) {
  for (int i = 0; i < binary_files::kFileCount; ++i)
    if (name == binary_files::kFiles[i].name) return binary_files::kFiles[i].text;
  throw FileError(std::string(name) + ".yaml", {}, "is not part of this program");
}

/// Calls `read` for each map of the list under `key`, with the sources checked.
template <class F>
void read_list(const std::string& text, const std::string& file, const std::string& key, const F& read) {
  const YamlNode root = parse_yaml(text, file);
  Problems problems;
  PropertyReader top(root, file, problems);
  if (root.is_map() && top.text("format") != "1") top.problem(root.at, "'format' must be 1");
  const YamlNode* list = top.node(key, true);
  const YamlNode* sources = top.node("sources", true);
  if (list)
    for (const YamlNode& item : list->items) {
      PropertyReader r(item, file, problems);
      read(r);
      r.check_keys();
      const YamlNode* source = item.find("source");
      if (source && sources && !sources->find(source->scalar))
        r.problem(source->at, fmt::format("source '{}' is not under 'sources'", source->scalar));
    }
  top.check_keys();
  problems.check();
}

}  // namespace

std::vector<NrtlData> parse_nrtl(const std::string& text, const std::string& file) {
  std::vector<NrtlData> all;
  read_list(text, file, "nrtl", [&](PropertyReader& r) {
    NrtlData d;
    if (const YamlNode* pair = r.node("pair", true)) {
      if (pair->items.size() == 2) {
        d.first = pair->items[0].scalar;
        d.second = pair->items[1].scalar;
      } else {
        r.problem(pair->at, "'pair' must be a list of two components");
      }
    }
    d.a12 = r.number("a12", Measure::number, -100, 100, false);
    d.a21 = r.number("a21", Measure::number, -100, 100, false);
    d.b12 = r.number("b12", Measure::temperature, -1e4, 1e4);
    d.b21 = r.number("b21", Measure::temperature, -1e4, 1e4);
    d.alpha = r.number("alpha", Measure::number, 0, 1);
    d.source = r.text("source");
    for (const NrtlData& other : all)
      if ((other.first == d.first && other.second == d.second) || (other.first == d.second && other.second == d.first))
        r.problem(r.at(), fmt::format("the pair {}-{} stands twice", d.first, d.second));
    all.push_back(std::move(d));
  });
  return all;
}

std::vector<HenryData> parse_henry(const std::string& text, const std::string& file) {
  std::vector<HenryData> all;
  read_list(text, file, "henry", [&](PropertyReader& r) {
    HenryData d;
    d.gas = r.text("gas");
    d.solvent = r.text("solvent");
    d.constant = r.correlation_here(Measure::pressure, 1);
    for (const HenryData& other : all)
      if (other.gas == d.gas && other.solvent == d.solvent)
        r.problem(r.at(), fmt::format("{} in {} stands twice", d.gas, d.solvent));
    all.push_back(std::move(d));
  });
  return all;
}

std::vector<NrtlData> load_nrtl() { return parse_nrtl(embedded("nrtl"), "nrtl.yaml"); }
std::vector<HenryData> load_henry() { return parse_henry(embedded("henry"), "henry.yaml"); }

}  // namespace retort
