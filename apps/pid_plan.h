#pragma once
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/pid_drawing.h"
#include "scenarios/player/texts.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// Something that stands on the diagram: a block of the plant, or a part that the display draws of a block.
struct PidItem {
  std::string tag, type, section;
  const SvgSymbol* symbol = nullptr;
  Placement where;
  std::string written;  // what is written at it: the tag unless the display says otherwise
  std::string note;     // a second line
  std::string letter;   // inside a diamond
  bool bubble() const { return letter.empty() && (section == "instruments" || section == "control"); }
  bool diamond() const { return !letter.empty(); }
  bool vessel() const { return symbol->stretch && where.size.y >= 30 && where.size.x >= 44; }
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
  std::vector<std::string> shows;  // variables of a block that are measured in it
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
/// Units without a place stand in a row at the foot; instruments, controllers and safety functions are left to the drawing.
class PidPlan {
 public:
  PidPlan(const CompiledPlant& plant, const SvgSymbols& symbols, double scale);

  const std::vector<PidPipe>& pipes() const { return pipes_; }
  const std::deque<PidItem>& items() const { return items_; }
  const PidItem* find(const std::string& tag) const;
  /// Where a variable is measured or a valve is driven: `T-101.level`, `TE.xmeas7`, `L-1001.flow`.
  const PidItem* item_of(const std::string& variable) const;
  const PidPipe* pipe_of(const std::string& variable) const;
  /// A block without a place, as it would stand at a point.
  PidItem make(const BlockLayout& block, Point at) const;
  const PidItem& add(PidItem item);

  const SvgSymbol* dot() const { return &symbols_.of_type("junction"); }

  const YamlNode* body(const std::string& tag) const;
  std::string value(const std::string& tag, std::string_view key) const;
  /// Blocks of a section that the display gives no place.
  std::vector<const BlockLayout*> without_place(std::string_view section) const;
  std::vector<std::string> watched_by(const BlockLayout& safety) const;
  std::vector<std::string> acted_on(const std::string& tag) const;
  const CompiledPlant& plant() const { return plant_; }

 private:
  void place_blocks();
  void place_parts();
  void read_pipes();
  void turn_inline();
  std::optional<Point> point(const YamlNode* n) const;
  void put(PidItem& item, const YamlNode* written) const;

  const CompiledPlant& plant_;
  const SvgSymbols& symbols_;
  const YamlNode& display_;
  double scale_;
  std::deque<PidItem> items_;
  std::vector<PidPipe> pipes_;
  std::map<std::string, std::string> shown_by_;  // variable -> part, in a block that is drawn by parts
  std::map<std::string, bool> turned_;           // the display says how it stands
  Texts texts_{"en"};
  Point size_{1600, 900};
};

/// "T-101.level" -> {"T-101", "level"}
std::pair<std::string, std::string> split_name(const std::string& name);

}  // namespace retort
