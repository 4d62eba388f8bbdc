// How much a picture of the field may cost.
#pragma once
#include "engine/gpu/device.h"

namespace retort::passes {

/// low: one look-up where others take several, colours for the screen straight from the lit pass, no ambient occlusion; for drivers that
/// draw on the CPU. medium: HDR, ambient occlusion, FXAA. high: four samples a pixel besides.
enum class Tier { low, medium, high };

/// Who judges what a view sees. A device that is a CPU itself, or cannot draw by commands that it has written, leaves it to us.
enum class Culling { cpu, device };

struct FieldQuality {
  Tier tier = Tier::high;
  bool own_scale = false;  ///< the 3D resolution follows the measured time of a frame
  Culling culling = Culling::cpu;

  VkSampleCountFlagBits samples() const { return tier == Tier::high ? VK_SAMPLE_COUNT_4_BIT : VK_SAMPLE_COUNT_1_BIT; }
  uint32_t sun_map() const { return tier == Tier::low ? 1024 : 2048; }  ///< side of a cascade
  uint32_t sky_map() const { return 256; }                              ///< coarse: what it casts is soft
  bool hdr() const { return tier != Tier::low; }

  /// By the kind of device; RETORT_TIER=low, medium or high says it, and then the resolution stays whole; RETORT_CULLING=cpu or device.
  static FieldQuality for_window(const gpu::Gpu& gpu);
};
const char* name_of(Tier tier);

}  // namespace retort::passes
