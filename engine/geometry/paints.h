// The colours of the plant, sRGB. Names as painters know them.
#pragma once
#include "engine/geometry/instance.h"

namespace retort::geometry {

inline const Paint kTankWhite{{0.86f, 0.87f, 0.85f}, 0.45f};
inline const Paint kPumpBlue{{0.11f, 0.31f, 0.56f}, 0.38f};
inline const Paint kMotorGrey{{0.40f, 0.47f, 0.50f}, 0.45f};
inline const Paint kSteelwork{{0.30f, 0.35f, 0.40f}, 0.55f};
inline const Paint kSafetyYellow{{0.95f, 0.72f, 0.07f}, 0.45f};
inline const Paint kInstrumentBlue{{0.16f, 0.40f, 0.62f}, 0.35f};
inline const Paint kBandGreen{{0.10f, 0.45f, 0.22f}, 0.5f};
inline const Paint kPlateWhite{{0.93f, 0.93f, 0.91f}, 0.5f};
inline const Paint kPlateBlack{{0.05f, 0.05f, 0.05f}, 0.5f};
inline const Paint kPipeGrey{{0.70f, 0.72f, 0.73f}, 0.40f, Material::pipe};
inline const Paint kGalvanised{{0.66f, 0.68f, 0.69f}, 0.48f, Material::metal};
inline const Paint kStainless{{0.72f, 0.73f, 0.74f}, 0.33f, Material::metal};
inline const Paint kBolts{{0.50f, 0.51f, 0.52f}, 0.45f, Material::metal};
inline const Paint kConcrete{{0.66f, 0.65f, 0.62f}, 0.9f, Material::concrete};
inline const Paint kRubberBlack{{0.06f, 0.06f, 0.065f}, 0.8f, Material::rubber};

inline const glm::vec3 kInk{0.03f, 0.03f, 0.04f};

}  // namespace retort::geometry
