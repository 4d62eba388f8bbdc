#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "layout/layout_of_plant.h"
#include "layout/plane_graph.h"
#include "layout/racks.h"
#include "layout/routes.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"
#include "tests/pictures/demo_layout.h"

using namespace retort;
using namespace retort::layout;

namespace {
PlantLayout placed_demo() {
  PlantLayout l = tests::demo_layout();
  place_nozzles(l);
  return l;
}
}  // namespace

TEST_CASE("the demo plant is routed without clashes", "[layout]") {
  const PlantLayout l = placed_demo();
  const RoutedPlant routed = route(l);
  CHECK(routed.notes == std::vector<std::string>{});
  CHECK(clashes(l, routed) == std::vector<std::string>{});
  REQUIRE(routed.routes.size() == l.lines.size());
  for (const Line& line : l.lines) {
    INFO(line.tag);
    const Route& r = *routed.find(line.tag);
    for (size_t i = 0; i + 1 < r.points.size(); ++i) {  // along the axes, with room for the elbows
      const glm::vec3 d = glm::abs(r.points[i + 1] - r.points[i]);
      CHECK(int(d.x > 1e-3f) + int(d.y > 1e-3f) + int(d.z > 1e-3f) == 1);
      if (i > 0 && i + 2 < r.points.size()) CHECK(glm::length(d) > 2.9f * r.diameter);
    }
    REQUIRE(r.items.size() == line.through.size());  // all there, in the order of the flow, on the pipe, apart
    float before = -1;
    for (size_t k = 0; k < r.items.size(); ++k) {
      CHECK(r.items[k].item.tag == line.through[k].tag);
      float along = 0, found = -1;
      for (size_t i = 0; i + 1 < r.points.size(); ++i) {
        const glm::vec3 a = r.points[i], d = r.points[i + 1] - a;
        const float t = glm::dot(r.items[k].at - a, d) / glm::dot(d, d);
        if (t >= 0 && t <= 1 && glm::distance(a + d * t, r.items[k].at) < 1e-3f) found = along + t * glm::length(d);
        along += glm::length(d);
      }
      CHECK(found > before + 0.5f * r.items[k].item.shape->length);
      before = found;
    }
  }
}

TEST_CASE("routes start and end at their nozzles, in their direction", "[layout]") {
  const PlantLayout l = placed_demo();
  const RoutedPlant routed = route(l);
  for (const Line& line : l.lines) {
    INFO(line.tag);
    const Route& r = *routed.find(line.tag);
    for (const Nozzle& n : l.find(line.from.equipment)->nozzles)
      if (n.port == line.from.port) {
        CHECK(glm::distance(n.at, r.points.front()) < 2e-3f);
        if (n.direction != glm::vec3(0)) CHECK(glm::dot(glm::normalize(r.points[1] - r.points[0]), n.direction) > 0.99f);
      }
  }
}

TEST_CASE("long lines lie on a rack, each in a lane of its own", "[layout]") {
  PlantLayout l;
  for (int i = 0; i < 4; ++i) {
    const std::string n = std::to_string(i);
    l.equipment.push_back({.tag = "T-" + n, .type = "tank", .at = {3.f * float(i), -6, 0}, .given = {{"diameter", 1.5}, {"height", 3}}});
    l.equipment.push_back({.tag = "V-" + n, .type = "tank", .at = {24 + 3.f * float(i), i % 2 ? 6.f : -6.f, 0}, .given = {{"diameter", 1.5}, {"height", 3}}});
    l.lines.push_back({"L-" + n, {"T-" + n, "out"}, {"V-" + n, "in"}, {{"HV-" + n, "hand_valve"}}, {}, 50 + 25 * i});
  }
  l.equipment.push_back({.tag = "T-9", .type = "tank", .at = {15, -6, 0}, .given = {{"diameter", 1.5}, {"height", 3}}});
  l.equipment.push_back({.tag = "V-9", .type = "tank", .at = {15, 6, 0}, .given = {{"diameter", 1.5}, {"height", 3}}});
  l.lines.push_back({"across", {"T-9", "out"}, {"V-9", "in"}, {}, {}, 80});
  l.racks = {{{0, 0}, {36, 0}, 3, {4.4f, 5.9f}}};
  place_nozzles(l);
  const RoutedPlant routed = route(l);
  CHECK(routed.notes == std::vector<std::string>{});
  CHECK(clashes(l, routed) == std::vector<std::string>{});
  for (int i = 0; i < 4; ++i) {
    const Route& r = *routed.find("L-" + std::to_string(i));
    INFO(r.line);
    float on_rack = 0;
    for (size_t k = 0; k + 1 < r.points.size(); ++k)
      if (rack_under(l, (r.points[k] + r.points[k + 1]) / 2.f, r.diameter)) on_rack += glm::distance(r.points[k], r.points[k + 1]);
    CHECK(on_rack > 20);
    // It rests on the beams that it passes, and on nothing else up there.
    const auto shoes = std::count_if(r.supports.begin(), r.supports.end(), [](const Support& s) { return s.to > 4; });
    CHECK(shoes >= 3);
  }
  // What only crosses does so under the lanes or over them.
  for (const Route& r : routed.routes)
    if (r.line == "across")
      for (size_t k = 0; k + 1 < r.points.size(); ++k) CHECK_FALSE(rack_under(l, (r.points[k] + r.points[k + 1]) / 2.f, r.diameter));
}

TEST_CASE("the router goes round what stands in its way", "[layout]") {
  const Box wall{{2, -3, 0}, {2.5f, 3, 4}, "wall"};
  const glm::vec3 exact[] = {{0, 0, 1}, {5, 0, 1}, {0, 4, 1}, {5, 4, 1}, {0, 0, 5}, {5, 0, 5}};
  PlaneGraph graph(exact, std::span(&wall, 1));
  const auto way = graph.find({0, 0, 1}, 1u << 0, {5, 0, 1}, 1u << 0, 0.3f);
  REQUIRE(way.size() >= 4);
  CHECK(way.front() == glm::vec3(0, 0, 1));
  CHECK(way.back() == glm::vec3(5, 0, 1));
  for (size_t i = 0; i + 1 < way.size(); ++i) {
    const glm::vec3 low = glm::min(way[i], way[i + 1]), high = glm::max(way[i], way[i + 1]);
    const bool hits = low.x < wall.high.x && high.x > wall.low.x && low.y < wall.high.y && high.y > wall.low.y && low.z < wall.high.z && high.z > wall.low.z;
    CHECK_FALSE(hits);
  }
  CHECK(graph.find({0, 0, 1}, 1u << 0, {5, 0, 1}, 1u << 1, 100.f).empty());
}

TEST_CASE("clashes are found", "[layout]") {
  const PlantLayout l = placed_demo();
  RoutedPlant routed = route(l);
  Route& r = routed.routes.front();
  const glm::vec3 tank = l.find("T-100")->at + glm::vec3(0, 0, 2);
  r.points.insert(r.points.begin() + 1, {tank + glm::vec3(-5, 0, 0), tank + glm::vec3(5, 0, 0)});
  const auto found = clashes(l, routed);
  CHECK_FALSE(found.empty());
}

TEST_CASE("nothing stands where one climbs a ladder, and no pipe runs there", "[layout]") {
  PlantLayout l;
  for (const char* tag : {"V-1", "V-2"}) {
    Equipment e;
    e.tag = tag, e.type = "vessel";
    e.shape = std::make_shared<const shapes::Shape>(shape_of(e));
    e.at = {0, 0, 4}, e.access = 0;
    l.equipment.push_back(e);
  }
  const float wide = 2 * platform_half(l.equipment[0]).x;
  const auto found = [&](float x, float y, float access) {
    l.equipment[1].at = {x, y, 4}, l.equipment[1].access = access;
    std::string all;
    for (const std::string& c : clashes(l, {})) all += c + "\n";
    return all;
  };
  CHECK(found(3 * wide, 0, 0) == "");
  CHECK(found(wide + 1.2f, 0, 180) != "");                       // face to face
  CHECK(found(wide + 1.2f, 0, 180).find("V-1 ladder and V-2 ladder") != std::string::npos);
  CHECK(found(wide + 0.5f, 0, 0).find("structure") != std::string::npos);   // into the steel of the other
  CHECK(found(wide + 2.2f, 0, 180) == "");
}

TEST_CASE("routes come from the file until the layout changes", "[layout]") {
  PlantLayout l = placed_demo();
  const std::string folder = "routes_test", path = folder + "/routes-" + layout_hash(l) + ".json";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const RoutedPlant first = cached_routes(l, {"", folder});
  REQUIRE(std::ifstream(path).good());
  const RoutedPlant second = cached_routes(l, {path, ""});  // as if it was shipped
  for (const Route& r : first.routes) {
    const Route& s = *second.find(r.line);
    REQUIRE(s.points.size() == r.points.size());
    for (size_t i = 0; i < r.points.size(); ++i) CHECK(glm::distance(r.points[i], s.points[i]) < 1e-3f);
    CHECK(s.items.size() == r.items.size());
    CHECK(s.supports.size() == r.supports.size());
  }
  const std::string before = layout_hash(l);
  l.equipment[1].at.x += 0.5f;
  CHECK(layout_hash(l) != before);
  l.equipment[1].at.x -= 0.5f;
  REQUIRE(layout_hash(l) == before);
  std::stringstream good;
  good << std::ifstream(path).rdbuf();
  // Whatever stands in the file: the pipes are there, and the scene can be built of them.
  for (const auto& [part, broken] : {std::pair{"{", "{ this is no JSON"}, {"\"tag\": \"", "\"tag\": \"Z"},
                                     {"\"points\": [", "\"points\": [[1, 2], "}, {"\"points\": [", "\"points\": [[1e30, 2, 3], "},
                                     {"\"lines\"", "\"lanes\""}, {"\"supports\"", "\"support\""}}) {
    std::string text = good.str();
    REQUIRE(text.find(part) != std::string::npos);
    text.replace(text.find(part), std::strlen(part), broken);
    std::ofstream(path) << text;
    INFO(broken);
    const RoutedPlant again = cached_routes(l, {path, ""});
    REQUIRE(again.routes.size() == first.routes.size());
    CHECK(again.routes[0].points.size() == first.routes[0].points.size());
    CHECK(again.routes[0].items.size() == first.routes[0].items.size());
  }
}

TEST_CASE("a shared port gets a tee in front of it", "[layout]") {
  PlantLayout l;
  l.equipment = {{.tag = "T-1", .type = "tank", .given = {{"diameter", 3}, {"height", 3}}},
                 {.tag = "P-1", .type = "centrifugal_pump", .at = {6, -2, 0.5f}},
                 {.tag = "P-2", .type = "centrifugal_pump", .at = {6, 2, 0.5f}}};
  l.lines = {{"L-1", {"T-1", "out"}, {"P-1", "in"}, {}, {}, 80}, {"L-2", {"T-1", "out"}, {"P-2", "in"}, {}, {}, 80}};
  place_nozzles(l);
  REQUIRE(l.find("T-1.out tee") != nullptr);
  CHECK(l.lines.size() == 3);
  const RoutedPlant routed = route(l);
  CHECK(routed.notes.empty());
  CHECK(clashes(l, routed).empty());
}

TEST_CASE("a plant file becomes a layout", "[layout]") {
  const PlantSpec spec = parse_plant(R"(
format: 1
plant: small
units:
  T-1: {type: tank, diameter: 2 m, height: 3 m, outlet_height: 40 cm, at: [0, 0, 0], name: Feed}
  P-1: {type: centrifugal_pump, curve: [[0 m3/h, 40 m], [60 m3/h, 35 m]], at: [4, 0, 0.5], turn: 90}
  HV-1: {type: hand_valve, kv: 100 m3/h}
  FV-1: {type: control_valve, kv: 100 m3/h, at: [8, 0, 1]}
  OUT: {type: boundary, at: [12, 0, 1]}
  IN: {type: boundary}
lines:
  L-1: {from: T-1.out, to: P-1.in, through: [HV-1], dn: 100, length: 4 m}
  L-2: {from: P-1.out, to: FV-1.in, dn: 80, length: 4 m, via: [[4, 3, 2]]}
  L-3: {from: FV-1.out, to: OUT.port, dn: 80, length: 4 m}
  L-4: {from: IN.port, to: T-1.in, dn: 50, length: 4 m}
instruments:
  PG-1: {type: pressure_gauge, of: P-1.discharge_pressure, range: [0 bar, 6 bar]}
cameras:
  pump: {from: [4, -4, 2], to: [4, 0, 1]}
)", "small/plant.yaml");
  PlantLayout l = layout_of(*compile(spec, standard_blocks()));
  REQUIRE(l.equipment.size() == 5);
  CHECK(l.find("T-1")->given.at("diameter") == Approx(2));
  CHECK(l.find("T-1")->name == "Feed");
  CHECK(l.find("T-1")->shape->nozzles.at("out").at.z == Approx(0.4f));
  CHECK(l.find("P-1")->yaw == Approx(90));
  CHECK(l.find("FV-1")->dn == 80);
  CHECK(l.find("HV-1") == nullptr);
  CHECK(l.find("IN")->at.x > 12);
  REQUIRE(l.lines.size() == 4);
  CHECK(l.lines[0].through.at(0).tag == "HV-1");
  CHECK(l.lines[1].via.size() == 1);
  REQUIRE(l.instruments.size() == 1);
  CHECK(l.instruments[0].on == "P-1");
  CHECK(l.instruments[0].port == "out");
  CHECK(l.instruments[0].high_si == Approx(6e5));
  CHECK(l.instruments[0].unit == "bar");
  CHECK(l.cameras.at(0).name == "pump");
  place_nozzles(l);
  CHECK(l.find("FV-1")->yaw == Approx(0));  // towards the outlet
  const RoutedPlant routed = route(l);
  CHECK(routed.notes.empty());
  CHECK(clashes(l, routed).empty());
}
