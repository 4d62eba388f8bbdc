#include "engine/hmi/alarm_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "engine/hmi/alarm_statistics.h"
#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/tag_search.h"
#include "engine/hmi/trend_pens.h"

namespace retort::hmi {

using namespace ui;

namespace {

bool before(const Desk& desk, int a, int b, int sort) {
  const PlantView& plant = desk.plant;
  const AlarmPoint &x = plant.alarms()[std::size_t(a)], &y = plant.alarms()[std::size_t(b)];
  const AlarmTimes &tx = plant.times(std::size_t(a)), &ty = plant.times(std::size_t(b));
  if (sort == 1) return tx.came > ty.came;
  if (sort == 2) return x.priority != y.priority ? x.priority < y.priority : tx.came > ty.came;
  if (sort == 3) return x.tag < y.tag;
  const AlarmLook lx = plant.look(x), ly = plant.look(y);
  if (lx.unacknowledged != ly.unacknowledged) return lx.unacknowledged;
  if (x.priority != y.priority) return x.priority < y.priority;
  return tx.came > ty.came;
}

bool mentions(const Desk& desk, const AlarmPoint& a, const std::string& filter) {
  return holds(a.tag + " " + a.of + " " + description(desk.words, a.tag), filter);
}

bool in_list(const Desk& desk, int alarm, AlarmList list) {
  const AlarmLook l = desk.plant.look(desk.plant.alarms()[std::size_t(alarm)]);
  if (list == AlarmList::shelved) return l.shelved || l.silenced;
  if (list == AlarmList::chattering) return chatters(desk.plant, alarm);
  return l.listed() && (list == AlarmList::all || stands(desk.plant, alarm));
}

std::vector<int> listed(const Desk& desk, const PlantPages& pages) {
  std::vector<int> out;
  const BoardState& s = desk.state;
  for (std::size_t i = 0; i < desk.plant.alarms().size(); ++i) {
    const AlarmPoint& a = desk.plant.alarms()[i];
    if (!in_list(desk, int(i), s.alarm_list)) continue;
    if (s.filter_priority && a.priority != s.filter_priority) continue;
    if (s.alarm_page >= 0) {
      const PlantPages::Seat* seat = pages.seat(a.of.empty() ? a.tag : a.of);
      if (!seat || seat->page != s.alarm_page) continue;
    }
    if (mentions(desk, a, s.filter_text)) out.push_back(int(i));
  }
  std::stable_sort(out.begin(), out.end(), [&](int a, int b) { return before(desk, a, b, s.sort); });
  return out;
}

/// Somebody is about to press: rows stay where they are. A pointer that was left there holds nothing back.
bool hand_is_there() { return Context::current().still() < 5; }
/// What stood there before stays where it was; what is new comes after it.
std::vector<int> in_order_of(std::vector<int> before, const std::vector<int>& now) {
  for (int i : now)
    if (std::find(before.begin(), before.end(), i) == before.end()) before.push_back(i);
  return before;
}

/// What stood already at the start came at no moment that is known.
std::string came_text(const AlarmTimes& t) { return t.came >= 0 ? clock_text(t.came) : "—"; }

std::string state_text(const Desk& desk, const AlarmLook& l) {
  return desk.words(l.shelved ? "ui.alarm.shelved" : l.silenced ? "ui.alarm.silenced" : l.unacknowledged && !l.active ? "ui.alarm.returned"
                    : l.unacknowledged ? "ui.alarm.unacknowledged" : l.latched ? "ui.alarm.latched" : "ui.alarm.acknowledged");
}

/// What comes, in words; which list, how sorted, of which priority, page and text; export.
void toolbar(const Desk& desk, const PlantPages& pages) {
  BoardState& s = desk.state;
  const Words& words = desk.words;
  const auto choice = [&](const std::string& id, const std::string& label, bool on, float gap = px(6), bool first = false) {
    if (!first) beside(button_width(label), gap);
    return button(id, label, {.on = on});
  };
  const std::pair<AlarmList, const char*> lists[] = {{AlarmList::all, "all"}, {AlarmList::chattering, "chattering"}, {AlarmList::standing, "standing"}, {AlarmList::shelved, "shelf"}};
  for (const auto& [list, name] : lists) {
    int n = 0;
    for (std::size_t i = 0; i < desk.plant.alarms().size(); ++i) n += in_list(desk, int(i), list);
    const std::string label = fmt::format("{} ({})", words(list == AlarmList::all ? std::string("ui.all") : std::string("ui.alarm.") + name), n);
    if (choice(std::string("alarms.list.") + name, label, s.alarm_list == list, px(6), list == AlarmList::all)) s.alarm_list = list;
  }
  for (int p = 0; p <= 3; ++p)
    if (choice("alarms.priority." + std::to_string(p), p ? "P" + std::to_string(p) : "P1–P3", s.filter_priority == p, p ? px(6) : px(18))) s.filter_priority = p;
  const int n = alarm_rate(desk.plant);
  const std::string rate = fmt::format("{} {}", n, words(rate_word(n)));
  beside(text_size(fonts().bold, rate).x, px(18));
  ImGui::AlignTextToFramePadding();
  {
    Face face(n > 2 ? fonts().bold : fonts().text);
    ImGui::TextUnformatted(rate.c_str());
  }

  ImGui::AlignTextToFramePadding();
  caption(words("ui.sort"));
  const char* sorts[] = {"ui.sort.urgency", "ui.sort.time", "ui.sort.priority", "ui.sort.tag"};
  for (int i = 0; i < 4; ++i)
    if (choice("alarms.sort." + std::to_string(i), words(sorts[i]), s.sort == i)) s.sort = i;
  const float wide = px(150);
  beside(wide, px(18));
  ImGui::SetNextItemWidth(wide);
  const int page_count = int(pages.pages.size());
  s.alarm_page = s.alarm_page < page_count ? s.alarm_page : -1;
  if (ImGui::BeginCombo("###alarms.page", (s.alarm_page < 0 ? words("ui.all_pages") : page_title(words, pages.pages[std::size_t(s.alarm_page)])).c_str(), ImGuiComboFlags_HeightLarge)) {
    for (int k = -1; k < page_count; ++k)
      if (ImGui::Selectable(((k < 0 ? words("ui.all_pages") : page_title(words, pages.pages[std::size_t(k)])) + "###" + std::to_string(k)).c_str(), k == s.alarm_page)) s.alarm_page = k;
    ImGui::EndCombo();
  }
  Context::current().mark("alarms.page", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  beside(wide);
  char text[64];
  std::snprintf(text, sizeof text, "%s", s.filter_text.c_str());
  ImGui::SetNextItemWidth(wide);
  if (ImGui::InputTextWithHint("###alarms.filter", words("ui.filter").c_str(), text, sizeof text)) s.filter_text = text;
  Context::current().mark("alarms.filter", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  beside(button_width("CSV"));
  if (button("alarms.csv", "CSV", {.enabled = bool(desk.run.save)})) desk.save("alarms.csv", alarm_journal_csv(desk.plant, words));
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", words("ui.export").c_str());
}

/// What to do about the alarm that was chosen, below the list. Its height.
float told_height(const Desk& desk) { return desk.state.alarm_told < 0 ? 0 : px(130); }
void told(const Desk& desk) {
  const AlarmPoint& a = desk.plant.alarms()[std::size_t(desk.state.alarm_told)];
  ImGui::BeginChild("alarms.told", {0, 0}, true);
  {
    Face face(fonts().bold);
    wrapped(a.tag + "   " + description(desk.words, a.tag));
  }
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - px(26));
  if (button("alarms.told.close", "×", {.size = {px(26), px(26)}})) desk.state.alarm_told = -1;
  alarm_help(desk, a);
  ImGui::EndChild();
}

}  // namespace

AlarmCount count_alarms(const PlantView& plant) {
  AlarmCount n;
  for (const AlarmPoint& a : plant.alarms()) {
    const AlarmLook l = plant.look(a);
    n.shelved += l.shelved;
    if (!l.listed()) continue;
    ++n.by_priority[std::clamp(a.priority, 1, 4)];
    n.unacknowledged += l.unacknowledged;
  }
  return n;
}

void alarm_help(const Desk& desk, const AlarmPoint& alarm) {
  for (const auto& [what, written] : {std::pair{"cause", &alarm.wiring->cause}, {"consequence", &alarm.wiring->consequence}, {"response", &alarm.wiring->response}}) {
    const std::string& text = desk.words.get(alarm.tag + "." + what, *written);
    if (text.empty()) continue;
    caption(desk.words(std::string("ui.alarm.") + what));
    wrapped(text);
  }
}

bool acknowledge_first(const Desk& desk) {
  int best = -1;
  for (std::size_t i = 0; i < desk.plant.alarms().size(); ++i) {
    const AlarmPoint& a = desk.plant.alarms()[i];
    const AlarmLook l = desk.plant.look(a);
    if (!l.listed() || !l.unacknowledged) continue;
    if (best < 0 || a.priority < desk.plant.alarms()[std::size_t(best)].priority) best = int(i);
  }
  return best >= 0 && desk.act(desk.plant.alarms()[std::size_t(best)].acknowledge, 1);
}

void draw_alarm_strip(const Desk& desk, int lines) {
  std::vector<int> rows;
  for (std::size_t i = 0; i < desk.plant.alarms().size(); ++i)
    if (desk.plant.look(desk.plant.alarms()[i]).listed()) rows.push_back(int(i));
  std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) { return before(desk, a, b, 0); });
  const bool held = ImGui::IsWindowHovered() && hand_is_there();
  if (held) rows = in_order_of(desk.state.order, rows);
  desk.state.order = rows;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float height = px(28);
  // What does not fit is counted, and stands in the summary.
  const int more = std::max(0, int(rows.size()) - lines);
  const std::string rest = more ? filled(desk.words("ui.alarms.more"), {std::to_string(more)}) : "";
  const float kept = more ? std::max(px(84), button_width(rest)) + px(6) : 0;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float whole = ImGui::GetContentRegionAvail().x;
  for (int k = 0; k < lines; ++k) {
    const ImVec2 a = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - kept;
    if (k < int(rows.size())) {
      const std::size_t i = std::size_t(rows[std::size_t(k)]);
      const AlarmPoint& p = desk.plant.alarms()[i];
      const AlarmLook l = desk.plant.look(p);
      alarm_mark(draw, {a.x + px(14), a.y + height / 2}, px(17), p.priority, l.unacknowledged, desk.state.wall);
      text_anchored(draw, fonts().mono, {a.x + px(34), a.y + height / 2}, {0, 0.5f}, color::kText, came_text(desk.plant.times(i)));
      ImFont* font = l.unacknowledged ? fonts().bold : fonts().text;
      text_anchored(draw, font, {a.x + px(124), a.y + height / 2}, {0, 0.5f}, color::kText, p.tag);
      text_anchored(draw, font, {a.x + px(224), a.y + height / 2}, {0, 0.5f}, color::kText,
                    fitted(description(desk.words, p.tag), width - px(224 + 230), font));
      text_anchored(draw, fonts().small, {a.x + width - px(110), a.y + height / 2}, {1, 0.5f}, color::kDim, state_text(desk, l));
      if (hot_area("strip." + p.tag, a, {a.x + width - px(106), a.y + height})) desk.show(p.of.empty() ? p.tag : p.of);
      if (l.unacknowledged) {
        ImGui::SetCursorScreenPos({a.x + width - px(100), a.y + px(1)});
        if (button("strip.ack." + p.tag, desk.words("ui.acknowledge"), {.settles = true, .size = {px(100), px(26)}})) desk.act(p.acknowledge, 1);
      } else if (l.latched) {
        ImGui::SetCursorScreenPos({a.x + width - px(100), a.y + px(1)});
        if (button("strip.reset." + p.tag, desk.words("ui.reset"), {.settles = true, .size = {px(100), px(26)}})) desk.act(p.reset, 1);
      }
    }
    ImGui::SetCursorScreenPos({a.x, a.y + height});
  }
  if (more) {
    ImGui::SetCursorScreenPos({corner.x + whole - kept + px(6), corner.y + px(1)});
    if (button("strip.more", rest, {.size = {kept - px(6), height * float(lines) - px(2)}})) {
      desk.state.display = Display::alarms;
      desk.state.alarm_list = AlarmList::all;
      desk.state.alarm_page = -1, desk.state.filter_priority = 0;
      desk.state.filter_text.clear();
    }
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", desk.words("ui.alarms.more.tip").c_str());
  }
  if (rows.empty()) {
    const ImVec2 a = ImGui::GetWindowPos();
    text_anchored(draw, fonts().text, {a.x + px(16), a.y + ImGui::GetWindowHeight() / 2}, {0, 0.5f}, color::kDim, desk.words("ui.no_alarms"));
  }
}

void draw_alarm_summary(const Desk& desk, const PlantPages& pages) {
  toolbar(desk, pages);
  std::vector<int> rows = listed(desk, pages);
  const ImGuiTableFlags flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingFixedFit;
  const ImVec2 corner = ImGui::GetCursorScreenPos(), all = ImGui::GetContentRegionAvail();
  const ImVec2 room{all.x, all.y - told_height(desk)};
  // New ones are appended while somebody points among them.
  std::vector<int>& kept = desk.state.summary_order;
  const bool over = ImGui::IsMouseHoveringRect(corner, {corner.x + room.x, corner.y + room.y}) && hand_is_there();
  if (over) {
    if (desk.state.alarm_list != AlarmList::all) std::erase_if(kept, [&](int i) { return std::find(rows.begin(), rows.end(), i) == rows.end(); });
    rows = in_order_of(kept, rows);
  }
  kept = rows;
  // Where there is little room the state stands under the description, and the value is left to the faceplate.
  const bool narrow = room.x < px(760);
  if (!ImGui::BeginTable("alarms", narrow ? 5 : 7, flags, room)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn("", 0, px(34));
  ImGui::TableSetupColumn(desk.words("ui.time").c_str(), 0, px(84));
  ImGui::TableSetupColumn(desk.words("ui.tag").c_str(), 0, px(96));
  ImGui::TableSetupColumn(desk.words("ui.description").c_str(), ImGuiTableColumnFlags_WidthStretch);
  if (!narrow) {
    ImGui::TableSetupColumn(desk.words("ui.value").c_str(), 0, px(100));
    ImGui::TableSetupColumn(desk.words("ui.state").c_str(), 0, px(176));
  }
  ImGui::TableSetupColumn("", 0, px(narrow ? 112 : 230));
  ImGui::TableHeadersRow();
  for (int i : rows) {
    const AlarmPoint& a = desk.plant.alarms()[std::size_t(i)];
    const AlarmLook l = desk.plant.look(a);
    const AlarmTimes& t = desk.plant.times(std::size_t(i));
    ImGui::PushID(i);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    alarm_mark_item(a.priority, l.unacknowledged, desk.state.wall);
    Face face(l.unacknowledged ? fonts().bold : fonts().text);
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(came_text(t).c_str());
    ImGui::TableNextColumn();
    tag_link(desk, "alarms.show." + a.tag, a.of.empty() ? a.tag : a.of, a.tag);
    ImGui::TableNextColumn();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wide = ImGui::GetContentRegionAvail().x;
    wrapped(description(desk.words, a.tag));
    if (first_of_burst(desk.plant, i)) {
      Face bold(fonts().bold);
      wrapped("▪ " + desk.words("ui.first_out"));
    }
    if (hot_area("alarms.tell." + a.tag, at, {at.x + wide, std::max(ImGui::GetCursorScreenPos().y, at.y + px(24))})) desk.state.alarm_told = desk.state.alarm_told == i ? -1 : i;
    if (const Thing* of = desk.plant.find(a.of)) pen_source(desk.plant, pens_of(desk.plant, *of));
    if (!narrow) {
      ImGui::TableNextColumn();
      if (const Thing* of = desk.plant.find(a.of))
        if (const RowId r = desk.plant.main_row(*of); r != kNoRow) ImGui::TextUnformatted(value_text(desk.plant.catalogue()[r], desk.plant.value(r), desk.words).c_str());
      ImGui::TableNextColumn();
    }
    wrapped(state_text(desk, l));
    if (l.shelved && a.shelved_left != kNoRow) caption(clock_text(desk.plant.value(a.shelved_left)));
    ImGui::TableNextColumn();
    const ui::ButtonLook act{.enabled = l.unacknowledged || l.latched, .settles = true, .size = {px(narrow ? 112 : 100), 0}};
    if (l.latched ? button("alarms.reset." + a.tag, desk.words("ui.reset"), act) : button("alarms.ack." + a.tag, desk.words("ui.acknowledge"), act)) desk.act(l.latched ? a.reset : a.acknowledge, 1);
    if (!narrow) ImGui::SameLine();
    if (l.shelved) {
      if (button("alarms.unshelve." + a.tag, desk.words("ui.alarm.unshelve"), {.settles = true, .size = {px(112), 0}})) desk.act(a.unshelve, 1);
    } else if (button("alarms.shelve." + a.tag, desk.words("ui.alarm.shelve"), {.enabled = a.shelve != kNoRow, .settles = true, .size = {px(112), 0}})) {
      desk.act(a.shelve, 1800);
    }
    ImGui::PopID();
  }
  ImGui::EndTable();
  if (desk.state.alarm_told >= 0) told(desk);
  if (rows.empty()) text_anchored(ImGui::GetWindowDrawList(), fonts().text, {corner.x + px(20), corner.y + px(60)}, {0, 0}, color::kDim, desk.words("ui.no_alarms"));
}

}  // namespace retort::hmi
