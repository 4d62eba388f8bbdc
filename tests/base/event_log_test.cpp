#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "sim/run/event_log.h"
#include "tests/catch.h"

using namespace retort;
namespace fs = std::filesystem;

namespace {

LogEntry entry(std::uint64_t n) {
  LogEntry e;
  e.scan = n / 3;
  e.row = static_cast<RowId>(n % 50);
  e.before = static_cast<double>(n);
  e.after = static_cast<double>(n + 1);
  e.is_act = n % 3 == 2;  // a scan's acts come last
  e.source = Source::field;
  if (n % 7 == 0) e.text = "log: a remark too long to stand inside a string itself, number " + std::to_string(n);
  return e;
}

/// A folder of its own for temporary files.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("retort_spill_" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator())); }
};

constexpr std::size_t kSmall = 60000;  // bytes: some three pieces

void check(const LogView& v, std::uint64_t first, std::uint64_t count) {
  std::uint64_t n = first, wrong = 0;
  for (const LogEntry& e : v.since(first)) wrong += !(e == entry(n++));
  CHECK(wrong == 0);
  CHECK(n == count);
}

}  // namespace

TEST_CASE("a log that fits stays in memory") {
  const Folder folder;
  EventLog log(1 << 20, folder.path.string());
  for (std::uint64_t n = 0; n < 1000; ++n) log.add(entry(n));
  const LogView v = log.view();
  CHECK(v.size() == 1000);
  CHECK(v.in_memory_from() == 0);
  CHECK(v[700] == entry(700));
  check(v, 0, 1000);
  CHECK(folder.files() == 0);
  CHECK(v[v.at_scan(111)] == entry(333));
  CHECK(v.at_scan(5000) == 1000);
  CHECK(LogView().begin() == LogView().end());
  CHECK(LogView().at_scan(3) == 0);
}

TEST_CASE("a long log goes to a file, reads the same, and leaves nothing behind") {
  const Folder folder;
  LogView kept;
  {
    EventLog log(kSmall, folder.path.string());
    for (std::uint64_t n = 0; n < 20000; ++n) log.add(entry(n));
    kept = log.view();
    CHECK(kept.size() == 20000);
    CHECK(kept.dropped() == 0);
    CHECK(kept.in_memory_from() > 19000);
    CHECK(kept.in_memory_from() < 20000);
    CHECK(folder.files() == 1);
    check(kept, 0, 20000);
    check(kept, 12345, 20000);
    CHECK(kept[19999] == entry(19999));
  }
  CHECK(folder.files() == 1);  // a reader may still have a view
  check(kept, 0, 20000);
  kept = {};
  CHECK(folder.files() == 0);
}

TEST_CASE("a view of the log is not touched by what comes or goes after it, from another thread neither") {
  const Folder folder;
  EventLog log(kSmall, folder.path.string());
  std::uint64_t n = 0;
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 333; ++i) log.add(entry(n++));
    const LogView v = log.view();
    const std::uint64_t count = n;
    std::uint64_t seen = 0, wrong = 0;
    std::thread reader([&] {
      for (const LogEntry& e : v) wrong += !(e == entry(seen++));
    });
    for (int i = 0; i < 777; ++i) log.add(entry(n++));
    if (round % 4 == 3) {
      log.cut(n / 3 - 300);
      n = log.view().size();
    }
    reader.join();
    CHECK(seen == count);
    CHECK(wrong == 0);
  }
}

TEST_CASE("going back cuts the log, also where it is in the file") {
  const Folder folder;
  EventLog log(kSmall, folder.path.string());
  for (std::uint64_t n = 0; n < 9000; ++n) log.add(entry(n));
  const LogView before = log.view();
  log.cut(3000);
  CHECK(log.view().cuts() == before.cuts());  // nothing came after
  for (const std::uint64_t scan : {2990, 2500, 1000, 17, 0}) {
    log.cut(scan);
    // The changes of this scan stay, the commands given at it go.
    const std::uint64_t keep = 3 * scan + 2;
    CHECK(log.view().size() == keep);
    CHECK(log.view().cuts() > before.cuts());
    check(log.view(), 0, keep);
    for (std::uint64_t n = keep; n < keep + 1000; ++n) log.add(entry(n));
    check(log.view(), 0, keep + 1000);
    log.cut(scan);
  }
  check(before, 0, 9000);
}

TEST_CASE("without a folder for temporary files the newest stay, and the lost are counted") {
  EventLog log(kSmall, "/nowhere/at/all");
  for (std::uint64_t n = 0; n < 20000; ++n) log.add(entry(n));
  const LogView v = log.view();
  CHECK(v.size() == 20000);
  CHECK(v.dropped() > 18000);
  CHECK(v.dropped() == v.in_memory_from());
  check(v, v.dropped(), 20000);
  CHECK(std::distance(v.begin(), v.end()) == std::ptrdiff_t(v.size() - v.dropped()));
  log.cut(1000);  // all that is left goes, and the log lives on
  CHECK(log.view().size() <= 3 * 1000 + 2);
  CHECK(log.view().dropped() <= log.view().size());
  log.add(entry(99999));
  const std::vector<LogEntry> left(log.view().begin(), log.view().end());
  CHECK(left == std::vector<LogEntry>{entry(99999)});
}

TEST_CASE("on a full disk the newest stay, and what was written is still read") {
  const Folder folder;
  EventLog log(kSmall, folder.path.string());
  for (std::uint64_t n = 0; n < 5000; ++n) log.add(entry(n));
  CHECK(log.view().dropped() == 0);
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit full{fs::file_size(fs::directory_iterator(folder.path)->path()), before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_FSIZE, &full) == 0);
  for (std::uint64_t n = 5000; n < 20000; ++n) log.add(entry(n));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  const LogView v = log.view();
  CHECK(v.dropped() > 12000);
  CHECK(v.dropped() < v.in_memory_from());
  std::uint64_t seen = 0, wrong = 0;
  for (const LogEntry& e : v) {
    const auto n = static_cast<std::uint64_t>(e.before);
    wrong += !(e == entry(n));
    ++seen;
  }
  CHECK(wrong == 0);
  CHECK(seen + v.dropped() == 20000);
  CHECK(v[19999] == entry(19999));
}
