#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "sim/model/declare.h"
#include "sim/model/scan.h"

/// Low or high selector: several controllers on one final element, of which the one that asks for least (most) has it. Override and
/// constraint control: a flow controller that a pressure controller takes over before the pump cavitates.
///   out = min(in1 ... inn)   or   max(in1 ... inn)                (1)
/// A controller that is passed over gets `out` back as what the element follows. With external reset, equation (4) of `pid`, it then
/// stands at out + K e: it does not wind up, and takes over where its error changes sign. While the element follows neither (tripped, a
/// lower loop that is not in cascade) all of them track it. Of equals the one that has it keeps it. A controller in MAN takes part with what
/// its operator set.
/// Source: ISA-5.1-2009, "<" and ">"; Shinskey, Process Control Systems, 4th ed., ch. 6 (selective control). Holds for: two to four outputs
/// in percent. Not for: medians; a choice of the operator.
namespace retort {

template <bool kHighest>
class Selector {
 public:
  static constexpr const char* kType = kHighest ? "high_selector" : "low_selector";
  static constexpr const char* kHelp = kHighest ? "Passes on the highest of several outputs" : "Passes on the lowest of several outputs";

  explicit Selector(Declare& d)
      : n_(count(d)),
        out_(d.target("out", "Valve, drive or set point that it moves")) {
    std::vector<std::string> names;
    for (std::size_t k = 0; k < n_; ++k) {
      names.push_back("in" + std::to_string(k + 1));
      in_[k] = d.input(names[k], Quantity::fraction, "Output of controller " + std::to_string(k + 1), kHighest ? 0 : 1, {0, 1}, kInstructor);
      d.inputs.back().logged = false;
      d.feedback(in_[k], "back_out", "back_open", "selected", static_cast<int>(k));
    }
    selected_ = d.mode("selected", names, "Which one it passes on", 0);
    d.memories.back().logged = false;
    chosen_ = d.memory("out", Quantity::fraction, "What it passes on", 0);
    back_ = d.memory("back_out", Quantity::fraction, "What the controllers start from", 0);
    back_open_ = d.memory("back_open", Quantity::flag, "The controllers are not followed", 0);
    d.primary_output("out");
    d.primary_input("in1");
    d.role(Role::logic);
    d.selector({selected_, {in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(n_)}});
  }

  void scan(Scan& s) const {
    auto best = std::min(static_cast<std::size_t>(s[selected_]), n_ - 1);
    for (std::size_t k = 0; k < n_; ++k)
      if (kHighest ? s[in_[k]] > s[in_[best]] : s[in_[k]] < s[in_[best]]) best = k;
    const bool open = s.back_open(out_);
    const double share = s.back_share(out_);
    // What goes on now is what will be followed, unless the element stands elsewhere than it was told.
    const bool followed = !open && std::abs(share - s[chosen_]) < 1e-9;
    const double out = s[in_[best]];
    s.set(selected_, static_cast<double>(best));
    s.set(chosen_, out);
    s.set(back_, followed ? out : share);
    s.set(back_open_, open);
    s.write_share(out_, out);
  }

 private:
  static std::size_t count(Declare& d) {
    const double n = d.param("inputs", Quantity::number, "How many it chooses from", 2, {2, 4});
    if (n != std::floor(n)) d.problem(d.spec().body.find("inputs"), "inputs: a whole number, 2, 3 or 4");
    return static_cast<std::size_t>(n);
  }

  std::size_t n_;
  TargetId out_;
  std::array<InputId, 4> in_;
  MemoryId selected_, chosen_, back_, back_open_;
};

using LowSelector = Selector<false>;
using HighSelector = Selector<true>;

}  // namespace retort
