// A condition of a plant or scenario: parsed, bound to the variables of a small plant, evaluated. What was accepted gives the
// same value twice and never reads outside its timers.
#include <cstdlib>
#include <cstring>

#include "sim/model/expression.h"

namespace {

using namespace retort;

Catalogue small_catalogue() {
  Catalogue c;
  const auto add = [&](const char* tag, const char* noun, Quantity q, std::vector<std::string> choices = {}) {
    Row r;
    r.tag = tag;
    r.noun = noun;
    r.quantity = q;
    r.unit = &default_unit(q);
    r.choices = std::move(choices);
    c.add(r);
  };
  add("P-101", "running", Quantity::flag);
  add("FT-101", "pv", Quantity::mass_flow);
  add("LT-101", "pv", Quantity::fraction);
  add("T-101", "level", Quantity::fraction);
  add("PT-101", "pv", Quantity::pressure);
  add("LAL-101", "active", Quantity::flag);
  add("LAL-101", "acknowledged", Quantity::flag);
  add("LIC-101", "mode", Quantity::number, {"oos", "man", "auto", "cas"});
  return c;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Catalogue catalogue = small_catalogue();
  try {
    Expression e = Expression::parse({reinterpret_cast<const char*>(data), size}, "fuzz.yaml", {3, 5});
    e.bind(catalogue);
    ExpressionInputs inputs;
    inputs.value = [](RowId row) { return 0.25 * row; };
    inputs.time = 100;
    inputs.period = 0.2;
    std::vector<double> a(static_cast<std::size_t>(e.timer_count())), b = a;
    const double first = e.evaluate(inputs, a), second = e.evaluate(inputs, b);
    if (std::memcmp(&first, &second, sizeof first) != 0) std::abort();
    for (RowId row : e.rows())
      if (row < 0 || static_cast<std::size_t>(row) >= catalogue.size()) std::abort();
  } catch (const FileError& e) {
    if (e.problems().empty()) std::abort();
  }
  return 0;
}
