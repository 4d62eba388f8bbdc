#include "drawing/pid_links.h"

#include <algorithm>

namespace retort {
namespace {

void take(std::vector<std::string>& list, const std::string& tag) {
  if (!tag.empty() && std::find(list.begin(), list.end(), tag) == list.end()) list.push_back(tag);
}
std::vector<PidPoint> points(const CompiledPlant& plant, const std::vector<RowId>& rows) {
  std::vector<PidPoint> list;
  for (const RowId r : rows) list.push_back(point_of(plant, r));
  return list;
}

}  // namespace

PidPoint point_of(const CompiledPlant& plant, RowId row) { return {plant.catalogue[row].tag, row}; }

std::vector<PidPoint> read_by(const CompiledPlant& plant, BlockId block) {
  const BlockWiring& b = plant.wired(block);
  std::vector<PidPoint> list = points(plant, b.reads);
  // Of a choice of machines: the condition for the second one.
  if (b.acts.empty() && !b.watches.empty()) list.push_back({plant.catalogue[b.watches.front()].tag});
  return list;
}
std::vector<PidPoint> driven_by(const CompiledPlant& plant, BlockId block) { return points(plant, plant.wired(block).drives); }

std::vector<std::string> watched_by(const CompiledPlant& plant, BlockId block) {
  std::vector<std::string> tags;
  for (const RowId row : plant.wired(block).watches) take(tags, plant.catalogue[row].tag);
  return tags;
}
std::vector<std::string> acted_on(const CompiledPlant& plant, BlockId block) {
  std::vector<std::string> tags;
  for (const RowId row : plant.wired(block).acts) take(tags, plant.catalogue[row].tag);
  return tags;
}

PidPoint measured_by(const CompiledPlant& plant, BlockId block) {
  const int i = plant.wired(block).instrument;
  return i < 0 ? PidPoint{} : point_of(plant, plant.wiring.instruments[static_cast<std::size_t>(i)].of);
}

std::vector<PidLink> links(const CompiledPlant& plant) {
  std::vector<PidLink> list;
  for (BlockId i = 0; i < static_cast<BlockId>(plant.blocks.size()); ++i) {
    const BlockLayout& b = plant.blocks[static_cast<std::size_t>(i)];
    const PidPoint self{b.tag};
    if (b.section == "control") {
      for (const PidPoint& from : read_by(plant, i)) list.push_back({b.tag, from, self, "signal"});
      for (const PidPoint& to : driven_by(plant, i)) list.push_back({b.tag, self, to, "signal"});
    } else if (b.section == "safety") {
      for (const std::string& from : watched_by(plant, i)) list.push_back({b.tag, {from}, self, "safety"});
    }
  }
  return list;
}

}  // namespace retort
