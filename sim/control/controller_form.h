#pragma once
#include "sim/control/fopdt.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// In which form a controller takes its gains, as its plant file says.
struct ControllerForm {
  PidForm form = PidForm::isa;
  bool direct = false;        // OP rises when PV rises
  bool signed_gain = false;   // a gain below zero acts direct, instead of a choice
};
ControllerForm controller_form(const CompiledPlant& plant, BlockId controller);

}  // namespace retort
