#include "engine/hmi/state_sign.h"

#include <algorithm>
#include <iterator>

#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

namespace {

void letter(ImDrawList* draw, ImVec2 c, float size, ImU32 ink, const char* text) {
  const ImVec2 extent = fonts().bold->CalcTextSizeA(size, 1e9f, 0, text);
  draw->AddText(fonts().bold, size, {c.x - extent.x / 2, c.y - extent.y / 2}, ink, text);
}

/// The diamond of a safety function, filled while it acts.
void diamond(ImDrawList* draw, ImVec2 c, float s, bool filled, const char* sign) {
  const ImVec2 corners[4] = {{c.x, c.y - s}, {c.x + s, c.y}, {c.x, c.y + s}, {c.x - s, c.y}};
  draw->AddConvexPolyFilled(corners, 4, filled ? color::kText : color::kGround);
  draw->AddPolyline(corners, 4, color::kText, ImDrawFlags_Closed, std::max(1.f, s * 0.15f));
  letter(draw, c, 1.2f * s, filled ? color::kGround : color::kText, sign);
}

}  // namespace

const char* sign_name(StateSign sign) {
  switch (sign) {
    case StateSign::high_limit: return "high_limit";
    case StateSign::low_limit: return "low_limit";
    case StateSign::tracking: return "tracking";
    case StateSign::bad: return "bad";
    case StateSign::uncertain: return "uncertain";
    case StateSign::interlock: return "interlock";
    case StateSign::cause: return "cause";
    case StateSign::bypassed: return "bypassed";
    case StateSign::not_permitted: return "not_permitted";
    case StateSign::shelved: return "shelved";
    case StateSign::silenced: return "silenced";
    case StateSign::no_feedback: break;
  }
  return "no_feedback";
}

void draw_sign(ImDrawList* draw, StateSign sign, ImVec2 c, float size) {
  const float s = size / 2, thick = std::max(1.5f, size * 0.12f);
  const ImU32 ink = color::kText;
  switch (sign) {
    case StateSign::high_limit:   // an arrow against a stop
      draw->AddLine({c.x - s, c.y - 0.8f * s}, {c.x + s, c.y - 0.8f * s}, ink, 1.6f * thick);
      draw->AddTriangleFilled({c.x, c.y - 0.6f * s}, {c.x - 0.8f * s, c.y + 0.7f * s}, {c.x + 0.8f * s, c.y + 0.7f * s}, ink);
      break;
    case StateSign::low_limit:
      draw->AddLine({c.x - s, c.y + 0.8f * s}, {c.x + s, c.y + 0.8f * s}, ink, 1.6f * thick);
      draw->AddTriangleFilled({c.x, c.y + 0.6f * s}, {c.x - 0.8f * s, c.y - 0.7f * s}, {c.x + 0.8f * s, c.y - 0.7f * s}, ink);
      break;
    case StateSign::tracking:     // what comes back, twice
      for (const float x : {c.x - 0.9f * s, c.x}) {
        const ImVec2 chevron[3] = {{x + 0.8f * s, c.y - 0.8f * s}, {x, c.y}, {x + 0.8f * s, c.y + 0.8f * s}};
        draw->AddPolyline(chevron, 3, ink, 0, 1.3f * thick);
      }
      break;
    case StateSign::bad: letter(draw, c, 1.9f * s, color::kBad, "?"); break;
    case StateSign::uncertain: letter(draw, c, 2.2f * s, ink, "~"); break;
    case StateSign::interlock: diamond(draw, c, s, true, "I"); break;
    case StateSign::cause: diamond(draw, c, s, false, "!"); break;
    case StateSign::bypassed:     // crossed out
      diamond(draw, c, s, false, "I");
      draw->AddLine({c.x - s, c.y + s}, {c.x + s, c.y - s}, ink, thick);
      break;
    case StateSign::not_permitted: {   // a gate that is shut
      draw->AddRectFilled({c.x - s, c.y - 0.7f * s}, {c.x + s, c.y + 0.7f * s}, color::kGround);
      draw->AddRect({c.x - s, c.y - 0.7f * s}, {c.x + s, c.y + 0.7f * s}, ink, 0, 0, thick);
      draw->AddRectFilled({c.x - 0.6f * s, c.y - 0.2f * s}, {c.x + 0.6f * s, c.y + 0.2f * s}, ink);
      break;
    }
    case StateSign::shelved:      // on a shelf
      draw->AddCircle({c.x, c.y - 0.25f * s}, 0.6f * s, ink, 16, thick);
      draw->AddLine({c.x - s, c.y + 0.8f * s}, {c.x + s, c.y + 0.8f * s}, ink, 1.6f * thick);
      break;
    case StateSign::silenced: {   // a bell that is struck through: it does not call
      const ImVec2 bell[] = {{c.x - 0.75f * s, c.y + 0.5f * s}, {c.x - 0.5f * s, c.y + 0.2f * s}, {c.x - 0.45f * s, c.y - 0.35f * s}, {c.x - 0.2f * s, c.y - 0.75f * s},
                             {c.x + 0.2f * s, c.y - 0.75f * s}, {c.x + 0.45f * s, c.y - 0.35f * s}, {c.x + 0.5f * s, c.y + 0.2f * s}, {c.x + 0.75f * s, c.y + 0.5f * s}};
      draw->AddPolyline(bell, int(std::size(bell)), ink, ImDrawFlags_Closed, thick);
      draw->AddCircleFilled({c.x, c.y + 0.75f * s}, 0.2f * s, ink, 10);
      draw->AddLine({c.x - 0.95f * s, c.y + 0.95f * s}, {c.x + 0.95f * s, c.y - 0.95f * s}, color::kGround, 3 * thick);
      draw->AddLine({c.x - 0.95f * s, c.y + 0.95f * s}, {c.x + 0.95f * s, c.y - 0.95f * s}, ink, thick);
      break;
    }
    case StateSign::no_feedback:
      draw->AddCircleFilled(c, 0.5f * s, color::kGround, 16);
      draw->AddCircle(c, 0.5f * s, ink, 16, thick);
      break;
  }
}

std::optional<StateSign> output_sign(const PlantView& plant, const Thing& t) {
  const auto on = [&](const char* flag) { return t.row(flag) != kNoRow && plant.on(t, flag); };
  if (t.wiring->controller < 0) return {};
  if (on("tracking")) return StateSign::tracking;
  if (!on("limited")) return {};
  const double lo = plant.value(t, "op_lo"), hi = t.row("op_hi") == kNoRow ? 1 : plant.value(t, "op_hi"), op = plant.value(t, "op");
  return hi - op < op - lo ? StateSign::high_limit : StateSign::low_limit;
}

std::optional<StateSign> alarm_sign(const PlantView& plant, const Thing& t) {
  bool shelved = false, silenced = false;
  for (int i : t.alarms) {
    const AlarmLook look = plant.look(plant.alarms()[std::size_t(i)]);
    shelved |= look.shelved, silenced |= look.silenced;
  }
  if (shelved) return StateSign::shelved;
  if (silenced) return StateSign::silenced;
  return {};
}

std::optional<StateSign> protection_sign(const PlantView& plant, const Thing& t) {
  const PlantView::Protection p = plant.protection(t);
  if (p.bypassed) return StateSign::bypassed;
  if (p.acts) return StateSign::interlock;
  if (p.demanded) return StateSign::cause;
  // What runs needs no permission any more.
  if (p.forbids && !(t.wiring->machine && plant.value(t.wiring->machine->running) > 0.5)) return StateSign::not_permitted;
  return {};
}

bool without_feedback(const Thing& t) {
  return t.kind == ThingKind::hand_valve && !t.face.opens();
}

std::vector<StateSign> signs_of(const PlantView& plant, const Thing& t) {
  std::vector<StateSign> signs;
  const int quality = plant.quality(t);
  if (quality == 2) signs.push_back(StateSign::bad);
  if (quality == 1) signs.push_back(StateSign::uncertain);
  for (const auto& sign : {protection_sign(plant, t), output_sign(plant, t), alarm_sign(plant, t)})
    if (sign) signs.push_back(*sign);
  if (t.wiring->safety >= 0 && safety_word(plant, plant.plant().wiring.safety[std::size_t(t.wiring->safety)]) == "ui.bypassed") signs.push_back(StateSign::bypassed);
  if (without_feedback(t)) signs.push_back(StateSign::no_feedback);
  return signs;
}

std::vector<StateLine> state_lines(const Words& words, const std::vector<StateSign>& signs) {
  std::vector<StateLine> lines;
  for (const StateSign sign : signs) lines.push_back({sign, words(std::string("ui.sign.") + sign_name(sign))});
  return lines;
}

void draw_signs(const Words& words, const std::vector<StateSign>& signs) {
  for (const StateLine& l : state_lines(words, signs)) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_sign(ImGui::GetWindowDrawList(), *l.sign, {at.x + px(12), at.y + ImGui::GetTextLineHeight() / 2 + px(1)}, px(18));
    ImGui::Indent(px(28));
    wrapped(l.text);
    ImGui::Unindent(px(28));
  }
}

void draw_state(const std::vector<StateLine>& lines) {
  constexpr std::size_t kLines = 2;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float wide = ImGui::GetContentRegionAvail().x, size = px(18), line = px(21);
  const auto sign = [&](const StateLine& l, float x, float y) {
    if (l.sign) draw_sign(ImGui::GetWindowDrawList(), *l.sign, {x + px(12), y + line / 2}, size);
    else text_anchored(ImGui::GetWindowDrawList(), fonts().bold, {x + px(12), y + line / 2}, {0.5f, 0.5f}, color::kText, "▪");
  };
  std::string all;
  const float others = lines.size() > kLines ? px(22) * float(lines.size() - kLines) : 0;
  for (std::size_t k = 0; k < lines.size(); ++k) {
    all += (k ? "\n" : "") + lines[k].text;
    const std::size_t row = std::min(k, kLines - 1);
    const float y = at.y + line * float(row);
    if (k >= kLines) {
      sign(lines[k], at.x + wide - px(22) * float(lines.size() - k), y);
      continue;
    }
    sign(lines[k], at.x, y);
    if (const std::string two = broken(lines[k].text, wide - px(28)); lines.size() == 1 && std::count(two.begin(), two.end(), '\n') == 1) {
      ImGui::SetCursorScreenPos({at.x + px(28), y});
      ImGui::TextUnformatted(two.c_str());
      continue;
    }
    ImGui::SetCursorScreenPos({at.x + px(28), y + (line - ImGui::GetTextLineHeight()) / 2});
    fitted_line(lines[k].text, wide - px(28) - (row + 1 == kLines ? others : 0));
  }
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({wide, line * kLines});
  if (!all.empty() && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", all.c_str());
}

}  // namespace retort::hmi
