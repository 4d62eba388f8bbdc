// Exercises from their briefing to their end in the window, by mouse, keyboard and legs alone: what the model answer does can be done by hand.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/window/hands.h"

using retort::tests::Desktop;
using retort::tests::fresh;
using retort::tests::Hands;

namespace {

/// `exercise`: PLANT/NAME. `speed`: while there is nothing to do. `minutes`: of the wall's clock, until one gives up.
void play(const std::string& exercise, int speed, double minutes) {
  const auto slash = exercise.find('/');
  const std::string plant = exercise.substr(0, slash), name = exercise.substr(slash + 1);
  const std::string recording = fresh(plant + "-" + name + ".rec");
  Desktop d(RETORT_PROGRAM, exercise + " --lang en --record " + recording + " --prompt " RETORT_LIBRARY "/" + plant + "/answers/" + name + ".yaml");
  REQUIRE(d.wait_for("screen.briefing", 120));
  REQUIRE(d.click("briefing.begin"));
  REQUIRE(d.wait_for("screen.run", 20));
  Hands hands(d, speed);
  CHECK(hands.play(minutes));
  for (const std::string& f : hands.failed()) {
    INFO("could not be done by hand: " << f);
    CHECK(false);
  }
  CHECK(hands.done() > 0);
  const auto verified = d.end_and_verify(recording);   // what was reached is told, wherever one ended
  REQUIRE(verified.is_object());
  INFO(verified.dump(1));
  CHECK(verified["verified"] == "identical");
  CHECK(verified["score"].get<double>() >= 90);
}

}  // namespace

TEST_CASE("played by hand: line up and start") { play("feed_tank/line_up_and_start", 10, 20); }
TEST_CASE("played by hand: a batch by its recipe") { play("batch_reactor/run_batch", 30, 40); }
TEST_CASE("played by hand: heat exchange from cold") { play("heat_exchange/start_up", 10, 25); }
TEST_CASE("played by hand: the glycol reactor from cold") { play("glycol_cstr/start_up", 10, 30); }
TEST_CASE("played by hand: the methanol column from cold") { play("methanol_column/start_up", 30, 30); }
TEST_CASE("played by hand: the glycol plant from cold") { play("glycol_plant/start_up", 30, 60); }
