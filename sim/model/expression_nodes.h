#pragma once
#include <functional>
#include <string>
#include <vector>

#include "sim/model/expression.h"

/// Inside `Expression`: what a text is taken apart into, and what that is bound to.
namespace retort::expression {

enum class Op {
  number, variable, extra,                        // leaves
  negate, absolute, smaller, larger, rate, time, total, times,  // functions
  add, subtract, multiply, divide,
  less, less_equal, greater, greater_equal, equal, unequal, inside,
  logical_not, logical_and, logical_or, hold,
};

struct Node {
  Op op;
  std::size_t at = 0;                // offset in the text
  int a = -1, b = -1, c = -1;        // operands
  double number = 0;                 // literal (SI once bound), or seconds of `for`
  std::string word;                  // unit of a literal, name of a variable, function of an extra
  std::string argument;              // of an extra function
  RowId row = kNoRow;
  int slot = -1;                     // timer cell, or index of the extra value
  Quantity quantity = Quantity::number;
};

/// Told of what is wrong, and where in the text; it does not return.
using Fail = std::function<void(std::size_t at, std::string message)>;

struct Parsed {
  int root = -1, timers = 0;
  std::vector<std::size_t> ors, ands;   // where those stand that join parts of the whole
};
Parsed parse(const std::string& text, std::vector<Node>& nodes, const Fail& fail);

inline const std::vector<std::string> kFunctions = {"abs", "min", "max", "rate", "acknowledged", "active", "time", "times", "total"};

/// Resolves names and checks units.
void bind(std::vector<Node>& nodes, int root, const Catalogue& catalogue, const ExpressionScope& scope, const Fail& fail);

}  // namespace retort::expression
