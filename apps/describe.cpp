// The catalogue of a plant, its P&ID, and the reference of a unit, all from the declarations.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "scenarios/session/library.h"
#include "drawing/page_svg.h"
#include "drawing/pid_svg.h"
#include "layout/layout_of_plant.h"
#include "layout/routes.h"
#ifdef RETORT_ENGINE
#include "apps/window/field_view.h"
#include "engine/scene/gltf.h"
#endif
#include "sim/base/file.h"
#include "sim/run/blocks.h"

namespace retort {
namespace {

const char* store_name(Store s) {
  switch (s) {
    case Store::state: return "state";
    case Store::memory: return "memory";
    case Store::input: return "input";
    case Store::output: return "output";
    case Store::malfunction: return "malfunction";
    case Store::clock: return "clock";
  }
  return "";
}

std::string access_names(std::uint8_t a) {
  std::string s;
  for (const auto& [bit, name] : {std::pair{kBoard, "board"}, {kField, "field"}, {kInstructor, "instructor"}})
    if (a & bit) s += (s.empty() ? "" : "+") + std::string(name);
  return s.empty() ? "read" : s;
}

nlohmann::json to_json(const Row& r) {
  nlohmann::json j = {{"id", r.id},          {"name", r.name},          {"tag", r.tag},
                      {"kind", store_name(r.store)}, {"quantity", to_string(r.quantity)}, {"unit", r.unit->name},
                      {"access", access_names(r.access)}, {"help", r.help}};
  if (r.lo < r.hi) {
    j["lo"] = r.unit->from_si(r.lo);
    j["hi"] = r.unit->from_si(r.hi);
  }
  if (!r.choices.empty()) j["choices"] = r.choices;
  return j;
}

/// One block made from an almost empty entry, only to hear what it declares; its complaints are not ours.
nlohmann::json unit_reference(const BlockType& type) {
  PlantSpec plant;
  plant.file = "reference";
  BlockSpec spec{"X-1", type.section, type.name, {1, 1}, {YamlNode::Kind::map, {1, 1}, "", {}, {}}};
  Problems ignored;
  const Medium water{"water", find_liquid("water"), nullptr, 0};
  Declare d(spec, plant, {{"", &water}}, {}, ignored);
  type.make(d);
  nlohmann::json j = {{"type", type.name}, {"section", type.section}, {"help", type.help}};
  const auto parameter = [&](const char* key, const ParamDecl& p) {
    nlohmann::json q = {{"name", p.name}, {"help", p.help}, {"quantity", to_string(p.quantity)}, {"required", p.required}};
    const Unit& u = default_unit(p.quantity);
    if (!p.choices.empty()) {
      q["choices"] = p.choices;
      q["default"] = p.choices.at(static_cast<std::size_t>(p.fallback));
    } else if (!p.required) {
      q["default"] = format_value(p.fallback, u);
    }
    if (p.range.lo > -1e200 && p.range.hi < 1e200 && p.range.lo < p.range.hi)
      q["range"] = fmt::format("{} to {}", format_value(p.range.lo, u, 6), format_value(p.range.hi, u, 6));
    j[key].push_back(q);
  };
  for (const ParamDecl& p : d.params) parameter("parameters", p);
  for (const KeyDecl& k : d.keys) {
    const auto same = [&](const nlohmann::json& other) { return other["name"] == k.name; };
    if (j.contains("keys") && std::any_of(j["keys"].begin(), j["keys"].end(), same)) continue;
    j["keys"].push_back({{"name", k.name}, {"help", k.help}, {"form", k.form}, {"required", k.required}});
  }
  for (const ParamDecl& p : d.starts) {
    const auto same = [&](const nlohmann::json& other) { return other["name"] == p.name; };   // both sides of an exchanger have them
    if (!j.contains("start") || std::none_of(j["start"].begin(), j["start"].end(), same)) parameter("start", p);
  }
  for (const PortDecl& p : d.ports) j["ports"].push_back({{"name", p.name}, {"help", p.help}});
  const auto variables = [&](const char* key, const auto& list) {
    for (const auto& v : list)
      if (!v.name.empty()) j[key].push_back({{"name", v.name}, {"help", v.help}, {"quantity", to_string(v.quantity)}});
  };
  variables("states", d.states);
  variables("memories", d.memories);
  variables("inputs", d.inputs);
  variables("outputs", d.outputs);
  for (const MalfunctionDecl& m : d.malfunctions) j["malfunctions"].push_back({{"name", m.name}, {"help", m.help}});
  return j;
}

void print_reference(const nlohmann::json& j) {
  fmt::print("{} (in {})\n  {}\n", j["type"].get<std::string>(), j["section"].get<std::string>(), j["help"].get<std::string>());
  for (const char* key : {"ports", "keys", "parameters", "start", "states", "memories", "inputs", "outputs", "malfunctions"}) {
    if (!j.contains(key)) continue;
    fmt::print("\n  {}\n", key);
    for (const auto& v : j[key]) {
      std::string extra;
      if (v.contains("choices")) extra += fmt::format("  [{}]", fmt::join(v["choices"].get<std::vector<std::string>>(), ", "));
      if (v.contains("range")) extra += "  [" + v["range"].get<std::string>() + "]";
      if (v.contains("default")) extra += "  default " + v["default"].get<std::string>();
      if (const std::string form = v.value("form", ""); !form.empty()) extra += "  written " + form;
      if (v.value("required", false)) extra += "  required";
      fmt::print("    {:<18} {}{}\n", v["name"].get<std::string>(), v["help"].get<std::string>(), extra);
    }
  }
  fmt::print("\n  Inputs may stand in the file, with where they start. Every entry may have type, like, name, at, turn, medium{}.\n",
             j["section"] == "lines" ? "; a line from, to, through, via" : "");
}

}  // namespace

int describe_command(const DescribeOptions& o) {
  if (!o.unit.empty()) {
    const BlockTypes& types = standard_blocks();
    std::vector<std::string> names;
    nlohmann::json list = nlohmann::json::array();
    for (const BlockType& t : types.all()) {
      names.push_back(t.name);
      if (o.unit == "all") {
        list.push_back({{"type", t.name}, {"section", t.section}, {"help", t.help}});
        if (!o.json) fmt::print("{:<22} {:<12} {}\n", t.name, t.section, t.help);
      } else if (t.name == o.unit) {
        list.push_back(unit_reference(t));
        if (!o.json) print_reference(list.back());
      }
    }
    if (list.empty()) {
      fmt::print(stderr, "There is no type '{}'.{} 'retort describe --unit all' lists them.\n", o.unit, did_you_mean(o.unit, names));
      return kWrongUse;
    }
    if (o.json) fmt::print("{}\n", nlohmann::json{{"types", list}}.dump());
    return kFine;
  }
  if (o.plant.empty()) {
    fmt::print(stderr, "describe needs a plant, or --unit TYPE.\n");
    return kWrongUse;
  }
  Outputs outputs;
  const std::string file = find_file(o.plant);
  outputs.reads(file);
  // Routes are what --routes is there to write anew; nothing else beside the plant is.
  if (o.routes.empty() || std::filesystem::path(o.routes).filename() != "routes.json") outputs.reads_folder_of(file);
  outputs.writes("--pid", o.pid);
  outputs.writes("--routes", o.routes);
  outputs.writes("--gltf", o.gltf);
  const auto plant = load_compiled(file);
  if (!o.pid.empty()) {
    write_file(o.pid, pid_svg(*plant));
    if (!o.json) fmt::print("{}\n", o.pid);
  }
  if (!o.pages.empty()) {
    std::filesystem::create_directories(o.pages);
    const SymbolLibrary symbols(assets_folder() + "/symbols");
    const PlantPages pages = pages_of(*plant, symbols);
    for (const Page& page : pages.pages) {
      for (const std::string& language : languages()) {
        Texts texts(language);
        texts.load_assets();
        texts.load(plant->spec.folder + "/text", "");
        const std::string path = fmt::format("{}/{}.{}.svg", o.pages, page.id, language);
        write_file(path, page_svg(*plant, page, texts));
        if (!o.json) fmt::print("{}\n", path);
      }
      fmt::print(stderr, "{}: letters {:g}, values of {:.1f} px at 1280x720\n", page.id, page.drawn().letters, page.drawn().value_px(kPageWidth, kPageHeight));
      for (const std::string& fault : page_faults(*plant, page.drawn())) fmt::print(stderr, "  {}\n", fault);
      for (const std::string& tag : page.drawn().drawing.astray()) fmt::print(stderr, "  {}\n", tag);
    }
  }
  if (!o.routes.empty()) {
    layout::PlantLayout field = layout::layout_of(*plant);
    layout::place_nozzles(field);
    layout::write_routes(field, layout::route(field), o.routes);
    if (!o.json) fmt::print("{}\n", o.routes);
  }
  if (!o.gltf.empty()) {
#ifdef RETORT_ENGINE
    std::map<std::string, std::string> types;
    for (const BlockLayout& b : plant->blocks) types[b.tag] = b.type;
    scene::write_glb(field_of(*plant), plant->spec.name, types, o.gltf);
    if (!o.json) fmt::print("{}\n", o.gltf);
#else
    fmt::print(stderr, "This program was built without its engine, which writes --gltf.\n");
    return kWrongUse;
#endif
  }
  if (o.json) {
    nlohmann::json rows = nlohmann::json::array(), blocks = nlohmann::json::array();
    for (const Row& r : plant->catalogue.rows()) rows.push_back(to_json(r));
    for (const BlockLayout& b : plant->blocks) blocks.push_back({{"tag", b.tag}, {"type", b.type}, {"section", b.section}});
    nlohmann::json cameras = {"overview"}, pages = nlohmann::json::array();
    for (const DisplayCamera& c : plant->displays.cameras)
      if (c.name != "overview") cameras.push_back(c.name);
    const SymbolLibrary symbols(assets_folder() + "/symbols");
    const PlantPages all = pages_of(*plant, symbols);
    for (const Page& page : all.pages) pages.push_back(page.id);
    fmt::print("{}\n", nlohmann::json{{"plant", plant->spec.name},
                                      {"hash", plant->hash.hex()},
                                      {"scan_s", plant->scan_period()},
                                      {"states", plant->initial.states.size()},
                                      {"branches", plant->branches.size()},
                                      {"blocks", blocks},
                                      {"cameras", cameras},
                                      {"pages", pages},
                                      {"catalogue", rows}}
                            .dump());
  } else if (o.pid.empty() && o.pages.empty() && o.routes.empty() && o.gltf.empty()) {
    fmt::print("{}: {} blocks, {} branches, {} states, {} variables, scan {} s\n", plant->spec.name, plant->blocks.size(),
               plant->branches.size(), plant->initial.states.size(), plant->catalogue.size(), plant->scan_period());
    for (const Row& r : plant->catalogue.rows())
      fmt::print("{:<28} {:<11} {:<7} {:<17} {}\n", r.name, store_name(r.store), r.unit->name, access_names(r.access), r.help);
  }
  return kFine;
}

}  // namespace retort
