#pragma once

/// A display server that goes away, or a window that another program destroys: X11 ends the program for both, in the middle of whatever it does.
/// Where the display is another kind, these do nothing.
namespace retort {

/// Called once, from within a call that asked the server, when the connection is lost. It must not ask the server for anything, and the
/// program ends after it. Nothing: the program ends at once.
using LastWords = void (*)();
void watch_x_server(LastWords last);
/// Errors of single requests are told and no more end the program: one about a window of ours says that it is gone. GLFW takes its own handler
/// back now and then, so this is said before each round of events.
void forgive_x_errors();
/// Whether a request about this window failed because there is no such window any more.
bool x_window_gone(unsigned long window);
/// A window of ours is closed by ourselves: its number may be given again.
void forget_x_window(unsigned long window);

}  // namespace retort
