#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "layout/layout_of_plant.h"
#include "sim/base/file.h"
#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

using namespace retort;

namespace {

/// What a plant file is refused with.
std::string refusal(const std::string& yaml) {
  try {
    compile(parse_plant(yaml, "plant.yaml"), standard_blocks());
  } catch (const FileError& e) {
    return e.what();
  }
  return "";
}

std::string plant(const std::string& rest) { return "format: 1\nplant: x\n" + rest; }

const std::string kLine = R"(
units:
  A: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
  B: {type: boundary, at: [9, 0, 0]}
)";

}  // namespace

TEST_CASE("a plant file is refused with where, what and the way out") {
  CHECK(refusal("") == "plant.yaml: the file is empty");
  CHECK(refusal("plant: x\n") == "plant.yaml:1:1: 'format: 1' is missing on top: is this a plant file?");
  CHECK(refusal("format: 7\nplant: x\n") == "plant.yaml:1:9: format 7 is not known: this program reads format 1");
  CHECK(refusal(plant("unitz: {}\n")) == "plant.yaml:3:1: unknown key 'unitz'. Did you mean 'units'?");
  CHECK(refusal(plant("medium: wine\n")) == "plant.yaml: medium 'wine' is not known: use water");
  CHECK(refusal(plant("scan: 5 kg\n")) == "plant.yaml:3:7: scan: 'kg' is not a unit of time: use s, ms, min, h");
  CHECK(refusal(plant("units:\n  A: {type: [}\n")).substr(0, 16) == "plant.yaml:4:14:");
  CHECK(refusal(plant("units:\n  A: {type: boundary, at: [0, 0, 0]}\n  A: {type: boundary}\n")) ==
        "plant.yaml:5:3: 'A' stands twice here (first at line 4): keep one");
  CHECK(refusal(plant("units:\n  A: {type: tnak}\n")).find("plant.yaml:4:13: A (tnak): there is no type 'tnak' in units. Did you mean 'tank'?") == 0);
  CHECK(refusal(plant("units:\n  A: &x {type: boundary}\n  B: *x\n")).find("aliases") != std::string::npos);
}

TEST_CASE("values out of range, of another unit or without one") {
  const auto valve = [](const std::string& kv) {
    return refusal(plant(kLine + "  FV-101: {type: control_valve, kv: " + kv + "}\nlines:\n  L: {from: A, to: B, through: [FV-101], dn: 80, length: 3 m}\n"));
  };
  CHECK(valve("30 m3/h") == "");
  CHECK(valve("-3 m3/h") == "plant.yaml:7:37: FV-101 (control_valve): kv = -3 m3/h is outside 0.0036 to 72000 m3/h.");
  CHECK(valve("30") == "plant.yaml:7:37: FV-101 (control_valve): kv: '30' lacks its unit: a flow coefficient is written in m3/h");
  CHECK(valve("3 bar") == "plant.yaml:7:37: FV-101 (control_valve): kv: 'bar' is not a unit of flow coefficient: use m3/h");
  CHECK(valve("much") == "plant.yaml:7:37: FV-101 (control_valve): kv: 'much' is not a number with a unit");
  CHECK(valve("1e999 m3/h") == "plant.yaml:7:37: FV-101 (control_valve): kv: '1e999 m3/h' is not a number with a unit");
  CHECK(valve("3,5 m3/h") == "plant.yaml:7:37: '3,5 m3/h' has a decimal comma: write '3.5 m3/h'");
  CHECK(valve("\"3,5 m3/h\"") == "plant.yaml:7:38: FV-101 (control_valve): kv: '3,5 m3/h' has a decimal comma: write '3.5 m3/h'");
  CHECK(valve("30 m3/h, colour: red").find("FV-101 (control_valve): unknown key 'colour'.") != std::string::npos);
}

TEST_CASE("a key of another shape than its own is not passed over") {
  const auto tank = [](const std::string& keys) {
    return refusal(plant("units:\n  T: {type: tank, diameter: 1 m, height: 2 m, " + keys + "}\n  B: {type: boundary, at: [9, 0, 0]}\nlines:\n  L: {from: T.out, to: B, dn: 80, length: 3 m}\n"));
  };
  CHECK(tank("at: [0, 0, 0]") == "");
  CHECK(tank("at: [0, 1,5, 0]") == "plant.yaml:4:51: T (tank): at: three numbers [x, y, z] in metres, their decimals with a point");
  CHECK(tank("at: here") == "plant.yaml:4:51: T (tank): at: three numbers [x, y, z] in metres, their decimals with a point");
  CHECK(tank("start: full") == "plant.yaml:4:54: T (tank): start: a map, as in {level: 50 %}");
  CHECK(refusal(plant("surroundings: 15 degC\n")) == "plant.yaml:3:15: surroundings: written {temperature: 15 degC}");
  CHECK(refusal(plant("surroundings: {temprature: 15 degC}\n")) == "plant.yaml:3:15: surroundings: written {temperature: 15 degC}");
  CHECK(refusal(plant("surroundings: {temperature: 15 bar}\n")).find("surroundings: temperature: 'bar' is not a unit of temperature") != std::string::npos);
  CHECK(refusal(plant(kLine + "  V: {type: hand_valve, kv: 3 m3/h}\nlines:\n  L: {from: A, to: B, through: V, dn: 80, length: 3 m}\n"))
            .find("plant.yaml:9:32: L (line): through: a list of tags, as in [HV-101, FV-101]") == 0);
}

TEST_CASE("lines that lead nowhere") {
  const auto line = [](const std::string& body) { return refusal(plant(kLine + "lines:\n  L: {" + body + "}\n")); };
  CHECK(line("from: A, to: B, dn: 80, length: 3 m") == "");
  CHECK(line("from: A, to: C, dn: 80, length: 3 m").find("plant.yaml:8:20: L (line): there is no 'C'.") == 0);
  CHECK(line("from: A.portt, to: B, dn: 80, length: 3 m") ==
        "plant.yaml:8:13: L (line): no port 'A.portt'. A has: port. Did you mean 'port'?");
  CHECK(line("from: A, to: A, dn: 80, length: 3 m").find("L (line): a line cannot end where it starts") != std::string::npos);
  CHECK(line("from: A, dn: 80, length: 3 m").find("L (line): a line needs 'from: TAG.port' and 'to: TAG.port'") != std::string::npos);
  CHECK(line("from: A, to: B, through: [B], dn: 80, length: 3 m").find("is not an inline element") != std::string::npos);
  const std::string open = refusal(plant(kLine + "  V: {type: hand_valve, kv: 30 m3/h}\nlines:\n  L: {from: A, to: V.in, dn: 80, length: 3 m}\n"));
  CHECK(open.find("V (hand_valve): port 'V.out' is not connected: let a line start or end there") != std::string::npos);
}

TEST_CASE("signals that do not exist or do not fit") {
  const auto with = [](const std::string& rest) {
    return refusal(plant("units:\n  T-1: {type: tank, diameter: 1 m, height: 2 m, at: [0, 0, 0]}\n  B: {type: boundary, at: [9, 0, 0]}\nlines:\n"
                         "  L: {from: T-1.out, to: B, dn: 80, length: 3 m}\n" + rest));
  };
  const std::string words = "cause: a, consequence: b, response: c";
  CHECK(with("alarms:\n  LAL: {of: T-1.level, below: 20 %, " + words + "}\n") == "");
  CHECK(with("alarms:\n  LAL: {of: T-1.levl, below: 20 %, " + words + "}\n").find("no variable 'T-1.levl'") != std::string::npos);
  CHECK(with("alarms:\n  LAL: {of: T-1.level, below: 2 bar, " + words + "}\n").find("is a fraction, but the value given for it is a pressure") !=
        std::string::npos);
  CHECK(with("alarms:\n  LAL: {of: T-1.level, below: 20 %}\n").find("'cause' is missing") != std::string::npos);
  CHECK(with("safety:\n  S: {when: T-1.level > 95 %, does: [T-1 explode]}\n").find("T-1.explode_demand") != std::string::npos);
  CHECK(with("safety:\n  S: {when: T-1.level > 95 bar, does: [T-1 x]}\n").find("'bar' is not a unit of fraction") != std::string::npos);
  CHECK(with("safety:\n  S: {when: [T-1.level > 95 %, T-1.level > 96 %], vote: 2oo3, does: [T-1 x]}\n").find("M out of the 2 causes") !=
        std::string::npos);
}

TEST_CASE("hostile files are refused, not obeyed") {
  std::string deep = "format: 1\nplant: x\nunits: ";
  for (int i = 0; i < 100; ++i) deep += "[";
  CHECK(refusal(deep + "\n").find("nested deeper than 32 levels") != std::string::npos);
  CHECK(refusal(std::string("format: 1\0plant", 15)).find("NUL byte") != std::string::npos);
  CHECK(refusal(plant("units:\n\tA: {type: boundary}\n")) == "plant.yaml:4:1: this line is indented with a tab: use spaces, two a level");
  CHECK(refusal(plant("units:\n  A: {type: \"\\e[31mred\"}\n")) == "plant.yaml:4:14: '\\x1b[31mred' holds a control character");
  std::string many = plant("units:\n");
  for (int i = 0; i < 20'000; ++i) many += "  A" + std::to_string(i) + ": {type: tnak, like: A0}\n";
  const std::string told = refusal(many);
  CHECK(std::count(told.begin(), told.end(), '\n') < 50);
}

TEST_CASE("only regular files are read, up to a size") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("retort-errors-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const std::string empty = folder / "empty.yaml", pipe = folder / "pipe.yaml", large = folder / "large.yaml";
  std::ofstream(empty).close();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::ofstream(large).close();
  fs::resize_file(large, kMostText + 1);
  CHECK_THROWS_WITH(load_plant("/no/such/file.yaml"), "/no/such/file.yaml: cannot be opened: No such file or directory");
  CHECK_THROWS_WITH(load_plant("/"), "/: is a folder, not a file");
  CHECK_THROWS_WITH(load_plant("/dev/zero"), "/dev/zero: is a device or a pipe: only regular files are read. Write it to a file first");
  CHECK_THROWS_WITH(load_plant(pipe), pipe + ": is a device or a pipe: only regular files are read. Write it to a file first");
  CHECK_THROWS_WITH(load_plant(empty), empty + ": the file is empty");
  CHECK_THROWS_WITH(load_plant(large), large + ": is larger than 4 MiB, the most that is read");
  fs::remove_all(folder);
  CHECK_THROWS_WITH(parse_yaml("a:\n" + std::string(3'000'000, '['), "deep.yaml"), "deep.yaml:2:1: nested deeper than 32 levels");
  CHECK(refusal(plant("surroundings: {temperature: -280 degC}\n")).find("surroundings: temperature -280 degC is outside -50 to 60 degC") != std::string::npos);
}

TEST_CASE("like: takes over the start, unless the entry has its own") {
  const auto started = [](const std::string& own) {
    const test::Rig rig(plant("units:\n  T-1: {type: tank, diameter: 1 m, height: 2 m, start: {level: 80 %}, at: [0, 0, 0]}\n  T-2: {like: T-1, at: [5, 0, 0]" + own +
                              "}\n  B: {type: boundary, at: [9, 0, 0]}\nlines:\n  L: {from: T-1.out, to: B, dn: 25, length: 3 m}\n  M: {from: T-2.out, to: B, dn: 25, length: 3 m}\n"));
    return rig.get("T-2.level");
  };
  CHECK(started("") == Approx(0.8));
  CHECK(started(", start: {level: 30 %}") == Approx(0.3));
  CHECK(started(", start: {}") == Approx(0.5));
}

TEST_CASE("a state file of another plant or with unknown variables is refused") {
  const test::Rig rig(plant(kLine + "lines:\n  L: {from: A, to: B, dn: 80, length: 3 m}\n"));
  const auto read = [&](const std::string& text) -> std::string {
    try {
      read_state(*rig.plant, text, "s.yaml");
    } catch (const FileError& e) {
      return e.what();
    }
    return "";
  };
  CHECK(read(write_state(*rig.plant, rig.sim.state())) == "");
  CHECK(read("format: 1\nplant: y\n") == "s.yaml:2:8: this is a state of plant 'y', not of 'x'");
  CHECK(read("format: 1\nplant: x\nvalues:\n  A.nothing: 3\n").find("s.yaml:4:3: no variable 'A.nothing'.") == 0);
  CHECK(read("plant: x\n").find("'format: 1' is missing") != std::string::npos);
  CHECK(read("format: 1\nplant: x\nvalue: {}\n") == "s.yaml:3:1: unknown key 'value': format, plant, entries, values");
  CHECK(read("format: 1\nplant: x\nentries: 3\nvalues: {}\n").starts_with("s.yaml:3:10: 3 entries are announced, 0 are there: the file is cut off"));
  CHECK(read("format: 1\nplant: !!str x\n") == "s.yaml:2:8: tags (tag:yaml.org,2002:str) are not used in these files: write the plain value");
  CHECK(read("format: 1\nplant: x\n---\nplant: y\n") == "s.yaml:3:1: a second document begins here ('---'): a file is one");
  CHECK(read("format: 1\nplant: x\nvalues: 3\n") == "s.yaml:3:9: values: expected a map of 'TAG.noun: NUMBER'");
}

TEST_CASE("a state that no plant can be in is refused") {
  const test::Rig rig(plant("units:\n  T-1: {type: tank, diameter: 1 m, height: 2 m, at: [0, 0, 0]}\n  V-1: {type: control_valve, kv: 9 m3/h, at: [4, 0, 0]}\n"
                            "  B: {type: boundary, at: [9, 0, 0]}\nlines:\n  L: {from: T-1.out, to: B, through: [V-1], dn: 80, length: 3 m}\n"
                            "instruments:\n  LT-1: {type: level_transmitter, of: T-1.level, range: [0 %, 100 %]}\n"
                            "control:\n  LIC-1: {type: pid, pv: LT-1, out: V-1, sp: 50 %, mode: auto}\n"));
  const auto read = [&](const std::string& value) -> std::string {
    try {
      read_state(*rig.plant, "format: 1\nplant: x\nvalues:\n  " + value + "\n", "s.yaml");
    } catch (const FileError& e) {
      return e.what();
    }
    return "";
  };
  CHECK(read("T-1.mass: 900") == "");
  CHECK(read("T-1.mass: 1e300") == "s.yaml:4:13: T-1.mass = 1e300 is larger than anything in a plant");
  CHECK(read("T-1.energy: 1e14") == "s.yaml:4:15: T-1.energy = 1e14 is no state that the plant can be in");
  CHECK(read("T-1.mass: nan") == "s.yaml:4:13: T-1.mass: 'nan' is not a plain number (SI)");
  CHECK(read("V-1.command: 1.5") == "s.yaml:4:16: V-1.command = 1.5 is outside 0 to 1 (SI)");
  CHECK(read("LIC-1.mode: 1.5") == "s.yaml:4:15: LIC-1.mode = 1.5 is none of 0 to 3: oos, man, auto, cas");
}

TEST_CASE("no controller and no logic moves what only a hand in the field can, and no output goes to a button") {
  const std::string one = R"(
units:
  A: {type: boundary, pressure: 3 bar}
  HV: {type: hand_valve, kv: 10 m3/h}
  P: {type: centrifugal_pump, curve: [[0 m3/h, 40 m], [15 m3/h, 38 m], [30 m3/h, 33 m]], best_flow: 20 m3/h, efficiency: 68 %}
  B: {type: boundary}
lines:
  L1: {from: A, to: P.in, through: [HV], dn: 50, length: 3 m}
  L2: {from: P.out, to: B, dn: 50, length: 3 m}
instruments:
  FT: {type: flow_transmitter, of: L2.flow, range: [0 kg/s, 10 kg/s]}
control:
  FC: {type: pid, pv: FT, out: )";
  CHECK(refusal(plant(one + "HV}\n")) == "plant.yaml:15:32: FC: HV.opening is moved by a hand in the field, and by nothing else");
  CHECK(refusal(plant(one + "P.start}\n")) == "plant.yaml:15:32: FC: P.start is a button or a switch: an output goes to a number, a valve's 'command' for one");
  CHECK(refusal(plant(one + "P.speed_set}\n")) == "plant.yaml:15:32: FC: P.speed_set cannot be moved in this plant: fixed by its own settings");
  const std::string steps = "FC-2}\n  FC-2: {type: pid, pv: FT, out: B.pressure}\n  S: {type: sequence, phases: [{name: a, do: [\"";
  CHECK(refusal(plant(one + steps + "HV.opening = 0 %\"], until: \"FT > 1 kg/s\"}]}\n")).find("S: HV.opening is moved by a hand in the field") != std::string::npos);
  CHECK(refusal(plant(one + steps + "P.start = 1\"], until: \"FT > 1 kg/s\"}]}\n")).empty());
}

TEST_CASE("two controllers on one output are refused with both lines") {
  const std::string two = R"(
units:
  A: {type: boundary, pressure: 3 bar}
  FV: {type: control_valve, kv: 10 m3/h}
  FV2: {type: control_valve, kv: 10 m3/h}
  B: {type: boundary}
lines:
  L: {from: A, to: B, through: [FV, FV2], dn: 50, length: 3 m}
instruments:
  FT: {type: flow_transmitter, of: L.flow, range: [0 kg/s, 10 kg/s]}
control:
  FC-1: {type: pid, pv: FT, out: FV}
  FC-2: {type: pid, pv: FT, out: )";
  CHECK(refusal(plant(two + "FV}\n")) == "plant.yaml:15:34: FC-2: FV.command is already moved by FC-1 (line 14): a thing has one that moves it; "
        "a low_selector or high_selector joins two");
  CHECK(refusal(plant(two + "FV.command}\n")).find("already moved by FC-1 (line 14)") != std::string::npos);
  CHECK(refusal(plant(two + "FV2}\n")).empty());
  CHECK(refusal(plant(two + "U1}\n  U1: {type: low_selector, out: U2, inputs: 2}\n  FC-3: {type: pid, pv: FT, out: U1.in2}\n  FC-4: {type: pid, pv: FT, out: U2.in2}\n"
                                  "  U2: {type: low_selector, out: FC-3}\n")).find("a circle of controllers moves nothing") != std::string::npos);
  CHECK(refusal(plant(two + "UY}\n  FC-3: {type: pid, pv: FT, out: UY.in2}\n  UY: {type: low_selector, out: FV2, inputs: 2.5}\n")).find("inputs: a whole number") != std::string::npos);
  // A selector joins them; one of its inputs left open would be chosen never, or always.
  CHECK(refusal(plant(two + "UY.in2}\n  UY: {type: low_selector, out: FV2}\n")) ==
        "plant.yaml:16:3: UY: nothing moves UY.in1: write 'out: UY.in1' at a controller, or fewer 'inputs'");
  CHECK(refusal(plant(two + "UY.in2}\n  FC-3: {type: pid, pv: FT, out: UY.in1}\n  UY: {type: low_selector, out: FV2}\n")).empty());
  CHECK(refusal(plant(two + "UY}\n  FC-3: {type: pid, pv: FT, out: UY.in1}\n  UY: {type: low_selector, out: FV2}\n")).find("a low_selector or high_selector joins two") !=
        std::string::npos);
}

TEST_CASE("a place in the field has a range") {
  const auto unit = [](const std::string& keys) { return refusal(plant("units:\n  A: {type: boundary, " + keys + "}\n  B: {type: boundary}\nlines:\n  L: {from: A, to: B, dn: 50, length: 3 m}\n")); };
  CHECK(unit("at: [0, 0, 0]").empty());
  CHECK(unit("at: [2e9, 0, 0]") == "plant.yaml:4:28: A (boundary): at: 2e9 is outside -2000 m to 2000 m");
  CHECK(unit("at: [0, 0]") == "plant.yaml:4:27: A (boundary): at: three numbers [x, y, z] in metres, their decimals with a point");
  CHECK(unit("at: [0, x, 0]").find("A (boundary): at: three numbers [x, y, z] in metres") != std::string::npos);
  CHECK(unit("at: [.nan, 0, 0]") != "");
  CHECK(unit("turn: east") == "plant.yaml:4:29: A (boundary): turn is a number of degrees");
  const std::string access = "A (boundary): access is {stairs: SIDE} or {ladder: SIDE}, SIDE being 0, 90, 180 or 270 degrees";
  CHECK(unit("access: stairs") == "plant.yaml:4:31: " + access);
  CHECK(unit("access: {lift: 90}") == "plant.yaml:4:31: " + access);
  CHECK(unit("access: {stairs: 45}") == "plant.yaml:4:40: " + access);
  CHECK(unit("access: {stairs: 360}") == "plant.yaml:4:40: " + access);
  CHECK(unit("via: [[0, 0, 0]]").find("unknown key 'via'") != std::string::npos);
}

TEST_CASE("racks and items of a field are as strict as the rest") {
  const auto told = [&](const std::string& field) {
    const std::string text = plant("units:\n  T-1: {type: tank, diameter: 1 m, height: 2 m}\n" + field);
    if (const std::string problem = refusal(text); !problem.empty()) return problem;
    try {
      layout::layout_of(*compile(parse_plant(text, "plant.yaml"), standard_blocks()));
    } catch (const FileError& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  CHECK(told("field: {racks: [{from: [0, 8], to: [20, 8], width: 3, levels: [4, 5.5]}], items: [{shape: hydrant, at: [1, 2, 0], turn: 90}]}\n") == "");
  const std::pair<const char*, const char*> wrong[] = {
      {"field: [1]\n", "field is a map"},
      {"field: {rack: []}\n", "field: unknown key 'rack'. Did you mean 'racks'?"},
      {"field: {racks: [{from: [0, 8], to: [20, 9], levels: [4]}]}\n", "field: racks 1: a rack runs along x or along y, over 3 to 400 m"},
      {"field: {racks: [{from: [0, 8], to: [20, 8]}]}\n", "field: racks 1: 'levels: [4.2, 5.6]' is missing"},
      {"field: {racks: [{from: [0, 8], to: [20, 8], levels: [4, 4.2]}]}\n", "levels rise, by 0.8 m or more"},
      {"field: {racks: [{from: [0, 8], to: [20, 8], levels: [4], width: 40}]}\n", "field: racks 1: width: 40 is outside 1 to 12"},
      {"field: {racks: [{from: [0, 8, 1], to: [20, 8], levels: [4]}]}\n", "field: racks 1: from: two numbers [x, y] in metres"},
      {"field: {items: [{shape: hydrant}]}\n", "field: items 1: 'at: [x, y, z]' is missing"},
      {"field: {items: [{shape: hydrent, at: [1, 2, 0]}]}\n", "field: items: there is no shape 'hydrent'. Did you mean 'hydrant'?"},
      {"field: {items: [{shape: h_beam, at: [1, 2, 0]}]}\n", "field: items: there is no shape 'h_beam'."}};
  for (const auto& [field, message] : wrong) {
    INFO(field);
    CHECK_THAT(told(field), ContainsSubstring(message));
  }
}

TEST_CASE("display and cameras are as strict as the rest") {
  const auto view = [](const std::string& rest) {
    return refusal(plant("units:\n  A: {type: boundary}\n  B: {type: boundary}\nlines:\n  L-1: {from: A, to: B, dn: 50, length: 3 m}\n" + rest));
  };
  CHECK(view("display: {size: [900, 500], at: {A: [10, 20], B: {at: [40, 20], turn: 1}}, by: {L-1: [[20, 30]]}}\n").empty());
  CHECK(view("display: {szie: [900, 500]}\n") == "plant.yaml:8:11: display: unknown key 'szie'. Did you mean 'size'?");
  CHECK(view("display: {at: {AA: [1, 2]}}\n") == "plant.yaml:8:16: display: at: there is no 'AA' to draw. Did you mean 'A'?");
  CHECK(view("display: {at: {A: {at: [1, 2], szie: [3, 4]}}}\n").find("display: at: A: unknown key 'szie'. Did you mean 'size'?") != std::string::npos);
  CHECK(view("display: {at: {A: [1, two]}}\n").find("display: at: A: expected a bare number") != std::string::npos);
  CHECK(view("display: {by: {L-2: [[1, 2]]}}\n").find("there is no line 'L-2'. Did you mean 'L-1'?") != std::string::npos);
  CHECK(view("display: {parts: {x: {of: A, at: [1, 2], shows: [A.presure]}}}\n").find("Did you mean 'A.pressure'?") != std::string::npos);
  CHECK(view("display: {trends: {feed: [A.pressure, B.pressure]}}\n").empty());
  CHECK(view("display: {trends: {feed: [A.presure]}}\n").find("display: trends: feed: ") != std::string::npos);
  CHECK(view("display: {trends: {feed: [A.pressure, A.pressure]}}\n").find("display: trends: feed: A.pressure stands there twice") != std::string::npos);
  CHECK(view("display: {trends: {feed: A.pressure}}\n").find("display: trends: feed: a list of 1 to 10 variables") != std::string::npos);
  CHECK(view("display: {trends: [A.pressure]}\n").find("display: trends is a map of groups") != std::string::npos);
  CHECK(view("display: {drawing: {sheet: []}}\n").find("Did you mean 'sheets'?") != std::string::npos);
  CHECK(view("cameras: {all: {from: [1, 2, 3], too: [0, 0, 0]}}\n").find("cameras: all: unknown key 'too'. Did you mean 'to'?") != std::string::npos);
  CHECK(view("cameras: {all: {from: [1, 2, 3], to: [1, 2, 3]}}\n").find("it stands where it looks at") != std::string::npos);
  CHECK(view("field: {light: noon}\n").find("field: light: 'noon' is not day, dusk or night") != std::string::npos);
  CHECK(view("cameras: {all: {from: [1e12, 2, 3], to: [1, 2, 3]}}\n").find("outside -2000 m to 2000 m") != std::string::npos);
}

TEST_CASE("a loop has one pressure basis") {
  const auto loop = [](const std::string& range) {
    return refusal(plant(R"(
units:
  A: {type: boundary, pressure: 3 bar}
  FV: {type: control_valve, kv: 10 m3/h}
  J: {type: junction}
  B: {type: boundary}
lines:
  L: {from: A, to: J, through: [FV], dn: 50, length: 3 m}
  M: {from: J, to: B, dn: 50, length: 3 m}
instruments:
  PT: {type: pressure_transmitter, of: J.pressure, range: [0 barg, 10 barg]}
control:
  PC: {type: pid, pv: PT, out: FV, sp: 1.2 bar)" + range + "}\n"));
  };
  CHECK(loop("").empty());
  CHECK(loop(", range: [0 barg, 5 barg]").empty());
  CHECK(loop(", range: [1 bar, 5 bar]").find("PC (pid): its range is in bar, but PT.pv measures in barg: write one of them in both") != std::string::npos);
}

TEST_CASE("written procedures are refused with where, what and the way out") {
  const auto steps = [](const std::string& list) { return refusal(plant(kLine + "  HV-1: {type: hand_valve, kv: 60 m3/h}\nlines:\n  L: {from: A, to: B, through: [HV-1], dn: 80, length: 3 m}\nprocedures:\n  start_up: " + list + "\n")); };
  CHECK(steps("[{id: open, tags: [HV-1], expect: \"HV-1.position > 95 %\"}, {id: tell}]") == "");
  const std::string joined = kLine + "lines:\n  L: {from: A, to: B, dn: 80, length: 3 m}\n";
  CHECK(refusal(plant(joined + "procedures: [a]\n")) == "plant.yaml:9:13: procedures is a map of procedures, each a list of steps: {start_up: [{id: suction, tags: [HV-101]}]}");
  CHECK(steps("[]") == "plant.yaml:11:13: procedures: start_up: a list of steps: [{id: suction, tags: [HV-101], expect: \"HV-101.position > 95 %\"}]");
  CHECK(steps("[{id: open, tag: [HV-1]}]") == "plant.yaml:11:25: procedures: start_up: unknown key 'tag'. Did you mean 'tags'?");
  CHECK(steps("[{id: open, tags: [HV-2]}]") == "plant.yaml:11:32: procedures: start_up: there is no tag 'HV-2'. Did you mean 'HV-1'?");
  CHECK(steps("[{id: open, tags: [HV-1, HV-1]}]") == "plant.yaml:11:38: procedures: start_up: HV-1 stands there twice");
  CHECK(steps("[{id: [open]}]") == "plant.yaml:11:19: procedures: start_up: id: a name, as in suction");
  CHECK(steps("[{id: open, tags: HV-1}]") == "plant.yaml:11:31: procedures: start_up: tags: is a list, also of one: [HV-1]");
  CHECK(steps("[{id: open, tags: {HV-1: x}}]") == "plant.yaml:11:31: procedures: start_up: tags: is a list, as in [HV-101, HV-102], and here stand keys and values");
  CHECK(steps("[{id: open, tags: [[HV-1]]}]") == "plant.yaml:11:32: procedures: start_up: tags: is a list of tags, as in [HV-101, HV-102], and among them stands a list");
  CHECK(steps("[{id: open, expect: [HV-1.position > 5 %]}]") ==
        "plant.yaml:11:33: procedures: start_up: expect: is one condition, as in \"HV-101.position > 95 %\", and here stands a list: write all of it in one text, with 'and' between");
  CHECK(steps("[{id: open, expect: {HV-1.position: 5 %}}]") ==
        "plant.yaml:11:33: procedures: start_up: expect: is one condition, as in \"HV-101.position > 95 %\", and here stand keys and values: put quotes around it");
  CHECK(steps("[{id: open, expect: }]") ==
        "plant.yaml:11:33: procedures: start_up: expect: is one condition, as in \"HV-101.position > 95 %\", and here stands nothing: leave it out where nothing is measured");
  CHECK(steps("[{id: open, expect: \"HV-1.position in 2 %..1 %\"}]") ==
        "plant.yaml:11:51: procedures: start_up: in 'HV-1.position in 2 %..1 %': nothing lies in this range: it is written LO..HI, the smaller first, as in '40..60 %'");
  CHECK(steps("[{id: open, expect: \"HV-1.position in 0.5..40 %\"}]") == "");
  CHECK(steps("[{id: open}, {id: open}]") == "plant.yaml:11:26: procedures: start_up: the step 'open' stands there twice");
  CHECK(steps("[{id: purpose}]").find("a step has an 'id' of letters, digits and '_'") != std::string::npos);
  CHECK(steps("[{tags: [HV-1]}]").find("a step has an 'id' of letters, digits and '_'") != std::string::npos);
  CHECK(steps("[{id: open, expect: \"HV-1.position\"}]").find("is not a condition: compare it with something") != std::string::npos);
  CHECK(steps("[{id: open, expect: \"HV-1.position > 95 % for 5 s\"}]").find("leave out for, rate, total and times") != std::string::npos);
  CHECK(steps("[{id: open, expect: \"HV-1.positon > 95 %\"}]").find("Did you mean") != std::string::npos);
}
