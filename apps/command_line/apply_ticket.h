#pragma once
#include <chrono>
#include <string>

#include "scenarios/session/run.h"
#include "scenarios/session/ticket.h"

namespace retort {

/// What the ticket in a file says goes: who plays, with which seed, as an exam. Throws FileError when it is no ticket, not for this
/// exercise, or not for now.
inline void apply_ticket(RunSetup& setup, const std::string& file, const Material& material) {
  setup.ticket = read_text_file(file);
  const Ticket t = read_ticket(setup.ticket, file);
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  const std::string trouble = ticket_trouble(t, material, t.student, t.seed, now);
  if (!trouble.empty()) throw FileError(file, {}, trouble);
  setup.mode = PlayMode::exam;
  setup.student = t.student;
  setup.seed = t.seed;
  setup.seed_origin = SeedOrigin::ticket;
}

}  // namespace retort
