#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/base/quantity.h"

/// The one list of all variables of a compiled plant. A variable is named `tag.noun` (`FIC-101.pv`); every reader (board,
/// field, scenario, historian, grader, network) uses the same row.
namespace retort {

using RowId = std::int32_t;
constexpr RowId kNoRow = -1;

/// Where a row's value lives in PlantState.
enum class Store : std::uint8_t { state, memory, input, output, malfunction, clock };

/// Who may write a row.
enum Access : std::uint8_t { kRead = 0, kBoard = 1, kField = 2, kInstructor = 4 };

struct Row {
  RowId id = kNoRow;
  std::string tag;    // "FIC-101"
  std::string noun;   // "pv"
  std::string name;   // "FIC-101.pv"
  std::string help;   // one English sentence; translations under the text key "noun.<noun>" or "<tag>.<noun>"
  Store store = Store::output;
  std::int32_t index = 0;      // in the array `store` names
  Quantity quantity = Quantity::number;
  const Unit* unit = nullptr;  // shown in
  double lo = 0, hi = 0;       // SI: range of an instrument or limits of an input; lo == hi: not ranged
  std::uint8_t access = kRead;
  bool logged = false;         // a change of this row is an event
  bool trended = true;         // kept by the historian
  bool tuning = false;         // of the control engineer rather than of the operator
  std::vector<std::string> choices;  // names of the values 0, 1, 2 ... of a mode; empty for numbers
};

class Catalogue {
 public:
  RowId add(Row row);                          // fills id and name
  std::size_t size() const { return rows_.size(); }
  const Row& operator[](RowId id) const { return rows_[static_cast<std::size_t>(id)]; }
  const std::vector<Row>& rows() const { return rows_; }
  /// kNoRow when there is none.
  RowId find(std::string_view name) const;
  /// All rows of a tag, in order.
  std::vector<RowId> of_tag(std::string_view tag) const;
  /// For an error message: "no variable 'T-101.levl'. Did you mean 'T-101.level'?"
  std::string unknown(std::string_view name) const;

 private:
  std::vector<Row> rows_;
  std::unordered_map<std::string, RowId> by_name_;
};

}  // namespace retort
