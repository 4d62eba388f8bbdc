#include "engine/hmi/drawing_paint.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "engine/ui/widgets.h"

namespace retort::hmi {

using namespace ui;

namespace {

/// The largest size that was made and fits; beyond those a size is stretched.
ImFont* crisp(const std::vector<ImFont*>& sizes, float& size) {
  ImFont* font = sizes.front();
  for (ImFont* f : sizes)
    if (f->FontSize <= 1.03f * size) font = f;
  if (font->FontSize <= 1.03f * size && size < 1.3f * font->FontSize) size = font->FontSize;
  return font;
}

/// Read from below to above, round its middle.
void upright(ImDrawList* draw, ImFont* font, float size, ImVec2 middle, ImU32 ink, const std::string& text) {
  const float by = size / font->FontSize;
  const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0, text.c_str());
  float along = -extent.x / 2;
  const char *s = text.c_str(), *end = s + text.size();
  while (s < end) {
    unsigned int c = 0;
    s += ImTextCharFromUtf8(&c, s, end);
    const ImFontGlyph* g = font->FindGlyph(ImWchar(c));
    if (!g) continue;
    if (g->Visible) {
      const auto at = [&](float x, float y) { return ImVec2(middle.x - extent.y / 2 + y * by, middle.y - along - x * by); };
      draw->PrimReserve(6, 4);
      draw->PrimQuadUV(at(g->X0, g->Y0), at(g->X1, g->Y0), at(g->X1, g->Y1), at(g->X0, g->Y1), {g->U0, g->V0}, {g->U1, g->V0}, {g->U1, g->V1}, {g->U0, g->V1}, ink);
    }
    along += g->AdvanceX * by;
  }
}

}  // namespace

DrawingPaint::DrawingPaint(const Box& box, Closeness& look, float most, float widest, float least)
    : box_(box), look_(look), draw_(ImGui::GetWindowDrawList()), corner_(ImGui::GetCursorScreenPos()), room_(ImGui::GetContentRegionAvail()) {
  const float wide = float(box.x1 - box.x0), high = float(box.y1 - box.y0);
  fit_ = std::min({room_.x / wide, room_.y / high, widest});
  if (least > 0 && !look.own) look.zoom = std::clamp(least / fit_, 1.f, most);
  look_closer(most);
  scale_ = fit_ * look.zoom;
  const float over_x = std::max(0.f, (wide * scale_ - room_.x) / 2), over_y = std::max(0.f, (high * scale_ - room_.y) / 2);
  look.pan_x = std::clamp(look.pan_x, -over_x, over_x);
  look.pan_y = std::clamp(look.pan_y, -over_y, over_y);
  origin_ = {corner_.x + (room_.x - wide * scale_) / 2 + look.pan_x, corner_.y + (room_.y - high * scale_) / 2 + look.pan_y};
}

void DrawingPaint::look_closer(float most) const {
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel != 0) {
    const float before = look_.zoom;
    look_.own = true;
    look_.zoom = std::clamp(look_.zoom * std::pow(1.2f, io.MouseWheel), 1.f, most);
    const float from_x = io.MousePos.x - corner_.x - room_.x / 2, from_y = io.MousePos.y - corner_.y - room_.y / 2, by = look_.zoom / before;
    look_.pan_x = from_x + (look_.pan_x - from_x) * by;
    look_.pan_y = from_y + (look_.pan_y - from_y) * by;
  }
  if (ImGui::GetDragDropPayload()) return;   // what is dragged then is not the drawing
  for (int b : {0, 1, 2})
    if (look_.zoom > 1 && ImGui::IsMouseDragging(b, px(4))) look_.pan_x += io.MouseDelta.x, look_.pan_y += io.MouseDelta.y;
}

void DrawingPaint::reveal(const Box& b) const {
  const ImVec2 p = at({b.x0, b.y0}), q = at({b.x1, b.y1});
  const float edge = px(30);
  if (p.x < corner_.x + edge) look_.pan_x += corner_.x + edge - p.x;
  else if (q.x > corner_.x + room_.x - edge) look_.pan_x -= q.x - (corner_.x + room_.x - edge);
  if (p.y < corner_.y + edge) look_.pan_y += corner_.y + edge - p.y;
  else if (q.y > corner_.y + room_.y - edge) look_.pan_y -= q.y - (corner_.y + room_.y - edge);
}

void DrawingPaint::show(const Box& b, float scale) const {
  look_.zoom = std::max(look_.zoom, scale / fit_);
  look_.pan_x = float(box_.x0 + box_.x1 - b.x0 - b.x1) / 2 * fit_ * look_.zoom;
  look_.pan_y = float(box_.y0 + box_.y1 - b.y0 - b.y1) / 2 * fit_ * look_.zoom;
}

void DrawingPaint::way(const PidWay& w) const {
  std::vector<ImVec2> p;
  for (Point q : w.points) p.push_back(at(q));
  if (w.style == "signal") return dashes(p, color::kLine, {4, 4});
  if (w.style == "safety") return dashes(p, color::kBad, {9, 3, 2, 3});
  const bool pipe = w.style == "pipe";
  draw_->AddPolyline(p.data(), int(p.size()), pipe ? color::kLine : color::kFill, 0, pipe ? std::max(1.5f, 2.4f * scale_) : 1);
  if (p.size() > 1 && w.arrow) arrow(p[p.size() - 2], p.back());
}

void DrawingPaint::arrow(ImVec2 from, ImVec2 tip) const {
  const float length = std::hypot(tip.x - from.x, tip.y - from.y), l = std::max(px(5), 9 * scale_), w = l / 2;
  if (length < l) return;
  const ImVec2 d{(tip.x - from.x) / length, (tip.y - from.y) / length}, n{-d.y, d.x};
  draw_->AddTriangleFilled(tip, {tip.x - d.x * l + n.x * w, tip.y - d.y * l + n.y * w}, {tip.x - d.x * l - n.x * w, tip.y - d.y * l - n.y * w}, color::kLine);
}

/// Ink, blank, ink, blank: each leg begins anew.
void DrawingPaint::dashes(const std::vector<ImVec2>& p, ImU32 ink, std::initializer_list<float> pattern) const {
  for (std::size_t i = 1; i < p.size(); ++i) {
    const ImVec2 a = p[i - 1], b = p[i];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    float x = 0;
    for (bool on = true; x < length;)
      for (auto part = pattern.begin(); part != pattern.end() && x < length; ++part, on = !on) {
        const float e = std::min(x + px(*part), length);
        if (on) draw_->AddLine({a.x + (b.x - a.x) * x / length, a.y + (b.y - a.y) * x / length}, {a.x + (b.x - a.x) * e / length, a.y + (b.y - a.y) * e / length}, ink, 1);
        x = e;
      }
  }
}

void DrawingPaint::words(const PidWords& w, const std::string& text, const std::vector<ImFont*>& face, ImU32 ink) const {
  if (text.empty()) return;
  float size = float(w.letters()) * scale_;
  ImFont* font = crisp(face, size);
  const ImVec2 a = at({w.box.x0, w.box.y0}), b = at({w.box.x1, w.box.y1});
  if (w.upright) return upright(draw_, font, size, {(a.x + b.x) / 2, (a.y + b.y) / 2}, ink, text);
  const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0, text.c_str());
  draw_->AddText(font, size, {std::round(a.x + float(w.stays) * (b.x - a.x - extent.x)), std::round((a.y + b.y - extent.y) / 2)}, ink, text.c_str());
}

void DrawingPaint::outline(const PidFigure& f) const {
  const ImVec2 a = at({f.box.x0, f.box.y0}), b = at({f.box.x1, f.box.y1});
  draw_->AddRect({a.x - px(3), a.y - px(3)}, {b.x + px(3), b.y + px(3)}, color::kFocus, px(3), 0, px(2.5f));
}

void DrawingPaint::touched(const PidFigure& f, ImVec2& a, ImVec2& b) const {
  a = at({f.box.x0, f.box.y0}), b = at({f.box.x1, f.box.y1});
  const ImVec2 grow{std::max(0.f, (px(24) - (b.x - a.x)) / 2), std::max(0.f, (px(24) - (b.y - a.y)) / 2)};
  a = {a.x - grow.x, a.y - grow.y}, b = {b.x + grow.x, b.y + grow.y};
}

}  // namespace retort::hmi
