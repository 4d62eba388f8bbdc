#include "engine/hmi/symbol_paint.h"

#include <algorithm>
#include <cmath>

#include "engine/ui/widgets.h"

namespace retort::hmi {

void draw_symbol(ImDrawList* draw, const Symbol& symbol, const Placement& where, ImVec2 centre, float scale, const SymbolLook& look) {
  const auto at = [&](Point p) {
    const Point q = on_sheet(symbol, where, p);
    return ImVec2(centre.x + float(q.x - where.at.x) * scale, centre.y + float(q.y - where.at.y) * scale);
  };
  for (const SymbolShape& s : symbol.shapes) {
    const ImU32 fill = s.fill == SymbolFill::state ? look.state : s.fill == SymbolFill::ground ? look.ground
                       : s.fill == SymbolFill::ink ? look.ink : 0;
    const float width = std::max(1.f, float(s.width) * std::max(1.f, scale));
    std::vector<ImVec2> p;
    switch (s.kind) {
      case SymbolShape::Kind::line:
      case SymbolShape::Kind::polygon: {
        for (const Point& q : s.points) p.push_back(at(q));
        if (s.fill == SymbolFill::level) {
          if (look.level < 0) break;
          ImVec2 a = p[0], b = p[0];
          for (const ImVec2& q : p) a = {std::min(a.x, q.x), std::min(a.y, q.y)}, b = {std::max(b.x, q.x), std::max(b.y, q.y)};
          const float surface = b.y - (b.y - a.y) * std::clamp(look.level, 0.f, 1.f);
          draw->AddRectFilled({a.x, surface}, b, ui::color::kFill);
          draw->AddLine({a.x, surface}, {b.x, surface}, ui::color::kLine, 1);   // grey on grey is too little for some eyes
          break;
        }
        if (fill) draw->AddConvexPolyFilled(p.data(), int(p.size()), fill);
        draw->AddPolyline(p.data(), int(p.size()), look.ink, s.kind == SymbolShape::Kind::polygon ? ImDrawFlags_Closed : 0, width);
        break;
      }
      case SymbolShape::Kind::circle: {
        const float r = float(s.radius * (symbol.stretch ? 1 : where.scale)) * scale;
        if (fill) draw->AddCircleFilled(at(s.points[0]), r, fill, 32);
        draw->AddCircle(at(s.points[0]), r, look.ink, 32, width);
        break;
      }
      case SymbolShape::Kind::arc: {
        for (int i = 0; i <= 24; ++i) {
          const double angle = (s.from + (s.to - s.from) * i / 24) * 3.14159265358979 / 180;
          p.push_back(at({s.points[0].x + s.radius * std::cos(angle), s.points[0].y + s.radius * std::sin(angle)}));
        }
        if (fill) draw->AddConvexPolyFilled(p.data(), int(p.size()), fill);
        draw->AddPolyline(p.data(), int(p.size()), look.ink, 0, width);
        break;
      }
      case SymbolShape::Kind::text: ui::text_anchored(draw, ui::fonts().small, at(s.points[0]), {0.5f, 0.5f}, look.ink, s.text); break;
    }
  }
}

}  // namespace retort::hmi
