#include "apps/window/play_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "apps/window/export_file.h"
#include "engine/hmi/alarm_list.h"
#include "engine/ui/widgets.h"
#include "scenarios/player/briefing.h"

namespace retort {

using input::Key;

namespace {

std::unique_ptr<RunThread> start(std::unique_ptr<Run> run, const std::string& record) {
  if (!record.empty()) run->record(record);
  return std::make_unique<RunThread>(std::move(run));
}

}  // namespace

PlayRun::PlayRun(gpu::Gpu& gpu, std::unique_ptr<Run> run, const std::string& language, const std::string& record)
    : record_(record),
      thread_(start(std::move(run), record)),
      seen_(thread_->latest()),
      texts_(prepared().texts(language, setup().seed)),
      words_(hmi::words_of(texts_)),
      plant_(*prepared().plant),
      symbols_(symbols_folder()),
      board_(plant_, symbols_),
      field_(gpu, prepared()) {
  const Rights rights{prepared().scenario != nullptr, setup().mode, setup().allows};
  const auto allowed = [&](ActBody body) { return rights.of(act_of(std::move(body))).accepted; };
  control_.may_freeze = allowed(acts::Freeze{true});
  control_.may_rewind = allowed(acts::GoBack{0});
  control_.may_speed = allowed(acts::SetSpeed{1});
  control_.student = setup().student;
  control_.may_inject = prepared().scenario == nullptr;
  if (const Scenario* s = prepared().scenario.get(); s && setup().mode == PlayMode::exam) {
    control_.may_look_inside = false;   // nobody sees through a wall
    control_.hud = {s->exam_hud.clock, s->exam_hud.alarms, s->exam_hud.radio, s->exam_hud.step};
  }
  if (const Scenario* s = prepared().scenario.get()) {
    sheets_ = briefing_sheets(*s, setup().mode, texts_, *prepared().plant, board_.paper());
    extract_.at = sheets_.first;
    board_.state().manual_at = s->procedure;
  }
  control_.freeze = [this](bool on) { post(act_of(acts::Freeze{on})); };
  control_.set_speed = [this](double speed) { post(act_of(acts::SetSpeed{speed})); };
  control_.rewind = [this](double seconds) { rewind(seconds); };
  control_.save = export_file;
  plant_.post = [this](Act a) { post(std::move(a)); };
  look();
}

void PlayRun::look() {
  seen_ = thread_->latest();
  plant_.frame = &seen_->frame;
  plant_.history = seen_->history;
  plant_.log = seen_->log;
  plant_.follow();
  control_.frozen = seen_->frozen;
  control_.speed = seen_->speed;
  control_.reached_speed = seen_->reached;
  control_.holding = seen_->frame.status == RunStatus::holding;
  control_.computing = thread_->computing();
  const hmi::Desk desk{plant_, words_, control_, board_.state()};
  for (const Run::Decided& d : seen_->decided_since(told_)) desk.told(d.act, d.verdict);
  told_ = seen_->decided_in_all;
  if (!seen_->recording_error.empty()) desk.say(seen_->recording_error);
  const double time = seen_->frame.time;
  // What the end lifts or settles shows at once: the card must not stand at what the score was before.
  const Player* player = seen_->player.get();
  const int stage = !player ? 0 : player->finished() ? 2 : player->waits() >= 0 ? 1 : 0;
  const bool score_too = scored_at_ < 0 || time < scored_at_ || time - scored_at_ > 2 || stage != scored_stage_;
  scored_stage_ = stage;
  if (score_too) scored_at_ = time;
  fill_exercise(exercise_, seen_->player.get(), texts_, [this](Act a) { post(std::move(a)); }, score_too);
  call(desk);
  if (prompter_) prompter_->look(*seen_);
  if (seen_->result && debrief_.title.empty()) debrief_ = debrief_of(*seen_->result, texts_);
}

void PlayRun::like(const hmi::Choices& choices) {
  if (choices.language != texts_.language()) {
    texts_ = prepared().texts(choices.language, setup().seed);
    words_ = hmi::words_of(texts_);
    if (seen_->result) debrief_ = debrief_of(*seen_->result, texts_);
    scored_at_ = -1;
  }
  words_.vocabulary = choices.terms;
  field_.set_light(choices.light);
  calm_ = choices.calm;
}

void PlayRun::call(const hmi::Desk& desk) {
  bool wanted = false;
  for (std::size_t i = messages_; i < exercise_.messages.size(); ++i) {
    desk.say(exercise_.messages[i].text);
    board_.state().procedure_news = wanted = true;
  }
  for (std::size_t i = questions_; i < exercise_.questions.size(); ++i) {
    desk.say(words_("ui.question") + ": " + exercise_.questions[i].text);
    board_.state().procedure_news = wanted = true;
  }
  std::set<RowId> prompts;
  for (const hmi::Thing& t : plant_.things())
    if (const RowId asks = t.row("asks"); asks != kNoRow && plant_.value(asks) > 0.5) {
      prompts.insert(asks);
      if (prompts_.contains(asks)) continue;
      desk.say(t.tag + ": " + words_("ui.asks"));
      wanted = true;
    }
  const int unacknowledged = hmi::count_alarms(plant_).unacknowledged;
  wanted |= unacknowledged > unacknowledged_;
  messages_ = exercise_.messages.size(), questions_ = exercise_.questions.size(), unacknowledged_ = unacknowledged, prompts_ = std::move(prompts);
  constexpr double kTooFast = 10;   // times: a minute in six seconds
  if (!wanted || !control_.may_speed || control_.frozen || (control_.speed > 0 && control_.speed <= kTooFast)) return;
  post(act_of(acts::SetSpeed{1}));
  desk.say(words_("ui.slowed"));
}

void PlayRun::post(Act a) {
  if (control_.frozen && a.kind().judge != ActJudge::run) hmi::Desk{plant_, words_, control_, board_.state()}.say(words_("ui.frozen_act"));
  thread_->post(std::move(a));
}

void PlayRun::walk(double dt, bool active) {
  // One walks in the time of the plant: no further than a person gets in it, and nowhere while it stands still.
  const double pace = control_.frozen ? 0 : control_.speed > 0 ? std::min(1.0, control_.speed) : 1;
  if (field_shown()) field_.walk(dt, dt * pace, active);
}

void PlayRun::sound(sound::Speaker& speaker, const hmi::SoundChoice& choice) {
  int horn = 0;
  for (const hmi::AlarmPoint& a : plant_.alarms())
    if (const hmi::AlarmLook look = plant_.look(a); look.listed() && look.active && look.unacknowledged && a.priority <= 3) horn = horn ? std::min(horn, a.priority) : a.priority;
  // In the control room one hears the horn only; where time stands still, nothing.
  const bool still = paused_ || control_.frozen;
  field_.hear(field_shown() ? std::span<const double>(seen_->frame.values) : std::span<const double>(), horn, still ? 0 : choice.volume, choice.captions && field_shown());
  speaker.feed(field_.mixer());
}

void PlayRun::pause(bool on) {
  if (on == paused_) return;
  paused_ = on;
  if (!control_.may_freeze) return;   // in an exam the plant goes on behind the menu
  if (on) frozen_before_ = control_.frozen;
  if (!frozen_before_) post(act_of(acts::Freeze{on}));
}

void PlayRun::rewind(double seconds) {
  const hmi::Desk desk{plant_, words_, control_, board_.state()};
  const double period = prepared().plant->scan_period();
  const double wanted = std::max(0.0, seen_->frame.time - seconds);
  // The kept moment that is nearest, of those that lie back at all.
  const std::uint64_t* to = nullptr;
  const auto off = [&](std::uint64_t scan) { return std::abs(static_cast<double>(scan) * period - wanted); };
  for (const std::uint64_t& scan : seen_->moments)
    if (static_cast<double>(scan) * period < seen_->frame.time - seconds / 4 && (!to || off(scan) < off(*to))) to = &scan;
  if (!to) return desk.say(words_("ui.no_rewind"));
  post(act_of(acts::GoBack{*to}));
  desk.say(words_("ui.rewound") + " " + hmi::clock_text(static_cast<double>(*to) * period));
}

std::pair<ImVec2, ImVec2> PlayRun::field_place(ImVec2 screen) const {
  return {{0, 0}, {view == View::split ? std::floor(screen.x * 0.4f) : screen.x, screen.y}};
}

void PlayRun::record_field(VkCommandBuffer cmd, uint32_t slot, VkExtent2D screen, double dt) {
  if (!field_shown()) return;
  const ImVec2 size = field_place({float(screen.width), float(screen.height)}).second;
  if (size.x < 16 || size.y < 16) return;
  field_.record(cmd, slot, {uint32_t(size.x), uint32_t(size.y)}, seen_->frame, control_.frozen || calm_ ? 0 : dt);
}

void PlayRun::say(const std::string& text) { hmi::Desk{plant_, words_, control_, board_.state()}.say(text); }

void PlayRun::switch_view(View of) {
  const ui::Context& ui = ui::Context::current();
  if (ui.typing()) return;
  if (ui.pressed(Key::f4)) view = view == View::split ? View::apart : View::split;
  if (view == View::apart) {   // both are there: the keyboard goes to one of them
    if (ui.pressed(Key::f2)) focus_ = View::field;
    if (ui.pressed(Key::f3)) focus_ = View::board;
    if (ui.pressed(Key::tab)) focus_ = of == View::field ? View::board : View::field;
    return;
  }
  if (ui.pressed(Key::tab)) view = view == View::field ? View::board : View::field;
  if (ui.pressed(Key::f2)) view = View::field;
  if (ui.pressed(Key::f3)) view = View::board;
  for (Key k : {Key::f5, Key::f6, Key::f7, Key::f8, Key::f9, Key::f10, Key::f11, Key::f12})
    if (ui.pressed(k) && view == View::field) view = View::board;
}

void PlayRun::draw_field_with_card(const hmi::Desk& desk, ui::Renderer& renderer, ImVec2 at, ImVec2 size, bool keys) {
  field_.draw(desk, exercise_, renderer, at, size, keys);
  const float beside = board_.draw_beside_field(words_, control_, exercise_, at, size);
  // Under the open step, and under the box that looks for a tag: at the foot is what one works with.
  draw_toasts(board_.state(), at, {size.x - beside, size.y}, std::max(ui::px(36), field_.head_foot() - at.y + ui::px(8)));
}

void PlayRun::draw_field_apart(ui::Renderer& renderer, ImVec2 screen, bool keys) {
  if (keys) {
    switch_view(View::field);
    board_.keys(words_, control_, true);
  }
  const hmi::Desk desk{plant_, words_, control_, board_.state()};
  draw_field_with_card(desk, renderer, {0, 0}, screen, keys);
  ui::Context::current().note("field.apart");
  if (keys) return;
  ImDrawList* over = ImGui::GetForegroundDrawList();
  const std::string text = ui::broken(words_("ui.field.covered"), screen.x - ui::px(60), ui::fonts().bold);
  const ImVec2 extent = ui::text_size(ui::fonts().bold, text), at{(screen.x - extent.x) / 2, (screen.y - extent.y) / 2};
  over->AddRectFilled({at.x - ui::px(14), at.y - ui::px(8)}, {at.x + extent.x + ui::px(14), at.y + extent.y + ui::px(8)}, ui::color::kTop, 4);
  ui::text_at(over, ui::fonts().bold, at, ui::color::kTopText, text);
  ui::Context::current().note("field.covered");
}

void PlayRun::draw(ui::Renderer& renderer, ImVec2 screen, double wall, bool keys) {
  board_.state().wall = wall;
  if (prompter_) prompter_->note();
  if (control_.frozen) ui::Context::current().note("clock.frozen");
  ui::Context::current().note(fmt::format("clock.speed.{:g}", control_.speed));
  const hmi::Desk desk{plant_, words_, control_, board_.state()};
  if (keys) {
    switch_view(View::board);
    board_.keys(words_, control_, view == View::field);
  }
  if (std::string& tag = board_.state().walk_to; !tag.empty()) {
    if (view == View::board) view = View::field;
    if (view == View::apart) focus_ = View::field;
    field_.lead_to(tag);
    tag.clear();
  }
  if (!board_.state().show.empty() || board_.state().read_manual) {   // what is shown stands on the board
    if (view == View::field) view = View::board;
    if (view == View::apart) focus_ = View::board;
  }
  if (field_shown() && view != View::apart) {
    const auto [at, size] = field_place(screen);
    if (view == View::field) draw_field_with_card(desk, renderer, at, size, keys);
    else field_.draw(desk, exercise_, renderer, at, size, keys);
  }
  if (view == View::board || view == View::apart) board_.draw(words_, control_, exercise_, {0, 0}, screen);
  if (view == View::split) {
    const float left = field_place(screen).second.x;
    board_.draw(words_, control_, exercise_, {left, 0}, {screen.x - left, screen.y});
  }
}

hmi::Briefing PlayRun::briefing() {
  hmi::Briefing b;
  const std::string& name = prepared().scenario->name;
  b.title = texts_(name + ".title");
  b.parts = whole_briefing(*prepared().scenario, setup().mode, texts_);
  b.extract = {&board_.paper(), sheets_.sheets};
  b.exam = setup().mode == PlayMode::exam;
  return b;
}

}  // namespace retort
