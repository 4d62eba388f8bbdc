// Component files: all of them load, and bad ones are refused with the place and the way out.
#include "sim/props/component.h"

#include <fstream>
#include <set>
#include <sstream>

#include "sim/base/yaml_node.h"
#include "sim/props/binaries.h"
#include "sim/props/mixture.h"
#include "tests/catch.h"

namespace retort::test {

namespace {

std::string methanol() { return read_text_file(RETORT_SOURCE "/assets/components/methanol.yaml"); }

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::string refusal(const std::string& text) {
  try {
    parse_component(text, "methanol.yaml");
  } catch (const FileError& e) {
    return e.what();
  }
  return "accepted";
}

std::string mixture_refusal(const std::vector<std::string>& names) {
  try {
    make_mixture(names);
  } catch (const MixtureError& e) {
    return e.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("every component of the program loads, and is called as its file is") {
  const auto names = component_names();
  for (const char* needed : {"water", "nitrogen", "air", "hydrogen", "carbon_dioxide", "methanol", "ethanol", "propylene_oxide",
                             "propylene_glycol", "benzene", "toluene", "methylcyclopentadiene", "methylcyclopentadiene_dimer",
                             "sodium", "diglyme", "sodium_methylcyclopentadienide", "oxygen"})
    CHECK(std::find(names.begin(), names.end(), needed) != names.end());
  for (const std::string& name : names) {
    INFO(name);
    const Component c = load_component(name);
    CHECK(c.name == name);
    CHECK((!c.pseudo || !c.assumptions.empty()));
    const auto mix = make_mixture({name});
    CHECK(mix->within(c.gas ? 300 : 0.5 * (mix->from() + mix->to())));
    CHECK_FALSE(mix->within(140));
    if (c.vapour_pressure)  // it boils at its boiling point
      CHECK(c.vapour_pressure->at(c.boiling_point, c.critical) == Approx(101325).epsilon(0.02));
  }
}

TEST_CASE("binary parameters belong to components of the program") {
  const auto names = component_names();
  const std::set<std::string> known(names.begin(), names.end());
  for (const NrtlData& d : load_nrtl()) CHECK((known.count(d.first) && known.count(d.second)));
  for (const HenryData& d : load_henry()) CHECK((known.count(d.gas) && known.count(d.solvent)));
}

TEST_CASE("a pair that stands twice in a table is refused") {
  const std::string line = "  - {pair: [a, b], b12: 1 K, b21: 2 K, alpha: 0.3, source: S}\n";
  const std::string head = "format: 1\nnrtl:\n", tail = "sources: {S: \"a book\"}\n";
  CHECK(parse_nrtl(head + line + tail, "nrtl.yaml").size() == 1);
  try {
    parse_nrtl(head + line + "  - {pair: [b, a], b12: 1 K, b21: 2 K, alpha: 0.3, source: S}\n" + tail, "nrtl.yaml");
    FAIL("accepted");
  } catch (const FileError& e) {
    CHECK(std::string(e.what()) == "nrtl.yaml:4:5: the pair b-a stands twice");
  }
}

TEST_CASE("a bad component file says where and what") {
  CHECK(refusal(methanol()) == "accepted");
  CHECK(refusal(replaced(methanol(), "acentric_factor", "acentricity")) ==
        "methanol.yaml:2:1: 'acentric_factor' is missing\n"
        "methanol.yaml:12:1: unknown key 'acentricity'.");
  CHECK(refusal(replaced(methanol(), "molar_mass", "molar_masse")).find("unknown key 'molar_masse'. Did you mean 'molar_mass'?") !=
        std::string::npos);
  CHECK(refusal(replaced(methanol(), "form: exp_log", "form: exp_lag")) ==
        "methanol.yaml:26:9: no form 'exp_lag'. Did you mean 'exp_log'?");
  CHECK(refusal(replaced(methanol(), "32.042 g/mol", "32.042")) ==
        "methanol.yaml:7:13: 'molar_mass' must have one of these units: g/mol");
  CHECK(refusal(replaced(methanol(), "32.042 g/mol", "0.032 g/mol")).find("'molar_mass' = 0.032 g/mol is outside 1 to 1000") !=
        std::string::npos);
  CHECK(refusal(replaced(methanol(), "unit: R", "unit: cal")).find("no unit 'cal' here; there are: J/(mol K)") !=
        std::string::npos);
  CHECK(refusal(replaced(methanol(), "source: Poling", "source: Polling")).find("source 'Polling' is not under 'sources'") !=
        std::string::npos);
  CHECK(refusal("format: 1\n") != "accepted");
  CHECK(refusal("- 1\n").find("methanol.yaml:1:1") != std::string::npos);
  for (std::size_t cut = 0; cut < methanol().size(); cut += 97) refusal(methanol().substr(0, cut));
}

TEST_CASE("a list of components that makes no mixture is refused in one sentence") {
  CHECK(mixture_refusal({"methanol", "watr"}) == "no component 'watr'. Did you mean 'water'?");
  CHECK(mixture_refusal({"water", "water"}) == "component 'water' stands twice");
  CHECK(mixture_refusal({}) == "a mixture needs at least one component");
  CHECK(mixture_refusal(component_names()).find("components are too many: 12 at most") != std::string::npos);
  try {
    make_mixture({"water", "unobtainium"});
  } catch (const MixtureError& e) {
    CHECK(e.which == 1);
  }
}

TEST_CASE("a mixture says which pairs it takes as ideal") {
  CHECK(make_mixture({"methanol", "water", "nitrogen"})->missing_pairs().empty());
  const auto missing = make_mixture({"propylene_oxide", "water", "propylene_glycol", "carbon_dioxide"})->missing_pairs();
  CHECK(missing == std::vector<std::string>{"propylene_oxide-propylene_glycol (NRTL)", "water-propylene_glycol (NRTL)",
                                            "carbon_dioxide-propylene_oxide (Henry)", "carbon_dioxide-propylene_glycol (Henry)"});
}

}  // namespace retort::test
