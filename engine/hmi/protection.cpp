#include "engine/hmi/protection.h"

#include <algorithm>

#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

namespace {

/// Hook or cross, told apart by shape: `good` is what one wishes for.
void mark(ImVec2 a, bool good) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float s = px(16);
  if (good) {
    const ImVec2 hook[3] = {{a.x + 0.1f * s, a.y + 0.55f * s}, {a.x + 0.4f * s, a.y + 0.85f * s}, {a.x + 0.95f * s, a.y + 0.15f * s}};
    draw->AddPolyline(hook, 3, color::kDim, 0, px(2));
    return;
  }
  draw->AddRectFilled(a, {a.x + s, a.y + s}, color::kP1, px(2));
  const float i = 0.25f * s;
  draw->AddLine({a.x + i, a.y + i}, {a.x + s - i, a.y + s - i}, color::kTopText, px(2));
  draw->AddLine({a.x + s - i, a.y + i}, {a.x + i, a.y + s - i}, color::kTopText, px(2));
}

/// A marked line of text, bold where it is not as one wishes.
void marked(const std::string& text, bool good, ImU32 ink = color::kText) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  mark({at.x, at.y + px(1)}, good);
  ImGui::Indent(px(24));
  {
    Face face(good ? fonts().text : fonts().bold);
    ImGui::PushStyleColor(ImGuiCol_Text, ink);
    wrapped(text);
    ImGui::PopStyleColor();
  }
  ImGui::Unindent(px(24));
}

/// How it stands with what may forbid a start, in words that are true now: "needs.off" where it is as it must be, "blocks.off" where it is not.
std::string need_text(const Words& words, const PlantView::Forbids& f) {
  const std::string name = f.reason.substr(f.reason.find('.') + 1);
  return words.get((f.now ? "blocks." : "needs.") + name, words(f.reason));
}

std::string by_text(const Words& words, const Thing* by) {
  if (!by) return "";
  const std::string& what = description(words, by->tag);
  return by->tag + (what.empty() ? "" : ", " + what);
}

/// What may be asked of a person: of a button that is pressed here.
std::vector<PlantView::Forbids> forbids_start(const PlantView& plant, const Thing& t) {
  return t.wiring->machine ? plant.forbids(t.wiring->machine->start) : std::vector<PlantView::Forbids>{};
}

}  // namespace

std::string now_text(const PlantView& plant, const Words& words, bool holds, const std::vector<RowId>& rows) {
  std::string values;
  for (RowId id : rows) {
    const Row& r = plant.catalogue()[id];
    const bool named = rows.size() > 1 || (r.quantity == Quantity::flag && r.choices.empty());
    values += (values.empty() ? "" : ",  ") + (named ? r.tag + " " : "") + state_text(r, plant.value(id), words);
  }
  return words("ui.now") + ": " + words(holds ? "ui.yes" : "ui.no") + (values.empty() ? "" : "   (" + values + ")");
}

void draw_condition(const Desk& desk, const std::string& text, bool holds, bool good, const std::vector<RowId>& reads) {
  wrapped(text);
  marked(now_text(desk.plant, desk.words, holds, reads), good, color::kValue);
}

bool is_protected(const PlantView& plant, const Thing& t) { return !t.wiring->protected_by.empty() || !forbids_start(plant, t).empty(); }

void draw_function(const Desk& desk, const SafetyWiring& s, const Thing* on, const std::string& id) {
  const PlantView& plant = desk.plant;
  const Words& words = desk.words;
  const bool active = s.active != kNoRow && plant.value(s.active) > 0.5;
  const RowId bypass_row = s.permissive ? s.bypass : s.bypassed;
  const bool bypassed = bypass_row != kNoRow && plant.value(bypass_row) > 0.5;
  for (const SafetyWiring::Effect& e : s.effects)
    if (!on || e.block == on->block) caption("→ " + effect_text(plant, e, words));
  // In lines that are always there: what comes and goes moves nothing that is pressed.
  const int first_out = s.first_out == kNoRow ? 0 : int(plant.value(s.first_out) + 0.5);
  const float wide = ImGui::GetContentRegionAvail().x;
  if (!s.permissive) {
    std::string cause;
    if (first_out > 0 && first_out <= int(s.causes.size()))
      for (const Expression::Part& part : s.causes[std::size_t(first_out - 1)].condition->parts()) cause += (cause.empty() ? "" : " · ") + words.condition(part.text);
    Face face(cause.empty() ? fonts().text : fonts().bold);
    fitted_line(words("ui.first_out") + ": " + (cause.empty() ? "–" : cause), wide);
  }
  {
    Face face(bypassed ? fonts().bold : fonts().text);
    fitted_line(bypassed ? "▪ " + words("ui.bypassed") + (s.permissive ? "" : ", " + words("ui.bypass_left") + " " + clock_text(plant.value(s.bypass_left))) : words("ui.not_bypassed"), wide);
  }
  caption(words(s.permissive ? "ui.protect.needs" : s.vote.empty() ? "ui.protect.trips" : "ui.protect.votes") + (s.vote.empty() ? "" : " " + s.vote));
  for (std::size_t i = 0; i < s.causes.size(); ++i) {
    const SafetyWiring::Cause& cause = s.causes[i];
    for (const Expression::Part& part : cause.condition->parts()) {
      const bool holds = plant.holds(*cause.condition, part);
      draw_condition(desk, words.condition(part.text), holds, holds == s.permissive, part.rows);
    }
  }
  if (s.permissive) return;
  caption(words(!s.latching ? "ui.protect.lets_go" : "ui.protect.by_hand"));
  const float w = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
  const bool healthy = plant.value(s.healthy) > 0.5;
  if (s.latching) {
    if (button(id + ".reset", words("ui.reset"), {.on = active && healthy, .enabled = active, .size = {w, 0}})) desk.act(s.reset, 1);
    ImGui::SameLine();
  }
  if (button(id + ".bypass", words(bypassed ? "ui.end_bypass" : "ui.bypass"), {.on = bypassed, .size = {w, 0}})) desk.act(s.bypass, bypassed ? 0 : 1);
}

std::string why_no_start(const Desk& desk, const Thing& t) {
  for (const PlantView::Forbids& f : forbids_start(desk.plant, t))
    if (f.now) return need_text(desk.words, f);
  return "";
}

void draw_protection_summary(const Desk& desk, const Thing& t) {
  for (const PlantView::Forbids& f : forbids_start(desk.plant, t)) {
    if (!f.now) return;
    marked(need_text(desk.words, f) + (f.by ? " (" + by_text(desk.words, f.by) + ")" : ""), false);
  }
}

void draw_protection(const Desk& desk, const Thing& t, const std::string& id) {
  const PlantView& plant = desk.plant;
  const Words& words = desk.words;
  const std::vector<PlantView::Forbids> list = forbids_start(plant, t);
  if (!list.empty()) {
    const bool running = plant.value(t.wiring->machine->running) > 0.5;
    {
      Face face(fonts().large);
      wrapped(words(running ? "ui.running" : list.front().now ? "ui.protect.no_start" : "ui.protect.may_start"));
    }
    for (const PlantView::Forbids& f : list) {
      marked(need_text(words, f), !f.now);
      if (f.by) caption(by_text(words, f.by));
    }
  } else {
    const PlantView::Protection p = plant.protection(t);
    Face face(fonts().large);
    wrapped(p.acts ? words("ui.protect.acts") + " " + p.first->tag : words("ui.protect.rests"));
  }
  // What acts or waits stands first.
  std::vector<int> order = t.wiring->protected_by;
  const auto urgency = [&](int i) {
    const std::string word = safety_word(plant, plant.plant().wiring.safety[std::size_t(i)]);
    return word == "ui.tripped" ? 0 : word == "ui.not_permitted" || word == "ui.demand" ? 1 : word == "ui.bypassed" ? 2 : 3;
  };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return urgency(a) < urgency(b); });
  for (int i : order) {
    const SafetyWiring& s = plant.plant().wiring.safety[std::size_t(i)];
    const std::string& tag = plant.thing(s.block)->tag;
    ImGui::Separator();
    if (button(id + "." + tag, tag + "   " + words(safety_word(plant, s)), {.size = {ImGui::GetContentRegionAvail().x, 0}})) desk.open_faceplate(tag);
    wrapped(description(words, tag));
    draw_function(desk, s, &t, id + "." + tag);
  }
}

}  // namespace retort::hmi
