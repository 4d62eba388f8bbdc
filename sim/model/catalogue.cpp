#include "sim/model/catalogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/errors.h"
#include "sim/model/variable.h"

namespace retort {

RowId Catalogue::add(Row row) {
  row.id = static_cast<RowId>(rows_.size());
  row.name = row.tag + "." + row.noun;
  if (!row.unit) row.unit = &default_unit(row.quantity);
  by_name_.emplace(row.name, row.id);
  rows_.push_back(std::move(row));
  return rows_.back().id;
}

RowId Catalogue::find(std::string_view name) const {
  const auto it = by_name_.find(std::string(name));
  return it == by_name_.end() ? kNoRow : it->second;
}

std::vector<RowId> Catalogue::of_tag(std::string_view tag) const {
  std::vector<RowId> ids;
  for (const Row& r : rows_)
    if (r.tag == tag) ids.push_back(r.id);
  return ids;
}

std::string Catalogue::unknown(std::string_view name) const {
  const std::string tag = split_variable(name).tag;
  std::vector<std::string> names;
  std::string nouns;
  for (const Row& r : rows_) {
    names.push_back(r.name);
    if (r.tag == tag) nouns += (nouns.empty() ? "" : ", ") + r.noun;
  }
  if (!nouns.empty())
    return fmt::format("no variable '{}'. {} has: {}.{}", name, tag, nouns, did_you_mean(name, names));
  std::vector<std::string> tags;
  for (const Row& r : rows_)
    if (tags.empty() || tags.back() != r.tag) tags.push_back(r.tag);
  return fmt::format("no variable '{}': there is no tag '{}'.{}", name, tag, did_you_mean(tag, tags));
}

}  // namespace retort
