// Reads every file of the repository and holds it against the rules of the house: which folder may include which, where the
// integrator may be named, what keeps a simulation the same on every machine, and what no file may contain.
//
//   retort_lint ROOT    prints `file:line: what` for each breach; exit 1 if there is one
//
// Before that it plants one breach of each rule and one harmless neighbour, and fails if it misses or invents any.
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Finding {
  std::string file;
  int line;
  std::string what;
};

const std::set<std::string> kSim = {"sim/base", "sim/props", "sim/model", "sim/units", "sim/control", "sim/solve", "sim/run"};

std::set<std::string> and_also(std::set<std::string> a, const std::set<std::string>& b) {
  a.insert(b.begin(), b.end());
  return a;
}

/// The arrows: what each module may include besides itself. `engine` is one line here; its own rules follow below.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"sim/base", {}},
    {"sim/props", {"sim/base"}},
    {"sim/model", {"sim/base", "sim/props"}},
    {"sim/units", {"sim/base", "sim/props", "sim/model"}},
    {"sim/control", {"sim/base", "sim/props", "sim/model"}},
    {"sim/solve", {"sim/base", "sim/props", "sim/model"}},
    {"sim/run", kSim},
    {"platform", {}},
    {"language", and_also(kSim, {"platform"})},
    {"drawing", and_also(kSim, {"platform", "language"})},
    {"shapes", {"sim/base"}},
    {"layout", and_also(kSim, {"platform", "shapes"})},
    {"scenarios/player", and_also(kSim, {"platform", "language", "drawing", "shapes", "layout"})},
    {"scenarios/session", and_also(kSim, {"platform", "language", "drawing", "shapes", "layout", "scenarios/player"})},
    {"engine", and_also(kSim, {"platform", "language", "drawing", "shapes", "layout", "scenarios/player", "scenarios/session", "shaders"})},
    {"classroom", and_also(kSim, {"platform", "language", "drawing", "shapes", "layout", "scenarios/player", "scenarios/session"})},
    {"apps", and_also(kSim, {"platform", "language", "drawing", "shapes", "layout", "scenarios/player", "scenarios/session", "engine", "classroom"})},
};

/// Inside the engine: the control room and the field both read frames, and neither knows the other; the lower floors know
/// nothing of what is drawn with them.
const std::map<std::string, std::set<std::string>> kEngineMayNot = {
    {"engine/hmi", {"engine/scene", "engine/passes", "layout", "shapes", "engine/geometry"}},
    {"engine/scene", {"engine/hmi", "engine/ui", "engine/input"}},
    {"engine/passes", {"engine/hmi", "engine/ui", "engine/input"}},
    {"engine/geometry", {"engine/hmi", "engine/ui", "engine/input", "engine/gpu", "engine/passes", "engine/scene"}},
    {"engine/sound", {"engine/hmi", "engine/scene", "engine/passes", "engine/geometry", "engine/gpu", "engine/ui", "engine/input"}},
    {"engine/gpu", {"engine/sound", "engine/hmi", "engine/ui", "engine/input", "engine/geometry", "layout", "shapes", "engine/passes", "engine/scene"}},
    {"engine/ui", {"engine/hmi", "engine/scene", "engine/passes", "layout", "shapes"}},
};

bool starts_with_folder(const std::string& path, const std::string& folder) { return path.rfind(folder + "/", 0) == 0; }

std::string module_of(const std::string& path) {
  for (const auto& [module, allowed] : kMayInclude)
    if (starts_with_folder(path, module)) return module;
  return {};
}

/// "engine/hmi/trend.h" -> "engine/hmi"; a file straight in engine/ belongs to no floor.
std::string engine_floor_of(const std::string& path) {
  if (!starts_with_folder(path, "engine")) return {};
  const auto slash = path.find('/', 7);
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string without_line_comment(const std::string& line) { return line.substr(0, line.find("//")); }

bool ends_with(const std::string& s, std::string_view end) {
  return s.size() >= end.size() && s.compare(s.size() - end.size(), end.size(), end) == 0;
}

bool is_cpp(const std::string& path) {
  return ends_with(path, ".h") || ends_with(path, ".cpp") || ends_with(path, ".c") || ends_with(path, ".inc");
}

void lint_include(const std::string& path, int line, const std::string& target, bool quoted, std::vector<Finding>& out) {
  static const std::regex kIntegrator("^(sundials|cvode|nvector|sunmatrix|sunlinsol|sunnonlinsol|kinsol|arkode|ida)/.*|^klu\\.h$");
  // The yardsticks of `retort bench` are programs around the bare integrator.
  if (std::regex_match(target, kIntegrator) && !starts_with_folder(path, "sim/solve") && path.rfind("apps/bench/yardsticks.", 0) != 0)
    out.push_back({path, line, "names the integrator <" + target + ">; only sim/solve does"});

  static const std::set<std::string> kNotInSim = {"thread", "mutex", "atomic", "future", "chrono", "ctime", "time.h", "random",
                                                  "condition_variable", "sys/socket.h"};
  if (starts_with_folder(path, "sim") && kNotInSim.count(target))
    out.push_back({path, line, "<" + target + "> in sim/: a simulation has no threads, clock or system random numbers"});
  if (starts_with_folder(path, "sim") && (target.rfind("vulkan", 0) == 0 || target.rfind("GLFW", 0) == 0 || target.rfind("imgui", 0) == 0))
    out.push_back({path, line, "graphics <" + target + "> in sim/"});

  if (!quoted) return;
  if (target.rfind("..", 0) == 0) out.push_back({path, line, "include \"" + target + "\" by its path from the root instead"});
  const std::string from = module_of(path), to = module_of(target);
  const std::string floor = engine_floor_of(path), other = to == "engine" ? engine_floor_of(target) : to;
  const auto forbidden = kEngineMayNot.find(floor);
  if (forbidden != kEngineMayNot.end() && forbidden->second.count(other)) out.push_back({path, line, floor + " includes " + other});
  if (from.empty() || to.empty() || from == to) return;
  if (!kMayInclude.at(from).count(to)) out.push_back({path, line, from + " includes " + to + ": arrows go one way"});
}

std::vector<Finding> lint_text(const std::string& path, const std::string& text) {
  // Patterns are put together from pieces, so that this file does not break its own rules.
  static const std::regex kInclude("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"].*");
  static const std::regex kLibm(
      "std::(exp|exp2|expm1|pow|log|log10|log2|log1p|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot|erf|tgamma|lgamma)"
      "\\s*\\(");
  // What a view needs of the plant file, the compiler has worked out (sim/model/wiring.h, display.h).
  static const std::regex kPlantFile("spec(\\(\\))?(\\.|->)(body|display|cameras|blocks|find)\\b|\\bBlockSpec\\s*[&*]");
  static const std::regex kSplitTag("\\b(tag|noun|port)(\\(\\))?\\.(find|rfind|find_\\w+|substr|starts_with|ends_with|contains|front|back)\\(|\\b(tag|noun)(\\(\\))?\\[");
  static const std::regex kUnit("\\btype\\s*[!=]=\\s*\"");
  static const std::regex kUnfinished(std::string("\\b(TO") + "DO|FIX" + "ME|HA" + "CK)\\b");
  static const std::regex kMachine(std::string("(^|[^A-Za-z0-9_.$}/-])/(ho") + "me|ro" + "ot|wo" + "rk|User" + "s)/[A-Za-z0-9_.]");
  static const std::regex kHost(std::string("(deb\\.deb") + "ian\\.org|registry\\.npm" + "js|snapshot\\.deb" + "ian|archive\\.ubun" + "tu)");

  std::vector<Finding> out;
  std::istringstream stream(text);
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    std::smatch match;
    if (is_cpp(path) && std::regex_match(line, match, kInclude)) lint_include(path, number, match[2], match[1] == "\"", out);
    // What decides a run or a grade; the report only draws.
    const bool deterministic = starts_with_folder(path, "sim") ||
                               starts_with_folder(path, "scenarios/session") ||
                               (starts_with_folder(path, "scenarios/player") && path.rfind("scenarios/player/report", 0) != 0);
    if (is_cpp(path) && deterministic && path.rfind("sim/base/math.", 0) != 0) {
      const std::string code = without_line_comment(line);
      if (std::regex_search(code, match, kLibm))
        out.push_back({path, number, "std::" + match[1].str() + " changes bits with the processor; use sim/base/math.h"});
    }
    const bool above = starts_with_folder(path, "drawing") || starts_with_folder(path, "layout") || starts_with_folder(path, "scenarios") ||
                       starts_with_folder(path, "engine") || starts_with_folder(path, "classroom") || starts_with_folder(path, "apps");
    if (is_cpp(path) && above && std::regex_search(without_line_comment(line), kPlantFile))
      out.push_back({path, number, "the plant file, above sim: CompiledPlant::wiring, displays and places know it"});
    if (is_cpp(path) && above && std::regex_search(without_line_comment(line), kSplitTag))
      out.push_back({path, number, "takes a tag, noun or port apart: what is meant by it, the block declares (sim/model/wiring.h)"});
    if (is_cpp(path) && (starts_with_folder(path, "sim/run") || starts_with_folder(path, "sim/solve")) && std::regex_search(line, kUnit))
      out.push_back({path, number, "asks for a unit by name: let the block declare what matters"});
    if (std::regex_search(line, kUnfinished)) out.push_back({path, number, "unfinished work is not committed"});
    if (std::regex_search(line, kMachine)) out.push_back({path, number, "a path of one machine"});
    if (std::regex_search(line, kHost)) out.push_back({path, number, "a registry's host name"});
  }
  return out;
}

struct Planted {
  const char* path;
  const char* text;
  int breaches;
};

bool self_test() {
  const std::string unfinished = std::string("// TO") + "DO later";
  const std::string machine = std::string("see /ho") + "me/jan/plant.yaml";
  const std::string host = std::string("http://deb.deb") + "ian.org/debian";
  const Planted planted[] = {
      {"sim/model/a.h", "#include \"sim/base/dual.h\"\n#include <vector>", 0},
      {"sim/base/a.h", "#include \"sim/model/eval.h\"", 1},
      {"engine/hmi/a.cpp", "const YamlNode* of = plant.spec.find(tag)->body.find(key);", 1},
      {"drawing/a.cpp", "for (const BlockSpec& b : plant.blocks_as_written())", 1},
      {"engine/hmi/a.cpp", "const auto dash = thing.tag.find('-');", 1},
      {"layout/a.cpp", "if (end.port.starts_with(\"out\")) return low;", 1},
      {"drawing/a.cpp", "const char letter = b.tag[0];", 1},
      {"drawing/a.cpp", "const auto at = by_tag.find(tag); log_.tag();", 0},
      {"sim/model/a.cpp", "return tag.find('-');", 0},
      {"sim/model/a.cpp", "d.spec().body.find(key);", 0},
      {"scenarios/player/a.cpp", "name = plant.spec.name;", 0},
      {"sim/units/a.cpp", "#include \"sim/control/pid.h\"", 1},
      {"sim/run/a.cpp", "#include \"sim/control/pid.h\"", 0},
      {"sim/run/a.cpp", "#include \"scenarios/player/scenario.h\"", 1},
      {"scenarios/player/a.cpp", "#include \"engine/gpu/device.h\"", 1},
      {"apps/play.cpp", "#include \"engine/gpu/device.h\"", 0},
      {"engine/hmi/a.cpp", "#include \"engine/scene/scene.h\"", 1},
      {"engine/scene/a.cpp", "  #  include \"engine/hmi/trend.h\"", 1},
      {"engine/hmi/a.cpp", "#include \"engine/ui/theme.h\"", 0},
      {"engine/hmi/a.cpp", "#include \"layout/routes.h\"", 1},
      {"drawing/a.cpp", "#include \"scenarios/player/player.h\"", 1},
      {"scenarios/player/a.cpp", "#include \"scenarios/session/run.h\"", 1},
      {"sim/run/a.cpp", "#include \"platform/paths.h\"", 1},
      {"engine/gpu/a.cpp", "#include \"../passes/lit.h\"", 1},
      {"sim/run/a.cpp", "#include <cvode/cvode.h>", 1},
      {"sim/solve/a.cpp", "#include <cvode/cvode.h>", 0},
      {"apps/bench/yardsticks.cpp", "#include <cvode/cvode.h>", 0},
      {"sim/run/a.cpp", "#include <thread>", 1},
      {"apps/a.cpp", "#include <thread>", 0},
      {"sim/units/a.cpp", "return std::pow(x, 2);", 1},
      {"sim/units/a.cpp", "return std::sqrt(x);  // not std::pow(x, 0.5)", 0},
      {"sim/base/math.cpp", "return std::exp(x);", 0},
      {"scenarios/player/grading.cpp", "return std::log(x);", 1},
      {"scenarios/player/report_plots.cpp", "return std::log10(x);", 0},
      {"sim/run/a.cpp", "if (b.type != \"boundary\") continue;", 1},
      {"sim/run/a.cpp", "if (type == kKeyframe) continue;", 0},
      {"README.md", unfinished.c_str(), 1},
      {"README.md", machine.c_str(), 1},
      {"README.md", "see scenarios/home/plant.yaml and ./work/x", 0},
      {"docs/a.md", host.c_str(), 1},
  };
  bool fine = true;
  for (const Planted& p : planted) {
    const int found = static_cast<int>(lint_text(p.path, p.text).size());
    if (found == p.breaches) continue;
    std::cerr << "lint's own test: " << p.path << " with `" << p.text << "` has " << p.breaches << " breaches, found " << found << '\n';
    fine = false;
  }
  return fine;
}

std::vector<std::string> tracked_files(const fs::path& root) {
  std::vector<std::string> files;
  const std::string command = "git -C '" + root.string() + "' ls-files -co --exclude-standard 2>/dev/null";
  if (FILE* pipe = popen(command.c_str(), "r")) {
    std::string all;
    std::array<char, 4096> buffer;
    for (std::size_t n; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) all.append(buffer.data(), n);
    if (pclose(pipe) == 0) {
      std::istringstream lines(all);
      for (std::string line; std::getline(lines, line);)
        if (fs::is_regular_file(root / line)) files.push_back(line);
    }
  }
  if (!files.empty()) return files;
  // Not a git checkout (a source archive): every file outside what a build makes.
  static const std::set<std::string> kSkip = {".git", "build", "out", ".cache", "node_modules"};
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    if (it->is_directory() && kSkip.count(it->path().filename().string())) it.disable_recursion_pending();
    else if (it->is_regular_file()) files.push_back(fs::relative(it->path(), root).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "retort_lint ROOT\n";
    return 2;
  }
  if (!self_test()) return 1;
  const fs::path root = argv[1];
  std::size_t read = 0;
  std::vector<Finding> findings;
  for (const std::string& file : tracked_files(root)) {
    std::ifstream stream(root / file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(stream)), {});
    if (text.find('\0') != std::string::npos) continue;   // a picture, a font, a recording
    ++read;
    const auto more = lint_text(file, text);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  for (const Finding& f : findings) std::cerr << f.file << ':' << f.line << ": " << f.what << '\n';
  std::cout << read << " files read, " << findings.size() << " breaches\n";
  return findings.empty() && read > 0 ? 0 : 1;
}
