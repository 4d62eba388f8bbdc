// A value with its unit ("40 m3/h"): the first byte chooses the quantity, the rest is the text.
#include <cstdlib>

#include "sim/base/quantity.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto quantity = static_cast<retort::Quantity>(data[0] % retort::kQuantities);
  const retort::Parsed p = retort::parse_value({reinterpret_cast<const char*>(data + 1), size - 1}, quantity);
  if (p.error.empty() && !(p.si - p.si == 0)) std::abort();   // a value that was accepted is finite
  return 0;
}
