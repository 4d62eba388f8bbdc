#include <algorithm>
#include <cmath>

#include "engine/hmi/displays.h"
#include "engine/hmi/faceplate.h"
#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

namespace {

/// A text that reads upwards, from `foot` on.
void upwards(ImDrawList* draw, ImFont* font, ImVec2 foot, ImU32 ink, const std::string& text) {
  // It is laid flat in the corner first, so that nothing of it is left out, and turned from there to its place.
  const ImVec2 flat = ImGui::GetWindowPos();
  const int from = draw->VtxBuffer.Size;
  text_at(draw, font, flat, ink, text);
  for (int i = from; i < draw->VtxBuffer.Size; ++i) {
    ImVec2& p = draw->VtxBuffer[i].pos;
    p = {foot.x + (p.y - flat.y), foot.y - (p.x - flat.x)};
  }
}

/// Causes against effects on one screen: a line for each cause, a narrow column for each effect, its name turned above it. A line opens
/// the faceplate of its function, where it is reset and bypassed.
class CauseEffect {
 public:
  explicit CauseEffect(const Desk& desk) : desk_(desk), plant_(desk.plant), functions_(desk.plant.plant().wiring.safety) {
    const auto same = [](const SafetyWiring::Effect& e) { return [&e](const SafetyWiring::Effect* other) { return other->row == e.row; }; };
    for (const SafetyWiring& s : functions_) {
      lines_ += s.causes.size();
      for (const SafetyWiring::Effect& e : s.effects)
        if (std::none_of(effects_.begin(), effects_.end(), same(e))) effects_.push_back(&e);
    }
  }

  void paint() {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    head_ = 0;
    for (const SafetyWiring::Effect* e : effects_) head_ = std::max(head_, text_size(fonts().small, effect_text(plant_, *e, desk_.words)).x + px(10));
    line_ = std::clamp((room.y - head_ - px(4)) / float(std::max<std::size_t>(lines_, 1)), px(24), px(30));
    tag_ = px(30);
    for (const SafetyWiring& s : functions_) tag_ = std::max(tag_, text_size(fonts().bold, plant_.thing(s.block)->tag).x + px(14));
    state_ = px(40);
    for (const char* word : {"ui.tripped", "ui.healthy", "ui.demand", "ui.permitted", "ui.not_permitted", "ui.bypassed"})
      state_ = std::max(state_, text_size(fonts().bold, desk_.words(word)).x + px(8));
    // What is left beside cause and state goes to the columns, as wide as they like to be.
    const float bar = ImGui::GetStyle().ScrollbarSize, left = room.x - tag_ - state_ - bar;
    column_ = std::clamp((left - px(240)) / float(std::max<std::size_t>(effects_.size(), 1)), px(19), px(34));
    cause_ = std::max(px(150), left - column_ * float(effects_.size()));

    ImGui::BeginChild("causes", {0, 0}, false, ImGuiWindowFlags_HorizontalScrollbar);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::Dummy({1, head_});
    for (const SafetyWiring& s : functions_) function(s);
    ImGui::PopStyleVar();
    heads();
    ImGui::EndChild();
  }

 private:
  float effects_at() const { return tag_ + cause_ + state_; }

  /// Over the lines, which scroll under them.
  void heads() {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetWindowPos();
    const ImVec2 a{corner.x - ImGui::GetScrollX(), corner.y};
    draw->AddRectFilled(corner, {corner.x + ImGui::GetWindowWidth(), corner.y + head_}, color::kGround);
    const float foot = a.y + head_ - px(4), line = fonts().bold->FontSize + px(2);
    text_at(draw, fonts().bold, {a.x + px(4), foot - line}, color::kText, desk_.words("ui.function"));
    text_at(draw, fonts().bold, {a.x + tag_, foot - line}, color::kText, desk_.words("ui.cause"));
    text_at(draw, fonts().bold, {a.x + tag_ + cause_, foot - line}, color::kText, desk_.words("ui.state"));
    for (std::size_t k = 0; k < effects_.size(); ++k)
      upwards(draw, fonts().small, {a.x + effects_at() + column_ * float(k) + (column_ - fonts().small->FontSize) / 2, foot}, color::kText,
              effect_text(plant_, *effects_[k], desk_.words));
  }

  void function(const SafetyWiring& s) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Thing& t = *plant_.thing(s.block);
    const std::string word = safety_word(plant_, s);
    const bool acts = word == "ui.tripped", bypassed = word == "ui.bypassed", waits = word == "ui.demand" || word == "ui.not_permitted";
    const int first_out = s.first_out == kNoRow ? 0 : int(plant_.value(s.first_out) + 0.5);
    const ImVec2 a = ImGui::GetCursorScreenPos();
    const ImVec2 b{a.x + effects_at() + column_ * float(effects_.size()), a.y + line_ * float(s.causes.size())};
    draw->AddRectFilled(a, b, acts ? color::faded(color::kP1, 60) : bypassed ? color::faded(color::kP2, 80) : waits ? color::faded(color::kP3, 70) : color::kPanel);
    const auto in_line = [&](float x, float y, ImFont* font, const std::string& text, float room) {
      text_anchored(draw, font, {a.x + x, y + line_ / 2}, {0, 0.5f}, color::kText, fitted(text, room - px(6), font));
    };
    in_line(px(4), a.y, fonts().bold, t.tag, tag_ + px(6));
    in_line(tag_ + cause_, a.y, acts || bypassed || waits ? fonts().bold : fonts().small, desk_.words(word), state_ + px(6));
    for (std::size_t c = 0; c < s.causes.size(); ++c) {
      const float y = a.y + line_ * float(c);
      const bool first = first_out == int(c) + 1;
      std::string text = desk_.words.condition(s.causes[c].text);
      if (c == 0 && !s.vote.empty()) text = s.vote + ": " + text;
      in_line(tag_, y, first ? fonts().bold : fonts().small, (first ? "▪ " : "") + text, cause_);
      for (std::size_t k = 0; k < effects_.size(); ++k) {
        if (std::none_of(s.effects.begin(), s.effects.end(), [&](const SafetyWiring::Effect& x) { return x.row == effects_[k]->row; })) continue;
        text_anchored(draw, fonts().bold, {a.x + effects_at() + column_ * (float(k) + 0.5f), y + line_ / 2}, {0.5f, 0.5f}, color::kText, acts ? "■" : "×");
      }
    }
    for (std::size_t k = 0; k <= effects_.size(); ++k) {
      const float x = a.x + effects_at() + column_ * float(k);
      draw->AddLine({x, a.y}, {x, b.y}, color::faded(color::kFaint, 160));
    }
    draw->AddLine({a.x, b.y}, b, color::kFaint);
    bool over = false;
    if (hot_area("safety." + t.tag, a, b, &over)) {
      desk_.open_faceplate(t.tag);
      desk_.state.tab[t.tag] = kOperate;
    }
    if (over) tell(s, t);
    ImGui::Dummy({b.x - a.x, b.y - a.y});
  }

  /// What the line has no room for.
  void tell(const SafetyWiring& s, const Thing& t) {
    std::string text = t.tag + "  " + description(desk_.words, t.tag);
    for (const SafetyWiring::Cause& c : s.causes) text += "\n" + desk_.words.condition(c.text);
    for (const SafetyWiring::Effect& e : s.effects) text += "\n→ " + effect_text(plant_, e, desk_.words);
    ImGui::SetTooltip("%s", text.c_str());
  }

  const Desk& desk_;
  const PlantView& plant_;
  const std::vector<SafetyWiring>& functions_;
  std::vector<const SafetyWiring::Effect*> effects_;  // each row once
  std::size_t lines_ = 0;
  float head_ = 0, line_ = 0, tag_ = 0, cause_ = 0, state_ = 0, column_ = 0;
};

}  // namespace

void draw_cause_effect(const Desk& desk) {
  if (desk.plant.plant().wiring.safety.empty()) return wrapped(desk.words("ui.no_safety"));
  CauseEffect(desk).paint();
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
