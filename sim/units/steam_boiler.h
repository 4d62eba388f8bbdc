#pragma once
#include "sim/units/vessel_core.h"

/// Steam boiler: a drum with liquid and vapour (vessel_core.h) over a burner or a heating element.
///   df/dt = (firing on - f) / tau                                                                   (1) f: fire, of its maximum
///   Q = f Q_max ((1 - c) + c smoothstep(level / tubes_height))                                      (2) W; c: share given by wetted tubes
/// A dry boiler still takes the rest of the heat and its metal overheats: the low-level trip is the plant's. Fuel and flue gas are
/// outside the model; Q is what reaches the water. Feed water comes in by `in`, steam leaves by `vapour`, blow-down by `drain`,
/// a safety valve by `relief`. With `power: BUS` the burner stops when the bus is dead.
/// While it is out, the firing asked for is held at nothing, and whoever moves it is told so: a burner is lit at its lowest, and a pressure
/// controller in automatic goes on from there instead of winding up.
/// Source: K.J. Astrom, R.D. Bell, Automatica 36 (2000) 363, with one mixed drum and no swell.
/// Holds for: start from cold, 0 to 20 bar, running dry, overfilled. Not for: shrink and swell, superheaters.
namespace retort {

class SteamBoiler {
 public:
  static constexpr const char* kType = "steam_boiler";
  static constexpr const char* kHelp = "Steam boiler: drum with burner";

  explicit SteamBoiler(Declare& d) : core_(d) {
    duty_ = d.param("duty", Quantity::power, "Heat to the water at full firing", {1e3, 1e9});
    lag_ = d.param("firing_lag", Quantity::time, "Time constant of the fire", 15.0, {1, 600});
    tubes_ = d.param("tubes_height", Quantity::length, "Height of the liquid that covers the heated tubes", 0.4 * core_.height(), {0.01, 100});
    firing_ = d.input("firing", Quantity::fraction, "Firing asked for", 0.0, {0, 1}, kBoard);
    start_ = d.input("start", Quantity::flag, "Lights the burner", 0, {0, 1}, kBoard | kField);
    stop_ = d.input("stop", Quantity::flag, "Puts the burner out", 0, {0, 1}, kBoard | kField);
    reset_ = d.input("reset", Quantity::flag, "Resets the trip", 0, {0, 1}, kBoard | kField);
    trip_demand_ = d.input("trip_demand", Quantity::flag, "Safety demand: out and latch", 0, {0, 1}, kInstructor);
    for (InputId h : {start_, stop_, reset_, trip_demand_}) d.inputs[static_cast<std::size_t>(h.i)].trended = false;
    const bool on = d.start("running", Quantity::flag, "Whether the burner is lit at the start", 0, {0, 1}) > 0.5;
    running_ = d.flag("running", "The burner is lit", on);
    tripped_ = d.flag("tripped", "Put out by a trip, not yet reset");
    held_ = d.flag("held", "The burner is out: the firing asked for is held at nothing");
    d.memories.back().logged = false;
    fire_ = d.state("fire", Quantity::fraction, "Heat of the fire, of its maximum", 1e-4,
                    on ? d.inputs[static_cast<std::size_t>(firing_.i)].start : 0);
    power_ = d.signal("power", "Bus that feeds burner and fan", false);
    heat_ = d.output("heat", Quantity::power, "Heat to the drum", {0, duty_});
    flame_ = d.malfunction("flame_failure", "The flame goes out; the burner cannot be lit");
    scale_ = d.malfunction("scale", "Scale on the tubes; 1 halves the heat");
    d.primary_input("firing");
    d.feedback(firing_, "firing", "held");
    d.machine({running_, tripped_, start_, stop_, reset_, {}, {}, {}});
    d.wired({"running", "tripped"});
    d.guard(start_, tripped_, "refused.tripped", trip_demand_);
    d.guard(firing_, held_, "refused.burner_out");
    d.guard(reset_, {off(tripped_)}, "refused.not_tripped");
  }

  void scan(Scan& s) const {
    const bool dead = s[flame_] > 0.5 || (power_.i >= 0 && s.read(power_) < 0.5);
    if (dead || s[trip_demand_] > 0.5) s.jump(tripped_, 1);
    else if (s[reset_] > 0.5) s.jump(tripped_, 0);
    if (s[tripped_] > 0.5 || s[stop_] > 0.5) s.jump(running_, 0);
    else if (s[start_] > 0.5) s.jump(running_, 1);
    for (InputId h : {start_, stop_, reset_, trip_demand_}) s.set(h, 0);
    const bool out = s[running_] < 0.5;
    s.set(held_, out);
    if (out) s.set(firing_, 0);
  }
  template <class T>
  void publish(Publish<T>& p) const { core_.publish(p); }
  template <class T>
  void exchange(Exchange<T>& x) const { core_.exchange(x); }
  template <class T>
  void eval(Eval<T>& e) const {
    const auto& c = core_.eval(e);
    e.add(fire_, (e[firing_] * e[running_] - e[fire_]) / lag_);
    constexpr double kWetted = 0.9;
    const T wet = (1 - kWetted) + kWetted * smoothstep(T(c.level / tubes_));
    // Hot metal radiates back: a dry drum comes to rest near 700 K instead of melting.
    const T cooled = smoothstep(T((750.0 - c.t) / 150.0));
    const T heat = duty_ * (1 - 0.5 * e[scale_]) * e[fire_] * wet * cooled;
    core_.heat(e, heat);
    if (e.wants_outputs()) e.set(heat_, heat);
  }

 private:
  VesselCore core_;
  double duty_, lag_, tubes_;
  InputId firing_, start_, stop_, reset_, trip_demand_;
  MemoryId running_, tripped_, held_;
  StateId fire_;
  SignalId power_;
  OutputId heat_;
  MalfunctionId flame_, scale_;
};

}  // namespace retort
