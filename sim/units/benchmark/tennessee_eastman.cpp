#include "sim/units/benchmark/tennessee_eastman.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace retort {
namespace {

// The base case: Downs and Vogel's initial state, as in their program.
constexpr double kStart[te::kStates] = {
    10.40491389,   4.363996017,      7.570059737,  0.4230042431,     24.15513437,  2.942597645,      154.3770655, 159.1865960,  2.808522723,
    63.75581199,   26.74026066,      46.38532432,  0.2464521543,     15.20484404,  1.852266172,      52.44639459, 41.20394008,  0.5699317760,
    0.4306056376,  7.9906200783e-03, 0.9056036089, 1.6054258216e-02, 0.7509759687, 8.8582855955e-02, 48.27726193, 39.38459028,  0.3755297257,
    107.7562698,   29.77250546,      88.32481135,  23.03929507,      62.85848794,  5.546318688,      11.92244772, 5.555448243,  0.9218489762,
    94.59927549,   77.29698353,      63.05263039,  53.97970677,      24.64355755,  61.30192144,      22.21000000, 40.06374673,  38.10034370,
    46.53415582,   47.44573456,      41.10581288,  18.11349055,      50.00000000};

struct Reading {
  const char* help;
  Quantity quantity;
  const char* unit;
  double scale, offset;  // of the published number, to SI
};
constexpr double kStandard = 1000.0 / 3600, kMass = 1.0 / 3600, kVolume = 1.0 / 3600;
constexpr Reading kReadings[22] = {
    {"A feed (stream 1)", Quantity::volume_flow, "kscmh", kStandard, 0},
    {"D feed (stream 2)", Quantity::mass_flow, "kg/h", kMass, 0},
    {"E feed (stream 3)", Quantity::mass_flow, "kg/h", kMass, 0},
    {"A and C feed (stream 4)", Quantity::volume_flow, "kscmh", kStandard, 0},
    {"Recycle flow (stream 8)", Quantity::volume_flow, "kscmh", kStandard, 0},
    {"Reactor feed rate (stream 6)", Quantity::volume_flow, "kscmh", kStandard, 0},
    {"Reactor pressure", Quantity::pressure, "kPag", 1e3, 101325},
    {"Reactor level", Quantity::fraction, "%", 0.01, 0},
    {"Reactor temperature", Quantity::temperature, "degC", 1, 273.15},
    {"Purge rate (stream 9)", Quantity::volume_flow, "kscmh", kStandard, 0},
    {"Separator temperature", Quantity::temperature, "degC", 1, 273.15},
    {"Separator level", Quantity::fraction, "%", 0.01, 0},
    {"Separator pressure", Quantity::pressure, "kPag", 1e3, 101325},
    {"Separator underflow (stream 10)", Quantity::volume_flow, "m3/h", kVolume, 0},
    {"Stripper level", Quantity::fraction, "%", 0.01, 0},
    {"Stripper pressure", Quantity::pressure, "kPag", 1e3, 101325},
    {"Stripper underflow (stream 11)", Quantity::volume_flow, "m3/h", kVolume, 0},
    {"Stripper temperature", Quantity::temperature, "degC", 1, 273.15},
    {"Stripper steam flow", Quantity::mass_flow, "kg/h", kMass, 0},
    {"Compressor work", Quantity::power, "kW", 1e3, 0},
    {"Reactor cooling water outlet temperature", Quantity::temperature, "degC", 1, 273.15},
    {"Condenser cooling water outlet temperature", Quantity::temperature, "degC", 1, 273.15}};

constexpr const char* kDisturbances[21] = {
    "",
    "A/C ratio of stream 4, B constant: step",
    "B in stream 4, A/C ratio constant: step",
    "D feed temperature: step",
    "Reactor cooling water inlet temperature: step",
    "Condenser cooling water inlet temperature: step",
    "A feed lost: step",
    "C header pressure loss, less of stream 4: step",
    "A, B, C composition of stream 4: random",
    "D feed temperature: random",
    "C feed temperature: random",
    "Reactor cooling water inlet temperature: random",
    "Condenser cooling water inlet temperature: random",
    "Reaction kinetics: slow drift",
    "Reactor cooling water valve sticks",
    "Condenser cooling water valve sticks",
    "Unknown to the operator: steam to the stripper, random",
    "Unknown to the operator: reactor fouling",
    "Unknown to the operator: condenser fouling",
    "Unknown to the operator: valves 5, 7, 8 and 9 stick",
    "Unknown to the operator: reactor outlet plugs"};

struct WalkSpec {
  const char* help;
  int idv;
  double least_time, time_span;  // h: least, and half of what comes on top at random
  double middle, span;
};
constexpr WalkSpec kWalk[12] = {{"Mole fraction of A in stream 4", 8, 0.5, 0.2, 0.485, 0.03},
                                {"Mole fraction of B in stream 4", 8, 1.0, 0.7, 0.005, 0.003},
                                {"D feed temperature, degC", 9, 0.5, 0.25, 45, 10},
                                {"C feed temperature, degC", 10, 1.0, 0.7, 45, 10},
                                {"Reactor cooling water inlet temperature, degC", 11, 0.25, 0.15, 35, 10},
                                {"Condenser cooling water inlet temperature, degC", 12, 0.25, 0.15, 40, 10},
                                {"Factor on the kinetics of G", 13, 2.0, 1.0, 1, 0.25},
                                {"Factor on the kinetics of H", 13, 2.0, 1.0, 1, 0.25},
                                {"Change of the stripper's heat transfer", 16, 0.5, 0.4, 0, 0.25},
                                {"Fouling of the reactor's coils", 17, 2.0, 1.5, 0, 0},
                                {"Fouling of the condenser", 18, 3.0, 2.0, 0, 0},
                                {"Plugging of the reactor's outlet", 20, 2.0, 1.5, 0, 0}};
constexpr int kFirstSpike = 9;
constexpr double kSpikeTop = 0.1, kFirstKnot = 0.1;  // h: the knot that all walks start with

constexpr double kGrace = 300;  // s
constexpr double kDeadBand = 0.02;
constexpr int kSticks[12] = {0, 0, 0, 0, 19, 0, 19, 19, 19, 14, 15, 0};

}  // namespace

TennesseeEastman::TennesseeEastman(Declare& d) {
  d.finer(50);  // open loop it runs away from what the solver got wrong
  for (int i = 0; i < te::kStates; ++i) {
    const std::string n = "y" + std::to_string(i + 1);
    const bool energy = i < te::kReactorWater && i % 9 == 8;
    const double start = d.start(n, Quantity::number, "State " + n, kStart[i], {0, 1e4});
    state_[i] = d.state(n, Quantity::number, "State " + std::to_string(i + 1) + " of the published model, in its units",
                        energy ? 1e-5 : 1e-3, start);
  }
  declare_structure(d);
  declare_readings(d);
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i + 1);
    const double start = d.states[static_cast<std::size_t>(state_[te::kValves + i].i)].start / 100;
    xmv_[i] = d.input("xmv" + n, Quantity::fraction, "Where valve " + n + " should go", start, {0, 1}, kInstructor);
    goes_to_[i] = d.hidden(100 * d.inputs.back().start);
  }
  declare_disturbances(d);
  reset_ = d.switch_input("reset", {"off", "on"}, "Resets the trip: five minutes to come back within the limits", 0, kInstructor);
  tripped_ = d.flag("tripped", "A shutdown limit was passed: the process stands still");
  cause_ = d.mode("cause",
                  {"none", "reactor_pressure_high", "reactor_level_high", "reactor_level_low", "reactor_temperature_high",
                   "separator_level_high", "separator_level_low", "stripper_level_high", "stripper_level_low"},
                  "What tripped it first", 0);
  grace_ = d.hidden(0);
}

void TennesseeEastman::declare_readings(Declare& d) {
  for (int i = 1; i <= 41; ++i) {
    const std::string name = "xmeas" + std::to_string(i);
    if (i <= 22) {
      const Reading& r = kReadings[i - 1];
      xmeas_[i] = d.output(name, r.quantity, r.help);
      d.outputs.back().unit = find_unit(r.quantity, r.unit);
      scale_[i] = r.scale;
      offset_[i] = r.offset;
    } else {
      const char* stream = i <= 28 ? "reactor feed" : i <= 36 ? "purge" : "product";
      const char component = static_cast<char>('A' + (i <= 28 ? i - 23 : i <= 36 ? i - 29 : i - 34));
      xmeas_[i] = d.output(name, Quantity::fraction, std::string("Mole fraction of ") + component + " in the " + stream + " now");
      scale_[i] = 0.01;
      offset_[i] = 0;
    }
  }
  liquid_[0] = d.output("reactor_liquid", Quantity::volume, "Liquid in the reactor");
  liquid_[1] = d.output("separator_liquid", Quantity::volume, "Liquid in the separator");
  liquid_[2] = d.output("stripper_liquid", Quantity::volume, "Liquid in the stripper");
}

void TennesseeEastman::declare_disturbances(Declare& d) {
  for (int i = 1; i <= 20; ++i) idv_[i] = d.malfunction("idv" + std::to_string(i), kDisturbances[i]);
  for (int i = 0; i < kWalks; ++i) {
    const WalkSpec& w = kWalk[i];
    const std::string n = std::to_string(i + 1), help = w.help;
    const double room = w.span > 0 ? 2 * w.span : 0.5;
    base_[i] = d.input("base" + n, Quantity::number, help + ": what random walk " + n + " adds to", w.middle,
                       {std::max(w.middle - room, i < 2 ? 0.0 : -1e9), w.middle + room}, kInstructor);
    Walk& k = walk_[i];
    k.now = d.memory("walk" + n, Quantity::number, help + ", with random walk " + n, d.inputs.back().start);
    k.a = d.hidden(w.middle);
    k.b = d.hidden(0);
    k.c = d.hidden(0);
    k.d = d.hidden(0);
    k.from = d.hidden(0);
    k.to = d.hidden(kFirstKnot);
    k.drawn = d.hidden(0);
  }
}

void TennesseeEastman::declare_structure(Declare& d) {
  using namespace te;
  const auto span = [&](std::vector<StateId>& on, int first, int count) { on.insert(on.end(), state_ + first, state_ + first + count); };
  const auto with = [&](std::vector<StateId> on, std::initializer_list<int> valves) {
    for (int v : valves) on.push_back(state_[kValves + v - 1]);
    return on;
  };
  std::vector<StateId> loop, strip;  // reactor, separator and mixing zone see each other by pressures and flows
  span(loop, kReactor, 9);
  span(loop, kSeparator, 9);
  span(strip, kSeparator + te::D, 6);  // the liquid of the separator
  span(strip, kStripper, 9);
  std::vector<StateId> wide = loop;
  span(wide, kMixing, 9);
  std::vector<StateId> all = wide;
  span(all, kStripper, 9);
  for (int i = 0; i < 8; ++i) {
    d.depends(state_[kReactor + i], wide);
    d.depends(state_[kSeparator + i], with(wide, {5, 6, 7}));
    d.depends(state_[kStripper + i], with(strip, {4, 7, 8}));
    d.depends(state_[kMixing + i], with(all, {1, 2, 3, 4, 5, 7}));
  }
  std::vector<StateId> on = with(wide, {12});
  on.push_back(state_[kReactorWater]);
  d.depends(state_[kReactor + 8], on);
  on = with(wide, {5, 6, 7});
  on.push_back(state_[kCondenserWater]);
  d.depends(state_[kSeparator + 8], on);
  d.depends(state_[kStripper + 8], with(strip, {4, 7, 8, 9}));
  d.depends(state_[kMixing + 8], with(all, {1, 2, 3, 4, 5, 7}));
  on.clear();
  span(on, kReactor + te::D, 6);
  d.depends(state_[kReactorWater], with(on, {10, 12}));
  d.depends(state_[kCondenserWater], with(loop, {11}));
  for (int i = 0; i < 12; ++i) d.depends(state_[kValves + i], {});
}

void TennesseeEastman::scan(Scan& s) const {
  scan_trip(s);
  scan_valves(s);
  scan_walks(s);
}

void TennesseeEastman::scan_valves(Scan& s) const {
  for (int i = 0; i < 12; ++i) {
    const double wanted = s[xmv_[i]], stands = s[goes_to_[i]] / 100;
    const double band = kSticks[i] > 0 ? kDeadBand * s[idv_[kSticks[i]]] : 0;
    if (band == 0 || std::abs(wanted - stands) > band) s.set(goes_to_[i], 100 * std::clamp(wanted, 0.0, 1.0));
  }
}

void TennesseeEastman::scan_walks(Scan& s) const {
  // What stands during a scan is the value in its middle.
  const double hours = (s.time() + 0.5 * s.period()) / 3600;
  for (int i = 0; i < kWalks; ++i) {
    const Walk& w = walk_[i];
    while (hours >= s[w.to]) next_knot(s, i);
    const double h = hours - s[w.from];
    const double walk = s[w.a] + h * (s[w.b] + h * (s[w.c] + h * s[w.d]));
    s.set(w.now, s[base_[i]] + (walk - kWalk[i].middle));
  }
}

void TennesseeEastman::next_knot(Scan& s, int i) const {
  const Walk& w = walk_[i];
  const WalkSpec& spec = kWalk[i];
  const double length = s[w.to] - s[w.from], severity = s[idv_[spec.idv]];
  const double value = s[w.a] + length * (s[w.b] + length * (s[w.c] + length * s[w.d]));
  const double slope = s[w.b] + length * (2 * s[w.c] + 3 * length * s[w.d]);
  const auto draw = [&] {
    const double u = s.uniform(static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(s[w.drawn]));
    s.set(w.drawn, s[w.drawn] + 1);
    return 2 * u - 1;
  };
  double a = value, b = slope, c = 0, d = 0, h = 0;
  if (i < kFirstSpike) {
    h = spec.least_time + spec.time_span * draw();
    const double target = spec.middle + spec.span * severity * draw();
    c = (3 * (target - value) - 2 * h * slope) / (h * h);
    d = (2 * (value - target) + h * slope) / (h * h * h);
  } else if (value > kSpikeTop) {
    h = 0.1;
    c = -(3 * value + 2 * h * slope) / (h * h);
    d = (2 * value + h * slope) / (h * h * h);
  } else {
    h = spec.least_time + spec.time_span * draw();
    a = b = 0;
    c = severity / (h * h);
  }
  s.set(w.from, s[w.to]);
  s.set(w.to, s[w.to] + h);
  s.set(w.a, a);
  s.set(w.b, b);
  s.set(w.c, c);
  s.set(w.d, d);
}

void TennesseeEastman::scan_trip(Scan& s) const {
  const double pressure = s[xmeas_[7]] - 101325, temperature = s[xmeas_[9]] - 273.15;
  const double reactor = s[liquid_[0]], separator = s[liquid_[1]], stripper = s[liquid_[2]];
  const bool past[] = {pressure > 3000e3, reactor > 24, reactor < 2, temperature > 175, separator > 12, separator < 1, stripper > 8, stripper < 1};
  int cause = 0;
  for (int i = 7; i >= 0; --i)
    if (past[i]) cause = i + 1;
  if (s[reset_] > 0.5 && s[tripped_] > 0.5) {
    s.jump(tripped_, 0);
    s.set(cause_, 0);
    s.set(grace_, kGrace);
  } else if (cause > 0 && s[tripped_] < 0.5 && s[grace_] <= 0) {
    s.jump(tripped_, 1);
    s.set(cause_, cause);
  }
  s.set(grace_, std::max(0.0, s[grace_] - s.period()));
  s.set(reset_, 0);
}

}  // namespace retort
