#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"

/// Instrument air or nitrogen for service: compressor, receiver and header as one pressure, which valves with `air: TAG` need.
///   dp/dt = p_N / V (q_c n smoothstep((p_set + 0.5 bar - p) / 1 bar) - q_u (p - p_atm) / (p_set - p_atm) - q_leak)    (1) Pa/s
///   q_leak = 3 severity q_c (p - p_atm) / (p_set - p_atm)                                                             (2) m3/s
///   dn/dt = (running - n) / 3 s                                                                                      (3)
/// q in m3/s at p_N = 101325 Pa. Its gas stands outside the plant's balances: it never meets the process.
/// With `power: BUS` the compressor stops when the bus is dead, and needs a start when that is back.
/// Source: ideal gas at constant temperature. Holds for: supply lost, leaks, valves that fall back one by one. Not for: dew point.
namespace retort {

class AirHeader {
 public:
  static constexpr const char* kType = "air_header";
  static constexpr const char* kHelp = "Instrument air or service nitrogen: compressor, receiver, header";

  explicit AirHeader(Declare& d) {
    volume_ = d.param("volume", Quantity::volume, "Volume of receiver and header", 2.0, {1e-3, 1e4});
    capacity_ = d.param("capacity", Quantity::volume_flow, "What the compressor delivers, at normal conditions", 0.02, {1e-6, 100});
    use_ = d.param("use", Quantity::volume_flow, "What is used at the set pressure, at normal conditions", 0.4 * capacity_, {0, 100});
    set_ = d.param("set_pressure", Quantity::pressure, "Pressure at which the compressor unloads to half", 7e5, {1.5e5, 2e7});
    const double p = d.start("pressure", Quantity::pressure, "Pressure at the start", set_, {kAtmosphere, 3e7});
    const bool on = d.start("running", Quantity::flag, "Whether the compressor runs at the start", 1, {0, 1}) > 0.5;
    start_ = d.input("start", Quantity::flag, "Starts the compressor", 0, {0, 1}, kBoard);
    stop_ = d.input("stop", Quantity::flag, "Stops the compressor", 0, {0, 1}, kBoard);
    for (InputId h : {start_, stop_}) d.inputs[static_cast<std::size_t>(h.i)].trended = false;
    running_ = d.flag("running", "The compressor is on", on);
    pressure_ = d.state("pressure", Quantity::pressure, "Pressure in the header", 100, p);
    load_ = d.state("speed", Quantity::fraction, "Speed of the compressor, of rated", 1e-4, on ? 1 : 0);
    power_ = d.signal("power", "Bus that feeds the compressor", false);
    trip_ = d.malfunction("trip", "The compressor stops and cannot be started");
    leak_ = d.malfunction("leak", "The header leaks; 1 is three times what the compressor delivers");
    d.primary_output("pressure");
    d.machine({running_, {}, start_, stop_, {}, {}, {}, {}});
    d.wired({"running"});
  }

  void scan(Scan& s) const {
    const bool dead = s[trip_] > 0.5 || (power_.i >= 0 && s.read(power_) < 0.5);
    if (dead || s[stop_] > 0.5) s.jump(running_, 0);
    else if (s[start_] > 0.5) s.jump(running_, 1);
    s.set(start_, 0);
    s.set(stop_, 0);
  }
  template <class T>
  void eval(Eval<T>& e) const {
    const T& p = e[pressure_];
    const T delivered = capacity_ * e[load_] * smoothstep(T((set_ + 5e4 - p) / 1e5));
    const T over = (p - kAtmosphere) / (set_ - kAtmosphere);
    e.add(pressure_, kAtmosphere / volume_ * (delivered - (use_ + 3 * e[leak_] * capacity_) * over));
    e.add(load_, (e[running_] - e[load_]) / 3.0);
  }

 private:
  double volume_, capacity_, use_, set_;
  InputId start_, stop_;
  MemoryId running_;
  StateId pressure_, load_;
  SignalId power_;
  MalfunctionId trip_, leak_;
};

}  // namespace retort
