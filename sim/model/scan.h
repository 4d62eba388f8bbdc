#pragma once
#include "sim/base/random.h"
#include "sim/model/declare.h"
#include "sim/model/plant_state.h"

/// What a block sees between two steps: the only place where a mode changes.
namespace retort {

struct BlockLayout;
struct CompiledPlant;

class Scan {
 public:
  Scan(const CompiledPlant& plant, PlantState& state, bool noise) : plant_(plant), state_(state), noise_(noise) {}
  void enter(const BlockLayout& block, std::uint64_t stream);

  double period() const;  // s since the last scan
  double time() const;    // s
  double operator[](StateId h) const { return x_[h.i]; }
  double operator[](MemoryId h) const { return memory_[h.i]; }
  double operator[](InputId h) const { return input_[h.i]; }
  double operator[](OutputId h) const { return output_[h.i]; }
  double operator[](MalfunctionId h) const { return malfunction_[h.i]; }

  void set(MemoryId h, double v) { memory_[h.i] = v; }
  void set(InputId h, double v) { input_[h.i] = v; }  // a momentary command is taken back, a tripped one reset
  /// Sets a memory on which f jumps (a trip, a latch): the stepper starts anew.
  void jump(MemoryId h, double v) {
    if (memory_[h.i] != v) jumped_ = true;
    memory_[h.i] = v;
  }

  /// Another block's variable, SI.
  double read(SignalId h) const;
  /// 0 good, 1 uncertain, 2 bad. Variables without a quality are good.
  double quality(SignalId h) const;
  const Row& row(SignalId h) const;
  const Row& row(TargetId h) const;
  /// Writes another block's input, held inside its limits.
  void write(TargetId h, double v);
  /// An output of 0..1 as that share of the target's own range; as it is where the target has none.
  void write_share(TargetId h, double share);
  void perform(ActId h);
  /// What to start from when the target was not followed, and whether it is followed now.
  double back_value(TargetId h) const;
  double back_share(TargetId h) const;  // the same as a share of the target's range
  bool back_open(TargetId h) const;
  /// The target is an input of a selector, and another one goes on.
  bool passed_over(TargetId h) const;
  bool holds(ConditionId h);

  /// Standard normal number of this block and scan; 0 when noise is off.
  double noise(int k = 0) const;
  /// Uniform on [0, 1): the n-th number of this block's stream k, whatever the scan. Drawn with noise off, too.
  double uniform(std::uint64_t k, std::uint64_t n) const;
  bool jumped() const { return jumped_; }

  /// The value of any row, for this block's expressions.
  double value(RowId row) const;

 private:
  const CompiledPlant& plant_;
  PlantState& state_;
  const BlockLayout* block_ = nullptr;
  std::uint64_t stream_ = 0;
  const double* x_ = nullptr;
  double *memory_ = nullptr, *input_ = nullptr;
  const double *output_ = nullptr, *malfunction_ = nullptr;
  bool noise_ = true, jumped_ = false;
};

}  // namespace retort
