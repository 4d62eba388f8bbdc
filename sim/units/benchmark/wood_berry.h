#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "sim/model/block.h"

/// The Wood-Berry column: methanol-water, two products, two manipulated flows, in transfer functions with dead times.
///   xD = xD0 + G11 R + G12 S + GD1 F,  xB = xB0 + G21 R + G22 S + GD2 F     (deviations of the flows)      (1) mol %
///   G = K exp(-theta s) / (tau s + 1):  tau dz/dt = K u(t - theta) - z                                     (2) min
///        R (reflux)          S (steam)            F (feed)                    lb/min
///   xD   12.8, 16.7, 1.0    -18.9, 21.0, 3.0     3.8, 14.9, 8.1               K, tau, theta
///   xB    6.6, 10.9, 7.0    -19.4, 14.4, 3.0     4.9, 13.2, 3.4
/// A flow changes at scans only, so that a dead time of whole scans delays it exactly.
/// Source: R.K. Wood, M.W. Berry, Chem. Eng. Sci. 28 (1973) 1707. Holds for: small deviations around R 1.95, S 1.71, F 2.45 lb/min.
/// Not for: compositions far from there; nothing keeps them inside 0 to 100 %.
namespace retort {

class WoodBerry {
 public:
  static constexpr const char* kType = "wood_berry";
  static constexpr const char* kHelp = "The Wood-Berry distillation column in transfer functions";

  explicit WoodBerry(Declare& d) {
    const char* flows[] = {"R", "S", "F"};
    const char* helps[] = {"Reflux, lb/min", "Steam, lb/min", "Feed, lb/min"};
    for (int i = 0; i < 3; ++i)
      flow_[i] = d.input(flows[i], Quantity::number, helps[i], kNominal[i], {0, 5}, i < 2 ? kBoard : kInstructor);
    for (int k = 0; k < kPaths; ++k) {
      const Path& p = kPath[k];
      const std::string n = std::string(p.to == 0 ? "xD" : "xB") + "_" + flows[p.from];
      part_[k] = d.state(n, Quantity::number, "Share of " + n.substr(3) + " in " + n.substr(0, 2) + ", mol %", 1e-5, 0);
      const auto scans = static_cast<int>(std::lround(p.dead * 60 / d.scan_period()));
      for (int i = 0; i <= scans; ++i) line_[k].push_back(d.hidden(0));
    }
    x_[0] = d.output("xD", Quantity::number, "Methanol in the distillate, mol %");
    x_[1] = d.output("xB", Quantity::number, "Methanol in the bottom product, mol %");
  }

  /// The delay lines: what enters now leaves after the dead time.
  void scan(Scan& s) const {
    for (int k = 0; k < kPaths; ++k) {
      const std::vector<MemoryId>& line = line_[k];
      const double before = s[line.back()];
      for (std::size_t i = line.size() - 1; i > 0; --i) s.set(line[i], s[line[i - 1]]);
      s.set(line[0], s[flow_[kPath[k].from]] - kNominal[kPath[k].from]);
      const double now = s[line.back()];
      s.set(line.back(), before);
      s.jump(line.back(), now);
    }
  }

  template <class T>
  void eval(Eval<T>& e) const {
    T x[2] = {T(96.25), T(0.5)};
    for (int k = 0; k < kPaths; ++k) {
      const Path& p = kPath[k];
      e.add(part_[k], (p.gain * e[line_[k].back()] - e[part_[k]]) / (p.tau * 60));
      x[p.to] += e[part_[k]];
    }
    e.set(x_[0], x[0]);
    e.set(x_[1], x[1]);
  }

 private:
  struct Path {
    int from, to;
    double gain, tau, dead;  // mol % per lb/min, min, min
  };
  static constexpr int kPaths = 6;
  static constexpr Path kPath[kPaths] = {{0, 0, 12.8, 16.7, 1.0}, {1, 0, -18.9, 21.0, 3.0}, {2, 0, 3.8, 14.9, 8.1},
                                         {0, 1, 6.6, 10.9, 7.0},  {1, 1, -19.4, 14.4, 3.0}, {2, 1, 4.9, 13.2, 3.4}};
  static constexpr double kNominal[3] = {1.95, 1.71, 2.45};
  InputId flow_[3];
  StateId part_[kPaths];
  std::vector<MemoryId> line_[kPaths];
  OutputId x_[2];
};

}  // namespace retort
