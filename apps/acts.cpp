#include "apps/acts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "language/texts.h"
#include "scenarios/session/library.h"

namespace retort {
namespace {

/// A value as a person writes it: the name of a choice, a bare number in the row's own unit (of a malfunction: its severity), or with
/// a unit of the row's quantity.
double value_for(const Row& r, const std::string& text, const std::string& argument) {
  for (std::size_t i = 0; i < r.choices.size(); ++i)
    if (r.choices[i] == text) return static_cast<double>(i);
  const auto bare = read_number(text);
  const Parsed p = parse_value(text, r.quantity);
  if (!r.choices.empty() && !(bare && bare->unit.empty() && bare->number == std::floor(bare->number)))
    throw UsageError(argument, {}, fmt::format("'{}' is not a value of {}: {}", text, r.name, fmt::join(r.choices, ", ")));
  double v = p.si;
  if (bare && bare->unit.empty() && r.store == Store::malfunction && (bare->number < r.lo || bare->number > r.hi))
    throw UsageError(argument, {}, fmt::format("the severity {} is outside {:.6g} to {:.6g}: or is it {} %?", text, r.lo, r.hi, text));
  if (bare && bare->unit.empty() && r.quantity != Quantity::flag) {
    v = r.store == Store::malfunction ? bare->number : r.unit->to_si(bare->number);
  } else if (!p.error.empty()) {
    throw UsageError(argument, {}, fmt::format("{}: {}", r.name, p.error));
  }
  const double slack = 1e-12 * std::max(std::abs(r.lo), std::abs(r.hi));
  if (r.lo < r.hi && (v < r.lo - slack || v > r.hi + slack))
    throw UsageError(argument, {}, fmt::format("{} = {} is outside {} to {}", r.name, text, format_value(r.lo, *r.unit, 6),
                                               format_value(r.hi, *r.unit, 6)));
  return v;
}

/// What the English text says of a refusal.
std::string refusal(const Verdict& v) {
  Texts texts("en");
  texts.load_assets();
  return texts(v.reason);
}

}  // namespace

TimedActs::TimedActs(const Catalogue& catalogue, const std::vector<std::string>& sets, const std::vector<std::string>& fails, double end) {
  for (const auto* list : {&sets, &fails}) {
    for (const std::string& a : *list) {
      const std::size_t equals = a.find('='), at = a.rfind('@');
      if (equals == std::string::npos || (at != std::string::npos && at < equals))
        throw UsageError(a, {}, "is written TAG.variable=VALUE@TIME, as in FIC-101.sp=4kg/s@5min");
      const std::string name = a.substr(0, equals);
      const RowId row = catalogue.find(name);
      if (row == kNoRow) throw UsageError(a, {}, catalogue.unknown(name));
      const Row& r = catalogue[row];
      if (list == &fails && r.store != Store::malfunction)
        throw UsageError(a, {}, fmt::format("{} is not a malfunction", name));
      if (r.store != Store::input && r.store != Store::malfunction)
        throw UsageError(a, {}, fmt::format("{} cannot be set: it is not an input", name));
      Timed timed;
      timed.argument = a;
      timed.time = at == std::string::npos ? 0 : parse_duration(a.substr(at + 1), a);
      if (timed.time >= end - 1e-9)
        throw UsageError(a, {}, fmt::format("its time is not before the end of the run, {}: make that longer with --for",
                                             format_value(end, default_unit(Quantity::time), 6)));
      timed.act = write_act(Source::instructor, row, value_for(r, a.substr(equals + 1, at == std::string::npos ? at : at - equals - 1), a));
      acts_.push_back(std::move(timed));
    }
  }
  std::stable_sort(acts_.begin(), acts_.end(), [](const Timed& a, const Timed& b) { return a.time < b.time; });
}

void TimedActs::post_due(Run& run) {
  for (; next_ < acts_.size() && acts_[next_].time <= run.time() + 1e-9; ++next_) {
    const Verdict v = run.query(acts_[next_].act);
    if (!v.accepted) throw UsageError(acts_[next_].argument, {}, fmt::format("was not taken at {:.6g} s: {}", run.time(), refusal(v)));
    run.post(acts_[next_].act);
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
    if (name.find('.') == std::string::npos)
      if (const BlockLayout* b = plant.find(name); b && !b->declared->primary_output().empty()) name += "." + b->declared->primary_output();
    const RowId row = plant.catalogue.find(name);
    if (row == kNoRow) {
      const bool bare = name.find('.') == std::string::npos && !plant.catalogue.of_tag(name).empty();
      missing.push_back({"--tags", {},
                         bare ? fmt::format("'{0}' has no value of its own: name one, as in {0}.noun", name) : plant.catalogue.unknown(name)});
    }
    rows.push_back(row);
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
