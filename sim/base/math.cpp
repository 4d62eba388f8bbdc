#include "sim/base/math.h"

#include <sleef.h>

namespace retort::math {

// SLEEF turns x / ln 2 into an integer, which traps on numbers that only a solver's trial step reaches.
double exp(double x) { return x < -750 ? 0.0 : Sleef_cinz_expd1_u10purec(x); }
double log(double x) { return Sleef_cinz_logd1_u10purec(x); }
double pow(double x, double y) { return Sleef_cinz_powd1_u10purec(x, y); }
double tanh(double x) { return x > 30 ? 1.0 : x < -30 ? -1.0 : Sleef_cinz_tanhd1_u10purec(x); }
double sin(double x) { return Sleef_cinz_sind1_u10purec(x); }
double cos(double x) { return Sleef_cinz_cosd1_u10purec(x); }
double log1p(double x) { return Sleef_cinz_log1pd1_u10purec(x); }

}  // namespace retort::math

// SUNDIALS chooses its step size with pow(); a definition in the program takes precedence over the C library's.
extern "C" double pow(double x, double y) { return Sleef_cinz_powd1_u10purec(x, y); }
