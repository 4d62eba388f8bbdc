#include "sim/base/yaml_node.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "sim/base/file.h"

namespace retort {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxValues = 200'000;

SourcePos position(const YAML::Mark& m) { return {m.line + 1, m.column + 1}; }

bool digits(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The first line that is indented with a tab, from 1; 0 when there is none.
int tabbed_line(const std::string& text) {
  int line = 1;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size()), first = std::min(text.find_first_not_of(" \t\r", at), end);
    if (first < end && text[first] != '#' && text.find('\t', at) < first) return line;
    at = end + 1;
  }
  return 0;
}

/// Where more brackets stand open than any file of ours has: the parser would hold all that follows before it says so. 0: nowhere.
int overgrown_line(const std::string& text) {
  constexpr int kMostOpen = 1000;
  int line = 1, open = 0;
  for (const char c : text) {
    if (c == '\n') ++line;
    if (c == '[' || c == '{') ++open;
    if (c == ']' || c == '}') --open;
    if (open > kMostOpen) return line;
  }
  return 0;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& file) : file_(file) {}

  void OnDocumentStart(const YAML::Mark& m) override {
    if (begun_) throw FileError(file_, position(m), "a second document begins here ('---'): a file is one");
    begun_ = true;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& m, YAML::anchor_t) override { add({YamlNode::Kind::null, position(m), "", {}, {}}); }
  void OnAlias(const YAML::Mark& m, YAML::anchor_t) override {
    throw FileError(file_, position(m), "aliases (*name) are not used in these files: write the value out, or use 'like:'");
  }
  void OnScalar(const YAML::Mark& m, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    no_tag(m, tag);
    SourcePos at = position(m);
    if (tag == "!") ++at.column;  // a quoted text starts after its quote
    std::string plain = value;
    std::replace_if(plain.begin(), plain.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    if (printable(plain) != plain) throw FileError(file_, at, fmt::format("'{}' holds a control character", value.substr(0, 80)));
    add({YamlNode::Kind::scalar, at, value, {}, {}});
  }
  void OnSequenceStart(const YAML::Mark& m, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    no_tag(m, tag);
    open({YamlNode::Kind::sequence, position(m), "", {}, {}});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& m, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    no_tag(m, tag);
    open({YamlNode::Kind::map, position(m), "", {}, {}});
  }
  void OnMapEnd() override { close(); }

  YamlNode take() { return std::move(root_); }

 private:
  struct Open {
    YamlNode node;
    bool has_key = false;
    YamlNode key;
    std::unordered_map<std::string, int> lines;  // where each key stands: a search through the entries would be quadratic
  };

  /// "?": plain, "!": quoted, or nothing.
  void no_tag(const YAML::Mark& m, const std::string& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!") throw FileError(file_, position(m), fmt::format("tags ({}) are not used in these files: write the plain value", tag.substr(0, 80)));
  }
  void open(YamlNode n) {
    if (stack_.size() >= kMaxDepth) throw FileError(file_, n.at, fmt::format("nested deeper than {} levels", kMaxDepth));
    count(n.at);
    stack_.push_back({std::move(n), false, {}, {}});
  }
  void close() {
    YamlNode n = std::move(stack_.back().node);
    stack_.pop_back();
    place(std::move(n));
  }
  void add(YamlNode n) {
    count(n.at);
    place(std::move(n));
  }
  void count(SourcePos at) {
    if (++values_ > kMaxValues) throw FileError(file_, at, fmt::format("more than {} values", kMaxValues));
  }
  void place(YamlNode n) {
    if (stack_.empty()) {
      root_ = std::move(n);
      return;
    }
    Open& o = stack_.back();
    if (o.node.is_sequence()) {
      o.node.items.push_back(std::move(n));
    } else if (!o.has_key) {
      if (!n.is_scalar()) throw FileError(file_, n.at, "a key must be a word");
      const auto [first, is_new] = o.lines.emplace(n.scalar, n.at.line);
      if (!is_new) throw FileError(file_, n.at, fmt::format("'{}' stands twice here (first at line {}): keep one", n.scalar, first->second));
      o.key = std::move(n);
      o.has_key = true;
    } else {
      if (n.is_null()) no_decimal_comma(o);
      o.node.entries.push_back({std::move(o.key), std::move(n)});
      o.has_key = false;
    }
  }
  /// In `{kv: 3,5 m3/h}` the comma ends the value 3, and a key '5 m3/h' without a value follows.
  void no_decimal_comma(const Open& o) const {
    if (o.node.entries.empty() || !digits(o.key.scalar.substr(0, 1))) return;
    const YamlNode& before = o.node.entries.back().second;
    const std::string whole = before.scalar.substr(before.scalar.starts_with('-') ? 1 : 0);
    if (!before.is_scalar() || !digits(whole) || before.at.line != o.key.at.line) return;
    throw FileError(file_, before.at, fmt::format("'{0},{1}' has a decimal comma: write '{0}.{1}'", before.scalar, o.key.scalar));
  }

  std::string file_;
  YamlNode root_;
  std::vector<Open> stack_;
  std::size_t values_ = 0;
  bool begun_ = false;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [k, v] : entries)
    if (k.scalar == key) return &v;
  return nullptr;
}

YamlNode parse_yaml(const std::string& text, const std::string& file) {
  if (text.size() > kMostText) throw FileError(file, {}, fmt::format("is larger than {} MiB, the most that is read", kMostText >> 20));
  if (text.find('\0') != std::string::npos) throw FileError(file, {}, "holds a NUL byte: this is not a text file");
  if (const int line = overgrown_line(text)) throw FileError(file, {line, 1}, fmt::format("nested deeper than {} levels", kMaxDepth));
  std::istringstream stream(text);
  TreeBuilder builder(file);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) throw FileError(file, {}, "the file is empty");
    YamlNode only = builder.take();
    while (parser.HandleNextDocument(builder)) {}   // throws at its beginning
    return only;
  } catch (const YAML::Exception& e) {
    if (const int line = tabbed_line(text)) throw FileError(file, {line, 1}, "this line is indented with a tab: use spaces, two a level");
    throw FileError(file, e.mark.line < 0 ? SourcePos{} : position(e.mark), e.msg);
  }
}

std::string read_text_file(const std::string& path) { return read_file(path, kMostText); }

YamlNode load_yaml(const std::string& path) { return parse_yaml(read_text_file(path), path); }

}  // namespace retort
