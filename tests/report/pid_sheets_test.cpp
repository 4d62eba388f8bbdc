// A P&ID of several sheets, read back from its SVG: everything on one sheet, what is cut carried on at its partner, and
// all of it to be read on A3. And what an author is told who writes the sheets wrong.
#include <cstdlib>
#include <map>
#include <set>

#include "drawing/pid_svg.h"
#include "tests/catch.h"
#include "tests/report/pid_reading.h"
#include "tests/rig.h"

using namespace retort;

namespace {

std::shared_ptr<const CompiledPlant> plant(const std::string& name, const std::string& drawing = "") {
  ::setenv("RETORT_ASSETS", RETORT_SOURCE "/assets", 1);
  PlantSpec spec = load_plant(std::string(RETORT_SOURCE "/scenarios/library/") + name + "/plant.yaml");
  if (!drawing.empty()) spec.display = parse_yaml(drawing, "plant.yaml");
  spec.file = "plant.yaml";
  return compile(std::move(spec), standard_blocks());
}

/// The one plant of the library with sheets, and its pages.
struct Flagship {
  std::shared_ptr<const CompiledPlant> plant = ::plant("glycol_plant");
  std::vector<pid::Page> pages = pid::read(pid_svg(*plant));

  std::vector<int> pages_of(const std::string& tag) const {
    std::vector<int> list;
    for (std::size_t k = 0; k < pages.size(); ++k)
      for (const pid::Symbol& s : pages[k].symbols)
        if (s.tag == tag) list.push_back(static_cast<int>(k) + 1);
    return list;
  }
  const pid::Page& page(int k) const { return pages.at(static_cast<std::size_t>(k) - 1); }
};
const Flagship& flagship() {
  static const Flagship f;
  return f;
}

std::vector<std::string> written_in(const pid::Page& page, const std::string& tag) {
  std::vector<std::string> list;
  for (const pid::Text& t : page.texts)
    if (t.within == tag) list.push_back(t.says);
  return list;
}
bool says(const pid::Page& page, const std::string& text) {
  return std::any_of(page.texts.begin(), page.texts.end(),
                     [&](const pid::Text& t) { return t.says.find(text) != std::string::npos; });
}
/// The tag of "TAG.port" as the plant file has it: read by itself, beside the compiler.
std::string written_tag(const YamlNode& body, const char* key) {
  const std::string& text = body.find(key)->scalar;
  return text.substr(0, text.find('.'));
}
std::string error_of(const std::string& drawing) {
  try {
    pid_svg(*plant("feed_tank", drawing));
  } catch (const FileError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("every sheet can be read on A3") {
  REQUIRE(flagship().pages.size() == 9);
  for (const pid::Page& page : flagship().pages) {
    CHECK(page.frame.x1 - page.frame.x0 < page.width);
    CHECK(8 * 420 / page.width >= 1.8);  // mm, the smallest letters
  }
}

TEST_CASE("everything of the plant stands on one sheet") {
  for (const BlockSpec& b : flagship().plant->spec.blocks) {
    INFO(b.tag);
    if (b.section != "lines" && b.section != "alarms") CHECK(flagship().pages_of(b.tag).size() == 1);
  }
}

TEST_CASE("a line is drawn on the sheets of what it joins, and nowhere else") {
  for (const BlockSpec& b : flagship().plant->spec.blocks) {
    if (b.section != "lines") continue;
    INFO(b.tag);
    std::vector<std::string> passes = {written_tag(b.body, "from"), written_tag(b.body, "to")};
    if (const YamlNode* through = b.body.find("through"))
      for (const YamlNode& n : through->items) passes.push_back(n.scalar);
    std::set<int> sheets;
    for (const std::string& tag : passes) sheets.insert(flagship().pages_of(tag).front());
    for (int k = 1; k <= static_cast<int>(flagship().pages.size()); ++k) {
      const auto& lines = flagship().page(k).lines;
      const bool drawn = std::any_of(lines.begin(), lines.end(), [&](const pid::Line& l) {
        return l.style == "pipe" && l.ends.starts_with(" " + b.tag + " ");
      });
      CHECK(drawn == sheets.contains(k));
      CHECK(says(flagship().page(k), b.tag + " DN") == sheets.contains(k));
    }
  }
}

TEST_CASE("each connector of a line has its partner") {
  int connectors = 0;
  for (int k = 1; k <= static_cast<int>(flagship().pages.size()); ++k)
    for (const pid::Symbol& s : flagship().page(k).symbols) {
      if (s.kind != "off_page_connector") continue;
      ++connectors;
      INFO("sheet " << k << ": " << s.tag);
      const bool leaves = s.tag.find("→") != std::string::npos;
      const std::size_t arrow = s.tag.find(leaves ? "→" : "←");
      const std::string line = s.tag.substr(0, arrow), other = s.tag.substr(arrow + 3);
      CHECK(flagship().pages_of(line + (leaves ? "←" : "→") + std::to_string(k)) == std::vector{std::stoi(other)});
      const std::string end = written_tag(flagship().plant->spec.find(line)->body, leaves ? "to" : "from");
      const auto rows = written_in(flagship().page(k), s.tag);
      REQUIRE(rows.size() == 3);
      CHECK(rows[0] == other);
      CHECK(rows[1].starts_with(line + " DN"));
      CHECK(rows[2] == (leaves ? "to " : "from ") + end);
    }
  CHECK(connectors > 40);
}

TEST_CASE("each signal that leaves a sheet comes to another") {
  int signals = 0;
  for (int k = 1; k <= static_cast<int>(flagship().pages.size()); ++k)
    for (const pid::Symbol& s : flagship().page(k).symbols) {
      if (s.kind != "off_page_signal") continue;
      ++signals;
      INFO("sheet " << k << ": " << s.tag);
      const auto rows = written_in(flagship().page(k), s.tag);
      REQUIRE(rows.size() >= 2);
      const int other = std::stoi(rows[0]);
      const std::string to = s.tag.substr(s.tag.find("→") + 3);
      for (std::size_t r = 1; r < rows.size(); ++r) {
        CHECK(flagship().pages_of(rows[r]) == std::vector{other});
        // A safety function names what it acts on, with its sheet; every other signal has a connector at both ends.
        if (flagship().plant->spec.find(rows[r])->section == "safety" && flagship().pages_of(to) == std::vector{k})
          CHECK(says(flagship().page(other), to + " (" + std::to_string(k) + ")"));
        else
          CHECK(flagship().pages_of(s.tag).size() == 2);
      }
    }
  CHECK(signals >= 10);
}

TEST_CASE("each sheet has the safety functions that stand on it in its table") {
  for (const BlockSpec& b : flagship().plant->spec.blocks) {
    if (b.section != "safety") continue;
    INFO(b.tag);
    const int sheet = flagship().pages_of(b.tag).front();
    for (int k = 1; k <= static_cast<int>(flagship().pages.size()); ++k) {
      const auto& texts = flagship().page(k).texts;
      CHECK(std::any_of(texts.begin(), texts.end(),
                        [&](const pid::Text& t) { return t.style == "note" && t.says == b.tag; }) == (k == sheet));
    }
  }
}

TEST_CASE("what no sheet names finds its sheet") {
  const std::string svg = pid_svg(*plant("feed_tank", R"(drawing:
  sheets:
    - {title: Tank, tags: [T-101]}
    - {title: The rest, at: {P-101: [300, 300]}}
)"));
  const std::vector<pid::Page> pages = pid::read(svg);
  REQUIRE(pages.size() == 2);
  const auto on = [&](std::size_t k, const std::string& tag) {
    return std::any_of(pages[k].symbols.begin(), pages[k].symbols.end(),
                       [&](const pid::Symbol& s) { return s.tag == tag; });
  };
  CHECK(on(0, "T-101"));
  CHECK(on(0, "LT-101"));    // measures T-101
  CHECK(on(0, "LSHH-101"));  // watches LT-101
  CHECK(on(1, "P-101"));
  CHECK(on(1, "P-102"));  // named nowhere
  CHECK(says(pages[1], "2 of 2"));
}

TEST_CASE("sheets that are written wrong are found") {
  CHECK(error_of(R"(drawing:
  sheets:
    - {title: Tank, tags: [T-101, P-1O1]}
    - {title: Pumps, at: {T-101: [1, 1]}}
)") == "plant.yaml:3:35: display: sheet 1 (Tank): nothing on the drawing is called 'P-1O1'. Did you mean 'P-101'?\n"
       "plant.yaml:4:27: display: sheet 2 (Pumps): T-101 stands on sheet 1 (Tank) already.");
  CHECK(error_of(R"(drawing:
  sheets:
    - {tags: [T-101]}
    - {title: Pumps, on: [P-101], by: {L-99: [[1, 2]]}}
)")
            .find("plant.yaml:3:7: display: sheet 1 has no title.") == 0);
  CHECK(error_of("drawing: {sheets: [{title: All, at: {L-1003: [1, 1]}}]}").find("all of it stands on this sheet") !=
        std::string::npos);
  CHECK(error_of("drawing: {sheets: {Tank: [T-101]}}").find("sheets is a list of {title, tags, at, by}") !=
        std::string::npos);
}
