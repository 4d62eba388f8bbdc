#include "drawing/pid_sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "drawing/places.h"
#include "drawing/pid_links.h"

namespace retort {
namespace {

std::vector<std::string> passes(const CompiledPlant& plant, const LineWiring& line) {
  const auto tag = [&](BlockId b) { return plant.blocks[static_cast<std::size_t>(b)].tag; };
  std::vector<std::string> tags = {tag(line.from.block)};
  for (const BlockId b : line.elements) tags.push_back(tag(b));
  tags.push_back(tag(line.to.block));
  return tags;
}
std::vector<std::string> passes(const DisplayStream& stream) {
  std::vector<std::string> tags = {stream.from};
  tags.insert(tags.end(), stream.through.begin(), stream.through.end());
  tags.push_back(stream.to);
  return tags;
}

}  // namespace

PidSheets::PidSheets(const CompiledPlant& plant)
    : plant_(plant),
      laid_out_(plant.displays.drawing || has_places(plant.displays.mimic) ? std::nullopt : std::optional(places_of(plant))),
      display_(laid_out_ ? *laid_out_ : plant.displays.drawing ? *plant.displays.drawing : plant.displays.mimic),
      drawn_for_itself_(plant.displays.drawing.has_value()),
      sheets_(drawn_for_itself_ || laid_out_ ? display_.sheets : std::vector<DisplaySheet>{}) {
  stand();
}

PidSheets::PidSheets(const CompiledPlant& plant, const Display& display) : plant_(plant), display_(display), drawn_for_itself_(true), sheets_(display.sheets) { stand(); }

void PidSheets::stand() {
  const CompiledPlant& plant = plant_;
  for (const LineWiring& l : plant.wiring.lines) lines_.push_back({plant.blocks[static_cast<std::size_t>(l.line)].tag, passes(plant, l)});
  if (sheets_.empty()) {
    sheets_.resize(1);
    return;
  }
  for (const DisplayStream& s : display_.streams) lines_.push_back({s.name, passes(s)});
  for (const DisplayPart& p : display_.parts)
    for (const RowId r : p.shows) shown_by_[r] = p.name;
  for (const DisplayStream& s : display_.streams)
    for (const RowId r : s.shows) shown_by_[r] = s.name;
  for (std::size_t k = 0; k < sheets_.size(); ++k) {
    const auto stands = [&](const std::string& tag) {
      if (std::none_of(lines_.begin(), lines_.end(), [&](const Line& l) { return l.tag == tag; })) sheet_of_.emplace(tag, static_cast<int>(k) + 1);
    };
    for (const std::string& tag : sheets_[k].tags) stands(tag);
    for (const auto& [tag, place] : sheets_[k].at) stands(tag);
  }
  stand_lines();
  stand_instruments();
  stand_control();
  check_connectors();
}

int PidSheets::of(const std::string& tag) const {
  if (!several()) return 1;
  const auto it = sheet_of_.find(tag);
  return it == sheet_of_.end() ? 0 : it->second;
}

const DisplayPlace* PidSheets::place(const std::string& tag, int sheet) const {
  for (const auto* at : {&sheets_[static_cast<std::size_t>(sheet - 1)].at, &display_.at})
    if (const auto it = at->find(tag); it != at->end()) return &it->second;
  return nullptr;
}
const std::vector<DisplayStop>* PidSheets::way(const std::string& pipe, int sheet) const {
  if (!drawn_for_itself_) return nullptr;
  const auto& here = sheets_[static_cast<std::size_t>(sheet - 1)].by;
  if (const auto it = here.find(pipe); it != here.end()) return &it->second;
  // Corners that are written for the whole drawing are those of a pipe that is whole.
  const auto line = std::find_if(lines_.begin(), lines_.end(), [&](const Line& l) { return l.tag == pipe; });
  const bool whole = !several() || line == lines_.end() || std::all_of(line->passes.begin(), line->passes.end(), [&](const std::string& t) { return of(t) == sheet; });
  const auto it = display_.by.find(pipe);
  return whole && it != display_.by.end() ? &it->second : nullptr;
}

void PidSheets::stand_lines() {
  for (const Line& l : lines_)
    for (std::size_t k = 1; k + 1 < l.passes.size(); ++k) {
      if (sheet_of_.contains(l.passes[k])) continue;
      const auto before = sheet_of_.find(l.passes[k - 1]);
      const auto after = std::find_if(l.passes.begin() + static_cast<std::ptrdiff_t>(k), l.passes.end(),
                                      [&](const std::string& tag) { return sheet_of_.contains(tag); });
      sheet_of_[l.passes[k]] = before != sheet_of_.end() ? before->second
                               : after != l.passes.end() ? sheet_of_.at(*after)
                                                         : last();
    }
  for (const BlockLayout& b : plant_.blocks)
    if (b.section == "units" && !b.inserted) sheet_of_.emplace(b.tag, last());
  for (const DisplayPart& p : display_.parts) sheet_of_.emplace(p.name, last());
}

/// Where a variable is to be found: at its unit, or in its line where most of the elements are.
int PidSheets::of_point(const PidPoint& point) const {
  const auto shown = shown_by_.find(point.row);
  const std::string& tag = shown == shown_by_.end() ? point.tag : shown->second;
  if (const int unit = of(tag)) return unit;
  for (const Line& l : lines_) {
    if (l.tag != tag) continue;
    std::map<int, int> elements;
    for (std::size_t k = 1; k + 1 < l.passes.size(); ++k) ++elements[of(l.passes[k])];
    const auto most = std::max_element(elements.begin(), elements.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == elements.end() ? of(l.passes.front()) : most->first;
  }
  return 0;
}

void PidSheets::stand_instruments() {
  for (BlockId i = 0; i < static_cast<BlockId>(plant_.blocks.size()); ++i) {
    const BlockLayout& b = plant_.blocks[static_cast<std::size_t>(i)];
    if (b.section != "instruments" || sheet_of_.contains(b.tag)) continue;
    const int sheet = of_point(measured_by(plant_, i));
    sheet_of_[b.tag] = sheet > 0 ? sheet : last();
  }
}

void PidSheets::stand_control() {
  const auto first_of = [&](const std::vector<PidPoint>& points) {
    for (const PidPoint& p : points)
      if (const int sheet = of_point(p)) return sheet;
    return 0;
  };
  const auto first_tag = [&](const std::vector<std::string>& tags) {
    for (const std::string& tag : tags)
      if (const int sheet = of_point({tag})) return sheet;
    return 0;
  };
  // A master stands with its slave, which may come later in the file: once more over what has found no sheet yet.
  for (const bool patient : {true, true, true, false})
    for (BlockId i = 0; i < static_cast<BlockId>(plant_.blocks.size()); ++i) {
      const BlockLayout& b = plant_.blocks[static_cast<std::size_t>(i)];
      if ((b.section != "control" && b.section != "safety") || sheet_of_.contains(b.tag)) continue;
      int sheet = b.section == "safety" ? first_tag(watched_by(plant_, i)) : first_of(driven_by(plant_, i));
      if (sheet == 0 && !patient) sheet = first_of(read_by(plant_, i));
      if (sheet == 0 && !patient) sheet = first_tag(acted_on(plant_, i));
      if (sheet > 0 || !patient) sheet_of_[b.tag] = sheet > 0 ? sheet : last();
    }
}

/// The place of a connector is written under the tag of its line: which must leave the sheet, then.
void PidSheets::check_connectors() const {
  Problems problems;
  for (int k = 1; k <= count(); ++k) {
    for (const auto& [tag, place] : sheets_[static_cast<std::size_t>(k - 1)].at)
      for (const Line& l : lines_) {
        if (l.tag != tag) continue;
        const auto here =
            std::count_if(l.passes.begin(), l.passes.end(), [&](const std::string& t) { return of(t) == k; });
        if (here == 0 || here == static_cast<std::ptrdiff_t>(l.passes.size()))
          problems.add(plant_.spec.file, place.pos,
                       fmt::format("display: sheet {} ({}): {} has no connector here: {}.", k, title(k), l.tag,
                                   here == 0 ? "it does not come to this sheet" : "all of it stands on this sheet"));
      }
  }
  problems.check();
}

}  // namespace retort
