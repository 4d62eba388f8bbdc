#pragma once
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "drawing/pid_drawing.h"
#include "drawing/pid_links.h"
#include "drawing/pid_sheets.h"
#include "language/texts.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// Something that stands on the diagram: a block of the plant, or a part that the display draws of a block.
struct PidItem {
  std::string tag, type, section;
  const Symbol* symbol = nullptr;
  Placement where;
  std::string written;  // what is written at it: the tag unless the display says otherwise
  std::string note;     // a second line
  std::string note_key; // its text in the language files
  std::string letter;   // inside a diamond
  // A connector to another sheet: whose number it carries, what is written in it, and what of this sheet it joins.
  int sheet = 0;
  bool incoming = false;
  std::vector<std::string> rows;
  std::string joins, leads, row_key;  // row_key: the only row's text in the language files
  const char* style = "";  // of the signal that ends in it
  bool connector() const { return sheet > 0; }
  bool bubble() const { return letter.empty() && (section == "instruments" || section == "control"); }
  bool diamond() const { return !letter.empty(); }
  bool vessel() const { return symbol->stretch && where.size.y >= 30 && where.size.x >= 44; }
};

/// How a plan is drawn: on paper, with sizes of pipes, letters of alarms and how valves fail; or as a page of the board, where each
/// thing has room for what lives instead, and letters are as large as the room at a screen asks.
struct PidManner {
  const std::vector<Texts>* board = nullptr;  // the languages that it must have room for; none: on paper
  double letters = 1;                         // and bubbles: times their size on paper
  double astray = 0;                          // what it costs to write a tag where another's symbol is nearer; a line under it costs 300
};

/// A pipe: where it begins and ends, and what it passes in order (inline elements, or corners without a tag).
struct PidPipe {
  struct Stop {
    std::string tag;
    Point at;
  };
  std::string tag, written;
  bool sample = false;  // a thin line to an analyser
  std::string from, from_port, to, to_port;
  std::vector<Stop> stops;
  std::vector<RowId> shows;  // variables of a block that are measured in it
};

/// Who stands where, from `display: drawing:` of a plant file or its `display:`, spread by `scale`:
///
///   display:
///     drawing:
///       at: {T-101: [400, 300], P-101: {at: [600, 500], turn: 1}, T-2: {at: [100, 100], size: [90, 160]}}
///       by: {L-1001: [[308, 410], HV-101]}     corners that a pipe must take; it finds its way itself otherwise
///       # A block that is a whole plant in itself is drawn by parts of it:
///       parts:
///         reactor: {of: TE, symbol: stirred_reactor, at: [500, 400], tag: Reactor, shows: [TE.xmeas7]}
///       streams:
///         "6": {from: feed, to: reactor.in, through: [valve], shows: [TE.xmeas6]}
///         to_analyser: {from: tee, to: cabinet, sample: true}
///
/// A plan is that of one sheet (drawing/pid_sheets.h). A line that goes on elsewhere ends in a connector, at its place or
/// else at the side of the sheet. A junction with a size is a header: a bar, which pipes meet square. Units without a
/// place stand in a row at the foot; instruments, controllers and safety functions are left to the drawing.
class PidPlan {
 public:
  PidPlan(const CompiledPlant& plant, const SymbolLibrary& symbols, const PidSheets& sheets, int sheet, double scale, PidManner manner = {});

  const PidManner& manner() const { return manner_; }
  /// Whether a transmitter only measures what a controller shows beside it: a page of the board leaves it out. So it does gauges, which
  /// only a person in the field can read.
  bool told_elsewhere(BlockId block) const;
  /// Where the file would have a bubble of the board; it stands as near as there is room.
  std::optional<Point> wished(const std::string& tag) const;
  /// The text of a key that is widest in a style over all languages; `otherwise` where there is none.
  std::string widest(const std::string& key, const std::string& style, const std::string& otherwise = "") const;

  const std::vector<PidPipe>& pipes() const { return pipes_; }
  const std::deque<PidItem>& items() const { return items_; }
  const PidItem* find(const std::string& tag) const;
  /// Where a variable is measured or a valve is driven.
  const PidItem* item_of(const PidPoint& point) const;
  const PidPipe* pipe_of(const PidPoint& point) const;
  /// A block without a place, as it would stand at a point.
  PidItem make(const BlockLayout& block, Point at) const;
  const PidItem& add(PidItem item);

  const Symbol* dot() const { return &symbols_.of_type("junction"); }

  /// Of an item or a block that has none yet.
  BlockId block(const std::string& tag) const { return plant_.block_called(tag); }
  /// The nozzle where a variable is measured; empty when it is one of the whole.
  std::string port_of(RowId row) const;
  /// The alarms on what an instrument shows.
  std::vector<const AlarmWiring*> alarms_on(const std::string& instrument) const;
  /// Blocks of a section that the display gives no place.
  std::vector<const BlockLayout*> without_place(std::string_view section) const;
  /// The tags of all that stands on the drawing in the end, bubbles too.
  std::vector<std::string> shown() const;
  /// The connectors of signals that leave the sheet or come to it, without a place yet.
  std::vector<PidItem> cut_signals() const;
  /// The sheet of something else, or 0 when it stands on this one or nowhere.
  int elsewhere(const std::string& tag) const;
  const CompiledPlant& plant() const { return plant_; }

 private:
  void place_blocks();
  void place_parts();
  void read_pipes();
  void read_pipe(PidPipe whole, std::vector<std::string> passes, const std::vector<DisplayStop>* route);
  std::string connect_to(const PidPipe& line, int sheet, bool incoming, const std::string& far,
                         const std::string& joins);
  void mirror(PidItem& connector) const;
  void place_connectors();
  void order_pipes();
  void turn_inline();
  Point spread(SheetPoint p) const;
  void put(PidItem& item, const DisplayPlace& written) const;

  const CompiledPlant& plant_;
  const SymbolLibrary& symbols_;
  const PidSheets& sheets_;
  const int sheet_;
  const Display& display_;
  double scale_;
  PidManner manner_;
  std::map<std::string, Point> wished_;
  std::deque<PidItem> items_;
  std::vector<PidItem> loose_;  // connectors without a place
  std::vector<PidPipe> pipes_;
  std::map<RowId, std::string> shown_by_;        // variable -> part, in a block that is drawn by parts
  std::map<std::string, bool> turned_;           // the display says how it stands
  Texts texts_{"en"};
  Point size_{1600, 900};
};

}  // namespace retort
