#include "engine/hmi/handover.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

namespace {

using Line = HandoverSection::Line;

/// Where it began and where it stands, of what the control room set: the way between is in the list of events.
std::vector<Line> changed(const PlantView& plant, const Words& words) {
  struct Change {
    double time, from, to;
  };
  std::map<RowId, Change> rows;
  const LogView& log = plant.log;
  for (std::size_t i = log.in_memory_from(); i < log.size(); ++i) {
    const LogEntry& e = log[i];
    if (!e.is_act || e.kind != kActNumber<acts::Write> || e.row == kNoRow || !e.refused.empty() || e.source != Source::board) continue;
    const Row& r = plant.catalogue()[e.row];
    const Thing* t = plant.thing_of(e.row);
    if (!t || t->kind != ThingKind::controller || is_button(r)) continue;
    auto it = rows.try_emplace(e.row, Change{0, e.before, e.after}).first;
    it->second.time = double(e.scan) * plant.scan_period;
    it->second.to = e.after;
  }
  std::vector<Line> lines;
  for (const auto& [row, c] : rows) {
    const Row& r = plant.catalogue()[row];
    if (std::abs(c.to - c.from) > 1e-12) lines.push_back({c.time, r.tag, noun_text(words, r) + ": " + value_text(r, c.from, words) + " → " + value_text(r, c.to, words)});
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.time < b.time; });
  return lines;
}

std::vector<Line> notes(const PlantView& plant) {
  std::vector<Line> lines;
  const LogView& log = plant.log;
  for (std::size_t i = log.in_memory_from(); i < log.size(); ++i)
    if (const LogEntry& e = log[i]; e.is_act && e.kind == kActNumber<acts::Remark>) lines.push_back({double(e.scan) * plant.scan_period, "", e.text});
  return lines;
}

std::string csv_field(const std::string& text) {
  std::string out = "\"";
  // A spreadsheet takes a leading sign for a formula.
  if (!text.empty() && std::string_view("=+-@").find(text[0]) != std::string_view::npos) out += '\'';
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c == '\n' ? ' ' : c);
  return out + '"';
}

}  // namespace

std::vector<HandoverSection> handover_of(const PlantView& plant, const Words& words) {
  HandoverSection notes_{"ui.handover.notes", notes(plant)}, alarms{"ui.handover.alarms", {}}, silenced{"ui.handover.silenced", {}}, safety{"ui.handover.safety", {}},
      hand{"ui.handover.hand", {}}, locks{"ui.handover.locks", {}}, set{"ui.handover.set", changed(plant, words)};
  for (std::size_t i = 0; i < plant.alarms().size(); ++i) {
    const AlarmPoint& a = plant.alarms()[i];
    const AlarmLook l = plant.look(a);
    const std::string& what = description(words, a.tag);
    if (l.listed()) alarms.lines.push_back({plant.times(i).came, a.tag, what + (l.unacknowledged ? ", " + words("ui.alarm.unacknowledged") : "")});
    if (l.shelved) silenced.lines.push_back({-1, a.tag, what + ", " + words("ui.alarm.shelved")});
    if (l.silenced) silenced.lines.push_back({-1, a.tag, what + ", " + words("ui.alarm.silenced")});
  }
  for (const SafetyWiring& s : plant.plant().wiring.safety) {
    const std::string word = safety_word(plant, s);
    if (word == "ui.healthy" || word == "ui.permitted") continue;
    const Thing& t = *plant.thing(s.block);
    safety.lines.push_back({-1, t.tag, description(words, t.tag) + ": " + words(word)});
  }
  for (const Thing& t : plant.things()) {
    if (t.kind == ThingKind::controller && t.row("actual_mode") != kNoRow) {
      const Row& r = plant.catalogue()[t.row("actual_mode")];
      const auto k = std::size_t(plant.value(r.id) + 0.5);
      if (k < r.choices.size() && (r.choices[k] == "man" || r.choices[k] == "oos")) hand.lines.push_back({-1, t.tag, description(words, t.tag) + ": " + value_text(r, double(k), words)});
    }
    for (const char* noun : {"override", "track"})
      if (const RowId row = t.row(noun); row != kNoRow && plant.value(row) > 0.5)
        hand.lines.push_back({-1, t.tag, noun_text(words, plant.catalogue()[row]) + ": " + value_text(plant.catalogue()[row], plant.value(row), words)});
    if (const RowId row = t.row("lock"); row != kNoRow && plant.value(row) > 0.5)
      locks.lines.push_back({-1, t.tag, description(words, t.tag) + ": " + value_text(plant.catalogue()[row], plant.value(row), words)});
  }
  return {notes_, alarms, silenced, safety, hand, locks, set};
}

std::string handover_text(const std::vector<HandoverSection>& sections, const PlantView& plant, const Words& words) {
  std::string out = words("ui.display.handover") + ": " + words.get("plant.title", plant.plant().spec.name) + ", " + clock_text(plant.frame ? plant.frame->time : 0) + "\n";
  for (const HandoverSection& s : sections) {
    out += "\n" + words(s.title) + "\n";
    if (s.lines.empty()) out += "  " + words("ui.handover.nothing") + "\n";
    for (const Line& l : s.lines) out += "  " + (l.time >= 0 ? clock_text(l.time) + "  " : "") + (l.tag.empty() ? "" : l.tag + "  ") + l.text + "\n";
  }
  return out;
}

std::string handover_csv(const std::vector<HandoverSection>& sections, const Words& words) {
  std::string out = csv_field(words("ui.handover.section")) + ";" + csv_field(words("ui.time")) + ";" + csv_field(words("ui.tag")) + ";" + csv_field(words("ui.description")) + "\r\n";
  for (const HandoverSection& s : sections)
    for (const Line& l : s.lines) out += csv_field(words(s.title)) + ";" + csv_field(l.time >= 0 ? clock_text(l.time) : "") + ";" + csv_field(l.tag) + ";" + csv_field(l.text) + "\r\n";
  return out;
}

void draw_note_entry(const Desk& desk) {
  char note[200];
  std::snprintf(note, sizeof note, "%s", desk.state.log_note.c_str());
  const std::string& write = desk.words("ui.log.write");
  const float width = std::max(px(140), button_width(write));
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - width - ImGui::GetStyle().ItemSpacing.x);
  const bool entered = ImGui::InputTextWithHint("###log.note", desk.words("ui.log.hint").c_str(), note, sizeof note, ImGuiInputTextFlags_EnterReturnsTrue);
  Context::current().mark("log.note", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  desk.state.log_note = note;
  ImGui::SameLine();
  if ((button("log.write", write, {.size = {width, 0}}) || entered) && !desk.state.log_note.empty()) {
    if (desk.plant.post) desk.plant.post(act_of(acts::Remark{desk.state.log_note}));
    desk.state.log_note.clear();
  }
}

void draw_handover(const Desk& desk) {
  draw_note_entry(desk);
  const std::vector<HandoverSection> sections = handover_of(desk.plant, desk.words);
  if (button("handover.text", desk.words("ui.handover.export"))) desk.save("handover.txt", handover_text(sections, desk.plant, desk.words));
  beside(button_width(desk.words("ui.export")));
  if (button("handover.csv", desk.words("ui.export"))) desk.save("handover.csv", handover_csv(sections, desk.words));
  ImGui::BeginChild("handover.body");
  for (const HandoverSection& s : sections) {
    {
      Face face(fonts().bold);
      wrapped(desk.words(s.title) + (s.lines.empty() ? "" : " (" + std::to_string(s.lines.size()) + ")"));
    }
    ImGui::Indent(px(16));
    if (s.lines.empty()) caption(desk.words("ui.handover.nothing"));
    for (std::size_t i = 0; i < s.lines.size(); ++i) {
      const Line& l = s.lines[i];
      if (l.time >= 0) {
        ImGui::TextUnformatted(clock_text(l.time).c_str());
        ImGui::SameLine(0, px(12));
      }
      if (!l.tag.empty()) {
        ImGui::PushID(int(i));
        tag_link(desk, std::string("handover.show.") + s.title + "." + l.tag + "." + std::to_string(i), l.tag, l.tag);
        ImGui::PopID();
        ImGui::SameLine(0, px(12));
      }
      wrapped(l.text);
    }
    ImGui::Unindent(px(16));
    ImGui::Dummy({1, px(4)});
  }
  ImGui::EndChild();
}

}  // namespace retort::hmi
