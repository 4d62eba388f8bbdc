#include "sim/control/registry.h"

#include "sim/control/alarm.h"
#include "sim/control/duty_standby.h"
#include "sim/control/hand_station.h"
#include "sim/control/interlock.h"
#include "sim/control/pid.h"
#include "sim/control/ratio.h"
#include "sim/control/selector.h"
#include "sim/control/sequence.h"
#include "sim/control/split_range.h"
#include "sim/control/velocity_pi.h"

namespace retort {

void add_control_blocks(BlockTypes& types) {
  types.add(block_type<Pid>("control"));
  types.add(block_type<VelocityPi>("control"));
  types.add(block_type<HandStation>("control"));
  types.add(block_type<DutyStandby>("control"));
  types.add(block_type<Ratio>("control"));
  types.add(block_type<SplitRange>("control"));
  types.add(block_type<LowSelector>("control"));
  types.add(block_type<HighSelector>("control"));
  types.add(block_type<Sequence>("control"));
  types.add(block_type<Alarm>("alarms"));
  types.add(block_type<Interlock>("safety"));
  types.add(block_type<Permissive>("safety"));
}

}  // namespace retort
