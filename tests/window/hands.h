#pragma once
#include <set>
#include <string>
#include <vector>

#include "tests/window/desktop.h"

namespace retort::tests {

/// Two hands and two legs that play an exercise in the window by what the program says that a model answer would do now
/// (play --prompt): it finds each tag, opens its faceplate or walks to it, and works what is there. It stops the clock while it
/// works at the board, as one may who practises, and lets it run when it walks.
class Hands {
 public:
  /// `speed`: times real time, while there is nothing to do.
  Hands(Desktop& desktop, int speed) : d_(desktop), speed_(speed) {}
  /// Until the end screen; false when that did not come in time.
  bool play(double minutes);
  /// What could not be done, as the program had said it. What cannot be done yet, since the clock is behind the hands, is tried again.
  const std::vector<std::string>& failed() const { return failed_; }
  int done() const { return done_; }

 private:
  void attempt(const std::string& words, int tries);
  bool perform(const std::string& words);
  bool at_the_board(const std::string& tag, const std::string& noun, const std::string& value);
  bool in_the_field(const std::string& tag, const std::string& noun, const std::string& value);
  bool answer(const std::string& question, const std::string& option);
  bool write(const std::string& text);
  bool write_into(const std::string& tag, const std::string& noun, const std::string& value);
  void to_the_board();
  void leave_typing();
  void freeze(bool on);
  void speed(int times);

  Desktop& d_;
  int speed_, done_ = 0;
  bool pressed_ = false;
  std::set<long> seen_;
  struct Later {
    std::string words;
    int tries;
    double at;   // s of the wall
  };
  std::vector<Later> later_;
  std::vector<std::string> failed_;
};

}  // namespace retort::tests
