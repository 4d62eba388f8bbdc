#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Texts in the languages of the product: files with flat keys, one per language, so that a translator needs no code.
///
///   assets/text/<name>.nl.yaml ...        interface, report, refusals, nouns
///   <plant folder>/text/nl.yaml ...       tags: "P-101: Voedingspomp A", with "P-101.help: ..." if wanted
///   <plant folder>/text/<scenario>.nl.yaml ...   title, briefing, steps, hints, debrief; their keys are kept as
///                                              "<scenario>.title", so that several scenarios can be loaded together
/// A key that is missing in a language falls back to English, then Dutch, then the key itself.
namespace retort {

class Texts {
 public:
  explicit Texts(std::string language) : language_(std::move(language)) {}
  /// Reads <folder>/<stem><language>.yaml for all three languages (stem "" or "pump_trip."). A missing file is no error here;
  /// `retort check` reports it. Throws FileError for a broken one.
  void load(const std::string& folder, const std::string& stem);
  /// One file's text, read already; `prefix` as load's stem. Throws FileError naming `file`.
  void add(const std::string& language, const std::string& prefix, const std::string& text, const std::string& file);
  /// The interface, report and noun texts shipped with the program (assets_folder()/text).
  void load_assets();

  /// Puts `with` in the place of {name} in every text whose key begins with `prefix`.
  void fill(const std::string& prefix, const std::string& name, const std::string& with);

  const std::string& language() const { return language_; }
  bool has(std::string_view key) const;
  std::string operator()(std::string_view key) const;
  /// "{0} van {1}" with the arguments put in.
  std::string operator()(std::string_view key, const std::vector<std::string>& arguments) const;
  /// Name of a tag: the plant's text, else the tag.
  std::string tag(std::string_view tag) const;
  /// Name of a variable's noun: "<tag>.<noun>", else "noun.<noun>", else by a pattern, else the noun. A noun that ends in a number
  /// (x12) or in the name of a component (x_methanol) fills {0} of "<tag>.x*", "noun.x_*" with it.
  std::string noun(std::string_view tag, std::string_view noun) const { return find_noun(tag, noun).value_or(std::string(noun)); }
  /// The same; nothing where there is no name.
  std::optional<std::string> find_noun(std::string_view tag, std::string_view noun) const;
  /// A number the way the language writes it: decimal comma in nl and fr.
  std::string number(double value, int decimals) const;
  /// Keys per language as loaded, for the lint.
  const std::map<std::string, std::map<std::string, std::string>>& by_language() const { return by_language_; }

 private:
  void load(const std::string& folder, const std::string& stem, const std::string& prefix);
  std::string language_;
  std::map<std::string, std::map<std::string, std::string>> by_language_;
};

/// One text file: its keys and texts. Throws FileError.
std::map<std::string, std::string> read_texts(const std::string& path);
std::map<std::string, std::string> parse_texts(const std::string& text, const std::string& path);
/// Where the program's assets are: $RETORT_ASSETS, else assets/ beside the checkout or installation.
std::string assets_folder();
const std::vector<std::string>& languages();  // nl, en, fr

/// A text with {0}, {1} ... in their places.
std::string filled(const std::string& text, const std::vector<std::string>& arguments);

}  // namespace retort
