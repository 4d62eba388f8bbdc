#include "sim/model/jacobian_pattern.h"

#include <algorithm>
#include <map>
#include <set>

namespace retort {
namespace {

class PatternFinder {
 public:
  explicit PatternFinder(CompiledPlant& plant) : plant_(plant) {}

  void find() {
    const int n = static_cast<int>(plant_.initial.states.size());
    pattern_.assign(static_cast<std::size_t>(n), {});
    for (int i = 0; i < n; ++i) pattern_[static_cast<std::size_t>(i)].insert(i);
    const auto states_of = [&](int b, std::set<int>& out) {
      for (int i = 0; i < block(b).n_states; ++i) out.insert(block(b).first_state + i);
    };
    for (int i = 0; i < static_cast<int>(plant_.branches.size()); ++i) {
      const Branch& b = plant_.branches[static_cast<std::size_t>(i)];
      CompiledPlant::JacobianPiece piece;
      piece.branch = i;
      std::set<int> written, seen;
      const auto see = [&](int k) {
        if (std::find(piece.blocks.begin(), piece.blocks.end(), k) == piece.blocks.end()) piece.blocks.push_back(k);
      };
      see(b.from_block);
      see(b.to_block);
      for (const auto& [k, p] : {std::pair{b.from_block, b.from_port}, std::pair{b.to_block, b.to_port}}) {
        const PortDecl& d = block(k).declared->ports[static_cast<std::size_t>(p)];
        const int first = block(k).first_state;
        for (int s : {d.mass_state, d.energy_state, d.total_state})
          if (s >= 0) written.insert(first + s);
        if (d.component_state >= 0)
          for (int c = 0; c < d.medium->components; ++c) written.insert(first + d.component_state + c);
        for (StateId s : d.writes) written.insert(first + s.i);
        if (d.writes.empty() && block(k).block->exchanges()) states_of(k, written);
        for (StateId s : d.sees) seen.insert(first + s.i);
        if (d.sees.empty()) states_of(k, seen);
      }
      for (const Branch::Element& e : b.elements) {
        see(e.block);
        states_of(e.block, written);
        states_of(e.block, seen);
      }
      add_piece(std::move(piece), written, seen);
    }
    for (int i = 0; i < static_cast<int>(plant_.blocks.size()); ++i) {
      if (block(i).has_path || block(i).n_states == 0) continue;
      CompiledPlant::JacobianPiece piece;
      piece.block = i;
      piece.blocks = {i};
      std::set<int> written;
      states_of(i, written);
      add_piece(std::move(piece), written, written);
    }
    std::vector<std::map<int, std::int64_t>> slot(static_cast<std::size_t>(n));
    for (int c = 0; c < n; ++c) {
      plant_.jac_columns.push_back(static_cast<std::int64_t>(plant_.jac_rows.size()));
      for (int r : pattern_[static_cast<std::size_t>(c)]) {
        slot[static_cast<std::size_t>(c)][r] = static_cast<std::int64_t>(plant_.jac_rows.size());
        plant_.jac_rows.push_back(r);
      }
    }
    plant_.jac_columns.push_back(static_cast<std::int64_t>(plant_.jac_rows.size()));
    for (CompiledPlant::JacobianPiece& piece : plant_.pieces)
      for (auto& pass : piece.passes)
        for (auto& e : pass) e.slot = slot[static_cast<std::size_t>(e.slot >> 32)][static_cast<int>(e.slot & 0xffffffff)];
  }

 private:
  BlockLayout& block(int i) { return plant_.blocks[static_cast<std::size_t>(i)]; }

  void add_piece(CompiledPlant::JacobianPiece piece, const std::set<int>& written, const std::set<int>& seen) {
    std::vector<int> global;
    for (int b : piece.blocks) {
      piece.offsets.push_back(piece.n_local);
      for (int i = 0; i < block(b).n_states; ++i) global.push_back(block(b).first_state + i);
      piece.n_local += block(b).n_states;
    }
    std::vector<int> rows;
    for (int i = 0; i < piece.n_local; ++i) {
      if (plant_.differential[static_cast<std::size_t>(global[i])] && seen.contains(global[i])) piece.columns.push_back(i);
      if (written.contains(global[i])) rows.push_back(i);
    }
    rows.push_back(piece.n_local);
    rows.push_back(piece.n_local + 1);
    std::vector<std::vector<int>> rows_of(piece.columns.size(), rows);
    if (piece.branch < 0 && !block(piece.block).declared->dependences.empty()) rows_of = declared_rows(piece);
    share_directions(piece, rows_of);
    for (std::size_t c = 0; c < piece.columns.size(); ++c) {
      const int column = global[piece.columns[c]];
      std::vector<CompiledPlant::JacobianPiece::Entry>& pass = piece.passes[static_cast<std::size_t>(piece.directions[c] / kChunk)];
      for (int row : rows_of[c]) {
        const int r = row < piece.n_local ? global[row] : plant_.ledger_state + row - piece.n_local;
        pattern_[static_cast<std::size_t>(column)].insert(r);
        pass.push_back({row, piece.directions[c], (static_cast<std::int64_t>(column) << 32) | r});  // slot: resolved below
      }
    }
    plant_.pieces.push_back(std::move(piece));
  }

  /// The rows of each column, as the block declared them.
  std::vector<std::vector<int>> declared_rows(const CompiledPlant::JacobianPiece& piece) {
    std::vector<std::vector<int>> rows_of(piece.columns.size());
    for (const auto& [rate, on] : block(piece.block).declared->dependences)
      for (std::size_t c = 0; c < piece.columns.size(); ++c)
        if (piece.columns[c] == on) rows_of[c].push_back(rate);
    for (std::vector<int>& rows : rows_of) {
      std::sort(rows.begin(), rows.end());
      rows.erase(std::unique(rows.begin(), rows.end()), rows.end());  // a block may say it twice
    }
    return rows_of;
  }

  /// Greedy colouring: each column takes the first direction in which nothing stands yet that shares a row with it.
  void share_directions(CompiledPlant::JacobianPiece& piece, const std::vector<std::vector<int>>& rows_of) {
    std::vector<std::set<int>> taken;  // rows of each direction
    for (const std::vector<int>& rows : rows_of) {
      std::size_t d = 0;
      const auto clashes = [&](int row) { return taken[d].contains(row); };
      while (d < taken.size() && std::any_of(rows.begin(), rows.end(), clashes)) ++d;
      if (d == taken.size()) taken.emplace_back();
      taken[d].insert(rows.begin(), rows.end());
      piece.directions.push_back(static_cast<int>(d));
    }
    piece.passes.resize((taken.size() + kChunk - 1) / kChunk);
  }

  CompiledPlant& plant_;
  std::vector<std::set<int>> pattern_;  // rows of each column
};

}  // namespace

void find_jacobian_pattern(CompiledPlant& plant) { PatternFinder(plant).find(); }

}  // namespace retort
