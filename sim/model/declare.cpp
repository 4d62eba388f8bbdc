#include "sim/model/declare.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/variable.h"
#include "sim/props/mixture.h"

namespace retort {
namespace {

// Keys that every entry may have: what it is, where it stands and how it is drawn.
const std::vector<std::string> kCommonKeys = {"type", "like", "start", "at", "turn", "access", "name", "medium"};
// ... and a line: where it runs.
const std::vector<std::string> kLineKeys = {"from", "to", "through", "via"};

std::string range_text(Range r, const Unit& u) {
  return fmt::format("{:.6g} to {}", u.from_si(r.lo), format_value(r.hi, u, 6));
}

}  // namespace

Declare::Declare(const BlockSpec& spec, const PlantSpec& plant, Media media, const Neighbourhood& around, Problems& problems)
    : spec_(spec), plant_(plant), media_(std::move(media)), around_(around), problems_(problems), known_keys_(kCommonKeys) {
  if (spec.section == "lines") {
    role_ = Role::line;
    known_keys_.insert(known_keys_.end(), kLineKeys.begin(), kLineKeys.end());
  }
  if (spec.section == "instruments") role_ = Role::transmitter;
  if (spec.section == "control") role_ = Role::logic;
  if (spec.section == "alarms") role_ = Role::alarm;
  if (spec.section == "safety") role_ = Role::safety;
}

const Medium& Declare::medium(std::string_view port) const {
  const auto at = media_.find(port);
  return *(at != media_.end() ? at : media_.find(""))->second;
}

const Liquid& Declare::liquid(std::string_view port) {
  const Medium& m = medium(port);
  if (m.liquid) return *m.liquid;
  problem(node("medium"), fmt::format("a {} holds a liquid of fixed composition ({}), but its lines carry the mixture '{}'", spec_.type,
                                      liquid_names(), m.name));
  return *find_liquid("water");
}

const Mixture& Declare::mixture(std::string_view port) {
  const Medium& m = medium(port);
  if (m.mixture) return *m.mixture;
  problem(node("medium"), fmt::format("a {} holds a mixture, but its lines carry '{}': write 'media: {{NAME: {{components: [...]}}}}' and 'medium: NAME'",
                                      spec_.type, m.name));
  static const std::shared_ptr<const Mixture> water = make_mixture({"water"});
  return *water;
}

double Declare::ambient_temperature() const {
  const YamlNode* n = plant_.surroundings.find("temperature");
  if (!n) return 288.15;
  const Parsed p = parse_value(n->scalar, Quantity::temperature);
  return p.error.empty() ? p.si : 288.15;
}

void Declare::problem(const YamlNode* at, std::string message) {
  problems_.add(plant_.file, at ? at->at : spec_.at, fmt::format("{} ({}): {}", spec_.tag, spec_.type, message));
}

double Declare::value_at(const YamlNode* n, const std::string& name, Quantity q, double fallback, Range range,
                         const Unit** unit) {
  if (!n->is_scalar()) {
    problem(n, fmt::format("{}: expected one value, such as {}", name, format_value(fallback, default_unit(q))));
    return fallback;
  }
  const Parsed p = parse_value(n->scalar, q);
  if (!p.error.empty()) {
    problem(n, fmt::format("{}: {}", name, p.error));
    return fallback;
  }
  if (unit) *unit = p.unit;
  const double slack = 1e-12 * std::max(std::abs(range.lo), std::abs(range.hi));
  if (p.si < range.lo - slack || p.si > range.hi + slack) {
    const std::string meant = meant_percent(n->scalar, q, range.hi);
    problem(n, fmt::format("{} = {} is outside {}.{}", name, n->scalar, range_text(range, *p.unit), meant.empty() ? "" : " Or is it " + meant + "?"));
    return fallback;
  }
  return p.si;
}

double Declare::param(std::string name, Quantity q, std::string help, Range range) {
  known_keys_.push_back(name);
  const YamlNode* n = spec_.body.find(name);
  double v = std::clamp(1.0, range.lo, range.hi);
  if (n) {
    v = value_at(n, name, q, v, range);
  } else {
    problem(nullptr, fmt::format("'{}' is missing: {} ({})", name, help, range_text(range, default_unit(q))));
  }
  params.push_back({name, help, q, v, v, true, range, {}});
  return v;
}

double Declare::param(std::string name, Quantity q, std::string help, double fallback, Range range) {
  known_keys_.push_back(name);
  const YamlNode* n = spec_.body.find(name);
  const double v = n ? value_at(n, name, q, fallback, range) : fallback;
  params.push_back({name, help, q, v, fallback, false, range, {}});
  return v;
}

int Declare::choice(std::string name, std::vector<std::string> options, std::string help, int fallback) {
  known_keys_.push_back(name);
  params.push_back({name, help, Quantity::number, double(fallback), double(fallback), false, {}, options});
  const YamlNode* n = spec_.body.find(name);
  if (!n) return fallback;
  for (std::size_t i = 0; i < options.size(); ++i)
    if (options[i] == n->scalar) {
      params.back().value = static_cast<double>(i);
      return static_cast<int>(i);
    }
  problem(n, fmt::format("{}: '{}' is not one of {}.{}", name, n->scalar, fmt::join(options, ", "),
                         did_you_mean(n->scalar, options)));
  return fallback;
}

std::string Declare::text(std::string name, std::string help, std::string fallback) {
  known_keys_.push_back(name);
  keys.push_back({name, help, "text"});
  const YamlNode* n = spec_.body.find(name);
  if (!n) return fallback;
  if (!n->is_scalar()) problem(n, fmt::format("{}: expected a text", name));
  return n->scalar;
}

std::vector<std::pair<double, double>> Declare::curve(std::string name, Quantity xq, Quantity yq, std::string help) {
  known_keys_.push_back(name);
  const auto written_in = [](Quantity q) { return default_unit(q).name.empty() ? std::string("number") : std::string(default_unit(q).name); };
  keys.push_back({name, help, fmt::format("[[{}, {}], ...]", written_in(xq), written_in(yq)), true});
  std::vector<std::pair<double, double>> points;
  const YamlNode* n = spec_.body.find(name);
  if (!n) {
    problem(nullptr, fmt::format("'{}' is missing: {} (points [[x, y], ...])", name, help));
    return points;
  }
  for (const YamlNode& item : n->items) {
    if (item.items.size() != 2) {
      problem(&item, fmt::format("{}: a point is a pair [x, y], and decimals are written with a point", name));
      continue;
    }
    const Range any{-1e12, 1e12};
    const double x = value_at(&item.items[0], name, xq, 0, any), y = value_at(&item.items[1], name, yq, 0, any);
    if (!points.empty() && x <= points.back().first) problem(&item, fmt::format("{}: x must rise from point to point", name));
    points.emplace_back(x, y);
  }
  if (!n->is_sequence() || points.size() < 2) problem(n, fmt::format("{}: at least two points [[x, y], ...]", name));
  return points;
}

double Declare::start(std::string name, Quantity q, std::string help, double fallback, Range range) {
  known_starts_.push_back(name);
  const YamlNode* given = spec_.body.find("start");
  const YamlNode* n = given ? given->find(name) : nullptr;
  const double v = n ? value_at(n, "start." + name, q, fallback, range) : fallback;
  starts.push_back({name, help, q, v, fallback, false, range, {}});
  return v;
}
void Declare::start_key(std::string name, std::string help) {
  known_starts_.push_back(name);
  keys.push_back({"start." + name, help, ""});
}

const YamlNode* Declare::node(std::string name) {
  known_keys_.push_back(name);
  return spec_.body.find(name);
}
const YamlNode* Declare::node(std::string name, std::string help) {
  keys.push_back({name, help, ""});
  return node(name);
}

std::optional<double> Declare::parameter(std::string_view name) const {
  for (const ParamDecl& p : params)
    if (p.name == name) return p.value;
  return std::nullopt;
}

bool Declare::has(std::string_view name) const { return spec_.body.find(name) != nullptr; }

PortId Declare::volume_port(std::string name, std::string help, StateId mass, StateId energy, StateId total) {
  const Medium& here = medium(name);
  PortDecl d{std::move(name), std::move(help), PortKind::volume, false, mass.i, energy.i, total.i};
  d.medium = &here;
  d.fraction = n_fractions;
  n_fractions += here.components;
  ports.push_back(std::move(d));
  return {static_cast<int>(ports.size()) - 1};
}
PortId Declare::optional_volume_port(std::string name, std::string help, StateId mass, StateId energy, StateId total) {
  const PortId p = volume_port(std::move(name), std::move(help), mass, energy, total);
  ports.back().optional = true;
  return p;
}
PortId Declare::through_port(std::string name, std::string help) {
  ports.push_back({std::move(name), std::move(help), PortKind::through});
  return {static_cast<int>(ports.size()) - 1};
}
void Declare::path(PortId in, PortId out) {
  port(out).use = PortUse::outlet;
  paths.push_back({in.i, out.i});
}

StateId Declare::state(std::string name, Quantity q, std::string help, double tolerance, double start) {
  states.push_back({std::move(name), std::move(help), q, tolerance, start, false});
  return {static_cast<int>(states.size()) - 1};
}
StateId Declare::totaliser(std::string name, Quantity q, std::string help) {
  states.push_back({std::move(name), std::move(help), q, 1, 0, true});
  return {static_cast<int>(states.size()) - 1};
}

void Declare::depends(StateId rate, std::vector<StateId> on) {
  dependences.emplace_back(rate.i, rate.i);
  for (StateId s : on)
    if (s.i != rate.i) dependences.emplace_back(rate.i, s.i);
}

MemoryId Declare::memory(std::string name, Quantity q, std::string help, double start) {
  memories.push_back({std::move(name), std::move(help), q, nullptr, start});
  return {static_cast<int>(memories.size()) - 1};
}
MemoryId Declare::hidden(double start) { return memory("", Quantity::number, "", start); }
MemoryId Declare::mode(std::string name, std::vector<std::string> choices, std::string help, int start) {
  const MemoryId m = memory(std::move(name), Quantity::number, std::move(help), start);
  memories.back().choices = std::move(choices);
  memories.back().hi = static_cast<double>(memories.back().choices.size()) - 1;
  memories.back().logged = true;
  return m;
}
MemoryId Declare::flag(std::string name, std::string help, bool start) {
  const MemoryId m = memory(std::move(name), Quantity::flag, std::move(help), start ? 1 : 0);
  memories.back().hi = 1;
  memories.back().logged = true;
  return m;
}

InputId Declare::input(std::string name, Quantity q, std::string help, double start, Range range, std::uint8_t access) {
  known_keys_.push_back(name);
  const Unit* unit = nullptr;
  // A key that every entry has, such as `start:`, is never the value of a button of the same name.
  const bool common = std::find(kCommonKeys.begin(), kCommonKeys.end(), name) != kCommonKeys.end();
  if (const YamlNode* n = common ? nullptr : spec_.body.find(name)) start = value_at(n, name, q, start, range, &unit);
  inputs.push_back({std::move(name), std::move(help), q, unit, start, range.lo, range.hi, access});
  return {static_cast<int>(inputs.size()) - 1};
}
InputId Declare::switch_input(std::string name, std::vector<std::string> choices, std::string help, int start,
                              std::uint8_t access) {
  const int chosen = choice(name, choices, help, start);
  params.pop_back();  // it is an input, not a parameter
  inputs.push_back({std::move(name), std::move(help), Quantity::number, nullptr, double(chosen), 0,
                    double(choices.size()) - 1, access, true, true, std::move(choices)});
  return {static_cast<int>(inputs.size()) - 1};
}

OutputId Declare::output(std::string name, Quantity q, std::string help, Range range) {
  outputs.push_back({std::move(name), std::move(help), q, nullptr, 0, range.lo, range.hi});
  return {static_cast<int>(outputs.size()) - 1};
}
OutputId Declare::flag_output(std::string name, std::string help) {
  outputs.push_back({std::move(name), std::move(help), Quantity::flag, nullptr, 0, 0, 1, kRead, true});
  return {static_cast<int>(outputs.size()) - 1};
}
MalfunctionId Declare::malfunction(std::string name, std::string help, Range severity) {
  malfunctions.push_back({std::move(name), std::move(help), severity.lo, severity.hi});
  return {static_cast<int>(malfunctions.size()) - 1};
}

SignalId Declare::signal(std::string key, std::string help, bool required) {
  known_keys_.push_back(key);
  keys.push_back({key, help, "TAG or TAG.noun", required});
  const YamlNode* n = spec_.body.find(key);
  if (!n) {
    if (required) problem(nullptr, fmt::format("'{}' is missing: {}", key, help));
    return {};
  }
  signals.push_back({key, n->scalar, n->at, kNoRow, kNoRow, {}});
  return {static_cast<int>(signals.size()) - 1};
}
SignalId Declare::signal_to(std::string variable, SourcePos at) {
  signals.push_back({"", std::move(variable), at, kNoRow, kNoRow, {}});
  return {static_cast<int>(signals.size()) - 1};
}
TargetId Declare::target(std::string key, std::string help, bool required) {
  known_keys_.push_back(key);
  keys.push_back({key, help, "TAG or TAG.noun", required});
  const YamlNode* n = spec_.body.find(key);
  if (!n) {
    if (required) problem(nullptr, fmt::format("'{}' is missing: {}", key, help));
    return {};
  }
  targets.push_back({key, n->scalar, n->at, kNoRow, kNoRow, {}});
  return {static_cast<int>(targets.size()) - 1};
}
TargetId Declare::target_to(std::string variable, SourcePos at) {
  targets.push_back({"", std::move(variable), at, kNoRow, kNoRow, {}});
  return {static_cast<int>(targets.size()) - 1};
}
ConditionId Declare::condition(std::string key, std::string help, bool required) {
  known_keys_.push_back(key);
  keys.push_back({key, help, "condition", required});
  const YamlNode* n = spec_.body.find(key);
  if (!n) {
    if (required) problem(nullptr, fmt::format("'{}' is missing: {}", key, help));
    return {};
  }
  return condition_from(*n, key);
}
ConditionId Declare::condition_from(const YamlNode& text, std::string what) {
  try {
    auto e = std::make_shared<Expression>(Expression::parse(text.scalar, plant_.file, text.at));
    ConditionDecl c{std::move(what), text.at, e, static_cast<int>(memories.size())};
    for (int i = 0; i < e->timer_count(); ++i) hidden(0);
    conditions.push_back(std::move(c));
    return {static_cast<int>(conditions.size()) - 1};
  } catch (const FileError& e) {
    for (const Problem& p : e.problems()) problems_.add(p.file, p.at, fmt::format("{}: {}", spec_.tag, p.message));
    return {};
  }
}

ActId Declare::act_from(const YamlNode& text) {
  const auto act = split_act(text.scalar);
  if (!act) {
    problem(&text, fmt::format("an act is written as 'TAG.noun = VALUE', not '{}'", text.scalar));
    return {};
  }
  const TargetId target = target_to(act->name, text.at);
  acts.push_back({target.i, act->value, text.at});
  return {static_cast<int>(acts.size()) - 1};
}

void Declare::feedback(InputId input, std::string back_value, std::string back_open, std::string selected, int as) {
  feedbacks.push_back({input.i, std::move(back_value), std::move(back_open), std::move(selected), as});
}

void Declare::check_keys() {
  for (const auto& [key, value] : spec_.body.entries)
    if (std::find(known_keys_.begin(), known_keys_.end(), key.scalar) == known_keys_.end())
      problem(&key, fmt::format("unknown key '{}'.{}", key.scalar, did_you_mean(key.scalar, known_keys_)));
  // A key with another shape than its own would be passed over in silence.
  if (const YamlNode* through = spec_.body.find("through"); through && !through->is_sequence()) problem(through, "through: a list of tags, as in [HV-101, FV-101]");
  const YamlNode* given = spec_.body.find("start");
  if (given && spec_.section == "units" && !given->is_map() && !given->is_null()) problem(given, "start: a map, as in {level: 50 %}");
  if (given)
    for (const auto& [key, value] : given->entries)
      if (std::find(known_starts_.begin(), known_starts_.end(), key.scalar) == known_starts_.end())
        problem(&key, fmt::format("unknown key 'start.{}'.{}", key.scalar, did_you_mean(key.scalar, known_starts_)));
}

}  // namespace retort
