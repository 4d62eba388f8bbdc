#include "scenarios/session/run_thread.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "platform/system.h"
#include "scenarios/session/verify.h"

namespace retort {
namespace {

constexpr double kLongestTurn = 0.03;      // s of the wall clock: then it publishes, and looks into the mailbox
constexpr double kMeasured = 1;            // s over which the reached speed is taken
constexpr std::size_t kMostDecided = 256;

}  // namespace

RunThread::RunThread(std::unique_ptr<Run> run)
    : run_(std::move(run)), prepared_(run_->prepared()), setup_(run_->setup()) {
  run_->on_mail = [this] {
    {
      const std::lock_guard lock(lock_);
      mail_ = true;
    }
    wake_.notify_one();
  };
  publish();
  thread_ = std::thread([this] { live(); });
}

RunThread::~RunThread() {
  {
    const std::lock_guard lock(lock_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

std::shared_ptr<const Publication> RunThread::latest() const {
  const std::lock_guard lock(lock_);
  return latest_;
}

double RunThread::computing() const {
  const double began = scan_began_.load();
  return began > 0 ? steady_seconds() - began : 0;
}

void RunThread::begin() {
  {
    const std::lock_guard lock(lock_);
    mail_ = begun_ = true;
  }
  wake_.notify_one();
}

void RunThread::finish() {
  {
    const std::lock_guard lock(lock_);
    finish_ = true;
  }
  wake_.notify_one();
}

void RunThread::break_off(const std::string& why) {
  {
    const std::lock_guard lock(lock_);
    broken_off_ = why;
  }
  finish();
}

void RunThread::live() {
  name_thread("retort run");
  last_ = measured_from_ = steady_seconds();
  while (true) {
    bool begun = false, end = false, stop = false, asked = false;
    {
      const std::lock_guard lock(lock_);
      asked = mail_;
      mail_ = false;
      begun = begun_;
      end = finish_ || stop_;
      stop = stop_;
    }
    run_->attend();
    bool changed = false;
    for (Run::Decided& d : run_->take_decided()) decided_.push_back(std::move(d)), ++decided_in_all_, changed = true;
    const double now = steady_seconds();
    if (!result_ && !end && begun) changed = advance(now, asked) || changed;
    for (Run::Decided& d : run_->take_decided()) decided_.push_back(std::move(d)), ++decided_in_all_, changed = true;
    last_ = now;
    if (!result_ && (end || run_->over())) close(), changed = true;
    if (changed) publish();
    if (stop) return;
    const double speed = run_->speed();
    const bool idle = !begun || result_ || run_->frozen() || run_->over();
    // Until the next scan is due, or somebody writes.
    sleep(idle ? 0.25 : speed <= 0 ? 0 : std::clamp((run_->plant().scan_period() - owed_) / speed - (steady_seconds() - now), 0.0, 0.25));
  }
}

/// Scans that are due, for one turn. True when there was one. Who has acted does not wait for the end of the period: the next scan comes at
/// once, and those after it where they would have come. At most one comes early at a time.
bool RunThread::advance(double now, bool asked) {
  const double elapsed = std::min(now - last_, 0.5);
  if (run_->frozen() || run_->over()) {
    owed_ = 0;
    return false;
  }
  const double period = run_->plant().scan_period(), speed = run_->speed();
  owed_ = speed > 0 ? std::min(owed_ + elapsed * speed, std::max(period, 0.5 * speed)) : 1e9;
  bool stepped = false, early = asked && speed > 0 && owed_ > 0;
  while ((owed_ >= period || early) && !run_->over()) {
    const double before = steady_seconds();
    if (stepped && before - now > kLongestTurn) break;
    scan_began_ = before;
    run_->step();
    scan_began_ = 0;
    owed_ -= period;
    early = false;
    measured_time_ += period;
    stepped = true;
  }
  if (speed <= 0) owed_ = 0;
  if (now - measured_from_ >= kMeasured) {
    reached_ = measured_time_ / (now - measured_from_);
    measured_from_ = now;
    measured_time_ = 0;
  }
  return stepped;
}

void RunThread::close() {
  run_->close();
  auto result = std::make_shared<RunResult>(run_->result());
  nlohmann::json said = run_->scenario() ? result_json(*result) : nlohmann::json::object();
  {
    const std::lock_guard lock(lock_);
    if (!broken_off_.empty()) said["broken_off"] = broken_off_;
  }
  run_->finish(json_text(said));
  result_ = std::move(result);
}

void RunThread::publish() {
  auto p = std::make_shared<Publication>();
  p->number = ++number_;
  p->frame = run_->frame();
  p->history = run_->sim().history();
  p->log = run_->sim().log();
  if (const Player* player = run_->player()) p->player = player->copy();
  p->frozen = run_->frozen();
  p->over = run_->over();
  p->speed = run_->speed();
  p->reached = reached_;
  p->moments = run_->moments();
  p->told = run_->told();
  p->recording_error = run_->recording_error();
  if (decided_.size() > kMostDecided) decided_.erase(decided_.begin(), decided_.end() - kMostDecided);
  p->decided = std::make_shared<const std::vector<Run::Decided>>(decided_);
  p->decided_in_all = decided_in_all_;
  p->result = result_;
  const std::lock_guard lock(lock_);
  latest_ = std::move(p);
}

void RunThread::sleep(double seconds) {
  std::unique_lock lock(lock_);
  wake_.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return mail_ || stop_ || (finish_ && !result_); });
}

}  // namespace retort
