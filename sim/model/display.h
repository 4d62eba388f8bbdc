#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/errors.h"
#include "sim/base/yaml_node.h"
#include "sim/model/catalogue.h"
#include "sim/model/wiring.h"

/// Where the plant file puts things on its drawings: `display:` (the mimic of the control room), `display: drawing:` (the piping and
/// instrumentation diagram) and `cameras:` (the field). Read once and strictly, by the compiler: an unknown key, tag or variable is an error with its place.
///
///   display:
///     size: [1100, 600]                            about pixels at 100 %
///     at:                                          centres
///       T-100: {at: [120, 330], size: [130, 170]}
///       HV-103: {at: [560, 200], turn: 1}          quarter turns clockwise; mirror: true exchanges left and right
///       P-101: [330, 400]
///     by: {L-1003: [[600, 300], HV-103]}           what a line passes, in order: corners and inline elements
///     parts:                                       a block that is a whole plant in itself, drawn by parts of it
///       reactor: {of: TE, symbol: stirred_reactor, at: [540, 500], size: [110, 190], tag: Reactor, note: ..., shows: [TE.xmeas8]}
///     streams:                                     between parts
///       "6": {from: feed, to: reactor.in, through: [valve], by: [valve, [430, 418]], shows: [TE.xmeas6], sample: true}
///     sheets: [{title, tags, at, by}]              pages of the board; without places beside it, of what stands on the drawing
///     drawing: {size, at, by, parts, streams, sheets: [{title, tags, at, by}]}   its sheets are pages of the board as well
///   cameras:
///     overview: {from: [x, y, z], to: [x, y, z]}   m
namespace retort {

struct SheetPoint {
  double x = 0, y = 0;
};

struct DisplayPlace {
  SheetPoint at;
  bool placed = true;                 // false: only size or turn are written
  std::optional<SheetPoint> size;
  std::optional<int> turn;            // quarter turns clockwise
  std::optional<bool> mirror;
  SourcePos pos;                      // of the tag
};

/// What a line passes: a corner, or something that stands on the drawing.
struct DisplayStop {
  std::optional<SheetPoint> corner;
  std::string tag;
};

struct DisplayPart {
  std::string name, symbol, tag, note;
  BlockId of = kNoBlock;
  DisplayPlace place;
  std::vector<RowId> shows;
};

struct DisplayStream {
  std::string name, from, from_port, to, to_port;
  std::vector<std::string> through;
  std::vector<DisplayStop> by;
  std::vector<RowId> shows;
  bool sample = false;                // a thin line to an analyser
};

struct DisplaySheet {
  std::string title;
  SourcePos pos;
  std::vector<std::string> tags;
  std::map<std::string, DisplayPlace, std::less<>> at;
  std::map<std::string, std::vector<DisplayStop>, std::less<>> by;
};

struct Display {
  std::optional<SheetPoint> size;
  std::map<std::string, DisplayPlace, std::less<>> at;
  std::vector<std::string> order;     // of `at`, as written
  std::map<std::string, std::vector<DisplayStop>, std::less<>> by;
  std::vector<DisplayPart> parts;
  std::vector<DisplayStream> streams;
  std::vector<DisplaySheet> sheets;   // of a drawing
};

struct DisplayCamera {
  std::string name;
  std::array<double, 3> from{}, to{};  // m
};

struct Displays {
  Display mimic;
  std::optional<Display> drawing;     // without one the P&ID takes the mimic's places
  std::vector<DisplayCamera> cameras;
};

struct CompiledPlant;
/// Adds a problem for everything that cannot be understood.
Displays read_displays(const CompiledPlant& plant, Problems& problems);

}  // namespace retort
