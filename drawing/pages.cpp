#include "drawing/pages.h"

#include <algorithm>
#include <cctype>
#include <future>

#include "drawing/pid_draughtsman.h"
#include "drawing/pid_sheets.h"
#include "drawing/places.h"
#include "language/texts.h"

namespace retort {
namespace {

std::vector<Texts> texts_of(const CompiledPlant& plant) {
  std::vector<Texts> list;
  for (const std::string& language : languages()) {
    Texts t(language);
    t.load_assets();
    t.load(plant.spec.folder + "/text", "");
    list.push_back(std::move(t));
  }
  return list;
}

std::string id_of(const std::string& title) {
  std::string id;
  for (const char c : title)
    if (std::isalnum(static_cast<unsigned char>(c))) id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!id.empty() && id.back() != '_') id += '_';
  while (!id.empty() && id.back() == '_') id.pop_back();
  return id;
}

std::size_t faults_in(const PidDrawing& drawing, const std::vector<Texts>& texts) {
  std::size_t worst = 0;
  for (const Texts& t : texts) worst = std::max(worst, drawing.in(t).faults().size());
  return worst;
}

void seat_all(const CompiledPlant& plant, PlantPages& all) {
  for (std::size_t k = 0; k < all.pages.size(); ++k)
    for (const PidFigure& f : all.pages[k].drawing.figures)
      if (f.block != kNoBlock) all.seats.emplace(f.tag, PlantPages::Seat{static_cast<int>(k), f.tag});
  const auto tag = [&](BlockId b) { return plant.blocks[static_cast<std::size_t>(b)].tag; };
  const auto at = [&](BlockId what, BlockId shown_by) {
    if (what == kNoBlock || shown_by == kNoBlock || all.seats.contains(tag(what))) return;
    if (const PlantPages::Seat* seat = all.seat(tag(shown_by))) all.seats.emplace(tag(what), PlantPages::Seat(*seat));
  };
  for (const ControllerWiring& c : plant.wiring.controllers)
    if (c.source != kNoRow) at(plant.wiring.block_of[static_cast<std::size_t>(c.source)], c.block);
  for (const InstrumentWiring& m : plant.wiring.instruments) at(m.block, m.at);
  for (const AlarmWiring& a : plant.wiring.alarms) {
    if (a.of != kNoRow) at(a.block, plant.wiring.block_of[static_cast<std::size_t>(a.of)]);
    for (const BlockId owner : a.owners) at(a.block, owner);
  }
  for (const LineWiring& l : plant.wiring.lines) {
    for (const BlockId e : l.elements) at(l.line, e);
    at(l.line, l.from.block);
  }
  for (BlockId b = 0; b < static_cast<BlockId>(plant.blocks.size()); ++b)  // what acts on something that is drawn
    for (const RowId r : plant.wired(b).acts) at(b, plant.wiring.block_of[static_cast<std::size_t>(r)]);
}

/// Larger than this values need not be where a page is full of room: what is round them is then.
constexpr double kLargePx = 15.2;

Page draw_page(const CompiledPlant& plant, const SymbolLibrary& symbols, const PidSheets& sheets, int sheet, const std::vector<Texts>& texts) {
  Page best;
  std::size_t fewest = 0;
  const auto attempt = [&](double letters, double spread) {
    PidPlan plan(plant, symbols, sheets, sheet, spread, {&texts, letters});
    Page page;
    page.letters = letters;
    page.drawing = PidDraughtsman(plan).draw();
    const Box b = page.drawing.box();
    page.box = {b.x0 - 12, b.y0 - 12, b.x1 + 12, b.y1 + 12};
    if (letters > 1 && page.value_px(kPageWidth, kPageHeight) > kLargePx) return false;
    const std::size_t faults = faults_in(page.drawing, texts);
    if (best.drawing.figures.empty() || faults < fewest) best = std::move(page), fewest = faults;
    return fewest == 0;
  };
  // The largest letters with which nothing lies on another; where there are none, more room between the things.
  for (const double letters : {2.0, 1.85, 1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0})
    if (attempt(letters, 1)) return best;
  for (const double spread : {1.15, 1.3, 1.5, 1.75})
    if (attempt(1.15, spread)) return best;
  return best;
}

}  // namespace

double Page::value_px(double width, double height) const {
  return letters * font_size("value") * std::min(width / (box.x1 - box.x0), height / (box.y1 - box.y0));
}

PlantPages pages_of(const CompiledPlant& plant, const SymbolLibrary& symbols) {
  const PidSheets drawing(plant);
  // A plant on one page may have places of its own for the board; one that is divided is divided alike on both.
  // It may also say how it is divided for the board.
  std::optional<PidSheets> own;
  if (!drawing.several() && plant.displays.drawing && has_places(plant.displays.mimic)) own.emplace(plant, plant.displays.mimic);
  const PidSheets& sheets = own ? *own : drawing;
  const std::vector<Texts> texts = texts_of(plant);
  std::vector<std::future<Page>> drawn;
  for (int k = 1; k <= sheets.count(); ++k)
    drawn.push_back(std::async(std::launch::async, [&, k] {
      Page p = draw_page(plant, symbols, sheets, k, texts);
      p.title = sheets.several() ? sheets.title(k) : plant.spec.name;
      p.id = id_of(p.title);
      p.title_key = sheets.several() ? "page." + p.id : "plant.title";
      return p;
    }));
  PlantPages all;
  for (std::future<Page>& p : drawn) all.pages.push_back(p.get());
  seat_all(plant, all);
  return all;
}

std::vector<std::string> page_faults(const CompiledPlant& plant, const Page& page) {
  std::vector<std::string> list;
  for (const Texts& t : texts_of(plant))
    for (const std::string& fault : page.drawing.in(t).faults()) list.push_back(t.language() + ": " + fault);
  return list;
}

}  // namespace retort
