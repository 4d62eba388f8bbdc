#include <algorithm>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

namespace {

/// A card with the tag, what it is, its value and a moving indicator. Opens the faceplate.
void measured(const Desk& desk, const Thing& t, ImVec2 size) {
  const PlantView& plant = desk.plant;
  const RowId row = t.row("pv");
  const Row& r = plant.catalogue()[row];
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 a = ImGui::GetCursorScreenPos(), b(a.x + size.x, a.y + size.y);
  bool unseen = false;
  const int alarm = plant.worst_alarm(t, &unseen);
  draw->AddRectFilled(a, b, color::kPanel, 3);
  draw->AddRect(a, b, alarm ? priority_color(alarm) : color::kFaint, 3, 0, alarm ? 2.f : 1.f);
  text_at(draw, fonts().bold, {a.x + px(10), a.y + px(6)}, color::kText, t.tag);
  if (alarm) alarm_mark(draw, {b.x - px(18), a.y + px(16)}, px(18), alarm, unseen, desk.state.wall);
  text_at(draw, fonts().small, {a.x + px(10), a.y + px(6) + fonts().bold->FontSize}, color::kDim,
          fitted(description(desk.words, t.tag), size.x - px(60), fonts().small));
  const int quality = plant.quality(t);
  text_at(draw, fonts().large, {a.x + px(10), a.y + px(46)}, quality == 2 ? color::kP1 : color::kValue,
          (quality == 2 ? "? " : "") + value_text(r, plant.value(row), desk.words));
  const RowId sp = t.row("working_sp");
  const double setpoint = plant.value(sp);
  if (sp != kNoRow) {
    const RowId mode = t.row("actual_mode");
    const std::string line = value_text(plant.catalogue()[mode], plant.value(mode), desk.words) + "   SP " + value_text(r, setpoint, desk.words) + "   OP " +
                             value_text(plant.catalogue()[t.row("op")], plant.value(t, "op"), desk.words);
    text_at(draw, fonts().small, {a.x + px(10), a.y + px(74)}, color::kDim, line);
  }
  if (r.hi > r.lo)
    analogue_indicator(draw, {a.x + px(14), b.y - px(24)}, {b.x - px(14), b.y - px(14)}, band_of(plant, t, row), plant.value(row),
                       sp != kNoRow ? &setpoint : nullptr, alarm, quality);
  if (hot_area("overview." + t.tag, a, b)) desk.open_faceplate(t.tag);
  ImGui::Dummy(size);
}

void machine(const Desk& desk, const Thing& t, ImVec2 size) {
  const PlantView& plant = desk.plant;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 a = ImGui::GetCursorScreenPos(), b(a.x + size.x, a.y + size.y);
  bool unseen = false;
  const int alarm = plant.worst_alarm(t, &unseen);
  const Machine& m = *t.wiring->machine;
  const bool running = plant.value(m.running) > 0.5;
  draw->AddRectFilled(a, b, color::kPanel, 3);
  draw->AddRect(a, b, alarm ? priority_color(alarm) : color::kFaint, 3, 0, alarm ? 2.f : 1.f);
  draw->AddCircleFilled({a.x + px(24), a.y + size.y / 2}, px(13), running ? color::kRunning : color::kStopped);
  draw->AddCircle({a.x + px(24), a.y + size.y / 2}, px(13), color::kLine, 0, 2);
  text_at(draw, fonts().bold, {a.x + px(48), a.y + px(6)}, color::kText, t.tag);
  const char* state = m.tripped != kNoRow && plant.value(m.tripped) > 0.5 ? "ui.tripped" : running ? "ui.running" : "ui.stopped";
  std::string line = desk.words(state);
  if (const RowId current = t.row("current"); current != kNoRow && running) line += "   " + value_text(plant.catalogue()[current], plant.value(current), desk.words);
  text_at(draw, fonts().text, {a.x + px(48), a.y + px(6) + fonts().bold->FontSize}, color::kDim, line);
  if (alarm) alarm_mark(draw, {b.x - px(20), a.y + size.y / 2}, px(18), alarm, unseen, desk.state.wall);
  if (hot_area("overview." + t.tag, a, b)) desk.open_faceplate(t.tag);
  ImGui::Dummy(size);
}

template <class Paint>
void cards(const Desk& desk, const char* heading, const std::vector<const Thing*>& things, float width, float height, Paint paint) {
  if (things.empty()) return;
  {
    Face face(fonts().bold);
    ImGui::TextUnformatted(desk.words(heading).c_str());
  }
  const float gap = ImGui::GetStyle().ItemSpacing.x, room = ImGui::GetContentRegionAvail().x;
  const int columns = std::max(1, int((room + gap) / (width + gap)));
  const float exact = (room - gap * float(columns - 1)) / float(columns);
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (i % std::size_t(columns)) ImGui::SameLine();
    paint(desk, *things[i], ImVec2(exact, height));
  }
  ImGui::Dummy({1, px(4)});
}

}  // namespace

void draw_overview(const Desk& desk) {
  std::vector<const Thing*> controllers, machines, others, safety;
  for (const Thing& t : desk.plant.things()) {
    if (t.kind == ThingKind::controller) controllers.push_back(&t);
    if (t.wiring->machine) machines.push_back(&t);
    if (t.kind == ThingKind::transmitter && t.row("pv") != kNoRow) {
      const std::vector<ControllerWiring>& loops = desk.plant.plant().wiring.controllers;
      const bool controlled = std::any_of(loops.begin(), loops.end(), [&](const ControllerWiring& c) { return desk.plant.thing_of(c.source) == &t; });
      if (!controlled) others.push_back(&t);
    }
  }
  ImGui::BeginChild("overview", {0, 0}, false);
  cards(desk, "ui.overview.controlled", controllers, px(250), px(130), measured);
  cards(desk, "ui.overview.machines", machines, px(220), px(54), machine);
  cards(desk, "ui.overview.measured", others, px(250), px(108), measured);
  ImGui::EndChild();
}

}  // namespace retort::hmi
