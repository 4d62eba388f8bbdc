// The program `retort`: arguments in, exit status out. Everything else stands in one file per subcommand.
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "platform/system.h"
#include "platform/version.h"
#include "scenarios/session/bots.h"
#include "scenarios/session/verify.h"
#include "sim/base/errors.h"
#include "sim/base/quantity.h"

namespace {

using namespace retort;

// CLI11's own checks let -1 pass for an unsigned number, and nan for one in a range.
const CLI::Validator kSeed(
    [](std::string& text) {
      const bool digits = !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == std::string::npos;
      return digits && text.find_first_not_of('0') != std::string::npos ? "" : "'" + text + "' is not a whole number from 1";
    },
    "SEED");
const CLI::Validator kTolerance(
    [](std::string& text) {
      const auto n = read_number(text);
      return n && n->unit.empty() && n->number >= 1e-10 && n->number <= 1e-2 ? "" : "'" + text + "' is not a tolerance from 1e-10 to 1e-2";
    },
    "TOLERANCE");
const CLI::Validator kNumber(
    [](std::string& text) {
      const auto n = read_number(text);
      return n && n->unit.empty() ? "" : "'" + text + "' is not a number";
    },
    "NUMBER");

void json_flag(CLI::App* sub, bool& json) { sub->add_flag("--json", json, "Print one JSON object on standard output"); }

/// A program that reads our output finds out there as well why it got nothing.
bool wants_json(int argc, char** argv) {
  for (int i = 1; i < argc; ++i)
    if (std::strcmp(argv[i], "--json") == 0) return true;
  return false;
}
void print_error_json(const std::string& error) {
  const std::string text = json_text({{"error", error}});
  std::fprintf(stdout, "%s\n", text.c_str());
}

std::vector<std::string> bot_names() {
  std::vector<std::string> names;
  for (const Bot& b : bots()) names.push_back(b.name);
  return names;
}

int parse_and_run(int argc, char** argv) {
  CLI::App app{"Retort: a virtual chemical plant to practise on"};
  app.set_version_flag("--version", std::string("retort ") + kVersion);
  app.require_subcommand(1);
  app.footer("Exit status: 0 fine, 1 the check failed, 2 wrong use, 3 bad file, 4 the simulation had to hold, "
             "5 a recording of another build agrees within tolerance, 130 interrupted.");
  int status = kFine;

#ifdef RETORT_ENGINE
  PlayOptions play;
  CLI::App* s = app.add_subcommand("play", "Walk the plant and run it from the control room");
  s->add_option("file", play.file, "Plant or scenario; without one the start menu opens");
  s->add_option("--mode", play.mode, "practise (hints, pause, speed, backtrack) or exam (none of those)")
      ->check(CLI::IsMember({"practise", "exam"}))->capture_default_str();
  s->add_option("--lang", play.language, "Language (default: as last time, at first nl)")->check(CLI::IsMember({"nl", "en", "fr"}));
  s->add_option("--student", play.student, "Name on the report (default: as last time)");
  s->add_option("--start", play.start, "Start the plant from this state file");
  s->add_option("--ticket", play.ticket, "Ticket of an exam: fixes exercise, student and seed");
  s->add_option("--record", play.record, "Where the recording goes (default: the user's data folder)");
  s->add_option("--text-size", play.text_scale, "Text size, 1 to 2 (default: as last time)")->check(kNumber)->check(CLI::Range(1.0, 2.0));
  s->add_option("--ui-map", play.ui_map, "Write the places of all widgets to this file as JSON, for test drivers");
  s->add_option("--prompt", play.prompt, "With --ui-map: what this operator file would do now stands there too");
  s->callback([&] { status = play_command(play); });

  ShotOptions shot;
  s = app.add_subcommand("shot", "Render a picture offscreen, without a display");
  s->add_option("file", shot.file, "Plant, scenario or recording")->required();
  s->add_option("--at", shot.at, "Simulated time of the picture")->capture_default_str();
  s->add_option("--camera", shot.camera, "Camera of the plant file, 'overview', 'board', or 'board:PAGE': a display (overview, trend, alarms ...), the number or the name of a page")->capture_default_str();
  s->add_option("-o,--output", shot.output, "PNG file")->capture_default_str();
  s->add_option("--size", shot.size, "WIDTHxHEIGHT")->capture_default_str();
  s->add_option("--text", shot.text, "Text size of the board, %")->check(CLI::Range(100, 200))->capture_default_str();
  s->add_option("--lang", shot.language, "Language")->check(CLI::IsMember({"nl", "en", "fr"}));
  s->add_option("--operator", shot.operator_file, "Who operates until then (scenarios): a file or nobody");
  s->add_option("--tag", shot.tag, "Faceplate that is open on the board: TAG, or TAG:TAB with detail, protection or tuning");
  s->add_option("--light", shot.light, "day, dusk or night: of the picture only (default: the plant's, else day)");
  s->add_flag("--inside", shot.inside, "Inside view: levels and temperatures in the metal");
  json_flag(s, shot.json);
  s->callback([&] { status = shot_command(shot); });
#else
  CLI::App* s = nullptr;
#endif

  RunOptions run;
  s = app.add_subcommand("run", "Simulate a plant or play a scenario without a window");
  s->add_option("file", run.file, "Plant or scenario")->required();
  s->add_option("--for", run.duration, "How long, for example 2h (default: the scenario's own end, or 10 min)");
  s->add_option("--speed", run.speed, "max, or a multiple of real time")->capture_default_str();
  s->add_option("--operator", run.operator_file, "Who operates: a file of acts, or nobody");
  s->add_option("--mode", run.mode, "practise or exam")->check(CLI::IsMember({"practise", "exam"}))->capture_default_str();
  s->add_option("--lang", run.language, "Language of the report")->check(CLI::IsMember({"nl", "en", "fr"}))->capture_default_str();
  s->add_option("--student", run.student, "Name on the report");
  s->add_option("--set", run.sets, "TAG.var=VALUE@TIME, for example LIC-101.sp=45%@5min; a bare number means the unit that is shown")->take_all();
  s->add_option("--fail", run.fails, "UNIT.malfunction=SEVERITY@TIME, for example P-101.trip=1@2min")->take_all();
  s->add_option("--csv", run.csv, "Write values to this file");
  s->add_option("--tags", run.tags, "Variables for --csv and 'values', separated by commas");
  s->add_option("--every", run.every, "Interval of --csv")->capture_default_str();
  s->add_option("--ticket", run.ticket, "Ticket of an exam: fixes exercise, student and seed");
  s->add_option("--record", run.record, "Write a recording");
  s->add_option("--report", run.report, "Write the debrief as one HTML page");
  s->add_option("--start", run.start, "Start from this state file");
  s->add_option("--save-state", run.save_state, "Write the state at the end, for a scenario's start");
  s->add_option("--rtol", run.rtol, "Relative tolerance of the integrator")->check(kTolerance)->capture_default_str();
  s->add_flag("!--no-noise", run.noise, "Transmitters without noise");
  s->add_option("--seed", run.seed, "Seed of noise and drawn times")->check(kSeed);
  json_flag(s, run.json);
  s->callback([&] { status = run_command(run); });

  VerifyOptions verify;
  s = app.add_subcommand("verify", "Simulate recordings again, compare, grade");
  s->add_option("recordings", verify.files, "Recordings")->required();
  s->add_option("--report", verify.report, "Also write the debrief of a single recording");
  s->add_option("--expect", verify.expect, "EXERCISE,MODE, as feed_tank/pump_trip,exam, or the file of an exercise of your own: anything else, or changed, fails");
  s->add_option("--key", verify.key, "File with the public key that every recording's ticket must be signed with");
  json_flag(s, verify.json);
  s->callback([&] { status = verify_command(verify); });

  TicketOptions ticket;
  CLI::App* tickets = app.add_subcommand("ticket", "Signed tickets for exams");
  tickets->require_subcommand(1);
  s = tickets->add_subcommand("key", "Make a key to sign with");
  s->add_option("-o,--output", ticket.output, "File for the secret key")->required();
  s->callback([&] { status = ticket_key_command(ticket); });
  s = tickets->add_subcommand("issue", "Make a ticket: who may play what, when, with which seed");
  s->add_option("exercise", ticket.exercise, "Exercise")->required();
  s->add_option("--student", ticket.student, "Who may play")->required();
  s->add_option("--from", ticket.from, "Not before, as 2026-11-29T18:00:00Z")->required();
  s->add_option("--until", ticket.until, "Not after")->required();
  s->add_option("--seed", ticket.seed, "Seed (default: drawn)");
  s->add_option("--key", ticket.key, "File with the secret key")->required();
  s->add_option("-o,--output", ticket.output, "File for the ticket")->required();
  s->callback([&] { status = ticket_issue_command(ticket); });
  s = tickets->add_subcommand("show", "What stands on a ticket, and whether it is as it was signed");
  s->add_option("ticket", ticket.ticket, "Ticket")->required();
  s->add_option("--key", ticket.key, "File with the public key it should be signed with");
  s->callback([&] { status = ticket_show_command(ticket); });

  PackageOptions package;
  s = app.add_subcommand("package", "Make a folder to install: program, assets and library");
  s->add_option("-o,--output", package.output, "Folder; must not exist")->required();
  s->add_flag("--exam", package.exam, "Leave out the model answers");
  s->callback([&] { status = package_command(package); });

  ReportOptionsCli report;
  s = app.add_subcommand("report", "Write the debrief of a recording as one self-contained page");
  s->add_option("recording", report.recording, "Recording")->required();
  s->add_option("-o,--output", report.output, "HTML file")->required();
  s->add_option("--model", report.model, "Operator file to hold the run against, for an exercise of your own (ours have theirs)");
  s->add_option("--lang", report.languages, "Languages, as nl,en,fr: a page for each (default: the recording's)")
      ->delimiter(',')
      ->check(CLI::IsMember({"nl", "en", "fr"}));
  json_flag(s, report.json);
  s->callback([&] { status = report_command(report); });

  CheckOptions check;
  s = app.add_subcommand("check", "Lint plants, scenarios and texts; run each scenario's own checks");
  s->add_option("paths", check.paths, "Files or folders (default: the library)");
  CLI::Option* with_bots = s->add_flag("--bots", check.bots, "Let the bots play each exercise too: none may be fooled or treated unfairly");
  s->add_option("--seeds", check.seeds, "Seeds that the bots play on")->check(CLI::Range(1, 1000))->capture_default_str()->needs(with_bots);
  s->add_option("--only", check.only, "Only these bots, and the model answer")->delimiter(',')->allow_extra_args(false)->check(CLI::IsMember(bot_names()))->needs(with_bots);
  s->add_option("--jobs", check.jobs, "Bots that play at the same time (default: one a processor)")->check(CLI::Range(1, 256))->needs(with_bots);
  s->add_option("--keep", check.keep, "Folder for the operator files that the bots play, for 'retort run --operator'")->needs(with_bots);
  json_flag(s, check.json);
  s->callback([&] { status = check_command(check); });

  DescribeOptions describe;
  s = app.add_subcommand("describe", "Catalogue of a plant, its P&ID, reference of a unit");
  s->add_option("plant", describe.plant, "Plant");
  s->add_option("--pid", describe.pid, "Write the piping and instrumentation diagram as SVG");
  s->add_option("--pages", describe.pages, "Write the pages of the control room as SVG into this folder, in three languages");
  s->add_option("--gltf", describe.gltf, "Write the field as binary glTF, with tags and what moves");
  s->add_option("--routes", describe.routes, "Route the pipes of the field and write them, to ship as routes.json beside the plant");
  s->add_option("--unit", describe.unit, "Reference of one type, for example centrifugal_pump; 'all' lists the types");
  json_flag(s, describe.json);
  s->callback([&] { status = describe_command(describe); });

  BenchOptions bench;
  s = app.add_subcommand("bench", "Speed on the shipped plants, and of the pictures");
  s->add_option("name", bench.name, "Plant, 'scaling', 'class', 'frames', 'field' or 'grown' (default: all but class, field and grown)");
  s->add_option("plant", bench.pictured, "Whose picture 'frames' measures");
  json_flag(s, bench.json);
  s->callback([&] { status = bench_command(bench); });

  SoakOptions soak;
  s = app.add_subcommand("soak", "Random operator acts and malfunctions, floating-point traps on");
  s->add_option("plant", soak.plant, "Plant")->required();
  s->add_option("--acts", soak.acts, "Acts in a run")->check(CLI::Range(0, 1000000))->capture_default_str();
  s->add_option("--seed", soak.seed, "First seed")->check(kSeed)->capture_default_str();
  s->add_option("--seeds", soak.seeds, "Number of runs with consecutive seeds")->check(CLI::Range(1, 10000))->capture_default_str();
  s->add_option("--for", soak.duration, "Simulated time of a run")->capture_default_str();
  s->add_option("--save-state", soak.save_state, "Write the state in which it first held, and stop there");
  json_flag(s, soak.json);
  s->callback([&] { status = soak_command(soak); });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const int code = app.exit(e);
    if (code == 0) return kFine;
    if (wants_json(argc, argv)) print_error_json(e.what());
    return kWrongUse;
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  retort::tell_of_full_disks();
  int status = retort::kCheckFailed;
  const auto fail = [&](int with, const std::string& error) {
    std::fprintf(stderr, "%s\n", error.c_str());
    if (wants_json(argc, argv)) print_error_json(error);
    status = with;
  };
  try {
    status = parse_and_run(argc, argv);
  } catch (const retort::UsageError& e) {
    fail(retort::kWrongUse, e.what());
  } catch (const retort::FileError& e) {
    fail(retort::kBadFile, e.what());
  } catch (const std::exception& e) {
    fail(retort::kCheckFailed, "retort: " + retort::printable(e.what()));
  }
  errno = 0;
  if (retort::flush_stdout()) return status;
  std::fprintf(stderr, "standard output: could not be written to its end%s%s\n", errno ? ": " : "", errno ? std::strerror(errno) : "");
  return status == retort::kFine ? retort::kCheckFailed : status;
}
