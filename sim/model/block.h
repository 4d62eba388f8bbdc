#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/model/eval.h"
#include "sim/model/scan.h"

/// A block behind one interface: what the compiler keeps of a unit operation, instrument, controller or alarm.
/// Write the class (see units/control_valve.h), register it in units.inc; `BlockOf` does the rest.
///
///   class X {
///    public:
///     explicit X(Declare& d);
///     void scan(Scan& s) const;                          // optional: between steps, the only place where a mode changes
///     template <class T> void publish(Publish<T>& p) const;            // volumes: the state at the ports
///     template <class T> Resistance<T> resist(const Resist<T>& r) const;  // inline elements
///     template <class T> void eval(Eval<T>& e) const;    // optional: own derivatives, outputs
///     template <class T> void exchange(Exchange<T>& x) const;          // optional: volumes that hold more than one phase
///     static Sides sides();                              // optional: which ports carry the same, where they may differ (an exchanger)
///   };
namespace retort {

/// The ports of a unit that joins several media, by what they carry: {{"in", "out"}, {"jacket_in", "jacket_out"}}. `medium:` on such a
/// unit speaks of the first side.
using Sides = std::vector<std::vector<std::string>>;

class Block {
 public:
  virtual ~Block() = default;
  virtual void scan(Scan& s) const = 0;
  virtual void publish(Publish<double>& p) const = 0;
  virtual void publish(Publish<DualN>& p) const = 0;
  virtual Resistance<double> resist(const Resist<double>& r) const = 0;
  virtual Resistance<DualN> resist(const Resist<DualN>& r) const = 0;
  virtual void eval(Eval<double>& e) const = 0;
  virtual void eval(Eval<DualN>& e) const = 0;
  virtual bool exchanges() const = 0;
  virtual void exchange(Exchange<double>& x) const = 0;
  virtual void exchange(Exchange<DualN>& x) const = 0;
};

template <class U>
class BlockOf final : public Block {
 public:
  explicit BlockOf(Declare& d) : unit_(d) {}
  void scan(Scan& s) const override {
    if constexpr (requires { unit_.scan(s); }) unit_.scan(s);
  }
  void publish(Publish<double>& p) const override { publish_as(p); }
  void publish(Publish<DualN>& p) const override { publish_as(p); }
  Resistance<double> resist(const Resist<double>& r) const override { return resist_as(r); }
  Resistance<DualN> resist(const Resist<DualN>& r) const override { return resist_as(r); }
  void eval(Eval<double>& e) const override { eval_as(e); }
  void eval(Eval<DualN>& e) const override { eval_as(e); }
  bool exchanges() const override { return requires(Exchange<double>& x) { unit_.exchange(x); }; }
  void exchange(Exchange<double>& x) const override { exchange_as(x); }
  void exchange(Exchange<DualN>& x) const override { exchange_as(x); }

 private:
  template <class T>
  void publish_as(Publish<T>& p) const {
    if constexpr (requires { unit_.publish(p); }) unit_.publish(p);
  }
  template <class T>
  Resistance<T> resist_as(const Resist<T>& r) const {
    if constexpr (requires { unit_.resist(r); }) return unit_.resist(r);
    return {};
  }
  template <class T>
  void eval_as(Eval<T>& e) const {
    if constexpr (requires { unit_.eval(e); }) unit_.eval(e);
  }
  template <class T>
  void exchange_as(Exchange<T>& x) const {
    if constexpr (requires { unit_.exchange(x); }) unit_.exchange(x);
  }
  U unit_;
};

/// One kind of block: its name in files, the section it stands in, one sentence, and how to make it.
struct BlockType {
  std::string name;
  std::string section;
  std::string help;
  std::unique_ptr<Block> (*make)(Declare& d);
  Sides sides = {};  // empty: one medium at all ports
};

template <class U>
BlockType block_type(std::string section) {
  BlockType t{U::kType, std::move(section), U::kHelp,
              [](Declare& d) -> std::unique_ptr<Block> { return std::make_unique<BlockOf<U>>(d); }};
  if constexpr (requires { U::sides(); }) t.sides = U::sides();
  return t;
}

/// Every kind of block a plant file may name, in a fixed order.
class BlockTypes {
 public:
  void add(BlockType type) { types_.push_back(std::move(type)); }
  const BlockType* find(std::string_view section, std::string_view name) const;
  std::vector<std::string> names(std::string_view section) const;
  const std::vector<BlockType>& all() const { return types_; }

 private:
  std::vector<BlockType> types_;
};

}  // namespace retort
