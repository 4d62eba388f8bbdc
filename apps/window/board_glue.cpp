#include "apps/window/board_glue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/hmi/board_picture.h"
#include "engine/hmi/faceplate.h"
#include "language/markup.h"
#include "scenarios/player/result_text.h"

namespace retort {
namespace {

constexpr const char* kHintLevels[] = {"orient", "ask", "point", "tell"};

hmi::StepCard step_card(const Player::StepView& v, const std::string& key, const Texts& texts) {
  hmi::StepCard s;
  s.id = v.spec->id;
  s.text = texts(key);
  s.state = v.done ? hmi::StepCard::State::done : v.late ? hmi::StepCard::State::late
            : v.open ? hmi::StepCard::State::open : hmi::StepCard::State::waiting;
  if (std::isfinite(v.left)) {
    s.within = v.spec->within;
    s.left = std::max(0.0, v.left);
  }
  for (int level = 0; level < v.hints_used; ++level)
    s.hints.push_back({kHintLevels[level], texts(key + ".hint." + kHintLevels[level]), true, true, 0});
  if (v.hint_ready && v.hints_used < int(std::size(kHintLevels))) s.hints.push_back({kHintLevels[v.hints_used], "", true, false, v.next_cost});
  return s;
}

}  // namespace

std::string symbols_folder() { return assets_folder() + "/symbols"; }

void fill_exercise(hmi::ExerciseCard& card, const Player* whose, const Texts& texts, const std::function<void(Act)>& post, bool score_too) {
  card.present = whose != nullptr;
  if (!card.present) return;
  const Player& player = *whose;
  const std::string& name = player.scenario().name;
  card.exam = player.mode() == PlayMode::exam;
  card.finished = player.finished();
  card.title = texts(name + ".title");
  card.briefing = texts(name + ".briefing");
  card.time_left = player.left();
  card.waits = player.waits();
  if (score_too && !card.exam) card.score = player.grade().score;
  card.steps.clear();
  for (const Player::StepView& v : player.steps()) {
    hmi::StepCard step = step_card(v, name + ".step." + v.spec->id, texts);
    if (card.exam && step.state == hmi::StepCard::State::waiting) continue;
    card.steps.push_back(std::move(step));
  }
  card.questions.clear();
  for (const Player::QuestionView& q : player.questions()) {
    if (q.asked_at < 0) continue;  // a question that is not asked yet would give away what is coming
    const std::string key = name + ".question." + q.spec->id;
    hmi::QuestionCard view{q.spec->id, texts(key), {}, ""};
    for (int i : q.shown) {
      const std::string& option = q.spec->options[std::size_t(i)];
      view.options.push_back({option, texts(key + "." + option)});
    }
    if (!q.given.empty()) view.answer = q.spec->options[std::size_t(q.given.back())];
    card.questions.push_back(std::move(view));
  }
  card.messages.clear();
  for (const Player::Said& said : player.said()) {
    const std::string& id = player.scenario().events[std::size_t(said.event)].id;
    card.messages.push_back({said.time, id, texts(name + ".event." + id)});
  }
  card.take_hint = [post](const std::string& step) { post(act_of(acts::TakeHint{step})); };
  card.answer = [post](const std::string& question, const std::string& option) { post(act_of(acts::GiveAnswer{question, option})); };
  card.finish = [post] { post(act_of(acts::HandIn{})); };
}

hmi::Debrief debrief_of(const RunResult& r, const Texts& texts) {
  hmi::Debrief d;
  if (r.scenario.empty()) return d;
  d.title = exercise_text(r, "title", texts);
  d.score = r.grade.score;
  d.score_text = texts.number(r.grade.score, 1) + " / 100";
  if (r.grade.before_caps > r.grade.score + 0.05) d.score_text += "   " + texts("ui.end.otherwise", {texts.number(r.grade.before_caps, 1)});
  for (const GradeItem& item : r.grade.items) {
    hmi::Debrief::Line line{exercise_text(r, "grade." + item.id, texts), texts.number(item.points, 1) + " / " + texts.number(item.of, 1),
                            item.reasons.empty() ? "" : clock_text(item.reasons.front().time), {}, item.points < item.of - 0.05};
    for (const GradeReason& why : item.reasons) line.why.push_back(phrase_text(why.rule, texts));
    d.items.push_back(std::move(line));
  }
  for (const GradeCap& cap : r.grade.caps)
    d.caps.push_back({exercise_text(r, "grade." + cap.id, texts), fmt::format("≤ {:.0f}", cap.at), clock_text(cap.reason.time), {phrase_text(cap.reason.rule, texts)}, false});
  return d;
}

gpu::Picture board_shot(gpu::Gpu& gpu, const Run& run, const Texts& texts, VkExtent2D size, double text_scale, const std::string& page,
                        const std::string& faceplate) {
  hmi::PlantView view(run.plant());
  view.frame = &run.frame();
  view.history = run.sim().history();
  view.log = run.sim().log();
  view.follow();
  const SymbolLibrary symbols(symbols_folder());
  hmi::Board board(view, symbols);
  constexpr std::pair<const char*, hmi::Display> kDisplays[] = {{"overview", hmi::Display::overview}, {"pid", hmi::Display::pid}, {"trend", hmi::Display::trend},
                                                                {"alarms", hmi::Display::alarms},     {"events", hmi::Display::events},
                                                                {"safety", hmi::Display::safety},     {"diagnostics", hmi::Display::diagnostics},
                                                                {"detail", hmi::Display::detail},     {"malfunctions", hmi::Display::malfunctions},
                                                                {"handover", hmi::Display::handover}};
  const auto named = std::find_if(std::begin(kDisplays), std::end(kDisplays), [&](const auto& d) { return page == d.first; });
  if (named != std::end(kDisplays)) {
    board.state().display = named->second;
  } else if (!page.empty()) {
    const std::vector<Page>& all = board.pages().pages;
    std::string known;
    for (const auto& [name, display] : kDisplays) known += (known.empty() ? "" : ", ") + std::string(name);
    int found = -1;
    for (std::size_t k = 0; k < all.size(); ++k) {
      known += ", " + all[k].id;
      if (page == all[k].id || page == std::to_string(k + 1)) found = int(k);
    }
    if (found < 0) throw std::invalid_argument(fmt::format("There is no page '{}'. Pages: {}", page, known));
    board.state().page = found;
  }
  hmi::ExerciseCard exercise;
  fill_exercise(exercise, run.player(), texts, [](const Act&) {}, true);
  hmi::RunControl control;
  control.may_inject = run.scenario() == nullptr;
  if (!faceplate.empty()) {
    const std::size_t colon = faceplate.find(':');
    const std::string tag = faceplate.substr(0, colon), tab = colon == std::string::npos ? "" : faceplate.substr(colon + 1);
    if (!view.find(tag)) throw std::invalid_argument(fmt::format("There is no tag '{}'.", tag));
    board.state().faceplates = {tag};
    board.state().selected = tag;
    board.state().detail_part = tab == "protection" ? hmi::DetailPart::protection : tab == "tuning" ? hmi::DetailPart::tuning : hmi::DetailPart::values;
    board.state().tab[tag] = tab == "detail" ? hmi::kDetail : tab == "protection" ? hmi::kProtection : hmi::kOperate;
  }
  for (const hmi::Thing& t : view.things())
    if (t.kind == hmi::ThingKind::controller && board.state().faceplates.empty()) board.state().faceplates.push_front(t.tag);
  return hmi::board_picture(gpu, board, hmi::words_of(texts), control, exercise, size.width, size.height, float(text_scale));
}

}  // namespace retort
