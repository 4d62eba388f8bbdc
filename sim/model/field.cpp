#include "sim/model/field.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/model/compiled_plant.h"

namespace retort {

std::optional<std::array<double, 3>> read_field_point(const std::string& file, const std::string& what, const YamlNode& n, Problems& problems) {
  constexpr double kFar = 2000;  // m: a field is built over all of what stands in it
  const auto wrong = [&] {
    problems.add(file, n.at, fmt::format("{}: three numbers [x, y, z] in metres, their decimals with a point", what));
    return std::nullopt;
  };
  if (!n.is_sequence() || n.items.size() != 3) return wrong();
  std::array<double, 3> p{};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto written = n.items[i].is_scalar() ? read_number(n.items[i].scalar) : std::nullopt;
    if (!written || !written->unit.empty()) return wrong();
    if (!(std::abs(written->number) <= kFar)) {
      problems.add(file, n.items[i].at, fmt::format("{}: {} is outside -2000 m to 2000 m", what, n.items[i].scalar));
      return std::nullopt;
    }
    p[i] = written->number;
  }
  return p;
}

FieldPlace read_field_place(const CompiledPlant& plant, BlockId id, Problems& problems) {
  FieldPlace place;
  const BlockLayout& b = plant.blocks[static_cast<std::size_t>(id)];
  const YamlNode& body = b.declared->spec().body;
  const std::string& file = plant.spec.file;
  const std::string here = fmt::format("{} ({})", b.tag, b.type);
  if (const YamlNode* at = body.find("at")) place.at = read_field_point(file, here + ": at", *at, problems);
  if (const YamlNode* turn = body.find("turn")) {
    const auto written = turn->is_scalar() ? read_number(turn->scalar) : std::nullopt;
    if (!written || !(written->unit.empty() || written->unit == "deg")) problems.add(file, turn->at, fmt::format("{}: turn is a number of degrees", here));
    else if (!(std::abs(written->number) <= 360)) problems.add(file, turn->at, fmt::format("{}: turn = {} is outside -360 to 360", here, turn->scalar));
    else place.turn = written->number;
  }
  if (const YamlNode* access = body.find("access")) {
    const auto wrong = [&](SourcePos at) { problems.add(file, at, fmt::format("{}: access is {{stairs: SIDE}} or {{ladder: SIDE}}, SIDE being 0, 90, 180 or 270 degrees", here)); };
    if (!access->is_map() || access->entries.size() != 1 || (access->entries[0].first.scalar != "stairs" && access->entries[0].first.scalar != "ladder")) {
      wrong(access->at);
    } else {
      const YamlNode& side = access->entries[0].second;
      const auto written = side.is_scalar() ? read_number(side.scalar) : std::nullopt;
      if (!written || !(written->unit.empty() || written->unit == "deg") || std::abs(std::remainder(written->number, 90.0)) > 0 || !(written->number >= 0 && written->number < 360)) wrong(side.at);
      else place.stairs = access->entries[0].first.scalar == "stairs", place.access = written->number, place.access_pos = access->at;
    }
  }
  if (const YamlNode* name = body.find("name")) {
    if (!name->is_scalar()) problems.add(file, name->at, fmt::format("{}: name: expected a text", here));
    place.name = name->scalar;
  }
  return place;
}

namespace {

class Reader {
 public:
  Reader(const CompiledPlant& plant, Problems& problems) : file_(plant.spec.file), field_(plant.spec.field), problems_(problems) {}

  FieldPlan read() {
    FieldPlan plan;
    if (field_.is_null()) return plan;
    if (!known(field_, "field", {"light", "racks", "items"})) return plan;
    if (const YamlNode* light = field_.find("light")) {
      const std::vector<std::string> times = {"day", "dusk", "night"};
      plan.light = light->scalar;
      if (std::find(times.begin(), times.end(), plan.light) == times.end()) problem(light->at, fmt::format("field: light: '{}' is not day, dusk or night", light->scalar));
    }
    each("racks", [&](const YamlNode& n, const std::string& here) {
      if (auto r = rack(n, here)) plan.racks.push_back(std::move(*r));
    });
    each("items", [&](const YamlNode& n, const std::string& here) {
      if (auto i = item(n, here)) plan.items.push_back(std::move(*i));
    });
    return plan;
  }

 private:
  void problem(SourcePos at, std::string message) { problems_.add(file_, at, std::move(message)); }
  bool known(const YamlNode& n, const std::string& here, const std::vector<std::string>& keys) {
    if (!n.is_map()) {
      problem(n.at, here + " is a map");
      return false;
    }
    for (const auto& [key, value] : n.entries)
      if (std::find(keys.begin(), keys.end(), key.scalar) == keys.end())
        problem(key.at, fmt::format("{}: unknown key '{}'.{}", here, key.scalar, did_you_mean(key.scalar, keys)));
    return true;
  }
  template <class Read>
  void each(const char* key, Read read) {
    const YamlNode* list = field_.find(key);
    if (!list) return;
    if (!list->is_sequence()) return problem(list->at, fmt::format("field: {}: a list", key));
    for (std::size_t i = 0; i < list->items.size(); ++i) read(list->items[i], fmt::format("field: {} {}", key, i + 1));
  }
  std::optional<double> number(const YamlNode& n, const std::string& here, double lo, double hi) {
    const auto written = n.is_scalar() ? read_number(n.scalar) : std::nullopt;
    if (!written || !written->unit.empty()) {
      problem(n.at, fmt::format("{}: expected a bare number", here));
    } else if (!(written->number >= lo && written->number <= hi)) {
      problem(n.at, fmt::format("{}: {} is outside {} to {}", here, n.scalar, lo, hi));
    } else {
      return written->number;
    }
    return std::nullopt;
  }
  const YamlNode* needed(const YamlNode& n, const std::string& here, const char* key, const char* how) {
    const YamlNode* found = n.find(key);
    if (!found) problem(n.at, fmt::format("{}: '{}: {}' is missing", here, key, how));
    return found;
  }

  std::optional<FieldRack> rack(const YamlNode& n, const std::string& here) {
    if (!known(n, here, {"from", "to", "width", "levels"})) return std::nullopt;
    FieldRack r;
    bool good = true;
    for (const auto& [key, to] : {std::pair{"from", &r.from}, {"to", &r.to}}) {
      const YamlNode* p = needed(n, here, key, "[x, y]");
      if (p && (!p->is_sequence() || p->items.size() != 2)) problem(p->at, fmt::format("{}: {}: two numbers [x, y] in metres", here, key)), p = nullptr;
      for (std::size_t k = 0; p && k < 2; ++k) {
        const auto v = number(p->items[k], fmt::format("{}: {}", here, key), -2000, 2000);
        good = good && v;
        (*to)[k] = v.value_or(0);
      }
      good = good && p;
    }
    if (const YamlNode* w = n.find("width")) {
      const auto v = number(*w, here + ": width", 1, 12);
      good = good && v;
      r.width = v.value_or(3);
    }
    const YamlNode* levels = needed(n, here, "levels", "[4.2, 5.6]");
    if (levels && (!levels->is_sequence() || levels->items.empty() || levels->items.size() > 6)) problem(levels->at, here + ": levels: one to six heights in metres"), levels = nullptr;
    for (std::size_t k = 0; levels && k < levels->items.size(); ++k) {
      const auto v = number(levels->items[k], here + ": levels", 2.2, 20);
      good = good && v;
      if (v && !r.levels.empty() && *v < r.levels.back() + 0.8) problem(levels->items[k].at, here + ": levels rise, by 0.8 m or more"), good = false;
      r.levels.push_back(v.value_or(0));
    }
    if (!good || !levels) return std::nullopt;
    const double dx = std::abs(r.to[0] - r.from[0]), dy = std::abs(r.to[1] - r.from[1]);
    if (std::min(dx, dy) > 1e-9 || std::max(dx, dy) < 3 || std::max(dx, dy) > 400) {
      problem(n.at, here + ": a rack runs along x or along y, over 3 to 400 m");
      return std::nullopt;
    }
    return r;
  }

  std::optional<FieldItem> item(const YamlNode& n, const std::string& here) {
    if (!known(n, here, {"shape", "at", "turn"})) return std::nullopt;
    FieldItem i;
    i.pos = n.at;
    const YamlNode *shape = needed(n, here, "shape", "safety_shower"), *at = needed(n, here, "at", "[x, y, z]");
    if (!shape || !at) return std::nullopt;
    if (!shape->is_scalar()) problem(shape->at, here + ": shape: the name of one");
    i.shape = shape->scalar;
    if (const YamlNode* turn = n.find("turn"))
      if (const auto v = number(*turn, here + ": turn", -360, 360)) i.turn = *v;
    const auto p = read_field_point(file_, here + ": at", *at, problems_);
    if (!p) return std::nullopt;
    i.at = *p;
    return i;
  }

  const std::string& file_;
  const YamlNode& field_;
  Problems& problems_;
};

}  // namespace

FieldPlan read_field_plan(const CompiledPlant& plant, Problems& problems) { return Reader(plant, problems).read(); }

}  // namespace retort
