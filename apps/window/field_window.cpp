#include "apps/window/field_window.h"

#include <algorithm>

#include "engine/ui/theme.h"

namespace retort {

void build_frames(ui::Context& ui, ui::Renderer& renderer, input::EventQueue& queue, ImVec2 screen, double dt, bool& fonts_there, const std::function<void(double seconds)>& build) {
  const std::size_t portions = std::max<std::size_t>(1, queue.frames());
  const double part = dt / double(portions);
  for (std::size_t i = 0; i < portions; ++i) {
    if (ui.begin(screen.x, screen.y, float(part), queue.take_frame()) || !fonts_there) {
      renderer.upload_fonts();
      fonts_there = true;
    }
    build(part);
    ui.end();
  }
}

Clipboard::Clipboard(const gpu::Window& window) : window_(window.handle()) {
  ImGuiIO& io = ImGui::GetIO();
  io.ClipboardUserData = this;
  io.GetClipboardTextFn = [](void* c) {
    auto* clip = static_cast<Clipboard*>(c);
    clip->text_ = input::WindowEvents::clipboard(clip->window_);
    return clip->text_.c_str();
  };
  io.SetClipboardTextFn = [](void* c, const char* text) { input::WindowEvents::set_clipboard(static_cast<Clipboard*>(c)->window_, text); };
}

FieldWindow::FieldWindow(gpu::Gpu& gpu, const gpu::Window& board, const std::string& title)
    : gpu_(gpu), window_(title, 1280, 720), frames_(gpu, window_), clipboard_(window_), title_(title), renderer_(gpu, frames_.format()), events_(window_, queue_) {
  window_.stand_beside(board);
  ui_.set_labels(input::WindowEvents::label);
}

void FieldWindow::entitle(const std::string& title) {
  if (title != title_) window_.entitle(title_ = title);
}

void FieldWindow::frame(double dt, float text_scale, bool calm, const Drawing& drawing) {
  auto f = frames_.begin();
  if (!f) return;   // minimised, or changing its size
  const ImVec2 screen{float(f->extent.width), float(f->extent.height)};
  ui_.set_text_scale(text_scale);
  ui_.set_calm(calm);
  build_frames(ui_, renderer_, queue_, screen, dt, fonts_there_, [&](double part) { drawing.build(renderer_, screen, part); });
  drawing.record(f->cmd, f->slot, f->extent);
  renderer_.record_screen(*f, *ImGui::GetDrawData());
  frames_.end(*f);
}

ImVec2 FieldWindow::beside(const gpu::Window& board) const {
  const auto [x, y] = window_.place();
  const auto [bx, by] = board.place();
  return {float(x - bx), float(y - by)};
}

}  // namespace retort
