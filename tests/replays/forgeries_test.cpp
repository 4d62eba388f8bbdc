// False grades, each made as somebody would who has the whole program and can compute any chain.
#include <cmath>

#include "scenarios/session/reach.h"
#include "tests/replays/tape.h"

using namespace retort;
using namespace retort::test;

namespace {

const std::string kTrip = "feed_tank/pump_trip.yaml", kAnswer = "feed_tank/answers/pump_trip.yaml";

RunSetup exam() {
  RunSetup s;
  s.mode = PlayMode::exam;
  return s;
}

const Tape& honest() {
  static const Tape t = played(kTrip, kAnswer, exam());
  return t;
}
const Tape& idle() {
  static const Tape t = played(kTrip, "", exam());
  return t;
}

/// An act as it would be recorded, put where its scan belongs.
void insert(Tape& t, std::uint64_t scan, Act act, Verdict verdict = {}) {
  act.scan = scan;
  std::size_t i = 1;
  while (i < t.records.size()) {
    const Record& r = t.records[i];
    const auto* k = std::get_if<KeyframeRecord>(&r);
    const auto* h = std::get_if<HashRecord>(&r);
    const auto* a = std::get_if<ActRecord>(&r);
    const std::uint64_t at = k ? k->snapshot.plant.scan : h ? h->scan : a ? a->act.scan : std::get<EndRecord>(r).scan;
    if (at > scan || std::holds_alternative<EndRecord>(r)) break;
    ++i;
  }
  t.records.insert(t.records.begin() + static_cast<std::ptrdiff_t>(i), ActRecord{std::move(act), verdict, 0});
}
RowId row(const Tape& t, const std::string& name) {
  const RowId r = prepare(t.material).plant->catalogue.find(name);
  REQUIRE(r != kNoRow);
  return r;
}
bool says(const Judged& j, const std::string& part) { return j.reason.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an honest exam is identical and earns what it earned") {
  const Judged j = judge(honest());
  CHECK(j.reason == "");
  CHECK(j.verification == Verification::identical);
  CHECK(j.score == Approx(100));
  CHECK(judge(idle()).score < 30);
}

TEST_CASE("cut short before the consequences, it is graded as handed in there") {
  // Nothing has gone wrong yet right after the trip: that is not worth a point of what was still to come.
  for (const bool with_end : {false, true}) {
    Tape t = idle();
    t.cut_end();
    while (t.records.size() > 60) t.records.pop_back();
    if (with_end) {
      const auto* last = std::get_if<HashRecord>(&t.records.back());
      REQUIRE(last);
      t.records.push_back(EndRecord{last->scan, last->hash, 0, "{\"score\": 100}"});
    }
    const Judged j = judge(t);
    CHECK(j.verification == Verification::identical);
    CHECK(j.score <= judge(idle()).score + 1e-9);
  }
}

TEST_CASE("what an exam forbids is refused in the run and in its recording") {
  Run run(open_material(library(kTrip)), exam());
  const RowId fault = run.plant().catalogue.find("P-101.trip");
  const std::vector<Act> forbidden = {
      write_act(Source::instructor, fault, 0),       act_of(acts::GoBack{0}),       act_of(acts::Freeze{true}),
      act_of(acts::SetSpeed{10}),                    act_of(acts::TakeSnapshot{}),  act_of(acts::TakeHint{run.scenario()->steps[0].id}),
  };
  for (const Act& a : forbidden) {
    INFO(a.kind().name);
    CHECK(run.query(a).reason == "refused.exam");
    run.post(a);
  }
  run.step();
  for (const Run::Decided& d : run.take_decided()) CHECK(d.verdict.reason == "refused.exam");
  CHECK(run.told().refused == static_cast<int>(forbidden.size()));
  CHECK_FALSE(run.frozen());

  for (const Act& a : forbidden) {
    INFO(a.kind().name);
    Tape t = idle();
    insert(t, 400, a);   // recorded as taken
    const Judged j = judge(t);
    CHECK(j.verification == Verification::refused);
    CHECK(says(j, "at scan 400"));
    CHECK(says(j, "refused.exam"));
    CHECK(judge(t, false).verification == Verification::refused);   // nor as by another build
  }
}

TEST_CASE("what came in after the last scan is nothing that the mode forbids") {
  Tape t = idle();
  const std::uint64_t last = std::get<EndRecord>(t.records.back()).scan;
  insert(t, last, write_act(Source::board, row(t, "FIC-102.mode"), 1));   // a hand that was too late
  CHECK(judge(t).verification == Verification::identical);
  for (const Act& a : {write_act(Source::instructor, row(t, "P-101.trip"), 1), act_of(acts::TakeHint{"notice"})}) {
    Tape more = idle();
    insert(more, last, a);
    CHECK(judge(more).verification == Verification::refused);
    CHECK(says(judge(more), "refused.exam"));
  }
}

TEST_CASE("practise lets one go back, and the grade tells it") {
  Tape t;
  RunSetup setup;
  setup.history = false;
  Run run(open_material(library(kTrip)), setup);
  tape(run, t);
  while (run.scan() < 700) run.step();
  run.post(act_of(acts::GoBack{300}));
  run.step();
  CHECK(run.scan() == 301);
  while (run.scan() < 400) run.step();
  run.post(write_act(Source::instructor, run.plant().catalogue.find("P-102.seal_leak"), 0.5));
  run.post(act_of(acts::Freeze{true}));
  while (run.scan() < 500) run.step();
  run.finish("{}");
  const Judged j = judge(t);
  CHECK(j.reason == "");
  CHECK(j.verification == Verification::identical);
  CHECK(j.told == run.told());
  CHECK(j.told.ways_back == 1);
  CHECK(j.told.malfunctions == 1);
  CHECK(j.told.freezes == 1);
}

TEST_CASE("an exercise made easier is told from the shipped one, and a comment changes nothing") {
  Tape t = honest();
  CHECK(provenance(t.material).as_shipped());
  const Hash identity = t.material.identity();
  std::string& text = t.material.files.at("feed_tank/pump_trip.yaml");
  text = "# a remark\n" + text;
  CHECK(provenance(t.material).as_shipped());
  CHECK(t.material.identity() == identity);
  CHECK(judge(t).verification == Verification::identical);
  const std::size_t at = text.find("duration:");
  REQUIRE(at != std::string::npos);
  text.replace(at, text.find('\n', at) - at, "duration: 40 s");
  const Provenance p = provenance(t.material);
  CHECK(p.known);
  CHECK(p.changed == std::vector<std::string>{"feed_tank/pump_trip.yaml"});
  CHECK(provenance_text(p) == "changed: feed_tank/pump_trip.yaml");
  CHECK_FALSE(t.material.identity() == identity);
}

TEST_CASE("where the pipes run is of the material: routes that were emptied or altered are told") {
  const Material shipped = open_material(library(kTrip)).material;
  const std::string name = "feed_tank/routes.json";
  REQUIRE(shipped.files.contains(name));
  CHECK(provenance(shipped).as_shipped());
  {
    Material m = shipped;   // written otherwise, says the same
    m.files.at(name) = nlohmann::json::parse(m.files.at(name)).dump();
    CHECK(provenance(m).as_shipped());
    CHECK(m.identity() == shipped.identity());
    CHECK(m.content() == shipped.content());
    m.files.erase(name);    // recorded before routes were: the shipped ones are taken
    CHECK(provenance(m).as_shipped());
    CHECK(m.identity() == shipped.identity());
    CHECK(m.content() == shipped.content());
  }
  for (const char* text : {"", "{}", "no routes"}) {
    Material m = shipped;
    m.files.at(name) = text;
    CHECK(provenance_text(provenance(m)) == "changed: feed_tank/routes.json");
    CHECK_FALSE(m.identity() == shipped.identity());
    CHECK_FALSE(m.content() == shipped.content());
  }
  // A copy under another name is held against what was shipped as well.
  Material copy;
  for (const auto& [file, text] : shipped.files) copy.files["home" + file.substr(file.find('/'))] = text;
  copy.plant = "home/plant.yaml", copy.exercise = "home/pump_trip.yaml", copy.start = "home" + shipped.start.substr(shipped.start.find('/'));
  CHECK(provenance(copy).as_shipped());
  CHECK(copy.identity() == shipped.identity());
  copy.files.at("home/routes.json") = "";
  CHECK(provenance(copy).changed == std::vector<std::string>{name});
}

TEST_CASE("a handle brought within reach by other routes shows in the recording, and is out of reach with ours") {
  Prepared near = open_material(library("feed_tank"));
  const std::string name = near.material.routes(), tag = "HV-108";
  const Reach honest(near);
  nlohmann::json routes = nlohmann::json::parse(near.material.files.at(name));
  bool moved = false;
  for (auto& [line, route] : routes.at("lines").items())
    for (nlohmann::json& item : route.at("items"))
      if (item.at("tag") == tag) item.at("at")[0] = item.at("at")[0].get<double>() - 4, moved = true;
  REQUIRE(moved);
  near.material.files.at(name) = routes.dump(1);
  const Reach bent(near);
  std::optional<Place> only;   // where a hand reaches it by these routes alone
  for (int x = -80; x <= 80 && !only; ++x)
    for (int y = -80; y <= 80 && !only; ++y) {
      Act a = write_act(Source::field, near.plant->catalogue.find(tag + ".opening"), 0);
      a.place = Place{0.5f * static_cast<float>(x), 0.5f * static_cast<float>(y), 0, 0};
      if (bent.of(a).accepted && honest.of(a).reason == "refused.too_far") only = a.place;
    }
  REQUIRE(only);
  Tape t;
  {
    RunSetup setup;
    setup.history = false;
    Run run(std::move(near), setup);
    tape(run, t);
    for (int i = 0; i < 20; ++i) run.step();
    Act a = write_act(Source::field, run.plant().catalogue.find(tag + ".opening"), 0);
    a.place = only;
    run.post(a);
    for (int i = 0; i < 20; ++i) run.step();
    REQUIRE(run.take_decided().front().verdict.accepted);
    run.finish("{}");
  }
  // On what it was done, it was done; and it says on what.
  CHECK(judge(t).verification == Verification::identical);
  CHECK(provenance(t.material).changed == std::vector<std::string>{name});
  // Without the altered file, or with ours in its place, the hand was too far away.
  for (const bool without : {true, false}) {
    Tape other = t;
    if (without) other.material.files.erase(name);
    else other.material.files.at(name) = open_material(library("feed_tank")).material.files.at(name);
    CHECK(provenance(other.material).as_shipped());
    const Judged j = judge(other);
    INFO(j.reason);
    CHECK(j.verification == Verification::refused);
    CHECK(says(j, "refused.too_far"));
  }
}

TEST_CASE("hashes and keyframes stand where the format wants them, all of them and no more") {
  const auto refused = [](Tape t, const std::string& why) {
    const Judged j = judge(t);
    INFO(j.reason);
    CHECK(j.verification == Verification::refused);
    CHECK(says(j, why));
    CHECK(judge(t, false).verification == Verification::refused);
  };
  Tape none = honest();
  std::erase_if(none.records, [](const Record& r) { return std::holds_alternative<HashRecord>(r); });
  refused(none, "is missing");
  Tape one = honest();
  for (std::size_t i = 0; i < one.records.size(); ++i)
    if (const auto* h = std::get_if<HashRecord>(&one.records[i]); h && h->scan == 500) {
      one.records.erase(one.records.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
  refused(one, "the hash of scan 500 is missing");
  Tape no_keyframes = honest();
  std::erase_if(no_keyframes.records, [first = true](const Record& r) mutable {
    const bool keyframe = std::holds_alternative<KeyframeRecord>(r) && !first;
    first = false;
    return keyframe;
  });
  refused(no_keyframes, "the keyframe of scan 300 is missing");
  // More than there should be: a keyframe in the place of a hash, to top up a tank in between.
  Tape more = idle();
  Snapshot extra = std::get<KeyframeRecord>(more.records[0]).snapshot;
  extra.plant.scan = 505;
  for (Record& r : more.records)
    if (const auto* h = std::get_if<HashRecord>(&r); h && h->scan == 505) r = KeyframeRecord{extra, 0};
  refused(more, "the hash of scan 505 is missing");
}

TEST_CASE("another hash, another act, another order of things is another run") {
  Tape t = honest();
  for (Record& r : t.records)
    if (auto* h = std::get_if<HashRecord>(&r); h && h->scan == 500) h->hash.bytes[3] ^= 1;
  CHECK(says(judge(t), "at scan 500 the simulation gives another state"));
  t = honest();
  std::erase_if(t.records, [](const Record& r) { return std::holds_alternative<ActRecord>(r); });   // the states of the good run, without its acts
  CHECK(judge(t).verification == Verification::refused);
  t = idle();
  insert(t, 400, write_act(Source::board, row(t, "P-102.start"), 1));
  CHECK(judge(t).verification == Verification::refused);
  t = honest();
  for (Record& r : t.records)
    if (auto* a = std::get_if<ActRecord>(&r)) a->verdict = refuse("refused.local");   // says it was refused, and acted all the same
  CHECK(says(judge(t), "is recorded as refused, and is taken here"));
  t = honest();
  for (Record& r : t.records)
    if (auto* a = std::get_if<ActRecord>(&r)) a->act.source = Source::scenario;
  CHECK(says(judge(t), "an act of the exercise itself"));
}

TEST_CASE("noise, tolerance and language in the header move no grade") {
  Tape t = honest();
  t.header.noise = false;
  t.header.rtol = 1e-2;
  t.header.language = "fr";
  CHECK(judge(t).verification == Verification::identical);
  t.header.seed = 12345;   // other times, other noise
  CHECK(judge(t).verification == Verification::refused);
}

TEST_CASE("a claim of another score is a claim") {
  Tape t = idle();
  std::get<EndRecord>(t.records.back()).result = "{\"score\": 100}";
  CHECK(judge(t).score < 30);
}

TEST_CASE("another build's states are bounded one by one, in their sum, and by the balances") {
  // By another build with the same physics: nothing is refused.
  CHECK(judge(honest(), false).verification == Verification::identical);
  const auto plant = prepare(idle().material).plant;
  const BlockLayout* tank = plant->find("T-101");
  REQUIRE(tank);
  REQUIRE(!plant->mass_states.empty());
  const auto mass = static_cast<std::size_t>(tank->first_state);
  const auto ledger = static_cast<std::size_t>(plant->ledger_state);
  const auto topped = [&](double share, bool balanced) {
    Tape t = idle();
    double level = 0;
    for (Record& r : t.records)
      if (auto* k = std::get_if<KeyframeRecord>(&r); k && k->snapshot.plant.scan > 0) {
        // The grade falls as the tank runs empty: keep it from doing so, a little at each keyframe.
        double& m = k->snapshot.plant.states[mass];
        level = (level == 0 ? m : level) * (1 + share);
        if (balanced) k->snapshot.plant.states[ledger] -= level - m;
        m = level;
      }
    return t;
  };
  const Judged loud = judge(topped(0.009, false), false);
  CHECK(loud.verification == Verification::refused);
  const Judged quiet = judge(topped(0.009, true), false);
  CHECK(quiet.verification == Verification::refused);
  // What passes all bounds earns next to nothing more.
  Tape small = idle();
  for (Record& r : small.records)
    if (auto* k = std::get_if<KeyframeRecord>(&r); k && k->snapshot.plant.scan == 600) {
      double& m = k->snapshot.plant.states[mass];
      k->snapshot.plant.states[ledger] -= 0.001 * m;
      m *= 1.001;
    }
  const Judged j = judge(small, false);
  if (j.verification != Verification::refused) {
    CHECK(j.verification == Verification::within_tolerance);
    CHECK(j.score <= judge(idle()).score + 2);
  }
}

TEST_CASE("nobody runs faster by stopping often") {
  Hands hands;
  double far = 0;
  Act act = write_act(Source::field, 0, 1);
  for (int i = 0; i < 50; ++i) {   // every 0.2 s as far as is taken
    const double time = 0.2 * i;
    for (double step = 3; step >= 0; step -= 0.05) {
      act.place = Place{static_cast<float>(far + step), 0, 0, 0};
      if (!hands.of(act, time).accepted) continue;
      if (i > 0) far += step;
      act.place->x = static_cast<float>(far);
      hands.goes(act, time);
      break;
    }
  }
  CHECK(far <= Hands::kFastest * 9.8 + Hands::kSlack + 0.01);
  CHECK(far > 30);
}

TEST_CASE("nobody is at two places at once") {
  Run run(open_material(library("feed_tank/line_up_and_start.yaml")), exam());
  const RowId a = run.plant().catalogue.find("HV-101.opening");
  REQUIRE(a != kNoRow);
  Act here = write_act(Source::field, a, 1), there = here;
  // Within an arm's length of HV-101: looked for, as a person would.
  std::vector<Place> near;
  for (int x = -80; x <= 80; ++x)
    for (int y = -80; y <= 80; ++y) {
      here.place = Place{0.5f * static_cast<float>(x), 0.5f * static_cast<float>(y), 0, 0};
      if (run.query(here).accepted) near.push_back(*here.place);
    }
  REQUIRE(near.size() >= 4);
  CHECK(near.size() < 60);
  here.place = near.front();
  here.place->z = 1.2f;
  CHECK(run.query(here).reason == "refused.nowhere");     // in the air
  here.place = near.front();
  here.place->heading = 3.14f;
  CHECK(run.query(here).reason == "refused.too_far");     // with his back to it
  here.place = near.front();
  there.place = near.front();
  there.place->x += 40;
  CHECK(run.query(there).reason == "refused.too_far");
  // Another thing, a walk away.
  there = write_act(Source::field, run.plant().catalogue.find("HV-108.opening"), 1);
  there.place = Place{};
  for (int x = -80; x <= 80 && !run.query(there).accepted; ++x)
    for (int y = -80; y <= 80 && !run.query(there).accepted; ++y) there.place = Place{0.5f * static_cast<float>(x), 0.5f * static_cast<float>(y), 0, 0};
  REQUIRE(run.query(there).accepted);
  {
    // Nor in the same scan, before the plant has judged the first.
    Run both(open_material(library("feed_tank/line_up_and_start.yaml")), exam());
    both.post(here);
    both.post(there);
    both.step();
    const std::vector<Run::Decided> decided = both.take_decided();
    REQUIRE(decided.size() == 2);
    for (const Run::Decided& d : decided) CHECK(d.verdict.accepted == (d.act.place == here.place));
  }
  run.post(here);
  run.step();
  CHECK(run.query(there).reason == "refused.too_soon");
  while (run.time() < 10) run.step();
  CHECK(run.query(there).accepted);   // that far in ten seconds is running

  Tape t = played("feed_tank/line_up_and_start.yaml", "feed_tank/answers/line_up_and_start.yaml", exam());
  REQUIRE(judge(t).verification == Verification::identical);
  double x = 0;
  for (Record& r : t.records)
    if (auto* act = std::get_if<ActRecord>(&r); act && act->act.source == Source::field) act->act.place = Place{static_cast<float>(x += 500), 0, 0, 0};
  const Judged j = judge(t);
  CHECK(j.verification == Verification::refused);
  CHECK((says(j, "refused.too_soon") || says(j, "refused.too_far")));
}

TEST_CASE("who says that a window played, stood somewhere") {
  Tape t = played("feed_tank/line_up_and_start.yaml", "feed_tank/answers/line_up_and_start.yaml", exam(), 120);
  REQUIRE(judge(t).verification == Verification::identical);
  t.header.client = Client::window;
  const Judged j = judge(t);
  CHECK(j.verification == Verification::refused);
  CHECK(says(j, "refused.nowhere"));
}

TEST_CASE("figures of the hands are told") {
  Tape t = honest();
  std::uint64_t wall = 0;
  for (Record& r : t.records)
    if (auto* a = std::get_if<ActRecord>(&r)) a->wall = wall += 100;
  const HandsFigures f = judge(t).hands;
  CHECK(f.acts > 3);
  CHECK(f.most_in_a_second > 3);
  CHECK(f.without_place == f.field_acts);
  CHECK(f.fastest_reaction >= 0);
}

TEST_CASE("an exercise is played on its own plant and from its own start, also where the others are ours too") {
  Tape t = played("glycol_cstr/start_up.yaml", "", exam(), 4);
  REQUIRE(judge(t).verification == Verification::identical);
  REQUIRE_FALSE(t.material.start.empty());
  Tape warm = t;
  warm.material.files.erase(t.material.start);
  warm.material.start = "glycol_cstr/states/normal.yaml";
  warm.material.files[warm.material.start] = read_text_file(library(warm.material.start));
  CHECK(provenance(warm.material).as_shipped());   // each file is ours
  Tape more = t, less = t;
  more.material.files["tennessee_eastman/plant.yaml"] = read_text_file(library("tennessee_eastman/plant.yaml"));
  CHECK(provenance(more.material).changed == std::vector<std::string>{"tennessee_eastman/plant.yaml"});   // ours, and not of this exercise
  less.material.files.erase("glycol_cstr/text/start_up.fr.yaml");
  CHECK(provenance(less.material).changed == std::vector<std::string>{"glycol_cstr/text/start_up.fr.yaml"});
  CHECK_THROWS_AS(prepare(warm.material), FileError);
  Tape plain = t;
  plain.material.start = "";
  CHECK_THROWS_AS(prepare(plain.material), FileError);
  Tape other = t;
  other.material.plant = "tennessee_eastman/plant.yaml";
  other.material.files[other.material.plant] = read_text_file(library(other.material.plant));
  CHECK_THROWS_AS(prepare(other.material), FileError);
  Tape nothing = t;
  nothing.material.files.clear();
  CHECK_THROWS_AS(prepare(nothing.material), FileError);
}

TEST_CASE("a flood of acts hides no false verdict") {
  Tape t = honest();
  std::uint64_t scan = 0;
  for (Record& r : t.records)
    if (auto* a = std::get_if<ActRecord>(&r); a && scan == 0) {
      a->verdict = refuse("refused.nonsense");
      scan = a->act.scan;
    }
  REQUIRE(scan > 0);
  for (int i = 0; i < 1500; ++i) insert(t, scan, act_of(acts::GiveAnswer{"x", "y"}), refuse("refused.no_question"));
  CHECK(says(judge(t), "is recorded as refused, and is taken here"));
}

TEST_CASE("a header that says what cannot be is refused") {
  RunSetup chosen = exam();
  chosen.seed = 777;
  chosen.seed_origin = SeedOrigin::chosen;
  Tape t = played(kTrip, "", chosen, 20);
  REQUIRE(judge(t).verification == Verification::identical);
  t.header.seed_origin = SeedOrigin::exercise;
  CHECK(says(judge(t), "its seed is the exercise's, and it is another"));
  t.header.seed_origin = SeedOrigin::ticket;
  CHECK(says(judge(t), "has none"));
  t.header.seed_origin = SeedOrigin::chosen;
  t.header.ticket = "{}";
  CHECK(says(judge(t), "it has a ticket, and says that its seed is not the ticket's"));
  t.header.ticket = "";
  t.header.seed_origin = static_cast<SeedOrigin>(200);
  CHECK(judge(t).verification == Verification::refused);
  t = honest();
  t.header.mode = "EXAM";
  CHECK(says(judge(t), "its mode is none"));
}

TEST_CASE("one person sits in one place") {
  Tape t = honest();
  for (Record& r : t.records)
    if (auto* a = std::get_if<ActRecord>(&r)) a->act.seat = 1;
  CHECK(says(judge(t), "refused.seat"));
}

TEST_CASE("behind a recording that breaks off stands nothing that was before") {
  Tape t = idle();
  t.cut_end();
  while (t.records.size() > 60) t.records.pop_back();
  t.records.push_back(t.records[20]);
  CHECK(judge(t).verification == Verification::refused);
}
