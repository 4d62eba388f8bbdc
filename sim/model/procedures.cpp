#include "sim/model/procedures.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/model/compiled_plant.h"
#include "sim/model/expression.h"

namespace retort {
namespace {

const std::vector<std::string> kKeys = {"id", "tags", "expect"};

class Reader {
 public:
  Reader(const CompiledPlant& plant, Problems& problems) : plant_(plant), problems_(problems) {
    for (const BlockLayout& b : plant.blocks)
      if (!b.inserted) tags_.push_back(b.tag);
  }

  std::vector<Procedure> all(const YamlNode& node) {
    std::vector<Procedure> list;
    if (node.is_null()) return list;
    if (!node.is_map()) {
      problem(node.at, "procedures is a map of procedures, each a list of steps: {start_up: [{id: suction, tags: [HV-101]}]}");
      return list;
    }
    for (const auto& [name, steps] : node.entries) {
      here_ = fmt::format("procedures: {}", name.scalar);
      if (!is_name(name.scalar)) problem(name.at, "is named with small letters, digits and '_', as in start_up");
      if (!steps.is_sequence() || steps.items.empty()) {
        problem(steps.at, "a list of steps: [{id: suction, tags: [HV-101], expect: \"HV-101.position > 95 %\"}]");
        continue;
      }
      Procedure p{name.scalar, {}};
      ids_.clear();
      for (const YamlNode& step : steps.items) p.steps.push_back(read_step(step));
      list.push_back(std::move(p));
    }
    return list;
  }

 private:
  /// Texts go by it: a dot would make it another text's.
  static bool is_name(std::string_view s) {
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  }
  void problem(SourcePos at, const std::string& message) { problems_.add(plant_.spec.file, at, here_.empty() ? message : here_ + ": " + message); }

  ProcedureStep read_step(const YamlNode& node) {
    ProcedureStep step;
    if (!node.is_map()) {
      problem(node.at, "a step is {id: suction, tags: [HV-101], expect: \"HV-101.position > 95 %\"}");
      return step;
    }
    bool named = true;
    for (const auto& [key, value] : node.entries) {
      if (key.scalar == "id" && !value.is_scalar()) problem(value.at, "id: a name, as in suction"), named = false;
      else if (key.scalar == "id") step.id = value.scalar;
      else if (key.scalar == "tags") read_tags(value, step);
      else if (key.scalar == "expect") read_expect(value, step);
      else problem(key.at, fmt::format("unknown key '{}'.{}", key.scalar, did_you_mean(key.scalar, kKeys)));
    }
    if (!named) return step;
    if (!is_name(step.id) || step.id == "purpose") problem(node.at, "a step has an 'id' of letters, digits and '_' (and not 'purpose'): its text goes by it");
    else if (!ids_.insert(step.id).second) problem(node.at, fmt::format("the step '{}' stands there twice", step.id));
    return step;
  }

  void read_tags(const YamlNode& node, ProcedureStep& step) {
    if (node.is_scalar()) return problem(node.at, fmt::format("tags: is a list, also of one: [{}]", node.scalar));
    if (!node.is_sequence()) return problem(node.at, fmt::format("tags: is a list, as in [HV-101, HV-102], and here {}", shape(node)));
    for (const YamlNode& tag : node.items) {
      if (!tag.is_scalar()) {
        problem(tag.at, fmt::format("tags: is a list of tags, as in [HV-101, HV-102], and among them {}", shape(tag)));
        continue;
      }
      const BlockId b = plant_.block_called(tag.scalar);
      if (b == kNoBlock) problem(tag.at, fmt::format("there is no tag '{}'.{}", tag.scalar, did_you_mean(tag.scalar, tags_)));
      else if (std::find(step.things.begin(), step.things.end(), b) != step.things.end()) problem(tag.at, fmt::format("{} stands there twice", tag.scalar));
      else step.things.push_back(b);
    }
  }

  /// What stands where something else should, in words.
  static const char* shape(const YamlNode& node) { return node.is_sequence() ? "stands a list" : node.is_map() ? "stand keys and values" : node.is_null() ? "stands nothing" : "stands a text"; }

  void read_expect(const YamlNode& node, ProcedureStep& step) {
    if (!node.is_scalar())
      return problem(node.at, fmt::format("expect: is one condition, as in \"HV-101.position > 95 %\", and here {}{}", shape(node),
                                          node.is_sequence() ? ": write all of it in one text, with 'and' between" : node.is_map() ? ": put quotes around it" : ": leave it out where nothing is measured"));
    try {
      auto e = std::make_shared<Expression>(Expression::parse(node.scalar, plant_.spec.file, node.at));
      ExpressionScope scope;
      scope.primary = [this](std::string_view tag) -> std::string {
        const BlockLayout* b = plant_.find(tag);
        return b ? b->declared->primary_output() : "";
      };
      e->bind(plant_.catalogue, scope);
      if (!e->is_condition()) problem(node.at, fmt::format("in '{}': a {} is not a condition: compare it with something", node.scalar, to_string(e->quantity())));
      else if (e->timer_count() > 0) problem(node.at, fmt::format("in '{}': it is looked at as the plant stands now: leave out for, rate, total and times", node.scalar));
      else step.expect = std::move(e);
    } catch (const FileError& e) {
      for (const Problem& p : e.problems()) problem(p.at, p.message);
    }
  }

  const CompiledPlant& plant_;
  Problems& problems_;
  std::vector<std::string> tags_;
  std::string here_;
  std::set<std::string> ids_;   // of the steps of one procedure so far
};

}  // namespace

std::vector<Procedure> read_procedures(const CompiledPlant& plant, Problems& problems) { return Reader(plant, problems).all(plant.spec.procedures); }

}  // namespace retort
