// Connectors on the drawing: the signals that end in them, and what is written in them.
#include <cmath>

#include "apps/pid_draughtsman.h"

namespace retort {

/// Signals to and from other sheets end close to what they belong to.
void PidDraughtsman::place_flags() {
  for (PidItem i : plan_.cut_signals()) {
    const PidItem* other = plan_.find(i.joins);
    if (!other) continue;
    i.where.at = free_place({other->where.at}, i.where.size.x / 2 + 4, i.where.size.y / 2);
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
  const auto put = [&](const std::string& text, const char* style, double x, double y) {
    const double half_width = font_size(style) * text_width(text) / 2, half_height = 0.56 * font_size(style);
    drawing_.words.push_back({text, style, {x - half_width, y - half_height, x + half_width, y + half_height}, false, i.tag});
  };
  put(std::to_string(i.sheet), line ? "tag" : "bubble", i.where.at.x + flat * (0.5 - field / 2) * w, i.where.at.y);
  const double x = i.where.at.x - flat * (field - tip) / 2 * w, row = line ? 11 : 9.5;
  double y = i.where.at.y - row * (static_cast<double>(i.rows.size()) - 1) / 2;
  for (const std::string& text : i.rows) {
    put(text, line ? "line" : "long", x, y);
    y += row;
  }
}

}  // namespace retort
