// The window: start menu, briefing, run, debrief.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <future>
#include <map>
#include <random>
#include <thread>
#include <tuple>

#include "apps/command_line/apply_ticket.h"
#include "apps/command_line/commands.h"
#include "apps/command_line/outputs.h"
#include "scenarios/session/library.h"
#include "apps/window/field_window.h"
#include "apps/window/play_run.h"
#include "apps/command_line/report_file.h"
#include "apps/window/settings.h"
#include "engine/hmi/board.h"
#include "engine/input/window_events.h"
#include "engine/sound/speaker.h"
#include "engine/ui/widgets.h"
#include "platform/paths.h"
#include "platform/system.h"
#include "platform/x_server.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

using input::Key;

/// The program's texts with those of a plant.
Texts menu_texts(const fs::path& plant_file, const std::string& language) {
  Texts texts(language);
  texts.load_assets();
  texts.load((plant_file.parent_path() / "text").string(), "");
  return texts;
}

/// What the menu shows of an exercise: its own texts over its plant's.
hmi::MenuExercise list_exercise(const fs::path& file, const YamlNode& root, Texts texts) {
  const std::string name = file.stem().string();
  texts.load((file.parent_path() / "text").string(), name + ".");
  const auto text = [&](const std::string& key) {
    for (const std::string& k : {name + "." + key, key})
      if (texts.has(k)) return texts(k);
    return std::string();
  };
  hmi::MenuExercise x{name, file.string(), text("title"), text("summary"), "", 1};
  if (x.title.empty()) x.title = name;
  for (const YamlNode& c : root.find("teaches")->items) {
    const std::string key = "competence." + c.scalar;
    x.teaches += (x.teaches.empty() ? "" : " · ") + (texts.has(key) ? texts(key) : c.scalar);
  }
  if (const YamlNode* difficulty = root.find("difficulty")) x.difficulty = std::clamp(std::atoi(difficulty->scalar.c_str()), 1, 5);
  return x;
}

/// The moments that free practice of a plant may begin from, titled: the plant's own, then its files of states.
std::vector<hmi::MenuStart> list_starts(const fs::path& plant_file, const Texts& texts) {
  std::vector<hmi::MenuStart> starts;
  std::error_code ignored;
  for (const fs::directory_entry& e : fs::directory_iterator(plant_file.parent_path() / "states", ignored)) {
    if (e.path().extension() != ".yaml") continue;
    const std::string id = e.path().stem().string(), key = "start." + id;
    starts.push_back({id, e.path().string(), texts.has(key) ? texts(key) : id});
  }
  std::sort(starts.begin(), starts.end(), [](const auto& a, const auto& b) { return a.title < b.title; });
  starts.insert(starts.begin(), {"own", "", texts("start.own")});
  return starts;
}

/// Every plant of the library with its exercises, titled in a language, the easiest first. A file that cannot be read is left out
/// and named in `error`.
std::vector<hmi::MenuPlant> list_library(const std::string& language, std::string& error) {
  std::vector<hmi::MenuPlant> plants;
  std::error_code ignored;
  for (const fs::directory_entry& folder : fs::directory_iterator(library_folder(), ignored)) {
    const fs::path plant_file = folder.path() / "plant.yaml";
    if (!fs::is_regular_file(plant_file, ignored)) continue;
    const std::string id = folder.path().filename().string();
    try {
      Texts texts = menu_texts(plant_file, language);
      hmi::MenuPlant plant{id, plant_file.string(), texts.has("plant.title") ? texts("plant.title") : id,
                           texts.has("plant.summary") ? texts("plant.summary") : "", {}, list_starts(plant_file, texts)};
      for (const fs::directory_entry& e : fs::directory_iterator(folder.path(), ignored)) {
        if (e.path().extension() != ".yaml" || e.path() == plant_file) continue;
        try {
          const YamlNode root = load_yaml(e.path().string());
          if (root.find("teaches")) plant.exercises.push_back(list_exercise(e.path(), root, texts));
        } catch (const FileError& bad) {
          error = bad.what();
        }
      }
      std::sort(plant.exercises.begin(), plant.exercises.end(),
                [](const auto& a, const auto& b) { return std::tie(a.difficulty, a.id) < std::tie(b.difficulty, b.id); });
      plants.push_back(std::move(plant));
    } catch (const FileError& bad) {
      error = bad.what();
    }
  }
  const auto rank = [](const hmi::MenuPlant& p) { return std::pair(p.exercises.empty() ? 9 : p.exercises[0].difficulty, p.id); };
  std::sort(plants.begin(), plants.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return plants;
}

/// DATA/recordings/NAME-DATE.rec
std::string new_recording(const std::string& name) {
  const std::string data = data_folder();
  if (data.empty()) return "";
  const fs::path folder = fs::path(data) / "recordings";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return "";
  char date[32];
  const std::time_t t = std::time(nullptr);
  std::strftime(date, sizeof date, "%Y%m%d-%H%M%S", std::localtime(&t));
  return (folder / (name + "-" + date + ".rec")).string();
}

/// How many recordings of an exercise lie in the user's folder: attempts that this machine knows of.
std::uint32_t attempts(const std::string& name) {
  std::uint32_t n = 0;
  std::error_code ignored;
  for (const fs::directory_entry& e : fs::directory_iterator(fs::path(data_folder()) / "recordings", ignored)) {
    const std::string file = e.path().filename().string();
    n += file.starts_with(name + "-2") && e.path().extension() == ".rec";
  }
  return n;
}

class Play {
 public:
  explicit Play(const PlayOptions& o)
      : options_(o), window_("Retort", 1280, 720), gpu_(window_.gpu_options()), frames_(gpu_, window_), kept_(load_settings()), ui_(float(o.text_scale.value_or(kept_.text_scale))),
        renderer_(gpu_, frames_.format()), events_(window_, queue_), clipboard_(window_) {
    ui_.set_labels(input::WindowEvents::label);
    menu_.choices.language = o.language.value_or(kept_.language);
    menu_.exam = o.mode == "exam";
    menu_.student = o.student.value_or(kept_.student);
    menu_.choices.text_scale = ui_.text_scale();
    menu_.choices.sound = {float(kept_.volume), kept_.captions};
    menu_.choices.calm = kept_.calm;
    menu_.choices.terms = kept_.terms;
    menu_.choices.light = kept_.light;
    best_ = kept_.best;
    read_library();
    if (!o.file.empty()) start(o.file, o.start);   // what was asked for by name and cannot be had ends the program
  }

  int run() {
    // Who walks gets as far as a person does in that time, also where a picture takes long; what stood still does not jump.
    constexpr double kLongest = 1;   // s
    double last = steady_seconds();
    while (!window_.closing() && !quit_ && !interrupted()) {
      const double wanted = screen_ == Screen::run ? 1 / 30.0 : 1 / 20.0;
      const double left = wanted - (steady_seconds() - last);
      if (left > 0 && queue_.empty() && !(field_window_ && field_window_->has_events())) window_.wait(left);
      else window_.poll();
      if (const double early = 1 / 60.0 - (steady_seconds() - last); early > 0) std::this_thread::sleep_for(std::chrono::duration<double>(early));
      const double t = steady_seconds(), dt = std::min(t - last, kLongest);
      last = t;
      // The plant runs on while the window is minimised.
      if (run_) run_->look();
      if (run_ && screen_ == Screen::run) run_->sound(speaker_, menu_.choices.sound);
      frame(dt);
    }
    if (window_.gone()) {
      watch_.forget();
      end_without_window("its window was destroyed by another program");
      return kWrongUse;
    }
    gpu_.wait_idle();
    field_window_.reset();
    ui_.make_current();
    run_.reset();   // graded, and its recording closed
    keep_settings();
    return gpu_.validation().errors > 0 ? kCheckFailed : kFine;
  }

 private:
  /// The display may end at any call that asks it something.
  struct Watch {
    explicit Watch(Play& play) {
      watched = &play;
      watch_x_server([] {
        if (watched) watched->end_without_window("the connection to the display was lost");
      });
    }
    ~Watch() { forget(); }
    void forget() { watched = nullptr; }
    Watch(const Watch&) = delete;
    static inline Play* watched = nullptr;
  };

  /// What was done is graded and its recording closed, and the program says so. Nothing is drawn and no window asked after this.
  void end_without_window(const std::string& why) {
    const std::string recording = run_ ? run_->recording() : "";
    if (run_) run_->break_off(why);
    keep_settings();
    if (report_.valid()) report_.wait();
    for (Written& r : unfinished_) r.wait();
    fmt::print(stderr, "Retort ends here: {}.{}\n", why, recording.empty() ? "" : fmt::format(" What was done until now is in {}.", recording));
    std::fflush(stderr);
  }

  enum class Screen { menu, briefing, run, debrief };

  void read_library() {
    words_ = words_in(menu_.choices.language);
    menu_.plants = list_library(menu_.choices.language, menu_.error);
    if (menu_.plant >= menu_.plants.size()) menu_.plant = 0;
    for (hmi::MenuPlant& p : menu_.plants)
      for (hmi::MenuExercise& x : p.exercises)
        if (const auto had = best_.find(menu_name(x.file)); had != best_.end()) x.best = had->second;
    if (!menu_.plants.empty() && menu_.exercise < 0 && !menu_.plants[menu_.plant].exercises.empty() && first_) menu_.exercise = 0;
    first_ = false;
  }
  /// "feed_tank/pump_trip": of an exercise, wherever its library lies.
  static std::string menu_name(const fs::path& file) { return file.parent_path().filename().string() + "/" + file.stem().string(); }
  void keep_settings() {
    const Settings now{menu_.choices.language, menu_.student, menu_.choices.text_scale, menu_.choices.sound.volume, menu_.choices.sound.captions, menu_.choices.calm, menu_.choices.terms, menu_.choices.light, best_};
    if (now != kept_) save_settings(kept_ = now);
  }
  static hmi::Words words_in(const std::string& language) {
    Texts texts(language);
    texts.load_assets();
    return hmi::words_of(texts);
  }

  void open(const std::string& file, const std::string& from) {
    try {
      start(file, from);
    } catch (const std::exception& e) {
      menu_.error = e.what();
      screen_ = Screen::menu;
    }
  }
  /// `from`: a file of states that a plant begins from; empty: its own.
  void start(const std::string& file, const std::string& from) {
    keep_settings();
    Prepared prepared = open_material(file, from);
    const std::string name = prepared.scenario ? prepared.scenario->name : prepared.plant->spec.name;
    RunSetup setup;
    setup.mode = menu_.exam ? PlayMode::exam : PlayMode::practise;
    setup.language = menu_.choices.language;
    setup.student = menu_.student;
    setup.client = Client::window;
    setup.attempt = attempts(name) + 1;
    if (!options_.ticket.empty()) {
      apply_ticket(setup, options_.ticket, prepared.material);
    } else if (setup.mode == PlayMode::exam) {
      setup.seed = 1 + std::random_device()() % 0x7fffffffu;   // what comes, and when, cannot be known beforehand
      setup.seed_origin = SeedOrigin::drawn;
    }
    for (const std::string& language : languages()) prepared.texts(language, setup.seed);   // a text that cannot be read is told before anything runs
    auto run = std::make_unique<Run>(std::move(prepared), setup);
    std::string record = options_.record;
    if (record.empty() || opened_) record = new_recording(name);
    opened_ = file;
    opened_from_ = from;
    menu_.error.clear();
    run_.reset();
    gpu_.wait_idle();
    run_ = std::make_unique<PlayRun>(gpu_, std::move(run), menu_.choices.language, record);
    if (!options_.prompt.empty()) run_->prompt(options_.prompt);
    if (report_.valid()) unfinished_.push_back(std::move(report_));   // it is written on beside the next run
    std::erase_if(unfinished_, [](auto& r) { return r.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
    debrief_ = {};
    reached_at_ = -1;
    screen_ = run_->prepared().scenario ? Screen::briefing : Screen::run;
    if (screen_ == Screen::run) run_->begin();
  }

  void frame(double dt) {
    auto f = frames_.begin();
    if (!f) {  // minimised, or changing its size: what was typed waits, and a window that the field has of its own goes on
      if (field_window_) field_frame(dt), write_map();
      else std::this_thread::sleep_for(std::chrono::milliseconds(20));
      return;
    }
    const ImVec2 screen{float(f->extent.width), float(f->extent.height)};
    ui_.set_text_scale(menu_.choices.text_scale);
    build_frames(ui_, renderer_, queue_, screen, dt, fonts_there_, [&](double part) { build(screen, part); });
    if (run_ && screen_ == Screen::run && !field_window_) run_->record_field(f->cmd, f->slot, f->extent, dt);
    renderer_.record_screen(*f, *ImGui::GetDrawData());
    frames_.end(*f);
    pointer();
    field_frame(dt);
    write_map();
  }

  std::string field_title() const { return "Retort · " + run_->words()("ui.field.window"); }
  /// The field's own window, where the two are apart; opened and closed as the run says.
  void field_frame(double dt) {
    const bool wanted = run_ && screen_ == Screen::run && run_->view == PlayRun::View::apart;
    if (wanted && !field_window_) {
      gpu_.wait_idle();   // what was drawn into this window is drawn into another one's frames now
      try {
        field_window_ = std::make_unique<FieldWindow>(gpu_, window_, field_title());
        run_->say(run_->words()("ui.field.apart"));
      } catch (const gpu::GpuError& e) {
        run_->say(e.what());
        run_->view = PlayRun::View::split;
      }
      ui_.make_current();
    }
    if (field_window_ && (!wanted || field_window_->closing())) {
      gpu_.wait_idle();
      if (wanted) run_->view = PlayRun::View::board;
      field_window_.reset();
      ui_.make_current();
      window_.focus();
    }
    if (!field_window_) return;
    field_window_->entitle(field_title());
    const auto menu_open = [&] { return help_ || settings_ || run_->paused(); };
    const bool covered = menu_open();
    if (menu_from_field_ && !covered) menu_from_field_ = false, field_window_->focus();
    field_window_->frame(dt, ui_.text_scale(), menu_.choices.calm,
                         {[&](VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent) { run_->record_field(cmd, slot, extent, dt); },
                          [&](ui::Renderer& renderer, ImVec2 screen, double part) {
                            shortcuts();
                            run_->walk(part, !covered);
                            run_->draw_field_apart(renderer, screen, !covered);
                          }});
    field_window_->show(run_->looking() ? input::Pointer::hidden : input::Pointer::arrow);
    ui_.make_current();
    if (!covered && menu_open()) menu_from_field_ = true, window_.focus();   // it is read and answered there
    if (const auto to = run_->take_focus()) *to == PlayRun::View::field ? field_window_->focus() : window_.focus();
  }

  void build(ImVec2 screen, double dt) {
    shortcuts();
    ui_.set_calm(menu_.choices.calm);
    if (run_) {
      if (const auto light = run_->take_light()) menu_.choices.light = *light;
      run_->like(menu_.choices);
    }
    const bool covered = help_ || settings_ || (run_ && run_->paused());
    const hmi::Words& words = run_ ? run_->words() : words_;
    switch (screen_) {
      case Screen::menu: menu(); break;
      case Screen::briefing: {
        const hmi::BriefingAct act = hmi::draw_briefing(words, run_->briefing(), run_->extract());
        const bool chosen_by_key = ImGui::GetIO().NavVisible && ImGui::IsAnyItemFocused();   // Enter presses that
        if (act == hmi::BriefingAct::begin || (!chosen_by_key && (ui_.pressed(Key::enter) || ui_.pressed(Key::pad_enter)))) {
          screen_ = Screen::run;
          run_->begin();
        }
        if (act == hmi::BriefingAct::back) to_menu();
        break;
      }
      case Screen::run:
        if (run_->view != PlayRun::View::apart) run_->walk(dt, !covered);
        run_->draw(renderer_, screen, steady_seconds(), !covered);
        if (run_->result()) {
          if (run_->paused()) run_->pause(false);
          if (run_->result()->ending == Ending::goal && !reached(words)) break;
          debrief_ = {};
          debrief_.recording = run_->recording();
          if (const hmi::Debrief d = run_->debrief(); !d.title.empty()) {
            double& best = best_.try_emplace(menu_name(*opened_), d.score).first->second;
            best = std::max(best, d.score);
            keep_settings();
          }
          screen_ = Screen::debrief;
        }
        break;
      case Screen::debrief: debrief(words); break;
    }
    ui_.note(std::string("screen.") + (screen_ == Screen::menu ? "menu" : screen_ == Screen::briefing ? "briefing" : screen_ == Screen::run ? "run" : "debrief"));
    if (run_ && run_->paused() && !help_ && !settings_) pause(words);
    if (settings_) settings(words);
    if (help_ && !hmi::draw_help(words)) help_ = false;
  }

  /// Says over the plant that the goal is reached. True once that was read: by whoever goes on, or after some time.
  bool reached(const hmi::Words& words) {
    constexpr double kRead = 10;   // s
    if (reached_at_ < 0) reached_at_ = steady_seconds();
    const bool on = hmi::draw_reached(words, run_->debrief().score_text);
    return on || ui_.pressed(Key::enter) || ui_.pressed(Key::pad_enter) || steady_seconds() - reached_at_ > kRead;
  }

  /// In whichever window.
  void shortcuts() {
    const ui::Context& ui = ui::Context::current();
    if (ui.pressed(Key::f1)) help_ = !help_;
    const bool ctrl = ui.down(Key::left_ctrl) || ui.down(Key::right_ctrl);
    if (ctrl && (ui.pressed(Key::equal) || ui.pressed(Key::pad_plus))) menu_.choices.text_scale = std::min(2.f, menu_.choices.text_scale + 0.25f);
    if (ctrl && (ui.pressed(Key::minus) || ui.pressed(Key::pad_minus))) menu_.choices.text_scale = std::max(1.f, menu_.choices.text_scale - 0.25f);
    if (ui.pressed(Key::escape) && !ui.typing()) {
      if (help_) help_ = false;
      else if (settings_) settings_ = false;
      else if (screen_ == Screen::run) run_->pause(!run_->paused());
      else if (screen_ == Screen::briefing && run_->extract().large) run_->extract().large = false;
      else if (screen_ == Screen::briefing) to_menu();
    }
  }

  void menu() {
    switch (hmi::draw_start_menu(words_, menu_)) {
      case hmi::MenuAct::open: {
        const hmi::MenuPlant& plant = menu_.plants[menu_.plant];
        if (menu_.exercise >= 0) open(plant.exercises[std::size_t(menu_.exercise)].file, "");
        else open(plant.file, menu_.start < plant.starts.size() ? plant.starts[menu_.start].file : "");
        break;
      }
      case hmi::MenuAct::quit: quit_ = true; break;
      case hmi::MenuAct::help: help_ = true; break;
      case hmi::MenuAct::settings: settings_ = true; break;
      case hmi::MenuAct::language: read_library(); break;
      case hmi::MenuAct::none: break;
    }
  }

  void pause(const hmi::Words& words) {
    switch (hmi::draw_pause(words, {.goes_on = !run_->may_freeze(), .ends_exam = run_->setup().mode == PlayMode::exam})) {
      case hmi::PauseAct::resume: run_->pause(false); break;
      case hmi::PauseAct::help: help_ = true; break;
      case hmi::PauseAct::settings: settings_ = true; break;
      case hmi::PauseAct::end: end_run(); break;
      case hmi::PauseAct::menu:
        to_menu();
        break;
      case hmi::PauseAct::quit: quit_ = true; break;
      case hmi::PauseAct::none: break;
    }
  }

  /// What is chosen takes effect in the next frame.
  void settings(const hmi::Words& words) {
    const std::string before = menu_.choices.language;
    settings_ = hmi::draw_settings(words, menu_.choices);
    if (menu_.choices.language != before && screen_ == Screen::menu) read_library();
    if (!settings_) keep_settings();
  }

  void end_run() {
    run_->pause(false);
    run_->finish();   // the end screen comes with the result
  }

  void debrief(const hmi::Words& words) {
    if (report_.valid() && report_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) debrief_.writing = false, std::tie(debrief_.report, debrief_.error) = report_.get();
    switch (hmi::draw_debrief(words, run_->debrief(), debrief_)) {
      case hmi::DebriefAct::report:
        if (!report_.valid()) {
          debrief_.writing = true;
          debrief_.error.clear();
          const std::string path = fs::path(run_->recording()).replace_extension(".html").string();
          // The model answer is played beside it: the window does not wait.
          RunSetup setup = run_->setup();
          setup.language = menu_.choices.language;
          report_ = std::async(std::launch::async, [prepared = run_->prepared(), setup, result = *run_->result(), path]() -> std::pair<std::string, std::string> {
            try {
              write_report(prepared, setup, result, path);
              return {path, show_with_desktop(path) ? "" : prepared.texts(setup.language, setup.seed)("ui.end.not_shown")};
            } catch (const std::exception& e) {
              return {"", e.what()};
            }
          });
        }
        break;
      case hmi::DebriefAct::again: open(*opened_, opened_from_); break;
      case hmi::DebriefAct::menu: to_menu(); break;
      case hmi::DebriefAct::none: break;
    }
  }

  void to_menu() {
    gpu_.wait_idle();
    run_.reset();
    screen_ = Screen::menu;
    read_library();
    for (std::size_t p = 0; p < menu_.plants.size(); ++p)   // where one comes from
      for (std::size_t e = 0; e < menu_.plants[p].exercises.size(); ++e)
        if (menu_name(menu_.plants[p].exercises[e].file) == menu_name(*opened_)) menu_.plant = p, menu_.exercise = int(e);
  }

  void pointer() {
    if (run_ && screen_ == Screen::run && run_->looking() && !field_window_) return events_.show(input::Pointer::hidden);
    events_.show(ImGui::GetMouseCursor() == ImGuiMouseCursor_TextInput ? input::Pointer::text : input::Pointer::arrow);
  }

  /// The places of all widgets, for test drivers and assistive programs. Written beside and moved, so that a reader never sees half.
  void write_map() {
    if (options_.ui_map.empty() || steady_seconds() - mapped_at_ < 0.25) return;
    mapped_at_ = steady_seconds();
    const std::string part = options_.ui_map + ".part";
    if (std::FILE* file = std::fopen(part.c_str(), "wb")) {
      const std::string json = field_window_ ? ui_.map_json(&field_window_->ui(), field_window_->beside(window_)) : ui_.map_json();
      std::fwrite(json.data(), 1, json.size(), file);
      std::fclose(file);
      std::rename(part.c_str(), options_.ui_map.c_str());
    }
  }

  PlayOptions options_;
  gpu::Window window_;
  gpu::Gpu gpu_;
  gpu::WindowFrames frames_;
  Settings kept_;
  sound::Speaker speaker_;
  ui::Context ui_;
  ui::Renderer renderer_;
  input::EventQueue queue_;
  input::WindowEvents events_;
  Clipboard clipboard_;
  hmi::Words words_;
  hmi::MenuState menu_;
  std::unique_ptr<PlayRun> run_;
  std::unique_ptr<FieldWindow> field_window_;
  using Written = std::future<std::pair<std::string, std::string>>;   // where it went, or why it could not
  Written report_;
  std::vector<Written> unfinished_;   // of runs before this one
  hmi::DebriefState debrief_;
  std::optional<std::string> opened_;
  std::map<std::string, double> best_;
  std::string opened_from_;
  Screen screen_ = Screen::menu;
  bool quit_ = false, help_ = false, settings_ = false, fonts_there_ = false, first_ = true, menu_from_field_ = false;
  double mapped_at_ = 0, reached_at_ = -1;   // s; below 0: not reached
  Watch watch_{*this};                // last: while anything of it is taken down, nobody is told
};

}  // namespace

int play_command(const PlayOptions& asked) {
  PlayOptions o = asked;
  if (!o.ticket.empty()) {   // told before a window opens; and a ticket says itself what is played
    const Ticket ticket = read_ticket(read_text_file(o.ticket), o.ticket);
    if (o.file.empty()) o.file = ticket.exercise;
  }
  if (!o.file.empty()) load_yaml(find_file(o.file));
  Outputs outputs;
  if (!o.file.empty()) outputs.reads_folder_of(find_file(o.file));
  outputs.reads(o.start);
  outputs.records("--record", o.record);
  outputs.writes("--ui-map", o.ui_map);
  catch_interrupt();   // a run that is broken off is graded, and its recording closed
  try {
    return Play(o).run();
  } catch (const gpu::GpuError& e) {
    fmt::print(stderr, "{}\n", e.what());
    return kWrongUse;
  }
}

}  // namespace retort
