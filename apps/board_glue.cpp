#include "apps/board_glue.h"

#include <cmath>
#include <memory>

#include "engine/hmi/board_picture.h"

namespace retort {
namespace {

constexpr const char* kHintLevels[] = {"orient", "ask", "point", "tell"};

void say(Simulation& sim, std::string text) {
  Command c;
  c.text = std::move(text);
  sim.submit(std::move(c));
}

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

hmi::Words words_of(const Texts& texts) {
  auto kept = std::make_shared<const Texts>(texts);
  return hmi::Words([kept](const std::string& key) -> std::optional<std::string> {
    if (kept->has(key)) return (*kept)(key);
    // "name:TAG.noun": what a variable is called, when it has a name.
    const std::size_t dot = key.find('.');
    if (!key.starts_with("name:") || dot == std::string::npos) return std::nullopt;
    const std::string noun = key.substr(dot + 1), name = kept->noun(key.substr(5, dot - 5), noun);
    return name == noun ? std::nullopt : std::optional(name);
  });
}

Texts session_texts(const Session& s, const std::string& language) {
  return s.scenario ? scenario_texts(*s.scenario, language) : plant_texts(s.plant_file, language);
}

std::string symbols_folder() { return assets_folder() + "/symbols"; }

void bind_view(hmi::PlantView& view, Simulation& sim) {
  view.frame = &sim.frame();
  view.history = &sim.history();
  view.log = &sim.log();
  view.submit = [&sim](const Command& c) { return sim.submit(c); };
  view.follow();
}

void fill_exercise(hmi::ExerciseCard& card, const Session& s, const Texts& texts, bool score_too) {
  card.present = s.player != nullptr;
  if (!card.present) return;
  const Player& player = *s.player;
  const std::string& name = s.scenario->name;
  Simulation& sim = *s.sim;
  card.exam = player.mode() == PlayMode::exam;
  card.finished = player.finished();
  card.title = texts(name + ".title");
  card.briefing = texts(name + ".briefing");
  card.time_left = player.left();
  if (score_too && !card.exam) card.score = player.grade(texts).score;
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
    for (const std::string& option : q.spec->options) view.options.push_back({option, texts(key + "." + option)});
    if (!q.given.empty()) view.answer = q.spec->options[std::size_t(q.given.back())];
    card.questions.push_back(std::move(view));
  }
  card.messages.clear();
  for (const Player::Said& said : player.said())
    card.messages.push_back({said.time, texts(name + ".event." + s.scenario->events[std::size_t(said.event)].id)});
  card.take_hint = [&sim](const std::string& step) { say(sim, "hint:" + step); };
  card.answer = [&sim](const std::string& question, const std::string& option) { say(sim, "answer:" + question + ":" + option); };
  card.finish = [&sim] { say(sim, "finish"); };
}

gpu::Picture board_shot(gpu::Gpu& gpu, const Session& s, const Texts& texts, VkExtent2D size, double text_scale) {
  hmi::PlantView view(*s.plant);
  bind_view(view, *s.sim);
  const SymbolLibrary symbols(symbols_folder());
  hmi::Board board(view, symbols);
  hmi::ExerciseCard exercise;
  fill_exercise(exercise, s, texts, true);
  hmi::RunControl run;
  for (const hmi::Thing& t : view.things())
    if (t.kind == hmi::ThingKind::controller && board.state().faceplates.empty()) board.state().faceplates.push_front(t.tag);
  return hmi::board_picture(gpu, board, words_of(texts), run, exercise, size.width, size.height, float(text_scale));
}

}  // namespace retort
