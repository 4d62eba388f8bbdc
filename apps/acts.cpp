#include "apps/acts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "scenarios/session/library.h"
#include "sim/model/variable.h"

namespace retort {
TimedActs::TimedActs(const CompiledPlant& plant, const std::vector<std::string>& sets, const std::vector<std::string>& fails) {
  for (const auto* list : {&sets, &fails}) {
    for (const std::string& a : *list) {
      const std::size_t equals = a.find('='), at = a.rfind('@');
      if (equals == std::string::npos || (at != std::string::npos && at < equals))
        throw FileError(a, {}, "is written TAG.variable=VALUE@TIME, as in FIC-101.sp=12m3/h@5min");
      const ReadAct read = read_act(plant, std::string_view(a).substr(0, at));
      if (!read.problem.empty()) throw FileError(a, {}, read.problem);
      if (list == &fails && plant.catalogue[read.row].store != Store::malfunction)
        throw FileError(a, {}, fmt::format("{} is not a malfunction", plant.catalogue[read.row].name));
      acts_.push_back({at == std::string::npos ? 0 : parse_duration(a.substr(at + 1), a), write_act(Source::instructor, read.row, read.value)});
    }
  }
  std::stable_sort(acts_.begin(), acts_.end(), [](const Timed& a, const Timed& b) { return a.time < b.time; });
}

void TimedActs::post_due(Run& run) {
  for (; next_ < acts_.size() && acts_[next_].time <= run.time() + 1e-9; ++next_) {
    const Act& act = acts_[next_].act;
    const Verdict v = run.query(act);
    if (!v.accepted) throw FileError(run.plant().catalogue[act.row()].name, {}, fmt::format("was not taken at {:.6g} s ({})", run.time(), v.reason));
    run.post(act);
  }
}

std::vector<RowId> parse_tags(const CompiledPlant& plant, const std::string& tags) {
  std::vector<RowId> rows;
  std::size_t from = 0;
  while (from < tags.size()) {
    const std::size_t to = std::min(tags.find(',', from), tags.size());
    std::string name = tags.substr(from, to - from);
    from = to + 1;
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    if (name.empty()) continue;
    FoundRow found = find_variable(plant, name, BareTag::value);
    if (found.row == kNoRow) throw FileError("--tags", {}, found.problem);
    rows.push_back(found.row);
  }
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
