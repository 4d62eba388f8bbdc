// The debrief of a real exercise, played by its model answer.
#include "scenarios/session/play.h"
#include "scenarios/player/report.h"
#include "tests/catch.h"
#include "tests/report/sample_run.h"

using namespace retort;

TEST_CASE("a played exercise gives a page without a text missing, in every language") {
  ::setenv("RETORT_ASSETS", RETORT_SOURCE "/assets", 1);
  const std::string folder = RETORT_SOURCE "/scenarios/library/feed_tank/";
  const Prepared prepared = open_material(folder + "pump_trip.yaml");
  const auto play = [&](const std::string& answer, const std::string& language) {
    RunSetup setup;
    setup.language = language;
    setup.student = "An Janssens";
    Run run(prepared, setup);
    Operator who = Operator::load(folder + answer, run.plant(), run.scenario());
    return retort::play(run, who);
  };
  for (const std::string& language : languages()) {
    INFO(language);
    const RunResult model = play("answers/pump_trip.yaml", language);
    const RunResult slow = play("answers/pump_trip_slow.yaml", language);
    REQUIRE(model.grade.score > slow.grade.score);
    const Texts texts = prepared.texts(language);
    const std::string page = render_report(slow, &model, texts);
    for (const char* key : {">report.", ">grade.", ">pump_trip.step", ">pump_trip.event", ">pump_trip.reflect", ">noun.", ">choice."})
      CHECK(page.find(key) == std::string::npos);
    CHECK(page.find("An Janssens") != std::string::npos);
    CHECK(page.find("class=\"model-line\"") != std::string::npos);
    for (const std::string& name : slow.trends) CHECK(page.find(">" + name + "</span></h3>") != std::string::npos);
    CHECK(render_report(slow, &model, texts) == page);
  }
}
