// The built program at the command line: what it refuses, with which exit status, and what it leaves alone.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/catch.h"

namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// A folder of its own for each test case, gone afterwards.
class Bench {
 public:
  Bench() : folder(fs::temp_directory_path() / ("retort-program-" + std::to_string(getpid()))) { fs::create_directories(folder); }
  ~Bench() { fs::remove_all(folder); }

  std::string path(const std::string& name) const { return (folder / name).string(); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }
  /// Exit status of `retort ARGUMENTS`; 124 when it hangs. Then `out` and `err` are what it wrote.
  int run(const std::string& arguments) {
    const int status = std::system(("cd '" + folder.string() + "' && timeout 60 '" RETORT_PROGRAM "' " + arguments + " >out.txt 2>err.txt").c_str());
    out = contents(folder / "out.txt");
    err = contents(folder / "err.txt");
    return WEXITSTATUS(status);
  }
  bool told(const std::string& what) const { return err.find(what) != std::string::npos; }

  fs::path folder;
  std::string out, err;
};

}  // namespace

TEST_CASE("no output goes over what is read, over another output or over a recording") {
  Bench b;
  REQUIRE(b.run("run feed_tank --for 2s --record a.rec") == 0);
  const std::string evidence = contents(b.path("a.rec"));

  CHECK(b.run("report a.rec -o a.rec") == 2);
  CHECK(b.err == "--output: 'a.rec' is read by this command: write to another file\n");
  CHECK(b.run("run feed_tank --for 2s --record a.rec") == 2);
  CHECK(b.err == "--record: 'a.rec' is a recording, and no recording is written over: give another name, or move it away first\n");
  for (const char* option : {"--csv", "--report", "--save-state"})
    CHECK(b.run(std::string("run feed_tank --for 2s --tags FT-101 ") + option + " a.rec") == 2);
  CHECK(b.run("describe feed_tank --pid a.rec") == 2);
  CHECK(b.run("verify a.rec --report a.rec") == 2);
  fs::create_symlink("a.rec", b.path("link"));
  fs::create_hard_link(b.path("a.rec"), b.path("hard"));
  CHECK(b.run("report a.rec -o link") == 2);
  CHECK(b.run("report a.rec -o hard") == 2);
  CHECK(b.run("report link -o ./a.rec") == 2);
  CHECK(contents(b.path("a.rec")) == evidence);

  CHECK(b.run("run feed_tank --for 2s --record F --csv ./F --tags FT-101") == 2);
  CHECK(b.err == "--csv: './F' is written by --record, too: give each its own file\n");
  fs::create_symlink("nothing-yet", b.path("ahead"));
  CHECK(b.run("run feed_tank --for 2s --record ahead --csv nothing-yet --tags FT-101") == 2);
  CHECK_FALSE(fs::exists(b.path("F")));
  CHECK(b.run("run feed_tank --for 2s --csv no/such/folder/x.csv --tags FT-101") == 2);
  CHECK(b.told("there is no folder"));
  const std::string state = b.path("s.yaml");
  REQUIRE(b.run("run feed_tank --for 2s --save-state s.yaml") == 0);
  CHECK(b.run("run feed_tank --for 2s --start s.yaml --save-state s.yaml") == 2);
  CHECK(b.run("run feed_tank --for 2s --csv /dev/null --report /dev/null --tags FT-101") == 0);
}

TEST_CASE("what does not fit is told before the run, with exit status 2") {
  Bench b;
  const auto refused = [&](const std::string& options) {
    const int status = b.run("run feed_tank --for 10min --no-noise " + options);
    CHECK(status == 2);
    CHECK(b.out == "");
    return b.err;
  };
  CHECK(refused("--set LIC-101.sp=120%") == "LIC-101.sp=120%: LIC-101.sp = 120% is outside its limits: 0 % to 100 %\n");
  CHECK(refused("--set LIC-101.sp=400") == "LIC-101.sp=400: LIC-101.sp = 400 % is outside its limits: 0 % to 100 %\n");
  // What a controller or a safety function writes at every scan would pass in silence.
  CHECK(refused("--set FV-101.command=10%@10s").find("was not taken at 10 s") != std::string::npos);
  CHECK(refused("--set FIC-101.remote_sp=3kg/s@3s").find("was not taken at 3 s") != std::string::npos);
  CHECK(refused("--set P-101.start_inhibit=1@3s").find("is moved by a safety function") != std::string::npos);
  CHECK(refused("--set FIC-101.sp=12m3/h") == "FIC-101.sp=12m3/h: FIC-101.sp: 'm3/h' is not a unit of mass flow: use kg/s, kg/h, t/h\n");
  CHECK(refused("--set LIC-101.sp=40@10min") ==
        "LIC-101.sp=40@10min: its time is not before the end of the run, 600 s: make that longer with --for\n");
  CHECK(refused("--set FT-101.pv=1") == "FT-101.pv=1: FT-101.pv cannot be set: it is not an input\n");
  CHECK(refused("--set LIC-101.mode=automatic").find("'automatic' is not a value of LIC-101.mode: ") != std::string::npos);
  CHECK(refused("--set LIC-101.sp").find("is written TAG.variable=VALUE@TIME") != std::string::npos);
  CHECK(refused("--fail P-101.trip=80") == "P-101.trip=80: the severity 80 is outside 0 to 1: or is it 80 %?\n");
  CHECK(refused("--fail LIC-101.sp=1") == "LIC-101.sp=1: LIC-101.sp is not a malfunction\n");
  const std::string missing = refused("--csv x.csv --tags FT-101.pv,FT-101.pw,XX-9.pv");
  CHECK(missing.find("no variable 'FT-101.pw'") != std::string::npos);
  CHECK(missing.find("there is no tag 'XX-9'") != std::string::npos);
  CHECK_FALSE(fs::exists(b.path("x.csv")));
  refused("--csv x.csv");
  refused("--rtol nan");
  refused("--rtol 1");
  refused("--seed -1");
  refused("--seed 1.5");
  refused("--speed nan");
  CHECK(b.run("run feed_tank --for 10") == 2);
  CHECK(b.err == "--for: '10' lacks its unit: a time is written in s, ms, min, h\n");
}

TEST_CASE("a bare number means the unit that is shown, and the example of the help works") {
  Bench b;
  REQUIRE(b.run("run feed_tank --help") == 0);
  CHECK(b.out.find("LIC-101.sp=45%@5min") != std::string::npos);
  REQUIRE(b.run("run feed_tank --for 6min --set LIC-101.sp=40 --set LIC-101.sp=45%@5min --fail P-102.trip=1@2min --tags LIC-101.sp,P-102.trip") == 0);
  CHECK(b.out.find("LIC-101.sp = 45\n") != std::string::npos);
  CHECK(b.out.find("P-102.trip = 100\n") != std::string::npos);
}

TEST_CASE("a value into a mode that ignores it is told when it is its time, with exit status 2") {
  Bench b;
  CHECK(b.run("run feed_tank --for 2min --set FIC-101.sp=4kg/s@1min") == 2);
  CHECK(b.err.find("FIC-101.sp=4kg/s@1min: was not taken at 60 s: ") == 0);
  CHECK(b.err.find("FIC-101.") != std::string::npos);
  for (const char* ignored : {"FIC-102.op=50", "FIC-101.sp=3kg/s", "FIC-102.remote_sp=3kg/s@10s"})
    CHECK(b.run(std::string("run feed_tank --for 1min --set ") + ignored) == 2);
  CHECK(b.run("run feed_tank --for 1min --set FIC-101.mode=man@1s --set FIC-101.sp=3kg/s@10s") == 2);
  CHECK(b.told("FIC-101.sp=3kg/s@10s: was not taken at 10 s: "));
}

TEST_CASE("the first line of a CSV is a scanned one") {
  Bench b;
  REQUIRE(b.run("run feed_tank --for 3s --no-noise --csv x.csv --tags LT-101.pv") == 0);
  std::istringstream lines(contents(b.path("x.csv")));
  std::string head, first;
  std::getline(lines, head);
  std::getline(lines, first);
  CHECK(head == "time [s],LT-101.pv [%]");
  CHECK(first.substr(0, 6) == "0.2,50");
}

TEST_CASE("devices and pipes are not waited for") {
  Bench b;
  REQUIRE(std::system(("mkfifo '" + b.path("pipe") + "'").c_str()) == 0);
  for (const std::string input : {"/dev/zero", "pipe"}) {
    for (const char* use : {"run ", "verify ", "check ", "report -o x.html ", "run feed_tank --for 1s --start ", "run feed_tank --for 1s --operator "}) {
      const int status = b.run(use + input);
      CAPTURE(use, input, b.out, b.err);
      CHECK((status == 3 || status == 1));
      CHECK((b.told("a device or a pipe") || b.out.find("a device or a pipe") != std::string::npos));
    }
  }
}

TEST_CASE("no output waits for a pipe, none leaves half a file, and what stands beside a plant stays") {
  Bench b;
  REQUIRE(std::system(("mkfifo '" + b.path("pipe") + "'").c_str()) == 0);
  for (const char* use : {"run feed_tank --for 1s --save-state pipe", "run feed_tank/pump_trip --for 1s --report pipe", "describe feed_tank --pid pipe",
                          "run feed_tank --for 1s --tags FT-101 --csv pipe", "shot feed_tank -o pipe"}) {
    CAPTURE(use);
    CHECK(b.run(use) == 2);
    CHECK(b.told("'pipe' is a pipe"));
  }
  b.file("s.yaml", "what was there\n");
  const auto full = [&](const std::string& use) {   // no file may grow beyond 2 kB
    return WEXITSTATUS(std::system(("cd '" + b.folder.string() + "' && bash -c \"trap '' XFSZ; ulimit -f 2; exec '" RETORT_PROGRAM "' " + use + "\" >out.txt 2>err.txt").c_str()));
  };
  for (const char* use : {"run feed_tank --for 1s --save-state s.yaml", "run feed_tank/pump_trip --for 1s --report s.yaml", "describe feed_tank --pid s.yaml"}) {
    CAPTURE(use);
    CHECK(full(use) == 3);
    CHECK(contents(b.path("err.txt")).find("s.yaml: cannot be written: ") != std::string::npos);
    CHECK(contents(b.path("s.yaml")) == "what was there\n");
    CHECK_FALSE(fs::exists(b.path("s.yaml.part")));
  }
  fs::copy(RETORT_SOURCE "/scenarios/library/feed_tank", b.path("mine"), fs::copy_options::recursive);
  for (const char* use : {"describe mine/plant.yaml --routes mine/plant.yaml", "describe mine/plant.yaml --pid mine/text/pump_trip.nl.yaml",
                          "run mine/plant.yaml --for 1s --tags FT-101 --csv mine/routes.json", "shot mine/plant.yaml -o mine/answers/pump_trip.yaml"})
    CHECK(b.run(use) == 2);
  CHECK(b.run("describe mine/plant.yaml --routes mine/routes.json") == 0);
}

TEST_CASE("what stands in a file does not command the terminal") {
  Bench b;
  b.file("plant.yaml", "format: 1\nplant: \"x\\e[31m\"\n");
  b.file("text.yaml", "format: 1\nplant: x\nunits:\n  \x1b[31mT-1: {type: tank}\n");
  for (const char* use : {"run plant.yaml --for 1s", "check plant.yaml", "describe plant.yaml", "run text.yaml", "check ."}) {
    CHECK(b.run(use) != 0);
    CAPTURE(use, b.out, b.err);
    CHECK((b.out + b.err).find('\x1b') == std::string::npos);
    CHECK((b.out + b.err).size() > 0);
  }
}

TEST_CASE("a full standard output is told and is not fine") {
  Bench b;
  for (const char* use : {"describe feed_tank", "run feed_tank --for 1s --json", "--help"}) {
    const int status = std::system(("cd '" + b.folder.string() + "' && '" RETORT_PROGRAM "' " + use + " >/dev/full 2>err.txt").c_str());
    CAPTURE(use);
    CHECK(WEXITSTATUS(status) == 1);
    CHECK(contents(b.path("err.txt")).find("o space left on device") != std::string::npos);
  }
}

TEST_CASE("the reference of a unit says all that a file may write") {
  Bench b;
  REQUIRE(b.run("describe --unit centrifugal_pump") == 0);
  for (const char* key : {"curve", "power", "start", "running", "pressure"}) CHECK(b.out.find("    " + std::string(key) + " ") != std::string::npos);
  REQUIRE(b.run("describe --unit pid") == 0);
  for (const char* key : {"pv", "out", "range"}) CHECK(b.out.find("    " + std::string(key) + " ") != std::string::npos);
  REQUIRE(b.run("describe --unit all --json") == 0);
}

TEST_CASE("a run that is interrupted closes its CSV and its recording") {
  Bench b;
  const int status = std::system(("cd '" + b.folder.string() + "' && timeout --foreground -s INT 2 '" RETORT_PROGRAM
                                  "' run feed_tank --for 10min --speed 10 --record r.rec --csv r.csv --tags LT-101 2>told").c_str());
  CHECK(WEXITSTATUS(status) == 124);   // timeout's own: it had to send the signal
  CHECK(contents(b.path("told")).find("Interrupted at ") == 0);
  const std::string csv = contents(b.path("r.csv"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') > 3);
  CHECK(b.run("verify r.rec") == 0);
  CHECK(b.out.find("r.rec: identical") == 0);
  CHECK(b.out.find("incomplete") == std::string::npos);
}

TEST_CASE("verify says what was played, and fails for what was not expected") {
  Bench b;
  REQUIRE(b.run("run feed_tank/pump_trip --for 20s --mode exam --record a.rec --student \"$(printf 'An \\377')\"") == 0);
  CHECK(b.run("verify a.rec --expect feed_tank/pump_trip,exam") == 0);
  CHECK(b.out.find("feed_tank/pump_trip (as shipped with Retort ") != std::string::npos);
  CHECK(b.run("verify a.rec --expect feed_tank/pump_trip,practise") == 1);
  CHECK(b.run("verify a.rec --expect feed_tank/stuck_level,exam") == 1);
  CHECK(b.run("verify a.rec --expect feed_tank/pump_trip,examen") != 0);
  CHECK(b.run("run feed_tank/pump_trip --for 20s --mode exam --fail P-101.trip=1@5s") == 2);
  CHECK(b.told("an exam allows none"));
  CHECK(b.run("run feed_tank/pump_trip --for 20s --rtol 1e-6 --record x.rec") == 2);
  CHECK(b.run("verify a.rec --json") == 0);
  CHECK(b.out.find("\"student\":\"An \xEF\xBF\xBD\"") != std::string::npos);
  // A name that is no UTF-8 silences nobody.
  fs::copy_file(b.path("a.rec"), b.path("n\xff.rec"));
  CHECK(b.run("verify a.rec \"$(printf 'n\\377.rec')\" --json") == 0);
  CHECK(b.out.find("\"recordings\"") != std::string::npos);
  // The folder may be gone: the recording carries its exercise. What stands in the folder today changes nothing.
  fs::create_directories(b.path("empty"));
  CHECK(b.run("--version >/dev/null; RETORT_LIBRARY=empty '" RETORT_PROGRAM "' verify a.rec --expect feed_tank/pump_trip,exam") == 0);
  // What an instructor did is told.
  REQUIRE(b.run("run feed_tank/pump_trip --for 20s --set FIC-102.mode=man@5s --record help.rec") == 0);
  CHECK(b.run("verify help.rec") == 0);
  CHECK(b.out.find("told: 1 act of the instructor") != std::string::npos);
  const std::string cut = contents(b.path("a.rec")).substr(0, contents(b.path("a.rec")).size() - 200);
  b.file("cut.rec", cut);
  CHECK(b.run("verify cut.rec") == 0);
  CHECK(b.out.find("(incomplete)") != std::string::npos);
}

TEST_CASE("a copy of a shipped folder is what it is a copy of, and an exercise of one's own is held against its file") {
  Bench b;
  fs::copy(RETORT_SOURCE "/scenarios/library/feed_tank", b.path("monday"), fs::copy_options::recursive);
  REQUIRE(b.run("run monday/pump_trip.yaml --for 20s --mode exam --record a.rec") == 0);
  CHECK(b.run("verify a.rec --expect feed_tank/pump_trip,exam") == 0);
  CHECK(b.out.find("feed_tank/pump_trip (as shipped with Retort ") != std::string::npos);
  CHECK(b.run("verify a.rec --expect monday/pump_trip.yaml,exam") == 0);
  fs::copy(b.path("monday"), b.path("a,b"), fs::copy_options::recursive);
  CHECK(b.run("verify a.rec --expect a,b/pump_trip.yaml,exam") == 0);   // whatever the folder is called
  // Changed, it is no longer ours: a limit of the plant, and then the exercise itself under a name of its own.
  const std::string text = contents(b.path("monday/pump_trip.yaml"));
  b.file("monday/pump_trip.yaml", std::string(text).replace(text.find("duration: "), 10, "duration: 1"));
  REQUIRE(b.run("run monday/pump_trip.yaml --for 20s --mode exam --record c.rec") == 0);
  CHECK(b.run("verify c.rec --expect feed_tank/pump_trip,exam") == 1);
  CHECK(b.out.find("changed: feed_tank/pump_trip.yaml") != std::string::npos);
  CHECK(b.run("verify a.rec --expect monday/pump_trip.yaml,exam") == 1);
  fs::rename(b.path("monday/pump_trip.yaml"), b.path("monday/mine.yaml"));
  for (const char* language : {"nl", "en", "fr"})
    fs::rename(b.path(std::string("monday/text/pump_trip.") + language + ".yaml"), b.path(std::string("monday/text/mine.") + language + ".yaml"));
  REQUIRE(b.run("run monday/mine.yaml --for 20s --mode exam --record m.rec") == 0);
  CHECK(b.run("verify m.rec --expect monday/mine.yaml,exam") == 0);
  CHECK(b.run("verify m.rec --expect monday/mine.yaml,practise") == 1);
  CHECK(b.run("verify m.rec --expect monday/other.yaml,exam") == 3);
  // Its debrief stands beside the answer that its author names.
  CHECK(b.run("report m.rec --model monday/answers/pump_trip.yaml -o m.html") == 0);
  CHECK(contents(b.path("m.html")).find("act model") != std::string::npos);
  CHECK(b.run("report m.rec -o n.html") == 0);
  CHECK(contents(b.path("n.html")).find("act model") == std::string::npos);
  CHECK(b.run("report m.rec --model monday/mine.yaml -o p.html") == 3);
  CHECK(b.run("report m.rec --model m.html -o m.html") == 2);
}

TEST_CASE("a ticket fixes who plays what with which seed, once") {
  Bench b;
  REQUIRE(b.run("ticket key -o key") == 0);
  fs::copy_file(b.path("key.pub"), b.path("public"));
  CHECK(b.run("ticket key -o key") == 3);   // never over another
  fs::remove(b.path("key.pub"));
  CHECK(b.run("ticket key -o key") == 3);
  CHECK_FALSE(fs::exists(b.path("key.pub")));   // nor the public half of one beside the secret half of another
  REQUIRE(b.run("ticket issue feed_tank/pump_trip --student 'An Janssens' --from 2020-01-01T00:00:00Z --until 2099-01-01T00:00:00Z --key key -o t.json") == 0);
  CHECK(b.run("ticket show t.json --key public") == 0);
  CHECK(b.run("ticket issue feed_tank --student A --from 2020-01-01T00:00:00Z --until 2099-01-01T00:00:00Z --key key -o u.json") == 3);
  CHECK(b.run("ticket issue feed_tank/pump_trip --student A --from tomorrow --until 2099-01-01T00:00:00Z --key key -o u.json") != 0);
  CHECK(b.run("run feed_tank/pump_trip --for 5s --ticket t.json --record a.rec") == 0);
  CHECK(b.run("verify a.rec --key public") == 0);
  CHECK(b.out.find("ticket: valid") != std::string::npos);
  CHECK(b.out.find("An Janssens") != std::string::npos);
  CHECK(b.run("verify a.rec") == 0);   // anybody can make a key: without the right one nothing is called valid
  CHECK(b.out.find("ticket: fits") != std::string::npos);
  CHECK(b.out.find("valid") == std::string::npos);
  CHECK(b.run("run feed_tank/stuck_level --for 5s --ticket t.json --record b.rec") == 3);
  b.file("nothing.json", "");
  b.file("other.json", "{}");
  CHECK(b.run("run feed_tank/pump_trip --for 5s --ticket nothing.json") == 3);
  CHECK(b.err == "nothing.json: is empty: a ticket is made by 'retort ticket issue'\n");
  CHECK(b.run("run feed_tank/pump_trip --for 5s --ticket other.json") == 3);
  CHECK_FALSE(b.told("json.exception"));
  for (const char* ticket : {"nothing.json", "/dev/zero"}) CHECK(b.run(std::string("play --ticket ") + ticket) == 3);
  for (const char* file : {"nothing.json", "/dev/zero", "nosuch"}) CHECK(b.run(std::string("play ") + file) == 3);
  fs::copy_file(b.path("a.rec"), b.path("again.rec"));
  CHECK(b.run("verify a.rec again.rec --key public") == 1);
  CHECK(b.out.find("used before, by a.rec") != std::string::npos);
  // A key that is none shuts the door, and does not leave it open.
  b.file("empty", "");
  b.file("blank", "\n");
  CHECK(b.run("verify a.rec --key empty") == 3);
  CHECK(b.run("verify a.rec --key blank") == 3);
  CHECK(b.run("verify a.rec --expect ,") == 3);
  CHECK(b.run("verify a.rec --expect feed_tank/pump_trip,") == 3);
  // No output goes over the ticket or over what the exercise is made of.
  CHECK(b.run("run feed_tank/pump_trip --for 5s --ticket t.json --csv t.json --tags T-101.level") == 2);
  REQUIRE(b.run("package -o copy") == 0);
  const std::string mine = "copy/scenarios/library/feed_tank";
  for (const char* file : {"plant.yaml", "pump_trip.yaml", "text/pump_trip.nl.yaml"})
    CHECK(b.run("run " + mine + "/pump_trip.yaml --for 5s --tags T-101.level --csv " + mine + "/" + file) == 2);
  REQUIRE(b.run("run feed_tank/pump_trip --for 5s --mode exam --record without.rec") == 0);
  CHECK(b.run("verify without.rec --key public") == 1);
}

TEST_CASE("an exam set holds the exercises and not their answers") {
  Bench b;
  REQUIRE(b.run("package --exam -o set") == 0);
  CHECK(fs::exists(b.path("set/scenarios/library/feed_tank/pump_trip.yaml")));
  CHECK(fs::exists(b.path("set/assets/text/interface.nl.yaml")));
  for (const char* terms : {"LICENSE", "NOTICE"}) CHECK(fs::exists(b.path(std::string("set/") + terms)));
  for (const fs::directory_entry& e : fs::recursive_directory_iterator(b.path("set"))) CHECK(e.path().filename() != "answers");
  CHECK(b.run("--version >/dev/null; cd set && bin/retort run feed_tank/pump_trip --for 10s --record ../p.rec") == 0);
  CHECK(b.run("verify p.rec --expect feed_tank/pump_trip,practise") == 0);
  CHECK(b.run("package --exam -o set") == 3);
}

TEST_CASE("a recording that cannot be opened is unread, one that is none is refused, and --json says why there is nothing") {
  Bench b;
  CHECK(b.run("verify nothing.rec") == 3);
  CHECK(b.run("verify --json nothing.rec") == 3);
  CHECK(b.out.find("\"verified\":\"unread\"") != std::string::npos);
  b.file("none.rec", "no recording");
  CHECK(b.run("verify none.rec") == 1);
  CHECK(b.run("verify none.rec nothing.rec") == 1);   // what is refused says more than what is not there
  CHECK(b.run("run nothing.yaml --json") == 3);
  CHECK(b.out == "{\"error\":\"nothing.yaml: there is no such file, and no such plant or exercise in the library.\"}\n");
  CHECK(b.run("run feed_tank --for --json") == 2);
  CHECK(b.out.starts_with("{\"error\":\""));
}

TEST_CASE("chosen bots play, and what they play can be kept and played again") {
  Bench b;
  const std::string exercise = "'" RETORT_SOURCE "/scenarios/library/feed_tank/pump_trip.yaml'";
  REQUIRE(b.run("check --bots --seeds 2 --only idle,stop_everything --keep kept " + exercise) == 0);
  CHECK(b.out.find("bot idle: scores ") != std::string::npos);
  CHECK(b.out.find("bot random") == std::string::npos);
  const auto at = b.out.find("bot stop_everything: scores ") + 28;
  const std::string first = b.out.substr(at, b.out.find(' ', at) - at);
  REQUIRE(b.run("run feed_tank/pump_trip --operator kept/feed_tank.pump_trip.stop_everything.1.yaml --seed 1") == 0);
  CHECK(b.out.find("score " + first) != std::string::npos);
  CHECK(b.run("check --bots --seeds 2 --only idle --keep kept " + exercise) == 1);   // none over another
  CHECK(b.out.find("is there already") != std::string::npos);
  b.file("plain", "a file");
  CHECK(b.run("check --bots --only idle --keep plain " + exercise) == 2);
  CHECK(b.run("check --only idle " + exercise) == 2);
  CHECK(b.run("check --bots --only nobody " + exercise) == 2);
  CHECK(b.told("nobody not in"));
}
