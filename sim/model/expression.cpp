#include "sim/model/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/model/expression_nodes.h"

namespace retort {

using expression::Node;
using expression::Op;

struct Expression::Program : expression::Parsed {
  std::string text, file;
  SourcePos start;
  std::vector<Node> nodes;
  bool bound = false;

  [[noreturn]] void fail(std::size_t at, const std::string& message) const {
    throw FileError(file, {start.line, start.line == 0 ? 0 : start.column + static_cast<int>(at)},
                    fmt::format("in '{}': {}", text, message));
  }
};

namespace {

constexpr std::size_t kMaxText = 4096;

double run(const std::vector<Node>& nodes, int i, const ExpressionInputs& in, std::span<double> timers) {
  const Node& n = nodes[static_cast<std::size_t>(i)];
  // Both sides always run, so that every timer sees every scan.
  const double a = n.a >= 0 ? run(nodes, n.a, in, timers) : 0;
  const double b = n.b >= 0 ? run(nodes, n.b, in, timers) : 0;
  switch (n.op) {
    case Op::number: return n.number;
    case Op::variable: return in.value(n.row);
    case Op::extra: return in.extra[static_cast<std::size_t>(n.slot)];
    case Op::time: return in.time;
    case Op::negate: return -a;
    case Op::absolute: return std::abs(a);
    case Op::smaller: return std::min(a, b);
    case Op::larger: return std::max(a, b);
    case Op::rate: {
      double &before = timers[static_cast<std::size_t>(n.slot)], &known = timers[static_cast<std::size_t>(n.slot) + 1];
      const double r = known > 0 && in.period > 0 ? (a - before) / in.period : 0;
      before = a;
      known = 1;
      return r;
    }
    case Op::total: {
      double& sum = timers[static_cast<std::size_t>(n.slot)];
      if (a > 0.5) sum += in.period;
      return sum;
    }
    case Op::times: {
      double &count = timers[static_cast<std::size_t>(n.slot)], &held = timers[static_cast<std::size_t>(n.slot) + 1];
      const bool holds = a > 0.5;
      if (holds && held < 0.5) count += 1;
      held = holds;
      return count;
    }
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide: return b == 0 ? 0 : a / b;
    case Op::less: return a < b;
    case Op::less_equal: return a <= b;
    case Op::greater: return a > b;
    case Op::greater_equal: return a >= b;
    case Op::equal: return a == b;
    case Op::unequal: return a != b;
    case Op::inside: return a >= b && a <= run(nodes, n.c, in, timers);
    case Op::logical_not: return a <= 0.5;
    case Op::logical_and: return a > 0.5 && b > 0.5;
    case Op::logical_or: return a > 0.5 || b > 0.5;
    case Op::hold: {
      double& held = timers[static_cast<std::size_t>(n.slot)];
      held = a > 0.5 ? held + in.period : 0;
      return a > 0.5 && held >= n.number - 1e-9;
    }
  }
  return 0;
}

}  // namespace

Expression::Expression(std::unique_ptr<struct Expression::Program> p) : program_(std::move(p)) {}
Expression::Expression(const Expression& other) : program_(std::make_unique<struct Expression::Program>(*other.program_)) {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

Expression Expression::parse(const std::string& text, const std::string& file, SourcePos at) {
  auto p = std::make_unique<struct Expression::Program>();
  p->text = text.substr(0, 200);
  p->file = file;
  p->start = at;
  if (text.size() > kMaxText) p->fail(0, fmt::format("longer than {} characters", kMaxText));
  static_cast<expression::Parsed&>(*p) = expression::parse(text, p->nodes, [&](std::size_t where, const std::string& message) { p->fail(where, message); });
  p->text = text;
  return Expression(std::move(p));
}

int Expression::timer_count() const { return program_->timers; }

void Expression::bind(const Catalogue& catalogue, const ExpressionScope& scope) {
  expression::bind(program_->nodes, program_->root, catalogue, scope, [this](std::size_t where, const std::string& message) { program_->fail(where, message); });
  program_->bound = true;
}

double Expression::evaluate(const ExpressionInputs& inputs, std::span<double> timers) const {
  return run(program_->nodes, program_->root, inputs, timers);
}

bool Expression::is_condition() const { return program_->nodes[static_cast<std::size_t>(program_->root)].quantity == Quantity::flag; }
Quantity Expression::quantity() const { return program_->nodes[static_cast<std::size_t>(program_->root)].quantity; }
std::vector<RowId> Expression::rows() const {
  std::vector<RowId> rows;
  for (const Node& n : program_->nodes)
    if (n.row != kNoRow) rows.push_back(n.row);
  return rows;
}
const std::string& Expression::text() const { return program_->text; }
namespace {

/// A text cut at words of this length, without the blanks around.
std::vector<std::string> cut(const std::string& text, const std::vector<std::size_t>& at, std::size_t length) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t end : at) {
    parts.push_back(text.substr(from, end - from));
    from = end + length;
  }
  parts.push_back(text.substr(from));
  for (std::string& part : parts) {
    part.erase(0, std::min(part.find_first_not_of(" \n\t"), part.size()));
    part.resize(part.find_last_not_of(" \n\t") + 1);
  }
  return parts;
}

void rows_of(const std::vector<Node>& nodes, int i, std::vector<RowId>& rows) {
  if (i < 0) return;
  const Node& n = nodes[static_cast<std::size_t>(i)];
  if (n.row != kNoRow) rows.push_back(n.row);
  for (int operand : {n.a, n.b, n.c}) rows_of(nodes, operand, rows);
}

}  // namespace

std::vector<std::string> Expression::alternatives() const { return cut(program_->text, program_->ors, 2); }

std::vector<Expression::Part> Expression::parts() const {
  if (!program_->ors.empty() || program_->ands.empty()) return {{program_->text, rows(), program_->root}};
  std::vector<Part> parts;
  for (std::string& text : cut(program_->text, program_->ands, 3)) parts.push_back({std::move(text), {}, -1});
  // "a and b and c" is ((a and b) and c): the parts hang down its left side.
  int node = program_->root;
  for (std::size_t k = parts.size(); k-- > 0;) {
    const Node& n = program_->nodes[static_cast<std::size_t>(node)];
    parts[k].node = k > 0 ? n.b : node;
    rows_of(program_->nodes, parts[k].node, parts[k].rows);
    node = n.a;
  }
  return parts;
}

bool Expression::holds(const Part& part, const ExpressionInputs& inputs) const {
  std::vector<double> long_since(static_cast<std::size_t>(program_->timers), 1e9);
  return run(program_->nodes, part.node, inputs, long_since) > 0.5;
}

}  // namespace retort
