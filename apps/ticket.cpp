// Tickets: keys to sign with, tickets for students, and what stands on one.
#include <fmt/format.h>
#include <sodium.h>

#include <filesystem>
#include <fstream>

#include "apps/command_line/commands.h"
#include "scenarios/session/library.h"
#include "scenarios/session/ticket.h"

namespace retort {
namespace {

std::string first_line(const std::string& path) {
  const std::string text = read_text_file(path);
  return text.substr(0, text.find_first_of("\r\n"));
}

/// Never over something that is there: a lost key or ticket cannot be made again.
void write_new(const std::string& path, const std::string& text, bool secret) {
  std::FILE* file = std::fopen(path.c_str(), "wbx");
  if (!file) throw FileError(path, {}, "cannot be made: is there already something of that name?");
  std::error_code ignored;
  if (secret) std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (std::fclose(file) == 0 && written) return;
  std::filesystem::remove(path, ignored);   // half a key is none
  throw FileError(path, {}, "could not be written to its end: is the disk full?");
}

std::int64_t date(const std::string& text, const char* what) {
  const std::int64_t t = parse_date(text);
  if (t < 0) throw FileError(what, {}, fmt::format("'{}' is no time: write 2026-11-29T18:00:00Z (universal time)", text));
  return t;
}

}  // namespace

int ticket_key_command(const TicketOptions& o) {
  const std::string secret = new_signing_key(), open = o.output + ".pub";
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(open, ignored))) throw FileError(open, {}, "is there already, perhaps the public half of another key");
  write_new(o.output, secret + "\n", true);   // first: where it stands already, its public half is left alone
  write_new(open, public_key(secret) + "\n", false);
  fmt::print("{}: keep it secret. Whoever verifies needs only {}, which holds {}\n", o.output, open, public_key(secret));
  return kFine;
}

int ticket_issue_command(const TicketOptions& o) {
  const Prepared prepared = open_material(o.exercise);
  if (!prepared.scenario) throw FileError(o.exercise, {}, "is a plant: a ticket is for an exercise");
  Ticket t;
  t.exercise = prepared.material.title();
  t.identity = prepared.material.identity();
  t.student = o.student;
  t.seed = o.seed;
  if (t.seed == 0) t.seed = 1 + randombytes_uniform(0x7ffffffe);
  t.not_before = date(o.from, "--from");
  t.not_after = date(o.until, "--until");
  if (t.not_after <= t.not_before) throw FileError("--until", {}, "is not after --from");
  sign(t, first_line(o.key));
  write_new(o.output, ticket_text(t), false);
  fmt::print("{}: {} for {}, seed {}, {} to {}\n", o.output, t.exercise, t.student, t.seed, date_text(t.not_before), date_text(t.not_after));
  return kFine;
}

int ticket_show_command(const TicketOptions& o) {
  const Ticket t = read_ticket(read_text_file(o.ticket), o.ticket);
  fmt::print("{}: for {}, {}, seed {}\n  from {} to {}\n  signed by {}\n", o.ticket, t.student, t.exercise, t.seed, date_text(t.not_before),
             date_text(t.not_after), t.key);
  if (!o.key.empty() && read_public_key(o.key) != t.key) {
    fmt::print("  that is not the key in {}\n", o.key);
    return kCheckFailed;
  }
  return kFine;
}

}  // namespace retort
