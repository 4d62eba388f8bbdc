#include "sim/run/lock_tags.h"

namespace retort {

void LockTags::follow(const CompiledPlant& plant, const LogView& log) {
  if (log.cuts() != cuts_ || log.size() < read_) {
    cuts_ = log.cuts();
    read_ = 0;
    tags_.clear();
  }
  if (log.size() == read_) return;
  for (const LogEntry& e : log.since(read_)) {
    if (!e.is_act || e.kind != kActNumber<acts::Write> || !e.refused.empty() || e.row == kNoRow || !is_lock(plant.catalogue[e.row])) continue;
    if (e.after < 0.5) tags_.erase(e.row);
    else if (e.before < 0.5) tags_[e.row] = {e.source, e.seat, e.scan};   // who presses it once more does not make it his
  }
  read_ = log.size();
}

}  // namespace retort
