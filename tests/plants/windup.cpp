// Whatever a safety function holds, nobody winds up behind it: with everything held that the safety functions of a plant can hold, for ten
// minutes, no controller in automatic stands at a limit that it would start from when the valve or the machine is given back.
#include <algorithm>
#include <filesystem>
#include <set>

#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

namespace fs = std::filesystem;

/// A valve that a safety function moves or that has no air; a machine that is out.
std::string held(const Rig& rig, BlockId b) {
  const CompiledPlant& p = *rig.plant;
  const std::string& tag = p.blocks[static_cast<std::size_t>(b)].tag;
  if (const RowId r = p.catalogue.find(tag + ".override"); r != kNoRow && rig.sim.frame()[r] > 0.5) return tag + " held";
  if (const auto& m = p.wired(b).machine; m && m->tripped != kNoRow && rig.sim.frame()[m->tripped] > 0.5) return tag + " tripped";
  return "";
}

/// The valves and machines at the end of a controller's signal, past lower controllers, selectors and split ranges.
void final_elements(const CompiledPlant& p, BlockId from, std::set<BlockId>& found, int depth = 0) {
  for (const RowId r : p.wired(from).drives) {
    const BlockId b = p.wiring.block_of[static_cast<std::size_t>(r)];
    if (b == kNoBlock || depth > 4) continue;
    const Role role = p.wired(b).role;
    if (role == Role::controller || role == Role::logic) final_elements(p, b, found, depth + 1);
    else found.insert(b);
  }
}

/// Shut in the same line as this valve.
std::string shut_beside(const Rig& rig, BlockId valve) {
  const CompiledPlant& p = *rig.plant;
  for (const LineWiring& l : p.wiring.lines) {
    if (std::find(l.elements.begin(), l.elements.end(), valve) == l.elements.end()) continue;
    for (const BlockId e : l.elements)
      if (const std::string why = e == valve ? "" : held(rig, e); !why.empty()) return why;
  }
  return "";
}

}  // namespace

TEST_CASE("nobody winds up behind what the safety functions hold") {
  int checked = 0;
  for (const auto& e : fs::recursive_directory_iterator(RETORT_SOURCE "/scenarios/library")) {
    if (e.path().filename() != "plant.yaml") continue;
    Rig rig = Rig::of_file(e.path().string());
    const CompiledPlant& p = *rig.plant;
    std::set<RowId> demands;
    for (const SafetyWiring& s : p.wiring.safety)
      if (!s.permissive)
        for (const SafetyWiring::Effect& effect : s.effects)
          if (effect.row != kNoRow && p.catalogue[effect.row].noun != "abort_demand") demands.insert(effect.row);
    if (demands.empty()) continue;
    if (const fs::path normal = e.path().parent_path() / "states/normal.yaml"; fs::exists(normal)) rig.sim.start_from(load_state(p, normal.string()));
    const double until = rig.sim.time() + 600;
    while (rig.sim.time() < until) {
      for (const RowId r : demands) rig.sim.issue(write_act(Source::scenario, r, 1));
      rig.sim.step();
    }
    for (const ControllerWiring& c : p.wiring.controllers) {
      const std::string& tag = p.blocks[static_cast<std::size_t>(c.block)].tag;
      const std::string mode = rig.choice(tag + ".actual_mode");
      if (mode != "auto" && mode != "cas") continue;
      std::set<BlockId> elements;
      final_elements(p, c.block, elements);
      const bool one = elements.size() == 1;
      for (const BlockId element : elements) {
        const std::string why = held(rig, element), beside = one && why.empty() ? shut_beside(rig, element) : why;
        if (beside.empty() || (!one && why.empty())) continue;
        const double op = rig.get(tag + ".op"), lo = rig.get(tag + ".op_lo"), hi = rig.get(tag + ".op_hi");
        INFO(e.path() << ": " << tag << " at " << 100 * op << " % while " << beside);
        const bool tracks = rig.get(tag + ".tracking") > 0.5;
        CHECK((tracks || (op > lo + 1e-6 && op < hi - 1e-6)));
        ++checked;
      }
    }
  }
  CHECK(checked >= 8);
}

}  // namespace retort::test
