// The debrief of a real exercise, played by its model answer.
#include <nlohmann/json.hpp>
#include <set>

#include "language/markup.h"
#include "scenarios/player/report.h"
#include "scenarios/player/result_text.h"
#include "scenarios/session/play.h"
#include "tests/catch.h"
#include "tests/report/sample_run.h"

using namespace retort;

TEST_CASE("one played exercise gives a page in every language, without a text missing and without simulating again") {
  ::setenv("RETORT_ASSETS", RETORT_SOURCE "/assets", 1);
  const std::string folder = RETORT_SOURCE "/scenarios/library/feed_tank/";
  const Prepared prepared = open_material(folder + "pump_trip.yaml");
  const auto play = [&](const std::string& answer) {
    RunSetup setup;
    setup.student = "An Janssens";
    Run run(prepared, setup);
    Operator who = Operator::load(folder + answer, run.plant(), run.scenario());
    return retort::play(run, who);
  };
  const RunResult model = play("answers/pump_trip.yaml");
  const RunResult slow = play("answers/pump_trip_slow.yaml");
  REQUIRE(model.grade.score > slow.grade.score);
  const std::string data = result_json(slow).dump();
  std::set<std::string> first_rules;
  for (const std::string& language : languages()) {
    INFO(language);
    const Texts texts = prepared.texts(language, 1);
    const std::string page = render_report(slow, &model, texts);
    CHECK(page.find("<html lang=\"" + language + "\">") != std::string::npos);
    for (const char* key : {">report.", ">grade.", "pump_trip.title", "pump_trip.step", "pump_trip.event", "pump_trip.grade", "pump_trip.question",
                            "pump_trip.reflect", ">noun.", ">choice.", "grade.rule.", "{0}"}) {
      INFO(key);
      CHECK(page.find(key) == std::string::npos);
    }
    CHECK(page.find("An Janssens") != std::string::npos);
    CHECK(page.find("class=\"model-line\"") != std::string::npos);
    for (const std::string& name : slow.trends) CHECK(page.find(">" + prepared.plant->catalogue[prepared.plant->catalogue.find(name)].tag + "</span></h3>") != std::string::npos);
    CHECK(render_report(slow, &model, texts) == page);
    for (const GradeItem& item : slow.grade.items) {
      CHECK(page.find(escape(texts("pump_trip.grade." + item.id))) != std::string::npos);
      for (const GradeReason& r : item.reasons) CHECK(page.find(escape(phrase_text(r.rule, texts))) != std::string::npos);
    }
    first_rules.insert(phrase_text(slow.grade.items.front().reasons.front().rule, texts));

    // As data it knows no language: no text of the exercise nor of a rule stands in it.
    for (const auto& [key, text] : texts.by_language().at(language)) {
      if (!key.starts_with("pump_trip.") && !key.starts_with("grade.rule.")) continue;
      if (text.size() < 8) continue;
      const std::string quoted = nlohmann::json(text).dump();
      CHECK(data.find(quoted) == std::string::npos);
    }
    const nlohmann::json told = result_json(slow, &texts);
    CHECK(told["items"][0]["title"] == texts("pump_trip.grade." + slow.grade.items[0].id));
    CHECK(told["items"][0]["reasons"][0]["rule"] == phrase_text(slow.grade.items[0].reasons[0].rule, texts));
  }
  CHECK(first_rules.size() == 3);

  // The language of who played is a preference, and changes nothing else.
  RunResult french = slow;
  french.language = "fr";
  nlohmann::json a = nlohmann::json::parse(data), b = result_json(french);
  CHECK(a != b);
  a.erase("language"), b.erase("language");
  CHECK(a == b);
}
