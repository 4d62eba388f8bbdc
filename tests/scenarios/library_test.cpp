// Every exercise of the library: it loads, has its texts in three languages, and its own checks hold.
#include "scenarios/session/check.h"
#include "tests/catch.h"

using namespace retort;

TEST_CASE("every plant, text and exercise of the library passes its checks") {
  const CheckReport report = check_paths({RETORT_SOURCE "/scenarios/library"});
  int exercises = 0;
  for (const CheckResult& r : report.results) {
    INFO(r.file << ": " << r.what << ": " << r.detail);
    CHECK(r.fine);
    exercises += r.what == "scenario";
  }
  CHECK(exercises >= 3);
  CHECK(report.fine());
}

TEST_CASE("an exercise without its model answer, idle run and languages does not pass") {
  const CheckReport report = check_paths({RETORT_SOURCE "/tests/scenarios/data/bare.yaml"});
  CHECK_FALSE(report.fine());
  std::string all;
  for (const CheckResult& r : report.results) all += r.detail + "\n";
  CHECK(all.find("lacks its model answer: {operator: answers/bare.yaml, expect: \"score >= 95\"}") != std::string::npos);
  CHECK(all.find("lacks its idle run: {operator: nobody, expect: \"score <= 40\"}") != std::string::npos);
  int missing = 0;
  for (const CheckResult& r : report.results) missing += r.what == "texts" && r.detail == "is missing";
  CHECK(missing == 3);
}
