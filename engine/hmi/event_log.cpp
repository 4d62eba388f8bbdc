#include <algorithm>

#include "engine/hmi/displays.h"
#include "engine/hmi/handover.h"
#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

namespace {

const char* source_key(Source s) {
  switch (s) {
    case Source::board: return "ui.source.board";
    case Source::field: return "ui.source.field";
    case Source::instructor: return "ui.source.instructor";
    default: return "ui.source.scenario";
  }
}

}  // namespace

void draw_event_log(const Desk& desk) {
  draw_note_entry(desk);
  const ImGuiTableFlags flags = ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingFixedFit;
  if (!ImGui::BeginTable("events", 5, flags)) return;
  ImGui::TableSetupScrollFreeze(0, 1);
  ImGui::TableSetupColumn(desk.words("ui.time").c_str(), 0, px(84));
  ImGui::TableSetupColumn(desk.words("ui.by").c_str(), 0, px(110));
  ImGui::TableSetupColumn(desk.words("ui.tag").c_str(), 0, px(110));
  ImGui::TableSetupColumn(desk.words("ui.description").c_str(), ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn(desk.words("ui.change").c_str(), 0, px(280));
  ImGui::TableHeadersRow();
  {
    // What the exercise or an instructor does behind the scenes stays there.
    std::vector<const LogEntry*> shown;
    const LogView& log = desk.plant.log;
    for (std::size_t i = log.size(); i > log.in_memory_from() && shown.size() < 1000; --i) {
      const LogEntry* e = &log[i - 1];
      if (e->is_act && (e->source == Source::scenario || e->source == Source::instructor) && !desk.run.may_inject) continue;
      const bool remark = e->is_act && e->kind == kActNumber<acts::Remark>;
      if (e->row == kNoRow && !remark) continue;
      if (e->row != kNoRow && !e->is_act) {
        const Thing* t = desk.plant.find(desk.plant.catalogue()[e->row].tag);
        if (!t) continue;
        const std::vector<RowId> wired = desk.plant.board_rows(*t);
        if (std::find(wired.begin(), wired.end(), e->row) == wired.end()) continue;
      }
      shown.push_back(e);
    }
    ImGuiListClipper clipper;
    clipper.Begin(int(shown.size()));
    while (clipper.Step())
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
        const LogEntry& e = *shown[std::size_t(i)];
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(clock_text(double(e.scan) * desk.plant.scan_period).c_str());
        ImGui::TableNextColumn();
        ImGui::TextUnformatted(e.is_act ? desk.words(source_key(e.source)).c_str() : desk.words("ui.source.plant").c_str());
        ImGui::TableNextColumn();
        if (e.row == kNoRow) {
          ImGui::TextUnformatted(desk.words("ui.log.book").c_str());
          ImGui::TableNextColumn();
          wrapped(e.text);
          continue;
        }
        const Row& r = desk.plant.catalogue()[e.row];
        ImGui::PushID(i);
        tag_link(desk, "log.show." + r.name + "." + std::to_string(i), r.tag, r.tag);
        ImGui::PopID();
        ImGui::TableNextColumn();
        fitted_line(noun_text(desk.words, r), ImGui::GetContentRegionAvail().x);
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s  %s", r.tag.c_str(), description(desk.words, r.tag).c_str());
        ImGui::TableNextColumn();
        if (e.is_act && e.kind == kActNumber<acts::Report>) {
          wrapped(filled(desk.words("ui.radio.says"), {e.refused.empty() ? value_text(r, e.after, desk.words) : desk.words(e.refused)}));
        } else if (e.is_act && is_button(r)) {
          if (e.refused.empty()) ImGui::TextUnformatted(desk.words("ui.log.pressed").c_str());
          else wrapped(desk.words(e.refused));
        } else if (e.refused.empty()) {
          ImGui::TextUnformatted((value_text(r, e.before, desk.words) + " → " + value_text(r, e.after, desk.words)).c_str());
        } else {
          wrapped(value_text(r, e.after, desk.words) + ": " + desk.words(e.refused));
        }
      }
  }
  ImGui::EndTable();
}

}  // namespace retort::hmi
