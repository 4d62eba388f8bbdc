// CVODE (variable-order BDF, modified Newton, exact sparse Jacobian, KLU) over one scan at a time. Source: Hindmarsh et al.,
// SUNDIALS, ACM TOMS 31(3), 2005. History is kept from scan to scan and dropped where f has jumped. While controllers act, no step
// reaches past the scan. Where nothing has touched f for a while (an open loop, a plant in manual), steps are as long as accuracy
// allows and the scans read what lies between; a change then finds the integrator ahead, and it starts anew from that scan.
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "sim/solve/newton.h"
#include "sim/solve/rescue.h"
#include "sim/solve/stepper.h"

namespace retort {
namespace {

constexpr double kNoErrorControl = 1e30;  // tolerance of totalisers: nothing depends on them
constexpr int kQuietScans = 10;           // so many without a change of f, and steps may reach past the scan
constexpr double kNever = 1e30;           // s

class CvodeStepper final : public Stepper {
 public:
  CvodeStepper(std::shared_ptr<const CompiledPlant> plant, const StepperOptions& options)
      : plant_(std::move(plant)), options_(options), rescue_(*plant_) {
    const auto n = static_cast<sunindextype>(plant_->initial.states.size());
    if (SUNContext_Create(nullptr, &context_) != 0) throw std::runtime_error("SUNDIALS gives no context");
    y_ = N_VNew_Serial(n, context_);
    tolerance_ = N_VNew_Serial(n, context_);
    for (sunindextype i = 0; i < n; ++i) {
      const auto k = static_cast<std::size_t>(i);
      NV_Ith_S(tolerance_, i) =
          plant_->differential[k] ? plant_->absolute_tolerance[k] * std::min(1.0, options.rtol / 1e-4) : kNoErrorControl;
    }
    matrix_ = SUNSparseMatrix(n, n, static_cast<sunindextype>(plant_->jac_rows.size()), CSC_MAT, context_);
    std::copy(plant_->jac_columns.begin(), plant_->jac_columns.end(), SUNSparseMatrix_IndexPointers(matrix_));
    std::copy(plant_->jac_rows.begin(), plant_->jac_rows.end(), SUNSparseMatrix_IndexValues(matrix_));
    std::fill_n(SUNSparseMatrix_Data(matrix_), plant_->jac_rows.size(), 0.0);
    jacobian_.resize(plant_->jac_rows.size());
    for (std::size_t c = 0; c < plant_->initial.states.size(); ++c)
      for (auto k = plant_->jac_columns[c]; k < plant_->jac_columns[c + 1]; ++k)
        if (plant_->jac_rows[static_cast<std::size_t>(k)] == static_cast<std::int64_t>(c)) diagonal_.push_back(static_cast<std::size_t>(k));
    solver_ = SUNLinSol_KLU(y_, matrix_, context_);
    std::copy(plant_->initial.states.begin(), plant_->initial.states.end(), N_VGetArrayPointer(y_));
    cvode_ = CVodeCreate(CV_BDF, context_);
    if (!cvode_ || CVodeInit(cvode_, rhs, 0.0, y_) != 0) throw std::runtime_error("CVODE cannot be set up");
    CVodeSetUserData(cvode_, this);
    CVodeWFtolerances(cvode_, weights);
    CVodeSetLinearSolver(cvode_, solver_, matrix_);
    newton_ = make_newton(context_, y_);
    if (!newton_ || CVodeSetNonlinearSolver(cvode_, newton_) != 0) throw std::runtime_error("CVODE takes no iteration");
    CVodeSetLinSysFn(cvode_, linear_system);
    CVodeSetErrHandlerFn(cvode_, [](int, const char*, const char*, char*, void*) {}, nullptr);
    CVodeSetMaxNumSteps(cvode_, options.max_steps_per_scan);
    find_what_f_sees();
  }
  ~CvodeStepper() override {
    CVodeFree(&cvode_);
    SUNNonlinSolFree(newton_);
    SUNLinSolFree(solver_);
    SUNMatDestroy(matrix_);
    N_VDestroy(tolerance_);
    N_VDestroy(y_);
    SUNContext_Free(&context_);
  }
  CvodeStepper(const CvodeStepper&) = delete;
  CvodeStepper& operator=(const CvodeStepper&) = delete;

  bool advance(PlantState& s, double period, bool restart) override {
    state_ = &s;
    double* y = N_VGetArrayPointer(y_);
    quiet_ = changed(s) ? 0 : quiet_ + 1;
    if (restart || fresh_ || (quiet_ == 0 && ahead_)) {
      std::copy(s.states.begin(), s.states.end(), y);
      time_ = 0;  // time since the restart: a run that starts from a snapshot has the same times, so the same bits
      scans_ = 0;
      // KLU's pivots are chosen anew too, so that they depend on the state alone and not on what went before.
      SUNLinSol_KLUReInit(solver_, matrix_, static_cast<sunindextype>(plant_->jac_rows.size()), SUNKLU_REINIT_PARTIAL);
      CVodeReInit(cvode_, 0.0, y_);
      ++counters_.restarts;
      steps_before_ = 0;
      quiet_ = 0;
      fresh_ = false;
    }
    const double end = static_cast<double>(++scans_) * period;
    const bool free = quiet_ >= kQuietScans;
    // No longer than a scan: the step stays the same, and so does the factored matrix. Else no longer than f has stood still.
    CVodeSetMaxStep(cvode_, period * (free ? quiet_ : 1));
    CVodeSetStopTime(cvode_, free ? kNever : end);
    double reached = time_;
    const int status = CVode(cvode_, end, y_, &reached, CV_NORMAL);
    long steps = 0;
    CVodeGetNumSteps(cvode_, &steps);
    counters_.steps += static_cast<std::uint64_t>(steps - steps_before_);
    steps_before_ = steps;
    double internal = end;
    CVodeGetCurrentTime(cvode_, &internal);
    ahead_ = internal > end;
    if (status >= 0 && finite(y)) {
      time_ = end;
      std::copy(y, y + s.states.size(), s.states.begin());
      return true;
    }
    fresh_ = true;
    ++counters_.rescues;
    if (rescue_.advance(s, period, counters_)) return true;
    ++counters_.holds;
    return false;
  }

  const StepperCounters& counters() const override { return counters_; }
  void set_counters(const StepperCounters& c) override { counters_ = c; }

 private:
  bool finite(const double* y) const {
    for (std::size_t i = 0; i < plant_->initial.states.size(); ++i)
      if (!std::isfinite(y[i])) return false;
    return true;
  }
  /// The inputs, memories and malfunctions of every block that takes part in f.
  void find_what_f_sees() {
    std::vector<char> takes_part(plant_->blocks.size(), 0);
    for (const CompiledPlant::JacobianPiece& piece : plant_->pieces)
      for (int b : piece.blocks) takes_part[static_cast<std::size_t>(b)] = 1;
    for (std::size_t b = 0; b < plant_->blocks.size(); ++b)
      if (takes_part[b]) seen_blocks_.push_back(&plant_->blocks[b]);
  }
  /// Whether any of them differs from the last call; remembers them.
  bool changed(const PlantState& s) {
    bool differs = false;
    std::size_t k = 0;
    const auto look = [&](const std::vector<double>& all, int first, int count) {
      if (count == 0) return;
      if (seen_.size() < k + static_cast<std::size_t>(count)) seen_.resize(k + static_cast<std::size_t>(count), kNever);
      const double* now = all.data() + first;
      if (std::memcmp(now, seen_.data() + k, sizeof(double) * static_cast<std::size_t>(count)) != 0) {
        differs = true;
        std::copy(now, now + count, seen_.begin() + static_cast<std::ptrdiff_t>(k));
      }
      k += static_cast<std::size_t>(count);
    };
    for (const BlockLayout* b : seen_blocks_) {
      look(s.inputs, b->first_input, b->n_inputs);
      look(s.memories, b->first_memory, b->n_memories);
      look(s.malfunctions, b->first_malfunction, b->n_malfunctions);
    }
    return differs;
  }

  /// 1 / (rtol |y| + atol), as CVODE has it, with a finer rtol where a block asks for it.
  static int weights(N_Vector y, N_Vector weight, void* self) {
    const auto& me = *static_cast<const CvodeStepper*>(self);
    const double *yy = N_VGetArrayPointer(y), *atol = N_VGetArrayPointer(me.tolerance_);
    double* w = N_VGetArrayPointer(weight);
    for (std::size_t i = 0; i < me.plant_->initial.states.size(); ++i)
      w[i] = 1.0 / (me.options_.rtol / me.plant_->finer[i] * std::abs(yy[i]) + atol[i]);
    return 0;
  }
  static int rhs(realtype, N_Vector y, N_Vector ydot, void* self) {
    auto& me = *static_cast<CvodeStepper*>(self);
    ++me.counters_.rhs_evals;
    me.plant_->derivatives(*me.state_, N_VGetArrayPointer(y), N_VGetArrayPointer(ydot), nullptr, me.workspace_);
    return me.finite(N_VGetArrayPointer(ydot)) ? 0 : 1;  // 1: recoverable, CVODE tries a smaller step
  }
  /// I - gamma J, J of an earlier step where CVODE finds it good enough. The pattern never changes.
  static int linear_system(realtype, N_Vector y, N_Vector f, SUNMatrix a, booleantype keep, booleantype* fresh, realtype gamma, void* self,
                           N_Vector scratch, N_Vector, N_Vector) {
    auto& me = *static_cast<CvodeStepper*>(self);
    *fresh = !keep;
    if (!keep) {
      ++me.counters_.jac_evals;
      if (me.options_.difference_quotient) {
        me.difference_jacobian(y, f, scratch);
      } else {
        me.plant_->jacobian(*me.state_, N_VGetArrayPointer(y), me.jacobian_.data(), me.workspace_);
      }
    }
    double* values = SUNSparseMatrix_Data(a);
    for (std::size_t k = 0; k < me.jacobian_.size(); ++k) values[k] = -gamma * me.jacobian_[k];
    for (std::size_t k : me.diagonal_) values[k] += 1;
    return 0;
  }
  /// Column by column, as a code without derivatives has to: n evaluations of f.
  void difference_jacobian(N_Vector y, N_Vector f, N_Vector scratch) {
    double *yy = N_VGetArrayPointer(y), *moved = N_VGetArrayPointer(scratch);
    const double* base = N_VGetArrayPointer(f);
    for (std::size_t c = 0; c < plant_->initial.states.size(); ++c) {
      const double keep = yy[c];
      const double tolerance = NV_Ith_S(tolerance_, static_cast<sunindextype>(c));
      const double step = std::max(1.5e-8 * std::abs(keep), plant_->differential[c] ? 1e-4 * tolerance : 1e-6);
      yy[c] = keep + step;
      ++counters_.rhs_evals;
      plant_->derivatives(*state_, yy, moved, nullptr, workspace_);
      yy[c] = keep;
      for (auto k = plant_->jac_columns[c]; k < plant_->jac_columns[c + 1]; ++k) {
        const auto r = static_cast<std::size_t>(plant_->jac_rows[static_cast<std::size_t>(k)]);
        jacobian_[static_cast<std::size_t>(k)] = (moved[r] - base[r]) / step;
      }
    }
  }

  std::shared_ptr<const CompiledPlant> plant_;
  StepperOptions options_;
  StepperCounters counters_;
  Rescue rescue_;
  EvalWorkspace workspace_;
  PlantState* state_ = nullptr;
  SUNContext context_ = nullptr;
  N_Vector y_ = nullptr, tolerance_ = nullptr;
  SUNMatrix matrix_ = nullptr;
  SUNLinearSolver solver_ = nullptr;
  SUNNonlinearSolver newton_ = nullptr;
  void* cvode_ = nullptr;
  std::vector<double> jacobian_;
  std::vector<std::size_t> diagonal_;  // where it stands in it
  double time_ = 0;
  std::uint64_t scans_ = 0;
  long steps_before_ = 0;
  std::vector<const BlockLayout*> seen_blocks_;
  std::vector<double> seen_;
  int quiet_ = 0;       // scans since f changed
  bool ahead_ = false;  // the integrator stands past the scan
  bool fresh_ = true;
};

}  // namespace

std::unique_ptr<Stepper> make_stepper(std::shared_ptr<const CompiledPlant> plant, const StepperOptions& options) {
  return std::make_unique<CvodeStepper>(std::move(plant), options);
}

}  // namespace retort
