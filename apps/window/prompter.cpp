#include "apps/window/prompter.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/ui/context.h"

namespace retort {
namespace {

constexpr double kAgain = 60;         // s: who repeats an act on every scan says it once in this time
constexpr std::size_t kRemembered = 100;

}  // namespace

Prompter::Prompter(const std::string& file, const CompiledPlant& plant, const Scenario* scenario, std::uint64_t seed)
    : who_(Operator::load(file, plant, scenario)), plant_(plant), seed_(seed) {}

std::string Prompter::words_of(const Act& act) const {
  if (const acts::Write* w = act.write()) {
    const Row& r = plant_.catalogue[w->row];
    const auto choice = static_cast<std::size_t>(std::max(0.0, w->value) + 0.5);
    const std::string value = !r.choices.empty() ? r.choices.at(std::min(choice, r.choices.size() - 1))
                                                 : fmt::format("{:.6g}", (r.unit ? *r.unit : default_unit(r.quantity)).from_si(w->value));
    return fmt::format("{} {} {}", act.source == Source::field ? "field" : "set", r.name, value);
  }
  if (const auto* a = std::get_if<acts::GiveAnswer>(&act.what)) return "answer " + a->question + " " + a->option;
  if (const auto* a = std::get_if<acts::TakeHint>(&act.what)) return "hint " + a->step;
  if (const auto* a = std::get_if<acts::Remark>(&act.what)) return "log " + a->text;
  return "finish";
}

void Prompter::look(const Publication& seen) {
  const double now = seen.frame.time;
  if (now <= seen_at_) return;
  for (const Operator::Due& d : who_.due(seen.frame, seen.player.get(), seed_, now - seen_at_)) {
    const std::string words = words_of(d.act);
    if (std::any_of(lines_.begin(), lines_.end(), [&](const Line& l) { return l.words == words && now - l.at < kAgain; })) continue;
    lines_.push_back({words, now, said_++});
    if (lines_.size() > kRemembered) lines_.pop_front();
  }
  seen_at_ = now;
}

void Prompter::note() const {
  for (const Line& l : lines_) ui::Context::current().note(fmt::format("prompt.{} {}", l.number, l.words));
}

}  // namespace retort
