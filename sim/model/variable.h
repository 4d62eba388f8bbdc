#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sim/model/catalogue.h"

/// "TAG.noun" and "TAG.noun = VALUE" as they are written in plants, scenarios, model answers and on the command line: the one
/// place that takes such a text apart. Strings become rows here, once, while loading.
namespace retort {

struct CompiledPlant;

struct VariableName {
  std::string tag, noun;  // noun: empty when only a tag is written
};
/// "FIC-101.pv" -> {"FIC-101", "pv"}; "FIC-101" -> {"FIC-101", ""}.
VariableName split_variable(std::string_view name);

/// "LAHH-101" -> its function letters and the number of its loop (ISA-5.1); "MIXER" -> {"MIXER", ""}. For the two lines of a bubble.
struct TagParts {
  std::string letters, number;
};
TagParts tag_parts(std::string_view tag);

/// "FV-101.command = 40 %" -> both sides, without the blanks around them; nothing without a '='.
struct ActText {
  std::string name, value;
};
std::optional<ActText> split_act(std::string_view text);

/// What a tag without a noun stands for.
enum class BareTag { value, input };

/// A row, or why there is none.
struct FoundRow {
  RowId row = kNoRow;
  std::string problem;
};
FoundRow find_variable(const CompiledPlant& plant, std::string_view name, BareTag meant);

/// A value for a row, SI: the name of one of its choices, a number with a unit of its quantity, or a bare severity for a malfunction. It lies
/// inside the limits of the row.
struct ReadValue {
  double si = 0;
  std::string problem;
};
ReadValue read_value(const Row& row, std::string_view text);

/// An act on an input or a malfunction.
struct ReadAct {
  RowId row = kNoRow;
  double value = 0;  // SI
  std::string problem;
};
ReadAct read_act(const CompiledPlant& plant, std::string_view text);

}  // namespace retort
