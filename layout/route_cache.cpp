#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "layout/routes.h"
#include "sim/base/errors.h"
#include "sim/base/file.h"
#include "sim/base/hash.h"

namespace retort::layout {
namespace {

using nlohmann::json;

// Rounded to a millimetre, so that the file reads well and the hash does not depend on the last bit.
double round_mm(float v) { return std::round(double(v) * 1000) / 1000; }
json to_json(glm::vec3 v) { return {round_mm(v.x), round_mm(v.y), round_mm(v.z)}; }
glm::vec3 to_vec(const json& j) { return {j.at(0).get<float>(), j.at(1).get<float>(), j.at(2).get<float>()}; }

constexpr int kFormat = 7;  // a new number makes every cached file be routed anew

json describe(const RoutedPlant& routed, const std::string& hash) {
  json lines = json::object();
  for (const Route& r : routed.routes) {
    json line = {{"points", json::array()}, {"items", json::array()}, {"supports", json::array()}};
    for (glm::vec3 p : r.points) line["points"].push_back(to_json(p));
    for (const PlacedItem& i : r.items)
      line["items"].push_back({{"tag", i.item.tag}, {"at", to_json(i.at)}, {"flow", to_json(i.direction)}});
    for (const Support& s : r.supports) line["supports"].push_back({{"at", to_json(s.at)}, {"along", to_json(s.along)}, {"to", round_mm(s.to)}});
    lines[r.line] = line;
  }
  return {{"format", kFormat}, {"layout", hash}, {"lines", lines}, {"notes", routed.notes}};
}

/// Throws json::exception or std::runtime_error for what was not written here.
RoutedPlant parse(const json& j, const PlantLayout& layout) {
  const auto place = [](const json& p) {
    const glm::vec3 v = to_vec(p);
    for (int k = 0; k < 3; ++k)
      if (!(std::abs(v[k]) < 1e5f)) throw std::runtime_error("a place out of the world");
    return v;
  };
  RoutedPlant result;
  for (const Line& l : layout.lines) {
    const json& line = j.at("lines").at(l.tag);
    Route r{l.tag, pipe_diameter(l.dn), {}, {}, {}};
    for (const json& p : line.at("points")) {
      r.points.push_back(place(p));
      if (r.points.size() > 1 && glm::distance(r.points.back(), r.points[r.points.size() - 2]) < 1e-4f) throw std::runtime_error("a leg without length");
    }
    if (r.points.size() < 2) throw std::runtime_error("a route without legs");
    for (const json& i : line.at("items")) {
      const auto item = std::find_if(l.through.begin(), l.through.end(), [&](const InlineItem& x) { return x.tag == i.at("tag").get<std::string>(); });
      if (item == l.through.end()) throw std::runtime_error("an item that is not in the line");
      r.items.push_back({*item, place(i.at("at")), place(i.at("flow"))});
    }
    for (const json& s : line.at("supports")) r.supports.push_back({place(s.at("at")), place(s.at("along")), s.at("to").get<float>()});
    result.routes.push_back(std::move(r));
  }
  result.notes = j.at("notes").get<std::vector<std::string>>();
  return result;
}

std::optional<RoutedPlant> read_text(const PlantLayout& layout, const std::string& hash, const std::string& text) {
  try {
    const json j = json::parse(text, nullptr, false);
    if (j.is_object() && j.value("format", 0) == kFormat && j.value("layout", "") == hash) return parse(j, layout);
  } catch (const std::exception&) {  // written by something else: routed anew
  }
  return std::nullopt;
}

std::optional<RoutedPlant> read(const PlantLayout& layout, const std::string& hash, const std::string& path) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  try {
    return read_text(layout, hash, read_file(path, kMostRoutes));
  } catch (const std::exception&) {  // cannot be read: routed anew
  }
  return std::nullopt;
}

}  // namespace

std::string layout_hash(const PlantLayout& layout) {
  std::string text = fmt::format("routes {}\n", kFormat);
  auto vec = [](glm::vec3 v) { return fmt::format("{:.3f} {:.3f} {:.3f}", v.x, v.y, v.z); };
  for (const Equipment& e : layout.equipment) {
    text += fmt::format("{} {} {} {:.1f} {} {}\n", e.tag, e.type, vec(e.at), e.yaw, e.dn, e.station);
    for (const Nozzle& n : e.nozzles) text += fmt::format("  {} {} {}\n", n.port, vec(n.at), vec(n.direction));
  }
  for (const Line& l : layout.lines) {
    text += fmt::format("{} {}.{} {}.{} {}", l.tag, l.from.equipment, l.from.port, l.to.equipment, l.to.port, l.dn);
    for (const InlineItem& i : l.through) text += fmt::format(" {}:{}", i.tag, i.type);
    for (glm::vec3 v : l.via) text += " via " + vec(v);
    text += "\n";
  }
  for (const Box& b : obstacles(layout)) text += fmt::format("{} {} {}\n", b.of, vec(b.low), vec(b.high));
  return hash_text(text).hex();
}

RoutedPlant cached_routes(const PlantLayout& layout, const RouteFiles& files) {
  const std::string hash = layout_hash(layout);
  const std::string cached = files.cache.empty() ? "" : files.cache + "/routes-" + hash + ".json";
  for (const std::string& text : files.texts)
    if (auto routed = read_text(layout, hash, text)) return std::move(*routed);
  for (const std::string& path : {files.shipped, cached})
    if (auto routed = read(layout, hash, path)) return std::move(*routed);
  RoutedPlant routed = route(layout);
  if (!cached.empty()) {
    try {
      write_file(cached, describe(routed, hash).dump(1) + "\n");
    } catch (const FileError&) {
      // They are worked out again next time.
    }
  }
  return routed;
}

bool holds_routes(const PlantLayout& layout, const std::string& path) { return read(layout, layout_hash(layout), path).has_value(); }

void write_routes(const PlantLayout& layout, const RoutedPlant& routed, const std::string& path) {
  write_file(path, describe(routed, layout_hash(layout)).dump(1) + "\n");
}

}  // namespace retort::layout
