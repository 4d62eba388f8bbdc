#pragma once
#include "engine/hmi/desk.h"

/// A batch sequence as an operator follows it (ISA-88): its phases, which one runs, what that one waits for, how long already.
namespace retort::hmi {

bool is_sequence(const Thing& t);
/// At full width, without its commands.
void draw_phases(const Desk& desk, const Thing& t);

}  // namespace retort::hmi
