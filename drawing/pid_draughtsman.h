#pragma once
#include <map>
#include <optional>

#include "drawing/pid_plan.h"
#include "drawing/pid_room.h"

namespace retort {

/// Draws a plan: pipes first, then instruments in the free room beside what they measure, then words, then signals
/// round all of it. What it draws it also marks as taken, so that nothing is put over something else while there is
/// room.
class PidDraughtsman {
 public:
  explicit PidDraughtsman(PidPlan& plan);
  PidDrawing draw();

 private:
  void figure(const PidItem& item);
  void pipe(const PidPipe& pipe);
  PidEnd nozzle(const PidItem& item, const std::string& port, Point toward) const;
  std::vector<PidEnd> ends(const PidItem& item, Point toward) const;
  void way(PidWay w);
  std::vector<PidEnd> tee(const PidPipe& pipe, const std::string& tag, const std::string& port) const;
  Point find_next(const PidPipe& pipe) const;
  void dot(Point at);
  /// Points along a drawn pipe to which another line may come square: along all of it (0), its first way (1) or its
  /// last (-1).
  std::vector<PidEnd> along(const std::string& pipe, int which, Point toward) const;

  // instruments
  void place_bubbles();
  /// `room`: what is to be free, round the place.
  Point free_place(const std::vector<Point>& near, const Box& room) const;
  std::vector<PidEnd> taps(const PidPoint& point, Point toward) const;
  std::vector<Point> near(const BlockLayout& block) const;
  PidPoint seen_at(const PidPoint& read) const;
  void wire(const PidItem& from, const PidItem& to, const char* style);
  void connect(const PidItem& item);

  // a page of the board
  struct Live {
    std::vector<PidWords> words;  // round the middle of what they belong to
    Box room;
  };
  bool board() const { return plan_.manner().board != nullptr; }
  PidWords words(const std::string& text, const char* style, PidLive live = PidLive::none, const std::string& of = "") const;
  Live live_of(const PidItem& bubble) const;
  void place_with_live(const BlockLayout& block, const std::vector<Point>& near);
  void marks(const PidItem& item);
  std::vector<PidWords> written_at(const PidItem& item) const;

  // connectors to other sheets
  void place_flags();
  PidEnd attach(const PidItem& connector) const;
  void inside_connector(const PidItem& connector);

  // words
  void tag(const PidItem& item);
  /// A thin line to its symbol, for a tag that stands nearer to another.
  void leader(const PidItem& item);
  void inside(const PidItem& item);
  void alarm_letters(const PidItem& item);
  void line_tag(const PidPipe& pipe);
  /// Lines of text in the best of some places (centres); the cost of each counts beside what it would cover.
  struct Spot {
    Point centre;
    double cost = 0;
  };
  /// `toward`: x of what they belong to: beside it they begin or end at it, also where a language needs less room than was kept.
  void write(const std::vector<PidWords>& block, const std::vector<Spot>& spots, std::optional<double> toward = std::nullopt);
  static Point room_of(const std::vector<PidWords>& block);

  PidPlan& plan_;
  std::map<std::string, Box> live_;  // bubble -> itself with what lives round it, as far as lines keep out of it
  std::vector<PidLink> links_;
  PidRoom room_;
  PidDrawing drawing_;
};

}  // namespace retort
