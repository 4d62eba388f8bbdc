#pragma once
#include <stdexcept>

namespace retort {

/// A list of components that makes no mixture; what() is one sentence for the author of a plant file.
class MixtureError : public std::runtime_error {
 public:
  /// `which`: the place in the list that is to blame, -1 for the list as a whole.
  explicit MixtureError(const std::string& what, int which = -1) : std::runtime_error(what), which(which) {}
  int which;
};

}  // namespace retort
