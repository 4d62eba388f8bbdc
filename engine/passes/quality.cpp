#include "engine/passes/quality.h"

#include <cstdlib>

namespace retort::passes {

const char* name_of(Tier tier) { return tier == Tier::low ? "low" : tier == Tier::medium ? "medium" : "high"; }

FieldQuality FieldQuality::for_window(const gpu::Gpu& gpu) {
  if (const char* wish = std::getenv("RETORT_TIER"))
    for (Tier t : {Tier::low, Tier::medium, Tier::high})
      if (std::string(wish) == name_of(t)) return {t, false};
  switch (gpu.properties().deviceType) {
    case VK_PHYSICAL_DEVICE_TYPE_CPU: return {Tier::low, true};
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return {Tier::high, true};
    default: return {Tier::medium, true};
  }
}

}  // namespace retort::passes
