#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/base/errors.h"
#include "sim/model/wiring.h"

namespace retort {

struct CompiledPlant;

/// A step of a written procedure: what it says stands in the texts of the plant.
struct ProcedureStep {
  std::string id;
  std::vector<BlockId> things;                // what is touched or looked at, as written
  std::shared_ptr<const Expression> expect;   // what is seen once it is done; nullptr: nothing that is measured
};

/// What the operators of this plant go by, as the plant file writes it:
///
///   procedures:
///     start_up:
///       - {id: suction, tags: [HV-101, HV-111], expect: "HV-101.position > 95 %"}
///       - {id: tell}
///
/// Texts of the plant: `procedure.start_up` (its name), `procedure.start_up.purpose`, and `procedure.start_up.suction` for each step. An
/// `expect` is looked at as the plant stands now: it has no `for`, `rate`, `total` or `times`.
struct Procedure {
  std::string id;
  std::vector<ProcedureStep> steps;
  std::string text_key() const { return "procedure." + id; }
  std::string text_key(const ProcedureStep& step) const { return text_key() + "." + step.id; }
};

/// In the order of the file. Adds a problem for everything that cannot be understood.
std::vector<Procedure> read_procedures(const CompiledPlant& plant, Problems& problems);

}  // namespace retort
