#pragma once
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "scenarios/session/publication.h"

namespace retort {

/// A run on a thread of its own, at its own clock. Nobody waits for it: acts go into the mailbox, publications come out.
///
/// Time that could not be simulated is not made up for: a slow machine runs slower, it does not jump. When the exercise is over, or
/// somebody asks for the end, the run is graded and its recording closed on this thread too.
class RunThread {
 public:
  /// The plant stands still until begin(). Set the run's recording before.
  explicit RunThread(std::unique_ptr<Run> run);
  /// Ends after the scan it is in, as finish() does.
  ~RunThread();
  RunThread(const RunThread&) = delete;
  RunThread& operator=(const RunThread&) = delete;

  // --- from any thread
  Run::Ticket post(Act a) { return run_->post(std::move(a)); }
  /// Never nullptr.
  std::shared_ptr<const Publication> latest() const;
  /// s since the scan that is being computed began; 0 between scans.
  double computing() const;
  /// Starts the clock: the briefing has been read.
  void begin();
  /// Grades and closes: comes with a publication that has a result.
  void finish();
  /// The same, and the recording says that this client could not go on, and why.
  void break_off(const std::string& why);
  const Prepared& prepared() const { return prepared_; }
  const RunSetup& setup() const { return setup_; }

 private:
  void live();
  bool advance(double now, bool asked);
  void close();
  void publish();
  void sleep(double seconds);

  std::unique_ptr<Run> run_;              // the thread's own, but for post()
  const Prepared prepared_;
  const RunSetup setup_;
  mutable std::mutex lock_;               // latest_, and what wakes it
  std::condition_variable wake_;
  bool mail_ = false, begun_ = false, stop_ = false, finish_ = false;
  std::string broken_off_;                // why; of the lock too
  std::shared_ptr<const Publication> latest_;
  std::atomic<double> scan_began_{0};
  // of the thread
  double last_ = 0, owed_ = 0;
  double measured_from_ = 0, measured_time_ = 0, reached_ = 0;
  std::uint64_t number_ = 0;
  std::vector<Run::Decided> decided_;
  std::uint64_t decided_in_all_ = 0;
  std::shared_ptr<const RunResult> result_;
  std::thread thread_;                    // last: it starts when all else stands
};

}  // namespace retort
