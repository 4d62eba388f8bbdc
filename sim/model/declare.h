#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/errors.h"
#include "sim/base/quantity.h"
#include "sim/model/catalogue.h"
#include "sim/model/expression.h"
#include "sim/model/plant_spec.h"
#include "sim/model/wiring.h"
#include "sim/props/medium.h"

/// How a block (unit operation, instrument, controller, alarm, interlock) says what it is. A block's constructor takes a
/// Declare& and names its ports, parameters, states, memories, inputs, outputs, signals and malfunctions, each with one
/// sentence. That alone gives file validation, catalogue rows, faceplate, malfunction menu and a reference page.
///
/// Parameters are resolved at once (they never change in a run). Everything else returns a handle, which is an index
/// into the block's own part of the state arrays.
namespace retort {

struct PortId { int i = -1; };
struct StateId { int i = -1; };
struct MemoryId { int i = -1; };
struct InputId { int i = -1; };
struct OutputId { int i = -1; };
struct MalfunctionId { int i = -1; };
struct SignalId { int i = -1; };     // a variable of another block that this one reads at scans
struct TargetId { int i = -1; };     // an input of another block that this one writes at scans
struct ConditionId { int i = -1; };  // a condition over the catalogue, evaluated at scans
struct ActId { int i = -1; };        // a value for an input of another block, written at scans

struct Range {
  double lo = -1e300, hi = 1e300;
};

enum class PortKind {
  volume,  // the block owns what stands there: it publishes a FluidState and takes mass and energy
  through, // one end of an inline element
};

/// What a volume port gives. A nozzle into a vapour space takes both and gives nothing back.
enum class PortPhase { liquid, gas, any };
/// What it is for; flow may run both ways all the same.
enum class PortUse { inlet, outlet, drain, overflow };

struct PortDecl {
  std::string name, help;
  PortKind kind = PortKind::volume;
  bool optional = false;           // may stay unconnected (it is then blanked off)
  int mass_state = -1, energy_state = -1, total_state = -1;  // local indices; total counts what leaves through this port
  PortPhase phase = PortPhase::liquid;
  PortUse use = PortUse::inlet;
  int component_state = -1;        // first of the masses of the components; -1: none, or see Exchange
  const Medium* medium = nullptr;  // of the lines at this port; set for volume ports
  int fraction = 0;                // where its mass fractions stand among those of the block
  std::vector<StateId> sees;       // states of the block that what it shows depends on; empty: all
  std::vector<StateId> writes;     // states that a flow through it changes; empty: those named above, or all with an Exchange
};
struct PathDecl { int in = -1, out = -1; };  // an inline element from a through port to a through or volume port
struct StateDecl {
  std::string name, help;
  Quantity quantity;
  double tolerance;     // absolute, SI: the size below which an error does not matter
  double start;
  bool totaliser;       // nothing depends on it: left out of the Jacobian's columns and of error control
  bool holds_mass = false, holds_energy = false;  // counted in the balances beside the states that ports name
  bool crosses_mass = false, crosses_energy = false;  // counts what crossed the plant's border: its throughput
};
struct VarDecl {        // memory, input, output
  std::string name, help;
  Quantity quantity;
  const Unit* unit = nullptr;
  double start = 0, lo = 0, hi = 0;
  std::uint8_t access = kRead;
  bool logged = false, trended = true;
  std::vector<std::string> choices;
  bool tuning = false;     // of the control engineer rather than of the operator: gains and limits of a controller
};
struct MalfunctionDecl {
  std::string name, help;
  double lo = 0, hi = 1;   // severity; -1..1 where a sign makes sense
  bool jump = true;        // starting it is a jump of f
};
struct ParamDecl {         // kept for the reference page and the design sheet
  std::string name, help;
  Quantity quantity;
  double value, fallback;
  bool required;
  Range range;
  std::vector<std::string> choices;  // names of the values 0, 1, 2 ...; empty for numbers
};
struct SignalDecl {
  std::string key, name;   // the key in the file and the variable it names
  SourcePos at;
  RowId row = kNoRow, quality = kNoRow;  // resolved by the compiler
  std::optional<Quantity> expected;      // what it must be
};
/// A key of the plant file that is not a parameter: kept for the reference page.
struct KeyDecl {
  std::string name, help;
  std::string form;        // what is written there: "text", "[[x, y], ...]", "TAG.noun", "condition"; empty for a structure of its own
  bool required = false;
};
struct ConditionDecl {
  std::string key;
  SourcePos at;
  std::shared_ptr<Expression> expression;
  int first_timer = 0;     // local memory index of its timers
};
/// A value of an own variable, as a guard names it: it holds while lo <= value <= hi.
struct HoldDecl {
  Store store;
  int index;
  double lo, hi;
};
inline HoldDecl between(MemoryId h, double lo, double hi) { return {Store::memory, h.i, lo, hi}; }
inline HoldDecl between(InputId h, double lo, double hi) { return {Store::input, h.i, lo, hi}; }
template <class H>
HoldDecl on(H flag) { return between(flag, 0.5, 1e300); }
template <class H>
HoldDecl off(H flag) { return between(flag, -1e300, 0.5); }
template <class H>
HoldDecl is(H mode, int choice) { return between(mode, choice - 0.5, choice + 0.5); }
template <class H>
HoldDecl below(H mode, int choice) { return between(mode, -1e300, choice - 0.5); }
template <class H>
HoldDecl above(H mode, int choice) { return between(mode, choice + 0.5, 1e300); }

struct GuardDecl {
  int input = -1;               // that it guards
  std::vector<HoldDecl> all;    // forbids while all of these hold
  std::string reason;           // text key
  std::uint8_t access = 0xff;
  int demand = -1;              // the input through which safety functions bring it about
  double lo = -1e300, hi = 1e300;  // forbids values in between, SI
};
/// What can be started and stopped; an id that it lacks stays {}.
struct MachineDecl {
  MemoryId running, tripped;
  InputId start, stop, reset, local_start, local_stop, selector;
};
struct ControllerDecl {
  SignalId source;
  TargetId out;
  MemoryId pv, working_sp, actual_mode;
  InputId sp, remote_sp, op, mode;
};
struct SelectorDecl {
  MemoryId selected;
  std::vector<InputId> inputs;  // in the order of the values of `selected`
};
struct AlarmDecl {
  SignalId of;
  MemoryId state, active, value, shelved_left;
  InputId limit, acknowledge, shelve, unshelve, reset, out_of_service;
  AlarmWiring::Side side = AlarmWiring::Side::condition;
  int priority = 3;
  std::string cause, consequence, response;
};
struct SafetyDecl {
  bool permissive = false, latching = false;
  std::string vote;
  std::vector<ConditionId> causes;
  std::vector<TargetId> effects;
  std::vector<std::string> effect_texts;
  MemoryId active, healthy, fulfilled, demand, bypassed, first_out, bypass_left;
  InputId reset, bypass;
};

/// "FV-101.command = 40 %": what a sequence writes.
struct ActDecl {
  int target = -1;         // among the targets
  std::string text;        // the value as written
  SourcePos at;
  double value = 0;        // SI; resolved by the compiler
};
/// How a writer of an input learns what stands downstream (bumpless transfer, initialisation).
struct FeedbackDecl {
  int input = -1;          // the input that others may write
  std::string back_value;  // noun: the value to start from
  std::string back_open;   // noun: 1 while the input is not followed
  std::string selected;    // noun: which of several inputs goes on; empty: this one does
  int as = 0;              // its value while this input goes on
};

/// What the plant file draws around a block: used to size the compliance of small volumes.
struct Neighbourhood {
  double flow_area = 0;    // m2, sum over the lines at its ports
  double line_volume = 0;  // m3, half of the volume of those lines
  double elevation = 0;    // m, from `at`
};

class Declare {
 public:
  /// What stands at the ports of this block: by port name, and under "" for the block as a whole.
  using Media = std::map<std::string, const Medium*, std::less<>>;
  Declare(const BlockSpec& spec, const PlantSpec& plant, Media media, const Neighbourhood& around, Problems& problems);

  const std::string& tag() const { return spec_.tag; }
  const BlockSpec& spec() const { return spec_; }
  const PlantSpec& plant() const { return plant_; }
  /// Of the lines at a port, or of the block as a whole.
  const Medium& medium(std::string_view port = {}) const;
  /// For blocks that hold a liquid of fixed composition: a problem when the lines at the port carry a mixture.
  const Liquid& liquid(std::string_view port = {});
  /// For blocks that hold a mixture: a problem when the lines at the port carry a liquid of fixed composition.
  const Mixture& mixture(std::string_view port = {});
  const Neighbourhood& around() const { return around_; }
  double scan_period() const { return plant_.scan_period; }
  double ambient_temperature() const;

  // --- parameters
  double param(std::string name, Quantity q, std::string help, Range range);                  // must be in the file
  double param(std::string name, Quantity q, std::string help, double fallback, Range range);
  int choice(std::string name, std::vector<std::string> options, std::string help, int fallback);
  std::string text(std::string name, std::string help, std::string fallback);
  /// Points [[x, y], ...] with rising x.
  std::vector<std::pair<double, double>> curve(std::string name, Quantity x, Quantity y, std::string help);
  /// A value under `start:`.
  double start(std::string name, Quantity q, std::string help, double fallback, Range range);
  /// Marks a structured key under `start:` as known; read it from node("start").
  void start_key(std::string name, std::string help);
  /// Raw access for structured keys; marks the key as known. nullptr when absent. The one with a sentence puts it on the reference page.
  const YamlNode* node(std::string name);
  const YamlNode* node(std::string name, std::string help);
  /// True when the file writes this key.
  bool has(std::string_view name) const;
  /// Adds a problem at a key of this block: "FV-101 (control_valve): <message>".
  void problem(const YamlNode* at, std::string message);

  // --- ports
  PortId volume_port(std::string name, std::string help, StateId mass, StateId energy, StateId total = {});
  PortId optional_volume_port(std::string name, std::string help, StateId mass, StateId energy, StateId total = {});
  PortId through_port(std::string name, std::string help);
  void path(PortId in, PortId out);
  PortDecl& port(PortId p) { return ports[static_cast<std::size_t>(p.i)]; }

  // --- what changes
  StateId state(std::string name, Quantity q, std::string help, double tolerance, double start);
  StateId totaliser(std::string name, Quantity q, std::string help);
  /// Says which states of this block the rate of a state depends on, itself not included. A block with many states says it
  /// for each, and its Jacobian is sparse and cheap; one that never does may depend on everything. The block then books
  /// nothing outside itself. A dependence left out is a wrong Jacobian: the law tests find it.
  void depends(StateId rate, std::vector<StateId> on);
  /// Counts a state in the plant's balance of mass (energy). States that a port names are counted already.
  void holds_mass(StateId s) { states[static_cast<std::size_t>(s.i)].holds_mass = true; }
  void holds_energy(StateId s) { states[static_cast<std::size_t>(s.i)].holds_energy = true; }
  /// Says that these states count the mass and the energy that crossed the plant's border: the errors of the balances are
  /// relative to this throughput.
  void crosses_border(StateId mass, StateId energy) {
    states[static_cast<std::size_t>(mass.i)].crosses_mass = true;
    states[static_cast<std::size_t>(energy.i)].crosses_energy = true;
  }
  MemoryId memory(std::string name, Quantity q, std::string help, double start);
  MemoryId hidden(double start);  // a memory without a catalogue row
  MemoryId mode(std::string name, std::vector<std::string> choices, std::string help, int start);  // logged
  MemoryId flag(std::string name, std::string help, bool start = false);                           // logged
  /// A file key of the same name overrides `start`.
  InputId input(std::string name, Quantity q, std::string help, double start, Range range, std::uint8_t access);
  InputId switch_input(std::string name, std::vector<std::string> choices, std::string help, int start,
                       std::uint8_t access);
  OutputId output(std::string name, Quantity q, std::string help, Range range = {0, 0});
  OutputId flag_output(std::string name, std::string help);
  MalfunctionId malfunction(std::string name, std::string help, Range severity = {0, 1});

  /// Room for what `publish` works out and `eval` needs again (Publish::kept).
  void keep(int numbers) { n_kept = numbers; }

  // --- wiring between blocks (resolved by the compiler)
  SignalId signal(std::string key, std::string help, bool required = true);   // i < 0 when absent and not required
  SignalId signal_to(std::string variable, SourcePos at);                     // a variable named in a structured key
  void expect(SignalId signal, Quantity q) { signals[static_cast<std::size_t>(signal.i)].expected = q; }
  TargetId target(std::string key, std::string help, bool required = true);
  TargetId target_to(std::string variable, SourcePos at);
  ConditionId condition(std::string key, std::string help, bool required = true);
  ConditionId condition_from(const YamlNode& text, std::string what);
  /// The variable meant when another block names only this tag: what it shows, and what it takes.
  void primary_output(std::string noun) { primary_output_ = std::move(noun); }
  void primary_input(std::string noun) { primary_input_ = std::move(noun); }
  /// "TAG.noun = VALUE", where VALUE has the unit of the input or is one of its choices.
  ActId act_from(const YamlNode& text);
  void feedback(InputId input, std::string back_value, std::string back_open, std::string selected = "", int as = 0);

  // --- what it is to people (wiring.h)
  void role(Role r) { role_ = r; }
  Role role() const { return role_; }
  void machine(MachineDecl m) { machine_ = m; }
  void controller(ControllerDecl c) { controller_ = c; }
  void selector(SelectorDecl s) { selector_ = std::move(s); }
  void alarm(AlarmDecl a) { alarm_ = std::move(a); }
  void safety(SafetyDecl s) { safety_ = std::move(s); }
  /// Own variables that reach the control room, beside those that are set there.
  void wired(std::vector<std::string> nouns) { wired_.insert(wired_.end(), nouns.begin(), nouns.end()); }
  /// Where an output is measured. Without this: at the port whose name and a '_' begin its name, or at the block as a whole.
  void seen_at(OutputId output, std::string port) { seen_at_.emplace_back(output.i, std::move(port)); }
  /// Forbids people an act on an input while something holds: the simulation refuses it with that reason, and names what holds. `demand`:
  /// the input through which safety functions bring that about; the one that does is named instead.
  void guard(InputId guarded, std::vector<HoldDecl> all, std::string reason, InputId demand = {}) {
    guards.push_back({guarded.i, std::move(all), std::move(reason), 0xff, demand.i});
  }
  void guard(InputId guarded, MemoryId flag, std::string reason, InputId demand = {}) { guard(guarded, {on(flag)}, std::move(reason), demand); }
  /// As above, but asked only of acts from there (kBoard, kField).
  void guard_from(std::uint8_t access, InputId guarded, std::vector<HoldDecl> all, std::string reason) {
    guard(guarded, std::move(all), std::move(reason));
    guards.back().access = access;
  }
  /// Forbids one choice of a switch.
  void guard_choice(InputId guarded, int choice, std::vector<HoldDecl> all, std::string reason) {
    guard(guarded, std::move(all), std::move(reason));
    guards.back().lo = choice - 0.5, guards.back().hi = choice + 0.5;
  }
  /// An instrument without any delay: it scans after the step instead of before, so that a frame shows the moment it bears.
  void scans_after_step() { after_step_ = true; }
  bool after_step() const { return after_step_; }
  /// All states of this block are integrated so many times finer than the rest: for a small model whose oscillations or run-away
  /// amplify the errors of the solver.
  void finer(double factor) { finer_ = factor; }
  double finer() const { return finer_; }

  /// Adds a problem for every key of the file that nobody declared.
  void check_keys();

  // --- what was declared, read by the compiler
  std::vector<PortDecl> ports;
  std::vector<PathDecl> paths;
  std::vector<ParamDecl> params, starts;         // of the entry, and under `start:`
  std::vector<KeyDecl> keys;
  std::vector<StateDecl> states;
  std::vector<std::pair<int, int>> dependences;  // (rate of state, depends on state); empty: of all on all
  std::vector<VarDecl> memories, inputs, outputs;
  std::vector<MalfunctionDecl> malfunctions;
  std::vector<SignalDecl> signals, targets;
  std::vector<ConditionDecl> conditions;
  std::vector<ActDecl> acts;
  std::vector<FeedbackDecl> feedbacks;
  std::vector<GuardDecl> guards;
  int n_fractions = 0;               // mass fractions of all volume ports
  int n_kept = 0;
  const std::string& primary_output() const { return primary_output_; }
  const std::string& primary_input() const { return primary_input_; }
  const std::optional<MachineDecl>& as_machine() const { return machine_; }
  const std::optional<ControllerDecl>& as_controller() const { return controller_; }
  const std::optional<SelectorDecl>& as_selector() const { return selector_; }
  const std::optional<AlarmDecl>& as_alarm() const { return alarm_; }
  const std::optional<SafetyDecl>& as_safety() const { return safety_; }
  const std::vector<std::string>& wired_nouns() const { return wired_; }
  const std::vector<std::pair<int, std::string>>& seen_at() const { return seen_at_; }
  /// The value of a declared parameter, written or by default.
  std::optional<double> parameter(std::string_view name) const;

 private:
  double value_at(const YamlNode* n, const std::string& name, Quantity q, double fallback, Range range, const Unit** unit = nullptr);

  const BlockSpec& spec_;
  const PlantSpec& plant_;
  Media media_;
  Neighbourhood around_;
  Problems& problems_;
  std::vector<std::string> known_keys_, known_starts_;
  std::string primary_output_, primary_input_;
  bool after_step_ = false;
  double finer_ = 1;
  Role role_ = Role::in_line;
  std::optional<MachineDecl> machine_;
  std::optional<ControllerDecl> controller_;
  std::optional<SelectorDecl> selector_;
  std::optional<AlarmDecl> alarm_;
  std::optional<SafetyDecl> safety_;
  std::vector<std::string> wired_;
  std::vector<std::pair<int, std::string>> seen_at_;
};

}  // namespace retort
