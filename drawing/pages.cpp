#include "drawing/pages.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <functional>
#include <thread>

#include "drawing/pid_draughtsman.h"
#include "drawing/pid_sheets.h"
#include "drawing/pid_svg.h"
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
  const auto tag = [&](BlockId b) { return plant.blocks[static_cast<std::size_t>(b)].tag; };
  for (std::size_t k = 0; k < all.pages.size(); ++k)
    for (const BlockId b : all.pages[k].shown) all.seats.emplace(tag(b), PlantPages::Seat{static_cast<int>(k), tag(b)});
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

/// So much larger letters are worth a tag that would be taken for another's.
constexpr double kAstrayPx = 0.7;
/// Above this larger letters are worth nothing for it.
constexpr double kEasyPx = 13.5;
/// And each px below what can be read counts so many times more.
constexpr double kIllegible = 3;

constexpr int kMany = 12;

Box with_margin(const Box& b) {
  constexpr double kMargin = 12;
  return {b.x0 - kMargin, b.y0 - kMargin, b.x1 + kMargin, b.y1 + kMargin};
}

PageDrawing draw_page(const CompiledPlant& plant, const SymbolLibrary& symbols, const PidSheets& sheets, int sheet, const std::vector<Texts>& texts, const std::atomic<bool>& given_up) {
  PageDrawing best;
  std::size_t fewest = 0;
  double best_px = 0, too_large = 1e300;
  /// Whether no smaller letters can do better, or nobody waits for them.
  const auto attempt_with = [&](double letters, double spread, double astray) {
    if (given_up) return true;
    PidPlan plan(plant, symbols, sheets, sheet, spread, {&texts, letters, astray});
    PageDrawing page;
    page.letters = letters;
    page.drawing = PidDraughtsman(plan).draw();
    page.box = with_margin(page.drawing.box());
    const double px = page.value_px(kPageWidth, kPageHeight);
    if (letters > 1 && px > kLargePx) {
      too_large = letters * kLargePx / px;   // a drawing with smaller letters is no larger: all above this would be too large as well
      return false;
    }
    const std::size_t faults = faults_in(page.drawing, texts);
    const double worth = std::min(px, kEasyPx) - kIllegible * std::max(0.0, kLegiblePx - px) - kAstrayPx * double(page.drawing.far_from_their_own());
    if (best.drawing.figures.empty() || faults < fewest || (faults == fewest && worth > best_px)) best = std::move(page), fewest = faults, best_px = worth;
    return fewest == 0 && best_px >= std::min(px, kEasyPx);
  };
  // Tags that keep to their own at any price may leave no room for the rest.
  const auto attempt = [&](double letters, double spread) { return attempt_with(letters, spread, 250) || attempt_with(letters, spread, 60); };
  // The largest letters with which nothing lies on another and tags stand at what is theirs; where there are none, more room between the things. Where there are very many
  // pages, in coarse steps: who opens such a plant does not want to wait.
  const bool many = sheets.count() > kMany;
  const std::vector<double> steps = many ? std::vector{1.7, 1.3, 1.0} : std::vector{2.0, 1.85, 1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0};
  for (const double letters : steps)
    if ((letters == 1.0 || letters <= too_large) && attempt(letters, 1)) return best;
  for (const double spread : {1.15, 1.3, 1.5, 1.75})
    if (attempt(1.15, spread)) return best;
  return best;
}

/// Draw what nobody has asked for yet, in order.
class Draughtsmen {
 public:
  Draughtsmen(const std::vector<Page>& pages, std::shared_ptr<std::atomic<bool>> given_up) : given_up_(std::move(given_up)) {
    for (const Page& p : pages) drawings_.push_back(p.drawing);
    const std::size_t hands = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, drawings_.size());
    for (std::size_t i = 0; i < hands; ++i)
      threads_.emplace_back([this](const std::stop_token& stop) {
        for (std::size_t k = next_++; k < drawings_.size() && !stop.stop_requested(); k = next_++) drawings_[k].wait();
      });
  }
  ~Draughtsmen() {
    *given_up_ = true;
    for (std::jthread& t : threads_) t.request_stop();
  }

 private:
  std::shared_ptr<std::atomic<bool>> given_up_;
  std::vector<std::shared_future<PageDrawing>> drawings_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace

double PageDrawing::value_letters() const { return letters * font_size("value"); }

double PageDrawing::value_px(double width, double height) const {
  return value_letters() * std::min(width / (box.x1 - box.x0), height / (box.y1 - box.y0));
}

namespace {

/// The pages of a plant that is divided so; `draw` makes the drawing of a sheet, when it is asked for. `manner`: what stands on a sheet may
/// depend on it. `given_up` becomes true with the last copy of the pages.
PlantPages divided(const CompiledPlant& plant, const SymbolLibrary& symbols, const PidSheets& sheets, const PidManner& manner, const std::shared_ptr<std::atomic<bool>>& given_up,
                   const std::function<PageDrawing(int sheet)>& draw) {
  PlantPages all;
  for (int k = 1; k <= sheets.count(); ++k) {
    Page p;
    p.title = sheets.several() ? sheets.title(k) : plant.spec.name;
    p.id = id_of(p.title);
    p.title_key = sheets.several() ? "page." + p.id : "plant.title";
    for (const std::string& tag : PidPlan(plant, symbols, sheets, k, 1, manner).shown())
      if (const BlockId b = plant.block_called(tag); b != kNoBlock) p.shown.push_back(b);
    p.drawing = std::async(std::launch::deferred, draw, k).share();
    all.pages.push_back(std::move(p));
  }
  seat_all(plant, all);
  all.draughtsmen = std::make_shared<Draughtsmen>(all.pages, given_up);
  return all;
}

}  // namespace

PlantPages pages_of(const CompiledPlant& plant, const SymbolLibrary& symbols) {
  struct Given {
    std::unique_ptr<PidSheets> sheets;
    std::vector<Texts> texts;
    std::shared_ptr<std::atomic<bool>> up = std::make_shared<std::atomic<bool>>(false);   // nobody waits for a page any more
  };
  const auto given = std::make_shared<Given>();
  given->sheets = std::make_unique<PidSheets>(plant);
  // A plant on one page may have places of its own for the board; one that is divided is divided alike on both.
  // It may also say how it is divided for the board.
  if (!given->sheets->several() && plant.displays.drawing && has_places(plant.displays.mimic)) given->sheets = std::make_unique<PidSheets>(plant, plant.displays.mimic);
  given->texts = texts_of(plant);
  return divided(plant, symbols, *given->sheets, {&given->texts, 1}, given->up, [&plant, &symbols, given](int k) { return draw_page(plant, symbols, *given->sheets, k, given->texts, *given->up); });
}

PlantPages paper_of(const CompiledPlant& plant, const SymbolLibrary& symbols) {
  const auto sheets = std::make_shared<const PidSheets>(plant);
  return divided(plant, symbols, *sheets, {}, std::make_shared<std::atomic<bool>>(false), [&plant, &symbols, sheets](int k) {
    PageDrawing page;
    page.drawing = pid_sheet(plant, symbols, *sheets, k);
    page.box = with_margin(page.drawing.box());
    return page;
  });
}

std::vector<std::string> page_faults(const CompiledPlant& plant, const PageDrawing& page) {
  std::vector<std::string> list;
  for (const Texts& t : texts_of(plant))
    for (const std::string& fault : page.drawing.in(t).faults()) list.push_back(t.language() + ": " + fault);
  return list;
}

}  // namespace retort
