#include "apps/window/board_glue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/hmi/board_picture.h"
#include "engine/hmi/faceplate.h"
#include "language/markup.h"
#include "scenarios/player/briefing.h"
#include "scenarios/player/result_text.h"
#include "scenarios/player/step_places.h"

namespace retort {
namespace {

constexpr const char* kHintLevels[] = {"orient", "ask", "point", "tell"};

hmi::StepCard step_card(const Player& player, const Player::StepView& v, const std::string& key, const std::string& briefing, const Texts& texts) {
  hmi::StepCard s;
  s.id = v.spec->id;
  s.text = texts(key);
  s.state = v.done ? hmi::StepCard::State::done : v.late ? hmi::StepCard::State::late
            : v.open ? hmi::StepCard::State::open : hmi::StepCard::State::waiting;
  if (std::isfinite(v.left)) {
    s.within = v.spec->within;
    s.left = std::max(0.0, v.left);
  }
  s.must_hold = v.must_hold;
  s.holds = v.holds;
  for (int level = 0; level < v.hints_used; ++level)
    s.hints.push_back({kHintLevels[level], texts(key + ".hint." + kHintLevels[level]), true, true, 0});
  if (std::isfinite(v.hint_in)) s.hints.push_back({kHintLevels[v.hints_used], "", v.hint_ready, false, v.next_cost, v.hint_in});
  constexpr int kPoints = 3;   // levels taken: the last of them says which thing it is
  for (StepPlace& place : step_places(*v.spec, player.plant(), s.text, briefing, v.hints_used >= kPoints)) s.places.push_back({std::move(place.tag), place.field});
  return s;
}

/// What was won and what was lost of one item often have the same reason: one reads it once.
void add_once(std::vector<std::string>& lines, std::string line) {
  if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
}

/// A rule that says what stands above it in plain words says nothing more.
void without(std::vector<std::string>& rules, const std::vector<std::string>& said) {
  std::erase_if(rules, [&](const std::string& rule) { return std::find(said.begin(), said.end(), rule) != said.end(); });
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
  card.briefing = written_briefing(name, texts);
  std::string known;   // what everybody has read
  for (const TextPart& part : card.briefing) known += part.text + "\n";
  card.time_left = player.left();
  card.waits = player.waits();
  if (score_too && !card.exam) card.score = player.grade().score;
  card.steps.clear();
  card.more_steps = false;
  for (const Player::StepView& v : player.steps()) {
    hmi::StepCard step = step_card(player, v, name + ".step." + v.spec->id, known, texts);
    // What only an event asks for would tell that it comes.
    const bool hidden = !v.told || (card.exam && step.state == hmi::StepCard::State::waiting);
    card.more_steps |= hidden;
    if (!hidden) card.steps.push_back(std::move(step));
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
  d.ended = texts(std::string("ui.end.") + ending_name(r.ending));
  d.about = exercise_text_if_any(r, "debrief", texts);
  if (r.grade.hint_cost > 0) d.hints = texts("ui.end.hints", {points_text(r.grade.hint_cost, texts)});
  if (r.grade.before_caps > r.grade.score + 0.05) d.score_text += "   " + texts("ui.end.otherwise", {texts.number(r.grade.before_caps, 1)});
  for (const GradeItem& item : r.grade.items) {
    const bool lost = item.points < item.of - 0.05;
    hmi::Debrief::Line line{exercise_text(r, "grade." + item.id, texts), points_text(item.points, texts) + " / " + points_text(item.of, texts),
                            item.reasons.empty() ? "" : clock_text(item.reasons.front().time), {}, {}};
    for (const GradeReason& why : item.reasons) {
      if ((why.points < 0) == lost) add_once(line.why, phrase_in_words(why.rule, texts));   // of what was lost, why; of what was won, how
      add_once(line.rules, phrase_text(why.rule, texts));
    }
    if (line.why.empty())
      for (const GradeReason& why : item.reasons) add_once(line.why, phrase_in_words(why.rule, texts));
    without(line.rules, line.why);
    (lost ? d.lost : d.won).push_back(std::move(line));
  }
  for (const GradeCap& cap : r.grade.caps) {
    hmi::Debrief::Line line{exercise_text(r, "grade." + cap.id, texts), fmt::format("≤ {:.0f}", cap.at), clock_text(cap.reason.time), {phrase_in_words(cap.reason.rule, texts)}, {phrase_text(cap.reason.rule, texts)}};
    without(line.rules, line.why);
    d.caps.push_back(std::move(line));
  }
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
                                                                {"handover", hmi::Display::handover},     {"manual", hmi::Display::manual}};
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
