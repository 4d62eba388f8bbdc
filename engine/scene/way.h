// The way to a thing of the field, as one follows it: which point comes next, where a ladder is taken, when one has come there, when one has gone
// astray. Plain logic, no window: time comes as numbers, what is to be done goes out as a `WalkInput`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/scene/walker.h"

namespace retort::scene {

class Way {
 public:
  explicit Way(const layout::Footing& footing) : footing_(footing) {}

  /// Leads to `tag`, whose handle is at `thing`, along `points` as Walkable::way_to gives them (not empty).
  void lead(std::string tag, glm::vec3 thing, std::vector<glm::vec3> points);
  void clear() { tag_.clear(), points_.clear(), next_.reset(); }
  /// Empty: nothing is looked for.
  const std::string& target() const { return tag_; }
  glm::vec3 thing() const { return thing_; }
  const std::vector<glm::vec3>& points() const { return points_; }

  /// Sees where one is now. `now`: s, of any clock. `within`: the hand reaches the thing from there.
  void update(const Walker& walker, double now, bool within);
  /// One has gone another way, or comes no further along this one: to be led anew from where one is.
  bool astray() const { return astray_; }
  /// The last point is so near that nobody needs the line.
  bool there() const { return there_; }
  /// The point of the way that one has come to.
  std::size_t nearest() const { return nearest_; }
  /// Where one goes next: towards a point, up (1) or down (-1) a ladder; or to look at the thing, once one has arrived.
  struct Next {
    glm::vec3 to{0};
    float up = 0;
    bool arrived = false;
  };
  const std::optional<Next>& next() const { return next_; }
  /// What one does to follow it. `dt`: s, for turning; `walked`: s in which one walks.
  void follow(WalkInput& in, const Walker& walker, double dt, double walked) const;

 private:
  /// One gets there by steps in a straight line.
  bool straight(glm::vec3 from, glm::vec3 to) const;

  const layout::Footing& footing_;
  std::string tag_;
  glm::vec3 thing_{0};
  std::vector<glm::vec3> points_;
  std::optional<Next> next_;
  std::size_t nearest_ = 0, led_ = 0;   // of the points: where one is, and where one is led to
  double came_there_ = 0;               // s: to the nearest one
  bool astray_ = false, there_ = false;
};

}  // namespace retort::scene
