#include "apps/play_run.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "engine/ui/widgets.h"
#include "scenarios/player/result.h"

namespace retort {

using input::Key;

PlayRun::PlayRun(gpu::Gpu& gpu, Session session, const std::string& language, const std::string& record)
    : session_(std::move(session)),
      texts_(session_texts(session_, language)),
      words_(words_of(texts_)),
      record_(record),
      plant_(*session_.plant),
      symbols_(symbols_folder()),
      board_(plant_, symbols_),
      field_(gpu, *session_.plant) {
  if (!record_.empty()) {
    recorder_.emplace(record_, session_.header(), *session_.sim);
    session_.sim->add_listener(&*recorder_);
  }
  const bool exam = session_.player && session_.player->mode() == PlayMode::exam;
  run_.may_freeze = run_.may_rewind = run_.may_speed = !exam;
  run_.may_inject = !session_.player;
  run_.freeze = [this](bool on) { run_.frozen = on; };
  run_.set_speed = [this](double speed) { run_.speed = speed; };
  run_.rewind = [this](double seconds) { rewind(seconds); };
  bind_view(plant_, *session_.sim);
}

void PlayRun::advance(double dt, double budget) {
  Simulation& sim = *session_.sim;
  if (!paused && !run_.frozen && !over() && !result_) {
    const double period = session_.plant->scan_period();
    // Time that could not be simulated is not made up for later: a slow machine runs slower, it does not jump.
    owed_ = run_.speed > 0 ? std::min(owed_ + dt * run_.speed, std::max(period, 0.5 * run_.speed)) : 1e9;
    const auto start = std::chrono::steady_clock::now();
    while (owed_ >= period && !over()) {
      sim.step();
      owed_ -= period;
      if (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > budget) break;
    }
    if (run_.speed <= 0) owed_ = 0;
  }
  run_.holding = sim.status() == RunStatus::holding;
  bind_view(plant_, sim);
  const bool score_too = scored_at_ < 0 || sim.time() < scored_at_ || sim.time() - scored_at_ > 2;
  if (score_too) scored_at_ = sim.time();
  fill_exercise(exercise_, session_, texts_, score_too);
}

void PlayRun::rewind(double seconds) {
  Simulation& sim = *session_.sim;
  const std::uint64_t from = sim.scan();
  const Snapshot* kept = sim.keyframe_before(std::max(0.0, sim.time() - seconds));
  hmi::Desk desk{plant_, words_, run_, board_.state()};
  if (!kept) return desk.say(words_("ui.no_rewind"));
  const Snapshot back = *kept;  // restore() drops what is kept after it
  sim.restore(back);
  if (recorder_) recorder_->backtracked(from, sim);
  owed_ = 0;
  bind_view(plant_, sim);
  desk.say(words_("ui.rewound") + " " + hmi::clock_text(sim.time()));
}

std::pair<ImVec2, ImVec2> PlayRun::field_place(ImVec2 screen) const {
  return {{0, 0}, {view == View::split ? std::floor(screen.x * 0.4f) : screen.x, screen.y}};
}

void PlayRun::record_field(VkCommandBuffer cmd, uint32_t slot, VkExtent2D screen, double dt) {
  if (!field_shown()) return;
  const ImVec2 size = field_place({float(screen.width), float(screen.height)}).second;
  if (size.x < 16 || size.y < 16) return;
  field_.record(cmd, slot, {uint32_t(size.x), uint32_t(size.y)}, session_.sim->frame(), run_.frozen || paused ? 0 : dt);
}

void PlayRun::draw(ui::Renderer& renderer, ImVec2 screen, double wall, bool keys) {
  board_.state().wall = wall;
  const hmi::Desk desk{plant_, words_, run_, board_.state()};
  if (keys) {
    const ui::Context& ui = ui::Context::current();
    if (!ui.typing()) {
      if (ui.pressed(Key::tab)) view = view == View::field ? View::board : View::field;
      if (ui.pressed(Key::f2)) view = View::field;
      if (ui.pressed(Key::f3)) view = View::board;
      if (ui.pressed(Key::f4)) view = View::split;
      for (Key k : {Key::f5, Key::f6, Key::f7, Key::f8, Key::f9, Key::f10, Key::f11, Key::f12})
        if (ui.pressed(k) && view == View::field) view = View::board;
    }
    board_.keys(words_, run_);
  }
  if (field_shown()) {
    const auto [at, size] = field_place(screen);
    field_.draw(desk, renderer, at, size);
    if (view == View::field) draw_toasts(board_.state(), at, size);
  }
  if (view == View::board) board_.draw(words_, run_, exercise_, {0, 0}, screen);
  if (view == View::split) {
    const float left = field_place(screen).second.x;
    board_.draw(words_, run_, exercise_, {left, 0}, {screen.x - left, screen.y});
  }
}

const RunResult& PlayRun::finish() {
  if (!result_) {
    result_ = session_.result();
    if (recorder_) recorder_->finish(*session_.sim, session_.scenario ? result_json(*result_).dump() : "{}");
  }
  return *result_;
}

hmi::Briefing PlayRun::briefing() const {
  hmi::Briefing b;
  const std::string& name = session_.scenario->name;
  b.title = texts_(name + ".title");
  b.text = texts_(name + ".briefing");
  b.exam = session_.player->mode() == PlayMode::exam;
  return b;
}

}  // namespace retort
