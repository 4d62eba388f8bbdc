// The written procedures are true: who starts a plant as its model answer does, sees at some moment what each step of the start-up says is seen.
#include <algorithm>

#include "scenarios/session/play.h"
#include "sim/model/expression.h"
#include "tests/catch.h"

using namespace retort;

TEST_CASE("what the first procedure of a plant expects comes true while the model answer of its start-up runs") {
  for (const char* exercise : {"feed_tank/line_up_and_start", "heat_exchange/start_up", "glycol_cstr/start_up", "methanol_column/start_up", "batch_reactor/run_batch", "glycol_plant/start_up"}) {
    const Prepared p = open_material(std::string(RETORT_SOURCE) + "/scenarios/library/" + exercise + ".yaml");
    REQUIRE_FALSE(p.plant->procedures.empty());
    const Procedure& written = p.plant->procedures.front();
    Operator who = Operator::load(model_answer_file(*p.scenario, p.folder), *p.plant, p.scenario.get());
    RunSetup setup;
    setup.history = false;
    Run run(p, setup);
    std::vector<bool> seen(written.steps.size());
    PlayHow how;
    how.before_step = [&](Run& r) {
      ExpressionInputs now;
      now.value = [&](RowId row) { return r.frame()[row]; };
      now.time = r.time();
      for (std::size_t i = 0; i < seen.size(); ++i)
        if (const auto& expect = written.steps[i].expect; expect && !seen[i]) {
          const std::vector<Expression::Part> parts = expect->parts();
          seen[i] = std::all_of(parts.begin(), parts.end(), [&](const Expression::Part& part) { return expect->holds(part, now); });
        }
    };
    play(run, who, how);
    for (std::size_t i = 0; i < seen.size(); ++i) {
      INFO(exercise << ": " << written.steps[i].id);
      CHECK((seen[i] || !written.steps[i].expect));
    }
  }
}
