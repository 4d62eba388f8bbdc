#include "sim/props/liquid.h"

namespace retort {
namespace {

// Water. Density: least squares of (1) to the saturated-liquid densities of IAPWS-95 at 0, 20, 50, 80, 100, 120 and
// 150 degC (999.79, 998.16, 987.99, 971.77, 958.35, 943.11, 917.01 kg/m3); largest residual 1.07 kg/m3. Heat capacity:
// IAPWS-95 at 40 degC, 1 atm. Vapour pressure: least squares of (3) to IAPWS-95 at 0.01 to 150 degC; within 0.3 %.
const Liquid kLiquids[] = {
    {"water", 1000.806, -0.127726, -0.00290114, 4179.6, 23.376254, 3932.86625, -41.310932, 22.064e6},
};

}  // namespace

const Liquid* find_liquid(const std::string& name) {
  for (const Liquid& l : kLiquids)
    if (l.name == name) return &l;
  return nullptr;
}

std::string liquid_names() {
  std::string s;
  for (const Liquid& l : kLiquids) s += (s.empty() ? "" : ", ") + l.name;
  return s;
}

}  // namespace retort
