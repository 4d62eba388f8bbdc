#include "scenarios/player/briefing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "language/markup.h"

namespace retort {

std::vector<TextPart> written_briefing(const std::string& scenario, const Texts& texts) {
  std::vector<TextPart> parts;
  for (const char* part : {"briefing", "task", "limits"})
    if (const std::string key = scenario + "." + part; texts.has(key)) parts.push_back({texts(std::string("briefing.") + part), texts(key)});
  return parts;
}

std::vector<TextPart> whole_briefing(const Scenario& scenario, PlayMode mode, const Texts& texts) {
  std::vector<TextPart> parts = written_briefing(scenario.name, texts);
  const auto line = [](std::string& to, const std::string& text) { to += (to.empty() ? "- " : "\n- ") + text; };
  std::string time;
  line(time, texts("briefing.duration", {texts.number(std::round(scenario.duration / 60), 0)}));
  line(time, texts(std::string("briefing.mode.") + to_string(mode)));
  parts.push_back({texts("briefing.time"), time});
  std::array<double, kCategories> of{};
  for (const ItemSpec& item : scenario.items) of[static_cast<std::size_t>(item.category)] += item.of;
  std::string points, grade;
  for (int c = 0; c < kCategories; ++c)
    if (const double p = of[static_cast<std::size_t>(c)]; p > 0) points += fmt::format("{}{} {}", points.empty() ? "" : " · ", texts(std::string("grade.category.") + to_string(static_cast<Category>(c))), texts.number(std::round(p), 0));
  line(grade, points);
  for (const CapSpec& cap : scenario.caps)
    if (cap.unless >= 0) line(grade, texts("briefing.goal", {texts(scenario.text_key("step." + scenario.steps[static_cast<std::size_t>(cap.unless)].id)), texts.number(cap.at, 0)}));
  if (std::any_of(scenario.caps.begin(), scenario.caps.end(), [](const CapSpec& cap) { return cap.unless < 0; })) line(grade, texts("briefing.caps"));
  parts.push_back({texts("briefing.grade"), grade});
  parts.push_back({texts("briefing.keys"), "- " + texts("briefing.keys.text")});
  return parts;
}

}  // namespace retort
