#include <algorithm>
#include <cstdio>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/tag_search.h"

namespace retort::hmi {

using namespace ui;
using input::Key;

namespace {

struct Found {
  const Thing* thing;
  Meant how;
};
std::vector<Found> find(const Desk& desk, const PlantPages& pages, const std::string& typed) {
  std::vector<Found> list;
  for (const Thing& t : desk.plant.things()) {
    if (!pages.seat(t.tag)) continue;
    if (const auto how = meant(desk.words, t.tag, typed)) list.push_back({&t, *how});
  }
  std::stable_sort(list.begin(), list.end(), [](const Found& a, const Found& b) { return a.how < b.how; });
  return list;
}

}  // namespace

void draw_page_bar(const Desk& desk, const PlantPages& pages, Display of) {
  BoardState& s = desk.state;
  int& open = of == Display::pid ? s.sheet : s.page;
  const float gap = px(4), small = px(30), mark = px(24);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(gap, gap));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(px(4), px(3)));
  const float room = ImGui::GetContentRegionAvail().x;
  if (button("page.back", "◄", {.enabled = !s.back.empty(), .size = {small, 0}})) s.go = -1;
  ImGui::SameLine();
  if (button("page.forward", "►", {.enabled = !s.forward.empty(), .size = {small, 0}})) s.go = 1;
  const std::string& find_label = desk.words("ui.find");
  const float find_width = text_size(fonts().text, find_label).x + px(18);
  const std::string& paper_label = desk.words("ui.display.pid");
  const float paper_width = text_size(fonts().text, paper_label).x + px(18);
  const float left = room - 2 * (small + gap) - find_width - paper_width - gap;
  // All titles where they fit; else that of the page one looks at, and the numbers of the others.
  const std::size_t n = pages.pages.size();
  std::vector<std::string> labels;
  std::vector<float> widths;
  std::vector<PageAlarm> alarms;
  float all = 0;
  for (std::size_t k = 0; k < n; ++k) {
    alarms.push_back(page_alarm(desk.plant, pages, int(k)));
    labels.push_back((n > 1 ? std::to_string(k + 1) + " " : "") + page_title(desk.words, pages.pages[k]));
    widths.push_back(text_size(fonts().small, labels[k]).x + px(20) + (alarms[k].priority ? mark : 0));
    all += widths[k] + gap;
  }
  const bool whole = all <= left;
  bool corner = false;   // the mark of an alarm lies over the number
  const auto number = [&](std::size_t k, float wide) {
    labels[k] = std::to_string(k + 1);
    all -= widths[k];
    widths[k] = wide + (alarms[k].priority && !corner ? mark : 0);
    all += widths[k];
  };
  for (std::size_t k = 0; k < n && !whole; ++k)
    if (int(k) != open || s.display != of) number(k, px(30));
  if (!whole && all > left)
    for (std::size_t k = 0; k < n; ++k) number(k, px(22));
  if (!whole && all > left) {
    corner = true;
    for (std::size_t k = 0; k < n; ++k) number(k, px(22));
  }
  Face face(fonts().small);
  for (std::size_t k = 0; k < n; ++k) {
    ImGui::SameLine();
    const bool here = s.display == of && open == int(k);
    const ImVec2 a = ImGui::GetCursorScreenPos();
    // A mark stands at the left of its words.
    const bool marked = alarms[k].priority > 0;
    ImGui::PushStyleVar(ImGuiStyleVar_ButtonTextAlign, ImVec2(marked && !corner ? 1.f : 0.5f, marked && corner ? 1.f : 0.5f));
    if (button("page.tab." + std::to_string(k + 1), labels[k], {.on = here, .size = {widths[k], px(26)}})) s.display = of, open = int(k);
    ImGui::PopStyleVar();
    if (!whole && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", page_title(desk.words, pages.pages[k]).c_str());
    if (marked) alarm_mark(ImGui::GetWindowDrawList(), corner ? ImVec2(a.x + widths[k] / 2, a.y + px(6)) : ImVec2(a.x + px(14), a.y + px(13)), px(corner ? 9 : 13), alarms[k].priority, alarms[k].unacknowledged, s.wall);
  }
  ImGui::SameLine(room - find_width - gap - paper_width + ImGui::GetStyle().WindowPadding.x);
  {
    Face text(fonts().text);
    if (button("page.pid", paper_label, {.on = s.display == Display::pid, .size = {paper_width, px(26)}})) s.display = s.display == Display::pid ? Display::unit : Display::pid;
    ImGui::SameLine();
    if (button("page.find", find_label, {.on = s.find_open, .size = {find_width, px(26)}})) {
      s.find_open = !s.find_open;
      s.find_focus = s.find_open;
    }
  }
  ImGui::PopStyleVar(2);
}

void draw_find(const Desk& desk, const PlantPages& pages, ImVec2 at, ImVec2 size) {
  BoardState& s = desk.state;
  if (!s.find_open) return;
  const Context& ui = Context::current();
  const float wide = std::min(px(440), size.x - px(16));
  ImGui::SetNextWindowPos({at.x + size.x - wide - px(8), at.y + px(30)});
  ImGui::SetNextWindowSize({wide, 0});
  ImGui::Begin("###find", nullptr, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize);
  if (s.find_focus) {   // who asks again begins anew, with a field that has nothing in it
    ++s.find_round;
    s.find_text.clear();
    ImGui::SetKeyboardFocusHere();
  }
  s.find_focus = false;
  char typed[64];
  std::snprintf(typed, sizeof typed, "%s", s.find_text.c_str());
  ImGui::SetNextItemWidth(-1);
  const bool entered = ImGui::InputTextWithHint(("###find.text" + std::to_string(s.find_round)).c_str(), desk.words("ui.find.hint").c_str(), typed, sizeof typed, ImGuiInputTextFlags_EnterReturnsTrue);
  Context::current().mark("find.text", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (typed != s.find_text) s.find_text = typed, s.find_choice = 0;
  std::vector<Found> found = find(desk, pages, s.find_text);
  constexpr std::size_t kShown = 10;
  if (found.size() > kShown) found.resize(kShown);
  if (ui.pressed(Key::down)) ++s.find_choice;
  if (ui.pressed(Key::up)) --s.find_choice;
  s.find_choice = std::clamp(s.find_choice, 0, std::max(0, int(found.size()) - 1));
  const Thing* chosen = entered && !found.empty() ? found[std::size_t(s.find_choice)].thing : nullptr;
  for (std::size_t k = 0; k < found.size(); ++k) {
    const Thing& t = *found[k].thing;
    const ImVec2 a = ImGui::GetCursorScreenPos(), b{a.x + ImGui::GetContentRegionAvail().x, a.y + px(28)};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (int(k) == s.find_choice) draw->AddRectFilled(a, b, color::kNormalBand, 2);
    text_anchored(draw, fonts().bold, {a.x + px(6), (a.y + b.y) / 2}, {0, 0.5f}, color::kText, t.tag);
    const float x = std::max(px(110), text_size(fonts().bold, t.tag).x + px(14));
    text_anchored(draw, fonts().small, {a.x + x, (a.y + b.y) / 2}, {0, 0.5f}, color::kDim, fitted(description(desk.words, t.tag), b.x - a.x - x - px(34), fonts().small));
    text_anchored(draw, fonts().small, {b.x - px(6), (a.y + b.y) / 2}, {1, 0.5f}, color::kDim, std::to_string(pages.seat(t.tag)->page + 1));
    if (hot_area("find." + t.tag, a, b)) chosen = &t;
    ImGui::SetCursorScreenPos({a.x, b.y});
  }
  if (found.empty() && !s.find_text.empty()) caption(desk.words("ui.find.none"));
  ImGui::End();
  if (chosen && s.display == Display::pid) s.paper_lead = chosen->tag;   // who looks at the drawing is led there
  else if (chosen) desk.show(chosen->tag);
  if (chosen || ui.pressed(Key::escape)) {
    s.find_open = false;
    s.find_text.clear();
  }
}

}  // namespace retort::hmi
