#pragma once
#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace retort {

/// Faults by kind, in the order that they come: the first of each kind whole, then how many more there are. A file of ten thousand faults of one
/// kind is one thing to mend.
class FaultList {
 public:
  static constexpr std::size_t kMost = 20;   // of a kind

  /// `text()` is the fault, and is asked for only where it is shown.
  template <class Text>
  void add(const std::string& kind, Text&& text) {
    if (++count_[kind] <= kMost) faults_.push_back({kind, text()});
  }
  bool empty() const { return faults_.empty(); }
  /// The lines; behind the last one of a kind that has more, how many.
  std::vector<std::string> lines() const {
    std::map<std::string, std::size_t> shown;
    std::vector<std::string> all;
    for (const auto& [kind, text] : faults_) {
      all.push_back(text);
      const std::size_t more = count_.at(kind) - kMost;
      if (++shown[kind] == kMost && count_.at(kind) > kMost) all.push_back(fmt::format("{}: … and {} more of the same kind", kind, more));
    }
    return all;
  }

 private:
  std::map<std::string, std::size_t> count_;
  std::vector<std::pair<std::string, std::string>> faults_;   // kind, text
};

}  // namespace retort
