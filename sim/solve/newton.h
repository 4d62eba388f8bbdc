#pragma once
#include <sundials/sundials_nonlinearsolver.h>

/// The modified Newton iteration of the stepper, in place of CVODE's own. With y the state of a step and M = 1 - gamma J, factored some
/// steps ago,
///   r = y - a - gamma f(y),   y <- y - M^-1 r                                                        (1)
/// CVODE holds y for converged when the correction M^-1 r is small. Where f has lost its slope since J was evaluated (a drain against
/// which the pressure has fallen, a check valve that has shut, a volume that has run empty), M is far too stiff and every correction is
/// small, however wrong y is; and as the error of the step is estimated from the same correction, nobody notices: liquid goes on leaving
/// against the pressure, for as many steps as J is kept. Therefore r itself is watched as long as J is not of the same step: with the
/// slope gone, r is what y is wrong by. Its largest component, in tolerances, is added up from step to step. When the sum passes
/// kMostUnseen, r is evaluated once more after the correction: either it is small now, and the sum starts anew, or the iteration goes on;
/// where r does not fall, J is not the slope of f, and a new one is asked for.
/// Source of the rest: Hindmarsh et al., SUNDIALS, ACM TOMS 31(3), 2005; Cohen, Hindmarsh, CVODE, Comp. in Physics 10 (1996) 138.
namespace retort {

/// SUNNonlinSolFree frees it.
SUNNonlinearSolver make_newton(SUNContext context, N_Vector like);

}  // namespace retort
