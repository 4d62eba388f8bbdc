#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"
#include "sim/units/benchmark/coolant.h"

/// A stirred batch with one exothermic reaction, by conversion: A (+ nu B) -> products.
///   k = A exp(-E / (R T))                                                                 (1) T in K
///   dX/dt = k (1 - X)                        first order in A                             (2)
///   dX/dt = k (1 - X) (NB0 - nu X NA0) / V   first order in A and in B                    (3)
///   dT/dt = (NA0 dX/dt (-dH) - Qc) / NCp                                                  (4)
/// Qc: see coolant.h; nothing while cooling is off; just the heat of reaction while a controller holds the batch isothermal.
/// Source: H.S. Fogler, Elements of Chemical Reaction Engineering, examples 13-1 (propylene glycol) and 13-2 (nitroaniline).
/// Holds for: amounts, heat and `time_unit` in one set of units, the file's. Not for: pressure, a disk that bursts, boiling.
namespace retort {

class BatchReactor {
 public:
  static constexpr const char* kType = "batch_reactor";
  static constexpr const char* kHelp = "Textbook batch reactor with one exothermic reaction";

  explicit BatchReactor(Declare& d) : coolant_(d, 1e5, 1) {
    const Quantity n = Quantity::number;
    unit_ = d.param("time_unit", Quantity::time, "The unit of time of the rate and of the heat flows", 1, {1e-3, 3600});
    second_ = d.choice("order", {"first", "second"}, "First order in A, or in A and in B", 0) == 1;
    na0_ = d.param("NA0", n, "A at the start", {1e-6, 1e6});
    nb0_ = d.param("NB0", n, "B at the start", 0, {0, 1e6});
    nu_ = d.param("nu", n, "B that one A takes", 1, {0, 10});
    volume_ = d.param("V", n, "Volume", 1, {1e-6, 1e6});
    factor_ = d.param("A", n, "Frequency factor", {0, 1e30});
    energy_ = d.param("E", n, "Activation energy", {0, 1e6});
    gas_ = d.param("R", n, "Gas constant in the units of E", 1.987, {0.1, 10});
    heat_ = d.param("dH", n, "Heat of reaction", {-1e9, 0});
    capacity_ = d.param("NCp", n, "Heat capacity of what is in the vessel", {1e-6, 1e12});
    x_ = d.state("X", n, "Conversion of A", 1e-6, d.start("X", n, "Conversion", 0, {0, 1}));
    t_ = d.state("T", n, "Temperature, K", 1e-3, d.start("T", n, "Temperature, K", 298, {200, 1000}));
    cooling_ = d.switch_input("cooling", {"off", "on", "isothermal"}, "Cooling: off, on, or a controller that holds T", 1, kBoard);
    made_ = d.output("Qg", n, "Heat of the reaction");
    removed_ = d.output("Qr", n, "Heat that is taken away");
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const T &x = e[x_], &t = e[t_];
    T rate = factor_ * exp(T((-energy_ / gas_) / kept_above(t, 50, 2))) * (1.0 - x);
    if (second_) rate *= (nb0_ - nu_ * na0_ * x) / volume_;
    const T made = (-heat_ * na0_) * rate;
    const int mode = static_cast<int>(e[cooling_]);
    const T removed = mode == 0 ? T(0.0) : mode == 1 ? coolant_.heat(e, t) : made;
    e.add(x_, rate / unit_);
    e.add(t_, (made - removed) / (capacity_ * unit_));
    e.set(made_, made);
    e.set(removed_, removed);
  }

 private:
  Coolant coolant_;
  double unit_, na0_, nb0_, nu_, volume_, factor_, energy_, gas_, heat_, capacity_;
  bool second_;
  StateId x_, t_;
  InputId cooling_;
  OutputId made_, removed_;
};

}  // namespace retort
