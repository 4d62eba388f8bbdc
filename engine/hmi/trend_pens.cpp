#include "engine/hmi/trend_pens.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/hmi/displays.h"
#include "engine/hmi/tag_search.h"
#include "sim/model/trend_groups.h"

namespace retort::hmi {

namespace {

constexpr std::size_t kPensOfPage = 8;
constexpr const char* kPayload = "pens";   // RowId after RowId

std::vector<RowId> pens_of_page(const PlantView& plant, const PlantPages& pages, int page) {
  std::vector<RowId> pens;
  for (ThingKind kind : {ThingKind::controller, ThingKind::transmitter})
    for (const Thing& t : plant.things()) {
      if (t.kind != kind) continue;
      const PlantPages::Seat* seat = pages.seat(t.tag);
      if (!seat || seat->page != page) continue;
      // A transmitter whose controller is there already says nothing new.
      const auto read_by = [&](RowId pen) {
        const Thing* of = plant.thing_of(pen);
        return of && of->wiring->controller >= 0 && plant.plant().wiring.controllers[std::size_t(of->wiring->controller)].source == plant.main_row(t);
      };
      if (kind == ThingKind::transmitter && std::any_of(pens.begin(), pens.end(), read_by)) continue;
      for (RowId r : pens_of(plant, t))
        if (pens.size() < kPensOfPage && plant.catalogue()[r].trended) pens.push_back(r);
    }
  return pens;
}

}  // namespace

std::vector<RowId> pens_of(const PlantView& plant, const Thing& t) {
  std::vector<RowId> pens;
  if (t.kind == ThingKind::controller) {
    for (const char* noun : {"pv", "working_sp", "op"})
      if (const RowId r = t.row(noun); r != kNoRow) pens.push_back(r);
  } else if (const RowId r = plant.main_row(t); r != kNoRow) {
    pens.push_back(r);
  }
  return pens;
}

std::vector<PenGroup> pen_groups(const PlantView& plant, const PlantPages& pages, const Words& words) {
  std::vector<PenGroup> groups;
  Problems none;  // the compiler has told them
  for (TrendGroup& g : read_trend_groups(plant.plant(), none)) groups.push_back({words.get("trend." + g.name, g.name), std::move(g.pens)});
  for (std::size_t k = 0; k < pages.pages.size(); ++k)
    if (std::vector<RowId> pens = pens_of_page(plant, pages, int(k)); !pens.empty()) groups.push_back({page_title(words, pages.pages[k]), std::move(pens)});
  return groups;
}

std::vector<RowId> first_pens(const PlantView& plant, const PlantPages& pages) {
  const std::vector<PenGroup> groups = pen_groups(plant, pages, Words());
  return groups.empty() ? std::vector<RowId>{} : groups.front().pens;
}

void add_pens(const Desk& desk, const std::vector<RowId>& pens) {
  std::vector<RowId>& has = desk.state.pens;
  std::string added;
  bool full = false;
  for (RowId r : pens) {
    if (std::find(has.begin(), has.end(), r) != has.end()) continue;
    if (has.size() >= kMostPens) {
      full = true;
      break;
    }
    has.push_back(r);
    const std::string& tag = desk.plant.catalogue()[r].tag;
    if (added.find(tag) == std::string::npos) added += (added.empty() ? "" : ", ") + tag;
  }
  if (!added.empty()) desk.say(desk.words("ui.display.trend") + ": + " + added);
  if (full) desk.say(desk.words("ui.trend.full"));
}

void move_pen(BoardState& s, std::size_t from, std::size_t to) {
  if (from >= s.pens.size() || to >= s.pens.size() || from == to) return;
  const RowId left = s.pens[std::size_t(s.pen_left)], right = s.pen_right < 0 ? kNoRow : s.pens[std::size_t(s.pen_right)];
  const RowId moved = s.pens[from];
  s.pens.erase(s.pens.begin() + std::ptrdiff_t(from));
  s.pens.insert(s.pens.begin() + std::ptrdiff_t(to), moved);
  // The axes stay with their pens.
  const auto place = [&](RowId r) { return int(std::find(s.pens.begin(), s.pens.end(), r) - s.pens.begin()); };
  s.pen_left = place(left);
  s.pen_right = right == kNoRow ? -1 : place(right);
}

void pen_source(const PlantView& plant, const std::vector<RowId>& pens) {
  std::vector<RowId> taken;
  for (RowId r : pens)
    if (plant.history.has(r)) taken.push_back(r);
  if (taken.empty() || !ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceAllowNullID)) return;
  ImGui::SetDragDropPayload(kPayload, taken.data(), taken.size() * sizeof(RowId));
  for (RowId r : taken) ImGui::TextUnformatted(plant.catalogue()[r].name.c_str());
  ImGui::EndDragDropSource();
}

void pen_source(const PlantView& plant, ImVec2 a, ImVec2 b, const std::vector<RowId>& pens) {
  const ImVec2 back = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos(a);
  ImGui::Dummy({std::max(1.f, b.x - a.x), std::max(1.f, b.y - a.y)});
  pen_source(plant, pens);
  ImGui::SetCursorScreenPos(back);
}

std::vector<RowId> dropped_pens() {
  std::vector<RowId> pens;
  if (!ImGui::BeginDragDropTarget()) return pens;
  if (const ImGuiPayload* p = ImGui::AcceptDragDropPayload(kPayload)) {
    const auto* rows = static_cast<const RowId*>(p->Data);
    pens.assign(rows, rows + std::size_t(p->DataSize) / sizeof(RowId));
  }
  ImGui::EndDragDropTarget();
  return pens;
}

std::vector<RowId> find_pens(const Desk& desk, const std::string& typed, std::size_t most) {
  std::vector<RowId> found;
  if (typed.empty()) return found;
  for (const bool by_name : {true, false})
    for (const Thing& t : desk.plant.things()) {
      if (t.kind == ThingKind::alarm) continue;
      for (RowId id : desk.plant.board_rows(t)) {
        const Row& r = desk.plant.catalogue()[id];
        if (found.size() >= most || !desk.plant.history.has(id) || std::find(found.begin(), found.end(), id) != found.end()) continue;
        if (holds(by_name ? r.name : description(desk.words, t.tag) + " " + noun_text(desk.words, r), typed)) found.push_back(id);
      }
    }
  return found;
}

std::string trend_csv(const PlantView& plant, const std::vector<RowId>& pens, double begin, double end) {
  const HistoryView& h = plant.history;
  std::string csv = "time [s]";
  for (RowId id : pens) {
    const Row& r = plant.catalogue()[id];
    const std::string unit(r.unit ? r.unit->name : default_unit(r.quantity).name);
    csv += fmt::format(",{} [{}]", r.name, unit);
  }
  csv += "\n";
  const auto first = std::max<std::uint64_t>(h.first_scan(), std::uint64_t(std::max(0.0, begin) / h.period()));
  const auto last = std::min<std::uint64_t>(h.first_scan() + h.scans(), std::uint64_t(std::max(0.0, end) / h.period()) + 1);
  // Two thousand lines tell what a screen can show.
  const std::uint64_t step = std::max<std::uint64_t>(1, (last - std::min(first, last)) / 2000);
  for (std::uint64_t scan = first; scan < last; scan += step) {
    csv += fmt::format("{:g}", double(scan) * h.period());
    for (RowId id : pens) {
      const Row& r = plant.catalogue()[id];
      csv += fmt::format(",{:.7g}", (r.unit ? *r.unit : default_unit(r.quantity)).from_si(h.has(id) ? h.at(id, scan) : 0));
    }
    csv += "\n";
  }
  return csv;
}

}  // namespace retort::hmi
