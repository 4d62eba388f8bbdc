#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/errors.h"
#include "sim/base/quantity.h"
#include "sim/model/catalogue.h"

/// The condition language of plants and scenarios: small, typed, bounded.
///
///   P-102.running and FT-101.pv > 2 kg/s for 10 s
///   not (HV-101.position > 95 %) or T-101.level in 40..60 %
///
/// Grammar (lowest first): `or`, `and`, `not`, `X for DURATION`, comparison (< <= > >= == != , `in LO..HI`), + -, * /, unary -,
/// number with unit, variable, `(...)`, and functions. A bare tag means its primary variable (`LT-101` = `LT-101.pv`).
/// A number takes its unit from what it is compared with: `T-101.level > 40 %` needs one, `x > 3` needs none when x has
/// no dimension; comparing pressure with mass is an error at its position. `X for 10 s`: X has held without a break.
/// The values of a mode go by their names: `FIC-101.mode == cas`. A product of quantities is a bare number in SI.
///
/// Functions: abs(x), min(a,b), max(a,b), rate(x) (per second, over the last scan), acknowledged(ALARM), active(ALARM),
/// time() (s since the start), total(X) (s in which X has held, breaks left out), times(X) (how often X began to hold, 1 where it held from
/// the start); a scope may add more (the scenario player adds done(step), event(id), share_of_time(...)).
namespace retort {

/// Names beyond the catalogue, and functions, that a user of the language adds.
struct ExpressionScope {
  /// Value slots by name ("step.spare.done" ...): index given to ExpressionInputs::extra, or -1.
  std::function<int(std::string_view function, std::string_view argument)> extra;
  /// What such a function gives; a bare number without this.
  std::function<Quantity(std::string_view function, std::string_view argument)> extra_quantity;
  std::vector<std::string> extra_names;  // for "did you mean"
  /// The noun a bare tag stands for; "" when it has none. Without this function it is `pv`.
  std::function<std::string(std::string_view tag)> primary;
};

/// What evaluation reads.
struct ExpressionInputs {
  std::function<double(RowId)> value;   // SI
  std::span<const double> extra;
  double time = 0;                      // s
  double period = 0;                    // s since the last evaluation
};

class Expression {
 public:
  /// Syntax only; throws FileError at the position inside the text. `at` is where the text starts in the file.
  static Expression parse(const std::string& text, const std::string& file, SourcePos at);

  /// Memory cells that `for`, `rate`, `total` and `times` need; all start at 0.
  int timer_count() const;
  /// Resolves names to rows and checks units; throws FileError.
  void bind(const Catalogue& catalogue, const ExpressionScope& scope = {});
  /// SI value; conditions give 0 or 1. `timers` has timer_count() cells and is advanced by inputs.period.
  double evaluate(const ExpressionInputs& inputs, std::span<double> timers) const;
  bool is_condition() const;
  Quantity quantity() const;
  /// All rows read, for displays and for checks.
  std::vector<RowId> rows() const;
  const std::string& text() const;
  /// "a < 1 or b > 2 and c" -> "a < 1", "b > 2 and c"; the text itself where it has no "or" outside parentheses.
  std::vector<std::string> alternatives() const;

  /// "a < 1 and b > 2" -> what must hold together: "a < 1", "b > 2"; the whole where it has no "and" outside parentheses, or an "or".
  struct Part {
    std::string text;
    std::vector<RowId> rows;
    int node = -1;
  };
  std::vector<Part> parts() const;
  /// Whether a part holds at this moment, whatever "for" says of how long it must.
  bool holds(const Part& part, const ExpressionInputs& inputs) const;

  Expression(const Expression&);
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;
  ~Expression();

 private:
  struct Program;
  explicit Expression(std::unique_ptr<Program> program);
  std::unique_ptr<Program> program_;
};

}  // namespace retort
