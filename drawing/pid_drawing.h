#pragma once
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "drawing/symbols.h"
#include "language/texts.h"
#include "sim/model/catalogue.h"
#include "sim/model/wiring.h"

/// What is drawn on a piping and instrumentation diagram, before it is put on a page: figures, ways and words, each with the
/// room it takes, so that what covers what can be counted.
namespace retort {

struct PidFigure {
  std::string tag, kind;
  const Symbol* symbol = nullptr;
  Placement where;
  Box box;
  bool dot = false;    // a junction: lines run through it
  bool round = false;  // a plain circle
  bool named = false;  // its tag is written in it
  BlockId block = kNoBlock;  // of the plant; none for parts, tees and connectors
  int sheet = 0;       // a connector: the sheet where it goes on, counted from 1
  std::string leads;   // and to what
};

struct PidWay {
  std::string style;  // pipe, impulse, signal, safety, leader
  std::vector<Point> points;
  bool arrow = false;
  std::vector<std::string> ends;  // tags of figures it may touch
};

/// What lives on a page of the board: the words of a row, or a picture of its state in the room that is kept for it.
enum class PidLive {
  none,
  value,       // "12,5 kg/s": of `row`
  mode,        // "AUTO SP 12,5"
  state,       // "running": of a machine
  safety,      // "tripped": of a safety function; nothing while all is well
  choice,      // the name of what `row` chooses
  selected,    // whose output a selector passes on
  bar,         // an analogue indicator
  alarm,       // the mark of the worst alarm
  protection,  // the diamond of an interlock
  sign,        // the state of an output: at a limit, or following what stands downstream
};

struct PidWords {
  std::string text, style;   // of what lives: the widest that comes
  Box box{};
  bool upright = false;
  std::string within;        // the figure they stand in
  double stays = 0.5;        // the share of its width whose place is the same in any language
  double size = 0;           // of the letters; 0: that of the style
  std::string key;           // a text of the language files; its widest language stands in `text`
  PidLive live = PidLive::none;
  std::string of;            // whose it is
  BlockId block = kNoBlock;  // the same
  RowId row = kNoRow;
  double letters() const;
  bool picture() const { return live == PidLive::bar || live == PidLive::alarm || live == PidLive::protection || live == PidLive::sign; }
};

struct PidDrawing {
  std::vector<PidFigure> figures;
  std::vector<PidWay> ways;
  std::vector<PidWords> words;

  /// The same with its words in a language, as wide as they are there.
  PidDrawing in(const Texts& texts) const;
  /// What covers or crosses something else, in words: empty for a drawing that can be read.
  std::vector<std::string> faults() const;
  /// So many words stand nearer to what is not theirs, whether a line leads to their own or not.
  std::size_t far_from_their_own() const;
  /// Tags that would be taken for another's: what they stand nearest to is not theirs, and no line leads to their own.
  std::vector<std::string> astray() const;
  /// The symbol that a tag would be taken for: one that is nearer than its own. Empty: none.
  std::string stranger_nearest(const PidWords& tag) const;
  Box box() const;

 private:
  bool led(const PidWords& words) const;
};

bool touch(const Box& a, const Box& b);
/// How far apart they are; 0 where they touch.
double gap(const Box& a, const Box& b);
/// What a figure covers, circles without the corners of their box.
bool touch(const PidFigure& figure, const Box& b);
/// What a level or plumb leg covers, `half` to each side.
Box leg_box(Point a, Point b, double half = 0);

/// Width of a text in em, no less than Inter semi-bold, Arial bold or DejaVu Sans make it.
double text_width(const std::string& text);
/// The same of words in their style: values are set in a face of one width.
double text_width(const std::string& text, const std::string& style);
/// Height of a font in drawing units by the style of the words.
double font_size(const std::string& style);

}  // namespace retort
