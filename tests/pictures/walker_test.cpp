#include <algorithm>

#include "engine/scene/walker.h"
#include "tests/catch.h"

using retort::layout::Box;
using retort::layout::Footing;
using retort::scene::WalkInput;
using retort::scene::Walker;

namespace {
Footing footing(std::vector<Box> walls, std::vector<Box> floors = {}) {
  Footing f;
  f.walls = std::move(walls), f.floors = std::move(floors);
  return f;
}
void walk(Walker& w, WalkInput in, float seconds) {
  for (float t = 0; t < seconds; t += 0.02f) w.update(in, 0.02f);
}
}  // namespace

TEST_CASE("one walks at walking pace, in the direction one looks", "[walk]") {
  Walker w(Footing(), glm::vec2(-50), glm::vec2(50));
  w.place({0, 0, 0}, 1.5707963f);
  walk(w, {.forward = 1}, 2);
  CHECK(w.feet().y == Approx(2 * Walker::kWalkSpeed).epsilon(0.03));
  CHECK(w.feet().x == Approx(0).margin(1e-3));
  CHECK(w.camera().eye.z == Approx(1.7));
  const float y = w.feet().y;
  walk(w, {.right = 1}, 1);
  CHECK(w.feet().x == Approx(Walker::kWalkSpeed).epsilon(0.03));
  CHECK(w.feet().y == Approx(y).margin(1e-3));
}

TEST_CASE("one cannot walk through a vessel and slides along it", "[walk]") {
  Walker w(footing({Box{{2, -1, 0}, {3, 1, 3}, "T"}}), glm::vec2(-50), glm::vec2(50));
  w.place({0, 0, 0}, 0);
  walk(w, {.forward = 1, .fast = true}, 3);
  CHECK(w.feet().x <= 2 - Walker::kRadius + 1e-3f);
  CHECK(w.feet().x > 1.5f);
  w.place({0, 0, 0}, 0.6f);
  walk(w, {.forward = 1}, 6);
  CHECK(w.feet().x > 3);
  w.place({0, 0, 0}, 0);
  w.update({.forward = 1, .fast = true}, 5.0f);  // a long frame jumps over nothing
  CHECK(w.feet().x < 2);
}

TEST_CASE("a plinth is stepped onto, a pump is not", "[walk]") {
  Walker w(footing({Box{{2, -1, 0}, {6, 1, 0.2f}, "plinth"}, Box{{4, -1, 0}, {6, 1, 1}, "pump"}}), glm::vec2(-50), glm::vec2(50));
  w.place({0, 0, 0}, 0);
  walk(w, {.forward = 1}, 6);
  CHECK(w.feet().x < 4);
  CHECK(w.feet().x > 3);
  CHECK(w.feet().z == Approx(0.2f));
}

TEST_CASE("stairs are walked up and down, held by their handrails, and stop who walks into them from aside", "[walk]") {
  Footing f = footing({}, {Box{{5, -2, 2.8f}, {9, 2, 3}, "platform"}});
  retort::layout::Stairs s;
  s.head = {5, 0, 3}, s.out = {-1, 0, 0}, s.risers = 15, s.riser = 0.2f, s.going = 0.23f;
  f.stairs.push_back(s);
  for (float side : {-0.5f, 0.5f})
    for (const Box& b : s.pieces(0, 1.1f, 0.05f, side, "rail")) f.rails.push_back(b);
  Walker w(f, glm::vec2(-50), glm::vec2(50));
  w.place({0, 0, 0}, 0);
  walk(w, {.forward = 1}, 3);
  CHECK(w.feet().z > 1);
  CHECK(f.stands(w.feet()));
  walk(w, {.forward = 0, .right = 1}, 1);
  CHECK(w.feet().y > -0.3f);                     // the handrail
  walk(w, {.forward = 1}, 4);
  CHECK(w.feet().z == Approx(3));
  CHECK(w.feet().x > 5.5f);
  w.place({6, 0, 3}, 3.1415926f);
  walk(w, {.forward = 1}, 6);
  CHECK(w.feet().z == Approx(0));
  CHECK(w.feet().x < 1.5f);
  w.place({4, -4, 0}, 1.5707963f);               // from aside, where the treads are at the height of the head
  walk(w, {.forward = 1}, 4);
  CHECK(w.feet().y < -0.4f);
  w.place({2.5f, -4, 0}, 1.5707963f);            // and where they are at the knees
  walk(w, {.forward = 1}, 4);
  CHECK(w.feet().y < -0.4f);
  const retort::layout::Walkable all(f, {{-3, -5}, {10, 5}, 4}, {0, 0, 0});
  CHECK(std::any_of(all.places().begin(), all.places().end(), [](glm::vec3 p) { return p.z > 2.9f && p.x > 8; }));
}

TEST_CASE("a platform is climbed by its ladder only, held by its rail, and left by the ladder", "[walk]") {
  Footing f = footing({}, {Box{{5, -2, 2.8f}, {9, 2, 3}, "platform"}});
  f.ladders.push_back({{4.5f, 0, 0}, {-1, 0, 0}, 3});
  Walker w(f, glm::vec2(-50), glm::vec2(50));
  w.place({0, 0, 0}, 0);
  CHECK_FALSE(w.can_climb());
  walk(w, {.up = 1}, 1);
  CHECK(w.feet().z == 0);
  walk(w, {.forward = 1}, 2.5f);
  REQUIRE(w.can_climb());
  walk(w, {.up = 1}, 1);
  CHECK(w.feet().z > 0.5f);
  CHECK(w.feet().z < 2);
  CHECK(w.feet().x == Approx(4.5));   // on its rungs, wherever one took hold
  walk(w, {.forward = 1}, 1);
  CHECK(w.feet().x == Approx(4.5));
  walk(w, {.up = 1}, 4);
  CHECK(w.feet().z == Approx(3));
  CHECK(w.feet().x > 5);
  walk(w, {.forward = 1, .fast = true}, 5);
  CHECK(w.feet().z == Approx(3));
  CHECK(w.feet().x < 9.3f);
  CHECK_FALSE(w.can_climb());       // no ladder on that side
  walk(w, {.up = -1}, 4);
  CHECK(w.feet().z == Approx(3));
  walk(w, {.forward = -1, .fast = true}, 5);
  REQUIRE(w.can_climb());
  walk(w, {.up = -1}, 4);
  CHECK(w.feet().z == Approx(0).margin(1e-3));
  CHECK(w.feet().x == Approx(4.5));
}

TEST_CASE("one does not walk below a platform that is lower than one's head", "[walk]") {
  Walker w(footing({}, {Box{{2, -2, 1.2f}, {6, 2, 1.4f}, "platform"}}), glm::vec2(-50), glm::vec2(50));
  w.place({0, 0, 0}, 0);
  walk(w, {.forward = 1}, 4);
  CHECK(w.feet().x < 2);
}

TEST_CASE("a hand reaches what is in front of a person, at its height, with nothing between", "[walk]") {
  using namespace retort::layout;
  const Footing f = footing({Box{{1, -3, 0}, {1.2f, 3, 3}, "wall"}});
  const Handle wheel{{0.6f, 0, 1.1f}, {}, {}};
  CHECK(hand_reaches(f, "HV-1", wheel, {0, 0, 0}, 0.f));
  CHECK(hand_reaches(f, "HV-1", wheel, {-1, 0, 0}, 0.f));
  CHECK_FALSE(hand_reaches(f, "HV-1", wheel, {-1, 0, 0}, 3.14f));     // with his back to it
  CHECK_FALSE(hand_reaches(f, "HV-1", wheel, {-2, 0, 0}, 0.f));
  CHECK_FALSE(hand_reaches(f, "HV-1", wheel, {1.7f, 0, 0}, 3.14f));   // behind the wall
  CHECK(hand_reaches(f, "wall", {{1.1f, 0, 1.1f}, {}, {}}, {1.7f, 0, 0}, 3.14f));   // of which it is a part
  CHECK_FALSE(hand_reaches(f, "HV-1", {{0.6f, 0, 3.2f}, {}, {}}, {0, 0, 0}, 0.f));
  CHECK(hand_reaches(f, "HV-1", {{0.6f, 0, 3.2f}, {}, {}}, {0, 0, 2}, 0.f));
  CHECK_FALSE(hand_reaches(f, "HV-1", wheel, {0, 0, 2}, 0.f));         // from a platform over it
}

TEST_CASE("one walks round a wall and up a ladder to what is there", "[walk]") {
  using namespace retort::layout;
  Footing f = footing({Box{{2, -4, 0}, {2.2f, 1, 3}, "wall"}}, {Box{{5, -2, 2.8f}, {9, 2, 3}, "platform"}});
  f.ladders.push_back({{4.5f, 0, 0}, {-1, 0, 0}, 3});
  const Yard yard{{-5, -5}, {12, 5}, 4};
  const Walkable walk(f, yard, {0, 0, 0});
  const std::vector<glm::vec3> way = walk.way_to("HV-1", {{{8.5f, 0, 4.1f}, {}, {}}});
  REQUIRE(way.size() > 10);
  CHECK(way.front() == glm::vec3(0, 0, 0));
  CHECK(way.back().z == Approx(3));
  for (const glm::vec3& p : way) CHECK_FALSE(f.blocked(p));
  f.ladders.clear();
  CHECK(Walkable(f, yard, {0, 0, 0}).way_to("HV-1", {{{8.5f, 0, 4.1f}, {}, {}}}).empty());
}

TEST_CASE("one stays in the yard and looks no further than up and down", "[walk]") {
  Walker w(Footing(), glm::vec2(-5), glm::vec2(5));
  w.place({0, 0, 0}, 0);
  walk(w, {.forward = 1, .look = 0.5f, .fast = true}, 10);
  CHECK(w.feet().x <= 5);
  CHECK(w.camera().pitch < 1.5708f);
}
