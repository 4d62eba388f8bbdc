#pragma once
#include <string>

namespace retort {

/// Prints "name  42 %" on standard error, at most twice a second and not before two seconds have gone by.
class Progress {
 public:
  explicit Progress(std::string name);
  ~Progress();
  void at(double share);

 private:
  std::string name_;
  double started_, printed_ = -1;
};

}  // namespace retort
