// A condition as a student reads it.
#include "scenarios/player/condition_text.h"
#include "tests/catch.h"

using namespace retort;

namespace {

std::string read(const std::string& language, const ConditionArgument& condition) {
  Texts texts(language);
  texts.load_assets();
  texts.add(language, "x.", "step.spare: \"Spare pump in service\"\n", "x.yaml");
  return condition_text(condition, texts);
}

}  // namespace

TEST_CASE("a condition is read in words, in the order in which it is written") {
  const ConditionArgument level{"(T-101.level in 42.5..60 % and not P-101.running) for 10 s", {}, {}};
  CHECK(read("nl", level) == "(T-101 niveau tussen 42,5 en 60 % en P-101 staat stil) gedurende 10 s");
  CHECK(read("en", level) == "(T-101 level between 42.5 and 60 % and P-101 stopped) for 10 s");
  CHECK(read("nl", {"FT-101.pv >= 2 kg/s or R-101.temperature < 45 degC", {}, {}}) == "FT-101 ≥ 2 kg/s of R-101 temperatuur < 45 °C");
  CHECK(read("en", {"LIC-101.mode == man", {}, {}}) == "LIC-101 target mode = MAN");
}

TEST_CASE("steps stand in a condition by their titles, drawn values as numbers, other functions by their texts") {
  CHECK(read("en", {"done(spare) and since(spare) > 45 s", {{"done(spare)", "x.step.spare"}, {"since(spare)", "x.step.spare"}}, {}}) ==
        "“Spare pump in service” and time since “Spare pump in service” > 45 s");
  const NumberArgument demand{4.5, Quantity::mass_flow, find_unit(Quantity::mass_flow, "kg/s"), 1, false};
  CHECK(read("nl", {"abs(FT-102.pv - value(demand)) < 0.3 kg/s", {}, {{"value(demand)", demand}}}) == "verschil (FT-102 - 4,5 kg/s) < 0,3 kg/s");
  CHECK(read("en", {"total(FT-102.pv < 4 kg/s) > 40 s", {}, {}}) == "total time of (FT-102 < 4 kg/s) > 40 s");
  CHECK(read("en", {"total(P-101.running) > 40 s", {}, {}}) == "total time of (P-101 runs) > 40 s");
  CHECK(read("nl", {"times(R-201.running) > 4", {}, {}}) == "aantal keer (R-201 draait) > 4");
  CHECK(read("en", {"acts(P-101.start) > 1 and active(LAL-101)", {}, {}}) == "acts on P-101 start > 1 and alarm LAL-101 stands");
  CHECK(read("en", {"bypassed() > 60 s", {}, {}}) == "time with an alarm or safety function out of service > 60 s");
}

TEST_CASE("what is no condition, or cut off, is read as it stands") {
  for (const char* odd : {"", "done(", "(((", "abs(", "T-101.level in", "é > 3", "value(demand)"}) CHECK_NOTHROW(read("nl", {odd, {}, {}}));
  CHECK(read("nl", {"done(", {}, {}}) == "done(");
}
