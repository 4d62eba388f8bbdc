#include "tests/window/hands.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <thread>
#include <utility>

namespace retort::tests {
namespace {

void sleep_for(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

double wall() {
  static const auto start = std::chrono::steady_clock::now();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Cuts off the first word.
std::string first_word(std::string& words) {
  const auto space = words.find(' ');
  const std::string word = words.substr(0, space);
  words = space == std::string::npos ? "" : words.substr(space + 1);
  return word;
}

}  // namespace

bool Hands::play(double minutes) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(60 * minutes);
  while (std::chrono::steady_clock::now() < until && d_.running()) {
    if (d_.on_screen("screen.debrief")) return true;
    std::map<long, std::string> wanted;
    for (const std::string& name : d_.names("prompt.")) {
      std::string words = name.substr(7);
      const long number = std::atol(first_word(words).c_str());
      if (!seen_.contains(number)) wanted[number] = words;
    }
    for (const auto& [number, words] : wanted) {
      seen_.insert(number);
      attempt(words, 1);
    }
    for (const Later& l : std::exchange(later_, {})) {
      if (l.at <= wall()) attempt(l.words, l.tries + 1);
      else later_.push_back(l);
    }
    if (!wanted.empty()) continue;   // what has come meanwhile first
    freeze(false);
    // Who stands at a valve, or has an alarm before him, does not hurry time on.
    const bool calm = d_.on_screen("tab.F6") && d_.names("strip.ack.").empty();
    speed(calm ? speed_ : std::min(speed_, 5));
    sleep_for(0.3);
  }
  return d_.on_screen("screen.debrief");
}

void Hands::attempt(const std::string& words, int tries) {
  constexpr int kTries = 5;
  const bool well = perform(words);
  std::fprintf(stderr, "%6.0f s  %s%s\n", wall(), words.c_str(), well ? "" : ": not now");   // who waits half an hour sees where it is
  if (well) ++done_;
  else if (tries < kTries) later_.push_back({words, tries, wall() + 5});
  else failed_.push_back(words);
}

bool Hands::perform(const std::string& all) {
  std::string words = all;
  const std::string verb = first_word(words);
  if (verb == "set" || verb == "field") {
    const std::string name = first_word(words);
    const auto dot = name.find('.');
    const std::string tag = name.substr(0, dot), noun = name.substr(dot + 1);
    return verb == "set" ? at_the_board(tag, noun, words) : in_the_field(tag, noun, words);
  }
  if (verb == "answer") {
    const std::string question = first_word(words);
    return answer(question, words);
  }
  if (verb == "log") return write(words);
  return false;
}

/// What asks for text takes every key.
void Hands::leave_typing() {
  for (int i = 0; i < 3 && (d_.on_screen("find.text") || d_.on_screen("field.find.text")); ++i) {
    d_.key("Escape");
    sleep_for(0.5);
  }
}

void Hands::freeze(bool on) {
  leave_typing();
  for (int i = 0; i < 3 && d_.on_screen("clock.frozen") != on; ++i) {
    d_.key("h");
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(3);
    while (d_.on_screen("clock.frozen") != on && std::chrono::steady_clock::now() < until) sleep_for(0.1);
  }
}

void Hands::speed(int times) {
  for (int i = 0; i < 8; ++i) {
    const std::vector<std::string> now = d_.names("clock.speed.");
    if (now.empty()) return;
    const double at = std::atof(now.front().c_str() + 12);   // 0: as fast as it can
    if (at == times) return;
    d_.key(at < times && at != 0 ? "period" : "minus");
    for (int k = 0; k < 20 && d_.names("clock.speed.") == now; ++k) sleep_for(0.1);
  }
}

void Hands::to_the_board() {
  freeze(true);
  if (!d_.on_screen("tab.F6")) d_.key("F3");
  d_.wait_for("tab.F6", 5);
}

bool Hands::at_the_board(const std::string& tag, const std::string& noun, const std::string& value) {
  to_the_board();
  if (noun != "acknowledge" && pressed_) {   // what was pressed before has to work first: a machine is reset, and then started
    freeze(false);
    speed(1);
    sleep_for(1.5);
    freeze(true);
  }
  pressed_ = value == "1" || noun == "reset_button" || noun == "mode";
  if (noun == "acknowledge") {
    if (!d_.place("strip.ack." + tag)) return true;   // seen already, or gone
    return d_.click("strip.ack." + tag);
  }
  d_.key("ctrl+f");
  if (!d_.wait_for("find.text", 5)) return false;
  d_.type(tag, 40);
  if (!d_.wait_for("find." + tag, 5)) return false;
  d_.key("Return");
  if (!d_.wait_for("fp." + tag + ".close", 5)) return false;
  for (const char* tab : {"operate", "detail"}) {
    const std::string button = "fp." + tag + ".tab." + tab;
    if (d_.on_screen(button)) d_.click(button);
    sleep_for(0.6);
    if (write_into(tag, noun, value)) return true;
  }
  return false;
}

bool Hands::write_into(const std::string& tag, const std::string& noun, const std::string& value) {
  const std::string name = tag + "." + noun;
  if (d_.on_screen("fp." + name + "." + value)) return d_.click("fp." + name + "." + value);          // a choice
  if (noun == "reset_button" && d_.on_screen("fp." + tag + ".reset")) return d_.click("fp." + tag + ".reset");
  if (d_.on_screen("press." + name)) return d_.click("press." + name);
  for (const std::string& entry : {"fp." + name, "row." + name}) {
    if (!d_.on_screen(entry)) continue;
    if (!d_.click(entry)) return false;
    if (noun == "start" || noun == "stop" || noun == "reset") return true;                            // a button
    if (d_.wait_for(entry + "." + value, 1.5)) return d_.click(entry + "." + value);                  // a list that opened
    d_.type(value, 40);
    d_.key("Return");
    return true;
  }
  return false;
}

bool Hands::in_the_field(const std::string& tag, const std::string& noun, const std::string& value) {
  freeze(false);
  speed(1);
  if (!d_.on_screen("field")) d_.key("F2");
  if (!d_.wait_for("field", 30)) return false;
  const std::string way = noun == "opening" ? value + " %" : noun + (value == "1" ? "" : "." + value);
  return d_.work(tag, "field." + tag + "." + way);
}

bool Hands::answer(const std::string& question, const std::string& option) {
  to_the_board();
  if (d_.on_screen("side.procedure")) d_.click("side.procedure");
  return d_.click("answer." + question + "." + option);
}

bool Hands::write(const std::string& text) {
  to_the_board();
  d_.key("F9");
  if (!d_.click("log.note")) return false;
  d_.type(text, 20);
  d_.key("Return");
  sleep_for(0.5);
  d_.key("F6");
  return true;
}

}  // namespace retort::tests
