// What lives on a page of the board, and the room that is kept for it: values, modes, indicators, marks.
#include <algorithm>
#include <cmath>

#include "drawing/board_value.h"
#include "drawing/pid_draughtsman.h"

namespace retort {
namespace {

/// Room round what lives, and beside a bubble for its indicator (with its pointers) and its alarm mark, on paper.
constexpr double kAir = 3, kBarWide = 18, kMark = 20, kSign = 14;

const char* machine_words[] = {"ui.running", "ui.stopped", "ui.tripped"};
const char* safety_words[] = {"ui.tripped", "ui.demand", "ui.bypassed", "ui.not_permitted"};

/// The text of some keys that is widest in any language.
template <class Keys>
std::string widest_of(const PidPlan& plan, const Keys& keys, const char* style) {
  std::string widest;
  for (const auto& key : keys)
    if (const std::string text = plan.widest(key, style, key); text_width(text, style) > text_width(widest, style)) widest = text;
  return widest;
}

std::string widest_choice(const PidPlan& plan, const Row& row, const char* style) {
  std::string widest;
  for (const std::string& choice : row.choices)
    if (const std::string text = plan.widest("choice." + choice, style, choice); text_width(text, style) > text_width(widest, style)) widest = text;
  return widest;
}

}  // namespace

PidWords PidDraughtsman::words(const std::string& text, const char* style, PidLive live, const std::string& of) const {
  PidWords w;
  w.text = text;
  w.style = style;
  w.size = font_size(style) * (board() ? plan_.manner().letters : 1);
  w.live = live;
  w.of = of;
  w.block = of.empty() ? kNoBlock : plan_.block(of);
  return w;
}

/// A bubble with its indicator at the right and its words under it, always in the same order.
PidDraughtsman::Live PidDraughtsman::live_of(const PidItem& item) const {
  const CompiledPlant& plant = plan_.plant();
  const BlockId id = plan_.block(item.tag);
  const BlockWiring& wiring = plant.wired(id);
  const double letters = plan_.manner().letters, half = item.where.size.x / 2;
  Live live;
  live.room = {-half, -half, half, half};
  double y = half + 1;
  const auto line = [&](PidWords w) {
    const double high = 1.12 * w.size, wide = w.size * text_width(w.text, w.style) / 2;
    w.box = {-wide, y, wide, y + high};
    y += high;
    live.room = {std::min(live.room.x0, -wide), live.room.y0, std::max(live.room.x1, wide), y};
    live.words.push_back(std::move(w));
  };
  const auto picture = [&](PidLive what, Box box) {
    PidWords w = words("", "picture", what, item.tag);
    w.size = box.x1 - box.x0;
    w.box = box;
    live.room = {std::min(live.room.x0, box.x0), std::min(live.room.y0, box.y0), std::max(live.room.x1, box.x1), std::max(live.room.y1, box.y1)};
    live.words.push_back(std::move(w));
  };
  const auto row_of = [&](const char* noun) {
    const BlockLayout& b = plant.blocks[static_cast<std::size_t>(id)];
    for (RowId r = b.first_row; r < b.first_row + b.n_rows; ++r)
      if (plant.catalogue[r].noun == noun) return r;
    return kNoRow;
  };
  if (item.diamond()) {
    line(words(item.written, "label", PidLive::none, item.tag));
    if (wiring.safety >= 0)
      line(words(widest_of(plan_, safety_words, "state"), "state", PidLive::safety, item.tag));
    else if (wiring.shows != kNoRow && !plant.catalogue[wiring.shows].choices.empty()) {
      PidWords w = words(widest_choice(plan_, plant.catalogue[wiring.shows], "mode"), "mode", PidLive::choice, item.tag);
      w.row = wiring.shows;
      line(std::move(w));
    }
  } else if (const RowId pv = row_of("pv"); pv != kNoRow) {
    const Row& row = plant.catalogue[pv];
    PidWords value = words("?" + widest_value(row), "value", PidLive::value, item.tag);
    value.row = pv;
    line(std::move(value));
    if (wiring.controller >= 0) {
      const ControllerWiring& c = plant.wiring.controllers[static_cast<std::size_t>(wiring.controller)];
      std::string text = c.actual_mode == kNoRow ? "" : widest_choice(plan_, plant.catalogue[c.actual_mode], "mode") + "!";
      if (c.sp != kNoRow) text += " SP " + widest_number(plant.catalogue[c.sp]);
      if (!text.empty()) line(words(text, "mode", PidLive::mode, item.tag));
    }
    if (row.hi > row.lo) picture(PidLive::bar, {half + 2, -half, half + 2 + kBarWide * letters, half});
  } else if (wiring.selector) {
    std::string widest;
    for (const RowId r : wiring.selector->inputs)
      if (const BlockId by = plant.driver_of(r); by != kNoBlock)
        if (const std::string& tag = plant.blocks[static_cast<std::size_t>(by)].tag; tag.size() > widest.size()) widest = tag;
    if (!widest.empty()) line(words("← " + widest, "mode", PidLive::selected, item.tag));
    live.room.x1 = std::max(live.room.x1, half + 13 * letters);  // its mark
  } else if (wiring.shows != kNoRow && !plant.catalogue[wiring.shows].choices.empty()) {
    PidWords w = words(widest_choice(plan_, plant.catalogue[wiring.shows], "mode"), "mode", PidLive::choice, item.tag);
    w.row = wiring.shows;
    line(std::move(w));
  }
  const double mark = kMark * letters;
  if (!wiring.alarms.empty()) picture(PidLive::alarm, {-half - 2 - mark, -half - 1, -half - 2, -half - 1 + mark});
  const double sign = kSign * letters;
  if (wiring.controller >= 0) picture(PidLive::sign, {-half - 2 - sign, half - sign, -half - 2, half});
  if (!wiring.protected_by.empty()) picture(PidLive::protection, {half + 2, -half - mark - 1, half + 2 + mark, -half - 1});
  live.room = {live.room.x0 - kAir, live.room.y0 - kAir, live.room.x1 + kAir, live.room.y1 + kAir};
  return live;
}

void PidDraughtsman::place_with_live(const BlockLayout& block, const std::vector<Point>& near) {
  Live live = live_of(plan_.make(block, {0, 0}));
  const Point at = free_place(near, live.room);
  const PidItem& item = plan_.add(plan_.make(block, at));
  Box room = extent(*item.symbol, item.where);
  for (const PidWords& w : live.words) {
    if (w.live == PidLive::bar) room.x1 = std::max(room.x1, at.x + w.box.x1);
    if (!w.picture()) room.y1 = std::max(room.y1, at.y + w.box.y1);
  }
  live_[item.tag] = room;
  figure(item);
  for (PidWords& w : live.words) {
    w.box = {w.box.x0 + at.x, w.box.y0 + at.y, w.box.x1 + at.x, w.box.y1 + at.y};
    room_.add_words({w.box.x0 - 1, w.box.y0, w.box.x1 + 1, w.box.y1});
    drawing_.words.push_back(std::move(w));
  }
}

/// Room at the corners of what is no bubble for the mark of its alarms and the diamond of what holds it.
void PidDraughtsman::marks(const PidItem& item) {
  const BlockId id = plan_.block(item.tag);
  if (id == kNoBlock || item.bubble() || item.diamond() || item.connector()) return;
  const Box e = extent(*item.symbol, item.where);
  const double mark = kMark * plan_.manner().letters;
  const auto put = [&](PidLive what, bool left) {
    PidWords w = words("", "picture", what, item.tag);
    w.size = mark;
    std::vector<Spot> spots;
    for (double out = 2; out < 40; out += 4)
      for (double down = 0; down < e.y1 - e.y0 + mark; down += 6)
        for (const bool other : {false, true}) {
          const double x = left != other ? e.x0 - out - mark / 2 : e.x1 + out + mark / 2;
          spots.push_back({{x, e.y0 + down - mark / 2}, out + down + (other ? 15 : 0)});
          spots.push_back({{left != other ? e.x0 + mark / 2 + down / 2 : e.x1 - mark / 2 - down / 2, e.y0 - out - mark / 2}, out + down + (other ? 16 : 4)});
        }
    write({w}, spots);
  };
  const BlockWiring& wiring = plan_.plant().wired(id);
  if (!wiring.alarms.empty()) put(PidLive::alarm, true);
  if (!wiring.protected_by.empty()) put(PidLive::protection, false);
}

/// What is written at a thing that is no bubble: its tag, what it is, and what of it lives.
std::vector<PidWords> PidDraughtsman::written_at(const PidItem& i) const {
  std::vector<PidWords> block;
  const auto note = [&] {
    if (i.note.empty()) return;
    PidWords w = words(i.note_key.empty() ? i.note : plan_.widest(i.note_key, "name", i.note), "name");
    w.key = i.note_key;
    if (i.type == "boundary") w.of = i.tag;   // all that is written at it
    block.push_back(std::move(w));
  };
  const BlockId id = plan_.block(i.tag);
  if (id == kNoBlock) {
    if (!i.written.empty()) {
      const std::string key = "part." + i.tag;
      PidWords w = words(plan_.widest(key, "equipment", i.written), "equipment");
      if (std::any_of(plan_.manner().board->begin(), plan_.manner().board->end(), [&](const Texts& t) { return t.has(key); })) w.key = key;
      block.push_back(std::move(w));
    }
    note();
    return block;
  }
  const BlockWiring& wiring = plan_.plant().wired(id);
  const bool equipment = wiring.machine || wiring.role == Role::vessel;
  if (i.type != "boundary") block.push_back(words(i.written, equipment ? "equipment" : "label", PidLive::none, i.tag));
  if (!wiring.machine || i.vessel()) note();
  if (wiring.machine) {
    block.push_back(words(widest_of(plan_, machine_words, "state"), "state", PidLive::state, i.tag));
  } else if (wiring.role == Role::control_valve && wiring.shows != kNoRow) {
    const Row& row = plan_.plant().catalogue[wiring.shows];
    if (row.quantity == Quantity::fraction) {
      PidWords w = words("100.0 %", "value", PidLive::value, i.tag);
      w.row = wiring.shows;
      block.push_back(std::move(w));
    }
  }
  return block;
}

}  // namespace retort
