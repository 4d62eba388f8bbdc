#include "language/texts.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "language/text_lint.h"
#include "sim/base/errors.h"
#include "sim/run/blocks.h"
#include "tests/catch.h"
#include "tests/rig.h"

using namespace retort;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fs::path("retort_texts_test_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

bool any_contains(const std::vector<std::string>& lines, const std::string& part) {
  for (const std::string& l : lines)
    if (l.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("texts fall back to English, then Dutch, then the key") {
  const Folder f;
  f.write("nl.yaml", "a: appel\nb: boom\nc: citroen\n");
  f.write("en.yaml", "a: apple\nb: tree\n");
  f.write("fr.yaml", "a: pomme\n");
  Texts t("fr");
  t.load(f.path(), "");
  CHECK(t("a") == "pomme");
  CHECK(t("b") == "tree");
  CHECK(t("c") == "citroen");
  CHECK(t("d") == "d");
  CHECK(t.has("c"));
  CHECK_FALSE(t.has("d"));
}

TEST_CASE("arguments are put in once") {
  const Folder f;
  f.write("en.yaml", "a: \"{1} of {0}, {2} and {x}\"\n");
  Texts t("en");
  t.load(f.path(), "");
  CHECK(t("a", {"{1}", "two"}) == "two of {1}, {2} and {x}");
}

TEST_CASE("numbers are written as the language does") {
  CHECK(Texts("nl").number(3.14159, 2) == "3,14");
  CHECK(Texts("fr").number(-0.0004, 2) == "0,00");
  CHECK(Texts("en").number(3.14159, 2) == "3.14");
}

TEST_CASE("the lint finds missing files, missing keys, empty texts and other placeholders") {
  const Folder f;
  f.write("ui.nl.yaml", "a: een {0}\nb: twee\n");
  f.write("ui.en.yaml", "a: one {1}\nb: \"\"\nc: three\n");
  const std::vector<std::string> wrong = lint_texts(f.path());
  CHECK(any_contains(wrong, "ui.fr.yaml: is missing"));
  CHECK(any_contains(wrong, "ui.en.yaml: 'b' is empty"));
  CHECK(any_contains(wrong, "ui.nl.yaml: 'c' is missing"));
  CHECK(any_contains(wrong, "'a' has the placeholders {0}, in en: {1}"));
  CHECK(wrong.size() == 4);
  f.write("ui.fr.yaml", "a: [1, 2]\n");
  CHECK(any_contains(lint_texts(f.path()), "is not a text"));
}

TEST_CASE("the program's own texts and those of its plants are complete") {
  const std::string root = RETORT_SOURCE;
  CHECK(lint_texts(root + "/assets/text") == std::vector<std::string>{});
  for (const auto& entry : fs::recursive_directory_iterator(root + "/scenarios/library"))
    if (entry.is_directory() && entry.path().filename() == "text") {
      INFO(entry.path());
      CHECK(lint_texts(entry.path().string()) == std::vector<std::string>{});
    }
}

TEST_CASE("every noun and every choice of the shipped plants has a name") {
  const std::string root = RETORT_SOURCE;
  for (const auto& entry : fs::recursive_directory_iterator(root + "/scenarios/library")) {
    if (entry.path().filename() != "plant.yaml") continue;
    const auto plant = compile(load_plant(entry.path().string()), standard_blocks());
    Texts texts("nl");
    texts.load_assets();
    texts.load((entry.path().parent_path() / "text").string(), "");
    for (const Row& row : plant->catalogue.rows()) {
      INFO(entry.path() << ": " << row.name);
      CHECK((texts.noun(row.tag, row.noun) != row.noun || texts.has("noun." + row.noun)));
      for (const std::string& choice : row.choices) CHECK((choice.empty() || texts.has("choice." + choice)));
    }
  }
}
