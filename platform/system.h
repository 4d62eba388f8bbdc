#pragma once
#include <cstddef>
#include <string>

/// The rest of what differs between systems.
namespace retort {

/// Shows a file with the program that the desktop has for it. False where there is none, or where it gave up within some seconds, which
/// the call waits for.
bool show_with_desktop(const std::string& path);

/// A division by zero, an overflow or an invalid operation stops the program from here on (true) or gives inf and nan again.
void trap_floating_point(bool on);

/// A file that may grow no further is an error of the write, not the end of the program.
void tell_of_full_disks();

/// From here on Ctrl-C and a polite kill do not end the program, but are told by `interrupted`; a second one does.
void catch_interrupt();
bool interrupted();

/// Whether somebody sees standard error on a terminal: then progress stays on one line.
bool stderr_is_terminal();

/// Names the calling thread in debuggers and process lists; at most 15 characters count.
void name_thread(const char* name);

/// Seconds that never jump and never go back, from an arbitrary start.
double steady_seconds();

/// Seconds that the processor has worked on the calling thread, or for all threads of this process.
double thread_processor_seconds();
double process_processor_seconds();

/// Memory of this process that is in use now, bytes; 0 when the system does not tell.
std::size_t resident_memory();

}  // namespace retort
