#pragma once
#include <imgui.h>

/// The colours of a grey control room after ISA-101: greys for what is normal, colour for the abnormal only. Text stands at
/// 4.5:1 or more on every ground it is used on, graphics at 3:1 (yellow and orange by their dark outline).
namespace retort::ui::color {

constexpr ImU32 rgb(unsigned v) { return IM_COL32(v >> 16 & 255, v >> 8 & 255, v & 255, 255); }
constexpr ImU32 faded(ImU32 c, unsigned alpha) { return (c & 0x00FFFFFFu) | alpha << 24; }

constexpr ImU32 kGround = rgb(0xD6D8DA);      // the display itself
constexpr ImU32 kPanel = rgb(0xE6E8EA);       // faceplates, lists
constexpr ImU32 kField = rgb(0xF7F8F9);       // where one types
constexpr ImU32 kBar = rgb(0xC3C7CB);         // title bars, headers
constexpr ImU32 kRowAlt = rgb(0xDEE1E4);      // every other row of a table
constexpr ImU32 kHovered = rgb(0xC6D4E2);     // of a list, under the pointer
constexpr ImU32 kTop = rgb(0x3A4048);         // the frame around it all
constexpr ImU32 kTopText = rgb(0xF4F6F8);
constexpr ImU32 kText = rgb(0x1B1E22);
constexpr ImU32 kDim = rgb(0x4A5058);         // captions
constexpr ImU32 kValue = rgb(0x0A3A6B);       // what is measured now
constexpr ImU32 kLine = rgb(0x5A6169);        // symbols, pipes
constexpr ImU32 kFaint = rgb(0xAAB0B6);       // grids, borders
constexpr ImU32 kFill = rgb(0x8E979F);        // level and bars
constexpr ImU32 kRunning = rgb(0xFAFBFC);     // running, open: bright
constexpr ImU32 kStopped = rgb(0x6E767E);     // stopped, shut: dark
constexpr ImU32 kNormalBand = rgb(0xB4C4D4);  // normal range of an indicator
constexpr ImU32 kButton = rgb(0xF0F2F4);
constexpr ImU32 kButtonOn = rgb(0x34506E);
constexpr ImU32 kFocus = rgb(0x0057B8);
constexpr ImU32 kBad = rgb(0xA80F1A);         // texts that say that something is wrong
constexpr ImU32 kP1 = rgb(0xC6121F);
constexpr ImU32 kP2 = rgb(0xE57200);
constexpr ImU32 kP3 = rgb(0xF2C500);
constexpr ImU32 kP4 = rgb(0x7A4FA3);          // low, journal, diagnostics
constexpr ImU32 kSetpoint = rgb(0x0B6B3A);
constexpr ImU32 kOutput = rgb(0x6A3D9A);

inline constexpr ImU32 kPens[] = {rgb(0x0A4F94), rgb(0x9C3D00), rgb(0x0B6B3A), rgb(0x6A3D9A), rgb(0x0F6E78),
                                  rgb(0x8A1C4A), rgb(0x5C5A00), rgb(0x30343A), rgb(0x3A56C8), rgb(0x7A3B1E)};

/// WCAG contrast of two opaque colours, 1 to 21.
double contrast(ImU32 a, ImU32 b);

}  // namespace retort::ui::color

namespace retort::ui {
/// Sets the current context's style; sizes follow `scale`.
void apply_theme(float scale);
}  // namespace retort::ui
