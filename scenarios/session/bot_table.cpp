#include "scenarios/session/bot_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

#include "scenarios/session/bots.h"
#include "scenarios/session/play.h"
#include "sim/base/errors.h"
#include "sim/base/file.h"

namespace retort {
namespace {

double score_of(const Prepared& prepared, const std::string& what, std::uint64_t seed, const std::string& plays) {
  Operator who = Operator::parse(plays, what, *prepared.plant, prepared.scenario.get());
  RunSetup setup;
  setup.client = Client::operator_file;
  setup.history = false;
  setup.seed = seed;
  Run run(prepared, setup);
  return play(run, who).grade.score;
}

void keep_file(const std::string& folder, const std::string& name, const std::string& text) {
  const std::filesystem::path file = std::filesystem::path(folder) / name;
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) throw FileError(file.string(), {}, "is there already: keep what bots play in a folder of its own");
  write_file(file.string(), text);
}

/// What one of them plays, on one seed.
struct Game {
  std::size_t row;
  std::uint64_t seed;
};

}  // namespace

int all_processors() { return static_cast<int>(std::max(1u, std::thread::hardware_concurrency())); }

void play_bot_table(const Prepared& prepared, const std::string& model, const BotTableSetup& setup, const std::function<void(const BotRow&)>& done) {
  std::vector<const Bot*> players{nullptr};   // the model answer
  for (const Bot& b : bots())
    if (setup.only.empty() || std::find(setup.only.begin(), setup.only.end(), b.name) != setup.only.end()) players.push_back(&b);
  std::string name = prepared.material.title();
  std::replace(name.begin(), name.end(), '/', '.');
  const auto seeds = static_cast<std::size_t>(setup.seeds);
  std::vector<BotRow> rows(players.size());
  std::vector<std::size_t> missing(players.size(), seeds);
  std::vector<Game> games;
  for (std::size_t row = 0; row < players.size(); ++row) {
    rows[row] = {players[row] ? std::string("bot ") + players[row]->name : "model answer", std::vector<double>(seeds), ""};
    for (std::size_t i = 0; i < seeds; ++i) games.push_back({row, i + 1});
  }

  const auto judge = [&](std::size_t row) {
    for (std::size_t i = 0; i < seeds; ++i) {
      const double score = rows[row].scores[i];
      const std::string w = players[row] ? wanted_of(players[row]->kind, score, rows[0].scores[i])
                            : score < kModelAtLeast ? fmt::format("at least {:.0f}", kModelAtLeast) : "";
      if (!w.empty()) rows[row].wanted = w;
    }
  };

  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::size_t told = 0;
  std::exception_ptr failed;
  const auto work = [&] {
    try {
      for (std::size_t g; (g = next++) < games.size();) {
        const auto [row, seed] = games[g];
        const std::string plays = players[row] ? players[row]->plays({prepared, model, seed}) : model;
        if (players[row] && !setup.keep.empty()) keep_file(setup.keep, fmt::format("{}.{}.{}.yaml", name, players[row]->name, seed), plays);
        const double score = score_of(prepared, rows[row].who, seed, plays);
        const std::lock_guard lock(mutex);
        rows[row].scores[seed - 1] = score;
        --missing[row];
        for (; told < rows.size() && missing[told] == 0; ++told) {
          judge(told);
          done(rows[told]);
        }
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failed = std::current_exception();
      next = games.size();
    }
  };
  {
    std::vector<std::jthread> others;
    try {
      for (std::size_t i = 1; i < std::min(games.size(), static_cast<std::size_t>(std::max(1, setup.threads))); ++i) others.emplace_back(work);
    } catch (const std::system_error&) {
      // As many as the machine gives.
    }
    work();
  }
  if (failed) std::rethrow_exception(failed);
}

}  // namespace retort
