#pragma once
#include <imgui.h>

#include <map>
#include <string>
#include <vector>

/// ISA-5.1 symbols as data (assets/symbols): each a list of shapes around its centre, the nozzles where lines meet it, and
/// the kinds of block it stands for. Lengths in mimic units; a symbol with `stretch` is written in a unit square and takes the
/// size it is given.
namespace retort::hmi {

/// What a shape is filled with.
enum class SymbolFill { none, state, ground, ink, level };

struct SymbolShape {
  enum class Kind { line, polygon, circle, arc, text };
  Kind kind = Kind::line;
  std::vector<ImVec2> points;   // circle, arc, text: the centre
  float radius = 0, from = 0, to = 0;  // degrees, clockwise from the right
  SymbolFill fill = SymbolFill::none;
  float width = 1.5f;
  std::string text;
};

struct Symbol {
  std::string name;
  ImVec2 size{40, 40};
  bool stretch = false;
  std::map<std::string, ImVec2> ports;
  std::vector<SymbolShape> shapes;
};

struct SymbolLook {
  ImU32 ink, state, ground;
  float level = -1;  // 0 to 1; below 0: not known
};

class SymbolLibrary {
 public:
  /// Every *.yaml of a folder. Throws FileError.
  explicit SymbolLibrary(const std::string& folder);
  /// The symbol of a kind of block; a plain box for an unknown one.
  const Symbol& of_type(const std::string& type) const;
  /// By its own name, or else by a kind of block.
  const Symbol& called(const std::string& name) const;
  std::size_t size() const { return symbols_.size(); }

 private:
  std::map<std::string, Symbol> symbols_;
  std::map<std::string, std::string> by_type_;
};

/// `size`: of this instance, mimic units; `scale`: pixels per unit. `turn`: quarter turns clockwise.
void draw_symbol(ImDrawList* draw, const Symbol& symbol, ImVec2 centre, ImVec2 size, float scale, int turn, const SymbolLook& look);
/// A point of a symbol turned and stretched, mimic units from its centre.
ImVec2 symbol_point(const Symbol& symbol, ImVec2 point, ImVec2 size, int turn);

}  // namespace retort::hmi
