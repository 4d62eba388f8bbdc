#pragma once
#include <string>

#include "language/texts.h"
#include "scenarios/player/run_result.h"

/// Results in words: functions of a result and the texts of one language.
namespace retort {

/// A phrase as a sentence.
std::string phrase_text(const Phrase& phrase, const Texts& texts);
/// The same without the condition as it is written: what happened, beside a title that says what was asked.
std::string phrase_in_words(const Phrase& phrase, const Texts& texts);
/// Text `rest` of the result's exercise: "title", "step.spare".
inline std::string exercise_text(const RunResult& result, std::string_view rest, const Texts& texts) { return texts(result.text_key(rest)); }
/// The same, or "" when there is none.
std::string exercise_text_if_any(const RunResult& result, std::string_view rest, const Texts& texts);

}  // namespace retort
