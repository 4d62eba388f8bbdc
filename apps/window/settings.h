#pragma once
#include <map>
#include <string>

/// What a person chose in the start menu, kept from one time to the next in the user's data folder (settings.json).
namespace retort {

struct Settings {
  std::string language = "nl", student;
  double text_scale = 1;
  double volume = 0.6;      // 0: silent
  bool captions = false;    // what is heard stands below the field
  bool calm = false;        // nothing blinks or moves by itself
  std::string terms = "pv_sp_op";   // what the signals of a loop are called: a pack of the texts, "term.<pack>.pv"
  std::string light;        // the field is seen in: day, dusk or night; empty: as the plant says
  std::map<std::string, double> best;   // points that were had so far, by "plant/exercise": a memory, no proof
  bool operator==(const Settings&) const = default;
};

/// What was kept last. A file that is not there, is damaged or says what cannot be gives the defaults: settings are a comfort, no duty.
Settings load_settings();
/// Written beside and moved. Nothing happens where the folder cannot be written.
void save_settings(const Settings& settings);

}  // namespace retort
