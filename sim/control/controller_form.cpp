#include "sim/control/controller_form.h"

namespace retort {

ControllerForm controller_form(const CompiledPlant& plant, BlockId controller) {
  ControllerForm f;
  const BlockLayout& b = plant.blocks[static_cast<std::size_t>(controller)];
  f.signed_gain = b.type == "velocity_pi";
  const BlockSpec* spec = plant.spec.find(b.tag);
  if (!spec) return f;
  const auto says = [&](const char* key, const char* what) {
    const YamlNode* n = spec->body.find(key);
    return n && n->scalar == what;
  };
  if (says("form", "series")) f.form = PidForm::series;
  if (says("form", "parallel")) f.form = PidForm::parallel;
  f.direct = says("action", "direct");
  return f;
}

}  // namespace retort
