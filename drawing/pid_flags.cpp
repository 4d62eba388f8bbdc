// Connectors on the drawing: the signals that end in them, and what is written in them.
#include <cmath>

#include "drawing/pid_draughtsman.h"

namespace retort {

/// Signals to and from other sheets end close to what they belong to, at its left or right with the joined end towards
/// it.
void PidDraughtsman::place_flags() {
  for (PidItem i : plan_.cut_signals()) {
    const PidItem* other = plan_.find(i.joins);
    if (!other) continue;
    const bool one_end = other->symbol->ports.contains("signal");
    const Point to = one_end ? ends(*other, other->where.at).front().at : other->where.at;
    const double half = i.where.size.x / 2, tall = i.where.size.y / 2,
                 near = one_end ? 20 : other->where.size.x / 2 + 22;
    double least = 1e300;
    for (double up = -150; up <= 150; up += 3)
      for (double out = near; out <= near + 160; out += 4)
        for (const double side : {-1.0, 1.0}) {
          const Point at{to.x + side * (half + out), to.y + up};
          // A signal comes from over a valve, or straight.
          double cost =
              out + 1.4 * std::abs(up) + (up == 0 ? 0 : 12) + (one_end && up > 6 ? 40 : 0) + (side > 0 ? 2 : 0);
          if (cost >= least) continue;
          const Box b{at.x - half - 6, at.y - tall - 6, at.x + half + 6, at.y + tall + 6};
          if (const double taken = room_.covered(b); taken > 0) cost += 400 + 2000 * taken;
          if (const double crossed = room_.crossed(b); crossed > 0) cost += 150 + 500 * crossed;
          if (cost >= least) continue;
          least = cost;
          i.where.at = at;
        }
    i.where.mirrored = i.incoming == (other->where.at.x < i.where.at.x);
    figure(plan_.add(std::move(i)));
  }
}

/// The end of a connector that looks into the sheet.
PidEnd PidDraughtsman::attach(const PidItem& i) const {
  const Point at = on_sheet(*i.symbol, i.where, i.symbol->ports.at(i.incoming ? "out" : "in"));
  return {at, {at.x < i.where.at.x ? -1.0 : 1.0, 0}, 8};
}

/// The number of the sheet in the field at the flat end, the rows beside it.
void PidDraughtsman::inside_connector(const PidItem& i) {
  const bool line = i.type == "off_page_connector";
  const double field = line ? 0.19 : 0.23, tip = 0.12, flat = i.where.mirrored ? 1 : -1, w = i.where.size.x;
  const double letters = plan_.manner().board ? plan_.manner().letters : 1;
  const auto put = [&](const std::string& text, const char* style, double x, double y) {
    const double half_width = letters * font_size(style) * text_width(text) / 2, half_height = letters * 0.56 * font_size(style);
    PidWords words{text, style, {x - half_width, y - half_height, x + half_width, y + half_height}, false, i.tag};
    words.size = letters * font_size(style);
    drawing_.words.push_back(std::move(words));
  };
  put(std::to_string(i.sheet), line ? "tag" : "bubble", i.where.at.x + flat * (0.5 - field / 2) * w, i.where.at.y);
  const double x = i.where.at.x - flat * (field - tip) / 2 * w, row = letters * (line ? 11 : 9.5);
  double y = i.where.at.y - row * (static_cast<double>(i.rows.size()) - 1) / 2;
  for (const std::string& text : i.rows) {
    put(text, board() ? "name" : line ? "line" : "long", x, y);
    drawing_.words.back().key = i.row_key;
    y += row;
  }
}

}  // namespace retort
