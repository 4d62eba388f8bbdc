#include "scenarios/session/procedure_faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "drawing/faceplate.h"
#include "language/texts.h"
#include "scenarios/player/step_places.h"
#include "sim/base/fault_list.h"
#include "sim/model/expression.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What looks like a tag of the plant and is none: capitals, a dash and figures, as in FV-101.
std::vector<std::string> strange_tags(const CompiledPlant& plant, const std::string& text) {
  std::vector<std::string> strange;
  const auto in_word = [&](std::size_t i) { return i < text.size() && (is_upper(text[i]) || is_digit(text[i]) || (text[i] >= 'a' && text[i] <= 'z') || text[i] == '-'); };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (in_word(end)) ++end;
    const std::string word = text.substr(at, end - at);
    const std::size_t dash = word.find('-');
    if (dash != std::string::npos && dash > 0 && dash + 1 < word.size() && std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(dash), is_upper) && is_digit(word[dash + 1]) &&
        plant.block_called(word) == kNoBlock)
      strange.push_back(word);
    at = std::max(end, at + 1);
  }
  return strange;
}

/// What of a plant can be read: in the control room, or standing there. A block is looked at once, however many steps name it.
class Readable {
 public:
  explicit Readable(const CompiledPlant& plant) : plant_(plant) {}
  bool operator()(RowId row) {
    const BlockId b = plant_.wiring.block_of[static_cast<std::size_t>(row)];
    if (b == kNoBlock) return true;   // the clock
    const auto [of, is_new] = rows_.try_emplace(b);
    if (is_new)
      for (const std::vector<RowId>& rows : {faceplate_of(plant_, b).shown, field_seen(plant_, b)}) of->second.insert(rows.begin(), rows.end());
    return of->second.contains(row);
  }

 private:
  const CompiledPlant& plant_;
  std::map<BlockId, std::set<RowId>> rows_;
};

void texts_of(const CompiledPlant& plant, const std::string& language, FaultList& faults) {
  const std::string path = (fs::path(plant.spec.folder) / "text" / (language + ".yaml")).string();
  std::error_code ignored;
  const std::map<std::string, std::string> texts = fs::exists(path, ignored) ? read_texts(path) : std::map<std::string, std::string>{};
  std::set<std::string> used;
  for (const Procedure& p : plant.procedures) {
    used.insert({p.text_key(), p.text_key() + ".purpose"});
    for (const ProcedureStep& s : p.steps) used.insert(p.text_key(s));
  }
  for (const std::string& key : used) {
    const auto text = texts.find(key);
    if (text == texts.end()) {
      faults.add(path + ": is missing", [&] { return fmt::format("{}: '{}' is missing", path, key); });
      continue;
    }
    for (const std::string& tag : strange_tags(plant, text->second)) faults.add(path + ": names what this plant has not", [&] { return fmt::format("{}: '{}' names {}, which this plant has not", path, key, tag); });
  }
  for (const auto& [key, text] : texts)
    if (key.starts_with("procedure.") && !used.contains(key)) faults.add(path + ": is used by no procedure", [&] { return fmt::format("{}: no procedure uses '{}'.{}", path, key, did_you_mean(key, {used.begin(), used.end()})); });
}

}  // namespace

std::vector<std::string> procedure_faults(const CompiledPlant& plant) {
  FaultList faults;
  Readable can_be_read(plant);
  std::map<std::pair<BlockId, std::vector<RowId>>, bool> placed;
  const auto has_place = [&](BlockId b, const std::vector<RowId>& reads) {
    const auto [it, is_new] = placed.try_emplace({b, reads});
    if (is_new) it->second = place_of(plant, b, reads).has_value();
    return it->second;
  };
  for (const std::string& language : languages()) texts_of(plant, language, faults);
  for (const Procedure& p : plant.procedures)
    for (const ProcedureStep& s : p.steps) {
      const std::vector<RowId> reads = s.expect ? s.expect->rows() : std::vector<RowId>{};
      for (const BlockId b : s.things)
        if (!has_place(b, reads)) faults.add("procedures: nobody can go there", [&] { return fmt::format("{}: {}: nobody can go to {}: it has no faceplate, and nothing that hands work", p.id, s.id, plant.blocks[static_cast<std::size_t>(b)].tag); });
      for (const RowId r : reads)
        if (!can_be_read(r)) faults.add("procedures: nobody can read that", [&] { return fmt::format("{}: {}: nobody can read {}: name what is measured", p.id, s.id, plant.catalogue[r].name); });
    }
  return faults.lines();
}

}  // namespace retort
