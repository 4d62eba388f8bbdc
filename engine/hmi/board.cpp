#include "engine/hmi/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "engine/hmi/alarm_list.h"
#include "engine/hmi/displays.h"
#include "engine/hmi/faceplate.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/mimic.h"
#include "engine/hmi/paper.h"
#include "engine/hmi/state_sign.h"
#include "engine/hmi/trend.h"
#include "engine/hmi/trend_pens.h"

namespace retort::hmi {

using namespace ui;
using input::Key;

namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;

struct Tab {
  Display display;
  const char *key, *text;
};
/// Displays under one key: pressing that again goes on to the next. Without texts: the row over pages leads from one to the other.
struct Together {
  Display display;
  const char* text;
};
constexpr Together kSchematic[] = {{Display::unit, nullptr}, {Display::pid, nullptr}};
constexpr Together kShift[] = {{Display::events, "ui.display.events"}, {Display::handover, "ui.display.handover"}, {Display::manual, "ui.display.manual"}};
constexpr Together kInside[] = {{Display::diagnostics, "ui.display.diagnostics"}, {Display::malfunctions, "ui.display.malfunctions"}};
constexpr std::span<const Together> kTogether[] = {kSchematic, kShift, kInside};

std::span<const Together> together(Display d) {
  for (const std::span<const Together> group : kTogether)
    if (std::any_of(group.begin(), group.end(), [&](const Together& t) { return t.display == d; })) return group;
  return {};
}
/// The next one under its key that may be looked at; itself where there is none.
Display next_under_key(Display d, const RunControl& run) {
  const std::span<const Together> group = together(d);
  const auto here = std::find_if(group.begin(), group.end(), [&](const Together& t) { return t.display == d; });
  if (here == group.end()) return d;
  const Display next = here + 1 == group.end() ? group.front().display : (here + 1)->display;
  return next == Display::malfunctions && !run.may_inject ? group.front().display : next;
}
bool under(const Tab& t, Display shown) {
  const std::span<const Together> group = together(t.display);
  return t.display == shown || std::any_of(group.begin(), group.end(), [&](const Together& x) { return x.display == shown; });
}
/// Buttons over a display that has others under its key.
void together_row(const Desk& desk) {
  const std::span<const Together> group = together(desk.state.display);
  if (group.empty() || !group.front().text || next_under_key(group.front().display, desk.run) == group.front().display) return;
  for (const auto& [display, text] : group) {
    if (display == Display::malfunctions && !desk.run.may_inject) continue;
    if (display != group.front().display) beside(button_width(desk.words(text)));
    if (button(std::string("display.") + (text + 11), desk.words(text), {.on = desk.state.display == display})) desk.state.display = display;
  }
}
constexpr Tab kTabs[] = {{Display::overview, "F5", "ui.display.overview"}, {Display::unit, "F6", "ui.display.unit"},
                         {Display::trend, "F7", "ui.display.trend"},       {Display::alarms, "F8", "ui.display.alarms"},
                         {Display::events, "F9", "ui.display.events"},     {Display::safety, "F10", "ui.display.safety"},
                         {Display::detail, "F11", "ui.display.detail"},    {Display::diagnostics, "F12", "ui.display.diagnostics"}};

constexpr float kTabGap = 4;
/// All tabs side by side where their words fit at full size, else on two rows.
int columns_of_tabs(const Words& words, float room) {
  constexpr int kAll = int(std::size(kTabs));
  const float width = (room - kTabGap * float(kAll - 1)) / float(kAll);
  const bool fit = std::all_of(std::begin(kTabs), std::end(kTabs), [&](const Tab& t) { return text_size(fonts().text, words(t.text)).x + px(6) <= width; });
  return fit ? kAll : kAll / 2;
}
float tab_height() { return std::max(fonts().text->FontSize + px(8), px(26)) + kTabGap; }

bool begin(const char* name, ImVec2 at, ImVec2 size, ImU32 ground, ImVec2 padding, ImGuiWindowFlags flags = kFixed) {
  ImGui::SetNextWindowPos(at);
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ground);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  const bool open = ImGui::Begin(name, nullptr, flags);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  return open;
}

std::string speed_text(const Words& words, double speed) { return speed > 0 ? fmt::format("{:g}×", speed) : words("ui.speed.max"); }

}  // namespace

Board::Board(PlantView& plant, const SymbolLibrary& symbols) : plant_(plant), symbols_(symbols), pages_(pages_of(plant.plant(), symbols)), tiles_(overview_of(plant.plant(), pages_)) {
  state_.pens = first_pens(plant, pages_);
}

void Board::draw(const Words& words, RunControl& run, const ExerciseCard& exercise, ImVec2 at, ImVec2 size) {
  const Desk desk{plant_, words, run, state_};
  const int lines = size.y > px(520) ? 3 : 1;
  if (const int by = std::exchange(state_.go, 0)) go_back(by > 0);
  follow_links(desk);
  const bool has_side = !state_.faceplates.empty() || exercise.present;
  const float side_width = has_side ? std::min(px(330), size.x * 0.42f) : 0;
  const int tab_columns = columns_of_tabs(words, size.x - side_width - px(16));
  const float bar = px(42), tab_row = px(8) + tab_height() * float(std::size(kTabs) / std::size_t(tab_columns)), strip = px(28) * float(lines) + px(10);
  top(desk, at, {size.x, bar});

  const float middle = size.y - bar - strip;
  if (begin("board.display", {at.x, at.y + bar}, {size.x - side_width, middle}, color::kGround, {px(8), px(4)})) {
    tabs(desk, tab_columns);
    ImGui::SetCursorPosY(tab_row);
    if (state_.display == Display::unit || state_.display == Display::overview) draw_page_bar(desk, pages_, Display::unit);
    else if (state_.display == Display::pid) draw_page_bar(desk, paper(), Display::pid);
    if (state_.display == Display::malfunctions && !run.may_inject) state_.display = Display::diagnostics;
    together_row(desk);
    switch (state_.display) {
      case Display::overview: draw_overview(desk, pages_, tiles_); break;
      case Display::unit: draw_mimic(desk, pages_); break;
      case Display::pid: draw_paper(desk, paper()); break;
      case Display::trend: draw_trend(desk, pages_); break;
      case Display::alarms: draw_alarm_summary(desk, pages_); break;
      case Display::events: draw_event_log(desk); break;
      case Display::safety: draw_cause_effect(desk); break;
      case Display::diagnostics: draw_diagnostics(desk); break;
      case Display::detail: draw_detail(desk); break;
      case Display::malfunctions: draw_malfunctions(desk); break;
      case Display::handover: draw_handover(desk); break;
      case Display::manual: draw_manual(desk); break;
    }
  }
  ImGui::End();
  if (has_side) {
    if (begin("board.side", {at.x + size.x - side_width, at.y + bar}, {side_width, middle}, color::kPanel, {px(8), px(8)})) side(desk, exercise);
    ImGui::End();
  }
  if (begin("board.strip", {at.x, at.y + size.y - strip}, {size.x, strip}, color::kPanel, {px(6), px(4)})) draw_alarm_strip(desk, lines);
  ImGui::End();
  draw_find(desk, state_.display == Display::pid ? paper() : pages_, {at.x, at.y + bar + tab_row}, {size.x - side_width, middle - tab_row});
  draw_toasts(state_, at, size);
}

const PlantPages& Board::paper() {
  if (!paper_) paper_ = paper_of(plant_.plant(), symbols_);
  return *paper_;
}

namespace {

/// The page of `to` that shows most of what page `k` of `from` shows; none where it shows nothing of it.
std::optional<int> page_alike(const PlantView& plant, const PlantPages& from, int k, const PlantPages& to) {
  std::vector<int> together(to.pages.size(), 0);
  for (const Thing& t : plant.things()) {
    const PlantPages::Seat *here = from.seat(t.tag), *there = to.seat(t.tag);
    if (here && there && here->page == k) ++together[std::size_t(there->page)];
  }
  const auto most = std::max_element(together.begin(), together.end());
  if (most == together.end() || *most == 0) return {};
  return int(most - together.begin());
}

}  // namespace

void Board::turn_over() {
  const bool to_paper = seen_.first == Display::unit && state_.display == Display::pid && state_.paper_lead.empty();
  const bool to_mimic = seen_.first == Display::pid && state_.display == Display::unit;
  if (!to_paper && !to_mimic) return;
  const PlantPages &from = to_paper ? pages_ : paper(), &to = to_paper ? paper() : pages_;
  int& open = to_paper ? state_.sheet : state_.page;
  if (page_alike(plant_, to, open, from) == seen_.second) return;   // one came from there
  open = page_alike(plant_, from, seen_.second, to).value_or(open);
}

void Board::follow_links(const Desk& desk) {
  turn_over();
  if (std::exchange(state_.read_manual, false)) state_.display = Display::manual;
  if (!state_.show.empty()) {
    const std::string tag = std::exchange(state_.show, "");
    if (const PlantPages::Seat* seat = pages_.seat(tag)) {
      state_.display = Display::unit;
      state_.page = seat->page;
      state_.marked = seat->tag;
      state_.marked_until = state_.wall + kMarked;
      const Thing* t = plant_.find(tag);
      desk.open_faceplate(t && t->face.opens() && t->kind != ThingKind::alarm ? tag : seat->tag);
    } else {
      desk.open_faceplate(tag);
    }
  }
  if (!state_.paper_lead.empty()) {
    const PlantPages::Seat* seat = paper().seat(state_.paper_lead);
    if (seat) state_.display = Display::pid, state_.sheet = seat->page, state_.marked = seat->tag, state_.marked_until = state_.wall + kMarked;
    state_.paper_lead = seat ? seat->tag : "";   // the sheet moves there
  }
  state_.page = std::clamp(state_.page, 0, int(pages_.pages.size()) - 1);
  const std::pair now{state_.display, shown_page()};
  if (now == seen_) return;
  if (now.second != seen_.second) closeness() = {};
  state_.back.push_back(seen_);
  if (state_.back.size() > 50) state_.back.erase(state_.back.begin());
  state_.forward.clear();
  seen_ = now;
}

void Board::go_back(bool forward) {
  auto &from = forward ? state_.forward : state_.back, &to = forward ? state_.back : state_.forward;
  if (from.empty()) return;
  to.push_back({state_.display, shown_page()});
  seen_ = from.back();
  from.pop_back();
  state_.display = seen_.first;
  shown_page() = seen_.second;
  closeness() = {};
}

float draw_status(const Desk& desk, float x, float middle, const HeadUp& shows) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const AlarmCount alarms = count_alarms(desk.plant);
  const auto say = [&](ImFont* font, const std::string& text) {
    text_anchored(draw, font, {x, middle}, {0, 0.5f}, color::kTopText, text);
    x += text_size(font, text).x + px(16);
  };
  for (int p = 1; p <= 3 && shows.alarms; ++p) {
    if (alarms.by_priority[p]) {
      alarm_mark(draw, {x + px(10), middle}, px(18), p, false, 0);
    } else {
      draw->AddCircle({x + px(10), middle}, px(4), color::kFill, 0, 1.5f);
    }
    x += px(24);
    say(fonts().bold, std::to_string(alarms.by_priority[p]));
  }
  if (shows.alarms) Context::current().note("status.alarms");
  if (shows.clock) say(fonts().mono, clock_text(desk.plant.frame ? desk.plant.frame->time : 0)), Context::current().note("status.clock");
  return x;
}

void Board::top(const Desk& desk, ImVec2 at, ImVec2 size) {
  if (!begin("board.top", at, size, color::kTop, {px(8), px(7)})) return ImGui::End();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float middle = at.y + size.y / 2;
  const Words& words = desk.words;
  const AlarmCount alarms = count_alarms(plant_);
  float x = draw_status(desk, at.x + px(10), middle);
  const auto say = [&](ImFont* font, const std::string& text, ImU32 ink = color::kTopText) {
    text_anchored(draw, font, {x, middle}, {0, 0.5f}, ink, text);
    x += text_size(font, text).x + px(16);
  };
  // A scan that takes long is no fault of the window, which goes on drawing: say what one waits for.
  if (desk.run.computing > 0.4) say(fonts().text, words("ui.computing"));
  if (size.x > px(800)) say(fonts().bold, words.get("plant.title", plant_.plant().spec.name));
  if (alarms.unacknowledged && size.x > px(1000)) say(fonts().text, fmt::format("{} {}", alarms.unacknowledged, words("ui.not_acknowledged")));

  // Run control, from the right.
  RunControl& run = desk.run;
  const float h = px(28), gap = px(6);
  const float width_freeze = px(110), width_small = px(34), width_speed = px(74), width_back = px(96);
  float right = at.x + size.x - px(8);
  const auto place = [&](float width) {
    right -= width;
    ImGui::SetCursorScreenPos({right, middle - h / 2});
    right -= gap;
    return ImVec2(width, h);
  };
  if (button("run.freeze", words(run.frozen ? "ui.run" : "ui.freeze"), {.on = run.frozen, .enabled = run.may_freeze, .size = place(width_freeze)}) && run.freeze)
    run.freeze(!run.frozen);
  const auto step_speed = [&](int by) {
    const auto now = std::find(std::begin(kSpeeds), std::end(kSpeeds), run.speed) - std::begin(kSpeeds);
    const auto next = std::clamp<std::ptrdiff_t>(now + by, 0, std::ssize(kSpeeds) - 1);
    if (run.set_speed) run.set_speed(kSpeeds[next]);
  };
  if (button("run.faster", "+", {.enabled = run.may_speed, .size = place(width_small)})) step_speed(1);
  {
    const ImVec2 room = place(width_speed);
    const ImVec2 a{right + gap, middle - h / 2};
    draw->AddRectFilled(a, {a.x + room.x, a.y + h}, color::kField, 3);
    text_anchored(draw, fonts().bold, {a.x + room.x / 2, middle}, {0.5f, 0.5f}, color::kText, speed_text(words, run.speed));
  }
  if (button("run.slower", "−", {.enabled = run.may_speed, .size = place(width_small)})) step_speed(-1);
  if (button("run.back", "◄ 1 min", {.enabled = run.may_rewind, .size = place(width_back)}) && run.rewind) run.rewind(60);
  // A machine that is too slow for the speed asked for says what it manages.
  const bool behind = !run.frozen && run.speed > 0 && run.reached_speed > 0 && run.reached_speed < 0.8 * run.speed;
  const std::string status = run.holding  ? words("ui.holding")
                             : run.frozen ? words("ui.frozen")
                             : behind     ? fmt::format("{:.1f} ×", run.reached_speed)
                                          : "";
  if (!status.empty()) text_anchored(draw, fonts().bold, {right - px(8), middle}, {1, 0.5f}, color::kP3, status);
  ImGui::End();
}

void Board::tabs(const Desk& desk, int columns) {
  const float room = ImGui::GetContentRegionAvail().x;
  const float width = (room - kTabGap * float(columns - 1)) / float(columns);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(kTabGap, kTabGap));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(px(2), px(4)));
  const auto with_key = [&](const Tab& t) { return std::string(t.key) + "  " + desk.words(t.text); };
  const bool keys = std::all_of(std::begin(kTabs), std::end(kTabs), [&](const Tab& t) { return text_size(fonts().text, with_key(t)).x + px(6) <= width; });
  for (std::size_t k = 0; k < std::size(kTabs); ++k) {
    if (k % std::size_t(columns)) ImGui::SameLine();
    const Tab& t = kTabs[k];
    if (button(std::string("tab.") + t.key, keys ? with_key(t) : desk.words(t.text), {.on = under(t, state_.display), .size = {width, 0}})) state_.display = t.display;
    if (t.display == Display::trend) add_pens(desk, dropped_pens());
  }
  ImGui::PopStyleVar(2);
}

void Board::side(const Desk& desk, const ExerciseCard& exercise) {
  bool procedure = exercise.present && (state_.procedure_open || state_.faceplates.empty());
  if (exercise.present && !state_.faceplates.empty()) {
    const float half = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
    if (button("side.procedure", desk.words("ui.side.procedure") + (state_.procedure_news ? " (!)" : ""), {.on = procedure, .size = {half, 0}})) state_.procedure_open = procedure = true;
    ImGui::SameLine();
    if (button("side.faceplates", fmt::format("{} ({})", desk.words("ui.side.faceplates"), state_.faceplates.size()), {.on = !procedure, .size = {half, 0}}))
      state_.procedure_open = procedure = false;
  }
  if (procedure) return draw_procedure(desk, exercise);
  // What scrolls stands in a pane of its own, under the tabs that stay.
  ImGui::BeginChild("side.body", {0, 0}, false, ImGuiWindowFlags_AlwaysVerticalScrollbar);   // one that came would move what is beside it
  std::string closed;
  const std::deque<std::string> open = state_.faceplates;
  for (const std::string& tag : open) {
    ImGui::PushID(tag.c_str());
    if (!draw_faceplate(desk, tag)) closed = tag;
    ImGui::PopID();
    ImGui::Dummy({1, px(8)});
  }
  ImGui::EndChild();
  if (closed.empty()) return;
  std::erase(state_.faceplates, closed);
  state_.pinned.erase(closed);
}

float Board::draw_beside_field(const Words& words, RunControl& run, const ExerciseCard& exercise, ImVec2 at, ImVec2 size) {
  if (!exercise.present || !state_.procedure_in_field) return 0;
  const Desk desk{plant_, words, run, state_};
  const float width = std::min(px(330), size.x * 0.42f), foot = px(48);   // the keys stand below it
  constexpr ImGuiWindowFlags kOver = kFixed & ~ImGuiWindowFlags_NoBringToFrontOnFocus;   // what has that flag begins at the bottom
  if (begin("field.procedure", {at.x + size.x - width, at.y}, {width, size.y - foot}, color::kPanel, {px(8), px(8)}, kOver)) draw_procedure(desk, exercise);
  ImGui::End();
  return width;
}

void Board::keys(const Words& words, RunControl& run, bool field_alone) {
  const Context& ui = Context::current();
  if (ui.typing()) return;
  const Desk desk{plant_, words, run, state_};
  const Key function_keys[] = {Key::f5, Key::f6, Key::f7, Key::f8, Key::f9, Key::f10, Key::f11, Key::f12};
  for (std::size_t i = 0; i < std::size(kTabs); ++i)
    if (ui.pressed(function_keys[i])) state_.display = under(kTabs[i], state_.display) ? next_under_key(state_.display, run) : kTabs[i].display;
  const bool ctrl = ui.down(Key::left_ctrl) || ui.down(Key::right_ctrl), alt = ui.down(Key::left_alt) || ui.down(Key::right_alt);
  if (!field_alone) {
    const bool on_paper = state_.display == Display::pid;
    const auto page = [&](int k) {
      if (k < 0 || k >= int((on_paper ? paper() : pages_).pages.size())) return;
      if (!on_paper) state_.display = Display::unit;
      shown_page() = k;
    };
    if (ui.pressed(Key::page_down)) page(shown_page() + 1);
    if (ui.pressed(Key::page_up)) page(shown_page() - 1);
    for (int k = 0; ctrl && k < 9; ++k)
      if (ui.pressed(Key(int(Key::digit1) + k))) page(k);
    if (alt && ui.pressed(Key::left)) go_back(false);
    if (alt && ui.pressed(Key::right)) go_back(true);
    if (ui.pressed(Key::home)) look_at_whole(closeness());
    if (ctrl && ui.pressed(Key::f)) state_.find_open = state_.find_focus = true;
  }
  if (ui.pressed(Key::k) && !ctrl) acknowledge_first(desk);
  if (ui.pressed(Key::p) && !ctrl) {
    bool& open = field_alone ? state_.procedure_in_field : state_.procedure_open;
    open = !open;
  }
  if (ui.pressed(Key::x) && !ctrl && !field_alone && !state_.faceplates.empty()) state_.faceplates.pop_front();
  if (ui.pressed(Key::h) && run.may_freeze && run.freeze) run.freeze(!run.frozen);
  if (ctrl) return;
  const bool faster = ui.pressed(Key::pad_plus) || ui.pressed(Key::period), slower = ui.pressed(Key::pad_minus) || ui.pressed(Key::minus);
  if ((faster || slower) && run.may_speed && run.set_speed) {
    const auto now = std::find(std::begin(kSpeeds), std::end(kSpeeds), run.speed) - std::begin(kSpeeds);
    run.set_speed(kSpeeds[std::clamp<std::ptrdiff_t>(now + (faster ? 1 : -1), 0, std::ssize(kSpeeds) - 1)]);
  }
  if (ui.pressed(Key::backspace) && run.may_rewind && run.rewind) run.rewind(60);
}

void draw_toasts(const BoardState& state, ImVec2 at, ImVec2 size, std::optional<float> top) {
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  float y = at.y + top.value_or(size.y - px(110));
  for (auto t = state.toasts.rbegin(); t != state.toasts.rend(); ++t) {
    if (t->until < state.wall) continue;
    const std::string lines = broken(t->text + (t->times > 1 ? fmt::format("  ({}×)", t->times) : ""), std::min(size.x - px(60), px(720)), fonts().bold);
    const ImVec2 extent = text_size(fonts().bold, lines);
    const float high = extent.y + px(16);
    const ImVec2 a{at.x + (size.x - extent.x) / 2 - px(14), top ? y : y - high}, b{a.x + extent.x + px(28), a.y + high};
    draw->AddRectFilled(a, b, color::kTop, 4);
    text_at(draw, fonts().bold, {a.x + px(14), a.y + px(8)}, color::kTopText, lines);
    Context::current().note("toast");
    y = top ? b.y + px(6) : a.y - px(6);
  }
}

namespace {

/// What stands on pages and faceplates, each beside what it means.
void legend(const Words& words) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto line = [&](const char* key, const auto& picture) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = px(28);
    picture(ImVec2{at.x + px(22), at.y + height / 2});
    ImGui::Indent(px(48));
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (height - ImGui::GetTextLineHeight()) / 2);
    wrapped(words(key));
    ImGui::Unindent(px(48));
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (height - ImGui::GetTextLineHeight()) / 2 - ImGui::GetStyle().ItemSpacing.y);
  };
  const std::pair<int, const char*> priorities[] = {{1, "ui.sign.p1"}, {2, "ui.sign.p2"}, {3, "ui.sign.p3"}, {4, "ui.sign.p4"}};
  for (const auto& [priority, key] : priorities) line(key, [&, p = priority](ImVec2 c) { alarm_mark(draw, c, px(17), p, false, 0); });
  line("ui.sign.unacknowledged", [&](ImVec2 c) { alarm_mark(draw, c, px(14), 1, true, 0); });
  for (const StateSign sign : kStateSigns) line((std::string("ui.sign.") + sign_name(sign)).c_str(), [&](ImVec2 c) { draw_sign(draw, sign, c, px(18)); });
  for (const auto& [fill, key] : {std::pair{color::kRunning, "ui.sign.running"}, {color::kStopped, "ui.sign.stopped"}})
    line(key, [&, f = fill](ImVec2 c) {
      draw->AddCircleFilled(c, px(9), f, 24);
      draw->AddCircle(c, px(9), color::kText, 24, 1.5f);
    });
}

}  // namespace

bool draw_help(const Words& words) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(px(760), screen.x - px(20)), std::min(px(640), screen.y - px(20))});
  ImGui::SetNextWindowFocus();
  ImGui::Begin("###help", nullptr, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  bool* signs = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("signs"), false);
  for (const bool page : {false, true}) {
    if (page) ImGui::SameLine();
    if (button(page ? "help.signs" : "help.keys", words(page ? "ui.help.signs" : "ui.help.title"), {.on = *signs == page, .size = {px(160), px(32)}})) *signs = page;
  }
  const auto keys = [](std::initializer_list<Key> of) { return Context::current().labels(of, " "); };
  const std::pair<std::string, const char*> rows[] = {
      {"F1", "ui.help.help"}, {"Tab", "ui.help.switch"}, {"F2 F3 F4", "ui.help.views"}, {"F4 F4", "ui.help.apart"}, {"F5 – F12", "ui.help.displays"}, {"F6 F6", "ui.help.pid"}, {"F9 F9", "ui.help.shift"}, {"PgUp PgDn  Ctrl 1 – 9", "ui.help.pages"}, {"Alt ← →", "ui.help.back"}, {"Ctrl F", "ui.help.find"}, {"Home", "ui.help.zoom"}, {words("ui.help.drag.key"), "ui.help.drag"},
      {"K", "ui.help.acknowledge"}, {"P", "ui.help.procedure"}, {"X", "ui.help.close"}, {"H", "ui.help.freeze"},
      {keys({Key::period, Key::minus}), "ui.help.speed"}, {"Backspace", "ui.help.rewind"}, {"← ↑ → ↓  Enter", "ui.help.focus"}, {keys({Key::w, Key::a, Key::s, Key::d}), "ui.help.walk"},
      {"Shift", "ui.help.run"}, {keys({Key::q, Key::r}), "ui.help.turn"}, {"PgUp PgDn", "ui.help.climb"}, {"E", "ui.help.operate"}, {"M", "ui.help.plan"}, {"G", "ui.help.find_in_field"}, {"F", "ui.help.follow"}, {"T", "ui.help.radio"}, {"I", "ui.help.inside"}, {"L", "ui.help.light"}, {"Ctrl + −", "ui.help.text_size"}, {"Esc", "ui.help.menu"}};
  bool open = true;
  if (*signs) {
    ImGui::BeginChild("signs", {0, ImGui::GetContentRegionAvail().y - px(44)});
    legend(words);
    ImGui::EndChild();
  } else if (ImGui::BeginTable("keys", 2, ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY, {0, ImGui::GetContentRegionAvail().y - px(44)})) {
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, px(170));
    for (const auto& [key, text] : rows) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      Face face(fonts().bold);
      ImGui::TextUnformatted(key.c_str());
      ImGui::TableNextColumn();
      Face plain(fonts().text);
      wrapped(words(text));
    }
    ImGui::EndTable();
  }
  if (button("help.close", words("ui.close"), {.size = {px(160), px(32)}})) open = false;
  ImGui::End();
  return open;
}

}  // namespace retort::hmi
