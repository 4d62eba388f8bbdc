// What leaves a sheet: the connectors in which lines and signals end that go on elsewhere.
#include <algorithm>
#include <string_view>

#include "drawing/pid_plan.h"

namespace retort {
namespace {

/// Room for its rows between the field of the number and the tip, and for the number, which takes a share of its own.
void fit(PidItem& i, double font, double row, double beside, double number_font, double number_share) {
  double widest = 0;
  i.where.size.x = std::max(i.where.size.x, (number_font * text_width(std::to_string(i.sheet)) + 4) / number_share);
  for (const std::string& r : i.rows) widest = std::max(widest, font * text_width(r));
  i.where.size.x = std::max(i.where.size.x, (widest + 5) / beside);
  i.where.size.y = std::max(i.where.size.y, row * static_cast<double>(i.rows.size()) + 6);
}

}  // namespace

int PidPlan::elsewhere(const std::string& tag) const {
  const int sheet = sheets_.of(tag);
  return sheet == sheet_ ? 0 : sheet;
}

/// The tag of a new connector of a line, which stands where the file says or else has no place yet.
std::string PidPlan::connect_to(const PidPipe& line, int sheet, bool incoming, const std::string& far,
                                const std::string& joins) {
  PidItem i;
  i.tag = line.tag + (incoming ? "←" : "→") + std::to_string(sheet);
  i.type = "off_page_connector";
  i.symbol = &symbols_.called("off_page_connector");
  i.where.size = i.symbol->size;
  i.sheet = sheet;
  i.incoming = incoming;
  i.joins = joins;
  i.rows = {line.written.empty() ? line.tag : line.written, (incoming ? "from " : "to ") + far};
  i.leads = far;
  if (manner_.board) {
    i.rows = {far};
    for (const DisplayPart& part : display_.parts)
      if (part.name == far) {
        i.row_key = "part." + far;
        i.rows = {widest(i.row_key, "name", part.tag)};
        if (texts_.has(i.row_key) == false) i.row_key.clear();
      }
  }
  fit(i, font_size(manner_.board ? "name" : "line") * manner_.letters, 10.5 * manner_.letters, manner_.board ? 0.6 : 0.66, font_size("tag") * (manner_.board ? manner_.letters : 1), 0.19);
  const DisplayPlace* written = sheets_.place(line.tag, sheet_);
  const bool placed = written && written->placed;
  if (placed) i.where.at = spread(written->at);
  if (written) put(i, *written);
  if (placed && !written->mirror) mirror(i);
  if (placed)
    add(std::move(i));
  else
    loose_.push_back(std::move(i));
  return line.tag + (incoming ? "←" : "→") + std::to_string(sheet);
}

/// A connector turns the end that is joined towards what it joins.
void PidPlan::mirror(PidItem& i) const {
  const PidItem* other = find(i.joins);
  if (other) i.where.mirrored = i.incoming == (other->where.at.x < i.where.at.x);
}

/// Connectors without a place: what comes at the left side of the sheet, what goes at the right, level with what it
/// joins.
void PidPlan::place_connectors() {
  Box b{1e9, 1e9, -1e9, -1e9};
  for (const PidItem& i : items_) {
    const Box e = extent(*i.symbol, i.where);
    b = {std::min(b.x0, e.x0), std::min(b.y0, e.y0), std::max(b.x1, e.x1), std::max(b.y1, e.y1)};
  }
  const std::size_t placed = items_.size();
  for (PidItem& i : loose_) {
    const PidItem* other = find(i.joins);
    i.where.at = {i.incoming ? b.x0 - 60 - i.where.size.x / 2 : b.x1 + 60 + i.where.size.x / 2,
                  other ? other->where.at.y : b.y1};
    for (std::size_t k = placed; k < items_.size(); ++k)
      if (items_[k].incoming == i.incoming && std::abs(items_[k].where.at.y - i.where.at.y) < 40) {
        i.where.at.y = items_[k].where.at.y + 40;
        k = placed - 1;
      }
    mirror(i);
    add(std::move(i));
  }
  loose_.clear();
}

std::vector<PidItem> PidPlan::cut_signals() const {
  std::vector<PidItem> list;
  const auto cut = [&](const std::string& joins, const std::vector<std::string>& rows, int sheet, bool incoming,
                       const char* style) {
    PidItem i;
    i.tag = (incoming ? rows.front() : joins) + "→" + (incoming ? joins : rows.front());
    i.type = "off_page_signal";
    i.symbol = &symbols_.called("off_page_signal");
    i.where.size = i.symbol->size;
    i.sheet = sheet;
    i.incoming = incoming;
    i.joins = joins;
    i.style = style;
    i.rows = rows;
    i.leads = rows.front();
    fit(i, font_size(manner_.board ? "name" : "long") * manner_.letters, 9.5 * manner_.letters, 0.6, font_size("bubble") * (manner_.board ? manner_.letters : 1), 0.23);
    list.push_back(std::move(i));
  };
  for (const PidLink& l : links(plant_)) {
    if (manner_.board && std::string_view(l.style) == "safety") continue;
    const PidItem *from = item_of(l.from), *to = item_of(l.to);
    const int from_sheet = elsewhere(l.from.tag), to_sheet = elsewhere(l.to.tag);
    if (from && !to && to_sheet > 0) cut(from->tag, {l.to.tag}, to_sheet, false, l.style);
    if (to && !from && from_sheet > 0) cut(to->tag, {l.from.tag}, from_sheet, true, l.style);
  }
  if (manner_.board) return list;  // there the diamond at what is held says it
  // On what stands here, functions of other sheets act: one connector for all those of a sheet.
  std::map<std::pair<std::string, int>, std::vector<std::string>> acts;
  for (BlockId i = 0; i < static_cast<BlockId>(plant_.blocks.size()); ++i) {
    const std::string& function = plant_.blocks[static_cast<std::size_t>(i)].tag;
    const int sheet = elsewhere(function);
    if (sheet == 0) continue;
    for (const std::string& tag : acted_on(plant_, i))
      if (find(tag)) acts[{tag, sheet}].push_back(function);
  }
  for (const auto& [on, functions] : acts) cut(on.first, functions, on.second, true, "safety");
  return list;
}

}  // namespace retort
