#include "sim/run/state_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "sim/base/file.h"
#include "sim/base/yaml_node.h"

namespace retort {
namespace {

constexpr double kMost = 1e15;  // SI; the energy of a thousand tonnes of steam is 1e12 J

/// The row of an input with limits, or of a mode.
const Row* ranged(const CompiledPlant& plant, const std::string& name) {
  const RowId id = plant.catalogue.find(name);
  if (id == kNoRow) return nullptr;
  const Row& r = plant.catalogue[id];
  return r.lo < r.hi && (r.store == Store::input || !r.choices.empty()) ? &r : nullptr;
}

/// Less than nothing, by more than what the integrator leaves of an empty vessel.
bool negative_mass(const CompiledPlant& plant, const std::string& name, double v) {
  const RowId id = plant.catalogue.find(name);
  return v < -1e-3 && id != kNoRow && plant.catalogue[id].noun == "mass" && plant.catalogue[id].store == Store::state;
}

bool outside(const Row& r, double v) {
  const double slack = 1e-9 * (r.hi - r.lo);
  return v < r.lo - slack || v > r.hi + slack || (!r.choices.empty() && v != std::floor(v));
}

/// Whether the plant's equations give numbers there, and no temperature or pressure beyond all matter: a start where they do not would
/// run, and show nothing.
bool possible(const CompiledPlant& plant, PlantState s) {
  EvalWorkspace ws;
  std::vector<double> rates(s.states.size());
  plant.derivatives(s, s.states.data(), rates.data(), s.outputs.data(), ws);
  const auto finite = [](double v) { return std::isfinite(v); };
  const auto real = [&](const Row& r) {
    const double v = plant.value(s, r.id);
    return std::isfinite(v) && !(r.quantity == Quantity::temperature && v > 5000) && !(r.quantity == Quantity::pressure && std::abs(v) > 1e9);
  };
  return std::all_of(rates.begin(), rates.end(), finite) && std::all_of(plant.catalogue.rows().begin(), plant.catalogue.rows().end(), real);
}

/// Every value of a state that a file holds, under its name.
template <class F>
void each_value(const CompiledPlant& plant, F&& f) {
  for (const BlockLayout& b : plant.blocks) {
    const Declare& d = *b.declared;
    for (int i = 0; i < b.n_states; ++i)
      if (!d.states[static_cast<std::size_t>(i)].totaliser)
        f(b.tag + "." + d.states[static_cast<std::size_t>(i)].name, &PlantState::states, b.first_state + i);
    for (int i = 0; i < b.n_memories; ++i) {
      const std::string& name = d.memories[static_cast<std::size_t>(i)].name;
      f(b.tag + "." + (name.empty() ? "#" + std::to_string(i) : name), &PlantState::memories, b.first_memory + i);
    }
    for (int i = 0; i < b.n_inputs; ++i)
      f(b.tag + "." + d.inputs[static_cast<std::size_t>(i)].name, &PlantState::inputs, b.first_input + i);
  }
}

}  // namespace

std::string write_state(const CompiledPlant& plant, const PlantState& s) {
  std::string text;
  int entries = 0;
  each_value(plant, [&](const std::string& name, auto array, int index) {
    const double v = (s.*array)[static_cast<std::size_t>(index)], start = (plant.initial.*array)[static_cast<std::size_t>(index)];
    if (v == start) return;
    text += fmt::format("  {}: {:.17g}\n", name.find('#') == std::string::npos ? name : "'" + name + "'", v);
    ++entries;
  });
  return fmt::format("format: 1\nplant: {}\nentries: {}\nvalues:\n", plant.spec.name, entries) + text;
}

PlantState read_state(const CompiledPlant& plant, const std::string& text, const std::string& file) {
  const YamlNode root = parse_yaml(text, file);
  const YamlNode *format = root.find("format"), *name = root.find("plant"), *values = root.find("values");
  if (!format || format->scalar != "1") throw FileError(file, root.at, "'format: 1' is missing on top: is this a state file?");
  if (!name || name->scalar != plant.spec.name)
    throw FileError(file, name ? name->at : root.at, fmt::format("this is a state of plant '{}', not of '{}'", name ? name->scalar : "", plant.spec.name));
  std::map<std::string, std::pair<std::vector<double> PlantState::*, int>> places;
  std::vector<std::string> names;
  each_value(plant, [&](const std::string& n, auto array, int index) {
    places[n] = {array, index};
    names.push_back(n);
  });
  PlantState s = plant.initial;
  Problems problems;
  for (const auto& [key, value] : root.entries)
    if (key.scalar != "format" && key.scalar != "plant" && key.scalar != "entries" && key.scalar != "values")
      problems.add(file, key.at, fmt::format("unknown key '{}': format, plant, entries, values", key.scalar));
  // A file that was cut off, by a full disk or a copy that stopped, reads well as far as it goes.
  if (const YamlNode* entries = root.find("entries"); entries && entries->scalar != std::to_string(values ? values->entries.size() : 0))
    problems.add(file, entries->at, fmt::format("{} entries are announced, {} are there: the file is cut off (or leave out 'entries')", entries->scalar,
                                                values ? values->entries.size() : 0));
  if (values && !values->is_null()) {
    if (!values->is_map()) throw FileError(file, values->at, "values: expected a map of 'TAG.noun: NUMBER'");
    for (const auto& [key, value] : values->entries) {
      const auto place = places.find(key.scalar);
      const auto number = read_number(value.scalar);
      if (place == places.end()) {
        problems.add(file, key.at, fmt::format("no variable '{}'.{}", key.scalar, did_you_mean(key.scalar, names)));
      } else if (!number || !number->unit.empty()) {
        problems.add(file, value.at, fmt::format("{}: '{}' is not a plain number (SI)", key.scalar, value.scalar));
      } else if (std::abs(number->number) > kMost) {
        problems.add(file, value.at, fmt::format("{} = {} is larger than anything in a plant", key.scalar, value.scalar));
      } else if (negative_mass(plant, key.scalar, number->number)) {
        problems.add(file, value.at, fmt::format("{} = {}: there is no negative mass", key.scalar, value.scalar));
      } else if (const Row* r = ranged(plant, key.scalar); r && outside(*r, number->number)) {
        problems.add(file, value.at,
                     r->choices.empty() ? fmt::format("{} = {} is outside {:.6g} to {:.6g} (SI)", key.scalar, value.scalar, r->lo, r->hi)
                                        : fmt::format("{} = {} is none of 0 to {}: {}", key.scalar, value.scalar, r->choices.size() - 1, fmt::join(r->choices, ", ")));
      } else {
        (s.*(place->second.first))[static_cast<std::size_t>(place->second.second)] = number->number;
      }
    }
  }
  problems.check();
  if (possible(plant, s)) return s;
  for (const auto& [key, value] : values ? values->entries : std::vector<YamlNode::Entry>{}) {
    PlantState alone = plant.initial;
    const auto& [array, index] = places.at(key.scalar);
    (alone.*array)[static_cast<std::size_t>(index)] = read_number(value.scalar)->number;
    if (!possible(plant, alone)) problems.add(file, value.at, fmt::format("{} = {} is no state that the plant can be in", key.scalar, value.scalar));
  }
  problems.check();
  throw FileError(file, values ? values->at : root.at, "these values together are no state that the plant can be in");
}

PlantState load_state(const CompiledPlant& plant, const std::string& path) {
  return read_state(plant, read_text_file(path), path);
}

void save_state(const CompiledPlant& plant, const PlantState& s, const std::string& path) {
  write_file(path, write_state(plant, s));
}

}  // namespace retort
