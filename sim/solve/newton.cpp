#include "sim/solve/newton.h"

#include <nvector/nvector_serial.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace retort {
namespace {

constexpr double kMostUnseen = 12;    // tolerances: some hundred pascal in a small volume at 2 bar and rtol 1e-4
constexpr double kSmall = 1;          // tolerances that r may be worth after the last correction
constexpr double kFalls = 0.9;        // of r before a correction, that may be left after it
constexpr double kDiverges = 2;       // times the last correction
constexpr int kMostCorrections = 4;

struct Newton {
  SUNNonlinSolSysFn residual = nullptr;
  SUNNonlinSolLSetupFn setup = nullptr;
  SUNNonlinSolLSolveFn solve = nullptr;
  N_Vector r = nullptr;
  double unseen = 0;  // tolerances
  double rate = 1;    // what a correction leaves to do, as last seen
  int corrections = 0;
  long all = 0, fails = 0;
};

Newton& of(SUNNonlinearSolver s) { return *static_cast<Newton*>(s->content); }

/// The largest component, in tolerances.
double widest(N_Vector r, N_Vector weight) {
  const double *a = N_VGetArrayPointer(r), *w = N_VGetArrayPointer(weight);
  double most = 0;
  for (sunindextype i = 0; i < NV_LENGTH_S(r); ++i) most = std::max(most, std::abs(a[i]) * w[i]);
  return most;
}

/// Takes the change off the correction; its root mean square in tolerances, as CVODE measures.
double take_off(N_Vector correction, N_Vector change, N_Vector weight) {
  const double *d = N_VGetArrayPointer(change), *w = N_VGetArrayPointer(weight);
  double* c = N_VGetArrayPointer(correction);
  const sunindextype n = NV_LENGTH_S(change);
  double sum = 0;
  for (sunindextype i = 0; i < n; ++i) {
    c[i] -= d[i];
    const double x = d[i] * w[i];
    sum += x * x;
  }
  return std::sqrt(sum / static_cast<double>(n));
}

/// From a correction of zero, with its residual in r, to one that closes it. `fresh`: J is of this step.
int iterate(Newton& n, N_Vector correction, N_Vector weight, double tolerance, bool fresh, void* mem) {
  double last = 0;
  for (n.corrections = 0; n.corrections < kMostCorrections;) {
    const double before = fresh ? 0 : widest(n.r, weight);
    if (const int status = n.solve(n.r, mem); status != 0) return status;
    const double size = take_off(correction, n.r, weight);
    ++n.all;
    if (n.corrections > 0) {
      n.rate = std::max(0.3 * n.rate, size / last);
      if (size > kDiverges * last) return SUN_NLS_CONV_RECVR;
    }
    ++n.corrections;
    last = size;
    const bool small = size * std::min(1.0, n.rate) <= tolerance;
    if (small && n.unseen + before <= kMostUnseen) {
      n.unseen = fresh ? 0 : n.unseen + before;
      return SUN_NLS_SUCCESS;
    }
    if (const int status = n.residual(correction, n.r, mem); status != 0) return status;
    if (fresh) continue;
    const double now = widest(n.r, weight);
    if (small && now <= kSmall) {
      n.unseen = now;
      return SUN_NLS_SUCCESS;
    }
    if (now > kFalls * before) return SUN_NLS_CONV_RECVR;
  }
  return SUN_NLS_CONV_RECVR;
}

int solve(SUNNonlinearSolver s, N_Vector, N_Vector correction, N_Vector weight, realtype tolerance, booleantype call_setup, void* mem) {
  Newton& n = of(s);
  for (bool bad = false;; bad = true) {
    if (const int status = n.residual(correction, n.r, mem); status != 0) return status;
    booleantype fresh = SUNFALSE;
    if (call_setup) {
      if (const int status = n.setup(bad, &fresh, mem); status != 0) return status;
      n.rate = 1;
      if (fresh) n.unseen = 0;
    }
    const int status = iterate(n, correction, weight, tolerance, fresh, mem);
    if (status == SUN_NLS_SUCCESS) return status;
    if (status < 0 || fresh) {
      ++n.fails;
      return status;
    }
    call_setup = SUNTRUE;
    N_VConst(0, correction);
  }
}

}  // namespace

SUNNonlinearSolver make_newton(SUNContext context, N_Vector like) {
  SUNNonlinearSolver s = SUNNonlinSolNewEmpty(context);
  if (!s) return nullptr;
  auto n = std::make_unique<Newton>();
  n->r = N_VClone(like);
  s->content = n.release();
  s->ops->gettype = [](SUNNonlinearSolver) { return SUNNONLINEARSOLVER_ROOTFIND; };
  s->ops->initialize = [](SUNNonlinearSolver x) {  // at every restart: what follows depends on the state alone
    Newton& m = of(x);
    m.unseen = 0;
    m.rate = 1;
    m.all = m.fails = 0;
    return SUN_NLS_SUCCESS;
  };
  s->ops->solve = solve;
  s->ops->free = [](SUNNonlinearSolver x) {
    N_VDestroy(of(x).r);
    delete &of(x);
    SUNNonlinSolFreeEmpty(x);
    return SUN_NLS_SUCCESS;
  };
  s->ops->setsysfn = [](SUNNonlinearSolver x, SUNNonlinSolSysFn f) {
    of(x).residual = f;
    return SUN_NLS_SUCCESS;
  };
  s->ops->setlsetupfn = [](SUNNonlinearSolver x, SUNNonlinSolLSetupFn f) {
    of(x).setup = f;
    return SUN_NLS_SUCCESS;
  };
  s->ops->setlsolvefn = [](SUNNonlinearSolver x, SUNNonlinSolLSolveFn f) {
    of(x).solve = f;
    return SUN_NLS_SUCCESS;
  };
  s->ops->setctestfn = [](SUNNonlinearSolver, SUNNonlinSolConvTestFn, void*) { return SUN_NLS_SUCCESS; };  // iterate has its own
  s->ops->getnumiters = [](SUNNonlinearSolver x, long* all) {
    *all = of(x).all;
    return SUN_NLS_SUCCESS;
  };
  s->ops->getcuriter = [](SUNNonlinearSolver x, int* now) {
    *now = of(x).corrections;
    return SUN_NLS_SUCCESS;
  };
  s->ops->getnumconvfails = [](SUNNonlinearSolver x, long* fails) {
    *fails = of(x).fails;
    return SUN_NLS_SUCCESS;
  };
  return s;
}

}  // namespace retort
