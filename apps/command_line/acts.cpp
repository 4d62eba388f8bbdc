#include "apps/command_line/acts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "language/texts.h"
#include "scenarios/session/library.h"
#include "sim/model/variable.h"

namespace retort {
namespace {

/// The act of an argument. A bare number means the unit that the variable is shown in; for a malfunction it is the severity.
ReadAct read_argument(const CompiledPlant& plant, const std::string& text) {
  const std::optional<ActText> written = split_act(text);
  if (!written) return read_act(plant, text);
  const FoundRow found = find_variable(plant, written->name, BareTag::input);
  const auto bare = read_number(written->value);
  if (found.row == kNoRow || !bare || !bare->unit.empty()) return read_act(plant, text);
  const Row& r = plant.catalogue[found.row];
  if (r.store == Store::malfunction && (bare->number < r.lo || bare->number > r.hi))
    return {kNoRow, 0, fmt::format("the severity {} is outside {:.6g} to {:.6g}: or is it {} %?", written->value, r.lo, r.hi, written->value)};
  if (r.store == Store::malfunction || r.quantity == Quantity::flag || !r.choices.empty()) return read_act(plant, text);
  return read_act(plant, fmt::format("{} = {} {}", written->name, written->value, r.unit->name == "1" ? "" : r.unit->name));
}

/// What the English text says of a refusal, and which condition it was.
std::string refusal(const CompiledPlant& plant, const Verdict& v) {
  Texts texts("en");
  texts.load_assets();
  return texts(v.reason) + (v.condition == kNoRow ? "" : fmt::format(" ({})", plant.catalogue[v.condition].name));
}

}  // namespace

TimedActs::TimedActs(const CompiledPlant& plant, const std::vector<std::string>& sets, const std::vector<std::string>& fails, double end) {
  for (const auto* list : {&sets, &fails}) {
    for (const std::string& a : *list) {
      const std::size_t equals = a.find('='), at = a.rfind('@');
      if (equals == std::string::npos || (at != std::string::npos && at < equals))
        throw UsageError(a, {}, "is written TAG.variable=VALUE@TIME, as in LIC-101.sp=45%@5min");
      const ReadAct read = read_argument(plant, a.substr(0, at));
      if (!read.problem.empty()) throw UsageError(a, {}, read.problem);
      if (list == &fails && plant.catalogue[read.row].store != Store::malfunction)
        throw UsageError(a, {}, fmt::format("{} is not a malfunction", plant.catalogue[read.row].name));
      Timed timed{at == std::string::npos ? 0 : parse_duration(a.substr(at + 1), a), write_act(Source::instructor, read.row, read.value), a};
      if (timed.time >= end - 1e-9)
        throw UsageError(a, {}, fmt::format("its time is not before the end of the run, {}: make that longer with --for",
                                            format_value(end, default_unit(Quantity::time), 6)));
      acts_.push_back(std::move(timed));
    }
  }
  std::stable_sort(acts_.begin(), acts_.end(), [](const Timed& a, const Timed& b) { return a.time < b.time; });
}

void TimedActs::post_due(Run& run) {
  for (; next_ < acts_.size() && acts_[next_].time <= run.time() + 1e-9; ++next_) {
    const Act& act = acts_[next_].act;
    const Verdict v = run.query(act);
    if (!v.accepted) throw UsageError(acts_[next_].argument, {}, fmt::format("was not taken at {:.6g} s: {}", run.time(), refusal(run.plant(), v)));
    run.post(act);
  }
}

std::vector<std::string> TimedActs::left() const {
  std::vector<std::string> names;
  for (std::size_t i = next_; i < acts_.size(); ++i) names.push_back(acts_[i].argument);
  return names;
}

std::vector<RowId> parse_tags(const CompiledPlant& plant, const std::string& tags) {
  std::vector<RowId> rows;
  std::vector<Problem> missing;
  std::size_t from = 0;
  while (from < tags.size()) {
    const std::size_t to = std::min(tags.find(',', from), tags.size());
    std::string name = tags.substr(from, to - from);
    from = to + 1;
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    if (name.empty()) continue;
    const FoundRow found = find_variable(plant, name, BareTag::value);
    if (found.row == kNoRow) {
      const bool bare = split_variable(name).noun.empty() && !plant.catalogue.of_tag(name).empty();
      missing.push_back({"--tags", {}, bare ? fmt::format("'{0}' has no value of its own: name one, as in {0}.noun", name) : found.problem});
    }
    rows.push_back(found.row);
  }
  if (!missing.empty()) throw UsageError(missing);
  return rows;
}

CsvWriter::CsvWriter(const std::string& path, const CompiledPlant& plant, std::vector<RowId> rows, double every)
    : path_(path), out_(path), plant_(plant), rows_(std::move(rows)), every_(every) {
  if (!out_) throw FileError(path, {}, fmt::format("cannot be written: {}", std::strerror(errno)));
  out_ << "time [s]";
  for (RowId r : rows_) {
    const Row& row = plant_.catalogue[r];
    out_ << ',' << row.name << (row.unit->name.empty() ? "" : fmt::format(" [{}]", row.unit->name));
  }
  out_ << '\n';
}

void CsvWriter::write(const Simulation& sim) {
  if (sim.time() < due_ - 1e-9) return;
  due_ += every_;
  out_ << fmt::format("{:.10g}", sim.time());
  for (RowId r : rows_) out_ << fmt::format(",{:.10g}", plant_.catalogue[r].unit->from_si(sim.frame()[r]));
  out_ << '\n';
}

void CsvWriter::close() {
  out_.close();
  if (!out_) throw FileError(path_, {}, "could not be written to its end: is the disk full?");
}

}  // namespace retort
