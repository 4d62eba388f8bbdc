// What a person in the field says over the radio, and whose padlock it is: judged by the run, so that a replay judges alike.
#include "tests/catch.h"
#include "tests/replays/shared.h"

using namespace retort;

namespace {

Prepared exercise(const std::string& more = "") {
  Material m = open_material(std::string(RETORT_SOURCE) + "/scenarios/library/feed_tank/pump_trip.yaml").material;
  std::string& text = m.files[m.exercise];
  if (!more.empty()) text += more;
  return prepare(m);
}

/// The verdict on an act that is given now, and what it did to the log.
struct Given {
  Verdict verdict;
  LogEntry entry;
};
Given give_now(Run& run, Act a) {
  const Run::Ticket ticket = run.post(std::move(a));
  run.step();
  Given g;
  for (const Run::Decided& d : run.take_decided())
    if (d.ticket == ticket) g.verdict = d.verdict;
  for (const LogEntry& e : run.sim().log())
    if (e.is_act) g.entry = e;
  return g;
}
Act in_the_field(const Run& run, const char* name, double value, Seat seat = 0) {
  Act a = write_act(Source::field, run.plant().catalogue.find(name), value);
  a.seat = seat;
  return a;
}

}  // namespace

TEST_CASE("the radio tells what who speaks can see, and the log keeps the value of that moment") {
  Run run(exercise(), {});
  const auto row = [&](const char* name) { return run.plant().catalogue.find(name); };
  run.step();
  const Given asked = give_now(run, act_of(acts::Report{row("LIC-101.pv")}));
  CHECK(asked.verdict.accepted);
  CHECK(asked.entry.kind == kActNumber<acts::Report>);
  CHECK(asked.entry.row == row("LIC-101.pv"));
  CHECK(asked.entry.after > 0);
  const Given told = give_now(run, act_of(acts::Report{row("P-101.isolator")}, Source::field));
  CHECK(told.verdict.accepted);
  CHECK(told.entry.after == 1);
  // A gauge is read in the field, a level in the tank by nobody.
  CHECK(give_now(run, act_of(acts::Report{row("PG-101.reading")}, Source::field)).verdict.accepted);
  const Given hidden = give_now(run, act_of(acts::Report{row("T-101.mass")}, Source::field));
  CHECK(hidden.verdict.reason == "refused.not_seen");
  CHECK(hidden.entry.after == 0);   // what is refused gives nothing away
  CHECK(give_now(run, act_of(acts::Report{row("P-101.trip")})).verdict.reason == "refused.not_seen");
  CHECK(give_now(run, act_of(acts::Report{99999})).verdict.reason == "refused.unknown");
}

TEST_CASE("an exam without a radio has none, and nothing else is missed") {
  for (const bool radio : {true, false}) {
    RunSetup setup;
    setup.mode = PlayMode::exam;
    Run run(exercise(radio ? "" : "\nexam: {hud: {radio: no}}\n"), setup);
    run.step();
    CHECK(give_now(run, act_of(acts::Report{run.plant().catalogue.find("LIC-101.pv")})).verdict.reason == (radio ? "" : "refused.exam"));
    CHECK(give_now(run, act_of(acts::Remark{"het peil daalt snel"})).verdict.accepted);
  }
}

TEST_CASE("a padlock is taken away by who hung it, and by the instructor") {
  RunSetup setup;
  setup.mode = PlayMode::classroom;
  Run run(exercise(), setup);
  run.step();
  CHECK(give_now(run, in_the_field(run, "HV-101.lock", 1)).verdict.accepted);
  CHECK(give_now(run, in_the_field(run, "HV-101.lock", 0, 1)).verdict.reason == "refused.not_your_lock");
  // Who presses it once more does not make it his.
  give_now(run, in_the_field(run, "HV-101.lock", 1, 1));
  CHECK(give_now(run, in_the_field(run, "HV-101.lock", 0, 1)).verdict.reason == "refused.not_your_lock");
  CHECK(give_now(run, in_the_field(run, "HV-101.lock", 0)).verdict.accepted);
  CHECK(run.frame()[run.plant().catalogue.find("HV-101.lock")] == 0);
  give_now(run, act(run.plant(), "HV-102.lock", 1));   // the instructor's
  CHECK(give_now(run, in_the_field(run, "HV-102.lock", 0)).verdict.reason == "refused.not_your_lock");
  CHECK(give_now(run, act(run.plant(), "HV-102.lock", 0)).verdict.accepted);
}

TEST_CASE("what an event of the exercise hangs is a colleague's, and going back knows whose it was") {
  Material m = open_material(std::string(RETORT_SOURCE) + "/scenarios/library/feed_tank/pump_trip.yaml").material;
  std::string& text = m.files[m.exercise];
  const std::size_t events = text.find("\nevents:\n");
  REQUIRE(events != std::string::npos);
  text.insert(events + 9, "  - {id: maintenance, at: 2 s, set: \"HV-103.lock = 1\"}\n");
  Run run(prepare(m), {});
  while (run.time() < 4) run.step();
  const RowId lock = run.plant().catalogue.find("HV-103.lock");
  REQUIRE(run.frame()[lock] > 0.5);
  CHECK(give_now(run, in_the_field(run, "HV-103.lock", 0)).verdict.reason == "refused.not_your_lock");
  // One's own, hung before a moment that one goes back to.
  CHECK(give_now(run, in_the_field(run, "HV-104.lock", 1)).verdict.accepted);
  run.post(act_of(acts::TakeSnapshot{}));
  run.step();
  REQUIRE_FALSE(run.moments().empty());
  const std::uint64_t kept = run.moments().back();
  CHECK(give_now(run, in_the_field(run, "HV-104.lock", 0)).verdict.accepted);
  run.post(act_of(acts::GoBack{kept}));
  run.step();
  REQUIRE(run.frame()[run.plant().catalogue.find("HV-104.lock")] > 0.5);
  CHECK(give_now(run, in_the_field(run, "HV-104.lock", 0)).verdict.accepted);
}
