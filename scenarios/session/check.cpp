#include "scenarios/session/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "drawing/faceplate.h"
#include "drawing/pages.h"
#include "drawing/pid_svg.h"
#include "language/text_lint.h"
#include "language/texts.h"
#include "layout/instruments.h"
#include "layout/layout_of_plant.h"
#include "layout/routes.h"
#include "platform/paths.h"
#include "scenarios/player/run_story.h"
#include "scenarios/session/play.h"
#include "scenarios/session/procedure_faults.h"
#include "scenarios/session/step_demands.h"
#include "sim/run/blocks.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

/// The names in {braces}; numbers are places for something else.
std::set<std::string> named_places(const std::string& text) {
  std::set<std::string> names;
  for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find('}', at);
    if (end == std::string::npos) break;
    const std::string name = text.substr(at + 1, end - at - 1);
    if (name.find_first_not_of("0123456789") != std::string::npos) names.insert(name);
  }
  return names;
}

/// Each word of one text stands in the other as well, whatever the order; articles and the like do not count.
bool says_nothing_new(const std::string& text, const std::string& than) {
  const auto words = [](const std::string& s) {
    std::set<std::string> all;
    std::string word;
    for (std::size_t i = 0; i <= s.size(); ++i) {
      const unsigned char c = i < s.size() ? static_cast<unsigned char>(s[i]) : ' ';
      if (std::isalnum(c) || c == '-' || c >= 0x80) word += static_cast<char>(std::tolower(c));
      else if (word.size() > 3) all.insert(std::exchange(word, ""));
      else word.clear();
    }
    return all;
  };
  const std::set<std::string> own = words(text), known = words(than);
  return std::includes(known.begin(), known.end(), own.begin(), own.end());
}

class Checker {
 public:
  Checker(const BotTableSetup& bots, const std::function<void(const CheckResult&)>& told) : bots_(bots), told_(told) {}

  void path(const fs::path& p) {
    std::error_code ignored;
    if (!fs::is_directory(p, ignored)) {
      file(p);
      return;
    }
    std::set<fs::path> plants;
    for (fs::recursive_directory_iterator it(p, ignored), end; it != end; it.increment(ignored))
      if (it->path().filename() == "plant.yaml") plants.insert(it->path());
    if (plants.empty()) add(p.string(), "folder", "holds no plant.yaml");
    for (const fs::path& plant : plants) {
      file(plant);
      std::set<fs::path> beside;
      for (const fs::directory_entry& e : fs::directory_iterator(plant.parent_path(), ignored))
        if (e.path().extension() == ".yaml" && e.path() != plant) beside.insert(e.path());
      for (const fs::path& scenario : beside) file(scenario);
    }
  }

  CheckReport report;

 private:
  void add(const std::string& file, std::string what, std::string problem, double score = -1) {
    give({file, std::move(what), false, std::move(problem), score});
  }
  void pass(const std::string& file, std::string what, std::string detail, double score = -1) {
    give({file, std::move(what), true, std::move(detail), score});
  }
  /// Of what is wrong with one thing, the first lines are given, and how many more there are once all is looked at.
  void give(CheckResult r) {
    constexpr std::size_t kMost = 200;
    if (!r.fine && r.score < 0 && ++wrong_[{r.file, r.what}] > kMost) {
      ++more_[{r.file, r.what}];
      return;
    }
    if (told_) told_(r);
    report.results.push_back(std::move(r));
  }
  void give_rest() {
    for (const auto& [of, count] : std::exchange(more_, {})) {
      CheckResult r{of.first, of.second, false, fmt::format("… and {} more of the same kind", count), -1};
      if (told_) told_(r);
      report.results.push_back(std::move(r));
    }
  }

  void file(const fs::path& p) {
    const std::string name = p.string();
    try {
      const YamlNode root = load_yaml(name);
      if (root.find("units")) {
        const auto plant = compiled(name);
        pass(name, "plant", "loads");
        views_of(name, *plant);
        procedures_of(name, *plant);
        texts_of(p.parent_path() / "text");
      } else {
        scenario(name);
      }
    } catch (const FileError& e) {
      for (const Problem& problem : e.problems()) add(name, "file", problem.text());
    }
    give_rest();
  }

  std::shared_ptr<const CompiledPlant> compiled(const std::string& file) {
    const std::string key = fs::weakly_canonical(file).string();
    auto& plant = plants_[key];
    if (!plant) plant = compile(load_plant(file), standard_blocks());
    return plant;
  }

  /// Pages of the board, P&ID and field, as the window and the printer would build them; the pipes are not routed anew.
  void views_of(const std::string& name, const CompiledPlant& plant) {
    const auto build = [&](const char* what, const auto& view) {
      try {
        pass(name, what, view());
      } catch (const FileError& e) {
        for (const Problem& problem : e.problems()) add(name, what, problem.text());
      } catch (const std::exception& e) {
        add(name, what, e.what());
      }
    };
    if (!symbols_) symbols_.emplace(assets_folder() + "/symbols");
    build("pages", [&] {
      for (const Display* d : {&plant.displays.mimic, plant.displays.drawing ? &*plant.displays.drawing : nullptr})
        for (std::size_t i = 0; d && i < d->parts.size(); ++i)
          if (const DisplayPart& p = d->parts[i]; !symbols_->has(p.symbol)) throw FileError(name, p.place.pos, fmt::format("part {}: there is no symbol '{}'", p.name, p.symbol));
      const PlantPages all = pages_of(plant, *symbols_);
      Problems problems;
      double smallest = 1e9;
      for (const Page& page : all.pages) {
        for (const std::string& fault : page_faults(plant, page.drawn())) problems.add(name, {}, fmt::format("page {}: {}: give it a place of its own under display", page.id, fault));
        smallest = std::min(smallest, page.drawn().value_px(kPageWidth, kPageHeight));
      }
      problems.check();
      return fmt::format("{} in {} languages, nothing on another; values of {:.1f} px and more at 1280x720", all.pages.size(), languages().size(), smallest);
    });
    build("P&ID", [&] { return fmt::format("{} kB", pid_svg(plant).size() / 1000); });
    build("field", [&] {
      layout::PlantLayout field = layout::layout_of(plant);
      layout::place_nozzles(field);
      const std::string routes = plant.spec.folder + "/routes.json";
      std::error_code ignored;
      if (fs::exists(routes, ignored) && !layout::holds_routes(field, routes))
        throw FileError(routes, {}, "is of another layout: make it anew with 'retort describe PLANT --routes FILE'");
      const layout::RoutedPlant pipes = layout::cached_routes(field, {routes, cache_folder(), {}});
      Problems problems;
      for (const std::string& note : pipes.notes) problems.add(name, {}, note + ": move what stands in its way, or give the line places to pass (via)");
      for (const std::string& clash : layout::clashes(field, pipes)) problems.add(name, {}, clash + ": move one of them, or give the line places to pass (via)");
      const Mounts mounts = layout::mount_instruments(field, pipes);
      mounted_in_the_open(plant, field, mounts, problems);
      walk_to_everything(plant, field, pipes, mounts, problems);
      problems.check();
      return fmt::format("{} units, {} lines", field.equipment.size(), field.lines.size());
    });
  }

  /// What the operators go by can be read, and speaks of this plant.
  void procedures_of(const std::string& name, const CompiledPlant& plant) {
    std::size_t steps = 0;
    for (const Procedure& p : plant.procedures) steps += p.steps.size();
    const std::vector<std::string> faults = procedure_faults(plant);
    for (const std::string& fault : faults) add(name, "procedures", fault);
    if (faults.empty() && steps > 0) pass(name, "procedures", fmt::format("{} with {} steps", plant.procedures.size(), steps));
  }

  using Mounts = std::map<std::string, layout::Mount>;

  /// No instrument is inside the wall of a unit.
  static void mounted_in_the_open(const CompiledPlant& plant, const layout::PlantLayout& field, const Mounts& mounts, Problems& problems) {
    std::vector<std::pair<std::string, layout::Surface>> walls;
    for (const layout::Equipment& e : field.equipment)
      if (!layout::is_tee(e)) walls.push_back({e.tag, layout::Surface(e, layout::drawn_shape(field, e))});
    for (const auto& [tag, m] : mounts)
      for (const auto& [unit, wall] : walls)
        if (const glm::vec3 at = m.head(); wall.holds(at))
          problems.add(plant.spec.file, {}, fmt::format("{} at [{:.1f}, {:.1f}, {:.1f}]: it is inside {}: make room for it on what it measures, or move one of them", tag, at.x, at.y, at.z, unit));
  }

  /// From where one begins in the window one must come onto every platform, to whatever hands work or eyes read, and see what sits on a wall.
  static void walk_to_everything(const CompiledPlant& plant, const layout::PlantLayout& field, const layout::RoutedPlant& pipes, const Mounts& mounts, Problems& problems) {
    const layout::Footing footing(field);
    const layout::Yard yard = layout::yard(field, pipes);
    const layout::Walkable walk(footing, yard, layout::start_place(field, footing, yard));
    for (const layout::Box& floor : footing.floors) {
      const auto on_it = [&](glm::vec3 p) { return std::abs(p.z - floor.high.z) < 0.05f && p.x > floor.low.x && p.x < floor.high.x && p.y > floor.low.y && p.y < floor.high.y; };
      if (std::none_of(walk.places().begin(), walk.places().end(), on_it))
        problems.add(plant.spec.file, {}, fmt::format("{}: nobody comes onto its platform: move what stands in the way, or give it 'access' on another side", floor.of));
    }
    for (const auto& [tag, handles] : layout::handles(field, pipes)) {
      const BlockId id = plant.block_called(tag);
      if (id == kNoBlock) continue;
      const auto mount = mounts.find(tag);
      const bool to_work = !field_controls(plant, id).empty(), on_wall = mount != mounts.end() && mount->second.on_wall;
      const bool to_read = plant.wired(id).role == Role::gauge || (on_wall && !to_work);
      if (!to_read && !to_work) continue;
      if (!walk.way_to(tag, handles, to_read).empty()) continue;
      const glm::vec3 at = handles.back().at;
      problems.add(plant.spec.file, {}, fmt::format("{} at [{:.1f}, {:.1f}, {:.1f}]: nobody who walks and climbs {}: move it or what stands in the way, or give its line places to pass (via)", tag, at.x, at.y, at.z,
                                           to_read ? "comes to read it" : "comes to work it"));
    }
  }

  /// A person must be able to do what the operator does: each row has a widget on the board or a handle in the field.
  void hands(const std::string& file, const std::string& what, const CompiledPlant& plant, const Operator& who) {
    const std::set<std::string> field = layout::stands_in(layout::layout_of(plant));
    std::set<RowId> told;
    for (const Operator::Write& w : who.writes()) {
      const Row& row = plant.catalogue[w.row];
      const bool reached = w.source == Source::field ? (row.access & kField) && field.contains(row.tag) : on_a_faceplate(plant, w.row);
      if (!reached && told.insert(w.row).second)
        add(file, what, fmt::format("'{}': {} has no {}", w.text, row.name, w.source == Source::field ? "handle in the field" : "widget on the board"));
    }
  }

  void texts_of(const fs::path& folder) {
    if (!linted_.insert(folder.string()).second) return;
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) {
      add(folder.string(), "texts", "there is no folder 'text' with nl.yaml, en.yaml and fr.yaml");
      return;
    }
    const std::vector<std::string> problems = lint_texts(folder.string());
    for (const std::string& problem : problems) add(folder.string(), "texts", problem);
    if (problems.empty()) pass(folder.string(), "texts", "the same keys in all languages");
  }

  void scenario(const std::string& name) {
    const Prepared prepared = open_material(name);
    const std::shared_ptr<const Scenario> scenario = prepared.scenario;
    pass(name, "scenario", "loads");
    scenario_texts_of(*scenario);

    const std::string model = (fs::path(scenario->folder) / "answers" / (scenario->name + ".yaml")).string();
    bool has_model = false, has_idle = false;
    for (const CheckSpec& c : scenario->checks) {
      has_model |= c.at_least && fs::path(c.operator_file).lexically_normal() == fs::path(model).lexically_normal();
      has_idle |= !c.at_least && c.operator_file == "nobody";
    }
    if (!has_model) add(name, "check", fmt::format("lacks its model answer: {{operator: answers/{}.yaml, expect: \"score >= 95\"}}", scenario->name));
    if (!has_idle) add(name, "check", "lacks its idle run: {operator: nobody, expect: \"score <= 40\"}");
    if (has_model) steps_of(prepared, model);
    for (const CheckSpec& c : scenario->checks) run(prepared, c);
    if (bots_.seeds > 0 && has_model) bots_of(prepared, read_text_file(model));
  }

  /// Who reads a step comes by its text, or by the buttons under it, to all that he has to operate.
  void steps_of(const Prepared& prepared, const std::string& model) {
    const Scenario& scenario = *prepared.scenario;
    std::error_code ignored;
    if (!fs::exists(model, ignored)) return;   // told where it is played
    try {
      const Operator who = Operator::load(model, *prepared.plant, &scenario);
      bool fine = true;
      for (const std::string& language : languages()) {
        const std::string path = (fs::path(scenario.folder) / "text" / fmt::format("{}.{}.yaml", scenario.name, language)).string();
        if (!fs::exists(path, ignored)) continue;
        for (const std::string& fault : unnamed_in_steps(scenario, *prepared.plant, who, read_texts(path))) {
          add(path, "steps", fault);
          fine = false;
        }
      }
      if (fine) pass(scenario.file, "steps", "lead to all that they demand");
    } catch (const FileError&) {
      // Told where it is played.
    }
  }

  void bots_of(const Prepared& prepared, const std::string& model) {
    const std::string& file = prepared.scenario->file;
    try {
      play_bot_table(prepared, model, bots_, [&](const BotRow& row) {
        const std::string detail = fmt::format("scores {:.1f}{}{}", fmt::join(row.scores, " "), row.wanted.empty() ? "" : ", wanted ", row.wanted);
        give({file, row.who, row.wanted.empty(), detail, *std::max_element(row.scores.begin(), row.scores.end())});
      });
    } catch (const FileError& e) {
      for (const Problem& problem : e.problems()) add(file, "bots", problem.text());
    }
  }

  void scenario_texts_of(const Scenario& scenario) {
    const std::vector<std::string> needed = scenario_text_keys(scenario);
    bool fine = true;
    for (const std::string& language : languages()) {
      const std::string path = (fs::path(scenario.folder) / "text" / fmt::format("{}.{}.yaml", scenario.name, language)).string();
      std::error_code ignored;
      if (!fs::exists(path, ignored)) {
        add(path, "texts", "is missing");
        fine = false;
        continue;
      }
      const std::map<std::string, std::string> texts = read_texts(path);
      if (const auto title = texts.find("title"); title != texts.end()) {
        const auto [first, is_new] = titles_.emplace(language + " " + title->second, path);
        if (!is_new && first->second != path) {
          add(path, "texts", fmt::format("'title' is '{}', as of {}: say plant and task, so that nobody takes one for the other", title->second, first->second));
          fine = false;
        }
      }
      for (const std::string& key : needed) {
        const auto t = texts.find(key);
        if (t != texts.end() && t->second.find_first_not_of(" \n") != std::string::npos) continue;
        add(path, "texts", fmt::format("'{}' is missing", key));
        fine = false;
      }
      std::set<std::string> told;
      for (const auto& [key, text] : texts) {
        if (std::count(text.begin(), text.end(), '{') == std::count(text.begin(), text.end(), '}')) continue;
        add(path, "texts", fmt::format("'{}' has a brace without its other one", key));
        fine = false;
      }
      for (const auto& [key, text] : texts)
        for (const std::string& name : named_places(text)) {
          told.insert(name);
          if (scenario.find_value(name) >= 0 && key != "title" && key != "summary") continue;
          add(path, "texts", scenario.find_value(name) >= 0 ? fmt::format("'{}' stands in the menu, before anything is drawn: leave out {{{}}}", key, name)
                                                           : fmt::format("'{}' has {{{}}}, which is no value of the exercise", key, name));
          fine = false;
        }
      for (const ValueSpec& v : scenario.values) {
        if (told.contains(v.id)) continue;
        add(path, "texts", fmt::format("no text tells the value '{}': write {{{}}} where the student is to read it", v.id, v.id));
        fine = false;
      }
      fine = tells_nothing_early(scenario, path, texts) && fine;
      std::map<std::string, std::string> hints;  // who pays for a level gets something new: key by text
      for (const auto& [key, text] : texts) {
        if (key.find(".hint.") == std::string::npos) continue;
        const auto [first, is_new] = hints.emplace(text, key);
        if (!is_new) {
          add(path, "texts", fmt::format("'{}' says what '{}' says: each level of a hint is a sentence of its own", key, first->second));
          fine = false;
        }
        if (const auto step = texts.find(key.substr(0, key.find(".hint."))); step != texts.end() && says_nothing_new(text, step->second)) {
          add(path, "texts", fmt::format("'{}' says nothing that '{}' does not say already", key, step->first));
          fine = false;
        }
      }
      for (const auto& [key, text] : texts) {
        if (key == "limits" || std::find(needed.begin(), needed.end(), key) != needed.end()) continue;   // not every task has limits
        add(path, "texts", fmt::format("nothing uses '{}'.{}", key, did_you_mean(key, needed)));
        fine = false;
      }
    }
    if (fine) pass(scenario.file, "texts", "all three languages");
  }

  /// What an event says first, the briefing does not: then a step may name it only where it counts from that event, and is not on the card before.
  bool tells_nothing_early(const Scenario& scenario, const std::string& path, const std::map<std::string, std::string>& texts) {
    const auto places = [&](const std::string& key) {
      const auto t = texts.find(key);
      return t == texts.end() ? std::set<std::string>() : named_places(t->second);
    };
    std::set<std::string> known;
    for (const char* part : {"briefing", "task", "limits"}) known.merge(places(part));
    bool fine = true;
    for (std::size_t e = 0; e < scenario.events.size(); ++e)
      for (const std::string& value : places("event." + scenario.events[e].id))
        for (const StepSpec& step : scenario.steps) {
          const bool waits = step.since && step.since->kind == Moment::Kind::event && step.since->index == static_cast<int>(e);
          if (known.contains(value) || waits || !places("step." + step.id).contains(value)) continue;
          add(path, "texts", fmt::format("'step.{}' tells {{{}}}, which event '{}' brings: leave it out, or let the step count 'since: {}'", step.id, value, scenario.events[e].id, scenario.events[e].id));
          fine = false;
        }
    return fine;
  }

  void run(const Prepared& prepared, const CheckSpec& c) {
    const Scenario* scenario = prepared.scenario.get();
    const std::string what = "operator " + (c.operator_file == "nobody" ? c.operator_file : fs::path(c.operator_file).filename().string());
    try {
      Operator who;
      if (c.operator_file != "nobody") {
        who = Operator::load(c.operator_file, *prepared.plant, scenario);
        hands(scenario->file, what, *prepared.plant, who);
      }
      RunSetup setup;
      setup.client = Client::operator_file;
      setup.history = false;
      Run run(prepared, setup);
      const RunResult r = play(run, who);
      const double score = r.grade.score;
      const std::string detail = fmt::format("score {:.1f}, expected {}", score, c.expect);
      if (c.at_least ? score >= c.score : score <= c.score) {
        pass(scenario->file, what, detail, score);
      } else {
        add(scenario->file, what, detail, score);
      }
      if (const std::vector<std::string> tags = chattering_alarms(r); c.at_least && !tags.empty())
        add(scenario->file, what, fmt::format("{} came three times within a minute: give it a deadband, 'delay' or 'off_delay'", fmt::join(tags, ", ")));
    } catch (const FileError& e) {
      for (const Problem& problem : e.problems()) add(scenario->file, what, problem.text());
    }
  }

  const BotTableSetup& bots_;
  const std::function<void(const CheckResult&)>& told_;
  std::map<std::string, std::shared_ptr<const CompiledPlant>> plants_;
  std::set<std::string> linted_;
  std::map<std::string, std::string> titles_;   // file by language and title
  std::optional<SymbolLibrary> symbols_;
  std::map<std::pair<std::string, std::string>, std::size_t> wrong_, more_;   // by file and what
};

}  // namespace

bool CheckReport::fine() const {
  return !results.empty() && std::all_of(results.begin(), results.end(), [](const CheckResult& r) { return r.fine; });
}

CheckReport check_paths(const std::vector<std::string>& paths, const BotTableSetup& bots, const std::function<void(const CheckResult&)>& told) {
  Checker checker(bots, told);
  for (const std::string& p : paths) checker.path(p);
  return std::move(checker.report);
}

std::vector<std::string> scenario_text_keys(const Scenario& s) {
  std::vector<std::string> keys = {"title", "summary", "briefing", "task", "debrief"};
  for (const ValueSpec& v : s.values) keys.push_back("value." + v.id);
  for (const StepSpec& step : s.steps) {
    keys.push_back("step." + step.id);
    keys.push_back("step." + step.id + ".why");
    if (step.has_hints)
      for (const char* level : {"orient", "ask", "point", "tell"}) keys.push_back(fmt::format("step.{}.hint.{}", step.id, level));
  }
  for (const EventSpec& e : s.events)
    if (e.says) keys.push_back("event." + e.id);
  for (const QuestionSpec& q : s.questions) {
    keys.push_back("question." + q.id);
    keys.push_back("question." + q.id + ".why");
    for (const std::string& option : q.options) keys.push_back(fmt::format("question.{}.{}", q.id, option));
  }
  for (const ItemSpec& i : s.items) keys.push_back("grade." + i.id);
  for (const CapSpec& c : s.caps) keys.push_back("grade." + c.id);
  for (int i = 1; i <= s.reflect; ++i) keys.push_back(fmt::format("reflect.{}", i));
  return keys;
}

}  // namespace retort
