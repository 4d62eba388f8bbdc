#include "engine/scene/walker.h"
#include "tests/catch.h"

using retort::layout::Box;
using retort::scene::WalkInput;
using retort::scene::Walker;

namespace {
void walk(Walker& w, WalkInput in, float seconds) {
  for (float t = 0; t < seconds; t += 0.02f) w.update(in, 0.02f);
}
}  // namespace

TEST_CASE("one walks at walking pace, in the direction one looks", "[walk]") {
  Walker w({}, {}, glm::vec2(-50), glm::vec2(50));
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
  Walker w({Box{{2, -1, 0}, {3, 1, 3}, "T"}}, {}, glm::vec2(-50), glm::vec2(50));
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
  Walker w({Box{{2, -1, 0}, {6, 1, 0.2f}, "plinth"}, Box{{4, -1, 0}, {6, 1, 1}, "pump"}}, {}, glm::vec2(-50), glm::vec2(50));
  w.place({0, 0, 0}, 0);
  walk(w, {.forward = 1}, 6);
  CHECK(w.feet().x < 4);
  CHECK(w.feet().x > 3);
  CHECK(w.feet().z == Approx(0.2f));
}

TEST_CASE("a platform is climbed, held by its rail, and left by the ladder", "[walk]") {
  Walker w({}, {Box{{5, -2, 2.8f}, {9, 2, 3}, "platform"}}, glm::vec2(-50), glm::vec2(50));
  w.place({0, 0, 0}, 0);
  CHECK_FALSE(w.can_climb());
  walk(w, {.up = 1}, 1);
  CHECK(w.feet().z == 0);
  walk(w, {.forward = 1}, 2.8f);
  REQUIRE(w.can_climb());
  walk(w, {.up = 1}, 4);
  CHECK(w.feet().z == Approx(3));
  walk(w, {.forward = 1, .fast = true}, 5);
  CHECK(w.feet().z == Approx(3));
  CHECK(w.feet().x < 9.3f);
  walk(w, {.up = -1}, 4);
  CHECK(w.feet().z == Approx(0).margin(1e-3));
}

TEST_CASE("one stays in the yard and looks no further than up and down", "[walk]") {
  Walker w({}, {}, glm::vec2(-5), glm::vec2(5));
  w.place({0, 0, 0}, 0);
  walk(w, {.forward = 1, .look = 0.5f, .fast = true}, 10);
  CHECK(w.feet().x <= 5);
  CHECK(w.camera().pitch < 1.5708f);
}
