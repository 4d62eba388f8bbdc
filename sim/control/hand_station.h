#pragma once
#include "sim/model/declare.h"
#include "sim/model/scan.h"

/// A manual loading station: the operator sets an output, and it goes to the valve or drive as it is. Source: ISA-5.1, "HIC".
/// Holds for: what no controller moves. Not for: a valve that a controller moves, too.
namespace retort {

class HandStation {
 public:
  static constexpr const char* kType = "hand_station";
  static constexpr const char* kHelp = "Manual station: an output that the operator sets";

  explicit HandStation(Declare& d)
      : out_(d.target("out", "Valve or drive that it moves")),
        op_(d.input("op", Quantity::fraction, "Output", 0, {0, 1}, kBoard)) {
    d.primary_output("op");
    d.primary_input("op");
  }
  void scan(Scan& s) const { s.write_share(out_, s[op_]); }

 private:
  TargetId out_;
  InputId op_;
};

}  // namespace retort
