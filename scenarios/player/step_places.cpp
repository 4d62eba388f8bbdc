#include "scenarios/player/step_places.h"

#include <algorithm>

#include "drawing/faceplate.h"

namespace retort {
namespace {

constexpr std::size_t kMost = 10;  // who has to look at more things looks at the page

}  // namespace

std::vector<BlockId> named_in(const CompiledPlant& plant, const std::string& text) {
  std::vector<BlockId> blocks;
  const auto part_of_tag = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_'; };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && part_of_tag(text[end])) ++end;
    if (end - at > 1)
      if (const BlockId b = plant.block_called(text.substr(at, end - at)); b != kNoBlock && std::find(blocks.begin(), blocks.end(), b) == blocks.end()) blocks.push_back(b);
    at = std::max(end, at + 1);
  }
  return blocks;
}

std::optional<StepPlace> place_of(const CompiledPlant& plant, BlockId b, const std::vector<RowId>& reads) {
  const std::vector<RowId> hands = field_controls(plant, b);
  const Faceplate face = faceplate_of(plant, b);
  const bool by_hand = std::any_of(hands.begin(), hands.end(), [&](RowId r) {
    return !(plant.catalogue[r].access & kBoard) && std::find(reads.begin(), reads.end(), r) != reads.end();
  });
  const bool nothing_on_the_board = face.buttons.empty() && face.entries.empty() && !hands.empty();
  const bool field = by_hand || nothing_on_the_board || plant.wired(b).role == Role::gauge;
  if (!field && !face.opens()) return std::nullopt;
  return StepPlace{plant.blocks[static_cast<std::size_t>(b)].tag, field};
}

std::vector<StepPlace> step_places(const StepSpec& step, const CompiledPlant& plant, const std::string& text, const std::string& known, bool pointed) {
  const std::vector<RowId> reads = step.done.expression->rows();
  std::vector<BlockId> blocks = named_in(plant, text);
  if (blocks.empty()) {
    const std::vector<BlockId> open = named_in(plant, known);
    for (const RowId r : reads)
      if (const BlockId b = plant.wiring.block_of[static_cast<std::size_t>(r)];
          b != kNoBlock && (pointed || std::find(open.begin(), open.end(), b) != open.end()) && std::find(blocks.begin(), blocks.end(), b) == blocks.end())
        blocks.push_back(b);
  }
  std::vector<StepPlace> places;
  for (const BlockId b : blocks)
    if (std::optional<StepPlace> place = place_of(plant, b, reads); place && places.size() < kMost) places.push_back(std::move(*place));
  return places;
}

}  // namespace retort
