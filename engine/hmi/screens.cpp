#include "engine/hmi/screens.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "engine/hmi/plant_view.h"
#include "engine/ui/widgets.h"

namespace retort::hmi {

using namespace ui;

namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                    ImGuiWindowFlags_NoSavedSettings;

/// A page in the middle of the screen, over a plain ground.
void begin_page(const char* name, float width, float height) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const ImVec2 size{std::min(px(width), screen.x - px(24)), std::min(px(height), screen.y - px(24))};
  ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, screen, color::kTop);
  ImGui::SetNextWindowPos({(screen.x - size.x) / 2, (screen.y - size.y) / 2});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(px(24), px(20)));
  ImGui::Begin(name, nullptr, kFixed);
  ImGui::PopStyleVar();
}

void heading(const std::string& text) {
  Face face(fonts().large);
  wrapped(text);
}

std::string exercise_count(const Words& words, std::size_t n) {
  return n == 1 ? words("ui.menu.one_exercise") : fmt::format("{} {}", n, words("ui.menu.exercises"));
}

/// One of a list: title, lines below it; `difficulty`, when not 0, as that many of five dots.
bool choice(const std::string& id, const std::string& title, const std::string& about, bool chosen, int difficulty = 0) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 a = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, inner = width - px(24);
  const ImVec2 below = fonts().small->CalcTextSizeA(fonts().small->FontSize, 1e9f, inner, about.c_str());
  const float height = fonts().bold->FontSize + (about.empty() ? 0 : below.y + px(2)) + px(14);
  const ImVec2 b{a.x + width, a.y + height};
  draw->AddRectFilled(a, b, chosen ? color::kNormalBand : color::kField, 3);
  draw->AddRect(a, b, chosen ? color::kButtonOn : color::kFaint, 3, 0, chosen ? 2.f : 1.f);
  if (chosen) draw->AddRectFilled(a, {a.x + px(5), b.y}, color::kButtonOn);
  const float dots = difficulty > 0 ? px(70) : 0;
  text_at(draw, fonts().bold, {a.x + px(14), a.y + px(6)}, color::kText, fitted(title, inner - dots, fonts().bold));
  for (int i = 0; dots > 0 && i < 5; ++i) {
    const ImVec2 at{b.x - dots + px(4) + px(12) * float(i), a.y + px(6) + fonts().bold->FontSize / 2};
    if (i < difficulty) draw->AddCircleFilled(at, px(4), color::kButtonOn);
    else draw->AddCircle(at, px(4), color::kDim);
  }
  draw->AddText(fonts().small, fonts().small->FontSize, {a.x + px(14), a.y + px(8) + fonts().bold->FontSize}, color::kDim, about.c_str(), nullptr, inner);
  const bool pressed = hot_area(id, a, b);
  ImGui::Dummy({width, height});
  return pressed;
}

/// Goes on beside the last button when one with this label still fits there, else below it.
void beside(const std::string& label) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float wide = text_size(fonts().text, label).x + 2 * style.FramePadding.x;
  if (ImGui::GetItemRectMax().x + style.ItemSpacing.x + wide <= ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x) ImGui::SameLine();
}

/// True where another was chosen.
bool languages(const Words& words, std::string& chosen) {
  bool other = false;
  caption(words("ui.menu.language"));
  for (auto [code, name] : {std::pair{"nl", "Nederlands"}, {"en", "English"}, {"fr", "Français"}}) {
    if (std::string_view(code) != "nl") beside(name);
    if (button(std::string("menu.language.") + code, name, {.on = chosen == code})) other = chosen != code, chosen = code;
  }
  return other;
}

void text_sizes(const Words& words, float& scale) {
  caption(words("ui.menu.text_size"));
  for (int percent : {100, 125, 150, 200}) {
    const std::string label = fmt::format("{} %", percent);
    if (percent != 100) beside(label);
    const float s = float(percent) / 100;
    if (button("menu.text." + std::to_string(percent), label, {.on = std::abs(scale - s) < 0.01f})) scale = s;
  }
}

void volumes(const Words& words, SoundChoice& sound) {
  caption(words("ui.sound"));
  for (int percent : {0, 30, 60, 100}) {
    const std::string label = percent ? fmt::format("{} %", percent) : words("ui.sound.off");
    if (percent != 0) beside(label);
    const float v = float(percent) / 100;
    if (button("sound." + std::to_string(percent), label, {.on = std::abs(sound.volume - v) < 0.01f})) sound.volume = v;
  }
  beside(words("ui.sound.captions"));
  if (button("sound.captions", words("ui.sound.captions"), {.on = sound.captions})) sound.captions = !sound.captions;
}

void section(const std::string& title) {
  ImGui::Dummy({1, px(4)});
  Face face(fonts().bold);
  ImGui::TextUnformatted(title.c_str());
}

/// Some of what was graded: what it is, its points, when, and what happened. `rules`: with the conditions behind it.
void graded(const Words& words, const char* title, const std::vector<Debrief::Line>& lines, bool rules, bool critical) {
  section(words(title));
  if (!ImGui::BeginTable(title, 4, ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH)) return;
  ImGui::TableSetupColumn(words("ui.end.item").c_str(), ImGuiTableColumnFlags_WidthStretch, 1.2f);
  ImGui::TableSetupColumn(words("ui.end.points").c_str(), ImGuiTableColumnFlags_WidthFixed, px(96));
  ImGui::TableSetupColumn(words("ui.end.when").c_str(), ImGuiTableColumnFlags_WidthFixed, px(80));
  ImGui::TableSetupColumn(words("ui.end.why").c_str(), ImGuiTableColumnFlags_WidthStretch, 2);
  for (const Debrief::Line& line : lines) {
    ImGui::TableNextRow();
    if (critical) ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, color::faded(color::kP1, 60));
    ImGui::TableNextColumn();
    wrapped(line.title);
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(line.points.c_str());
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(line.when.c_str());
    ImGui::TableNextColumn();
    for (const std::string& why : line.why) wrapped(why);
    if (!rules) continue;
    Face face(fonts().small);
    ImGui::PushStyleColor(ImGuiCol_Text, color::kDim);
    for (const std::string& rule : line.rules) wrapped(rule);
    ImGui::PopStyleColor();
  }
  ImGui::EndTable();
}

}  // namespace

MenuAct draw_start_menu(const Words& words, MenuState& menu) {
  MenuAct act = MenuAct::none;
  begin_page("###menu", 1180, 680);
  {
    Face face(fonts().large);
    ImGui::TextUnformatted("Retort");
  }
  caption(words("ui.menu.subtitle"));
  ImGui::Separator();
  const float foot = px(52), room = ImGui::GetContentRegionAvail().x;
  const ImVec2 whole{0, ImGui::GetContentRegionAvail().y - foot};
  ImGui::BeginChild("menu.plants", {room * 0.25f, whole.y});
  caption(words("ui.menu.plants"));
  if (menu.plants.empty()) wrapped(words("ui.menu.none"));
  for (std::size_t p = 0; p < menu.plants.size(); ++p) {
    const MenuPlant& plant = menu.plants[p];
    if (!choice("menu.plant." + plant.id, plant.title, exercise_count(words, plant.exercises.size()), menu.plant == p)) continue;
    menu.plant = p;
    menu.exercise = plant.exercises.empty() ? -1 : 0;
    menu.start = 0;
  }
  ImGui::EndChild();
  ImGui::SameLine(0, px(20));
  ImGui::BeginChild("menu.list", {room * 0.42f, whole.y});
  if (menu.plant < menu.plants.size()) {
    const MenuPlant& plant = menu.plants[menu.plant];
    ImGui::PushStyleColor(ImGuiCol_Text, color::kDim);
    wrapped(plant.about);
    ImGui::PopStyleColor();
    for (std::size_t e = 0; e < plant.exercises.size(); ++e) {
      const MenuExercise& x = plant.exercises[e];
      std::string about = x.about + (x.about.empty() || x.teaches.empty() ? "" : "\n") + x.teaches;
      if (x.best) about += (about.empty() ? "" : "\n") + filled(words("ui.menu.best"), {fmt::format("{:.0f}", *x.best)});
      if (choice("menu.exercise." + x.id, x.title, about, menu.exercise == int(e), x.difficulty)) menu.exercise = int(e);
      if (menu.exercise == int(e)) Context::current().note("menu.chosen." + plant.id + "/" + x.id);
    }
    if (choice("menu.free." + plant.id, words("ui.menu.free"), words("ui.menu.free_about"), menu.exercise < 0)) menu.exercise = -1;
  }
  ImGui::EndChild();
  ImGui::SameLine(0, px(20));
  ImGui::BeginChild("menu.choices", whole);
  if (menu.exercise < 0 && menu.plant < menu.plants.size()) {   // what has no exercise has no exam, and begins where one likes
    caption(words("ui.menu.start"));
    const std::vector<MenuStart>& starts = menu.plants[menu.plant].starts;
    for (std::size_t s = 0; s < starts.size(); ++s)
      if (choice("menu.start." + starts[s].id, starts[s].title, "", menu.start == s)) menu.start = s;
  } else {
    caption(words("ui.menu.mode"));
    if (choice("menu.practise", words("ui.menu.practise"), words("ui.menu.practise_about"), !menu.exam)) menu.exam = false;
    if (choice("menu.exam", words("ui.menu.exam"), words("ui.menu.exam_about"), menu.exam)) menu.exam = true;
  }
  ImGui::Dummy({1, px(6)});
  if (languages(words, menu.choices.language)) act = MenuAct::language;
  text_sizes(words, menu.choices.text_scale);
  caption(words("ui.menu.student"));
  char name[80];
  std::snprintf(name, sizeof name, "%s", menu.student.c_str());
  ImGui::SetNextItemWidth(-1);
  if (ImGui::InputText("###menu.student", name, sizeof name)) menu.student = name;
  Context::current().mark("menu.student", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (!menu.error.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, color::kBad);
    wrapped(menu.error);
    ImGui::PopStyleColor();
  }
  ImGui::EndChild();
  ImGui::Separator();
  if (button("menu.quit", words("ui.menu.quit"), {.size = {px(150), px(38)}})) act = MenuAct::quit;
  ImGui::SameLine();
  if (button("menu.help", words("ui.menu.help"), {.size = {px(170), px(38)}})) act = MenuAct::help;
  ImGui::SameLine();
  if (button("menu.settings", words("ui.settings"), {.size = {px(170), px(38)}})) act = MenuAct::settings;
  ImGui::SameLine(ImGui::GetWindowWidth() - px(24 + 220));
  if (button("menu.open", words("ui.menu.open"), {.on = true, .enabled = !menu.plants.empty(), .size = {px(220), px(38)}})) act = MenuAct::open;
  ImGui::End();
  return act;
}

BriefingAct draw_briefing(const Words& words, const Briefing& briefing, ExtractState& extract) {
  BriefingAct act = BriefingAct::none;
  const bool pictured = briefing.extract.paper != nullptr;
  begin_page("###briefing", pictured ? 1256 : 860, pictured ? 696 : 620);
  caption(words("ui.briefing") + "   ·   " + words(briefing.exam ? "ui.menu.exam" : "ui.menu.practise"));
  heading(briefing.title);
  ImGui::Separator();
  const ImVec2 room{ImGui::GetContentRegionAvail().x, ImGui::GetContentRegionAvail().y - px(54)};
  if (!pictured || !extract.large) {
    ImGui::BeginChild("briefing.text", {pictured ? room.x * 0.44f : 0, room.y});
    if (ImGui::IsWindowAppearing()) ImGui::SetScrollY(0);   // one was read to its end before
    for (const TextPart& part : briefing.parts) {
      section(part.title);
      prose(part.text);
    }
    ImGui::EndChild();
    Context::current().mark("briefing.text", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    if (pictured) ImGui::SameLine(0, px(16));
  }
  if (pictured) {
    ImGui::BeginChild("briefing.extract", {0, room.y});
    draw_extract(words, briefing.extract, extract);
    ImGui::EndChild();
  }
  if (button("briefing.back", words("ui.back"), {.size = {px(150), px(38)}})) act = BriefingAct::back;
  ImGui::SameLine(ImGui::GetWindowWidth() - px(24 + 220));
  if (button("briefing.begin", words("ui.briefing.begin"), {.on = true, .size = {px(220), px(38)}})) act = BriefingAct::begin;
  ImGui::End();
  return act;
}

PauseAct draw_pause(const Words& words, const Pause& pause) {
  PauseAct act = PauseAct::none;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, screen, IM_COL32(30, 34, 40, 150));
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowFocus();
  ImGui::Begin("###pause", nullptr, kFixed | ImGuiWindowFlags_AlwaysAutoResize);
  heading(words(pause.goes_on ? "ui.pause.menu_title" : "ui.pause"));
  const ImVec2 size{px(380), px(34)};   // at the largest letters all of it still fits 720 px
  if (pause.goes_on) {
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + size.x);
    ImGui::TextUnformatted(words("ui.pause.goes_on").c_str());
    ImGui::PopTextWrapPos();
  }
  // What throws work away is asked twice.
  const auto leave = [&](const char* id, const char* key) {
    return button_twice(id, words(key), words(pause.ends_exam ? "ui.pause.hands_in" : "ui.pause.sure"), {.size = size});
  };
  if (button("pause.resume", words("ui.pause.resume"), {.on = true, .size = size})) act = PauseAct::resume;
  if (button("pause.help", words("ui.menu.help"), {.size = size})) act = PauseAct::help;
  if (pause.ends_exam ? leave("pause.end", "ui.pause.end") : button("pause.end", words("ui.pause.end"), {.size = size})) act = PauseAct::end;
  if (leave("pause.menu", "ui.pause.menu")) act = PauseAct::menu;
  if (leave("pause.quit", "ui.menu.quit")) act = PauseAct::quit;
  if (button("pause.settings", words("ui.settings"), {.size = size})) act = PauseAct::settings;
  ImGui::End();
  return act;
}

bool draw_settings(const Words& words, Choices& c) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, screen, IM_COL32(30, 34, 40, 150));
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(px(640), screen.x - px(20)), std::min(px(560), screen.y - px(20))});
  ImGui::SetNextWindowFocus();
  ImGui::Begin("###settings", nullptr, kFixed);
  heading(words("ui.settings"));
  ImGui::BeginChild("settings.body", {0, ImGui::GetContentRegionAvail().y - px(44)});
  languages(words, c.language);
  text_sizes(words, c.text_scale);
  volumes(words, c.sound);
  const auto pick = [&](const char* title, std::string& chosen, std::initializer_list<std::pair<const char*, std::string>> from, const char* id) {
    caption(words(title));
    bool first = true;
    for (const auto& [value, label] : from) {
      if (!std::exchange(first, false)) beside(label);
      if (button(std::string(id) + "." + (*value ? value : "own"), label, {.on = chosen == value})) chosen = value;
    }
  };
  pick("ui.settings.terms", c.terms, {{"pv_sp_op", words("term.pv_sp_op")}, {"pv_sv_mv", words("term.pv_sv_mv")}, {"x_w_y", words("term.x_w_y")}}, "settings.terms");
  pick("ui.settings.light", c.light, {{"", words("ui.settings.light.own")}, {"day", words("ui.settings.light.day")}, {"dusk", words("ui.settings.light.dusk")}, {"night", words("ui.settings.light.night")}}, "settings.light");
  caption(words("ui.settings.motion"));
  if (button("settings.calm", words("ui.settings.calm"), {.on = c.calm})) c.calm = !c.calm;
  ImGui::EndChild();
  const bool close = button("settings.close", words("ui.close"), {.size = {px(160), px(32)}});
  ImGui::End();
  return !close;
}

bool draw_reached(const Words& words, const std::string& score) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, screen, IM_COL32(30, 34, 40, 110));
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowFocus();
  ImGui::Begin("###reached", nullptr, kFixed | ImGuiWindowFlags_AlwaysAutoResize);
  heading(words("ui.reached"));
  {
    Face face(fonts().bold);
    ImGui::TextUnformatted(score.c_str());
  }
  const bool on = button("reached.debrief", words("ui.end.to_debrief"), {.on = true, .size = {px(320), px(38)}});
  ImGui::End();
  return on;
}

DebriefAct draw_debrief(const Words& words, const Debrief& debrief, const DebriefState& state) {
  DebriefAct act = DebriefAct::none;
  begin_page("###debrief", 1100, 680);
  caption(words("ui.end"));
  heading(debrief.title.empty() ? words("ui.menu.free") : debrief.title);
  if (!debrief.ended.empty()) {
    Face face(fonts().bold);
    ImGui::TextUnformatted(debrief.ended.c_str());
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (debrief.title.empty()) {
    wrapped(words("ui.end.free"));
  } else {
    const ImVec2 a = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = px(34);
    draw->AddRectFilled(a, {a.x + width, a.y + height}, color::kField, 3);
    draw->AddRectFilled(a, {a.x + width * float(std::clamp(debrief.score / 100, 0.0, 1.0)), a.y + height}, color::kNormalBand, 3);
    draw->AddRect(a, {a.x + width, a.y + height}, color::kLine, 3);
    text_anchored(draw, fonts().large, {a.x + px(12), a.y + height / 2}, {0, 0.5f}, color::kText, debrief.score_text);
    Context::current().mark("debrief.score", a, {a.x + width, a.y + height});
    ImGui::Dummy({width, height});
    ImGui::BeginChild("debrief.body", {0, ImGui::GetContentRegionAvail().y - px(96)});
    if (!debrief.about.empty()) {
      section(words("ui.end.about"));
      prose(debrief.about);
    }
    bool* rules = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("rules"), false);
    for (const auto& [key, lines] : {std::pair{"ui.end.caps", &debrief.caps}, {"ui.end.lost", &debrief.lost}, {"ui.end.won", &debrief.won}})
      if (!lines->empty()) graded(words, key, *lines, *rules, lines == &debrief.caps);
    if (!debrief.hints.empty()) wrapped(debrief.hints);
    if (button("debrief.rules", words("ui.end.rules"), {.on = *rules})) *rules = !*rules;
    ImGui::EndChild();
  }
  if (!state.recording.empty()) caption(words("ui.end.recording") + ": " + state.recording);
  if (state.writing) caption(words("ui.grading"));
  else if (!state.report.empty()) caption(words("ui.end.written") + ": " + state.report);
  if (!state.error.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, color::kBad);
    wrapped(state.error);
    ImGui::PopStyleColor();
  }
  const ImVec2 size{px(220), px(38)};
  ImGui::SetCursorPosY(ImGui::GetWindowHeight() - px(20) - size.y);
  if (button("debrief.menu", words("ui.pause.menu"), {.size = size})) act = DebriefAct::menu;
  ImGui::SameLine();
  if (button("debrief.again", words("ui.end.again"), {.size = size})) act = DebriefAct::again;
  if (!debrief.title.empty()) {
    ImGui::SameLine();
    if (button("debrief.report", words("ui.end.report"), {.on = true, .size = size})) act = DebriefAct::report;
  }
  ImGui::End();
  return act;
}

}  // namespace retort::hmi
