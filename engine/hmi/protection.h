#pragma once
#include "engine/hmi/desk.h"

/// Why a thing does not start, and what may stop or move it: its permissives, interlocks and trips with each condition as it stands now.
namespace retort::hmi {

/// Whether anything guards it: then its faceplate has a tab for this.
bool is_protected(const PlantView& plant, const Thing& t);
/// All of it, for a faceplate or a detail display: at full width. `id` goes before the names of its widgets.
void draw_protection(const Desk& desk, const Thing& t, const std::string& id);
/// Whether a condition holds at this moment, and what its variables read: "Now: yes   (3.2 bar)".
std::string now_text(const PlantView& plant, const Words& words, bool holds, const std::vector<RowId>& rows);
/// A condition as it is written, and below it whether it holds now, with what its variables read; `good`: that is as one wishes.
void draw_condition(const Desk& desk, const std::string& text, bool holds, bool good, const std::vector<RowId>& reads);
/// What forbids a start now, the first of it; empty: nothing.
std::string why_no_start(const Desk& desk, const Thing& t);
/// Its state in a line, with what forbids a start now by name; nothing where nothing is wrong.
void draw_protection_summary(const Desk& desk, const Thing& t);
/// One function: conditions with live values, first-out, what resets it, bypass. `on`: the thing that it is shown for; nullptr: all that it acts on.
void draw_function(const Desk& desk, const SafetyWiring& s, const Thing* on, const std::string& id);

}  // namespace retort::hmi
