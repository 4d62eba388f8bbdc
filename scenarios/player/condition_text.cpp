#include "scenarios/player/condition_text.h"

#include <cctype>
#include <string_view>

#include "scenarios/player/result_text.h"
#include "sim/model/variable.h"

namespace retort {
namespace {

bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  Reader(const ConditionArgument& c, const Texts& texts) : c_(c), text_(c.written), texts_(texts) {}

  std::string read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (letter(c)) word();
      else if (digit(c)) number();
      else if (text_.compare(at_, 2, "..") == 0) put(" " + texts_("condition.and_up_to") + " ", 2);
      else if (text_.compare(at_, 2, ">=") == 0) put("≥", 2);
      else if (text_.compare(at_, 2, "<=") == 0) put("≤", 2);
      else if (text_.compare(at_, 2, "==") == 0) put("=", 2);
      else if (text_.compare(at_, 2, "!=") == 0) put("≠", 2);
      else put(std::string(1, c), 1);
    }
    return said_;
  }

 private:
  void put(const std::string& s, std::size_t taken) {
    said_ += s;
    at_ += taken;
  }
  std::string_view take(std::size_t from) const { return std::string_view(text_).substr(from, at_ - from); }

  void number() {
    const std::size_t from = at_;
    while (at_ < text_.size() && (digit(text_[at_]) || (text_[at_] == '.' && at_ + 1 < text_.size() && digit(text_[at_ + 1])))) ++at_;
    std::string n(take(from));
    if (texts_.language() != "en")
      if (const std::size_t point = n.find('.'); point != std::string::npos) n[point] = ',';
    said_ += n;
  }

  /// Past the word that begins here.
  std::size_t end_of_word(std::size_t at) const {
    while (at < text_.size() && (letter(text_[at]) || digit(text_[at]) ||
                                 ((text_[at] == '-' || text_[at] == '.') && at + 1 < text_.size() && (letter(text_[at + 1]) || digit(text_[at + 1])))))
      ++at;
    return at;
  }
  /// A variable that is a condition by itself, and whose states have words: P-101.running is "P-101 runs", and not "P-101 running".
  bool is_state(std::size_t from) const {
    const std::size_t end = end_of_word(from);
    const std::string noun = split_variable(text_.substr(from, end - from)).noun;
    if (noun.empty() || !texts_.has("state." + noun + ".on")) return false;
    const std::size_t before = from == 0 ? std::string::npos : text_.find_last_not_of(' ', from - 1), after = text_.find_first_not_of(' ', end);
    const auto joins = [&](std::size_t at) { return at != std::string::npos && std::string_view("<>=!+-*/").find(text_[at]) != std::string_view::npos; };
    return !joins(before) && !joins(after) && text_.compare(std::min(end, text_.size()), 4, " in ") != 0;
  }
  void state(bool on) {
    const std::size_t from = at_;
    at_ = end_of_word(from);
    const VariableName v = split_variable(std::string(take(from)));
    said_ += v.tag + " " + texts_("state." + v.noun + (on ? ".on" : ".off"));
  }

  void word() {
    const std::size_t from = at_;
    if (is_state(from)) return state(true);
    at_ = end_of_word(from);
    const std::string w(take(from));
    if (at_ < text_.size() && text_[at_] == '(') return call(w, from);
    if (const std::size_t next = text_.find_first_not_of(' ', at_); w == "not" && next != std::string::npos && is_state(next)) {
      at_ = next;
      return state(false);
    }
    if (const std::string key = "condition." + w; (w == "and" || w == "or" || w == "not" || w == "for" || w == "in") && texts_.has(key)) said_ += texts_(key);
    else if (w == "degC") said_ += "°C";
    else if (!split_variable(w).noun.empty()) said_ += variable(w);
    else if (texts_.has("choice." + w)) said_ += texts_("choice." + w);
    else said_ += w;
  }

  std::string variable(const std::string& name) const {
    const VariableName v = split_variable(name);
    return v.noun == "pv" ? v.tag : v.tag + " " + texts_.noun(v.tag, v.noun);
  }

  /// done(spare), acts(P-101.start), total(...): what has a text of its own by that, what only wraps a condition by a word in front of it.
  void call(const std::string& name, std::size_t from) {
    const std::size_t close = text_.find(')', at_);
    if (close == std::string::npos) {  // not written by our parser
      said_ += name;
      return;
    }
    const std::string inner = text_.substr(at_ + 1, close - at_ - 1), whole = text_.substr(from, close + 1 - from);
    const auto known = c_.names.find(whole);
    const auto value = c_.values.find(whole);
    const std::string key = "condition." + name;
    const bool plain = inner.find_first_of("( <>=") == std::string::npos;
    if (value != c_.values.end()) {
      said_ += phrase_text({"condition.value", {value->second}}, texts_);
    } else if (known != c_.names.end()) {
      const std::string title = "\u201c" + texts_(known->second) + "\u201d";
      said_ += name == "done" || !texts_.has(key) ? title : texts_(key, {title});
    } else if (plain && texts_.has(key) && (inner.empty() || texts_(key).find("{0}") != std::string::npos)) {
      said_ += texts_(key, {!split_variable(inner).noun.empty() ? variable(inner) : inner});
    } else {
      said_ += texts_.has(key) ? texts_(key) + " " : name;
      return;  // the bracket and what stands in it come next
    }
    at_ = close + 1;
  }

  const ConditionArgument& c_;
  const std::string& text_;
  const Texts& texts_;
  std::string said_;
  std::size_t at_ = 0;
};

}  // namespace

std::string condition_text(const ConditionArgument& condition, const Texts& texts) { return Reader(condition, texts).read(); }

}  // namespace retort
