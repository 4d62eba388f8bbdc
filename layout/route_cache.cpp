#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "layout/routes.h"
#include "sim/base/hash.h"

namespace retort::layout {
namespace {

using nlohmann::json;

// Rounded to a millimetre, so that the file reads well and the hash does not depend on the last bit.
double round_mm(float v) { return std::round(double(v) * 1000) / 1000; }
json to_json(glm::vec3 v) { return {round_mm(v.x), round_mm(v.y), round_mm(v.z)}; }
glm::vec3 to_vec(const json& j) { return {j.at(0).get<float>(), j.at(1).get<float>(), j.at(2).get<float>()}; }

constexpr int kFormat = 1;  // a new number makes every cached file be routed anew

json describe(const RoutedPlant& routed, const std::string& hash) {
  json lines = json::object();
  for (const Route& r : routed.routes) {
    json line = {{"points", json::array()}, {"items", json::array()}, {"supports", json::array()}};
    for (glm::vec3 p : r.points) line["points"].push_back(to_json(p));
    for (const PlacedItem& i : r.items)
      line["items"].push_back({{"tag", i.item.tag}, {"kind", int(i.item.kind)}, {"at", to_json(i.at)}, {"flow", to_json(i.direction)}});
    for (const Support& s : r.supports) line["supports"].push_back({{"at", to_json(s.at)}, {"along", to_json(s.along)}, {"to", round_mm(s.to)}});
    lines[r.line] = line;
  }
  return {{"format", kFormat}, {"layout", hash}, {"lines", lines}, {"notes", routed.notes}};
}

RoutedPlant parse(const json& j, const PlantLayout& layout) {
  RoutedPlant result;
  for (const Line& l : layout.lines) {
    const json& line = j.at("lines").at(l.tag);
    Route r{l.tag, pipe_diameter(l.dn), {}, {}, {}};
    for (const json& p : line.at("points")) r.points.push_back(to_vec(p));
    for (const json& i : line.at("items"))
      r.items.push_back({{i.at("tag").get<std::string>(), Kind(i.at("kind").get<int>())}, to_vec(i.at("at")), to_vec(i.at("flow"))});
    for (const json& s : line.at("supports")) r.supports.push_back({to_vec(s.at("at")), to_vec(s.at("along")), s.at("to").get<float>()});
    result.routes.push_back(std::move(r));
  }
  result.notes = j.at("notes").get<std::vector<std::string>>();
  return result;
}

}  // namespace

std::string layout_hash(const PlantLayout& layout) {
  std::string text = fmt::format("routes {}\n", kFormat);
  auto vec = [](glm::vec3 v) { return fmt::format("{:.3f} {:.3f} {:.3f}", v.x, v.y, v.z); };
  for (const Equipment& e : layout.equipment) {
    text += fmt::format("{} {} {} {:.1f} {:.3f} {:.3f} {:.3f} {:.3f} {}\n", e.tag, int(e.kind), vec(e.at), e.yaw, e.diameter, e.height, e.length, e.width, e.dn);
    for (const Nozzle& n : e.nozzles) text += fmt::format("  {} {} {}\n", n.port, vec(n.at), vec(n.direction));
  }
  for (const Line& l : layout.lines) {
    text += fmt::format("{} {}.{} {}.{} {}", l.tag, l.from.equipment, l.from.port, l.to.equipment, l.to.port, l.dn);
    for (const InlineItem& i : l.through) text += fmt::format(" {}:{}", i.tag, int(i.kind));
    for (glm::vec3 v : l.via) text += " via " + vec(v);
    text += "\n";
  }
  return hash_text(text).hex();
}

RoutedPlant cached_routes(const PlantLayout& layout, const std::string& path) {
  const std::string hash = layout_hash(layout);
  if (!path.empty()) {
    std::ifstream file(path);
    // A file that cannot be understood is as good as none: it is only a cache.
    const json j = file ? json::parse(file, nullptr, false) : json();
    try {
      if (j.is_object() && j.value("format", 0) == kFormat && j.value("layout", "") == hash) return parse(j, layout);
    } catch (const json::exception&) {
    }
  }
  RoutedPlant routed = route(layout);
  if (!path.empty())
    if (std::ofstream file(path); file) file << describe(routed, hash).dump(1) << "\n";
  return routed;
}

}  // namespace retort::layout
