#pragma once
#include <imgui.h>

/// How a colour looks to an eye that lacks one kind of cone, and how far apart two colours are.
/// Source: G.M. Machado, M.M. Oliveira, L.A.F. Fernandes, A physiologically-based model for simulation of color vision deficiency,
/// IEEE Trans. Vis. Comput. Graph. 15 (2009) 1291-1298: its matrices for severity 1.0, in linear RGB.
namespace retort::ui {

enum class ColourVision { full, protanopia, deuteranopia, tritanopia };

ImU32 as_seen(ImU32 colour, ColourVision by);
/// CIE 1976 L*a*b*, D65: about 2 is just seen side by side, 10 at a glance.
double colour_difference(ImU32 a, ImU32 b);
/// From which on two states are told apart by colour alone.
inline constexpr double kToldApart = 15;

}  // namespace retort::ui
