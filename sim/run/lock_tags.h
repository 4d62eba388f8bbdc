#pragma once
#include <cstdint>
#include <map>
#include <optional>

#include "sim/model/compiled_plant.h"
#include "sim/run/act.h"
#include "sim/run/event_log.h"

/// Whose padlock it is. A lock is an input of the plant (`P-101.lock`, sim/units/local_station.h), and its tag says who hung it: that stands in the
/// log of acts, so it is known in a replay and after going back as well, and is no part of the state.
namespace retort {

struct LockTag {
  Source by = Source::field;
  Seat seat = 0;
  std::uint64_t scan = 0;
  bool operator==(const LockTag&) const = default;
};

inline bool is_lock(const Row& r) { return r.store == Store::input && r.noun == "lock"; }

class LockTags {
 public:
  /// Reads what is new in the log; from the start where the run went back.
  void follow(const CompiledPlant& plant, const LogView& log);
  /// Of a lock that hangs; nullopt: it hung before the run began.
  std::optional<LockTag> of(RowId lock) const {
    const auto it = tags_.find(lock);
    return it == tags_.end() ? std::nullopt : std::optional(it->second);
  }

 private:
  std::map<RowId, LockTag> tags_;
  std::size_t read_ = 0;
  std::uint64_t cuts_ = 0;
};

}  // namespace retort
