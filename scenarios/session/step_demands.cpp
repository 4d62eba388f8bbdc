#include "scenarios/session/step_demands.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scenarios/player/step_places.h"

namespace retort {
namespace {

struct Demands {
  std::set<BlockId> direct, by_flow, in_line;   // read itself; the controller of a flow that is read; what stands in the line of that flow
};

Demands demands_of(const StepSpec& step, const CompiledPlant& plant, const Operator& model) {
  const Wiring& w = plant.wiring;
  const auto owner = [&](RowId r) { return r == kNoRow ? kNoBlock : w.block_of[static_cast<std::size_t>(r)]; };
  const std::vector<RowId> reads = step.done.expression->rows();
  std::set<BlockId> worked;
  for (const Operator::Write& write : model.writes()) worked.insert(owner(write.row));
  Demands d;
  const auto add = [&](std::set<BlockId>& to, BlockId b) {
    if (b != kNoBlock && worked.contains(b) && plant.wired(b).role != Role::alarm && place_of(plant, b, reads)) to.insert(b);
  };
  for (const RowId r : reads) {
    const BlockId read = owner(r);
    if (read == kNoBlock) continue;
    add(d.direct, read);
    if (const int i = plant.wired(read).instrument; i >= 0) {
      const BlockId measured = w.instruments[static_cast<std::size_t>(i)].at;
      if (measured == kNoBlock || plant.wired(measured).line < 0) continue;   // of a line: its flow
      for (const ControllerWiring& c : w.controllers)
        if (owner(c.source) == read) add(d.by_flow, c.block);
      for (const BlockId e : w.lines[static_cast<std::size_t>(plant.wired(measured).line)].elements) add(d.in_line, e);
    }
  }
  return d;
}

/// The steps that come before this one, by their `after` and `since`.
void before(const Scenario& s, std::size_t step, std::set<std::size_t>& all) {
  std::vector<int> first = s.steps[step].after;
  if (const auto& since = s.steps[step].since; since && since->kind == Moment::Kind::step) first.push_back(since->index);
  for (const int a : first)
    if (all.insert(static_cast<std::size_t>(a)).second) before(s, static_cast<std::size_t>(a), all);
}

}  // namespace

std::vector<BlockId> demanded_by(const StepSpec& step, const CompiledPlant& plant, const Operator& model) {
  Demands d = demands_of(step, plant, model);
  d.direct.merge(d.by_flow);
  d.direct.merge(d.in_line);
  return {d.direct.begin(), d.direct.end()};
}

std::vector<std::string> unnamed_in_steps(const Scenario& scenario, const CompiledPlant& plant, const Operator& model, const std::map<std::string, std::string>& texts) {
  const auto text = [&](const std::string& key) {
    const auto t = texts.find(key);
    return t == texts.end() ? std::string() : t->second;
  };
  const std::string known = text("briefing") + "\n" + text("task") + "\n" + text("limits");
  std::vector<std::string> faults;
  std::set<BlockId> anywhere;   // that some step asks for by itself: whoever opens what stands in a line has a step for it
  for (const StepSpec& step : scenario.steps) anywhere.merge(demands_of(step, plant, model).direct);
  for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
    const StepSpec& step = scenario.steps[i];
    std::set<std::size_t> earlier;
    before(scenario, i, earlier);
    std::set<BlockId> known_from_before;
    for (const std::size_t e : earlier)
      for (const BlockId b : demanded_by(scenario.steps[e], plant, model)) known_from_before.insert(b);
    std::set<std::string> led;
    for (const StepPlace& place : step_places(step, plant, text("step." + step.id), known, false)) led.insert(place.tag);
    const Demands d = demands_of(step, plant, model);
    std::set<std::string> missing;
    for (const BlockId b : d.direct)
      if (!(step.goal && known_from_before.contains(b))) missing.insert(plant.blocks[static_cast<std::size_t>(b)].tag);
    for (const BlockId b : d.by_flow)
      if (!known_from_before.contains(b)) missing.insert(plant.blocks[static_cast<std::size_t>(b)].tag);
    for (const BlockId b : d.in_line)
      if (!known_from_before.contains(b) && !anywhere.contains(b)) missing.insert(plant.blocks[static_cast<std::size_t>(b)].tag);
    std::erase_if(missing, [&](const std::string& tag) { return led.contains(tag); });
    if (!missing.empty()) faults.push_back(fmt::format("'step.{}' does not lead to {}, which it is done with: name it, so that it becomes a button", step.id, fmt::join(missing, ", ")));
  }
  return faults;
}

}  // namespace retort
