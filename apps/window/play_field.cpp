#include "apps/window/play_field.h"

#include <algorithm>
#include <cmath>

#include "apps/window/field_view.h"
#include "engine/hmi/board.h"
#include "engine/ui/widgets.h"

namespace retort {

using namespace ui;
using input::Key;

namespace {

/// What is set apart by dots, in as many lines as it needs.
std::string in_lines(const std::string& text, float width, ImFont* font) {
  const std::string dot = " · ";
  std::string lines, line;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(dot, from), text.size());
    const std::string part = text.substr(from, end - from);
    if (line.empty()) line = part;
    else if (text_size(font, line + dot + part).x <= width) line += dot + part;
    else lines += line + "\n", line = part;
    from = end + dot.size();
  }
  return lines + line;
}

/// The size of so many buttons that stand side by side.
ImVec2 row_of(std::size_t n, float room, float high) {
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  return {std::min(px(120), (room - float(n - 1) * gap) / float(n)), high};
}

}  // namespace

FieldPane::FieldPane(gpu::Gpu& gpu, const Prepared& prepared)
    : renderer_(gpu, field_of(prepared),
                [&plant = *prepared.plant](std::string_view name) { return static_cast<int>(plant.catalogue.find(name)); },
                passes::FieldQuality::for_window(gpu)),
      resolution_(passes::Resolution::for_window(gpu)),
      own_light_(light_of_plant(*prepared.plant)),
      light_(own_light_),
      reach_(prepared),
      walker_(renderer_.scene()),
      hud_(renderer_.scene()),
      mixer_(*prepared.plant, [&scene = renderer_.scene()](const std::string& tag, glm::vec3& at) {
        for (const scene::FieldObject& o : scene.objects)
          if (o.tag == tag && o.part.empty()) return at = o.centre, true;
        return false;
      }) {
  // One starts where the overview stands, on the ground, with the eyes on the middle of the plant.
  const scene::FieldScene& s = renderer_.scene();
  walker_.place(s.start, s.cameras.at("overview").yaw);
}

void FieldPane::walk(double dt, double walked, bool active) {
  const Context& ui = Context::current();
  constexpr double kTurned = 0.3;   // s: where a picture takes longer, a key must not turn one right round
  scene::WalkInput in;
  if (active && !ui.typing()) {
    const auto axis = [&](Key plus, Key minus) { return float(ui.down(plus)) - float(ui.down(minus)); };
    in.forward = axis(Key::w, Key::s);
    in.right = axis(Key::d, Key::a);
    in.up = axis(Key::page_up, Key::page_down);
    in.turn = axis(Key::q, Key::r) * float(std::min(dt, kTurned)) * 1.6f;
    in.fast = ui.down(Key::left_shift) || ui.down(Key::right_shift);
    if (ui.down(Key::f)) hud_.the_way().follow(in, walker_, dt, walked);   // the line on the floor, and at its end one looks at the thing
    if (ui.pressed(Key::l)) {
      light_ = passes::TimeOfDay((int(light_) + 1) % int(std::size(passes::kTimesOfDay)));
      constexpr const char* kNames[] = {"day", "dusk", "night"};
      chosen_light_ = kNames[int(light_)];
    }
  }
  const ImGuiIO& io = ImGui::GetIO();
  if (looking_) {
    in.turn -= io.MouseDelta.x * 0.0045f;
    in.look -= io.MouseDelta.y * 0.0045f;
  }
  looking_ = (hovered_ || looking_) && io.MouseDown[1];
  walker_.update(in, float(walked));
  constexpr float kStride = 0.75f;
  since_step_ += glm::distance(walker_.feet(), last_feet_);
  last_feet_ = walker_.feet();
  if (since_step_ > kStride) {
    if (since_step_ < 3 * kStride) mixer_.step();   // a jump, as to a start, is no step
    since_step_ = 0;
  }
}

void FieldPane::hear(std::span<const double> values, int horn, float volume, bool captions) {
  const passes::Camera c = walker_.camera();
  mixer_.follow(values, {c.eye, c.yaw});
  mixer_.horn(horn);
  mixer_.volume(volume);
  captions_ = captions;
}

void FieldPane::captions(const hmi::Desk& desk, ImVec2 foot) const {
  std::string line;
  int lines = 0;
  for (const sound::Heard& h : mixer_.heard()) {
    if (lines++ == 3) break;
    line += (line.empty() ? "" : " · ") + filled(desk.words("ui.sound.near"), {desk.words("ui.sound." + std::string(sound::name_of(h.kind))), h.tag});
  }
  if (line.empty()) return;
  const ImVec2 extent = text_size(fonts().small, line);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled({foot.x - px(6), foot.y - extent.y - px(4)}, {foot.x + extent.x + px(6), foot.y + px(4)}, color::faded(color::kTop, 200), 3);
  text_at(draw, fonts().small, {foot.x, foot.y - extent.y}, color::kTopText, line);
  Context::current().note("field.captions");
}

void FieldPane::set_light(const std::string& light) { light_ = light.empty() ? own_light_ : passes::time_of_day(light).value_or(own_light_); }

retort::Place FieldPane::standing() const {
  const glm::vec3 feet = walker_.feet();
  return {feet.x, feet.y, feet.z, walker_.camera().yaw};
}

void FieldPane::record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, const Frame& frame, double dt) {
  seen_ = hovered_ || clicked_ ? renderer_.picked(slot) : nullptr;
  seen_at_ = asked_at_[slot];
  scene::FieldView view;
  view.camera = walker_.camera();
  view.light = light_;
  view.scale = resolution_.scale();
  view.inside = inside_;
  if (seen_) view.highlighted = seen_->id;
  if (hovered_ || clicked_) {
    const glm::vec2 at = clicked_ ? *clicked_ : glm::vec2(pointer_.x, pointer_.y);
    asked_at_[slot] = at;
    view.pick = glm::clamp(at, glm::vec2(0), glm::vec2(extent.width - 1, extent.height - 1));
  } else {
    asked_at_[slot] = glm::vec2(-1);
  }
  renderer_.record(cmd, slot, extent, frame.values, dt, view);
  if (const auto ms = renderer_.passes().device_ms()) resolution_.took(*ms);
}

void FieldPane::draw(const hmi::Desk& desk, const hmi::ExerciseCard& exercise, Renderer& renderer, ImVec2 at, ImVec2 size, bool active) {
  ImGui::SetNextWindowPos(at);
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("field", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar(2);
  at_ = at;
  if (active && Context::current().pressed(Key::i) && !Context::current().typing()) {
    inside_ = !inside_ && desk.run.may_look_inside;
    if (!desk.run.may_look_inside) desk.say(desk.words("ui.field.no_inside"));
  }
  if (inside_) Context::current().note("field.inside");
  if (renderer_.image()) ImGui::Image(renderer.texture("field", renderer_.image().view()), size);
  Context::current().mark("field", at, {at.x + size.x, at.y + size.y});
  hovered_ = ImGui::IsWindowHovered();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  pointer_ = {mouse.x - at.x, mouse.y - at.y};
  const bool taken = (hovered_ && ImGui::IsMouseClicked(0) && !hud_.on_plan(mouse)) || (hovered_ && Context::current().pressed(Key::e) && !Context::current().typing());
  constexpr double kForgotten = 5;   // s: somebody looked elsewhere meanwhile
  if (taken) {
    clicked_ = glm::vec2(pointer_.x, pointer_.y);
    clicked_time_ = ImGui::GetTime();
  } else if (clicked_ && ImGui::GetTime() - clicked_time_ > kForgotten) {
    clicked_.reset();
  }
  const bool known = clicked_ && seen_at_ == *clicked_;
  // Who points into the ring means what it is round, whatever pipe is in front of its middle there.
  const ImVec2 meant = clicked_ ? ImVec2(at.x + clicked_->x, at.y + clicked_->y) : mouse;
  const hmi::Thing* ringed = hud_.in_ring(meant) && !(seen_ && seen_->tag == hud_.the_way().target()) ? desk.plant.find(hud_.the_way().target()) : nullptr;
  if ((seen_ || (ringed && hovered_)) && (!clicked_ || known) && !hud_.on_plan(mouse)) ringed ? point(desk, ringed->tag, "") : point(desk, seen_->tag, seen_->part);
  if (known) {
    if (ringed) worked_ = ringed->tag, in_hand_ = false;
    else if (seen_) press(desk, *seen_);
    else worked_.clear();
    clicked_.reset();
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Context& ui = Context::current();
  const std::string hint = in_lines(filled(desk.words("ui.field.keys"), {ui.labels({Key::w, Key::a, Key::s, Key::d}, ""), ui.labels({Key::q, Key::r}, "/")}), size.x - px(24), fonts().small);
  const ImVec2 extent = text_size(fonts().small, hint);
  const ImVec2 corner{at.x + px(10), at.y + size.y - extent.y - px(14)};
  draw->AddRectFilled({corner.x - px(6), corner.y - px(4)}, {corner.x + extent.x + px(6), corner.y + extent.y + px(4)}, color::faded(color::kTop, 200), 3);
  text_at(draw, fonts().small, corner, color::kTopText, hint);
  if (captions_) captions(desk, {corner.x, corner.y - px(14)});
  // Who stands outside hears the alarms of the board too, and sees that time stands still.
  const float line = px(30);
  const float wide = px(float((desk.run.hud.alarms ? 148 : 8) + (desk.run.hud.clock ? 92 : 0) + (desk.run.frozen ? 100 : 0)));
  if (wide > px(8)) draw->AddRectFilled(at, {at.x + std::min(size.x, wide), at.y + line}, color::faded(color::kTop, 200));
  const float end = hmi::draw_status(desk, at.x + px(8), at.y + line / 2, desk.run.hud);
  if (desk.run.frozen) text_anchored(draw, fonts().bold, {end, at.y + line / 2}, {0, 0.5f}, color::kP3, desk.words("ui.frozen"));
  radio_.draw(desk, {at.x + px(6), at.y + line + px(6)}, size.x - px(12), active);
  // The procedure lies over the right of it.
  const float covered = exercise.present && desk.state.procedure_in_field && active ? std::min(px(330), size.x * 0.42f) : 0;
  hud_.draw(desk, exercise, walker_, {at, size, size.x - covered, std::max(wide, px(110)), walker_.camera(), active, [this](const std::string& tag) { return reach_.within(tag, standing()); }});
  ImGui::End();
  if (Context::current().pressed(Key::x) && !Context::current().typing()) worked_.clear();
  panel(desk, at, size);
}

void FieldPane::point(const hmi::Desk& desk, const std::string& tag, const std::string& part) {
  const hmi::Thing* t = desk.plant.find(tag);
  std::string text = tag;
  if (t && t->wiring->machine) {
    text += "   " + hmi::machine_word(desk.plant, *t, desk.words);
  } else if (t) {
    for (const char* noun : {"reading", "pv", "position", "running"})
      if (const RowId r = t->row(noun); r != kNoRow) {
        text += "   " + hmi::value_text(desk.plant.catalogue()[r], desk.plant.value(r), desk.words);
        break;
      }
  }
  ImGui::BeginTooltip();
  {
    Face face(fonts().bold);
    ImGui::TextUnformatted(text.c_str());
  }
  caption(hmi::description(desk.words, tag));
  if (const std::string lock = t ? hmi::lock_text(desk, *t) : ""; !lock.empty()) caption(lock);
  if (part == "start") caption(desk.words("ui.field.local_start"));
  if (part == "stop") caption(desk.words("ui.field.local_stop"));
  if (t && !field_controls(desk.plant.plant(), t->block).empty()) {
    if (!reach_.within(t->tag, standing())) caption(desk.words("refused.too_far"));
    else if (part != "start" && part != "stop") caption(desk.words("ui.field.operate"));
  }
  ImGui::EndTooltip();
  Context::current().note("field.seen." + tag);
}

void FieldPane::press(const hmi::Desk& desk, const scene::FieldObject& object) {
  worked_ = object.tag;
  in_hand_ = false;
  const hmi::Thing* t = desk.plant.find(object.tag);
  if (!t) return;
  if (object.part == "start") desk.act(t->row("local_start"), 1, Source::field, standing());
  if (object.part == "stop") desk.act(t->row("local_stop"), 1, Source::field, standing());
}

void FieldPane::panel(const hmi::Desk& desk, ImVec2 at, ImVec2 size) {
  const hmi::Thing* t = desk.plant.find(worked_);
  if (!t) return;
  const bool near = reach_.within(t->tag, standing());
  if (in_hand_ && !near) return worked_.clear();   // who walks away from it leaves it
  in_hand_ = near;
  ImGui::SetNextWindowPos({at.x + size.x / 2, at.y + size.y - px(48)}, ImGuiCond_Always, {0.5f, 1});
  ImGui::Begin(("###field.panel." + t->tag).c_str(), nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize);
  // The panel is as wide as it was drawn last: its button to close stands in the corner above whatever is worked.
  const float side = px(28);
  const std::string& what = hmi::description(desk.words, t->tag);
  {
    Face face(fonts().bold);
    ImGui::TextUnformatted(t->tag.c_str());
  }
  ImGui::SameLine();
  caption(fitted(what, size.x - px(24) - side - px(30) - text_size(fonts().bold, t->tag).x, fonts().small));
  const float title = ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x + px(16);
  ImGui::SameLine(std::max(title, ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - side));
  if (button("field.panel.close", "×", {.size = {side, side}})) worked_.clear();
  if (!near && !field_controls(desk.plant.plant(), t->block).empty()) caption(desk.words("refused.too_far"));
  work(desk, *t, near, size.x - px(24));
  ImGui::End();
}

void FieldPane::work(const hmi::Desk& desk, const hmi::Thing& t, bool near, float room) {
  const auto show = [&](const char* noun) {
    const RowId id = t.row(noun);
    if (id == kNoRow) return;
    const Row& r = desk.plant.catalogue()[id];
    ImGui::AlignTextToFramePadding();
    const std::string value = hmi::value_text(r, desk.plant.value(id), desk.words);
    ImGui::TextUnformatted((hmi::says_all(r, desk.words) ? value : hmi::noun_text(desk.words, r) + ":  " + value).c_str());
    FieldRadio::tell(desk, id, near, standing());
    if (const auto choice = std::size_t(desk.plant.value(id) + 0.5); choice < r.choices.size()) Context::current().note("field." + r.name + "." + r.choices[choice]);
  };
  const ImVec2 wide = row_of(4, room, px(36));
  if (t.kind == hmi::ThingKind::hand_valve) {
    show("position");
    const RowId opening = t.row("opening");
    const double now = desk.plant.value(opening);
    const std::pair<const char*, double> steps[] = {{"0 %", 0}, {"−10 %", now - 0.1}, {"+10 %", now + 0.1}, {"100 %", 1}};
    for (auto [label, target] : steps) {
      if (button("field." + t.tag + "." + label, label, {.enabled = near, .size = wide})) desk.act(opening, std::clamp(target, 0.0, 1.0), Source::field, standing());
      ImGui::SameLine();
    }
    ImGui::NewLine();
    ImGui::TextUnformatted((desk.words("ui.field.opening") + " → " + hmi::value_text(desk.plant.catalogue()[opening], now, desk.words)).c_str());
    choose(desk, t, t.row("lock"), near, room);
    return;
  }
  for (const char* noun : {"reading", "pv", "status", "age", "position"}) show(noun);
  // One word for the state of a machine, the one that the control room has for it.
  if (t.wiring->machine) {
    const Machine& m = *t.wiring->machine;
    const bool tripped = m.tripped != kNoRow && desk.plant.value(m.tripped) > 0.5;
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted((desk.words("ui.state") + ":  " + hmi::machine_word(desk.plant, t, desk.words)).c_str());
    FieldRadio::tell(desk, tripped ? m.tripped : m.running, near, standing());
  } else {
    for (const char* noun : {"running", "tripped"}) show(noun);
  }
  int pressed = 0;
  for (const RowId id : field_controls(desk.plant.plant(), t.block)) {
    const Row& r = desk.plant.catalogue()[id];
    if (is_button(r)) {
      if (pressed++) ImGui::SameLine();
      const std::string word = r.noun == "local_start" || r.noun == "start" ? "ui.start" : r.noun == "local_stop" || r.noun == "stop" ? "ui.stop" : r.noun == "reset" ? "ui.reset" : "";
      if (button("field." + r.name, word.empty() ? hmi::noun_text(desk.words, r) : desk.words(word), {.enabled = near, .size = wide})) desk.act(id, 1, Source::field, standing());
    } else if (!r.choices.empty()) {
      choose(desk, t, id, near, room);
    }
  }
}

void FieldPane::choose(const hmi::Desk& desk, const hmi::Thing& t, RowId id, bool near, float room) {
  const Row& r = desk.plant.catalogue()[id];
  const float told = px(76 + 12);   // beside them
  const ImVec2 each = row_of(r.choices.size(), room - told, px(32));
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  // Beside what is chosen, else, in a narrow picture, below it.
  const float indent = px(150) + float(r.choices.size()) * (each.x + gap) <= room - told ? px(150) : 0;
  ImGui::TextUnformatted((hmi::noun_text(desk.words, r) + ":").c_str());
  for (std::size_t i = 0; i < r.choices.size(); ++i) {
    if (i || indent > 0) ImGui::SameLine(indent > 0 ? indent + float(i) * (each.x + gap) : 0);
    if (button("field." + t.tag + "." + r.noun + "." + r.choices[i], hmi::value_text(r, double(i), desk.words), {.on = int(desk.plant.value(id) + 0.5) == int(i), .enabled = near, .size = each}))
      desk.act(id, double(i), Source::field, standing());
  }
  FieldRadio::tell(desk, id, near, standing());
  if (const std::string tag = hmi::lock_text(desk, t); is_lock(r) && !tag.empty()) {
    ImGui::TextUnformatted(tag.c_str());
    Context::current().note("field.lock." + t.tag);
  }
}

}  // namespace retort
