#include "apps/play_run.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "apps/report_file.h"
#include "engine/ui/widgets.h"
#include "scenarios/session/verify.h"

namespace retort {

using input::Key;

PlayRun::PlayRun(gpu::Gpu& gpu, std::unique_ptr<Run> run, const std::string& language, const std::string& record)
    : run_(std::move(run)),
      texts_(run_->prepared().texts(language)),
      words_(words_of(texts_)),
      record_(record),
      plant_(run_->plant().spec, run_->plant().catalogue),
      symbols_(symbols_folder()),
      board_(plant_, symbols_),
      field_(gpu, run_->plant()) {
  if (!record_.empty()) run_->record(record_);
  const auto allowed = [&](ActBody body) { return run_->query(act_of(std::move(body))).accepted; };
  control_.may_freeze = allowed(acts::Freeze{true});
  control_.may_rewind = control_.may_freeze;
  control_.may_speed = allowed(acts::SetSpeed{1});
  control_.may_inject = run_->player() == nullptr;
  control_.freeze = [this](bool on) { run_->post(act_of(acts::Freeze{on})); };
  control_.set_speed = [this](double speed) { run_->post(act_of(acts::SetSpeed{speed})); };
  control_.rewind = [this](double seconds) { rewind(seconds); };
  bind_view(plant_, *run_);
}

void PlayRun::advance(double dt, double budget) {
  run_->attend();
  if (!paused && !run_->frozen() && !over() && !result_) {
    const double period = run_->plant().scan_period(), speed = run_->speed();
    // Time that could not be simulated is not made up for later: a slow machine runs slower, it does not jump.
    owed_ = speed > 0 ? std::min(owed_ + dt * speed, std::max(period, 0.5 * speed)) : 1e9;
    const auto start = std::chrono::steady_clock::now();
    while (owed_ >= period && !over()) {
      run_->step();
      owed_ -= period;
      if (std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() > budget) break;
    }
    if (speed <= 0) owed_ = 0;
  }
  control_.frozen = run_->frozen();
  control_.speed = run_->speed();
  control_.holding = run_->sim().status() == RunStatus::holding;
  bind_view(plant_, *run_);
  const bool score_too = scored_at_ < 0 || run_->time() < scored_at_ || run_->time() - scored_at_ > 2;
  if (score_too) scored_at_ = run_->time();
  fill_exercise(exercise_, *run_, texts_, score_too);
}

void PlayRun::rewind(double seconds) {
  const Keyframes::Kept kept = run_->sim().keyframe_before(std::max(0.0, run_->time() - seconds));
  hmi::Desk desk{plant_, words_, control_, board_.state()};
  if (!kept) return desk.say(words_("ui.no_rewind"));
  const double back = static_cast<double>(kept->plant.scan) * run_->plant().scan_period();
  run_->post(act_of(acts::GoBack{kept->plant.scan}));
  owed_ = 0;
  desk.say(words_("ui.rewound") + " " + hmi::clock_text(back));
}

std::pair<ImVec2, ImVec2> PlayRun::field_place(ImVec2 screen) const {
  return {{0, 0}, {view == View::split ? std::floor(screen.x * 0.4f) : screen.x, screen.y}};
}

void PlayRun::record_field(VkCommandBuffer cmd, uint32_t slot, VkExtent2D screen, double dt) {
  if (!field_shown()) return;
  const ImVec2 size = field_place({float(screen.width), float(screen.height)}).second;
  if (size.x < 16 || size.y < 16) return;
  field_.record(cmd, slot, {uint32_t(size.x), uint32_t(size.y)}, run_->frame(), control_.frozen || paused ? 0 : dt);
}

void PlayRun::draw(ui::Renderer& renderer, ImVec2 screen, double wall, bool keys) {
  board_.state().wall = wall;
  const hmi::Desk desk{plant_, words_, control_, board_.state()};
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
    board_.keys(words_, control_);
  }
  if (field_shown()) {
    const auto [at, size] = field_place(screen);
    field_.draw(desk, renderer, at, size);
    if (view == View::field) draw_toasts(board_.state(), at, size);
  }
  if (view == View::board) board_.draw(words_, control_, exercise_, {0, 0}, screen);
  if (view == View::split) {
    const float left = field_place(screen).second.x;
    board_.draw(words_, control_, exercise_, {left, 0}, {screen.x - left, screen.y});
  }
}

const RunResult& PlayRun::finish() {
  if (!result_) {
    run_->close();
    result_ = run_->result();
    debrief_ = debrief_of(*result_, texts_);
    run_->finish(run_->scenario() ? json_text(result_json(*result_)) : "{}");
  }
  return *result_;
}

hmi::Briefing PlayRun::briefing() const {
  hmi::Briefing b;
  const std::string& name = run_->scenario()->name;
  b.title = texts_(name + ".title");
  b.text = texts_(name + ".briefing");
  b.exam = run_->setup().mode == PlayMode::exam;
  return b;
}

}  // namespace retort
