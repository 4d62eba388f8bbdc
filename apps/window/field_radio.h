#pragma once
#include <imgui.h>

#include "engine/hmi/desk.h"
#include "sim/run/act.h"

namespace retort {

/// The radio of who walks the field. It asks the control room how a value stands there, and tells what one sees oneself; both are acts
/// (acts::Report) and stand in the log. Where an exam took the radio away there is none.
class FieldRadio {
 public:
  /// Inside a frame of the UI. `at`: its corner. `keys`: the field has the keyboard.
  void draw(const hmi::Desk& desk, ImVec2 at, float room, bool keys);
  /// The button that tells a row, in the panel of what one stands before.
  static void tell(const hmi::Desk& desk, RowId row, bool near, const Place& standing);

 private:
  void ask(const hmi::Desk& desk);
  static void heard(const hmi::Desk& desk);

  bool open_ = false, opened_ = false;
  char typed_[64] = {};
};

}  // namespace retort
