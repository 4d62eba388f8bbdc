#include "apps/window/field_hud.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/hmi/tag_search.h"
#include "engine/ui/widgets.h"
#include "sim/model/variable.h"

namespace retort {

using namespace ui;
using input::Key;

namespace {

/// Where a point of the field is on the screen; false behind the eye.
bool on_screen(const FieldHud::View& v, const glm::mat4& projection, glm::vec3 p, ImVec2& out) {
  const glm::vec4 c = projection * glm::vec4(p, 1);
  if (c.w < 0.1f) return false;
  out = {v.at.x + (c.x / c.w * 0.5f + 0.5f) * v.size.x, v.at.y + (c.y / c.w * 0.5f + 0.5f) * v.size.y};
  return true;
}

float compass_width(const FieldHud::View& v) { return std::min(px(220), v.room * 0.3f); }
/// y under the upper edge, where the compass begins: in a narrow picture below what stands in the corner.
float top_of(const FieldHud::View& v) { return v.room / 2 - compass_width(v) / 2 < v.status + px(8) ? px(78) : px(4); }

/// A way as somebody would draw it: what it was found on is a grid, and its steps are not meant. Ladders and stairs stay where they are.
std::vector<glm::vec3> drawn(std::vector<glm::vec3> way) {
  const auto level = [&](std::size_t i, std::size_t k) { return std::abs(way[i].z - way[k].z) < 0.05f; };
  for (int again = 0; again < 4; ++again) {
    const std::vector<glm::vec3> before = way;
    for (std::size_t i = 1; i + 1 < way.size(); ++i)
      if (level(i - 1, i) && level(i, i + 1)) way[i] = 0.25f * before[i - 1] + 0.5f * before[i] + 0.25f * before[i + 1];
  }
  return way;
}

/// A plate with a line of text, its middle at `middle`.
void plate(ImFont* font, ImVec2 middle, const std::string& text, ImU32 ink = color::kTopText) {
  const ImVec2 extent = text_size(font, text);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled({middle.x - extent.x / 2 - px(8), middle.y - extent.y / 2 - px(4)}, {middle.x + extent.x / 2 + px(8), middle.y + extent.y / 2 + px(4)}, color::faded(color::kTop, 210), 3);
  text_anchored(draw, font, middle, {0.5f, 0.5f}, ink, text);
}

}  // namespace

void FieldHud::draw(const hmi::Desk& desk, const hmi::ExerciseCard& exercise, const scene::Walker& walker, const View& view) {
  const Context& ui = Context::current();
  if (view.active && !ui.typing()) {
    if (ui.pressed(Key::m)) plan_open_ = !plan_open_;
    if (ui.pressed(Key::g)) finding_ = opened_ = true;
  }
  if (!wanted_.empty()) {
    go_to(desk, wanted_, walker);
    wanted_.clear();
  }
  way(desk, walker, view);
  compass(walker, view);
  if (desk.run.hud.step) step(desk, exercise, view);
  ladder(desk, walker, view);
  if (plan_open_) plan(desk, walker, view);
  if (finding_) find(desk, view);
}

void FieldHud::compass(const scene::Walker& walker, const View& v) const {
  // The plant's y is its north, as on the plan.
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = compass_width(v), height = px(26), span = 2.1f;   // rad over the width
  const ImVec2 middle{v.at.x + v.room / 2, v.at.y + top_of(v) + height / 2};
  draw->AddRectFilled({middle.x - width / 2, middle.y - height / 2}, {middle.x + width / 2, middle.y + height / 2}, color::faded(color::kTop, 200), 3);
  for (int k = 0; k < 24; ++k) {
    const float bearing = 6.2831853f * float(k) / 24, yaw = 1.5707963f - bearing;
    const float off = std::remainder(v.camera.yaw - yaw, 6.2831853f);   // to the right of where one looks
    if (std::abs(off) > span / 2 - 0.06f) continue;
    const float x = middle.x + off / span * width;
    static constexpr const char* kNames[] = {"N", "E", "S", "W"};
    if (k % 6 == 0) text_anchored(draw, fonts().bold, {x, middle.y}, {0.5f, 0.5f}, k == 0 ? color::kP3 : color::kTopText, kNames[k / 6]);
    else draw->AddLine({x, middle.y + height / 2 - px(k % 3 == 0 ? 9.f : 6.f)}, {x, middle.y + height / 2 - px(2)}, color::kFill, px(1));
  }
  if (!way_.target().empty()) {   // where the tag is that one looks for: at the edge, what is behind
    const glm::vec3 to = way_.thing() - walker.feet();
    const float off = std::clamp(std::remainder(v.camera.yaw - std::atan2(to.y, to.x), 6.2831853f), -span / 2, span / 2);
    draw->AddCircleFilled({middle.x + off / span * width, middle.y + height / 2}, px(5), color::kP3);
  }
  draw->AddTriangleFilled({middle.x - px(4), middle.y - height / 2}, {middle.x + px(4), middle.y - height / 2}, {middle.x, middle.y - height / 2 + px(5)}, color::kTopText);
}

void FieldHud::step(const hmi::Desk& desk, const hmi::ExerciseCard& exercise, const View& v) {
  step_foot_ = v.at.y + top_of(v) + px(26);
  if (!exercise.present || exercise.finished || desk.state.procedure_in_field) return;
  for (const hmi::StepCard& s : exercise.steps) {
    if (s.state != hmi::StepCard::State::open && s.state != hmi::StepCard::State::late) continue;
    const std::string text = broken(s.text, std::min(v.room - px(40), px(720)));
    const float top = v.at.y + top_of(v) + px(36), high = text_size(fonts().text, text).y;
    plate(fonts().text, {v.at.x + v.room / 2, top + px(4) + high / 2}, text);
    step_foot_ = top + high + px(8);
    Context::current().note("field.step");
    return;
  }
}

void FieldHud::ladder(const hmi::Desk& desk, const scene::Walker& walker, const View& v) const {
  if (!walker.can_climb()) return;
  plate(fonts().text, {v.at.x + v.room / 2, v.at.y + v.size.y * 0.72f}, desk.words("ui.field.climb"));
  Context::current().note("field.ladder");
}

void FieldHud::go_to(const hmi::Desk& desk, const std::string& tag, const scene::Walker& walker) {
  way_.clear();
  const auto handles = scene_.handles.find(tag);
  if (handles == scene_.handles.end()) return desk.say(filled(desk.words("ui.field.not_here"), {tag}));
  const layout::Walkable walk(scene_.footing, {scene_.low, scene_.high, 0}, walker.feet());
  std::vector<glm::vec3> points = walk.way_to(tag, handles->second);
  if (points.empty()) points = walk.way_to(tag, handles->second, true);
  if (points.empty()) return desk.say(filled(desk.words("ui.field.no_way"), {tag}));
  line_ = drawn(points);
  way_.lead(tag, handles->second.back().at, std::move(points));
}

bool FieldHud::in_ring(ImVec2 p) const { return ring_ && std::hypot(p.x - ring_->x, p.y - ring_->y) < px(18); }

void FieldHud::way(const hmi::Desk& desk, const scene::Walker& walker, const View& v) {
  ring_.reset();
  if (way_.target().empty()) return;
  const bool within = v.within && v.within(way_.target());
  way_.update(walker, ImGui::GetTime(), within);
  if (way_.astray()) {
    go_to(desk, std::string(way_.target()), walker);
    if (way_.target().empty()) return;
    way_.update(walker, ImGui::GetTime(), within);
  }
  const glm::vec3 feet = walker.feet(), thing = way_.thing();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const glm::mat4 projection = v.camera.view_projection(v.size.x / v.size.y);
  draw->PushClipRect(v.at, {v.at.x + v.size.x, v.at.y + v.size.y}, true);
  if (!way_.there())
    for (std::size_t i = way_.nearest() + 1; i < line_.size(); ++i) {
      ImVec2 a, b;
      const glm::vec3 up(0, 0, 0.03f);
      if (on_screen(v, projection, line_[i - 1] + up, a) && on_screen(v, projection, line_[i] + up, b)) draw->AddLine(a, b, color::faded(color::kP3, 210), px(4));
    }
  Context& ui = Context::current();
  const auto tell = [&](const std::string& what, glm::vec3 p) {
    ImVec2 on;
    const glm::vec3 to = p - v.camera.eye;
    const float aside = std::remainder(v.camera.yaw - std::atan2(to.y, to.x), 6.2831853f);   // to the right
    if (!on_screen(v, projection, p, on) || on.x < v.at.x || on.x > v.at.x + v.size.x) return ui.note(what + (aside > 0 ? ".right" : ".left"));
    if (on.y < v.at.y || on.y > v.at.y + v.size.y) ui.note(what + (on.y < v.at.y ? ".above" : ".below"));
    const float y = std::clamp(on.y, v.at.y + 4, v.at.y + v.size.y - 4);
    ui.mark(what, {on.x - 4, y - 4}, {on.x + 4, y + 4});
  };
  const scene::Way::Next& next = *way_.next();
  if (next.arrived) ui.note("field.arrived");
  else if (next.up != 0) ui.note(next.up > 0 ? "field.way.up" : "field.way.down");
  else tell("field.way", {next.to.x, next.to.y, feet.z + 1.2f});
  tell("field.aim", thing);
  ImVec2 at;
  if (on_screen(v, projection, thing, at)) {
    ring_ = at;
    draw->AddCircle(at, px(16), color::kP3, 0, px(within ? 5.f : 2.5f));   // a broad ring: it is within reach
    const std::string far = within ? desk.words("ui.field.in_reach") : fmt::format("{:.0f} m", glm::distance(thing, feet));
    plate(fonts().bold, {at.x, at.y - px(30)}, way_.target() + "   " + far);
  }
  draw->PopClipRect();
  ui.note("field.target." + way_.target());
}

std::string FieldHud::meant(ImVec2 p, const std::function<ImVec2(glm::vec3)>& place) const {
  std::string best;
  float least = px(24);
  for (const auto& [tag, handles] : scene_.handles) {
    const ImVec2 at = place(handles.back().at);
    if (const float off = std::hypot(at.x - p.x, at.y - p.y); off < least) least = off, best = tag;
  }
  return best;
}

void FieldHud::plan(const hmi::Desk& desk, const scene::Walker& walker, const View& v) {
  const glm::vec2 low = scene_.low - 2.f, high = scene_.high + 2.f, extent = high - low;
  const float scale = std::min(v.room * 0.8f / extent.x, v.size.y * 0.72f / extent.y);
  const ImVec2 size{extent.x * scale, extent.y * scale}, at{v.at.x + (v.room - size.x) / 2, v.at.y + (v.size.y - size.y) / 2};
  const auto place = [&](glm::vec3 p) { return ImVec2(at.x + (p.x - low.x) * scale, at.y + (high.y - p.y) * scale); };
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(at, {at.x + size.x, at.y + size.y}, color::faded(color::kGround, 250), 4);
  draw->AddRect(at, {at.x + size.x, at.y + size.y}, color::kLine, 4, 0, px(1.5f));
  for (const layout::Route& r : scene_.routed.routes)
    for (std::size_t i = 0; i + 1 < r.points.size(); ++i) draw->AddLine(place(r.points[i]), place(r.points[i + 1]), color::faded(color::kLine, 110), px(1));
  for (const layout::Box& f : scene_.footing.floors) draw->AddRectFilled(place({f.low.x, f.high.y, 0}), place({f.high.x, f.low.y, 0}), color::faded(color::kFill, 120));
  for (const layout::Stairs& s : scene_.footing.stairs)
    for (const layout::Box& b : s.pieces(0, 0, layout::Stairs::kWidth, 0, {})) draw->AddRect(place({b.low.x, b.high.y, 0}), place({b.high.x, b.low.y, 0}), color::faded(color::kLine, 160));
  std::vector<std::pair<ImVec2, ImVec2>> written;
  for (const layout::Box& u : scene_.units) {
    const ImVec2 a = place({u.low.x, u.high.y, 0}), b = place({u.high.x, u.low.y, 0});
    draw->AddRectFilled(a, b, u.of == way_.target() ? color::kP3 : color::kFill);
    draw->AddRect(a, b, color::kLine);
    // A tag where there is room for it; the others are found by their name.
    const ImVec2 e = text_size(fonts().small, u.of), c{(a.x + b.x) / 2 - e.x / 2, b.y + px(1)}, d{c.x + e.x, c.y + e.y};
    const bool free = std::none_of(written.begin(), written.end(), [&](const auto& w) { return w.first.x < d.x && c.x < w.second.x && w.first.y < d.y && c.y < w.second.y; });
    if (!free) continue;
    text_at(draw, fonts().small, c, color::kText, u.of);
    written.push_back({c, d});
  }
  for (std::size_t i = 0; !way_.target().empty() && i + 1 < line_.size(); ++i) draw->AddLine(place(line_[i]), place(line_[i + 1]), color::kP3, px(3));
  const ImVec2 me = place(walker.feet());
  const float yaw = v.camera.yaw;
  const auto tip = [&](float turn, float far) { return ImVec2(me.x + far * std::cos(yaw + turn), me.y - far * std::sin(yaw + turn)); };
  draw->AddTriangleFilled(tip(0, px(14)), tip(2.5f, px(10)), tip(-2.5f, px(10)), color::kTop);
  text_at(draw, fonts().bold, {at.x + px(10), at.y + px(6)}, color::kText, desk.words("ui.field.plan"));
  text_at(draw, fonts().small, {at.x + px(10), at.y + size.y - fonts().small->FontSize - px(6)}, color::kDim, desk.words("ui.field.plan.click"));
  plan_low_ = at, plan_high_ = {at.x + size.x, at.y + size.y};
  // What one points at says its name, and a click leads there.
  if (const ImVec2 p = ImGui::GetIO().MousePos; on_plan(p) && ImGui::IsWindowHovered()) {
    if (const std::string tag = meant(p, place); !tag.empty()) {
      draw->AddCircle(place(scene_.handles.at(tag).back().at), px(7), color::kFocus, 0, px(2));
      const std::string& what = hmi::description(desk.words, tag);
      ImGui::SetTooltip("%s  %s", tag.c_str(), what == tag ? "" : what.c_str());
      if (ImGui::IsMouseClicked(0)) wanted_ = tag;
    }
  }
  text_anchored(draw, fonts().bold, {at.x + size.x - px(16), at.y + px(18)}, {0.5f, 0.5f}, color::kText, "N");
  draw->AddTriangleFilled({at.x + size.x - px(16), at.y + px(26)}, {at.x + size.x - px(21), at.y + px(38)}, {at.x + size.x - px(11), at.y + px(38)}, color::kText);
  Context::current().mark("field.plan", at, {at.x + size.x, at.y + size.y});
}

void FieldHud::find(const hmi::Desk& desk, const View& v) {
  ImGui::SetNextWindowPos({v.at.x + v.room / 2, v.at.y + px(80)}, ImGuiCond_Always, {0.5f, 0});
  ImGui::SetNextWindowSize({std::min(px(420), v.room - px(20)), 0});
  ImGui::Begin("###field.find", nullptr, ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  {
    Face face(fonts().bold);
    ImGui::TextUnformatted(desk.words("ui.field.find").c_str());
  }
  if (opened_) {
    ImGui::SetKeyboardFocusHere();
    typed_[0] = 0;
    opened_ = false;
  }
  ImGui::SetNextItemWidth(-1);
  const bool entered = ImGui::InputText("##tag", typed_, sizeof typed_, ImGuiInputTextFlags_EnterReturnsTrue);
  Context::current().mark("field.find.text", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const std::string part = typed_;
  std::vector<std::pair<hmi::Meant, std::string>> found;
  for (const auto& [tag, handles] : scene_.handles)
    if (const auto how = hmi::meant(desk.words, tag, part)) found.emplace_back(*how, tag);
  std::sort(found.begin(), found.end());
  std::string chosen = entered && !found.empty() ? found.front().second : "";
  for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 8); ++i) {
    const std::string &tag = found[i].second, &what = hmi::description(desk.words, tag);
    if (button("field.find." + tag, tag + "   " + (what == tag ? "" : what), {.size = {ImGui::GetContentRegionAvail().x, 0}})) chosen = tag;
  }
  if (found.empty() && !part.empty()) caption(desk.words("ui.field.none_called"));
  if (!way_.target().empty() && button("field.find.none", desk.words("ui.field.no_line"), {.size = {ImGui::GetContentRegionAvail().x, 0}})) way_.clear(), finding_ = false;
  if (!chosen.empty()) wanted_ = chosen, finding_ = false;
  if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape)) || (entered && chosen.empty() && part.empty())) finding_ = false;
  find_foot_ = ImGui::GetWindowPos().y + ImGui::GetWindowHeight();
  ImGui::End();
}

}  // namespace retort
