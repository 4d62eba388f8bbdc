#pragma once
#include <cstdint>
#include <string>

#include "scenarios/session/material.h"

/// A ticket lets one student play one exercise once, in a window of time, with a seed that the instructor chose. It is signed
/// (Ed25519), so nobody else can make one; it is used up when a recording bears it, which whoever gathers the recordings sees.
///
/// What it does not do: without a witness the clock is the student's own, and a ticket may have been tried before the run that is
/// handed in. It says what was to be played, not that nothing else was.
namespace retort {

struct Ticket {
  std::string exercise;                    // "feed_tank/pump_trip"
  Hash identity;                           // of its material: exactly these files
  std::string student;
  std::uint64_t seed = 1;
  std::int64_t not_before = 0, not_after = 0;   // s since 1970
  Hash nonce;                              // drawn: no two tickets are alike
  std::string key, signature;              // hex; of whoever signed it

  /// What is signed.
  std::vector<std::uint8_t> content() const;
};

/// A new pair of keys: the secret one (hex), whose end is the public one.
std::string new_signing_key();
std::string public_key(const std::string& secret);
/// Draws the nonce and signs. Throws FileError when `secret` is no key.
void sign(Ticket& t, const std::string& secret);
/// The signature fits the content and the key it names.
bool signature_fits(const Ticket& t);

/// The public key that a file holds, as `ticket key` writes it: 64 hexadecimal digits. Throws FileError for anything else.
std::string read_public_key(const std::string& path);

/// As text (JSON), and back. Throws FileError for what is no ticket, or whose signature does not fit.
std::string ticket_text(const Ticket& t);
Ticket read_ticket(const std::string& text, const std::string& name);

/// Why a run of this material, by this student, with this seed, begun at this time, is not what the ticket is for; empty when it is.
std::string ticket_trouble(const Ticket& t, const Material& m, const std::string& student, std::uint64_t seed, std::int64_t began);

/// "2026-11-29T18:00:00Z" and back; -1 for what is no such time.
std::string date_text(std::int64_t seconds);
std::int64_t parse_date(const std::string& text);

}  // namespace retort
