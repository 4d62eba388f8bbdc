// What is told apart, by whom: contrast of the palette, eyes that lack a kind of cone, shapes without colour, and what a pointer can hit.
#include <cmath>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "engine/hmi/faceplate.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/screens.h"
#include "engine/hmi/state_sign.h"
#include "engine/ui/colour_vision.h"
#include "engine/ui/offscreen.h"
#include "tests/window/board_rig.h"

using namespace retort;
using namespace retort::ui;
using namespace retort::ui::color;
using retort::tests::BoardRig;
using ui::ColourVision;

namespace {

// --- contrast, after WCAG 2.1: 1.4.3 (texts) and 1.4.11 (what is not text)
constexpr double kOfText = 4.5, kOfGraphics = 3;
/// Told by a line of its own round it, or only an ornament: held to nothing but not to vanish.
constexpr double kOutlined = 1.05;

struct Pair {
  const char *ink_name, *ground_name;
  ImU32 ink, ground;
  double least;
};
#define PAIR(ink, ground, least) \
  { #ink, #ground, color::ink, color::ground, least }
/// Every ink on every ground that it is used on.
constexpr Pair kPairs[] = {
    PAIR(kText, kGround, kOfText), PAIR(kText, kPanel, kOfText), PAIR(kText, kField, kOfText), PAIR(kText, kBar, kOfText), PAIR(kText, kButton, kOfText),
    PAIR(kText, kNormalBand, kOfText), PAIR(kText, kRowAlt, kOfText), PAIR(kText, kHovered, kOfText), PAIR(kText, kFill, kOfText), PAIR(kText, kP2, kOfText), PAIR(kText, kP3, kOfText),
    PAIR(kDim, kGround, kOfText), PAIR(kDim, kPanel, kOfText), PAIR(kDim, kField, kOfText), PAIR(kDim, kBar, kOfText), PAIR(kDim, kButton, kOfText),
    PAIR(kDim, kNormalBand, kOfText), PAIR(kDim, kRowAlt, kOfText),
    PAIR(kValue, kGround, kOfText), PAIR(kValue, kPanel, kOfText), PAIR(kValue, kField, kOfText), PAIR(kValue, kRowAlt, kOfText),
    PAIR(kBad, kGround, kOfText), PAIR(kBad, kPanel, kOfText), PAIR(kBad, kField, kOfText), PAIR(kBad, kButton, kOfText),
    PAIR(kTopText, kTop, kOfText), PAIR(kTopText, kButtonOn, kOfText), PAIR(kTopText, kP1, kOfText), PAIR(kTopText, kP4, kOfText), PAIR(kP3, kTop, kOfText),
    PAIR(kLine, kGround, kOfGraphics), PAIR(kLine, kPanel, kOfGraphics), PAIR(kLine, kField, kOfGraphics),
    PAIR(kStopped, kGround, kOfGraphics), PAIR(kStopped, kPanel, kOfGraphics), PAIR(kStopped, kRunning, kOfGraphics),
    PAIR(kFocus, kGround, kOfGraphics), PAIR(kFocus, kPanel, kOfGraphics), PAIR(kFocus, kField, kOfGraphics), PAIR(kFocus, kButton, kOfGraphics),
    PAIR(kP1, kGround, kOfGraphics), PAIR(kP1, kPanel, kOfGraphics), PAIR(kP1, kField, kOfGraphics),
    PAIR(kP4, kGround, kOfGraphics), PAIR(kP4, kPanel, kOfGraphics), PAIR(kP4, kField, kOfGraphics),
    PAIR(kSetpoint, kGround, kOfGraphics), PAIR(kSetpoint, kPanel, kOfGraphics), PAIR(kSetpoint, kField, kOfGraphics), PAIR(kSetpoint, kNormalBand, kOfGraphics),
    PAIR(kOutput, kField, kOfGraphics), PAIR(kButtonOn, kPanel, kOfGraphics), PAIR(kButtonOn, kGround, kOfGraphics), PAIR(kButtonOn, kButton, kOfGraphics),
    // In a dark outline: priorities 2 and 3, what runs, buttons and bands with their limits; levels and bars end in a line.
    PAIR(kP2, kGround, kOutlined), PAIR(kP3, kGround, kOutlined), PAIR(kRunning, kGround, kOutlined), PAIR(kButton, kGround, kOutlined), PAIR(kNormalBand, kPanel, kOutlined),
    PAIR(kFill, kField, kOutlined), PAIR(kFill, kGround, kOutlined),
    // Grids.
    PAIR(kFaint, kField, kOutlined)};

// --- eyes that lack a kind of cone
constexpr std::pair<ColourVision, const char*> kEyes[] = {
    {ColourVision::full, "full"}, {ColourVision::protanopia, "protanopia"}, {ColourVision::deuteranopia, "deuteranopia"}, {ColourVision::tritanopia, "tritanopia"}};

using Draw = std::function<void(ImDrawList*, ImVec2)>;
struct State {
  std::string name;
  ImU32 colour;
  Draw draw;      // with its shape; empty: a patch
};

constexpr int kCell = 48;
/// Each in a cell of its own, with no colour left: whether a pixel is ground.
std::vector<std::vector<bool>> shapes_of(gpu::Gpu& gpu, const std::vector<State>& states) {
  ui::Context context;
  const auto columns = std::uint32_t(states.size());
  const gpu::Picture p = ui::draw_picture(gpu, context, columns * kCell, kCell, [&](ui::Renderer&) {
    for (std::size_t i = 0; i < states.size(); ++i)
      if (states[i].draw) states[i].draw(ImGui::GetBackgroundDrawList(), {(float(i) + 0.5f) * kCell, 0.5f * kCell});
  });
  std::vector<std::vector<bool>> shapes(states.size(), std::vector<bool>(kCell * kCell));
  const auto luminance = [&](std::array<std::uint8_t, 4> c) { return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; };
  const double ground = luminance({std::uint8_t(kGround & 255), std::uint8_t(kGround >> 8 & 255), std::uint8_t(kGround >> 16 & 255), 255});
  for (std::size_t i = 0; i < states.size(); ++i)
    for (std::uint32_t y = 0; y < kCell; ++y)
      for (std::uint32_t x = 0; x < kCell; ++x) shapes[i][y * kCell + x] = std::abs(luminance(p.at(std::uint32_t(i) * kCell + x, y)) - ground) > 40;
  return shapes;
}
/// Share of what either covers that the other does not.
double shapes_differ(const std::vector<bool>& a, const std::vector<bool>& b) {
  int either = 0, one = 0;
  for (std::size_t i = 0; i < a.size(); ++i) either += a[i] || b[i], one += a[i] != b[i];
  return either ? double(one) / either : 0;
}
constexpr double kOtherShape = 0.2;

/// Which of a set of states that may stand in one place cannot be told apart, and by whom.
std::vector<std::string> mixed_up(const std::vector<State>& states, const std::vector<std::vector<bool>>& shapes) {
  std::vector<std::string> faults;
  for (std::size_t i = 0; i < states.size(); ++i)
    for (std::size_t j = i + 1; j < states.size(); ++j) {
      if (states[i].draw && states[j].draw && shapes_differ(shapes[i], shapes[j]) >= kOtherShape) continue;
      for (const auto& [eye, name] : kEyes)
        if (ui::colour_difference(ui::as_seen(states[i].colour, eye), ui::as_seen(states[j].colour, eye)) < ui::kToldApart)
          faults.push_back(std::string(name) + ": " + states[i].name + " and " + states[j].name);
    }
  return faults;
}

std::vector<State> alarms() {
  std::vector<State> out;
  for (int p : {1, 2, 3, 4})
    out.push_back({"priority " + std::to_string(p), hmi::priority_color(p), [p](ImDrawList* d, ImVec2 c) { hmi::alarm_mark(d, c, 24, p, false, 0); }});
  return out;
}
std::vector<State> signs() {
  std::vector<State> out;
  for (const hmi::StateSign s : hmi::kStateSigns) out.push_back({hmi::sign_name(s), kText, [s](ImDrawList* d, ImVec2 c) { hmi::draw_sign(d, s, c, 30); }});
  return out;
}

}  // namespace

TEST_CASE("every ink of the palette stands at its contrast on every ground that it is used on") {
  std::set<std::string> held;
  for (const Pair& p : kPairs) {
    INFO(p.ink_name << " on " << p.ground_name);
    CHECK(contrast(p.ink, p.ground) >= p.least);
    held.insert({p.ink_name, p.ground_name});
  }
  for (ImU32 pen : kPens) CHECK(contrast(pen, color::kField) >= kOfGraphics);
  // A colour that is new in the palette has its pairs here.
  std::ifstream in(std::string(RETORT_SOURCE) + "/engine/ui/theme.h");
  int colours = 0;
  for (std::string line; std::getline(in, line);) {
    std::smatch m;
    if (!std::regex_search(line, m, std::regex(R"(constexpr ImU32 (k\w+) =)"))) continue;
    ++colours;
    INFO(m[1]);
    CHECK(held.contains(m[1]));
  }
  CHECK(colours > 20);
}

TEST_CASE("the simulation of an eye leaves greys as they are, and takes from red and green what sets them apart") {
  for (const auto& [eye, name] : kEyes) {
    INFO(name);
    CHECK(ui::colour_difference(ui::as_seen(rgb(0x808080), eye), rgb(0x808080)) < 1);
  }
  const ImU32 red = rgb(0xB04040), green = rgb(0x507030);
  CHECK(ui::colour_difference(red, green) > 50);
  CHECK(ui::colour_difference(ui::as_seen(red, ColourVision::deuteranopia), ui::as_seen(green, ColourVision::deuteranopia)) < ui::kToldApart);
  CHECK(std::abs(ui::colour_difference(rgb(0), rgb(0xFFFFFF)) - 100) < 0.01);
}

TEST_CASE("states that may stand in one place are told apart by every eye: by shape, or else by colour") {
  gpu::Gpu gpu;
  CHECK(mixed_up(alarms(), shapes_of(gpu, alarms())) == std::vector<std::string>{});
  CHECK(mixed_up(signs(), shapes_of(gpu, signs())) == std::vector<std::string>{});
  for (const auto& patches : {std::vector<State>{{"running", kRunning, {}}, {"stopped", kStopped, {}}}, {{"button", kButton, {}}, {"pressed in", kButtonOn, {}}},
                              {{"set point", kSetpoint, {}}, {"normal band", kNormalBand, {}}, {"ground of a bar", kPanel, {}}}, {{"level", kFill, {}}, {"empty", kGround, {}}}, {{"level", kFill, {}}, {"empty bar", color::kField, {}}}})
    CHECK(mixed_up(patches, {}) == std::vector<std::string>{});
}

TEST_CASE("planted faults are found: a pair of colours that some eye mixes up, and two signs of one shape") {
  gpu::Gpu gpu;
  CHECK(mixed_up({{"good", rgb(0x507030), {}}, {"bad", rgb(0xB04040), {}}}, {}).size() >= 1);
  std::vector<State> same = alarms();
  same[1].draw = same[0].draw;
  same[1].colour = rgb(0xC0301F);
  CHECK(mixed_up(same, shapes_of(gpu, same)).size() >= 1);
}

// --- what a pointer can hit, after WCAG 2.2, 2.5.8: 24 px square at 100 %

namespace {

constexpr float kTarget = 24;
/// Widgets that are too small, by name; once each.
void too_small(const ui::Context& context, std::map<std::string, std::string>& found) {
  for (const auto& [id, p] : context.map()) {
    if (p.wide == 0) continue;   // a note
    if (id.starts_with("mimic.value.")) continue;   // dragged, as its symbol is
    if (p.wide < kTarget - 0.01f || p.high < kTarget - 0.01f) found[id] = std::to_string(p.wide) + " x " + std::to_string(p.high);
  }
}

}  // namespace

TEST_CASE("planted faults are found: a grey that is too light for text, and a button that is too small") {
  CHECK(contrast(rgb(0x7A7F85), kGround) < kOfText);
  ui::Context context;
  context.begin(200, 100, 0.1f, {});
  ImGui::Begin("small");
  ui::button("small", "+", {.size = {ui::px(30), ui::px(20)}});
  ui::button("large", "+", {.size = {ui::px(30), ui::px(26)}});
  ImGui::End();
  context.end();
  std::map<std::string, std::string> found;
  too_small(context, found);
  CHECK(found.size() == 1);
  CHECK(found.contains("small"));
}

TEST_CASE("everything that is pressed measures 24 px and more, on every display, page and faceplate, and in every menu") {
  std::map<std::string, std::string> found;
  for (const char* name : {"feed_tank", "glycol_plant", "batch_reactor"}) {
    BoardRig r(name);
    r.go(20);
    for (const hmi::Display d : hmi::kDisplays) {
      r.board.state().display = d;
      r.frames(2);
      too_small(r.context, found);
    }
    r.board.state().display = hmi::Display::unit;
    for (int page = 0; page < int(r.board.pages().pages.size()); ++page) {
      r.board.state().page = page;
      r.frames(2);
      too_small(r.context, found);
    }
    r.board.state().display = hmi::Display::detail;
    for (const hmi::Thing& t : r.view.things())
      for (int tab : {hmi::kOperate, hmi::kDetail, hmi::kMalfunction, hmi::kProtection}) {
        r.board.state().faceplates = {t.tag};
        r.board.state().selected = t.tag;
        r.board.state().tab[t.tag] = tab;
        r.frame();
        too_small(r.context, found);
      }
  }
  ui::Context context;
  Texts texts("nl");
  texts.load_assets();
  const hmi::Words words = hmi::words_of(texts);
  hmi::MenuState menu;
  menu.plants = {{"p", "", "Plant", "About", {{"x", "", "Exercise", "About", "Teaches", 2}}, {{"own", "", "Start"}}}};
  const auto screen = [&](const auto& draw) {
    for (int i = 0; i < 2; ++i) {
      context.begin(1280, 720, 0.1f, {});
      draw();
      context.end();
    }
    too_small(context, found);
  };
  screen([&] { hmi::draw_start_menu(words, menu); });
  menu.exercise = 0;
  screen([&] { hmi::draw_start_menu(words, menu); });
  const BoardRig drawn("feed_tank");
  const PlantPages paper = paper_of(*drawn.plant, drawn.symbols);
  paper.pages[0].drawn();
  hmi::ExtractState extract;
  screen([&] { hmi::draw_briefing(words, {"Title", {{"Part", "Text"}}, {&paper, {0}}}, extract); });
  screen([&] { hmi::draw_pause(words, {}); });
  screen([&] { hmi::draw_settings(words, menu.choices); });
  screen([&] { hmi::draw_debrief(words, {.title = "Title", .score = 50, .score_text = "50"}, {}); });
  screen([&] { hmi::draw_help(words); });
  for (const auto& [id, size] : found) {
    INFO(id << ": " << size);
    CHECK(false);
  }
}
