#include "scenarios/player/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "language/markup.h"
#include "scenarios/player/briefing.h"
#include "scenarios/player/report_plots.h"
#include "scenarios/player/report_style.h"
#include "scenarios/player/result_text.h"
#include "scenarios/player/run_story.h"
#include "platform/version.h"
#include "sim/model/variable.h"

namespace retort {
namespace {

class Page {
 public:
  Page(const RunResult& run, const RunResult* model, const Texts& texts)
      : run_(run), model_(model), texts_(texts), axis_(make_time_axis(run, model)), acts_(acts_of(run)) {}

  std::string render() {
    head();
    score();
    items();
    steps();
    competences();
    story();
    trends();
    if (model_) compared();
    alarms();
    acts();
    refused();
    logbook();
    answers();
    questions();
    small_print();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string t(std::string_view key) const { return escape(texts_(key)); }
  std::string t(std::string_view key, const std::vector<std::string>& arguments) const {
    return escape(texts_(key, arguments));
  }
  /// A text of the exercise, and "" for one that may be missing.
  std::string told(std::string_view rest) const { return escape(exercise_text(run_, rest, texts_)); }
  std::string told_if_any(std::string_view rest) const { return escape(exercise_text_if_any(run_, rest, texts_)); }
  std::string points(double p) const { return points_text(p, texts_); }
  /// What a reason cites, by name: "T-101 level" for T-101.level, an alarm as it is.
  std::string cited(const std::string& name) const {
    if (name.empty()) return "";
    const VariableName v = split_variable(name);
    return fmt::format("<span class=\"tag\">{}</span> {}", escape(v.tag), v.noun.empty() ? "" : escape(texts_.noun(v.tag, v.noun)) + ": ");
  }
  void heading(std::string_view key) { out_ += fmt::format("<h2>{}</h2>\n", t(key)); }
  void table_head(std::initializer_list<std::pair<const char*, bool>> columns) {
    out_ += "<table>\n<thead><tr>";
    for (const auto& [key, number] : columns)
      out_ += fmt::format("<th scope=\"col\"{}>{}</th>", number ? " class=\"n\"" : "", t(key));
    out_ += "</tr></thead>\n<tbody>\n";
  }
  void table_end() { out_ += "</tbody>\n</table>\n"; }

  std::string plant_name() const { return texts_.has("plant.title") ? texts_("plant.title") : run_.plant->spec.name; }
  std::string mode_name() const {
    return texts_.has("report.mode." + run_.mode) ? texts_("report.mode." + run_.mode) : run_.mode;
  }

  void head() {
    const std::string title = run_.scenario.empty() ? texts_("report.free_play") : exercise_text(run_, "title", texts_);
    out_ += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, "
        "initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<title>{}: {}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<header>\n<p class=\"kicker\">{} · "
        "{}</p>\n<h1>{}</h1>\n",
        escape(texts_.language()), escape(title),
        escape(run_.student.empty() ? texts_("report.no_name") : run_.student), kReportStyle, t("report.title"),
        escape(plant_name()), escape(title));
    const auto fact = [&](std::string_view key, const std::string& value) {
      out_ += fmt::format("<dt>{}</dt><dd>{}</dd>", t(key), escape(value));
    };
    out_ += "<dl class=\"facts\">";
    fact("report.student", run_.student.empty() ? texts_("report.no_name") : run_.student);
    fact("report.mode", mode_name());
    fact("report.duration", clock_text(std::round(run_.duration)));
    fact("report.seed", fmt::format("{} ({})", run_.seed, texts_("report.seed." + run_.evidence.seed_origin)));
    std::string drawn;
    for (const auto& [id, n] : run_.values) drawn += (drawn.empty() ? "" : ", ") + exercise_text(run_, "value." + id, texts_) + " " + phrase_text({"condition.value", {n}}, texts_);
    if (!drawn.empty()) fact("report.drawn", drawn);
    fact("report.ended", texts_(std::string("report.ended.") + ending_name(run_.ending)));
    const Provenance& from = run_.evidence.provenance;
    fact("report.exercise", run_.evidence.exercise);
    fact("report.provenance", from.as_shipped() ? texts_("report.as_shipped", {kVersion})
                              : from.known      ? texts_("report.changed", {fmt::format("{}", fmt::join(from.changed, ", "))})
                                                : texts_("report.not_ours"));
    if (run_.evidence.attempt > 0) fact("report.attempt", std::to_string(run_.evidence.attempt));
    if (!run_.evidence.complete) fact("report.incomplete", texts_("report.incomplete.why"));
    if (const std::string told = told_text(); !told.empty()) fact("report.told", told);
    // The clock of the wall is in a recording alone: a run that is reported at once gives the same page each time.
    if (!run_.verification.empty()) {
      const HandsFigures& h = run_.evidence.hands;
      fact("report.recorded_by", run_.evidence.version + ", " + run_.evidence.program);
      fact("report.wall", clock_text(std::round(run_.evidence.wall_s)));
      fact("report.hands", texts_("report.hands.figures", {texts_("report.client." + run_.evidence.client), std::to_string(h.acts),
                                                           std::to_string(h.most_in_a_second),
                                                           h.fastest_reaction < 0 ? "–" : texts_.number(h.fastest_reaction, 1) + " s"}));
      fact("report.witness", texts_(run_.evidence.ticket.empty() ? "report.witness.none"
                                    : run_.evidence.ticket == "valid" ? "report.witness.ticket" : "report.witness.bad_ticket"));
    }
    fact("report.version", kVersion);
    out_ += "</dl>\n";
    const std::string& v = run_.verification;
    const bool good = v == "identical" || v == "within tolerance", bad = v == "refused";
    const char* key = v == "identical"          ? "report.verified"
                      : v == "within tolerance" ? "report.verified_within"
                      : bad                     ? "report.refused"
                                                : "report.unverified";
    out_ += fmt::format("<p class=\"verdict{}\"><strong>{} {}</strong> {}{}</p>\n</header>\n",
                        good  ? " good"
                        : bad ? " bad"
                              : "",
                        good  ? "✓"
                        : bad ? "✕"
                              : "–",
                        t(std::string(key) + "_title"), t(key),
                        run_.verification_detail.empty() ? "" : " " + escape(run_.verification_detail));
  }

  /// What practise and classroom allow: "went back 3 times, 2 faults injected".
  std::string told_text() const {
    const Told& told = run_.evidence.told;
    std::string all;
    const auto add = [&](const char* key, double n) {
      if (n > 0) all += (all.empty() ? "" : ", ") + texts_(std::string("report.told.") + key + (n == 1 ? ".once" : ""), {texts_.number(n, n == std::floor(n) ? 0 : 1)});
    };
    add("ways_back", told.ways_back);
    add("freezes", told.freezes);
    add("fastest", told.fastest > 1 ? told.fastest : 0);
    add("hints", told.hints);
    add("malfunctions", told.malfunctions);
    add("instructor", told.instructor_acts - told.malfunctions);
    add("refused", told.refused);
    return all;
  }

  void score() {
    if (run_.scenario.empty()) return;  // free play is not graded
    const Grade& g = run_.grade;
    out_ += fmt::format(
        "<section class=\"score\" aria-label=\"{}\">\n<div><span class=\"big\">{}</span> <span class=\"of\">/ "
        "100</span></div>\n<div>",
        t("report.score"), points(g.score));
    out_ += score_gauge(g, model_ ? &model_->grade : nullptr, texts_);
    if (model_)
      out_ += fmt::format("<div class=\"small\">▼ {}</div>", t("report.model_score", {points(model_->grade.score)}));
    out_ += "</div>\n</section>\n";
    if (g.hint_cost > 0) out_ += fmt::format("<p>{}</p>\n", t("report.hint_cost", {points(g.hint_cost)}));
    for (const GradeCap& cap : g.caps)
      out_ += fmt::format(
          "<div class=\"verdict bad\"><strong>{}</strong> {} · {}{}</div>\n",
          g.before_caps > cap.at ? t("report.capped", {points(cap.at), points(g.before_caps)}) : t("report.cap", {points(cap.at)}), told("grade." + cap.id), clock_text(cap.reason.time),
          exactly({cap.reason}));
    if (const std::string text = exercise_text_if_any(run_, "debrief", texts_); !text.empty()) out_ += fmt::format("<h3>{}</h3>\n{}", t("report.debrief"), paragraphs(text));
    out_ += fmt::format("<h3>{}</h3>\n", t("report.briefing"));
    for (const TextPart& part : written_briefing(run_.scenario, texts_)) out_ += fmt::format("<p><strong>{}</strong></p>\n{}", escape(part.title), paragraphs(part.text));
  }

  void items() {
    if (run_.grade.items.empty()) return;
    heading("report.items");
    out_ += "<table>\n<thead><tr>";
    out_ += fmt::format("<th scope=\"col\">{}</th><th scope=\"col\" class=\"n\">{}</th>", t("report.item"),
                        t("report.points"));
    if (model_) out_ += fmt::format("<th scope=\"col\" class=\"n\">{}</th>", t("report.model"));
    out_ += "</tr></thead>\n<tbody>\n";
    // What cost points comes first: there is something to learn from.
    std::vector<GradeItem> items = run_.grade.items;
    const auto lost = [](const GradeItem& item) { return item.points < item.of - 0.05; };
    std::stable_partition(items.begin(), items.end(), lost);
    const int columns = model_ ? 3 : 2;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const GradeItem& item = items[i];
      if (i == 0 || lost(item) != lost(items[i - 1]))
        out_ += fmt::format("<tr><th scope=\"colgroup\" colspan=\"{}\">{}</th></tr>\n", columns, t(lost(item) ? "report.lost" : "report.won"));
      const std::string category = "report.category." + item.category;
      out_ += fmt::format("<tr><th scope=\"row\">{}<span class=\"kind\">{}</span><ul class=\"reasons\">",
                          told("grade." + item.id),
                          texts_.has(category) ? t(category) : escape(item.category));
      for (const GradeReason& r : item.reasons) reason(r);
      out_ += "</ul>" + exactly(item.reasons);
      if (!item.overridden_by.empty())
        out_ += fmt::format("<span class=\"kind\">{}</span>",
                            t("report.overridden", {item.overridden_by, item.override_reason}));
      out_ += fmt::format("</th><td class=\"n\">{} / {}<br>{}</td>", points(item.points), points(item.of),
                          meter(item.of > 0 ? item.points / item.of : 0));
      if (model_) {
        const auto& theirs = model_->grade.items;
        const auto same =
            std::find_if(theirs.begin(), theirs.end(), [&](const GradeItem& m) { return m.id == item.id; });
        out_ +=
            fmt::format("<td class=\"n\">{}</td>",
                        same == theirs.end() ? "–" : fmt::format("{} / {}", points(same->points), points(same->of)));
      }
      out_ += "</tr>\n";
    }
    double won = 0, of = 0;
    for (const GradeItem& item : run_.grade.items) {
      won += item.points;
      of += item.of;
    }
    out_ += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\"><strong>{} / {}</strong></td>{}</tr>\n",
                        t("report.sum"), points(won), points(of), model_ ? "<td></td>" : "");
    table_end();
  }

  void reason(const GradeReason& r) {
    const char* style = r.points < 0 ? "lost" : "won";
    const std::string sign = r.points > 0 ? "+" : r.points < 0 ? "−" : "";
    out_ += fmt::format("<li><span class=\"when\">{}</span><span>{}{}</span><span class=\"got {}\">{}{}</span></li>",
                        clock_text(r.time),
                        cited(r.tag), escape(phrase_in_words(r.rule, texts_)), style, sign, points(std::abs(r.points)));
  }

  /// The rules behind it, with their conditions as they are written, for who asks.
  std::string exactly(const std::vector<GradeReason>& reasons) const {
    std::string rules;
    for (const GradeReason& r : reasons) rules += fmt::format("<li>{}</li>", escape(phrase_text(r.rule, texts_)));
    return rules.empty() ? "" : fmt::format("<details><summary>{}</summary><ul>{}</ul></details>", t("report.rule"), rules);
  }

  std::string meter(double share) const {
    const double percent = 100 * std::clamp(std::isfinite(share) ? share : 0.0, 0.0, 1.0);
    return fmt::format(
        "<span class=\"meter\" role=\"img\" aria-label=\"{0:.0f} %\"><i style=\"width:{0:.0f}%\"></i></span>", percent);
  }

  void steps() {
    if (run_.steps.empty()) return;
    heading("report.steps");
    table_head({{"report.number", true},
                {"report.step", false},
                {"report.done", false},
                {"report.time", true},
                {"report.hints", true}});
    for (std::size_t i = 0; i < run_.steps.size(); ++i) {
      const StepResult& s = run_.steps[i];
      const std::string why = told_if_any("step." + s.id + ".why");
      out_ += fmt::format(
          "<tr><td class=\"n\">{}</td><td>{}</td><td class=\"short\">{} {}</td><td class=\"n\">{}{}</td><td "
          "class=\"n\">{}</td></tr>\n",
          i + 1,
          told("step." + s.id) + (why.empty() ? "" : fmt::format("<span class=\"kind\">{}</span>", why)),
          s.done && !s.late ? "✓"
          : s.done          ? "◷"
                            : "✕",
          t(!s.done  ? "report.step_missed"
            : s.settled_late ? "report.step_settled_late"
            : s.late ? "report.step_late"
                     : "report.step_done") +
              (s.out_of_order ? " · " + t("report.step_out_of_order") : ""),
          s.done ? clock_text(s.time) : "–", model_time(s.id), s.hints_used);
    }
    table_end();
  }

  std::string model_time(const std::string& step) const {
    if (!model_) return "";
    for (const StepResult& s : model_->steps)
      if (s.id == step && s.done)
        return fmt::format("<span class=\"kind\">{}</span>", t("report.model_at", {clock_text(s.time)}));
    return "";
  }

  void competences() {
    if (run_.grade.competences.empty()) return;
    heading("report.competences");
    out_ += "<table>\n<tbody>\n";
    for (const auto& [id, share] : run_.grade.competences) {
      const std::string key = "competence." + id;
      out_ += fmt::format(
          "<tr><th scope=\"row\" class=\"tag\">{}</th><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{} "
          "%</td></tr>\n",
          escape(id), texts_.has(key) ? t(key) : "", meter(share), texts_.number(100 * share, 0));
    }
    table_end();
  }

  void key_entry(const std::string& svg, const std::string& text) {
    out_ += fmt::format(
        "<li><svg width=\"26\" height=\"18\" viewBox=\"0 0 26 18\" aria-hidden=\"true\">{}</svg>{}</li>\n", svg, text);
  }

  void story() {
    heading("report.timeline");
    out_ += "<figure>\n" + timeline(run_, model_, axis_, texts_) + "<ul class=\"key\">\n";
    for (int priority : {1, 2, 3})
      key_entry(priority_sign(priority, 13, 9), t("report.key_alarm", {std::to_string(priority)}));
    key_entry(priority_sign(0, 13, 9), t("report.key_safety"));
    key_entry("<path class=\"unseen\" d=\"M2 9H24\"/>", t("report.key_unseen"));
    key_entry("<path class=\"seen\" d=\"M9 9l3 4l6 -9\"/>", t("report.key_seen"));
    key_entry("<path class=\"act\" d=\"M13 3V15\"/>", t("report.key_act"));
    key_entry("<path class=\"loss\" transform=\"translate(13 9)\" d=\"M-5 -6H5L0 5Z\"/>", t("report.key_loss"));
    out_ += "</ul>\n</figure>\n";
    if (run_.events.empty()) return;
    table_head({{"report.event", false}, {"report.time", true}, {"report.tag", false}, {"report.what", false}});
    for (std::size_t i = 0; i < run_.events.size(); ++i) {
      const ScenarioEvent& e = run_.events[i];
      out_ +=
          fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"tag\">{}</td><td>{}</td></tr>\n",
                      event_letter(i), clock_text(e.time), escape(e.tag), escape(phrase_text(e.what, texts_)));
    }
    table_end();
  }

  /// What the scenario wants plotted, else the first controllers.
  std::vector<RowId> plotted() const {
    std::vector<RowId> rows;
    for (const std::string& name : run_.trends)
      if (const RowId row = run_.plant->catalogue.find(name); row != kNoRow && run_.history.has(row))
        rows.push_back(row);
    if (!rows.empty()) return rows;
    for (const BlockLayout& b : run_.plant->blocks)
      if (const RowId row = run_.plant->catalogue.find(b.tag + ".pv");
          b.section == "control" && run_.history.has(row) && rows.size() < 6)
        rows.push_back(row);
    return rows;
  }

  void trends() {
    const std::vector<RowId> rows = plotted();
    if (rows.empty() || run_.history.scans() == 0) return;
    heading("report.trends");
    out_ += "<ul class=\"key\">\n";
    key_entry("<path class=\"own-line\" d=\"M1 9H25\"/>", t("report.key_own"));
    if (model_)
      key_entry("<path class=\"model-line\" d=\"M1 9H25\"/>",
                model_->duration + 1 < run_.duration
                    ? t("report.model_until", {clock_text(std::round(model_->duration))})
                    : t("report.model"));
    key_entry("<path class=\"set-point\" d=\"M1 9H25\"/>", t("report.key_set_point"));
    key_entry("<path class=\"limit l1\" d=\"M1 9H25\"/>", t("report.key_limit"));
    key_entry("<path class=\"event\" d=\"M13 1V17\"/>", t("report.key_event"));
    out_ += "</ul>\n";
    for (const RowId id : rows) {
      const Row& row = run_.plant->catalogue[id];
      out_ += fmt::format("<figure>\n<h3>{} <span class=\"tag\">{}</span></h3>\n{}</figure>\n",
                          escape(row_title(row, texts_)), escape(row.tag), trend(run_, model_, id, axis_, texts_));
    }
  }

  std::string act_text(const RunResult& run, const StudentAct& a) const {
    if (a.row == kNoRow) return escape(said_text(run, a, texts_));
    const Row& row = run.plant->catalogue[a.row];
    const bool momentary = row.quantity == Quantity::flag || (row.choices.size() == 2 && row.choices[0] == "-");
    const std::string what =
        fmt::format("<span class=\"tag\">{}</span> {}", escape(row.tag), escape(texts_.noun(row.tag, row.noun)));
    if (momentary && a.after > 0.5) return what;
    if (a.before == a.after) return fmt::format("{}: {}", what, escape(value_text(row, a.after, texts_)));
    return fmt::format("{}: {} → {}", what, escape(value_text(row, a.before, texts_)),
                       escape(value_text(row, a.after, texts_)));
  }

  std::string source_name(Source s) const { return t(s == Source::field ? "report.field" : s == Source::instructor ? "report.instructor" : "report.board"); }

  void compared() {
    const Comparison c = compare_acts(run_, *model_);
    heading("report.compared");
    out_ += fmt::format("<p>{}</p>\n", t("report.compared_note"));
    table_head({{"report.model_did", false},
                {"report.where", false},
                {"report.time", true},
                {"report.you", true},
                {"report.difference", false}});
    for (const ComparedAct& a : c.acts) {
      std::string difference = t("report.not_done");
      if (a.student) {
        const double d = std::round(a.student->time - a.model.time);
        difference =
            d == 0 ? t("report.same_time") : t(d > 0 ? "report.later" : "report.earlier", {clock_text(std::abs(d))});
      }
      out_ += fmt::format(
          "<tr><td>{}</td><td class=\"short\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
          "class=\"short\">{}</td></tr>\n",
          act_text(*model_, a.model), source_name(a.model.source), clock_text(a.model.time),
          a.student ? clock_text(a.student->time) : "–", difference);
    }
    table_end();
    if (!c.extra.empty()) {
      std::string list;
      for (const std::size_t i : c.extra) list += (list.empty() ? "" : ", ") + std::to_string(i + 1);
      out_ += fmt::format("<p>{}</p>\n", t("report.extra_acts", {list}));
    }
  }

  void alarms() {
    const std::vector<AlarmEpisode> episodes = alarms_of(run_);
    heading("report.alarms");
    if (episodes.empty()) {
      out_ += fmt::format("<p>{}</p>\n", t("report.no_alarms"));
      return;
    }
    table_head({{"report.priority", false},
                {"report.alarm", false},
                {"report.came", true},
                {"report.acknowledged_after", true},
                {"report.returned", true}});
    for (const AlarmEpisode& e : episodes) {
      const std::string kind =
          e.priority == 0 ? t("report.key_safety") : t("report.key_alarm", {std::to_string(e.priority)});
      std::string notes;
      if (e.standing) notes += " " + t("report.standing");
      if (e.times > 1) notes += " " + t("report.times", {std::to_string(e.times)});
      if (e.shelved) notes += " " + t("report.shelved_at", {clock_text(*e.shelved)});
      if (const std::string response = e.tag + ".response"; texts_.has(response)) notes += " " + t(response);
      out_ += fmt::format(
          "<tr><td><svg width=\"20\" height=\"20\" viewBox=\"-10 -10 20 20\" role=\"img\" "
          "aria-label=\"{}\">{}</svg></td><td><span class=\"tag\">{}</span> "
          "{}{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
          kind, priority_sign(e.priority, 0, 0), escape(e.tag), texts_.has(e.tag) ? escape(texts_.tag(e.tag)) : "",
          notes.empty() ? "" : fmt::format("<span class=\"kind\">{}</span>", notes.substr(1)), clock_text(e.came),
          e.priority == 0  ? "–"
          : e.acknowledged ? clock_text(*e.acknowledged - e.came)
                           : t("report.never"),
          e.returned ? clock_text(*e.returned) : t("report.never"));
    }
    table_end();
  }

  void acts() {
    heading("report.acts");
    if (acts_.empty()) {
      out_ += fmt::format("<p>{}</p>\n", t("report.no_acts"));
      return;
    }
    table_head({{"report.number", true}, {"report.time", true}, {"report.where", false}, {"report.what", false}});
    for (std::size_t i = 0; i < acts_.size(); ++i)
      out_ +=
          fmt::format("<tr><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"short\">{}</td><td>{}</td></tr>\n",
                      i + 1, clock_text(acts_[i].time), source_name(acts_[i].source), act_text(run_, acts_[i]));
    table_end();
  }

  /// What was tried and refused, why, and what forbids it: who sees that a start was refused knows where to look.
  void refused() {
    const std::vector<RefusedAct> list = refused_of(run_);
    const std::size_t shown = std::min(list.size(), kMostRefusedTold);
    int told = 0;
    if (shown > 0) {
      heading("report.refused_acts");
      table_head({{"report.time", true}, {"report.where", false}, {"report.what", false}, {"report.why", false}, {"report.forbidden_by", false}});
    }
    for (std::size_t i = 0; i < shown; ++i) {
      const RefusedAct& r = list[i];
      out_ += fmt::format("<tr><td class=\"n\">{}</td><td class=\"short\">{}</td><td>{}{}</td><td>{}</td><td>{}</td></tr>\n", clock_text(r.act.time),
                          source_name(r.act.source), act_text(run_, r.act), r.times > 1 ? fmt::format(" (×{})", r.times) : "", t(r.reason), condition_name(r));
      told += r.times;
    }
    if (shown > 0) table_end();
    // What was refused before the plant was set back stands in no log, and is counted all the same.
    if (shown > 0 && run_.evidence.told.refused > told) out_ += fmt::format("<p>{}</p>\n", t("report.more_refused", {std::to_string(run_.evidence.told.refused - told)}));
  }

  std::string condition_name(const RefusedAct& r) const {
    if (r.condition == kNoRow) return "–";
    const Row& c = run_.plant->catalogue[r.condition];
    const bool of_itself = r.act.row != kNoRow && run_.plant->catalogue[r.act.row].tag == c.tag;
    const std::string name = of_itself ? texts_.noun(c.tag, c.noun) : texts_.tag(c.tag);
    return fmt::format("<span class=\"tag\">{}</span>{}", escape(c.tag), name == c.tag ? "" : " " + escape(name));
  }

  void logbook() {
    heading("report.logbook");
    if (run_.remarks.empty()) {
      out_ += fmt::format("<p>{}</p>\n", t("report.no_remarks"));
      return;
    }
    out_ += "<ul>\n";
    for (const RemarkResult& r : run_.remarks)
      out_ += fmt::format("<li><span class=\"tag\">{}</span> {}</li>\n", clock_text(r.time), escape(r.text));
    out_ += "</ul>\n";
  }

  void answers() {
    if (run_.answers.empty()) return;
    heading("report.answers");
    for (const AnswerResult& a : run_.answers) {
      const std::string key = "question." + a.id, why = told_if_any(key + ".why");
      out_ += fmt::format("<p class=\"whole\"><strong>{}</strong><br>{} {}: {}<br>{}: {}{}</p>\n", told(key), a.right ? "✓" : "✕",
                          t("report.answered"), a.given.empty() ? t("report.no_answer") : told(key + "." + a.given.back()),
                          t("report.right_answer"), told(key + "." + a.correct),
                          why.empty() ? "" : fmt::format("<span class=\"kind\">{}</span>", why));
    }
  }

  void questions() {
    if (run_.reflect == 0) return;
    heading("report.questions");
    out_ += "<ol class=\"questions\">\n";
    for (int i = 1; i <= run_.reflect; ++i)
      out_ += fmt::format("<li>{}<div class=\"answer\"></div><div class=\"answer\"></div></li>\n", told(fmt::format("reflect.{}", i)));
    out_ += "</ol>\n";
  }

  void small_print() {
    out_ += fmt::format("<footer>\n<p>{}</p>\n<dl>", t("report.small_print"));
    const auto fact = [&](std::string_view key, const std::string& value) {
      out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", t(key), escape(value));
    };
    // Names of files only: the folders of a machine do not belong on a page that is handed out.
    const auto name = [](const std::string& path) { return std::filesystem::path(path).filename().string(); };
    fact("report.plant_hash", fmt::format("{} · {}", run_.plant->spec.name, run_.plant->hash.hex()));
    if (!run_.scenario_file.empty()) fact("report.scenario_file", name(run_.scenario_file));
    fact("report.state_hash", run_.state_hash);
    const StepperCounters& c = run_.counters;
    fact("report.solver",
         texts_("report.counters", {std::to_string(c.steps), std::to_string(c.rhs_evals), std::to_string(c.jac_evals),
                                    std::to_string(c.restarts), std::to_string(c.rescues), std::to_string(c.holds)}));
    fact("report.mass_error", fmt::format("{:.1e}", run_.mass_error));
    fact("report.energy_error", fmt::format("{:.1e}", run_.energy_error));
    fact("report.program", fmt::format("Retort {}", kVersion));
    out_ += "</dl>\n</footer>\n";
  }

  const RunResult& run_;
  const RunResult* model_;
  const Texts& texts_;
  TimeAxis axis_;
  std::vector<StudentAct> acts_;
  std::string out_;
};

}  // namespace

std::string render_report(const RunResult& run, const RunResult* model_answer, const Texts& texts) {
  return Page(run, model_answer, texts).render();
}

}  // namespace retort
