#include <algorithm>
#include <cmath>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/tag_search.h"

namespace retort::hmi {

using namespace ui;

namespace {

/// What is there whole, unless a smaller share was asked for.
BoardState::Injection& injection(BoardState& state, const Row& r) { return state.injections.try_emplace(r.id, BoardState::Injection{r.hi, 0}).first->second; }

/// Filled where it is there, an empty frame where it is not: told apart without colour.
void active_mark(bool active) {
  const ImVec2 a = ImGui::GetCursorScreenPos();
  const float s = px(16), y = a.y + (ImGui::GetFrameHeight() - s) / 2;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (active) draw->AddRectFilled({a.x, y}, {a.x + s, y + s}, color::kP1, px(2));
  else draw->AddRect({a.x, y}, {a.x + s, y + s}, color::kFill, px(2));
  ImGui::Dummy({s, ImGui::GetFrameHeight()});
}

}  // namespace

std::vector<RowId> malfunctions_of(const PlantView& plant) {
  std::vector<RowId> out;
  for (const Thing& t : plant.things())
    for (const auto& [noun, id] : t.rows)
      if (plant.catalogue()[id].store == Store::malfunction) out.push_back(id);
  return out;
}

void draw_malfunctions(const Desk& desk) {
  const PlantView& plant = desk.plant;
  BoardState& s = desk.state;
  const std::vector<RowId> all = malfunctions_of(plant);
  std::vector<RowId> active;
  std::copy_if(all.begin(), all.end(), std::back_inserter(active), [&](RowId id) { return plant.value(id) != 0; });

  char typed[80];
  std::snprintf(typed, sizeof typed, "%s", s.malfunction_search.c_str());
  const std::string only = desk.words("ui.malfunction.active") + " (" + std::to_string(active.size()) + ")", clear = desk.words("ui.malfunction.clear_all");
  const float buttons = button_width(only) + button_width(clear) + 2 * ImGui::GetStyle().ItemSpacing.x;
  ImGui::SetNextItemWidth(std::max(px(120), ImGui::GetContentRegionAvail().x - buttons));
  if (ImGui::InputTextWithHint("###malfunction.search", desk.words("ui.filter").c_str(), typed, sizeof typed, ImGuiInputTextFlags_AutoSelectAll)) s.malfunction_search = typed;
  Context::current().mark("malfunction.search", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImGui::SameLine();
  if (button("malfunction.active", only, {.on = s.malfunctions_active_only, .size = {button_width(only), 0}})) s.malfunctions_active_only = !s.malfunctions_active_only;
  ImGui::SameLine();
  if (button("malfunction.clear_all", clear, {.enabled = !active.empty(), .size = {button_width(clear), 0}}))
    for (RowId id : active) desk.act(id, 0, Source::instructor);

  const std::string& wanted = s.malfunction_search;
  std::vector<RowId> shown;
  for (RowId id : s.malfunctions_active_only ? active : all) {
    const Row& r = plant.catalogue()[id];
    if (holds(r.name + " " + description(desk.words, r.tag) + " " + noun_text(desk.words, r), wanted)) shown.push_back(id);
  }
  if (shown.empty()) return wrapped(desk.words(s.malfunctions_active_only && wanted.empty() ? "ui.malfunction.none" : "ui.find.none"));

  const ImGuiTableFlags flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingFixedFit;
  if (!ImGui::BeginTable("malfunctions", 5, flags)) return;
  const float press = std::max(button_width(desk.words("ui.malfunction.inject")), button_width(desk.words("ui.malfunction.clear")));
  const float number = std::max(px(62), text_size(fonts().bold, desk.words("ui.malfunction.severity")).x);
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("###active", 0, px(18));
  ImGui::TableSetupColumn(desk.words("ui.malfunction").c_str(), ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn(desk.words("ui.malfunction.severity").c_str(), 0, number);
  ImGui::TableSetupColumn(desk.words("ui.malfunction.ramp").c_str(), 0, std::max(px(62), text_size(fonts().bold, desk.words("ui.malfunction.ramp")).x));
  ImGui::TableSetupColumn("###press", 0, press);
  ImGui::TableHeadersRow();
  ImGuiListClipper clipper;   // all rows are two buttons high: no text is higher
  clipper.Begin(int(shown.size()));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const Row& r = plant.catalogue()[shown[std::size_t(i)]];
      const std::string id = "malfunction." + r.name;
      const double now = plant.value(r.id);
      BoardState::Injection& wish = injection(s, r);
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      active_mark(now != 0);
      ImGui::TableNextColumn();
      tag_link(desk, id + ".show", r.tag, r.tag);
      const std::string share = now != 0 ? std::to_string(std::lround(100 * now)) + " %   " : "";
      wrapped(share + noun_text(desk.words, r));
      if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", (r.tag + "  " + description(desk.words, r.tag) + "\n" + noun_text(desk.words, r)).c_str());
      ImGui::TableNextColumn();
      if (const auto v = number_typed(id + ".severity", std::to_string(std::lround(100 * wish.severity)), ImGui::GetContentRegionAvail().x))
        wish.severity = std::clamp(*v / 100, r.lo, r.hi);
      ImGui::TableNextColumn();
      if (const auto v = number_typed(id + ".ramp", std::to_string(std::lround(wish.ramp)), ImGui::GetContentRegionAvail().x)) wish.ramp = std::clamp(*v, 0.0, 1e6);
      ImGui::TableNextColumn();
      // What is there already can be made worse or better by another severity.
      if (button(id + ".inject", desk.words("ui.malfunction.inject"), {.enabled = wish.severity != 0, .size = {press, 0}})) desk.act(r.id, wish.severity, Source::instructor, {}, wish.ramp);
      if (button(id + ".clear", desk.words("ui.malfunction.clear"), {.enabled = now != 0, .size = {press, 0}})) desk.act(r.id, 0, Source::instructor, {}, wish.ramp);
    }
  ImGui::EndTable();
}

}  // namespace retort::hmi
