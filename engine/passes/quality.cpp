#include "engine/passes/quality.h"

#include <cstdlib>

namespace retort::passes {

const char* name_of(Tier tier) { return tier == Tier::low ? "low" : tier == Tier::medium ? "medium" : "high"; }

FieldQuality FieldQuality::for_window(const gpu::Gpu& gpu) {
  const VkPhysicalDeviceType type = gpu.properties().deviceType;
  const bool on_cpu = type == VK_PHYSICAL_DEVICE_TYPE_CPU;
  FieldQuality q{on_cpu ? Tier::low : type == VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU ? Tier::high : Tier::medium, true, on_cpu ? Culling::cpu : Culling::device};
  if (const char* wish = std::getenv("RETORT_TIER"))
    for (Tier t : {Tier::low, Tier::medium, Tier::high})
      if (std::string(wish) == name_of(t)) q.tier = t, q.own_scale = false;
  if (const char* wish = std::getenv("RETORT_CULLING")) {
    if (std::string(wish) == "cpu") q.culling = Culling::cpu;
    if (std::string(wish) == "device") q.culling = Culling::device;
  }
  return q;
}

}  // namespace retort::passes
