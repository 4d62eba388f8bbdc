#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "sim/base/quantity.h"
#include "sim/model/expression_nodes.h"

namespace retort::expression {
namespace {

bool is_condition_op(Op op) { return op >= Op::less; }

/// Children first.
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
        if (const Node &lo = nodes_[static_cast<std::size_t>(n.b)], &hi = nodes_[static_cast<std::size_t>(n.c)]; lo.op == Op::number && hi.op == Op::number && lo.number > hi.number)
          fail_(lo.at, "nothing lies in this range: it is written LO..HI, the smaller first, as in '40..60 %'");
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

}  // namespace

void bind(std::vector<Node>& nodes, int root, const Catalogue& catalogue, const ExpressionScope& scope, const Fail& fail) {
  Binder binder(nodes, catalogue, scope, fail);
  binder.settle(root, binder.type(root));
}

}  // namespace retort::expression
