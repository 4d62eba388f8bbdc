#include "scenarios/player/report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "language/markup.h"
#include "scenarios/player/result.h"
#include "scenarios/player/result_text.h"
#include "scenarios/player/run_story.h"
#include "tests/catch.h"
#include "tests/report/sample_run.h"

using namespace retort;
using namespace retort::test;

namespace {

const RunResult& student_run() {
  static const RunResult run = sample_run(RETORT_SOURCE, {160, 260, 330}, "An Janssens");
  return run;
}
const RunResult& model_run() {
  static const RunResult run = sample_run(RETORT_SOURCE, {125, 150, 200}, "");
  return run;
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What is wrong with the nesting of a page's tags; "" when every tag is closed in order and every quote ends.
std::string unbalanced(const std::string& html) {
  static const std::set<std::string> kVoid = {"meta", "br", "!DOCTYPE"};
  std::vector<std::string> open;
  std::size_t i = 0;
  while ((i = html.find('<', i)) != std::string::npos) {
    std::size_t end = i + 1;
    char quote = 0;
    for (; end < html.size() && (quote || html[end] != '>'); ++end) {
      if (quote) {
        if (html[end] == quote) quote = 0;
      } else if (html[end] == '"') {
        quote = html[end];
      } else if (html[end] == '<') {
        return "a '<' inside the tag at " + html.substr(i, 60);
      }
    }
    if (end == html.size()) return "a tag without end: " + html.substr(i, 60);
    const std::string tag = html.substr(i + 1, end - i - 1);
    const std::string name = tag.substr(tag[0] == '/', tag.find_first_of(" />", 1) - (tag[0] == '/'));
    if (tag[0] == '/') {
      const std::string closed = tag.substr(1);
      if (open.empty() || open.back() != closed)
        return "</" + closed + "> closes " + (open.empty() ? "nothing" : open.back());
      open.pop_back();
    } else if (tag.back() != '/' && !kVoid.contains(name)) {
      open.push_back(name);
    }
    i = end;
  }
  return open.empty() ? "" : "not closed: " + open.back();
}

}  // namespace

TEST_CASE("a page is well formed in every language") {
  for (const std::string& language : languages()) {
    const Texts texts = sample_texts(RETORT_SOURCE, language);
    INFO(language);
    for (const RunResult* model : {static_cast<const RunResult*>(nullptr), &model_run()}) {
      const std::string page = render_report(student_run(), model, texts);
      CHECK(unbalanced(page) == "");
      CHECK(contains(page, "<html lang=\"" + language + "\">"));
      CHECK_FALSE(contains(page, ">report."));
      CHECK_FALSE(contains(page, "nan"));
      CHECK(contains(page, texts("competence.C05")));
      CHECK(contains(page, escape(texts("report.trends"))));
    }
  }
  CHECK(unbalanced("<p><b></p></b>") != "");
  CHECK(unbalanced("<p") != "");
}

TEST_CASE("a page needs no network and no scripts") {
  const std::string page = render_report(student_run(), &model_run(), sample_texts(RETORT_SOURCE, "nl"));
  for (const char* word : {"<script", "http://", "https://", "src=", "<link", "@import", "url(", "javascript:"})
    CHECK_FALSE(contains(page, word));
}

TEST_CASE("the same run gives the same bytes") {
  const Texts texts = sample_texts(RETORT_SOURCE, "nl");
  const std::string first = render_report(student_run(), &model_run(), texts);
  RunResult again = sample_run(RETORT_SOURCE, {160, 260, 330}, "An Janssens");
  again.wall_s = 12.5;
  again.worst_scan_ms = 3;
  again.plant_file = "/elsewhere/plant.yaml";
  CHECK(render_report(again, &model_run(), texts) == first);
}

TEST_CASE("every reason is listed with time, tag and rule") {
  const Texts texts = sample_texts(RETORT_SOURCE, "nl");
  const std::string page = render_report(student_run(), nullptr, texts);
  for (const GradeItem& item : student_run().grade.items)
    for (const GradeReason& r : item.reasons) {
      INFO(r.rule.key);
      CHECK(contains(page, escape(phrase_text(r.rule, texts))));
      CHECK(contains(page, "<span class=\"when\">" + clock_text(r.time)));
      CHECK(contains(page, escape(r.tag.substr(0, r.tag.find('.')))));
    }
}

TEST_CASE("nothing from a student or a file becomes markup") {
  const std::string hostile = "\"><script>alert('x')</script><img src=x onerror=1>&amp;\x01\xff\xc0\xaf";
  RunResult run = student_run();
  // A text that is missing shows its key, so ids reach the page as texts do.
  run.student = run.scenario = run.mode = run.verification_detail = run.state_hash = hostile;
  run.remarks = {{1, hostile}};
  run.answers = {{hostile, 1, {hostile}, hostile, false}};
  run.reflect = 1;
  run.events = {{10, hostile, {hostile, {}}, hostile}};
  run.steps = {{hostile, true, true, true, 10, 0, 0}};
  const Phrase rule{"grade.rule.before", {ConditionArgument{hostile, {{"script", hostile}}}, TextArgument{hostile}, RowArgument{hostile, hostile}}};
  const GradeReason reason{rule, hostile, kNoRow, 5, 5, 5, -1, {Cause::Kind::condition, hostile}};
  run.grade.items = {{hostile, hostile, 1, 2, {reason, {{hostile, {}}, hostile}}, hostile, hostile}};
  run.grade.caps = {{hostile, 40, reason}};
  run.grade.competences = {{hostile, 0.5}};
  run.trends = {hostile};
  run.language = hostile;
  std::vector<LogEntry> log(run.log.begin(), run.log.end());
  LogEntry remark;
  remark.is_act = true;
  remark.text = hostile;
  for (std::uint8_t kind : {kActNumber<acts::Remark>, kActNumber<acts::TakeHint>, kActNumber<acts::GiveAnswer>, kActNumber<acts::HandIn>}) {
    remark.kind = kind;
    log.push_back(remark);
  }
  run.log = log_of(log);
  const std::string page = render_report(run, &run, sample_texts(RETORT_SOURCE, "en"));
  CHECK_FALSE(contains(page, "<script"));
  CHECK_FALSE(contains(page, "<img"));
  CHECK_FALSE(contains(page, "\x01"));
  CHECK_FALSE(contains(page, "\xff"));
  CHECK(clean_utf8(page) == page);
  CHECK(unbalanced(page) == "");
}

TEST_CASE("text becomes safe markup") {
  CHECK(escape("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;");
  CHECK(escape("é € 𝄞") == "é € 𝄞");
  CHECK(clean_utf8("\xed\xa0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
  CHECK(clean_utf8("a\x7f\xc2\x85"
                   "b") == "ab");
  CHECK(paragraphs("one\ntwo\n\n- x\n- y\nend") == "<p>one two</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<p>end</p>\n");
  CHECK(clock_text(75) == "1:15");
  CHECK(clock_text(3675.9) == "1:01:15");
}

TEST_CASE("the story tells alarms, machines and acts") {
  const RunResult& run = student_run();
  const std::vector<AlarmEpisode> alarms = alarms_of(run);
  const auto trip = std::find_if(alarms.begin(), alarms.end(), [](const AlarmEpisode& e) { return e.tag == "XA-101"; });
  REQUIRE(trip != alarms.end());
  CHECK(trip->priority == 1);
  CHECK(trip->came == Approx(120).margin(1));
  REQUIRE(trip->acknowledged);
  CHECK(*trip->acknowledged == Approx(160).margin(0.5));
  CHECK_FALSE(trip->returned);  // P-101 stays tripped

  const std::vector<Running> machines = machines_of(run);
  REQUIRE(machines.size() == 2);
  REQUIRE(machines[0].spans.size() == 1);
  CHECK(machines[0].spans[0].first == 0);
  CHECK(machines[0].spans[0].second == Approx(120).margin(1));
  REQUIRE(machines[1].spans.size() == 1);
  CHECK(machines[1].spans[0].first == Approx(260).margin(1));
  CHECK(machines[1].spans[0].second == Approx(600).margin(0.5));

  const std::vector<StudentAct> acts = acts_of(run);
  const auto set_points = std::count_if(acts.begin(), acts.end(), [&](const StudentAct& a) {
    return a.row != kNoRow && run.plant->catalogue[a.row].name == "LIC-101.sp";
  });
  CHECK(set_points == 1);  // two within a second are one gesture

  const Comparison c = compare_acts(run, model_run());
  const auto spare = std::find_if(c.acts.begin(), c.acts.end(), [&](const ComparedAct& a) {
    return a.model.row != kNoRow && run.plant->catalogue[a.model.row].name == "P-102.start";
  });
  REQUIRE(spare != c.acts.end());
  REQUIRE(spare->student);
  CHECK(spare->student->time - spare->model.time == Approx(110).margin(0.5));
  for (const ComparedAct& a : c.acts)
    if (a.model.kind == kActNumber<acts::Remark>) CHECK(a.student);
}

TEST_CASE("one press is one act, and acts that nobody needed are told apart") {
  RunResult run = sample_run(RETORT_SOURCE, {160, 260, 330}, "", 20);
  std::vector<LogEntry> log;
  const auto press = [&](std::uint64_t scan, const char* row, double value) {
    LogEntry e;
    e.scan = scan;
    e.row = run.plant->catalogue.find(row);
    e.after = value;
    e.is_act = true;
    e.kind = kActNumber<acts::Write>;
    log.push_back(e);
  };
  press(10, "P-102.start", 1);
  press(12, "P-102.start", 1);
  press(30, "P-102.start", 1);
  press(31, "FIC-101.mode", 1);
  press(32, "FIC-101.mode", 2);
  run.log = log_of(log);
  CHECK(acts_of(run).size() == 4);
  RunResult model = run;
  model.log = log_of({log.front()});
  const Comparison c = compare_acts(run, model);
  REQUIRE(c.acts.size() == 1);
  CHECK(c.acts[0].student);
  CHECK(c.extra == std::vector<std::size_t>{1, 2, 3});
}

TEST_CASE("refused acts are listed with the reason and what forbids them, a slider once, and no more than can be read") {
  RunResult run = sample_run(RETORT_SOURCE, {}, "", 20);
  const auto row = [&](const char* name) { return run.plant->catalogue.find(name); };
  std::vector<LogEntry> log;
  const auto refused = [&](std::uint64_t scan, RowId what, Source from, const char* reason, RowId condition, std::uint8_t kind = kActNumber<acts::Write>) {
    LogEntry e;
    e.scan = scan, e.row = what, e.after = 1, e.is_act = true, e.source = from, e.kind = kind, e.refused = reason, e.condition = condition;
    log.push_back(e);
  };
  refused(10, row("P-102.start"), Source::field, "refused.not_permitted", row("PERM-101.fulfilled"));
  for (const std::uint64_t scan : {40, 42, 44}) refused(scan, row("FIC-101.op"), Source::board, "refused.automatic", row("FIC-101.actual_mode"));
  refused(50, kNoRow, Source::board, "refused.exam", kNoRow, kActNumber<acts::Freeze>);
  run.log = log_of(log);
  run.evidence.told.refused = 7;
  REQUIRE(log[0].row != kNoRow);
  REQUIRE(log[0].condition != kNoRow);
  REQUIRE(log[1].row != kNoRow);
  const std::vector<RefusedAct> list = refused_of(run);
  REQUIRE(list.size() == 3);
  CHECK(list[1].times == 3);
  CHECK(acts_of(run).empty());
  for (const std::string& language : languages()) {
    const Texts texts = sample_texts(RETORT_SOURCE, language);
    INFO(language);
    const std::string page = render_report(run, nullptr, texts);
    CHECK(unbalanced(page) == "");
    for (const char* key : {"report.refused_acts", "report.forbidden_by", "refused.not_permitted", "refused.automatic", "refused.exam", "report.act.freeze", "report.field"})
      CHECK(contains(page, escape(texts(key))));
    CHECK(contains(page, "<span class=\"tag\">PERM-101</span> " + escape(texts.tag("PERM-101"))));
    CHECK(contains(page, "(×3)"));
    CHECK(contains(page, escape(texts("report.more_refused", {"2"}))));   // before the plant was set back
  }
  const nlohmann::json data = result_json(run);
  REQUIRE(data["refused"].size() == 3);
  CHECK(data["refused"][0]["condition"] == "PERM-101.fulfilled");
  CHECK(data["refused"][1]["times"] == 3);
  CHECK(data["refused"][2]["act"] == "freeze");

  // A hand that tries everything fills no book.
  log.clear();
  for (std::uint64_t i = 0; i < 100; ++i) refused(50 * i, row("P-102.start"), Source::board, "refused.not_permitted", kNoRow);
  run.log = log_of(log);
  run.evidence.told.refused = 100;
  const Texts texts = sample_texts(RETORT_SOURCE, "en");
  const std::string page = render_report(run, nullptr, texts);
  std::size_t lines = 0;
  for (std::size_t at = page.find(escape(texts("refused.not_permitted"))); at != std::string::npos; at = page.find(escape(texts("refused.not_permitted")), at + 1)) ++lines;
  CHECK(lines == 30);
  CHECK(contains(page, escape(texts("report.more_refused", {"70"}))));
  CHECK(result_json(run)["refused"].size() == 30);
  run.log = log_of({});
  run.evidence.told.refused = 0;
  CHECK_FALSE(contains(render_report(run, nullptr, texts), escape(texts("report.refused_acts"))));
}

TEST_CASE("an alarm is followed through shelf, return and a second coming") {
  RunResult run = sample_run(RETORT_SOURCE, {}, "", 10);
  std::vector<LogEntry> log;
  const RowId state = run.plant->catalogue.find("LAL-101.state");
  const auto change = [&](std::uint64_t scan, int before, int after) {
    LogEntry e;
    e.scan = scan;
    e.row = state;
    e.before = before;
    e.after = after;
    log.push_back(e);
  };
  change(5, 0, 1);   // comes at 1 s
  change(10, 1, 3);  // returns unseen
  change(15, 3, 1);  // comes again
  change(20, 1, 2);  // seen at 4 s
  change(25, 2, 5);  // shelved at 5 s
  change(30, 5, 0);  // gone when it leaves the shelf, at 6 s
  change(40, 0, 1);  // a new one at 8 s
  run.log = log_of(log);
  const std::vector<AlarmEpisode> alarms = alarms_of(run);
  REQUIRE(alarms.size() == 2);
  CHECK(alarms[0].came == Approx(1));
  CHECK(alarms[0].times == 2);
  CHECK(alarms[0].acknowledged == 4.0);
  CHECK(alarms[0].shelved == 5.0);
  CHECK(alarms[0].returned == 6.0);
  CHECK(alarms[1].came == Approx(8));
  CHECK_FALSE(alarms[1].acknowledged);
  CHECK_FALSE(alarms[1].returned);
}

TEST_CASE("alarm limits stand on a variable and on what measures it") {
  const CompiledPlant& plant = *student_run().plant;
  for (const char* name : {"LT-101.pv"}) {
    const std::vector<AlarmLimit> limits = limits_on(plant, plant.catalogue.find(name));
    REQUIRE(limits.size() == 4);
    CHECK(limits.front().tag == "LAHH-101");
    CHECK(limits.front().value == Approx(0.9));
    CHECK(limits.front().above);
    CHECK(limits.back().tag == "LALL-101");
    CHECK_FALSE(limits.back().above);
  }
  CHECK(limits_on(plant, plant.catalogue.find("T-101.level")).size() == 4);
  CHECK(limits_on(plant, plant.catalogue.find("T-101.temperature")).empty());
}

TEST_CASE("a run without anything still makes a page") {
  RunResult run;
  run.plant = student_run().plant;
  const std::string page = render_report(run, nullptr, sample_texts(RETORT_SOURCE, "fr"));
  CHECK(unbalanced(page) == "");
  CHECK(contains(page, "Non vérifié"));
}
