// The ISA-18.2 state machine as a table: from each state, each event, to the state that the standard says.
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

/// A pressure that the test sets, watched above 3 bar with 0.5 bar deadband.
Rig alarm_rig(const std::string& more) {
  return Rig("format: 1\nplant: rig\nscan: 200 ms\nmedium: water\nunits:\n"
             "  A: {type: boundary, pressure: 2 bar, at: [0, 0, 0]}\n"
             "  B: {type: boundary, pressure: 2 bar, at: [0, 0, 0]}\n"
             "lines:\n  L: {from: A, to: B, dn: 25, length: 10 m}\n"
             "alarms:\n  PAH: {of: A.pressure, above: 3 bar, deadband: 0.5 bar, priority: 2, " + more +
             "cause: c, consequence: c, response: r}\n");
}

void event(Rig& rig, const std::string& what) {
  if (what == "trips") rig.set("A.pressure", 4e5);
  if (what == "returns") rig.set("A.pressure", 2e5);
  if (what == "into the deadband") rig.set("A.pressure", 2.8e5);
  if (what == "ack") rig.set("PAH.acknowledge", 1);
  if (what == "reset") rig.set("PAH.reset", 1);
  if (what == "shelve") rig.set("PAH.shelve", 10);
  if (what == "unshelve") rig.set("PAH.unshelve", 1);
  if (what == "out of service") rig.set("PAH.out_of_service", 1);
  if (what == "in service") rig.set("PAH.out_of_service", 0);
  if (what == "suppress") rig.set("B.pressure", 1e5);
  if (what == "unsuppress") rig.set("B.pressure", 2e5);
  rig.run(0.4);
}

struct Row {
  std::vector<std::string> events;
  std::string state;
  bool announced;
};

}  // namespace

TEST_CASE("alarms follow ISA-18.2") {
  const std::vector<Row> table = {
      {{}, "normal", false},
      {{"trips"}, "unacknowledged", true},
      {{"trips", "ack"}, "acknowledged", true},
      {{"trips", "ack", "returns"}, "normal", false},
      {{"trips", "returns"}, "returned", true},
      {{"trips", "returns", "ack"}, "normal", false},
      {{"trips", "returns", "trips"}, "unacknowledged", true},
      {{"trips", "ack", "returns", "trips"}, "unacknowledged", true},
      {{"trips", "into the deadband"}, "unacknowledged", true},
      {{"into the deadband"}, "normal", false},
      {{"ack"}, "normal", false},
      {{"ack", "trips"}, "unacknowledged", true},
      {{"trips", "shelve"}, "shelved", false},
      {{"shelve"}, "shelved", false},
      {{"shelve", "trips"}, "shelved", false},
      {{"shelve", "trips", "unshelve"}, "unacknowledged", true},
      {{"trips", "shelve", "returns", "unshelve"}, "returned", true},
      {{"trips", "ack", "shelve", "unshelve"}, "acknowledged", true},
      {{"out of service"}, "out_of_service", false},
      {{"out of service", "trips"}, "out_of_service", false},
      {{"out of service", "trips", "in service"}, "unacknowledged", true},
      {{"shelve", "out of service"}, "out_of_service", false},
      {{"suppress", "trips"}, "suppressed", false},
      {{"suppress", "trips", "unsuppress"}, "unacknowledged", true},
      {{"suppress", "trips", "returns", "unsuppress", "ack"}, "normal", false},
      // What nobody could see, nobody has acknowledged: it comes anew when it is no longer hidden by design or by maintenance.
      {{"suppress", "trips", "ack", "unsuppress"}, "unacknowledged", true},
      {{"trips", "ack", "suppress", "unsuppress"}, "unacknowledged", true},
      {{"trips", "suppress", "returns", "unsuppress"}, "normal", false},
      {{"trips", "ack", "out of service", "in service"}, "unacknowledged", true},
  };
  for (const Row& row : table) {
    std::string story;
    for (const std::string& e : row.events) story += e + ", ";
    DYNAMIC_SECTION(story << "-> " << row.state) {
      Rig rig = alarm_rig("suppressed_when: \"B.pressure < 1.5 bar\", suppressed_off_delay: 0 s, ");
      rig.run(0.4);
      for (const std::string& e : row.events) event(rig, e);
      CHECK(rig.choice("PAH.state") == row.state);
      CHECK((rig.get("PAH.announced") > 0.5) == row.announced);
    }
  }
}

TEST_CASE("a latching alarm stays until it is reset") {
  const std::vector<Row> table = {
      {{"trips", "ack", "returns"}, "latched", true},
      {{"trips", "returns", "ack"}, "latched", true},
      {{"trips", "ack", "returns", "reset"}, "normal", false},
      {{"trips", "ack", "reset"}, "acknowledged", true},
      {{"trips", "ack", "returns", "trips"}, "unacknowledged", true},
  };
  for (const Row& row : table) {
    std::string story;
    for (const std::string& e : row.events) story += e + ", ";
    DYNAMIC_SECTION(story << "-> " << row.state) {
      Rig rig = alarm_rig("latching: true, ");
      rig.run(0.4);
      for (const std::string& e : row.events) event(rig, e);
      CHECK(rig.choice("PAH.state") == row.state);
      CHECK((rig.get("PAH.announced") > 0.5) == row.announced);
    }
  }
}

TEST_CASE("on-delay, off-delay and the shelf keep time") {
  Rig rig = alarm_rig("delay: 2 s, off_delay: 3 s, ");
  rig.run(1);
  rig.set("A.pressure", 4e5);
  rig.run(1.8);
  CHECK(rig.choice("PAH.state") == "normal");
  rig.run(0.8);
  CHECK(rig.choice("PAH.state") == "unacknowledged");
  rig.set("PAH.acknowledge", 1);
  rig.set("A.pressure", 2e5);
  rig.run(2.6);
  CHECK(rig.choice("PAH.state") == "acknowledged");
  rig.run(1);
  CHECK(rig.choice("PAH.state") == "normal");
  rig.set("PAH.shelve", 10);
  rig.run(9);
  CHECK(rig.choice("PAH.state") == "shelved");
  rig.run(1.6);
  CHECK(rig.choice("PAH.state") == "normal");
}

TEST_CASE("a delay counts from the end of a suppression") {
  Rig rig = alarm_rig("delay: 2 s, suppressed_when: \"B.pressure < 1.5 bar\", suppressed_off_delay: 5 s, ");
  rig.set("B.pressure", 1e5);
  rig.set("A.pressure", 4e5);
  rig.run(10);
  CHECK(rig.choice("PAH.state") == "suppressed");
  rig.set("B.pressure", 2e5);
  rig.run(4);
  rig.set("B.pressure", 1e5);   // noise about the limit of the condition
  rig.run(0.4);
  rig.set("B.pressure", 2e5);
  rig.run(4.6);
  CHECK(rig.choice("PAH.state") == "suppressed");
  rig.run(2);
  CHECK(rig.choice("PAH.state") == "normal");
  rig.run(1);
  CHECK(rig.choice("PAH.state") == "unacknowledged");
  CHECK(rig.get("PAH.since") == Approx(21.5).margin(0.5));
}

TEST_CASE("what was suppressed stays so until its other condition holds, and speaks again from then") {
  Rig rig = alarm_rig("suppressed_when: \"B.pressure < 1.5 bar\", suppressed_until: \"A.pressure < 2.5 bar\", suppressed_off_delay: 2 s, ");
  rig.set("B.pressure", 1e5);
  rig.set("A.pressure", 4e5);
  rig.run(10);
  CHECK(rig.choice("PAH.state") == "suppressed");
  rig.set("B.pressure", 2e5);   // what hid it is over, but it was not yet as it should be
  rig.run(60);
  CHECK(rig.choice("PAH.state") == "suppressed");
  rig.set("A.pressure", 2e5);
  rig.run(10);
  CHECK(rig.choice("PAH.state") == "normal");
  rig.set("A.pressure", 4e5);   // from now on it counts
  rig.run(1);
  CHECK(rig.choice("PAH.state") == "unacknowledged");
}

TEST_CASE("a short excursion does not trip a delayed alarm") {
  Rig rig = alarm_rig("delay: 2 s, ");
  rig.run(1);
  for (int k = 0; k < 5; ++k) {
    rig.set("A.pressure", 4e5);
    rig.run(1.2);
    rig.set("A.pressure", 2e5);
    rig.run(0.4);
  }
  CHECK(rig.choice("PAH.state") == "normal");
}

}  // namespace retort::test
