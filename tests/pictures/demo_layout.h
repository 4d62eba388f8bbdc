// A small plant for the picture tests: storage tank, two pumps, control valve with orifice, minimum-flow line, day tank on
// a structure, bund and consumer.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "layout/plant_layout.h"

namespace retort::tests {

inline layout::PlantLayout demo_layout() {
  using namespace layout;
  PlantLayout l;
  l.name = "demo";
  auto add = [&](Equipment e) { l.equipment.push_back(std::move(e)); };
  add({.tag = "T-100", .type = "tank", .at = {0, 0, 0}, .name = "Storage tank", .given = {{"diameter", 6}, {"height", 6}}});
  add({.tag = "P-101", .type = "centrifugal_pump", .at = {6.5f, -1.6f, 0.55f}, .station = true});
  add({.tag = "P-102", .type = "centrifugal_pump", .at = {6.5f, 1.6f, 0.55f}, .station = true});
  add({.tag = "J-101", .type = "junction", .at = {9.6f, 0, 2.4f}, .dn = 80});
  add({.tag = "T-101", .type = "tank", .at = {17, 0, 3}, .name = "Day tank", .given = {{"diameter", 1.6}, {"height", 2}}});
  add({.tag = "B-190", .type = "bund", .at = {17, 0, 0}, .given = {{"height", 0.5}, {"length", 5.5}, {"width", 5.5}}});
  add({.tag = "SUPPLY", .type = "boundary", .at = {-6, -3.5f, 0.7f}, .name = "from unit 10"});
  add({.tag = "CONSUMER", .type = "boundary", .at = {22.5f, -3, 0.7f}, .name = "to unit 20"});
  auto line = [&](Line x) { l.lines.push_back(std::move(x)); };
  const auto hv = "hand_valve";
  line({"L-1000", {"SUPPLY", "port"}, {"T-100", "in"}, {{"HV-100", hv}}, {}, 80});
  line({"L-1001", {"T-100", "out"}, {"P-101", "in"}, {{"HV-101", hv}}, {}, 100});
  line({"L-1002", {"T-100", "drain"}, {"P-102", "in"}, {{"HV-111", hv}}, {}, 100});
  line({"L-1003", {"P-101", "out"}, {"J-101", "a"}, {{"NRV-101", "check_valve"}, {"HV-102", hv}}, {}, 80});
  line({"L-1004", {"P-102", "out"}, {"J-101", "b"}, {{"NRV-102", "check_valve"}, {"HV-112", hv}}, {}, 80});
  line({"L-1005", {"J-101", "c"}, {"T-101", "in"}, {{"FE-101", "orifice"}, {"HV-103", hv}, {"FV-101", "control_valve"}}, {{10.6f, 0, 2.4f}, {10.6f, 0, 0.95f}, {13.6f, 0, 0.95f}}, 65});
  line({"L-1006", {"J-101", "d"}, {"T-100", "recycle"}, {{"RO-101", "orifice"}, {"HV-106", hv}}, {}, 40});
  line({"L-1007", {"T-101", "overflow"}, {"B-190", "in"}, {}, {}, 100});
  line({"L-1008", {"T-101", "out"}, {"CONSUMER", "port"}, {{"HV-104", hv}, {"FV-102", "control_valve"}}, {}, 65});
  l.instruments = {{"PG-101", InstrumentKind::kGauge, 'P', "P-101", 0, 6, 1.013e5, 7.013e5, "bar", "out"},
                   {"PG-102", InstrumentKind::kGauge, 'P', "P-102", 0, 6, 1.013e5, 7.013e5, "bar", "out"},
                   {"FT-101", InstrumentKind::kTransmitter, 'F', "FE-101"},
                   {"LT-100", InstrumentKind::kTransmitter, 'L', "T-100"},
                   {"LT-101", InstrumentKind::kTransmitter, 'L', "T-101"},
                   {"LT-102", InstrumentKind::kTransmitter, 'L', "T-101"}};
  l.cameras = {{"pumps", {9.3f, -6.2f, 2.1f}, {7.6f, -0.6f, 0.9f}}};
  return l;
}

/// Values by name, and the resolver for them.
struct DemoValues {
  std::vector<std::string> names;
  std::vector<double> values;
  void set(const std::string& name, double v) {
    for (size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) {
        values[i] = v;
        return;
      }
    names.push_back(name);
    values.push_back(v);
  }
  int find(std::string_view name) const {
    for (size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return int(i);
    return -1;
  }
};

inline DemoValues demo_values() {
  DemoValues v;
  v.set("T-100.level", 0.72);
  v.set("T-100.temperature", 293);
  v.set("T-101.level", 0.5);
  v.set("T-101.temperature", 315);
  v.set("B-190.level", 0);
  for (const char* hv : {"HV-100", "HV-101", "HV-111", "HV-102", "HV-112", "HV-103", "HV-104", "HV-106"}) v.set(std::string(hv) + ".position", 1);
  v.set("FV-101.position", 0.55);
  v.set("FV-102.position", 0.4);
  v.set("P-101.running", 1);
  v.set("P-101.speed", 1);
  v.set("P-102.running", 0);
  v.set("PG-101.reading", 4.2e5);
  v.set("PG-102.reading", 1.5e5);
  for (const char* line : {"L-1001", "L-1003", "L-1005", "L-1008"}) v.set(std::string(line) + ".flow", 5);
  return v;
}

}  // namespace retort::tests
