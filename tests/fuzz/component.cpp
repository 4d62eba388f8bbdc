// Any component file or table of binary parameters: read, or refused with a position.
#include <cstdlib>

#include "sim/base/errors.h"
#include "sim/props/binaries.h"
#include "sim/props/pure.h"

namespace {

template <class F>
void must_end(const F& f) {
  try {
    f();
  } catch (const retort::FileError& e) {
    if (e.problems().empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  must_end([&] { retort::make_pure(retort::parse_component(text, "fuzz.yaml")); });
  must_end([&] { retort::parse_nrtl(text, "fuzz.yaml"); });
  must_end([&] { retort::parse_henry(text, "fuzz.yaml"); });
  return 0;
}
