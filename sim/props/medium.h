#pragma once
#include <memory>
#include <string>

#include "sim/props/liquid.h"

/// What flows in a network of lines: a liquid of fixed composition, or a mixture whose components are book-kept by mass and which may
/// be liquid, vapour or both.
namespace retort {

class Mixture;

struct Medium {
  std::string name;
  const Liquid* liquid = nullptr;           // one of these two
  std::shared_ptr<const Mixture> mixture;
  int components = 0;                       // of the mixture; 0 for a liquid
};

}  // namespace retort
