#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "language/texts.h"
#include "scenarios/player/evidence.h"
#include "scenarios/player/scenario.h"
#include "sim/run/archive.h"

/// What a run is made of: the files of its plant, its exercise, the state it starts from and their texts, as they stood when it
/// began. A recording carries them, so that a grade is about these files and no others, wherever it is looked at and whatever has
/// become of the folder since.
namespace retort {

struct Material {
  /// By name from the folder above the plant's: "feed_tank/plant.yaml", "feed_tank/text/pump_trip.nl.yaml", and "feed_tank/routes.json" where it
  /// lies there: where the pipes run decides what a hand reaches.
  std::map<std::string, std::string> files;
  std::string plant, exercise, start;   // names among them; exercise is empty in free play, start where the plant's own start is taken

  template <class A>
  void archive(A& a) { a(files, plant, exercise, start); }
  // A copy of a shipped folder counts as that folder in what follows, whatever it is called at home.
  /// Of all that it says: the name of this exercise (or plant) over all machines. Routes count where they are not those that were shipped: without
  /// any, those are taken.
  Hash identity() const;
  /// Of all that it says, whatever the folder is called that it lies in.
  Hash content() const;
  /// Of the exercise and its plant alone, without texts and what lies beside them: runs of the same one are compared.
  Hash kind() const;
  /// The name of the routes of its field, whether they are among the files or not.
  std::string routes() const;
  /// That name in the library, of a plant that is a copy of a shipped one.
  std::string shipped_routes() const;
  /// Whether a file of this name is one of those that such a run is made of.
  bool belongs(const std::string& name) const;
  /// "feed_tank/pump_trip", or "feed_tank" in free play: as one asks the library for it. A copy elsewhere is named as what it is a copy of.
  std::string title() const;
};

/// How it stands to what this version was shipped with.
Provenance provenance(const Material& m);

/// From the disk: `path` is a plant or an exercise, `start` a state file for a plant ("": its own). Throws FileError.
Material gather(const std::string& path, const std::string& start);

/// A Material made ready to run.
struct Prepared {
  Material material;
  std::string folder;                  // where the exercise (or plant) lies on the disk; empty when a recording carried it
  std::shared_ptr<const CompiledPlant> plant;
  std::shared_ptr<const Scenario> scenario;   // nullptr: free play
  PlantState base;                     // before anything settles
  /// The program's texts with those of the plant and the exercise, which tell what was drawn for a seed.
  Texts texts(const std::string& language, std::uint64_t seed) const;
};
/// `folder` as in Prepared: then messages name the files as they lie there. `start_file`: where the start state of a plant lies. Throws
/// FileError.
Prepared prepare(Material material, const std::string& folder = {}, const std::string& start_file = {});
/// gather and prepare; `argument` as find_file takes it (library.h).
Prepared open_material(const std::string& argument, const std::string& start = {});

}  // namespace retort
