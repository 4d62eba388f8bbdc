#pragma once
#include <future>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "drawing/pid_drawing.h"
#include "sim/model/compiled_plant.h"

/// The pages of the control room as data (ISA-101 level 2): a page for each unit of the plant, as the sheets of its P&ID divide it.
/// The board paints them with live values, `retort describe --pages` writes them with sample values. The draughtsman of the P&ID
/// draws them in a manner of its own (drawing/pid_plan.h, PidManner): with room for what lives, and letters as large as they may be
/// where nothing lies on another, for a screen of 1280x720 with a faceplate open.
namespace retort {

struct PageDrawing {
  PidDrawing drawing;
  Box box;               // of the drawing, with a margin
  double letters = 1;    // how large the words are, times their size on paper
  /// Of the words of values, in units of the drawing.
  double value_letters() const;
  /// What they measure on a screen, px at 100 %, when the whole page fits a room.
  double value_px(double width, double height) const;
};

struct Page {
  std::string id;        // "feed": of its title, or the name of the plant
  std::string title;     // as the plant file writes it; texts may translate `title_key`
  std::string title_key;
  std::vector<BlockId> shown;   // blocks that stand on it
  /// Finding room for everything takes a tenth of a second and more: threads of their own draw one page after the other, and who asks for one
  /// that is not there yet waits for it.
  const PageDrawing& drawn() const { return drawing.get(); }
  std::shared_future<PageDrawing> drawing;
};

/// The room that a page is drawn for: of the display at 1280x720 and 100 %, beside an open faceplate.
inline constexpr double kPageWidth = 934, kPageHeight = 500;
/// Values below this height are too small to read: 9 px of cap height.
inline constexpr double kLegiblePx = 12.4;

struct PlantPages {
  std::vector<Page> pages;
  std::shared_ptr<void> draughtsmen;   // end with the last copy, in the middle of a page
  /// Where to look for a thing: the page, and the tag of what stands there for it. What is not drawn itself is seen at what shows it: a
  /// transmitter at its controller, an alarm at what it is about, a line at what stands in it.
  struct Seat {
    int page;
    std::string tag;
  };
  std::map<std::string, Seat, std::less<>> seats;
  const Seat* seat(std::string_view tag) const {
    const auto it = seats.find(tag);
    return it == seats.end() ? nullptr : &it->second;
  }
};

/// Throws FileError when the symbols or the sheets are not written right. The plant and the symbols must outlive what comes back.
PlantPages pages_of(const CompiledPlant& plant, const SymbolLibrary& symbols);
/// The sheets of the P&ID as `retort describe --pid` writes them (drawing/pid_svg.h), to be looked at on a screen: nothing on them is alive.
/// Throws and lasts as the pages do.
PlantPages paper_of(const CompiledPlant& plant, const SymbolLibrary& symbols);
/// What lies on another on a page, in each language: "nl: FIC-101 covers ...". Empty for a page that can be read.
std::vector<std::string> page_faults(const CompiledPlant& plant, const PageDrawing& page);

}  // namespace retort
