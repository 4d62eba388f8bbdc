#include "sim/run/act.h"

#include <array>

namespace retort {

namespace {

constexpr std::array kKinds = {
    ActKind{0, "nothing", ActJudge::run},
#define RETORT_ACT(number, Type, name, judge) ActKind{number, name, ActJudge::judge},
#include "sim/run/acts.inc"
#undef RETORT_ACT
};
static_assert(kKinds.size() == std::variant_size_v<ActBody>);

}  // namespace

const ActKind& act_kind(std::size_t variant_index) { return kKinds.at(variant_index); }

bool judged_by_run(std::uint8_t number) {
  for (const ActKind& k : kKinds)
    if (k.number == number) return k.judge == ActJudge::run;
  return false;
}

}  // namespace retort
