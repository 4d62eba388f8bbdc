#include "apps/bench/yardsticks.h"

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sunmatrix/sunmatrix_sparse.h>

#include <time.h>

#include <algorithm>
#include <vector>

#include "scenarios/session/library.h"
#include "sim/units/benchmark/te_process.h"

namespace retort {
namespace {

/// Where the shipped plant starts.
std::vector<double> start_of(const std::string& plant) {
  const auto compiled = load_compiled(find_file(plant));
  return compiled->initial.states;
}

// Column A, stages from the bottom: y[2 i] = x_i, y[2 i + 1] = M_i, in minutes.
constexpr int kStages = 41, kFeedStage = 20, kColumn = 2 * kStages;
constexpr double kAlpha = 1.5, kHoldup = 0.5, kTau = 0.063, kReflux = 2.70629, kBoilup = 3.20629, kFeed = 1.1, kFeedX = 0.5, kLevel = 10;

double reflux_to(const double* y, int i) {  // liquid that leaves stage i
  if (i == kStages - 1) return kReflux;
  return kReflux + (i <= kFeedStage ? 1.0 : 0.0) + (y[2 * i + 1] - kHoldup) / kTau;
}

int column_rhs(realtype, N_Vector state, N_Vector rate, void* evals) {
  ++*static_cast<long*>(evals);
  const double* y = N_VGetArrayPointer(state);
  double* f = N_VGetArrayPointer(rate);
  double gas[kStages], l[kStages];
  for (int i = 0; i < kStages - 1; ++i) gas[i] = kAlpha * y[2 * i] / (1 + (kAlpha - 1) * y[2 * i]);
  for (int i = 1; i < kStages; ++i) l[i] = reflux_to(y, i);
  const double d = 0.5 + kLevel * (y[kColumn - 1] - kHoldup), b = 0.5 + kLevel * (y[1] - kHoldup);
  for (int i = 1; i < kStages - 1; ++i) {
    double dm = l[i + 1] - l[i], dmx = l[i + 1] * y[2 * i + 2] - l[i] * y[2 * i] + kBoilup * (gas[i - 1] - gas[i]);
    if (i == kFeedStage) dm += kFeed, dmx += kFeed * kFeedX;
    f[2 * i] = (dmx - y[2 * i] * dm) / y[2 * i + 1];
    f[2 * i + 1] = dm;
  }
  f[1] = l[1] - kBoilup - b;
  f[0] = (l[1] * y[2] - kBoilup * gas[0] - b * y[0] - y[0] * f[1]) / y[1];
  const int top = kColumn - 2;
  f[top + 1] = kBoilup - kReflux - d;
  f[top] = (kBoilup * gas[kStages - 2] - (kReflux + d) * y[top] - y[top] * f[top + 1]) / y[top + 1];
  return 0;
}

/// Calls put(row, column, value) for each entry that is not always zero.
template <class Put>
void column_entries(const double* y, const double* f, Put put) {
  const auto slope = [&](int i) {
    const double q = 1 + (kAlpha - 1) * y[2 * i];
    return kAlpha / (q * q);
  };
  for (int i = 0; i < kStages; ++i) {
    const int r = 2 * i;
    const double m = y[r + 1], in = i + 1 < kStages ? reflux_to(y, i + 1) : 0;
    const double follows = i + 1 < kStages - 1 ? 1 / kTau : 0;  // of the liquid from above on its holdup
    const double feed = i == kFeedStage ? kFeed : 0;
    if (i > 0) put(r, r - 2, kBoilup * slope(i - 1) / m);
    const double out = i == kStages - 1 ? -kBoilup : i == 0 ? -in - kBoilup * slope(0) + kBoilup : -in - kBoilup * slope(i) - feed;
    put(r, r, out / m);
    if (i + 1 < kStages) put(r, r + 2, in / m);
    put(r, r + 1, -f[r] / m);
    if (follows > 0) put(r, r + 3, follows * (y[r + 2] - y[r]) / m);
    put(r + 1, r + 1, i == 0 || i == kStages - 1 ? -kLevel : -1 / kTau);
    if (follows > 0) put(r + 1, r + 3, follows);
  }
}

struct ColumnPattern {
  std::vector<sunindextype> columns, rows;
  std::vector<int> place = std::vector<int>(kColumn * kColumn, -1);
};

int column_jacobian(realtype, N_Vector y, N_Vector f, SUNMatrix a, void*, N_Vector, N_Vector, N_Vector) {
  static const ColumnPattern pattern = [&] {
    ColumnPattern p;
    std::vector<char> there(kColumn * kColumn, 0);
    column_entries(N_VGetArrayPointer(y), N_VGetArrayPointer(f), [&](int r, int c, double) { there[c * kColumn + r] = 1; });
    for (int c = 0; c < kColumn; ++c) {
      p.columns.push_back(static_cast<sunindextype>(p.rows.size()));
      for (int r = 0; r < kColumn; ++r) {
        if (!there[c * kColumn + r]) continue;
        p.place[c * kColumn + r] = static_cast<int>(p.rows.size());
        p.rows.push_back(r);
      }
    }
    p.columns.push_back(static_cast<sunindextype>(p.rows.size()));
    return p;
  }();
  std::copy(pattern.columns.begin(), pattern.columns.end(), SUNSparseMatrix_IndexPointers(a));
  std::copy(pattern.rows.begin(), pattern.rows.end(), SUNSparseMatrix_IndexValues(a));
  double* values = SUNSparseMatrix_Data(a);
  column_entries(N_VGetArrayPointer(y), N_VGetArrayPointer(f),
                 [&](int r, int c, double v) { values[pattern.place[c * kColumn + r]] = v; });
  return 0;
}

struct TeRun {
  te::Conditions conditions;
  long evals = 0;
};

int te_rhs(realtype, N_Vector y, N_Vector f, void* self) {
  auto& run = *static_cast<TeRun*>(self);
  ++run.evals;
  te::evaluate<double>(N_VGetArrayPointer(y), run.conditions, N_VGetArrayPointer(f), nullptr);
  return 0;
}

TeRun te_run(const std::vector<double>& start) {
  TeRun run;
  for (int i = 0; i < 12; ++i) run.conditions.valve[i] = start[static_cast<std::size_t>(te::kValves + i)];
  run.conditions.valve[9] = 38;
  return run;
}

double reactor_pressure(const double* y, const te::Conditions& c) {
  te::Readings<double> readings;
  double rate[te::kStates];
  te::evaluate<double>(y, c, rate, &readings);
  return readings.xmeas[7];
}

}  // namespace

double processor_time() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

Yardstick column_a_yardstick() {
  static const std::vector<double> start = start_of("benchmarks/column_a");
  Yardstick result;
  const double t0 = processor_time();
  SUNContext context;
  SUNContext_Create(nullptr, &context);
  N_Vector y = N_VNew_Serial(kColumn, context);
  double* state = N_VGetArrayPointer(y);
  for (int i = 0; i < kStages; ++i) state[2 * i] = start[static_cast<std::size_t>(i)], state[2 * i + 1] = start[static_cast<std::size_t>(kStages + i)];
  void* cvode = CVodeCreate(CV_BDF, context);
  CVodeInit(cvode, column_rhs, 0, y);
  CVodeSetUserData(cvode, &result.rhs_evals);
  CVodeSStolerances(cvode, 1e-6, 1e-8);
  CVodeSetMaxNumSteps(cvode, 100000);
  SUNMatrix matrix = SUNSparseMatrix(kColumn, kColumn, 6 * kColumn, CSC_MAT, context);
  SUNLinearSolver solver = SUNLinSol_KLU(y, matrix, context);
  CVodeSetLinearSolver(cvode, solver, matrix);
  CVodeSetJacFn(cvode, column_jacobian);
  for (int i = 1; i <= 100; ++i) {
    realtype reached;
    CVode(cvode, 10.0 * i, y, &reached, CV_NORMAL);
  }
  result.answer = state[kColumn - 2];
  CVodeGetNumSteps(cvode, &result.steps);
  CVodeFree(&cvode);
  SUNLinSolFree(solver);
  SUNMatDestroy(matrix);
  N_VDestroy(y);
  SUNContext_Free(&context);
  result.seconds = processor_time() - t0;
  return result;
}

Yardstick tennessee_eastman_yardstick() {
  static const std::vector<double> start = start_of("tennessee_eastman/open_loop");
  Yardstick result;
  const double t0 = processor_time();
  TeRun run = te_run(start);
  SUNContext context;
  SUNContext_Create(nullptr, &context);
  N_Vector y = N_VNew_Serial(te::kStates, context);
  std::copy(start.begin(), start.begin() + te::kStates, N_VGetArrayPointer(y));
  void* cvode = CVodeCreate(CV_BDF, context);
  CVodeInit(cvode, te_rhs, 0, y);
  CVodeSetUserData(cvode, &run);
  CVodeSStolerances(cvode, 1e-6, 1e-8);
  CVodeSetMaxNumSteps(cvode, 100000);
  SUNMatrix matrix = SUNDenseMatrix(te::kStates, te::kStates, context);
  SUNLinearSolver solver = SUNLinSol_Dense(y, matrix, context);
  CVodeSetLinearSolver(cvode, solver, matrix);
  for (int i = 1; i <= 60; ++i) {
    realtype reached;
    CVode(cvode, i / 60.0, y, &reached, CV_NORMAL);
  }
  result.answer = reactor_pressure(N_VGetArrayPointer(y), run.conditions);
  result.rhs_evals = run.evals;
  CVodeGetNumSteps(cvode, &result.steps);
  CVodeFree(&cvode);
  SUNLinSolFree(solver);
  SUNMatDestroy(matrix);
  N_VDestroy(y);
  SUNContext_Free(&context);
  result.seconds = processor_time() - t0;
  return result;
}

Yardstick tennessee_eastman_euler() {
  static const std::vector<double> start = start_of("tennessee_eastman/open_loop");
  Yardstick result;
  const double t0 = processor_time();
  const TeRun run = te_run(start);
  std::vector<double> y(start.begin(), start.begin() + te::kStates), rate(te::kStates);
  for (int second = 0; second < 3600; ++second) {
    te::evaluate<double>(y.data(), run.conditions, rate.data(), nullptr);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] += rate[i] / 3600;
  }
  result.answer = reactor_pressure(y.data(), run.conditions);
  result.steps = result.rhs_evals = 3600;
  result.seconds = processor_time() - t0;
  return result;
}

}  // namespace retort
