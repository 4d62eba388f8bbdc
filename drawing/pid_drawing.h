#pragma once
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "drawing/symbols.h"

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
};

struct PidWay {
  std::string style;  // pipe, impulse, signal, safety, leader
  std::vector<Point> points;
  bool arrow = false;
  std::vector<std::string> ends;  // tags of figures it may touch
};

struct PidWords {
  std::string text, style;
  Box box;
  bool upright = false;
  std::string within;  // the figure they stand in
};

struct PidDrawing {
  std::vector<PidFigure> figures;
  std::vector<PidWay> ways;
  std::vector<PidWords> words;

  /// What covers or crosses something else, in words: empty for a drawing that can be read.
  std::vector<std::string> faults() const;
  Box box() const;
};

bool touch(const Box& a, const Box& b);
/// What a figure covers, circles without the corners of their box.
bool touch(const PidFigure& figure, const Box& b);
/// What a level or plumb leg covers, `half` to each side.
Box leg_box(Point a, Point b, double half = 0);

/// Width of a text in em, no less than Inter semi-bold, Arial bold or DejaVu Sans make it.
double text_width(const std::string& text);
/// Height of a font in drawing units by the style of the words.
double font_size(const std::string& style);

}  // namespace retort
