#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "drawing/pid_links.h"
#include "sim/model/compiled_plant.h"

/// Which sheet of the P&ID everything stands on.
///
///   display:
///     drawing:
///       sheets:
///         - title: Reaction
///           tags: [HV-101]                            what stands here with a place of `drawing: at:`, or none
///           at: {R-101: [400, 300], L-1007: [80, 90]}  what stands here, with its place on this sheet; under the tag
///           of a line
///                                                      the place of the connector in which it ends here
///           by: {L-1007: [[200, 90]]}                  corners of pipes on this sheet
///
/// A plant without `sheets` has one. Nobody has to name everything:
///   inline elements   stand with the element before them in their line, or else with the one after;
///   other units       stand on the last sheet, where it is plain to see that they have no place yet;
///   instruments       stand where the thing is that they measure (in a line: where most of its elements are);
///   controllers       stand with what they drive, or else with what they read;
///   safety functions  stand with what they watch first.
/// A tag that nothing has, that two sheets name or that cannot be given a place is an error.
namespace retort {

class PidSheets {
 public:
  /// Throws FileError.
  explicit PidSheets(const CompiledPlant& plant);
  /// With the places of another display than that of the drawing.
  PidSheets(const CompiledPlant& plant, const Display& display);
  PidSheets(const PidSheets&) = delete;

  const Display& display() const { return display_; }
  /// A drawing of several sheets is printed on A3; a single one takes the format that it needs.
  bool several() const { return sheets_.size() > 1; }
  int count() const { return static_cast<int>(sheets_.size()); }
  /// Sheets are counted from 1.
  const std::string& title(int sheet) const { return sheets_[static_cast<std::size_t>(sheet - 1)].title; }
  /// The sheet of a unit, an instrument, a controller, a safety function or a part; 0 for what is not drawn by itself.
  int of(const std::string& tag) const;
  /// What the file says about the place of a tag on a sheet, and about the way of a pipe; nullptr when nothing.
  const DisplayPlace* place(const std::string& tag, int sheet) const;
  const std::vector<DisplayStop>* way(const std::string& pipe, int sheet) const;

 private:
  void stand_lines();
  void stand_instruments();
  void stand_control();
  void check_connectors() const;
  int of_point(const PidPoint& point) const;
  int last() const { return count(); }

  void stand();

  const CompiledPlant& plant_;
  std::optional<Display> laid_out_;
  const Display& display_;      // of the drawing, or else of the board, or else laid out
  const bool drawn_for_itself_;
  std::vector<DisplaySheet> sheets_;
  std::map<std::string, int> sheet_of_;
  struct Line {
    std::string tag;
    std::vector<std::string> passes;  // from, elements, to
  };
  std::vector<Line> lines_;
  std::map<RowId, std::string> shown_by_;  // variable -> part or stream that shows it
};

}  // namespace retort
