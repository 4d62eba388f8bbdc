#include <thread>

#include "tests/catch.h"
#include "tests/replays/shared.h"

using namespace retort;

TEST_CASE("a snapshot, an hour, and the hour again from the snapshot give the same bits") {
  Simulation sim(feed_tank(), {});
  live(sim, 777);  // a scan where the integrator would not have started anew
  const Snapshot s = sim.snapshot();
  for (int i = 0; i < 18000; ++i) sim.step();
  const Hash first = sim.state_hash();
  sim.restore(s);
  for (int i = 0; i < 18000; ++i) sim.step();
  CHECK(sim.state_hash() == first);

  Simulation other(feed_tank(), {});
  other.restore(s);
  for (int i = 0; i < 18000; ++i) other.step();
  CHECK(other.state_hash() == first);
}

TEST_CASE("going back to a keyframe and on again gives the same bits") {
  Simulation sim(feed_tank(), {});
  live(sim, 2000);
  const Hash end = sim.state_hash();
  const Keyframes::Kept k = sim.keyframe_before(130);
  REQUIRE(k != nullptr);
  CHECK(k->plant.scan == 600);
  sim.restore(*k);
  CHECK(sim.scan() == 600);
  CHECK(sim.history().scans() == 601);
  while (sim.scan() < 2000) sim.step();
  CHECK(sim.state_hash() == end);
}

TEST_CASE("one and eight parallel simulations of one compiled plant give the same bits") {
  Simulation alone(feed_tank(), {});
  live(alone, 3000);
  std::vector<Hash> hashes(8);
  std::vector<std::thread> threads;
  for (Hash& h : hashes)
    threads.emplace_back([&h] {
      Simulation sim(feed_tank(), {});
      live(sim, 3000);
      h = sim.state_hash();
    });
  for (std::thread& t : threads) t.join();
  for (const Hash& h : hashes) CHECK(h == alone.state_hash());
}

TEST_CASE("another seed gives other noise, the same seed the same") {
  SimulationOptions a, b;
  b.seed = 2;
  Simulation one(feed_tank(), a), two(feed_tank(), b), three(feed_tank(), a);
  for (auto* s : {&one, &two, &three}) live(*s, 500);
  CHECK(one.state_hash() != two.state_hash());
  CHECK(one.state_hash() == three.state_hash());
}
