#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/model/block.h"
#include "sim/model/catalogue.h"
#include "sim/model/display.h"
#include "sim/model/field.h"
#include "sim/model/plant_spec.h"
#include "sim/model/plant_state.h"
#include "sim/model/procedures.h"

/// A plant ready to run: immutable, shared by all runs. `compile` turns a PlantSpec into this: it makes the blocks,
/// joins lines and inline elements into branches, inserts junctions where branches meet, lays out the state arrays, fills
/// the catalogue, resolves signals, and finds the sparsity pattern of the Jacobian.
namespace retort {

/// Where a block's parts stand in the arrays of PlantState.
struct BlockLayout {
  std::string tag, section, type;
  std::unique_ptr<Block> block;
  std::unique_ptr<Declare> declared;
  int first_state = 0, n_states = 0;
  int first_memory = 0, n_memories = 0;
  int first_input = 0, n_inputs = 0;
  int first_output = 0, n_outputs = 0;
  int first_malfunction = 0, n_malfunctions = 0;
  int first_port = 0, n_ports = 0;   // in the array of published FluidStates
  int first_fraction = 0, n_fractions = 0, first_kept = 0;
  bool publishes = false;            // has volume ports
  bool has_path = false;             // is an element of a branch (evaluated there)
  bool inserted = false;             // a junction that the compiler put in: no file names it
  RowId first_row = 0, n_rows = 0;
};

/// A chain of inline elements between two volume ports. Positive flow runs from `from` to `to`.
struct Branch {
  struct Element {
    int block;      // index into CompiledPlant::blocks
    bool forward;   // false when the element's own in -> out runs against the branch
  };
  int from_block, from_port;  // from_port: local port index of that block
  int to_block, to_port;
  std::vector<Element> elements;
  const Medium* medium = nullptr;
  bool gas = false;
  int rho_of = -1;            // whose density counts: 0 from, 1 to (the other is a nozzle that gives nothing), -1 the mean
  std::string name;           // for messages: "T-100.out -> P-101.out"
};

/// Rows in the table of commands that target a block's input and can tell what stands there.
struct TargetFeedback {
  RowId back_value = kNoRow, back_open = kNoRow;
  RowId selected = kNoRow;  // of a selector: which of its inputs goes on
  int as = 0;               // its value while this one does
};

/// Scratch space of one run; a CompiledPlant is shared and holds none.
struct EvalWorkspace {
  std::vector<FluidState<double>> ports;
  std::vector<double> fractions, kept;
  std::vector<DualN> x, dx, dual_fractions, dual_kept;
  std::vector<FluidState<DualN>> dual_ports;
};

struct CompiledPlant {
  PlantSpec spec;
  Hash hash;                    // of the plant file and of the catalogue it gives
  std::vector<std::unique_ptr<Medium>> media;        // the plant's own stands first
  const Liquid* medium = nullptr;                    // of the plant, when it is a liquid
  std::vector<std::unique_ptr<BlockSpec>> inserted;  // junctions that the compiler put in
  std::vector<BlockLayout> blocks;
  std::map<std::string, BlockId, std::less<>> by_tag;
  std::vector<Branch> branches;
  std::vector<int> scan_order;  // indices of blocks: instruments, control, safety, units, lines, alarms
  std::vector<int> after_step;  // instruments without delay: they scan once the step is done
  Catalogue catalogue;
  Wiring wiring;                // what is joined to what
  Displays displays;            // where the file puts things on its drawings
  std::vector<FieldPlace> places;        // by BlockId: where units stand in the field
  FieldPlan field;                       // what else stands there
  std::vector<Procedure> procedures;     // what its operators go by
  std::vector<TargetFeedback> feedback;  // by RowId of an input
  PlantState initial;           // as the file starts it
  int n_ports = 0, n_fractions = 0, n_kept = 0;
  int ledger_state = 0;         // the last two states: mass and energy that left the model

  std::vector<double> absolute_tolerance;  // per state
  std::vector<double> finer;               // per state: how many times finer than the rest it is integrated
  std::vector<char> differential;          // per state: 1, or 0 for totalisers (left out of error control)
  std::vector<int> mass_states, energy_states;  // all states that hold mass and energy, without the ledger

  double scan_period() const { return spec.scan_period; }
  const BlockLayout* find(std::string_view tag) const;
  /// kNoBlock when there is none.
  BlockId block_called(std::string_view tag) const;
  /// The block of a row; nullptr for the clock's.
  const BlockLayout* block_of(RowId row) const;
  /// The instrument whose row this is; nullptr for any other.
  const InstrumentWiring* instrument_of(RowId row) const;
  /// What moves an input at every scan by its key `out`, `low`, ...: a controller, a station, a selector. kNoBlock: nothing does.
  BlockId driver_of(RowId input) const;
  const BlockWiring& wired(BlockId block) const { return wiring.blocks[static_cast<std::size_t>(block)]; }

  /// dy/dt at (y, memories, inputs, malfunctions). `outputs` may be nullptr.
  void derivatives(const PlantState& s, const double* y, double* dydt, double* outputs, EvalWorkspace& ws) const;
  /// Compressed-sparse-column pattern of the Jacobian, diagonal included.
  std::vector<std::int64_t> jac_columns, jac_rows;
  /// Fills values in that pattern, exactly (forward-mode duals).
  void jacobian(const PlantState& s, const double* y, double* values, EvalWorkspace& ws) const;
  /// Evaluates all outputs at the state.
  void evaluate_outputs(PlantState& s, EvalWorkspace& ws) const;
  /// The SI value of a row.
  double value(const PlantState& s, RowId row) const;
  /// Writes a row where it lives. No checks.
  void set(PlantState& s, RowId row, double v) const;
  /// Sum of all mass (energy) states and the ledger: constant but for rounding.
  double total_mass(const PlantState& s) const;
  double total_energy(const PlantState& s) const;

  // --- the plan of evaluation, made by the compiler (evaluate.cpp)
  /// A block by itself, or a branch with the volumes at its ends: the smallest part with its own derivatives.
  struct JacobianPiece {
    int branch = -1, block = -1;
    std::vector<int> blocks;       // whose states it sees, without doubles
    std::vector<int> offsets;      // of their states in the piece's own array
    int n_local = 0;
    std::vector<int> columns;      // local positions of the states it depends on
    /// The dual direction of each column. Columns that no rate depends on together share one, so that a sparse block of
    /// many states takes few passes (Curtis, Powell, Reid, J. Inst. Math. Appl. 13 (1974) 117).
    std::vector<int> directions;
    /// What a pass over kChunk directions gives: d(rate of `row`)/d(direction) belongs at `slot` of the Jacobian's values.
    struct Entry {
      int row;                     // local position; n_local and n_local + 1 are the ledger
      int direction;
      std::int64_t slot;
    };
    std::vector<std::vector<Entry>> passes;
  };
  std::vector<JacobianPiece> pieces;
};

/// Throws FileError with every problem found.
std::shared_ptr<const CompiledPlant> compile(PlantSpec spec, const BlockTypes& types);

}  // namespace retort
