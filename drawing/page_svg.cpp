#include "drawing/page_svg.h"

#include <fmt/format.h>

#include "drawing/board_value.h"
#include "language/markup.h"

namespace retort {
namespace {

constexpr const char* kStyle =
    "svg{background:#d6d8da}text{font-family:Inter,Arial,'DejaVu Sans',sans-serif;fill:#1b1e22;text-anchor:middle}"
    ".pipe{fill:none;stroke:#5a6169;stroke-width:2.2}.impulse,.leader{fill:none;stroke:#5a6169;stroke-width:.8}"
    ".signal{fill:none;stroke:#5a6169;stroke-dasharray:5 4}.symbol{stroke:#1b1e22;stroke-linejoin:round}"
    ".value{font-family:'Noto Mono','DejaVu Sans Mono',monospace;fill:#0a3a6b}.mode,.name,.label,.line{fill:#4a5058}"
    ".tag,.equipment,.state{font-weight:600}.bar{fill:#b4c4d4;stroke:#5a6169}";

std::string sample(const CompiledPlant& plant, const PidWords& w, const Texts& texts) {
  const char decimal = texts("ui.decimal")[0];
  const auto middle = [&](const Row& r) { return r.hi > r.lo ? (r.lo + r.hi) / 2 : 0; };
  switch (w.live) {
    case PidLive::value: return board_number(plant.catalogue[w.row], middle(plant.catalogue[w.row]), decimal) + " " + board_unit(plant.catalogue[w.row]);
    case PidLive::mode: {
      const ControllerWiring& c = plant.wiring.controllers[std::size_t(plant.wired(plant.block_called(w.of)).controller)];
      const Row& sp = plant.catalogue[c.sp];
      return texts("choice.auto") + " SP " + board_number(sp, middle(sp), decimal);
    }
    case PidLive::state: return texts("ui.running");
    case PidLive::choice: return value_text(plant.catalogue[w.row], 0, texts);
    case PidLive::safety: return "";
    default: return w.text;
  }
}

}  // namespace

std::string page_svg(const CompiledPlant& plant, const Page& page, const Texts& texts) {
  const Box& b = page.drawn().box;
  std::string svg = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {} {}\" role=\"img\" aria-label=\"{}\">\n<style>{}</style>\n"
      "<defs><marker id=\"arrow\" markerWidth=\"9\" markerHeight=\"9\" refX=\"9\" refY=\"4.5\" orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path d=\"M0 0L9 4.5L0 9z\" fill=\"#5a6169\"/></marker></defs>\n"
      "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#d6d8da\"/>\n",
      coordinate(b.x0), coordinate(b.y0), coordinate(b.x1 - b.x0), coordinate(b.y1 - b.y0), escape(texts.has(page.title_key) ? texts(page.title_key) : page.title), kStyle,
      coordinate(b.x0), coordinate(b.y0), coordinate(b.x1 - b.x0), coordinate(b.y1 - b.y0));
  const PidDrawing drawing = page.drawn().drawing.in(texts);
  for (const PidWay& w : drawing.ways) {
    std::string d;
    for (const Point& p : w.points) d += fmt::format("{}{} {}", d.empty() ? "M" : "L", coordinate(p.x), coordinate(p.y));
    svg += fmt::format("<path class=\"{}\" d=\"{}\"{}/>\n", w.style, d, w.arrow ? " marker-end=\"url(#arrow)\"" : "");
  }
  for (const PidFigure& f : drawing.figures) svg += fmt::format("<g class=\"symbol\"><title>{}</title>{}</g>\n", escape(f.tag), draw(*f.symbol, f.where));
  for (const PidWords& w : drawing.words) {
    const double cx = (w.box.x0 + w.box.x1) / 2, cy = (w.box.y0 + w.box.y1) / 2;
    if (w.live == PidLive::bar) {
      const double wide = w.box.x1 - w.box.x0;
      svg += fmt::format("<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", coordinate(w.box.x0 + 0.28 * wide), coordinate(w.box.y0), coordinate(0.4 * wide), coordinate(w.box.y1 - w.box.y0));
    }
    if (w.picture()) continue;
    svg += fmt::format("<text class=\"{}\" font-size=\"{}\" x=\"{}\" y=\"{}\">{}</text>\n", w.style, coordinate(w.letters()), coordinate(cx), coordinate(cy + 0.36 * w.letters()), escape(sample(plant, w, texts)));
  }
  return svg + "</svg>\n";
}

}  // namespace retort
