#include "sim/units/registry.h"

namespace retort {

// Each is defined in a file of its own, made at configure time from one line of units.inc.
#define RETORT_UNIT(section, header, Class) BlockType make_##Class();
#include "sim/units/units.inc"
#undef RETORT_UNIT

void add_unit_blocks(BlockTypes& types) {
#define RETORT_UNIT(section, header, Class) types.add(make_##Class());
#include "sim/units/units.inc"
#undef RETORT_UNIT
}

}  // namespace retort
