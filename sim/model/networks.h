#pragma once
#include <map>
#include <string>

#include "sim/base/errors.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// What lines join carries the same medium, and so does a side of a unit that joins several: the networks of a plant, found before
/// any block exists, and the medium of each. A medium
/// is a liquid by its name or an entry of `media:`; `medium:` on any unit says what its network carries, and elsewhere it is the
/// plant's own. What is wrong goes to `problems`; throws FileError when the plant's own medium is not known.
class Networks {
 public:
  /// Fills plant.media and plant.medium.
  Networks(CompiledPlant& plant, const BlockTypes& types, Problems& problems);
  /// For a block: its own medium under "", and for one that joins media that of each port where a line ends.
  Declare::Media media_of(const BlockSpec& b) const;
  /// A block that the file does not have, in the network of one that it has.
  void add(const std::string& tag, const std::string& beside);

 private:
  void problem(const BlockSpec& b, const YamlNode& at, const std::string& message);
  const Medium* find_medium(const std::string& name);
  std::string medium_names() const;
  void read_media();
  void join();
  /// A name is a tag, or a port of a block that joins media.
  std::string network_name(const std::string& port) const;
  std::string root_of(std::string name) const;
  const Medium* medium_at(const std::string& name) const;

  CompiledPlant& plant_;
  const BlockTypes& types_;
  Problems& problems_;
  const Medium* own_ = nullptr;                   // where nothing else is said
  mutable std::map<std::string, std::string> joined_;   // a network's names form a tree, which looking up makes flatter
  std::map<std::string, const Medium*> carries_;  // by the root of a network
};

}  // namespace retort
