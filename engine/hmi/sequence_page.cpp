#include "engine/hmi/sequence_page.h"

#include <algorithm>

#include "engine/hmi/indicators.h"
#include "engine/hmi/protection.h"
#include "sim/model/declare.h"

namespace retort::hmi {

using namespace ui;

namespace {

/// What ends its phases, in order: the conditions that a sequence declares as `until`.
std::vector<const Expression*> ends_of(const PlantView& plant, const Thing& t) {
  std::vector<const Expression*> ends;
  for (const ConditionDecl& c : plant.plant().blocks[std::size_t(t.block)].declared->conditions)
    if (c.key == "until") ends.push_back(c.expression.get());
  return ends;
}

}  // namespace

bool is_sequence(const Thing& t) { return t.type == "sequence" && t.row("phase") != kNoRow; }

void draw_phases(const Desk& desk, const Thing& t) {
  const PlantView& plant = desk.plant;
  const Words& words = desk.words;
  const Row &state = plant.catalogue()[t.row("state")], &phase = plant.catalogue()[t.row("phase")];
  const int active = int(plant.value(phase.id) + 0.5);
  const bool asks = plant.on(t, "asks");
  const std::size_t s = std::size_t(plant.value(state.id) + 0.5);
  const bool complete = s < state.choices.size() && state.choices[s] == "complete";
  {
    Face face(fonts().large);
    ImGui::TextUnformatted(value_text(state, double(s), words).c_str());
  }
  caption(noun_text(words, plant.catalogue()[t.row("run_time")]) + ": " + clock_text(plant.value(t, "run_time")));
  const std::vector<const Expression*> ends = ends_of(plant, t);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (std::size_t k = 1; k < phase.choices.size(); ++k) {
    const bool now = int(k) == active && !complete, done = complete || int(k) < active;
    const ImVec2 a = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, side = px(26);
    ImGui::Indent(side);
    {
      Face face(now ? fonts().bold : fonts().text);
      ImGui::PushStyleColor(ImGuiCol_Text, done ? color::kDim : color::kText);
      wrapped(std::to_string(k) + ". " + value_text(phase, double(k), words));
      ImGui::PopStyleColor();
    }
    if (now && asks) wrapped("▪ " + words("ui.asks"));
    if (now && !asks) {
      wrapped(noun_text(words, plant.catalogue()[t.row("phase_time")]) + ": " + clock_text(plant.value(t, "phase_time")));
      if (plant.on(t, "timed_out")) {
        Face face(fonts().bold);
        wrapped("▪ " + noun_text(words, plant.catalogue()[t.row("timed_out")]));
      }
    }
    if (!done && k <= ends.size()) {
      caption(words("ui.phase.until"));
      for (const Expression::Part& part : ends[k - 1]->parts()) {
        if (now) {
          const bool holds = plant.holds(*ends[k - 1], part);
          draw_condition(desk, words.condition(part.text), holds, holds, part.rows);
        }
        if (!now) wrapped(words.condition(part.text));
      }
    }
    ImGui::Unindent(side);
    const float y = ImGui::GetCursorScreenPos().y;
    if (now) draw->AddRect({a.x, a.y - px(2)}, {a.x + width, y}, color::kButtonOn, 3, 0, 2);
    const ImVec2 c{a.x + px(12), a.y + px(11)};
    if (done) {
      const ImVec2 hook[3] = {{c.x - px(6), c.y}, {c.x - px(2), c.y + px(5)}, {c.x + px(7), c.y - px(6)}};
      draw->AddPolyline(hook, 3, color::kDim, 0, px(2));
    } else if (now) {
      draw->AddTriangleFilled({c.x - px(5), c.y - px(7)}, {c.x - px(5), c.y + px(7)}, {c.x + px(7), c.y}, color::kButtonOn);
    } else {
      draw->AddCircle(c, px(6), color::kDim, 0, 1.5f);
    }
    ImGui::Dummy({1, px(4)});
  }
}

}  // namespace retort::hmi
