#include "scenarios/player/result_text.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "language/markup.h"
#include "scenarios/player/condition_text.h"

namespace retort {
namespace {

struct ArgumentText {
  const Texts& texts;

  std::string operator()(const NumberArgument& n) const {
    const Unit& unit = n.unit ? *n.unit : default_unit(n.quantity);
    const double x = unit.from_si(n.si), size = std::abs(x);
    const int fitting = size >= 100 || x == std::floor(x) ? 0 : size >= 10 ? 1 : 2;
    const std::string number = texts.number(x, n.decimals >= 0 ? n.decimals : fitting);
    return n.bare || unit.name.empty() ? number : number + " " + unit_text(unit);
  }
  std::string operator()(const ClockArgument& c) const { return clock_text(std::min(c.time, 1e9)); }
  std::string operator()(const TextArgument& t) const { return texts(t.key); }
  std::string operator()(const RowArgument& r) const { return texts.noun(r.tag, r.noun); }
  std::string operator()(const ConditionArgument& c) const { return condition_text(c, texts); }
};

}  // namespace

std::string phrase_text(const Phrase& phrase, const Texts& texts) {
  std::vector<std::string> arguments;
  for (const Argument& a : phrase.arguments) arguments.push_back(std::visit(ArgumentText{texts}, a));
  return texts(phrase.key, arguments);
}

std::string phrase_in_words(const Phrase& phrase, const Texts& texts) {
  constexpr std::string_view kRule = "grade.rule.";
  Phrase plain = phrase;
  if (plain.key.starts_with(kRule)) plain.key = "grade.words." + plain.key.substr(kRule.size());
  return phrase_text(texts.has(plain.key) ? plain : phrase, texts);
}

std::string exercise_text_if_any(const RunResult& result, std::string_view rest, const Texts& texts) {
  const std::string key = result.text_key(rest);
  return texts.has(key) ? texts(key) : "";
}

}  // namespace retort
