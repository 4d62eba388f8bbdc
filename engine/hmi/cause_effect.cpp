#include <algorithm>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

void draw_cause_effect(const Desk& desk) {
  const PlantView& plant = desk.plant;
  const std::vector<SafetyWiring>& functions = plant.plant().wiring.safety;
  std::vector<const SafetyWiring::Effect*> effects;  // each row once
  const auto same = [](const SafetyWiring::Effect& e) { return [&e](const SafetyWiring::Effect* other) { return other->row == e.row; }; };
  for (const SafetyWiring& s : functions)
    for (const SafetyWiring::Effect& e : s.effects)
      if (std::none_of(effects.begin(), effects.end(), same(e))) effects.push_back(&e);
  if (functions.empty()) return wrapped(desk.words("ui.no_safety"));
  const ImGuiTableFlags flags = ImGuiTableFlags_Borders | ImGuiTableFlags_ScrollX | ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingFixedFit;
  if (!ImGui::BeginTable("causes", 4 + int(effects.size()), flags)) return;
  ImGui::TableSetupScrollFreeze(1, 1);
  ImGui::TableSetupColumn(desk.words("ui.function").c_str(), 0, px(170));
  ImGui::TableSetupColumn(desk.words("ui.cause").c_str(), 0, px(200));
  ImGui::TableSetupColumn(desk.words("ui.state").c_str(), 0, px(120));
  for (const SafetyWiring::Effect* e : effects) {
    const std::string text = effect_text(plant, *e, desk.words);
    ImGui::TableSetupColumn((text + "###" + e->text).c_str(), 0, std::max(px(90), text_size(fonts().text, text).x + px(12)));
  }
  ImGui::TableSetupColumn("###acts", 0, px(236));
  ImGui::TableHeadersRow();
  for (const SafetyWiring& s : functions) {
    const Thing* t = plant.thing(s.block);
    const std::vector<SafetyWiring::Cause>& causes = s.causes;
    const bool active = plant.on(*t, "active"), bypassed = plant.on(*t, "bypassed");
    const int first_out = int(plant.value(s.first_out) + 0.5);
    for (std::size_t c = 0; c < causes.size(); ++c) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      if (c == 0) {
        if (button("safety." + t->tag, t->tag, {.size = {px(158), 0}})) desk.open_faceplate(t->tag);
        wrapped(description(desk.words, t->tag));
        if (!s.vote.empty()) caption(s.vote);
      }
      ImGui::TableNextColumn();
      Face face(first_out == int(c) + 1 ? fonts().bold : fonts().text);
      wrapped(desk.words.condition(causes[c].text));
      if (first_out == int(c) + 1) caption("▪ " + desk.words("ui.first_out"));
      ImGui::TableNextColumn();
      if (c == 0) {
        if (active) ImGui::TableSetBgColor(ImGuiTableBgTarget_CellBg, color::faded(color::kP1, 60));
        if (bypassed) ImGui::TableSetBgColor(ImGuiTableBgTarget_CellBg, color::faded(color::kP2, 90));
        ImGui::TextUnformatted(desk.words(safety_word(plant, s)).c_str());
        if (bypassed) caption(clock_text(plant.value(s.bypass_left)));
      }
      for (const SafetyWiring::Effect* e : effects) {
        ImGui::TableNextColumn();
        if (std::none_of(s.effects.begin(), s.effects.end(), [&](const SafetyWiring::Effect& x) { return x.row == e->row; })) continue;
        if (active && !bypassed) ImGui::TableSetBgColor(ImGuiTableBgTarget_CellBg, color::faded(color::kP1, 60));
        Face cross(fonts().bold);
        ImGui::TextUnformatted(active && !bypassed ? "■" : "×");
      }
      ImGui::TableNextColumn();
      if (c == 0 && !s.permissive) {
        if (button("safety.reset." + t->tag, desk.words("ui.reset"), {.enabled = active, .size = {px(96), 0}})) desk.act(s.reset, 1);
        ImGui::SameLine();
        if (button("safety.bypass." + t->tag, desk.words(bypassed ? "ui.end_bypass" : "ui.bypass"), {.on = bypassed, .size = {px(130), 0}}))
          desk.act(s.bypass, bypassed ? 0 : 1);
      }
    }
  }
  ImGui::EndTable();
}

void draw_diagnostics(const Desk& desk) {
  const PlantView& plant = desk.plant;
  const ImGuiTableFlags flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY;
  const float half = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
  if (ImGui::BeginTable("instruments", 4, flags, {half, 0})) {
    ImGui::TableSetupScrollFreeze(0, 1);
    for (const char* k : {"ui.tag", "ui.value", "ui.quality", "ui.current"}) ImGui::TableSetupColumn(desk.words(k).c_str());
    ImGui::TableHeadersRow();
    for (const Thing& t : plant.things()) {
      if (t.kind != ThingKind::transmitter || t.row("pv") == kNoRow) continue;
      const int quality = plant.quality(t);
      ImGui::TableNextRow();
      if (quality) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, color::faded(quality == 2 ? color::kP1 : color::kP3, 70));
      ImGui::TableNextColumn();
      if (button("diagnostics." + t.tag, t.tag, {.size = {px(120), 0}})) desk.open_faceplate(t.tag);
      for (const char* noun : {"pv", "quality", "current"}) {
        ImGui::TableNextColumn();
        if (const RowId r = t.row(noun); r != kNoRow) ImGui::TextUnformatted(value_text(plant.catalogue()[r], plant.value(r), desk.words).c_str());
      }
    }
    ImGui::EndTable();
  }
  ImGui::SameLine();
  if (ImGui::BeginTable("counters", 2, flags, {half, 0})) {
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn(desk.words("ui.simulation").c_str());
    ImGui::TableSetupColumn(desk.words("ui.value").c_str());
    ImGui::TableHeadersRow();
    for (RowId id : plant.catalogue().of_tag("SYS")) {
      const Row& r = plant.catalogue()[id];
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(noun_text(desk.words, r).c_str());
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(value_text(r, plant.value(id), desk.words).c_str());
    }
    ImGui::EndTable();
  }
}

}  // namespace retort::hmi
