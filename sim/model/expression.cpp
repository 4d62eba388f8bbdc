#include "sim/model/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "sim/base/quantity.h"

namespace retort {
namespace {

constexpr std::size_t kMaxText = 4096;
constexpr std::size_t kMaxNodes = 200;
constexpr int kMaxDepth = 32;
const std::vector<std::string> kFunctions = {"abs", "min", "max", "rate", "acknowledged", "active", "time", "times", "total"};
const std::vector<std::string> kKeywords = {"and", "or", "not", "for", "in", "true", "false"};

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

bool is_condition_op(Op op) { return op >= Op::less; }

}  // namespace

struct Expression::Program {
  std::string text, file;
  SourcePos start;
  std::vector<Node> nodes;
  int root = -1;
  int timers = 0;
  std::vector<std::size_t> ors, ands;  // outside parentheses
  bool bound = false;

  [[noreturn]] void fail(std::size_t at, const std::string& message) const {
    throw FileError(file, {start.line, start.line == 0 ? 0 : start.column + static_cast<int>(at)},
                    fmt::format("in '{}': {}", text, message));
  }
};

namespace {

class Parser {
 public:
  Parser(const std::string& text, std::vector<Node>& nodes, int& timers, std::function<void(std::size_t, std::string)> fail)
      : text_(text), nodes_(nodes), timers_(timers), fail_(std::move(fail)) {}

  int whole() {
    const int root = disjunction(0);
    skip();
    if (at_ + 1 < text_.size() && text_[at_] == ',' && digit(text_[at_ + 1])) fail_(at_, "decimals are written with a point, as in '3.5 bar'");
    if (at_ < text_.size()) fail_(at_, fmt::format("'{}' was not expected here", rest()));
    return root;
  }
  /// Where the "or" and "and" stand that join parts of the whole.
  const std::vector<std::size_t>& ors() const { return ors_; }
  const std::vector<std::size_t>& ands() const { return ands_; }

 private:
  int add(Node n) {
    if (nodes_.size() >= kMaxNodes) fail_(n.at, fmt::format("more than {} parts: split the condition", kMaxNodes));
    nodes_.push_back(std::move(n));
    return static_cast<int>(nodes_.size()) - 1;
  }
  int binary(Op op, std::size_t at, int a, int b) {
    Node n{op};
    n.at = at;
    n.a = a;
    n.b = b;
    return add(std::move(n));
  }

  void skip() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  std::string rest() const { return text_.substr(at_, 12); }
  static bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
  static bool digit(char c) { return c >= '0' && c <= '9'; }

  /// The word that starts here, without taking it.
  std::string peek_word() {
    skip();
    std::size_t i = at_;
    while (i < text_.size() && (letter(text_[i]) || (i > at_ && digit(text_[i])))) ++i;
    return text_.substr(at_, i - at_);
  }
  bool take_word(std::string_view word) {
    if (peek_word() != word) return false;
    at_ += word.size();
    return true;
  }
  bool take(std::string_view symbol) {
    skip();
    if (text_.compare(at_, symbol.size(), symbol) != 0) return false;
    at_ += symbol.size();
    return true;
  }
  void deeper(int depth) {
    if (depth > kMaxDepth) fail_(at_, fmt::format("nested deeper than {} levels", kMaxDepth));
  }

  int disjunction(int depth) {
    deeper(depth);
    int a = conjunction(depth + 1);
    while (true) {
      skip();
      const std::size_t at = at_;
      if (!take_word("or")) return a;
      if (depth == 0) ors_.push_back(at);
      a = binary(Op::logical_or, at, a, conjunction(depth + 1));
    }
  }
  int conjunction(int depth) {
    int a = negation(depth);
    while (true) {
      skip();
      const std::size_t at = at_;
      if (!take_word("and")) return a;
      if (depth == 1) ands_.push_back(at);
      a = binary(Op::logical_and, at, a, negation(depth));
    }
  }
  int negation(int depth) {
    deeper(depth);
    skip();
    const std::size_t at = at_;
    if (take_word("not")) return binary(Op::logical_not, at, negation(depth + 1), -1);
    return held(depth);
  }
  int held(int depth) {
    const int a = comparison(depth);
    skip();
    const std::size_t at = at_;
    if (!take_word("for")) return a;
    skip();
    const std::size_t where = at_;
    const auto [number, unit] = literal();
    const Unit* u = find_unit(Quantity::time, unit);
    if (!u || number < 0) fail_(where, "after 'for' stands a duration, such as '10 s'");
    Node n{Op::hold};
    n.at = at;
    n.a = a;
    n.number = u->to_si(number);
    n.slot = timers_++;
    return add(std::move(n));
  }
  int comparison(int depth) {
    const int a = sum(depth);
    skip();
    const std::size_t at = at_;
    if (take_word("in")) {
      const int lo = sum(depth);
      if (!take("..")) fail_(at_, "a range is written LO..HI, as in '40..60 %'");
      const int hi = sum(depth);
      // "40..60 %": the unit at the end serves both.
      if (nodes_[lo].op == Op::number && nodes_[lo].word.empty() && nodes_[hi].op == Op::number) nodes_[lo].word = nodes_[hi].word;
      const int n = binary(Op::inside, at, a, lo);
      nodes_[n].c = hi;
      return n;
    }
    static const std::pair<const char*, Op> symbols[] = {{"<=", Op::less_equal}, {">=", Op::greater_equal}, {"==", Op::equal},
                                                         {"!=", Op::unequal},    {"<", Op::less},           {">", Op::greater}};
    for (const auto& [symbol, op] : symbols)
      if (take(symbol)) return binary(op, at, a, sum(depth));
    if (at_ < text_.size() && text_[at_] == '=') fail_(at_, "equality is written '=='");
    return a;
  }
  int sum(int depth) {
    int a = product(depth);
    while (true) {
      skip();
      const std::size_t at = at_;
      if (take("+")) {
        a = binary(Op::add, at, a, product(depth));
      } else if (take("-")) {
        a = binary(Op::subtract, at, a, product(depth));
      } else {
        return a;
      }
    }
  }
  int product(int depth) {
    int a = unary(depth);
    while (true) {
      skip();
      const std::size_t at = at_;
      if (take("*")) {
        a = binary(Op::multiply, at, a, unary(depth));
      } else if (take("/")) {
        const int by = unary(depth);
        if (nodes_[static_cast<std::size_t>(by)].op == Op::number && nodes_[static_cast<std::size_t>(by)].number == 0) fail_(at, "divides by zero");
        a = binary(Op::divide, at, a, by);
      } else {
        return a;
      }
    }
  }
  int unary(int depth) {
    deeper(depth);
    skip();
    const std::size_t at = at_;
    if (take("-")) {
      skip();
      // "-0.3 barg" and "-5 degC" are numbers of their unit, not the opposites of 0.3 barg and 5 degC: those units do not begin at zero.
      if (at_ < text_.size() && digit(text_[at_])) {
        const int number = primary(depth + 1);
        Node& n = nodes_[static_cast<std::size_t>(number)];
        n.number = -n.number;
        n.at = at;
        return number;
      }
      return binary(Op::negate, at, unary(depth + 1), -1);
    }
    return primary(depth);
  }

  std::pair<double, std::string> literal() {
    skip();
    const char* begin = text_.c_str() + at_;
    std::size_t n = 0;
    while (digit(begin[n])) ++n;
    if (begin[n] == '.' && begin[n + 1] != '.') {
      ++n;
      while (digit(begin[n])) ++n;
    }
    if (n > 0 && (begin[n] == 'e' || begin[n] == 'E') && (digit(begin[n + 1]) || ((begin[n + 1] == '-' || begin[n + 1] == '+') && digit(begin[n + 2])))) {
      n += 2;
      while (digit(begin[n])) ++n;
    }
    const auto written = read_number(std::string_view(begin, n));
    if (!written) fail_(at_, "a number was expected");
    at_ += n;
    const std::size_t before = at_;
    skip();
    std::size_t end = at_;
    if (end < text_.size() && (letter(text_[end]) || text_[end] == '%' || text_.compare(end, 3, "1/s") == 0))
      while (end < text_.size() && (letter(text_[end]) || digit(text_[end]) || text_[end] == '%' ||
                                    (text_[end] == '/' && end + 1 < text_.size() && letter(text_[end + 1]))))
        ++end;
    std::string unit = text_.substr(at_, end - at_);
    if (std::find(kKeywords.begin(), kKeywords.end(), unit) != kKeywords.end()) unit.clear();
    at_ = unit.empty() ? before : end;
    return {written->number, unit};
  }

  int primary(int depth) {
    skip();
    if (at_ >= text_.size()) fail_(text_.size(), "something is missing at the end");
    const std::size_t at = at_;
    if (take("(")) {
      const int a = disjunction(depth + 1);
      if (!take(")")) fail_(at_, "')' is missing");
      return a;
    }
    if (digit(text_[at_])) {
      const auto [number, unit] = literal();
      Node n{Op::number};
      n.at = at;
      n.number = number;
      n.word = unit;
      return add(std::move(n));
    }
    if (!letter(text_[at_])) fail_(at_, fmt::format("'{}' was not expected here", rest()));
    const std::string name = identifier();
    if (name == "true" || name == "false") {
      Node n{Op::number};
      n.at = at;
      n.number = name == "true";
      n.quantity = Quantity::flag;
      n.slot = -3;  // already typed
      return add(std::move(n));
    }
    skip();
    if (at_ < text_.size() && text_[at_] == '(') return call(name, at, depth);
    Node n{Op::variable};
    n.at = at;
    n.word = name;
    return add(std::move(n));
  }

  std::string identifier() {
    std::size_t i = at_;
    while (i < text_.size() && (letter(text_[i]) || digit(text_[i]) ||
                                ((text_[i] == '-' || text_[i] == '.') && i + 1 < text_.size() &&
                                 (letter(text_[i + 1]) || digit(text_[i + 1])))))
      ++i;
    const std::string name = text_.substr(at_, i - at_);
    at_ = i;
    return name;
  }

  int call(const std::string& name, std::size_t at, int depth) {
    take("(");
    Node n{Op::extra};
    n.at = at;
    n.word = name;
    if (name == "time") {
      n.op = Op::time;
      n.quantity = Quantity::time;
    } else if (name == "abs" || name == "rate" || name == "min" || name == "max") {
      n.op = name == "abs" ? Op::absolute : name == "rate" ? Op::rate : name == "min" ? Op::smaller : Op::larger;
      n.a = sum(depth + 1);
      if (name == "rate") {
        n.slot = timers_;
        timers_ += 2;
      }
      if (name == "min" || name == "max") {
        if (!take(",")) fail_(at_, fmt::format("{} takes two values, with a comma between", name));
        n.b = sum(depth + 1);
      }
    } else if (name == "total" || name == "times") {
      n.op = name == "total" ? Op::total : Op::times;
      n.a = disjunction(depth + 1);
      n.slot = timers_;
      timers_ += n.op == Op::total ? 1 : 2;
    } else {
      skip();
      if (at_ < text_.size() && text_[at_] != ')') n.argument = identifier();
      if (name == "acknowledged" || name == "active") {
        n.op = Op::variable;
        n.word = n.argument + "." + name;
      }
    }
    if (!take(")")) fail_(at_, "')' is missing");
    return add(std::move(n));
  }

  const std::string& text_;
  std::vector<Node>& nodes_;
  int& timers_;
  std::function<void(std::size_t, std::string)> fail_;
  std::vector<std::size_t> ors_, ands_;
  std::size_t at_ = 0;
};

/// Resolves names and checks units, children first.
class Binder {
 public:
  Binder(std::vector<Node>& nodes, const Catalogue& catalogue, const ExpressionScope& scope,
         std::function<void(std::size_t, std::string)> fail)
      : nodes_(nodes), catalogue_(catalogue), scope_(scope), fail_(std::move(fail)) {}

  /// nullopt for a literal whose quantity the other side decides.
  std::optional<Quantity> type(int i) {
    Node& n = nodes_[static_cast<std::size_t>(i)];
    switch (n.op) {
      case Op::number:
        if (n.slot == -3) return n.quantity;
        return std::nullopt;
      case Op::variable: return variable(n);
      case Op::extra: return extra(n);
      case Op::time: return n.quantity;
      case Op::negate:
      case Op::absolute: {
        const auto q = type(n.a);
        if (!q) return std::nullopt;
        return n.quantity = *q;
      }
      case Op::rate:
        settle(n.a, type(n.a));
        return n.quantity = Quantity::number;
      case Op::total:
        condition(n.a);
        return n.quantity = Quantity::time;
      case Op::times:
        condition(n.a);
        return n.quantity = Quantity::number;
      case Op::smaller:
      case Op::larger:
      case Op::add:
      case Op::subtract: return same(n);
      case Op::multiply:
      case Op::divide: return scaled(n);
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
      case Op::equal:
      case Op::unequal:
        if (!choice(n)) same(n);
        return n.quantity = Quantity::flag;
      case Op::inside: {
        const auto q = type(n.a);
        settle(n.a, q);
        for (int k : {n.b, n.c}) {
          const auto r = type(k);
          if (r && q && *r != *q) mismatch(n, *q, *r);
          settle(k, r ? r : q);
        }
        return n.quantity = Quantity::flag;
      }
      case Op::logical_not:
      case Op::logical_and:
      case Op::logical_or:
      case Op::hold:
        for (int k : {n.a, n.b})
          if (k >= 0) condition(k);
        return n.quantity = Quantity::flag;
    }
    return std::nullopt;
  }

  /// A bare value used as a condition must be a flag or a number.
  void condition(int i) {
    const auto q = type(i);
    settle(i, q);
    const Node& n = nodes_[static_cast<std::size_t>(i)];
    if (q && *q != Quantity::flag && *q != Quantity::number)
      fail_(n.at, fmt::format("a {} is not a condition: compare it with something", to_string(*q)));
  }
  void settle(int i, std::optional<Quantity> q) {
    Node& n = nodes_[static_cast<std::size_t>(i)];
    if (n.op == Op::negate || n.op == Op::absolute) {
      settle(n.a, q);
      n.quantity = q.value_or(Quantity::number);
      return;
    }
    if (n.op == Op::add || n.op == Op::subtract || n.op == Op::multiply || n.op == Op::divide || n.op == Op::smaller || n.op == Op::larger) {
      if (nodes_[static_cast<std::size_t>(n.a)].op == Op::number && nodes_[static_cast<std::size_t>(n.b)].op == Op::number) {
        settle(n.a, q);
        settle(n.b, n.op == Op::multiply || n.op == Op::divide ? std::optional(Quantity::number) : q);
        n.quantity = q.value_or(Quantity::number);
      }
      return;
    }
    if (n.op != Op::number || n.slot == -3) return;
    const Quantity want = q.value_or(guess(n));
    const Unit* u = find_unit(want, n.word);
    if (!u && want == Quantity::flag && n.word.empty()) u = &default_unit(want);
    if (!u) {
      std::string names;
      for (std::string_view name : unit_names(want)) names += (names.empty() ? "" : ", ") + (name.empty() ? "no unit" : std::string(name));
      fail_(n.at, n.word.empty() ? fmt::format("this number lacks its unit: a {} is written in {}", to_string(want), names)
                                 : fmt::format("'{}' is not a unit of {}: use {}", n.word, to_string(want), names));
    }
    // A fraction may be written without a unit, as 0.4; who writes 40 means per cent, and would never see that it cannot be.
    constexpr double kMostBare = 1.5;
    if (want == Quantity::fraction && n.word.empty() && std::abs(n.number) > kMostBare)
      fail_(n.at, fmt::format("{0:g} without a unit is {1:g} %: write '{0:g} %'", n.number, 100 * n.number));
    n.number = u->to_si(n.number);
    n.quantity = want;
    n.slot = -3;
  }

 private:
  /// A literal that stands alone: the first quantity that has its unit.
  Quantity guess(const Node& n) const {
    if (n.word.empty()) return Quantity::number;
    for (int q = 0; q < kQuantities; ++q)
      if (find_unit(static_cast<Quantity>(q), n.word)) return static_cast<Quantity>(q);
    return Quantity::number;
  }
  Quantity variable(Node& n) {
    std::string name = n.word;
    if (name.find('.') == std::string::npos) {
      const std::string noun = scope_.primary ? scope_.primary(name) : std::string("pv");
      if (noun.empty()) fail_(n.at, scope_.primary ? unknown_tag(name) : fmt::format("'{}' needs a noun, as in {}.pv", name, name));
      name += "." + noun;
    }
    n.row = catalogue_.find(name);
    if (n.row == kNoRow) fail_(n.at, catalogue_.unknown(name));
    return n.quantity = catalogue_[n.row].quantity;
  }
  std::string unknown_tag(const std::string& tag) const {
    if (!catalogue_.of_tag(tag).empty()) return fmt::format("'{}' has no value of its own: name one, as in {}.noun", tag, tag);
    return catalogue_.unknown(tag);
  }
  Quantity extra(Node& n) {
    n.slot = scope_.extra ? scope_.extra(n.word, n.argument) : -1;
    if (n.slot < 0) {
      std::vector<std::string> names = kFunctions;
      names.insert(names.end(), scope_.extra_names.begin(), scope_.extra_names.end());
      const std::string whole = n.word + "(" + n.argument + ")";
      std::string meant = did_you_mean(whole, names);
      if (meant.empty() || n.argument.empty()) meant = did_you_mean(n.word, names);
      fail_(n.at, fmt::format("'{}' is not known.{}", whole, meant));
    }
    return n.quantity = scope_.extra_quantity ? scope_.extra_quantity(n.word, n.argument) : Quantity::number;
  }
  /// `FIC-101.mode == cas`: the word is one of the names of the mode's values.
  bool choice(Node& n) {
    if (n.op != Op::equal && n.op != Op::unequal) return false;
    Node &a = nodes_[static_cast<std::size_t>(n.a)], &b = nodes_[static_cast<std::size_t>(n.b)];
    if (a.op != Op::variable || b.op != Op::variable || b.word.find('.') != std::string::npos) return false;
    variable(a);
    const std::vector<std::string>& choices = catalogue_[a.row].choices;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (choices[i] != b.word) continue;
      b.op = Op::number;
      b.number = static_cast<double>(i);
      b.slot = -3;
      return true;
    }
    if (!choices.empty())
      fail_(b.at, fmt::format("'{}' is not a value of {}: {}", b.word, catalogue_[a.row].name, fmt::join(choices, ", ")));
    return false;
  }
  static bool alike(Quantity a, Quantity b) {
    const auto plain = [](Quantity q) { return q == Quantity::number || q == Quantity::flag; };
    return a == b || (plain(a) && plain(b));
  }
  void mismatch(const Node& n, Quantity a, Quantity b) {
    fail_(n.at, fmt::format("a {} cannot be compared with a {}", to_string(a), to_string(b)));
  }
  std::optional<Quantity> same(Node& n) {
    const auto a = type(n.a), b = type(n.b);
    if (a && b && !alike(*a, *b)) mismatch(n, *a, *b);
    if (!a && !b && !is_condition_op(n.op)) return std::nullopt;
    const auto q = a ? a : b;
    settle(n.a, q);
    settle(n.b, q);
    n.quantity = q.value_or(Quantity::number);
    if (n.op == Op::subtract && n.quantity == Quantity::pressure) n.quantity = Quantity::pressure_difference;
    if (n.op == Op::subtract && n.quantity == Quantity::temperature) n.quantity = Quantity::temperature_difference;
    return n.quantity;
  }
  std::optional<Quantity> scaled(Node& n) {
    const auto a = type(n.a), b = type(n.b);
    if (!a && !b) return std::nullopt;
    settle(n.a, a ? a : factor(n.a, std::nullopt));
    settle(n.b, b ? b : factor(n.b, n.op == Op::divide ? a : std::nullopt));
    const Quantity qa = nodes_[static_cast<std::size_t>(n.a)].quantity, qb = nodes_[static_cast<std::size_t>(n.b)].quantity;
    const bool plain_b = alike(qb, Quantity::number), plain_a = alike(qa, Quantity::number);
    if (plain_b && a) return n.quantity = *a;
    if (plain_a && n.op == Op::multiply && b) return n.quantity = *b;
    return n.quantity = Quantity::number;  // of mixed dimension, in SI
  }

  /// What a literal factor is: a bare number, what `like` is when it has that unit, or the first quantity that has it.
  std::optional<Quantity> factor(int i, std::optional<Quantity> like) const {
    const Node& n = nodes_[static_cast<std::size_t>(i)];
    if (n.op != Op::number || n.word.empty()) return Quantity::number;
    return like && find_unit(*like, n.word) ? *like : guess(n);
  }

  std::vector<Node>& nodes_;
  const Catalogue& catalogue_;
  const ExpressionScope& scope_;
  std::function<void(std::size_t, std::string)> fail_;
};

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
  Parser parser(text, p->nodes, p->timers, [&](std::size_t where, std::string message) { p->fail(where, message); });
  p->root = parser.whole();
  p->text = text;
  p->ors = parser.ors();
  p->ands = parser.ands();
  return Expression(std::move(p));
}

int Expression::timer_count() const { return program_->timers; }

void Expression::bind(const Catalogue& catalogue, const ExpressionScope& scope) {
  Binder binder(program_->nodes, catalogue, scope, [this](std::size_t where, std::string m) { program_->fail(where, m); });
  binder.settle(program_->root, binder.type(program_->root));
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
