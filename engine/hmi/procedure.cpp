#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

namespace {

constexpr double kWorthSaying = 5;   // s

std::string duration_text(double s) { return s < 120 ? fmt::format("{:.0f} s", s) : clock_text(s); }

void draw_step(const Desk& desk, const StepCard& step, std::size_t number, bool exam) {
  const ImVec2 a = ImGui::GetCursorScreenPos();
  const float box = px(18);
  const bool done = step.state == StepCard::State::done, late = step.state == StepCard::State::late;
  tick_box(ImGui::GetWindowDrawList(), {a.x, a.y + px(2)}, box, done);
  ImGui::SetCursorScreenPos({a.x + box + px(8), a.y});
  ImGui::BeginGroup();
  {
    Face face(step.state == StepCard::State::open ? fonts().bold : fonts().text);
    wrapped(fmt::format("{}. {}", number, step.text));
  }
  // What the step is about is one press away: on its page, or in the field.
  if (!done) draw_places(desk, "step", step.id, step.places);
  if (late) caption("▪ " + desk.words("ui.step.late"));
  else if (!done && step.within > 0) caption(desk.words("ui.step.left") + " " + clock_text(step.left));
  // What has to stand for a while is not done yet, though nothing more is to be done: say what is waited for.
  if (!done && step.must_hold >= kWorthSaying && step.state != StepCard::State::waiting) {
    const std::string whole = duration_text(step.must_hold);
    const bool holds = step.holds > 0 && step.holds < step.must_hold;
    caption(holds ? filled(desk.words("ui.step.holds"), {whole, duration_text(std::floor(step.holds))}) : filled(desk.words("ui.step.must_hold"), {whole}));
    Context::current().note((holds ? "step.holds." : "step.must_hold.") + step.id);
  }
  if (!exam && !done) {
    for (const HintCard& h : step.hints) {
      if (h.used) {
        ImGui::PushStyleColor(ImGuiCol_Text, color::kDim);
        wrapped("» " + h.text);
        ImGui::PopStyleColor();
      }
    }
  }
  ImGui::EndGroup();
  const float lowest = std::max(ImGui::GetItemRectMax().y, a.y + px(24));
  ImGui::SetCursorScreenPos({a.x, lowest + px(6)});
}

/// What it is for, and what it costs.
std::string hint_label(const Words& words, double costs) {
  if (costs <= 0) return words("ui.hint.free");
  return costs == 1 ? words("ui.hint.costs_one") : filled(words("ui.hint.costs"), {fmt::format("{:g}", costs)});
}

/// That the goal is reached, larger than anything else on the card, and how long answers and notes still count.
void draw_reached(const Words& words, double waits) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 a = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, inner = width - px(20);
  const std::string title = words("ui.reached"), rest = broken(filled(words("ui.reached.waits"), {clock_text(waits)}), inner);
  const float height = fonts().large->FontSize + text_size(fonts().text, rest).y + px(20);
  draw->AddRectFilled(a, {a.x + width, a.y + height}, color::kNormalBand, 3);
  draw->AddRect(a, {a.x + width, a.y + height}, color::kButtonOn, 3, 0, 2);
  text_at(draw, fonts().large, {a.x + px(10), a.y + px(6)}, color::kText, title);
  text_at(draw, fonts().text, {a.x + px(10), a.y + px(10) + fonts().large->FontSize}, color::kText, rest);
  Context::current().mark("exercise.reached", a, {a.x + width, a.y + height});
  ImGui::Dummy({width, height});
}

}  // namespace

void draw_places(const Desk& desk, const std::string& of, const std::string& step, const std::vector<StepCard::Place>& places) {
  bool first = true;
  for (const StepCard::Place& place : places) {
    const std::string label = place.tag + (place.field ? "  " + desk.words("ui.step.in_field") : "");
    if (!std::exchange(first, false)) beside(button_width(label));
    if (button(of + (place.field ? ".go." : ".show.") + step + "." + place.tag, label)) {
      if (place.field) desk.state.walk_to = place.tag;
      else desk.show(place.tag);
    }
    if (ImGui::IsItemHovered()) {
      const std::string tip = desk.words(place.field ? "ui.go_there" : "ui.show") + ": " + place.tag + "  " + description(desk.words, place.tag);
      ImGui::SetTooltip("%s", tip.c_str());
    }
  }
}

void draw_procedure(const Desk& desk, const ExerciseCard& exercise) {
  {
    Face face(fonts().bold);
    wrapped(exercise.title);
  }
  const bool told = desk.state.briefing_open.value_or(exercise.exam);
  if (button("exercise.briefing", desk.words("ui.briefing"), {.on = told})) desk.state.briefing_open = !told;
  if (!desk.plant.plant().procedures.empty()) {
    const std::string& label = desk.words("ui.display.manual");
    beside(button_width(label));
    if (button("exercise.manual", label, {.on = desk.state.display == Display::manual})) desk.state.read_manual = true;
  }
  // What ends the exercise stays where it is, whatever comes above it.
  const float foot = ImGui::GetFrameHeight() + 3 * ImGui::GetStyle().ItemSpacing.y;
  if (!exercise.exam) caption(fmt::format("{} {:.0f} / {:.0f}", desk.words("ui.score"), exercise.score, exercise.of));
  if (exercise.time_left > 0) {
    ImGui::SameLine();
    caption(desk.words("ui.time_left") + " " + clock_text(exercise.time_left));
  }
  if (exercise.waits >= 0) draw_reached(desk.words, exercise.waits);
  desk.state.procedure_news = false;
  ImGui::Separator();
  ImGui::BeginChild("procedure.body", {0, ImGui::GetContentRegionAvail().y - foot});
  for (auto m = exercise.messages.rbegin(); m != exercise.messages.rend() && m < exercise.messages.rbegin() + 2; ++m) {
    Context::current().note("said." + m->id);
    caption(clock_text(m->time));
    ImGui::PushStyleColor(ImGuiCol_Text, color::kValue);
    wrapped("» " + m->text);
    ImGui::PopStyleColor();
  }
  for (const QuestionCard& q : exercise.questions) {
    wrapped(q.text);
    for (const auto& [id, text] : q.options) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float width = ImGui::GetContentRegionAvail().x;
      const std::string lines = broken(text, width - px(34));
      const ImVec2 extent = ImGui::CalcTextSize(lines.c_str(), nullptr, false, width - px(34));
      const ImVec2 low(at.x + width, at.y + std::max(px(28), extent.y + px(8)));
      ImDrawList* draw = ImGui::GetWindowDrawList();
      const bool chosen = q.answer == id;
      draw->AddCircle({at.x + px(12), (at.y + low.y) / 2}, px(8), color::kLine, 0, 2);
      if (chosen) draw->AddCircleFilled({at.x + px(12), (at.y + low.y) / 2}, px(5), color::kButtonOn);
      draw->AddText(ImGui::GetFont(), ImGui::GetFontSize(), {at.x + px(28), (at.y + low.y - extent.y) / 2}, color::kText, lines.c_str(), nullptr, width - px(34));
      if (hot_area("answer." + q.id + "." + id, at, low, nullptr, true) && exercise.answer) exercise.answer(q.id, id);
      ImGui::SetCursorScreenPos({at.x, low.y + px(2)});
    }
    ImGui::Separator();
  }
  if (told) {
    for (const TextPart& part : exercise.briefing) {
      {
        Face face(fonts().bold);
        wrapped(part.title);
      }
      prose(part.text);
    }
    if (!exercise.steps.empty()) ImGui::Separator();
  }
  if (!exercise.steps.empty()) caption(desk.words("ui.step.bold"));
  for (std::size_t i = 0; i < exercise.steps.size(); ++i) {
    const StepCard& step = exercise.steps[i];
    draw_step(desk, step, i + 1, exercise.exam);
    if (exercise.exam || step.state == StepCard::State::done) continue;
    for (const HintCard& h : step.hints) {
      if (h.used) continue;
      if (!h.available) caption(filled(desk.words("ui.hint.in"), {clock_text(std::ceil(h.in))}));
      else if (button("hint." + step.id, hint_label(desk.words, h.costs)) && exercise.take_hint) exercise.take_hint(step.id);
      break;
    }
  }
  if (exercise.more_steps) {
    ImGui::PushStyleColor(ImGuiCol_Text, color::kDim);
    wrapped(desk.words("ui.step.more"));
    ImGui::PopStyleColor();
  }
  ImGui::EndChild();
  ImGui::Separator();
  if (button_twice("exercise.finish", desk.words("ui.finish"), desk.words("ui.finish.sure"), {.size = {ImGui::GetContentRegionAvail().x, 0}}) && exercise.finish)
    exercise.finish();
}

}  // namespace retort::hmi
