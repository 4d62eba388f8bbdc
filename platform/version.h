#pragma once

namespace retort {

constexpr const char* kVersion = "0.2.0";

}  // namespace retort
