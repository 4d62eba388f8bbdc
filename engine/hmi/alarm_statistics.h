#pragma once
#include "engine/hmi/plant_view.h"

/// How the alarms themselves behave, after EEMUA 191 and ISA-18.2.
namespace retort::hmi {

inline constexpr double kRateWindow = 600;        // s
inline constexpr double kStandingAfter = 1800;    // s; a shift would say 24 h

/// How many came in the last ten minutes, and what that asks of a person (EEMUA 191): up to two fine, up to ten demanding, more is a flood.
int alarm_rate(const PlantView& plant);
const char* rate_word(int per_ten_minutes);       // text key

/// It came three times within a minute, in the last ten (ISA-18.2).
bool chatters(const PlantView& plant, int alarm);
/// It has been active for so long that it tells nothing any more.
bool stands(const PlantView& plant, int alarm);
/// Alarms that came on each other's heels (a minute at most between two), three at least: whether this one was the first.
bool first_of_burst(const PlantView& plant, int alarm);

/// Everything that became of alarms, as a table that spreadsheets read.
std::string alarm_journal_csv(const PlantView& plant, const Words& words);

}  // namespace retort::hmi
