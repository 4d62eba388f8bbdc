#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "sim/base/quantity.h"
#include "sim/model/expression_nodes.h"

namespace retort::expression {
namespace {

constexpr std::size_t kMaxNodes = 200;
constexpr int kMaxDepth = 32;
const std::vector<std::string> kKeywords = {"and", "or", "not", "for", "in", "true", "false"};

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

}  // namespace

Parsed parse(const std::string& text, std::vector<Node>& nodes, const Fail& fail) {
  Parsed p;
  Parser parser(text, nodes, p.timers, fail);
  p.root = parser.whole();
  p.ors = parser.ors(), p.ands = parser.ands();
  return p;
}

}  // namespace retort::expression
