#include "sim/run/blocks.h"

#include "sim/control/registry.h"
#include "sim/units/registry.h"

namespace retort {

const BlockTypes& standard_blocks() {
  static const BlockTypes types = [] {
    BlockTypes t;
    add_unit_blocks(t);
    add_control_blocks(t);
    return t;
  }();
  return types;
}

}  // namespace retort
