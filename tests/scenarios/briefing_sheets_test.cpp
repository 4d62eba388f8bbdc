// Which sheets of the P&ID stand beside a briefing.
#include "scenarios/player/briefing_sheets.h"

#include "scenarios/session/material.h"
#include "tests/catch.h"

using namespace retort;

namespace {

struct Shipped {
  Prepared of;
  SymbolLibrary symbols{std::string(RETORT_SOURCE) + "/assets/symbols"};
  PlantPages paper;
  explicit Shipped(const std::string& exercise) : of(open_material(std::string(RETORT_SOURCE) + "/scenarios/library/" + exercise + ".yaml")), paper(paper_of(*of.plant, symbols)) {}
  BriefingSheets sheets(PlayMode mode, const Texts& texts) const { return briefing_sheets(*of.scenario, mode, texts, *of.plant, paper); }
  BriefingSheets sheets(PlayMode mode) const { return sheets(mode, of.texts("nl", 1)); }
  /// The same exercise with other words.
  BriefingSheets told(PlayMode mode, const std::string& task, const std::string& step) const {
    Texts texts("nl");
    std::string file = "briefing: \"-\"\ntask: \"" + task + "\"\n";
    for (const StepSpec& s : of.scenario->steps) file += "step." + s.id + ": \"" + (s.since ? "P-201" : step) + "\"\n";
    texts.add("nl", of.scenario->name + ".", file, "test");
    return sheets(mode, texts);
  }
  int sheet(const std::string& tag) const { return paper.seat(tag)->page; }
};

}  // namespace

TEST_CASE("a plant with one sheet shows that one") {
  const Shipped x("feed_tank/pump_trip");
  for (const PlayMode mode : {PlayMode::practise, PlayMode::exam}) CHECK(x.sheets(mode).sheets == std::vector<int>{0});
}

TEST_CASE("of several sheets those stand there that the student reads of, that with the most tags first, and none by what is hidden") {
  const Shipped x("glycol_plant/start_up");
  REQUIRE(x.paper.pages.size() > 3);
  const BriefingSheets one = x.told(PlayMode::practise, "Start CT-600", "with P-601 and P-611");
  CHECK(one.sheets == std::vector<int>{x.sheet("CT-600")});
  const BriefingSheets two = x.told(PlayMode::practise, "Look at LV-101, then start CT-600 with P-601", "-");
  REQUIRE(two.sheets.size() == 2);
  CHECK(two.sheets[two.first] == x.sheet("P-601"));
  CHECK(std::find(two.sheets.begin(), two.sheets.end(), x.sheet("LV-101")) != two.sheets.end());
  // A step that an event brings is told by nobody yet, and in an exam none is.
  CHECK(std::find(two.sheets.begin(), two.sheets.end(), x.sheet("P-201")) == two.sheets.end());
  CHECK(x.told(PlayMode::exam, "Look at LV-101", "P-601").sheets == std::vector<int>{x.sheet("LV-101")});
  // Who is told nothing sees all.
  CHECK(x.told(PlayMode::exam, "-", "-").sheets.size() == x.paper.pages.size());
  for (const PlayMode mode : {PlayMode::practise, PlayMode::exam}) {
    const BriefingSheets shipped = x.sheets(mode);
    CHECK(shipped.sheets.size() > 1);
    CHECK(shipped.first < shipped.sheets.size());
  }
}
