#pragma once
#include <sys/types.h>

#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// A display of its own with the real program on it, driven by xdotool alone. The program tells where its widgets stand (--ui-map);
/// everything else goes through the X server, as with a person.
namespace retort::tests {

class Desktop {
 public:
  /// Starts Xvfb and the program, which keeps what a user keeps in data_folder(). Throws std::runtime_error when one of them does not
  /// come up.
  struct Options {
    std::string framebuffer;          // a folder in which the server keeps its picture, for who wants to see it at once
    std::string environment;          // more of the program's, as NAME=VALUE NAME=VALUE
    std::string screen = "1280x720";
  };
  Desktop(const std::string& program, const std::string& arguments, const Options& options);
  Desktop(const std::string& program, const std::string& arguments) : Desktop(program, arguments, Options()) {}
  ~Desktop();
  Desktop(const Desktop&) = delete;

  bool running();
  bool on_screen(const std::string& widget);   // and enabled
  /// Waits until a widget is there; false after `seconds`.
  bool wait_for(const std::string& widget, double seconds);
  /// Clicks in the middle of it; false when it does not come within ten seconds.
  bool click(const std::string& widget);
  void key(const std::string& name);
  void resize(int width, int height);
  /// Whether a window has this title.
  bool has_window(const std::string& title);
  /// As another program destroys a window.
  void destroy_window(const std::string& title);
  /// The display dies under the program.
  void lose_display();
  void hold(const std::string& name, double seconds);
  /// All that is there whose name begins so.
  std::vector<std::string> names(const std::string& begin);
  /// Its corners: x0, y0, x1, y1.
  std::optional<std::array<int, 4>> place(const std::string& widget);
  /// Where the middle of a widget is; nothing when it is not there.
  std::optional<std::pair<int, int>> middle(const std::string& widget);
  /// Moves there, and presses and lets go later, as fast as xdotool can.
  void point(int x, int y);
  void tap();
  /// Presses the left button at a point.
  void press(int x, int y);
  /// Looks round: drags with the right button, pixels.
  void look(int dx, int dy);
  /// In the field: asks for the way to a tag, follows the line on the floor and its ladders (F), and looks at the thing.
  bool walk_to(const std::string& tag);
  /// Clicks what one has walked to, until its panel has the widget.
  bool work(const std::string& tag, const std::string& widget);
  void type(const std::string& text, int delay_ms = 90);
  static std::string data_folder();
  /// From the end screen by the menu out of the program: its exit status, or -1 where a button did not come.
  int leave();
  /// Ends the run by its menu, where it goes on, leaves the program, and says what `retort verify --json` says of its recording; null where a
  /// button did not come or the program ended otherwise.
  nlohmann::json end_and_verify(const std::string& recording);
  /// Waits for the program to end by itself, half a minute at most.
  int exit_status();

 private:
  int x(const std::string& command);           // runs it on this display
  std::map<std::string, std::array<int, 5>> map();
  std::string display_, map_file_;
  pid_t server_ = -1, program_ = -1;
};

/// What a command prints.
std::string output_of(const std::string& command);
/// What `retort verify --json` says of a recording.
nlohmann::json verified(const std::string& recording);
/// A file of these tests.
std::string scratch(const std::string& name);
/// The same for a recording: the program writes none over another.
std::string fresh(const std::string& name);

}  // namespace retort::tests
