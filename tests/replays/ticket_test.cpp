#include <filesystem>

#include "scenarios/session/likeness.h"
#include "scenarios/session/ticket.h"
#include "tests/replays/tape.h"

using namespace retort;
using namespace retort::test;

TEST_CASE("a ticket is for one exercise, one student, one seed and one window of time, and bears a signature") {
  const Material m = open_material(library("feed_tank/pump_trip.yaml")).material;
  Ticket t;
  t.exercise = m.title();
  t.identity = m.identity();
  t.student = "An Janssens";
  t.seed = 42;
  t.not_before = parse_date("2026-11-29T18:00:00Z");
  t.not_after = parse_date("2026-11-29T20:00:00Z");
  const std::string secret = new_signing_key();
  sign(t, secret);
  CHECK(t.key == public_key(secret));
  const Ticket back = read_ticket(ticket_text(t), "t.json");
  CHECK(back.nonce == t.nonce);
  const std::int64_t now = t.not_before + 60;
  CHECK(ticket_trouble(back, m, "An Janssens", 42, now) == "");
  CHECK(ticket_trouble(back, m, "Bo Peeters", 42, now) == "is for An Janssens, not for Bo Peeters");
  CHECK(ticket_trouble(back, m, "An Janssens", 43, now) == "is for another seed");
  CHECK(ticket_trouble(back, m, "An Janssens", 42, t.not_before - 1) == "is not valid before 2026-11-29T18:00:00Z");
  CHECK(ticket_trouble(back, m, "An Janssens", 42, t.not_after + 1) == "is not valid after 2026-11-29T20:00:00Z");
  Material easier = m;
  easier.files.at("feed_tank/pump_trip.yaml") += "\nreflect: 0\n";
  CHECK(ticket_trouble(back, easier, "An Janssens", 42, now) != "");
  // Every edit is seen, also one with another key's signature over nothing.
  for (const char* from : {"\"seed\": 42", "An Janssens", "18:00:00", "feed_tank"}) {
    std::string text = ticket_text(t);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text[at + 9] = text[at + 9] == '1' ? '2' : '1';
    CHECK_THROWS_AS(read_ticket(text, "t.json"), FileError);
  }
  Ticket other = t;
  sign(other, new_signing_key());
  CHECK(other.nonce != t.nonce);
  CHECK(other.key != t.key);
  CHECK(parse_date("2026-02-31T10:00:00Z") == -1);
  CHECK(parse_date("soon") == -1);
}

TEST_CASE("a ticket travels in the recording") {
  Tape t = played("feed_tank/pump_trip.yaml", "", {}, 10);
  t.header.ticket = "{\"retort_ticket\": 1}";
  const Recording r = t.parsed();
  CHECK(r.header.ticket == t.header.ticket);
}

TEST_CASE("runs that share their acts to the second are told, and those of two people are not") {
  const auto acts = [](double shift) {
    std::vector<Act> list;
    for (int i = 0; i < 10; ++i) {
      Act a = write_act(Source::board, i, 1);
      a.scan = static_cast<std::uint64_t>(100 * i + shift * 5);
      list.push_back(a);
    }
    return list;
  };
  CHECK(likeness(acts(0), acts(0.6), 0.2).shared == 10);
  CHECK(likeness(acts(0), acts(0.6), 0.2).striking());
  CHECK(likeness(acts(0), acts(7), 0.2).shared == 0);
  CHECK_FALSE(likeness({}, acts(0), 0.2).striking());
}
