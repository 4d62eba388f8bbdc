#include "drawing/pid_sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "drawing/pid_links.h"

namespace retort {
namespace {

bool drawn_by_itself(const BlockLayout& b) { return b.section != "lines" && b.section != "alarms"; }

std::vector<std::string> passes(const YamlNode& line) {
  std::vector<std::string> tags = {split_name(scalar(&line, "from")).first};
  if (const YamlNode* through = line.find("through"))
    for (const YamlNode& n : through->items) tags.push_back(n.scalar);
  tags.push_back(split_name(scalar(&line, "to")).first);
  return tags;
}

}  // namespace

PidSheets::PidSheets(const CompiledPlant& plant) : plant_(plant), drawing_(plant.spec.display.find("drawing")) {
  for (const BlockSpec& b : plant.spec.blocks)
    if (b.section == "lines") lines_.push_back({b.tag, passes(b.body)});
  const YamlNode* written = drawing_ ? drawing_->find("sheets") : nullptr;
  if (!written) {
    sheets_.resize(1);
    return;
  }
  if (const YamlNode* streams = drawing_->find("streams"))
    for (const auto& [name, body] : streams->entries) lines_.push_back({name.scalar, passes(body)});
  for (const char* key : {"parts", "streams"})
    if (const YamlNode* list = drawing_->find(key))
      for (const auto& [name, body] : list->entries)
        if (const YamlNode* shows = body.find("shows"))
          for (const YamlNode& n : shows->items) shown_by_[n.scalar] = name.scalar;
  read(*written);
  stand_lines();
  stand_instruments();
  stand_control();
  check_connectors();
}

int PidSheets::of(const std::string& tag) const {
  if (!several()) return 1;
  const auto it = sheet_of_.find(tag);
  return it == sheet_of_.end() ? 0 : it->second;
}

const YamlNode* PidSheets::place(const std::string& tag, int sheet) const {
  const YamlNode* own = sheets_[static_cast<std::size_t>(sheet - 1)].at;
  if (const YamlNode* n = own ? own->find(tag) : nullptr) return n;
  const YamlNode* common = (drawing_ ? *drawing_ : plant_.spec.display).find("at");
  return common ? common->find(tag) : nullptr;
}
const YamlNode* PidSheets::way(const std::string& pipe, int sheet) const {
  const YamlNode* own = sheets_[static_cast<std::size_t>(sheet - 1)].by;
  if (const YamlNode* n = own ? own->find(pipe) : nullptr) return n;
  const YamlNode* common = drawing_ ? drawing_->find("by") : nullptr;
  return common ? common->find(pipe) : nullptr;
}

void PidSheets::read(const YamlNode& written) {
  Problems problems;
  const std::string& file = plant_.spec.file;
  std::vector<std::string> tags, lines;
  for (const BlockLayout& b : plant_.blocks)
    if (drawn_by_itself(b) && plant_.spec.find(b.tag)) tags.push_back(b.tag);
  if (const YamlNode* parts = drawing_->find("parts"))
    for (const auto& [name, body] : parts->entries) tags.push_back(name.scalar);
  for (const Line& l : lines_) lines.push_back(l.tag);
  const auto is_one_of = [](const std::string& tag, const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), tag) != list.end();
  };
  const auto stand = [&](const YamlNode& tag, const std::string& here, bool with_place) {
    if (with_place && is_one_of(tag.scalar, lines)) return;
    if (!is_one_of(tag.scalar, tags)) {
      problems.add(file, tag.at,
                   fmt::format("{}: nothing on the drawing is called '{}'.{}", here, tag.scalar,
                               did_you_mean(tag.scalar, tags)));
      return;
    }
    const auto [other, fresh] = sheet_of_.emplace(tag.scalar, count());
    if (!fresh && other->second != count())
      problems.add(file, tag.at,
                   fmt::format("{}: {} stands on sheet {} ({}) already.", here, tag.scalar, other->second,
                               title(other->second)));
  };
  if (!written.is_sequence() || written.items.empty())
    problems.add(file, written.at, "display: sheets is a list of {title, tags, at, by}.");
  for (const YamlNode& n : written.items) {
    Sheet& sheet = sheets_.emplace_back();
    sheet.title = scalar(&n, "title");
    const std::string here = fmt::format("display: sheet {} ({})", count(), sheet.title);
    if (sheet.title.empty()) problems.add(file, n.at, fmt::format("display: sheet {} has no title.", count()));
    for (const auto& [key, value] : n.entries) {
      static const std::vector<std::string> known = {"title", "tags", "at", "by"};
      if (!is_one_of(key.scalar, known))
        problems.add(file, key.at,
                     fmt::format("{}: there is no key '{}'.{}", here, key.scalar, did_you_mean(key.scalar, known)));
      if (key.scalar == "tags")
        for (const YamlNode& tag : value.items) stand(tag, here, false);
      if (key.scalar == "at")
        for (const auto& [tag, place] : value.entries) stand(tag, here, true);
      if (key.scalar == "by")
        for (const auto& [tag, corners] : value.entries)
          if (!is_one_of(tag.scalar, lines))
            problems.add(
                file, tag.at,
                fmt::format("{}: there is no line '{}'.{}", here, tag.scalar, did_you_mean(tag.scalar, lines)));
    }
    sheet.at = n.find("at");
    sheet.by = n.find("by");
  }
  problems.check();
}

void PidSheets::stand_lines() {
  for (const Line& l : lines_)
    for (std::size_t k = 1; k + 1 < l.passes.size(); ++k) {
      if (sheet_of_.contains(l.passes[k])) continue;
      const auto before = sheet_of_.find(l.passes[k - 1]);
      const auto after = std::find_if(l.passes.begin() + static_cast<std::ptrdiff_t>(k), l.passes.end(),
                                      [&](const std::string& tag) { return sheet_of_.contains(tag); });
      sheet_of_[l.passes[k]] = before != sheet_of_.end() ? before->second
                               : after != l.passes.end() ? sheet_of_.at(*after)
                                                         : last();
    }
  for (const BlockLayout& b : plant_.blocks)
    if (b.section == "units" && plant_.spec.find(b.tag)) sheet_of_.emplace(b.tag, last());
  if (const YamlNode* parts = drawing_->find("parts"))
    for (const auto& [name, body] : parts->entries) sheet_of_.emplace(name.scalar, last());
}

/// Where a variable is to be found: at its unit, or in its line where most of the elements are.
int PidSheets::of_variable(const std::string& variable) const {
  const auto shown = shown_by_.find(variable);
  const std::string tag = shown == shown_by_.end() ? split_name(variable).first : shown->second;
  if (const int unit = of(tag)) return unit;
  for (const Line& l : lines_) {
    if (l.tag != tag) continue;
    std::map<int, int> elements;
    for (std::size_t k = 1; k + 1 < l.passes.size(); ++k) ++elements[of(l.passes[k])];
    const auto most = std::max_element(elements.begin(), elements.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == elements.end() ? of(l.passes.front()) : most->first;
  }
  return 0;
}

void PidSheets::stand_instruments() {
  for (const BlockLayout& b : plant_.blocks) {
    if (b.section != "instruments" || sheet_of_.contains(b.tag)) continue;
    const int sheet = of_variable(written(plant_, b.tag, "of"));
    sheet_of_[b.tag] = sheet > 0 ? sheet : last();
  }
}

void PidSheets::stand_control() {
  const auto first_of = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names)
      if (const int sheet = of_variable(name)) return sheet;
    return 0;
  };
  // A master stands with its slave, which may come later in the file: once more over what has found no sheet yet.
  for (const bool patient : {true, true, true, false})
    for (const BlockLayout& b : plant_.blocks) {
      if ((b.section != "control" && b.section != "safety") || sheet_of_.contains(b.tag) || !plant_.spec.find(b.tag))
        continue;
      int sheet = first_of(b.section == "safety" ? watched_by(plant_, b) : driven_by(plant_, b.tag));
      if (sheet == 0 && !patient) sheet = first_of(read_by(plant_, b.tag));
      if (sheet == 0 && !patient) sheet = first_of(acted_on(plant_, b.tag));
      if (sheet > 0 || !patient) sheet_of_[b.tag] = sheet > 0 ? sheet : last();
    }
}

/// The place of a connector is written under the tag of its line: which must leave the sheet, then.
void PidSheets::check_connectors() const {
  Problems problems;
  for (int k = 1; k <= count(); ++k) {
    const YamlNode* at = sheets_[static_cast<std::size_t>(k - 1)].at;
    if (!at) continue;
    for (const auto& [tag, place] : at->entries)
      for (const Line& l : lines_) {
        if (l.tag != tag.scalar) continue;
        const auto here =
            std::count_if(l.passes.begin(), l.passes.end(), [&](const std::string& t) { return of(t) == k; });
        if (here == 0 || here == static_cast<std::ptrdiff_t>(l.passes.size()))
          problems.add(plant_.spec.file, tag.at,
                       fmt::format("display: sheet {} ({}): {} has no connector here: {}.", k, title(k), l.tag,
                                   here == 0 ? "it does not come to this sheet" : "all of it stands on this sheet"));
      }
  }
  problems.check();
}

}  // namespace retort
