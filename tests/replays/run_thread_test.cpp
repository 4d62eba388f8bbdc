// A run on its own thread, with many who act and many who look. The `thread` preset runs this under the thread sanitizer.
#include <atomic>
#include <cmath>
#include <thread>

#include "scenarios/session/run_thread.h"
#include "sim/base/random.h"
#include "tests/replays/tape.h"

using namespace retort;
using namespace retort::test;

namespace {

std::shared_ptr<const Publication> wait_for(const RunThread& run, const std::function<bool(const Publication&)>& what) {
  while (true) {
    auto p = run.latest();
    if (what(*p)) return p;
    if (p->result) return p;   // the last there is
    std::this_thread::yield();
  }
}

}  // namespace

TEST_CASE("many act and many look while the run goes on, and its recording replays") {
  constexpr int kActors = 4, kReaders = 4, kActs = 150;
  Tape t;
  auto own = std::make_unique<Run>(open_material(library("feed_tank")), RunSetup{});
  tape(*own, t);
  const std::shared_ptr<const CompiledPlant> plant = own->prepared().plant;
  const RowId level = plant->catalogue.find("T-101.level");
  std::vector<RowId> levers;
  for (const Row& r : plant->catalogue.rows())
    if (r.access & kBoard) levers.push_back(r.id);
  RunThread run(std::move(own));
  run.begin();
  run.post(act_of(acts::SetSpeed{0}));   // as fast as it goes

  std::atomic<bool> bad{false};
  std::atomic<std::uint64_t> posted{1};
  std::vector<std::thread> threads;
  for (int a = 0; a < kActors; ++a)
    threads.emplace_back([&, a] {
      for (int n = 0; n < kActs; ++n) {
        const auto u = [&](std::uint64_t k) { return random_uniform(static_cast<std::uint64_t>(a), k, static_cast<std::uint64_t>(n)); };
        if (n % 40 == 13) run.post(act_of(acts::TakeSnapshot{})), ++posted;
        if (n % 40 == 27) {
          const auto p = run.latest();
          if (!p->moments.empty()) run.post(act_of(acts::GoBack{p->moments[static_cast<std::size_t>(u(3) * static_cast<double>(p->moments.size()))]})), ++posted;
        }
        if (n % 50 == 31) run.post(act_of(acts::Freeze{true})), run.post(act_of(acts::Freeze{false})), posted += 2;
        const Row& r = plant->catalogue[levers[static_cast<std::size_t>(u(1) * static_cast<double>(levers.size()))]];
        const double lo = r.lo < r.hi ? r.lo : 0, hi = r.lo < r.hi ? r.hi : 1;
        run.post(write_act(a % 2 ? Source::board : Source::instructor, r.id, lo + u(2) * (hi - lo)));
        ++posted;
        std::this_thread::yield();
      }
    });
  for (int r = 0; r < kReaders; ++r)
    threads.emplace_back([&] {
      std::vector<std::pair<std::shared_ptr<const Publication>, double>> kept;
      std::uint64_t number = 0;
      while (true) {
        const auto p = run.latest();
        bad = bad || p->number < number;
        number = p->number;
        for (double v : p->frame.values) bad = bad || !std::isfinite(v);
        const double at = p->history.scans() > 0 ? p->history.at(level, p->frame.scan) : 0;
        bad = bad || std::abs(at - p->frame[level]) > 1e-3;
        for (const LogEntry& e : p->log) bad = bad || e.scan > p->frame.scan;
        if (kept.size() < 50) kept.emplace_back(p, at);
        if (p->result) break;
        run.computing();
        std::this_thread::yield();
      }
      // What was held is what it was.
      for (const auto& [p, at] : kept) bad = bad || p->history.at(level, p->frame.scan) != at;
    });
  for (int a = 0; a < kActors; ++a) threads[static_cast<std::size_t>(a)].join();
  wait_for(run, [&](const Publication& p) { return p.decided_in_all == posted; });   // every act gets its verdict
  // How far the run came while they acted is chance; one way back there is in any case.
  const auto there = wait_for(run, [](const Publication& p) { return !p.moments.empty(); });
  run.post(act_of(acts::GoBack{there->moments.front()})), ++posted;
  wait_for(run, [&](const Publication& p) { return p.decided_in_all == posted; });
  run.finish();
  const auto last = wait_for(run, [](const Publication& p) { return p.result != nullptr; });
  for (std::size_t i = kActors; i < threads.size(); ++i) threads[i].join();
  CHECK_FALSE(bad);
  CHECK(last->told.ways_back > 0);

  const Judged j = judge(t);
  CHECK(j.reason == "");
  CHECK(j.verification == Verification::identical);
  CHECK(j.told == last->told);
}

TEST_CASE("the clock of a run on its own thread stands until it begins, freezes, and ends with a result") {
  RunSetup setup;
  RunThread run(std::make_unique<Run>(open_material(library("feed_tank/pump_trip.yaml")), setup));
  CHECK(run.latest()->frame.scan == 0);
  run.post(act_of(acts::SetSpeed{0}));
  const auto before = wait_for(run, [](const Publication& p) { return !p.decided->empty(); });
  CHECK(before->frame.scan == 0);
  run.begin();
  wait_for(run, [](const Publication& p) { return p.frame.scan > 20; });
  run.post(act_of(acts::Freeze{true}));
  const auto frozen = wait_for(run, [&](const Publication& p) { return p.frozen; });
  const Run::Ticket refused = run.post(write_act(Source::board, run.prepared().plant->catalogue.find("T-101.level"), 1));
  run.post(act_of(acts::Freeze{false}));
  const auto on = wait_for(run, [&](const Publication& p) { return p.decided_in_all == 4 && p.frame.scan > frozen->frame.scan + 20; });
  bool told = false;
  for (const Run::Decided& d : *on->decided)
    if (d.ticket == refused) told = d.verdict.reason == "refused.read_only";
  CHECK(told);
  CHECK(on->player->time() == Approx(on->frame.time));
  run.post(act_of(acts::HandIn{}));
  const auto last = wait_for(run, [](const Publication& p) { return p.result != nullptr; });
  CHECK(last->over);
  CHECK(last->result->grade.score == Approx(last->player->grade().score));
}
