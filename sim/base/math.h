#pragma once
/// Elementary functions with the same bits on every x86-64 processor.
///
/// glibc picks FMA variants of exp, log and pow by processor, so their last bit differs between machines. SLEEF's
/// `cinz_*_purec` functions (no FMA, plain C) do not. Everything in `sim/` calls these; `math.cpp` also defines the
/// global `pow` that SUNDIALS uses for its step size.
namespace retort::math {

double exp(double x);
double log(double x);
double pow(double x, double y);
double tanh(double x);
double sin(double x);
double cos(double x);
double log1p(double x);

/// Correctly rounded by IEEE 754, so the same everywhere.
inline double sqrt(double x) { return __builtin_sqrt(x); }

}  // namespace retort::math
