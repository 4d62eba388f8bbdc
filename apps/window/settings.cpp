#include "apps/window/settings.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "language/texts.h"
#include "platform/paths.h"
#include "sim/base/errors.h"
#include "sim/base/file.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

fs::path settings_file() {
  const std::string folder = data_folder();
  return folder.empty() ? fs::path() : fs::path(folder) / "settings.json";
}

}  // namespace

Settings load_settings() {
  Settings s;
  const fs::path file = settings_file();
  std::error_code ignored;
  if (file.empty() || !fs::is_regular_file(file, ignored) || fs::file_size(file, ignored) > 100'000) return s;
  std::ifstream in(file, std::ios::binary);
  const nlohmann::json j = nlohmann::json::parse(in, nullptr, false);
  if (!j.is_object()) return s;
  const auto text = [&](const char* key, std::string& to) {
    if (const auto it = j.find(key); it != j.end() && it->is_string()) to = it->get<std::string>();
  };
  text("student", s.student);
  std::string language;
  text("language", language);
  const auto all = languages();
  if (std::find(all.begin(), all.end(), language) != all.end()) s.language = language;
  if (const auto it = j.find("text_scale"); it != j.end() && it->is_number())
    if (const double scale = it->get<double>(); scale >= 1 && scale <= 2) s.text_scale = scale;
  if (const auto it = j.find("volume"); it != j.end() && it->is_number())
    if (const double volume = it->get<double>(); volume >= 0 && volume <= 1) s.volume = volume;
  if (const auto it = j.find("captions"); it != j.end() && it->is_boolean()) s.captions = it->get<bool>();
  if (const auto it = j.find("calm"); it != j.end() && it->is_boolean()) s.calm = it->get<bool>();
  const auto one_of = [&](const char* key, std::initializer_list<const char*> known, std::string& to) {
    std::string said;
    text(key, said);
    if (std::find(known.begin(), known.end(), said) != known.end()) to = said;
  };
  one_of("terms", {"pv_sp_op", "pv_sv_mv", "x_w_y"}, s.terms);
  one_of("light", {"day", "dusk", "night"}, s.light);
  if (const auto it = j.find("best"); it != j.end() && it->is_object())
    for (const auto& [exercise, points] : it->items())
      if (points.is_number() && points.get<double>() >= 0 && points.get<double>() <= 100) s.best[exercise] = points.get<double>();
  return s;
}

void save_settings(const Settings& s) {
  const fs::path file = settings_file();
  if (file.empty()) return;
  try {
    write_file(file.string(), nlohmann::json{{"language", s.language}, {"student", s.student}, {"text_scale", s.text_scale}, {"volume", s.volume}, {"captions", s.captions}, {"calm", s.calm}, {"terms", s.terms}, {"light", s.light}, {"best", s.best}}.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  } catch (const FileError&) {
    // They are asked for again next time.
  }
}

}  // namespace retort
