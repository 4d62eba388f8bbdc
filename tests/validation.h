#pragma once
#include <cmath>
#include <string>
#include <vector>

/// A row of docs/validation.md: our number beside the published one. A reference test makes a table for its subject, checks
/// each case through it, and the table is written when it goes out of scope; tests/validation assembles the page.
///
///   Validation table("hydraulics", "Flow of liquids: valves, pipes, orifices");
///   table.relative("IEC 60534-2-1, example 1", "Kv", "m3/h", ours, 165.0, 0.005, "IEC 60534-2-1:2011, annex E");
///
/// A trajectory or a profile is one case: its worst point, with what it is compared at.
namespace retort::test {

/// The point of a trajectory or profile that lies farthest from the published one; a number that is not finite is farthest.
struct Worst {
  double at = 0, ours = 0, published = 0;
  void see(double where, double our, double theirs) { keep(where, our, theirs, std::abs(our - theirs) / std::abs(theirs)); }
  void see_absolute(double where, double our, double theirs) { keep(where, our, theirs, std::abs(our - theirs)); }

 private:
  void keep(double where, double our, double theirs, double distance) {
    if (!(distance <= worst_)) worst_ = distance, at = where, ours = our, published = theirs;
  }
  double worst_ = -1;
};

class Validation {
 public:
  /// `subject`: the name of its file; `title`: the heading of its table on the page.
  Validation(std::string subject, std::string title);
  ~Validation();
  Validation(const Validation&) = delete;
  Validation& operator=(const Validation&) = delete;

  /// |ours - published| / |published| <= allowed. Checks it, too.
  void relative(const std::string& name, const std::string& quantity, const std::string& unit, double ours, double published,
                double allowed, const std::string& source);
  /// |ours - published| <= allowed, in the unit given. Checks it, too.
  void absolute(const std::string& name, const std::string& quantity, const std::string& unit, double ours, double published,
                double allowed, const std::string& source);

 private:
  struct Row {
    std::string name, quantity, unit, source;
    double ours, published, deviation, allowed;
    bool relative;
  };
  void add(Row row);
  std::string subject_, title_;
  std::vector<Row> rows_;
};

}  // namespace retort::test
