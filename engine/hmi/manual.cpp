#include <fmt/format.h>

#include <algorithm>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/protection.h"
#include "scenarios/player/step_places.h"

namespace retort::hmi {

using namespace ui;

namespace {

/// What reaches the control room; the rest is seen by who stands there.
bool reaches_board(const PlantView& plant, RowId row) {
  const Thing* t = plant.thing_of(row);
  if (!t) return true;   // the clock
  const std::vector<RowId>& shown = plant.board_rows(*t);
  return std::find(shown.begin(), shown.end(), row) != shown.end();
}

/// A part of what is to be seen after a step, and how it stands.
void draw_expected(const Desk& desk, const std::string& step, const Expression& expect, const Expression::Part& part) {
  const std::string& said = desk.words.condition(part.text);
  if (!std::all_of(part.rows.begin(), part.rows.end(), [&](RowId r) { return reaches_board(desk.plant, r); })) return wrapped(desk.words("ui.manual.in_field") + ": " + said);
  wrapped(said);
  const bool holds = desk.plant.holds(expect, part);
  Context::current().note((holds ? "manual.yes." : "manual.no.") + step);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  tick_box(ImGui::GetWindowDrawList(), {at.x, at.y + px(1)}, px(16), holds);
  ImGui::Indent(px(24));
  ImGui::PushStyleColor(ImGuiCol_Text, color::kValue);
  wrapped(now_text(desk.plant, desk.words, holds, part.rows));
  ImGui::PopStyleColor();
  ImGui::Unindent(px(24));
}

void draw_written_step(const Desk& desk, const Procedure& procedure, const ProcedureStep& step, std::size_t number) {
  ImGui::Text("%zu.", number);
  ImGui::TableNextColumn();
  wrapped(desk.words(procedure.text_key(step)));
  const CompiledPlant& plant = desk.plant.plant();
  const std::vector<RowId> reads = step.expect ? step.expect->rows() : std::vector<RowId>{};
  std::vector<StepCard::Place> places;
  for (const BlockId b : step.things)
    if (std::optional<StepPlace> place = place_of(plant, b, reads)) places.push_back({std::move(place->tag), place->field});
  draw_places(desk, "manual", step.id, places);
  ImGui::TableNextColumn();
  if (step.expect)
    for (const Expression::Part& part : step.expect->parts()) draw_expected(desk, step.id, *step.expect, part);
}

/// The rows that are seen, and one screen before and behind them, so that the keyboard finds its way on; for the others, as high as they were or as a
/// line is, their room alone. They are of many heights, so that ImGui's clipper does not serve.
void draw_steps(const Desk& desk, const Procedure& read) {
  const float line = ImGui::GetTextLineHeightWithSpacing() + 2 * ImGui::GetStyle().CellPadding.y, high = ImGui::GetWindowHeight(), top = ImGui::GetWindowPos().y;
  ManualRows& rows = desk.state.manual_rows;
  if (const std::string of = fmt::format("{} {:.0f} {} {}", read.id, ImGui::GetContentRegionAvail().x, Context::current().text_scale(), desk.words(read.text_key())); of != rows.of) rows = {of, {}};
  rows.high.resize(read.steps.size(), 0);
  float* measured = nullptr;
  float began = 0;
  for (std::size_t i = 0; i < read.steps.size(); ++i) {
    const float room = rows.high[i] > 0 ? rows.high[i] : line;
    ImGui::TableNextRow(ImGuiTableRowFlags_None, 0);
    ImGui::TableSetColumnIndex(0);
    const float y = ImGui::GetCursorScreenPos().y;
    if (measured) *measured = y - began;
    measured = nullptr;
    if (y > top + 2 * high || y + room < top - high) {
      ImGui::Dummy({1, std::max(0.f, room - 2 * ImGui::GetStyle().CellPadding.y)});
      continue;
    }
    measured = &rows.high[i], began = y;
    draw_written_step(desk, read, read.steps[i], i + 1);
  }
}

}  // namespace

void draw_manual(const Desk& desk) {
  const std::vector<Procedure>& all = desk.plant.plant().procedures;
  if (all.empty()) return wrapped(desk.words("ui.manual.none"));
  std::size_t& open = desk.state.manual_at;
  open = std::min(open, all.size() - 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string& name = desk.words(all[i].text_key());
    const float wide = std::min(button_width(name), ImGui::GetContentRegionMax().x - ImGui::GetWindowContentRegionMin().x);
    if (i > 0) beside(wide);
    if (button("manual.open." + all[i].id, name, {.on = i == open, .size = {wide, 0}})) open = i;
  }
  const Procedure& read = all[open];
  ImGui::BeginChild(("manual." + read.id).c_str());
  wrapped(desk.words(read.text_key() + ".purpose"));
  if (ImGui::BeginTable("steps", 3, ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH)) {
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, px(28));
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, 3);
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, 2);
    draw_steps(desk, read);
    ImGui::EndTable();
  }
  ImGui::EndChild();
  Context::current().mark("manual.page." + read.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

}  // namespace retort::hmi
