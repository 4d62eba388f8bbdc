#include "apps/window/field_radio.h"

#include <algorithm>
#include <vector>

#include "engine/hmi/tag_search.h"
#include "engine/ui/widgets.h"

namespace retort {

using namespace ui;
using input::Key;

namespace {

/// "FIC-101 flow: 4,2 kg/s"
std::string said(const hmi::Desk& desk, RowId row, double value) {
  const Row& r = desk.plant.catalogue()[row];
  return r.tag + " " + hmi::noun_text(desk.words, r) + ": " + hmi::value_text(r, value, desk.words);
}

}  // namespace

void FieldRadio::draw(const hmi::Desk& desk, ImVec2 at, float room, bool keys) {
  if (!desk.run.hud.radio) return;
  const Context& ui = Context::current();
  const auto turn = [&] { open_ = opened_ = !open_; };
  if (keys && !ui.typing() && ui.pressed(Key::t)) turn();
  ImGui::SetCursorScreenPos(at);
  if (button("field.radio", desk.words("ui.radio") + " (" + ui.label(Key::t) + ")", {.on = open_, .size = {px(110), px(28)}})) turn();
  if (!open_) return;
  ImGui::SetNextWindowPos({at.x, at.y + px(34)});
  ImGui::SetNextWindowSize({std::min(px(400), room), 0});
  ImGui::Begin("###field.radio", nullptr, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  {
    Face face(fonts().bold);
    ImGui::TextUnformatted(desk.words("ui.radio.title").c_str());
  }
  heard(desk);
  ask(desk);
  if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) open_ = false;
  ImGui::End();
}

/// What was said last, and how long ago: a value that was read out grows old.
void FieldRadio::heard(const hmi::Desk& desk) {
  constexpr int kLines = 5;
  const LogView& log = desk.plant.log;
  const double now = desk.plant.frame ? desk.plant.frame->time : 0;
  std::vector<const LogEntry*> lines;
  for (std::size_t i = log.size(); i > log.in_memory_from() && int(lines.size()) < kLines; --i)
    if (const LogEntry& e = log[i - 1]; e.is_act && e.kind == kActNumber<acts::Report> && e.refused.empty()) lines.push_back(&e);
  if (lines.empty()) caption(desk.words("ui.radio.silent"));
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const LogEntry& e = **line;
    const double age = std::max(0.0, now - double(e.scan) * desk.plant.scan_period);
    const char* who = e.source == Source::field ? "ui.source.field" : "ui.source.board";
    caption(filled(desk.words("ui.radio.line"), {desk.words(who), hmi::clock_text(age)}));
    wrapped(said(desk, e.row, e.after));
    Context::current().note("field.radio.heard." + desk.plant.catalogue()[e.row].name);
  }
}

/// What a tag shows first in the control room; a tag that is written out, all that is shown of it there.
void FieldRadio::ask(const hmi::Desk& desk) {
  constexpr std::size_t kMost = 8;
  if (opened_) {
    ImGui::SetKeyboardFocusHere();
    typed_[0] = 0;
    opened_ = false;
  }
  ImGui::SetNextItemWidth(-1);
  const bool entered = ImGui::InputTextWithHint("##radio", desk.words("ui.radio.ask").c_str(), typed_, sizeof typed_, ImGuiInputTextFlags_EnterReturnsTrue);
  Context::current().mark("field.radio.text", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const std::string part = typed_;
  std::vector<RowId> rows;
  using enum hmi::Meant;
  for (const hmi::Meant how : {itself, begins_so, has_it, called_so})
    for (const hmi::Thing& t : desk.plant.things()) {
      if (t.kind == hmi::ThingKind::alarm || hmi::meant(desk.words, t.tag, part) != how) continue;
      const RowId main = desk.plant.main_row(t);
      for (RowId r : t.face.shown)
        if (rows.size() < kMost && !is_button(desk.plant.catalogue()[r]) && (r == main || how == itself)) rows.push_back(r);
    }
  RowId chosen = entered && !rows.empty() ? rows.front() : kNoRow;
  for (RowId r : rows) {
    const Row& row = desk.plant.catalogue()[r];
    if (button("field.radio.ask." + row.name, row.tag + "   " + hmi::noun_text(desk.words, row), {.size = {ImGui::GetContentRegionAvail().x, 0}})) chosen = r;
  }
  if (rows.empty() && !part.empty()) caption(desk.words("ui.find.none"));
  if (chosen == kNoRow || !desk.plant.post) return;
  desk.plant.post(act_of(acts::Report{chosen}));   // the control room answers
  typed_[0] = 0;
}

void FieldRadio::tell(const hmi::Desk& desk, RowId row, bool near, const retort::Place& standing) {
  if (!desk.run.hud.radio || row == kNoRow) return;
  const Row& r = desk.plant.catalogue()[row];
  ImGui::SameLine(0, px(12));
  if (!button("field.report." + r.name, desk.words("ui.radio.tell"), {.enabled = near, .size = {px(76), px(28)}}) || !desk.plant.post) return;
  Act a = act_of(acts::Report{row}, Source::field);
  a.place = standing;
  desk.plant.post(std::move(a));
  desk.say(filled(desk.words("ui.radio.told"), {said(desk, row, desk.plant.value(row))}));
}

}  // namespace retort
