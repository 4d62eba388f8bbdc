#pragma once
#include "sim/model/declare.h"
#include "sim/model/fluid.h"

/// What a block sees while it is evaluated. The number type T is double, or a Dual for the Jacobian; states and what follows
/// from them are T, everything that cannot change inside a step (memories, inputs, malfunctions) is double.
namespace retort {

constexpr int kChunk = 8;  // directional derivatives in one pass; near the width of the processor's vectors
using DualN = Dual<kChunk>;

/// A block's own part of the arrays.
template <class T>
struct LocalView {
  const T* x = nullptr;         // states
  T* dx = nullptr;              // their derivatives, added to
  T* out = nullptr;             // outputs; nullptr when nobody asks
  const double* memory = nullptr;
  const double* input = nullptr;
  const double* malfunction = nullptr;
};

/// Mass and energy that leave the model, kg and J: every exchange with the outside is booked here, so that the sum over
/// all states is constant and its drift is the error.
template <class T>
struct Ledger {
  T mass{}, energy{};
};

template <class T>
class View {
 public:
  explicit View(const LocalView<T>& local) : local_(local) {}
  const T& operator[](StateId h) const { return local_.x[h.i]; }
  double operator[](MemoryId h) const { return local_.memory[h.i]; }
  double operator[](InputId h) const { return local_.input[h.i]; }
  double operator[](MalfunctionId h) const { return local_.malfunction[h.i]; }

 protected:
  LocalView<T> local_;
};

/// A block's own part of what is published.
template <class T>
struct PortsView {
  FluidState<T>* states = nullptr;
  T* fractions = nullptr;
  const PortDecl* declared = nullptr;
  T* kept = nullptr;
};

/// For `publish`: a volume shows its ports.
template <class T>
class Publish : public View<T> {
 public:
  Publish(const LocalView<T>& local, const PortsView<T>& ports, int only = -1) : View<T>(local), ports_(ports), only_(only) {}
  /// False when nobody looks at this port now: a block of many volumes then leaves out what belongs to it alone.
  bool wants(PortId p) const { return only_ < 0 || only_ == p.i; }
  bool wants_all() const { return only_ < 0; }
  FluidState<T>& port(PortId p) { return ports_.states[p.i]; }
  /// Where the mass fractions of a mixture go; a liquid has none.
  T* fractions(PortId p) { return ports_.fractions + ports_.declared[p.i].fraction; }
  /// Room of Declare::keep for what `eval` and `exchange` would otherwise work out again.
  T* kept() { return ports_.kept; }

 private:
  PortsView<T> ports_;
  int only_;
};

/// For `exchange`: what a branch does to a volume of a mixture whose phases are states of their own. Called for both ends of every
/// branch, beside `eval`. Volumes with one phase need none: their ports name the states.
template <class T>
class Exchange : public View<T> {
 public:
  Exchange(const LocalView<T>& local, PortId port, const T& gives, const T& takes, const T& energy, const PortsView<T>& ports,
           const FluidState<T>& offered, const T* offered_fractions)
      : View<T>(local), port(port), gives(gives), takes(takes), energy(energy), own(ports.states[port.i]), kept(ports.kept),
        own_fractions(ports.fractions + ports.declared[port.i].fraction), offered(offered), offered_fractions(offered_fractions) {}
  PortId port;
  const T& gives;               // kg/s that leaves, of what this port shows
  const T& takes;               // kg/s that enters, of what is offered
  const T& energy;              // W that leaves, in all
  const FluidState<T>& own;
  const T* kept;                // as `publish` left it
  const T* own_fractions;
  const FluidState<T>& offered;
  const T* offered_fractions;
  void add(StateId h, const T& rate) { this->local_.dx[h.i] += rate; }
};

/// For `resist`: an inline element says how it resists. It may look at the fluid at both ends of its branch.
template <class T>
class Resist : public View<T> {
 public:
  Resist(const LocalView<T>& local, const FluidState<T>& from, const FluidState<T>& to, const T& rho, const T& p_vap)
      : View<T>(local), from(from), to(to), rho(rho), p_vap(p_vap) {}
  const FluidState<T>&from, &to;  // the volumes at the ends, in the element's own direction
  const T &rho, &p_vap;           // of what flows, mean of both ends
};

/// What an inline element learns once its branch is solved, in its own direction in -> out.
template <class T>
struct Through {
  T w{};              // kg/s
  T p_in{}, p_out{};  // Pa at its flanges
  T t{}, h{}, rho{}, p_vap{};  // of what flows through
  double z = 0;       // m
};

/// For `eval`: derivatives, outputs, exchange with the outside.
template <class T>
class Eval : public View<T> {
 public:
  Eval(const LocalView<T>& local, const PortsView<T>& ports, const Through<T>* through, Ledger<T>& ledger)
      : View<T>(local), ports_(ports), through_(through), ledger_(ledger) {}

  /// What this volume shows at a port (its own publish).
  const FluidState<T>& port(PortId p) const { return ports_.states[p.i]; }
  const T* fractions(PortId p) const { return ports_.fractions + ports_.declared[p.i].fraction; }
  const T* kept() const { return ports_.kept; }
  /// Valid for blocks with a path: the flow through it.
  const Through<T>& through() const { return *through_; }

  /// Adds to dx/dt of a state.
  void add(StateId h, const T& rate) { this->local_.dx[h.i] += rate; }
  void set(OutputId h, const T& v) {
    if (this->local_.out) this->local_.out[h.i] = v;
  }
  bool wants_outputs() const { return this->local_.out != nullptr; }
  /// Heat or work that enters the model, W (negative: it leaves). Add the same to the state that takes it.
  void energy_in(const T& power) { ledger_.energy -= power; }
  /// Mass that enters the model, kg/s. Add the same to the state that takes it.
  void mass_in(const T& w) { ledger_.mass -= w; }
  /// Takes w > 0 (kg/s) out of the volume from which pressure drives the branch, with its enthalpy, to the outside: a leak.
  void lose_upstream(const T& w) { lost_upstream += w; }
  T lost_upstream{};

 private:
  PortsView<T> ports_;
  const Through<T>* through_;
  Ledger<T>& ledger_;
};

}  // namespace retort
