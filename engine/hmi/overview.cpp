#include <algorithm>

#include "drawing/overview.h"
#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/trend_pens.h"

namespace retort::hmi {

using namespace ui;

namespace {

/// One variable: tag, indicator with set point and limits, value. Grey while all is well.
void measured(const Desk& desk, const Thing& t, ImVec2 a, ImVec2 b) {
  const PlantView& plant = desk.plant;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const RowId row = t.row("pv");
  const Row& r = plant.catalogue()[row];
  bool unseen = false;
  const int alarm = plant.worst_alarm(t, &unseen), quality = plant.quality(t);
  const bool tall = b.y - a.y >= px(40);
  const float y = tall ? a.y + px(13) : (a.y + b.y) / 2, tag = px(80), value = px(92);
  text_anchored(draw, fonts().small, {a.x + px(4), y}, {0, 0.5f}, color::kText, fitted(t.tag, tag - px(6), fonts().small));
  if (tall) text_anchored(draw, fonts().small, {a.x + px(4), y + px(16)}, {0, 0.5f}, color::kDim, fitted(description(desk.words, t.tag), b.x - a.x - px(8), fonts().small));
  const std::string text = (quality == 2 ? "?" : "") + value_text(r, plant.value(row), desk.words);
  text_anchored(draw, fonts().small, {b.x - px(4), y}, {1, 0.5f}, quality == 2 ? color::kBad : color::kValue, text);
  const RowId sp = t.row("working_sp");
  const double setpoint = plant.value(sp);
  const float from = a.x + tag + px(18), to = b.x - value - px(4);
  if (to - from > px(24))
    analogue_indicator(draw, {from, y - px(4)}, {to, y + px(4)}, band_of(plant, t, row), plant.value(row), sp != kNoRow ? &setpoint : nullptr, alarm, quality, px(5));
  if (alarm) alarm_mark(draw, {a.x + tag + px(5), y}, px(13), alarm, unseen, desk.state.wall);
  if (hot_area("overview." + t.tag, a, b)) desk.show(t.tag);
  pen_source(plant, pens_of(plant, t));
}

/// Bright while it runs, dark while it stands still; returns where the next one may stand.
float machine(const Desk& desk, const Thing& t, ImVec2 at, float right) {
  const PlantView& plant = desk.plant;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Machine& m = *t.wiring->machine;
  const float wide = px(20) + text_size(fonts().small, t.tag).x;
  if (at.x + wide > right) return at.x;
  const bool running = plant.value(m.running) > 0.5, tripped = m.tripped != kNoRow && plant.value(m.tripped) > 0.5;
  draw->AddCircleFilled({at.x + px(8), at.y}, px(5), running ? color::kRunning : color::kStopped);
  draw->AddCircle({at.x + px(8), at.y}, px(5), color::kLine, 0, 1.5f);
  if (tripped) draw->AddLine({at.x + px(3), at.y + px(5)}, {at.x + px(13), at.y - px(5)}, color::kText, px(2));
  text_anchored(draw, fonts().small, {at.x + px(16), at.y}, {0, 0.5f}, tripped ? color::kText : color::kDim, t.tag);
  if (hot_area("overview." + t.tag, {at.x, at.y - px(12)}, {at.x + wide, at.y + px(12)})) desk.show(t.tag);
  return at.x + wide + px(6);
}

void tile(const Desk& desk, const PlantPages& pages, const OverviewTile& t, const OverviewGrid& grid, ImVec2 a, ImVec2 b, float head) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const PageAlarm worst = page_alarm(desk.plant, pages, t.page);
  draw->AddRectFilled(a, b, color::kPanel, 3);
  draw->AddRect(a, b, worst.priority ? priority_color(worst.priority) : color::kFaint, 3, 0, worst.priority ? px(2) : 1.f);
  const float middle = a.y + head / 2, right = b.x - px(8) - (worst.priority ? px(24) : 0);
  text_anchored(draw, fonts().bold, {a.x + px(8), middle}, {0, 0.5f}, color::kText,
                fitted(std::to_string(t.page + 1) + "  " + page_title(desk.words, pages.pages[std::size_t(t.page)]), right - a.x - px(8), fonts().bold));
  if (worst.priority) alarm_mark(draw, {b.x - px(16), middle}, px(16), worst.priority, worst.unacknowledged, desk.state.wall);
  if (hot_area("overview.page." + pages.pages[std::size_t(t.page)].id, a, {b.x, a.y + head})) desk.state.display = Display::unit, desk.state.page = t.page;
  const float wide = (b.x - a.x) / float(grid.lists);
  for (int i = 0; i < int(t.measured.size()) && i < grid.lists * grid.lines; ++i) {
    const float x = a.x + wide * float(i / std::max(1, grid.lines)), y = a.y + head + float(grid.line) * float(i % std::max(1, grid.lines));
    measured(desk, *desk.plant.thing(t.measured[std::size_t(i)]), {x, y}, {x + wide, y + std::min(float(grid.line), px(52))});
  }
  float x = a.x + px(4);
  if (grid.foot <= 0) return;
  for (const BlockId m : t.machines) x = machine(desk, *desk.plant.thing(m), {x, b.y - float(grid.foot) / 2}, b.x - px(4));
}

}  // namespace

const std::string& page_title(const Words& words, const Page& page) { return words.get(page.title_key, page.title); }

PageAlarm page_alarm(const PlantView& plant, const PlantPages& pages, int page) {
  PageAlarm worst;
  for (const AlarmPoint& a : plant.alarms()) {
    const AlarmLook look = plant.look(a);
    if (!look.listed()) continue;
    const PlantPages::Seat* seat = pages.seat(a.tag);
    if (!seat || seat->page != page) continue;
    if (worst.priority == 0 || a.priority < worst.priority) worst.priority = a.priority;
    worst.unacknowledged |= look.unacknowledged;
  }
  return worst;
}

void draw_overview(const Desk& desk, const PlantPages& pages, const std::vector<OverviewTile>& tiles) {
  ImGui::BeginChild("overview", {0, 0}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  const ImVec2 room = ImGui::GetContentRegionAvail(), corner = ImGui::GetCursorScreenPos();
  const float head = px(28), foot = px(26), gap = px(6);
  const OverviewGrid grid = fit_overview(tiles, room.x, room.y, px(248), px(21), head, foot, gap);
  const float wide = (room.x - gap * float(grid.columns - 1)) / float(grid.columns), high = (room.y - gap * float(grid.rows - 1)) / float(grid.rows);
  for (std::size_t k = 0; k < tiles.size(); ++k) {
    const ImVec2 a{corner.x + (wide + gap) * float(int(k) % grid.columns), corner.y + (high + gap) * float(int(k) / grid.columns)};
    tile(desk, pages, tiles[k], grid, a, {a.x + wide, a.y + high}, head);
  }
  ImGui::EndChild();
}

}  // namespace retort::hmi
