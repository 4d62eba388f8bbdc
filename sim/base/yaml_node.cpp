#include "sim/base/yaml_node.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace retort {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxValues = 200'000;
constexpr std::size_t kMaxBytes = 16u << 20;

SourcePos position(const YAML::Mark& m) { return {m.line + 1, m.column + 1}; }

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& file) : file_(file) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& m, YAML::anchor_t) override { add({YamlNode::Kind::null, position(m), "", {}, {}}); }
  void OnAlias(const YAML::Mark& m, YAML::anchor_t) override {
    throw FileError(file_, position(m), "aliases (*name) are not used in these files: write the value out, or use 'like:'");
  }
  void OnScalar(const YAML::Mark& m, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    SourcePos at = position(m);
    if (tag == "!") ++at.column;  // a quoted text starts after its quote
    add({YamlNode::Kind::scalar, at, value, {}, {}});
  }
  void OnSequenceStart(const YAML::Mark& m, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open({YamlNode::Kind::sequence, position(m), "", {}, {}});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& m, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open({YamlNode::Kind::map, position(m), "", {}, {}});
  }
  void OnMapEnd() override { close(); }

  YamlNode take() { return std::move(root_); }

 private:
  struct Open {
    YamlNode node;
    bool has_key = false;
    YamlNode key;
  };

  void open(YamlNode n) {
    if (stack_.size() >= kMaxDepth) throw FileError(file_, n.at, fmt::format("nested deeper than {} levels", kMaxDepth));
    count(n.at);
    stack_.push_back({std::move(n), false, {}});
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
      if (const YamlNode* first = o.node.find(n.scalar)) {
        throw FileError(file_, n.at,
                        fmt::format("'{}' stands twice here (first at line {}): keep one", n.scalar, first->at.line));
      }
      o.key = std::move(n);
      o.has_key = true;
    } else {
      o.node.entries.push_back({std::move(o.key), std::move(n)});
      o.has_key = false;
    }
  }

  std::string file_;
  YamlNode root_;
  std::vector<Open> stack_;
  std::size_t values_ = 0;
};

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [k, v] : entries)
    if (k.scalar == key) return &v;
  return nullptr;
}

YamlNode parse_yaml(const std::string& text, const std::string& file) {
  if (text.size() > kMaxBytes) throw FileError(file, {}, "larger than 16 MiB");
  if (text.find('\0') != std::string::npos) throw FileError(file, {}, "holds a NUL byte: this is not a text file");
  std::istringstream stream(text);
  TreeBuilder builder(file);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) throw FileError(file, {}, "the file is empty");
  } catch (const YAML::Exception& e) {
    throw FileError(file, e.mark.line < 0 ? SourcePos{} : position(e.mark), e.msg);
  }
  return builder.take();
}

std::string read_text_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw FileError(path, {}, fmt::format("cannot be opened: {}", std::strerror(errno)));
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad() || text.fail()) throw FileError(path, {}, "cannot be read (is it a folder?)");
  return std::move(text).str();
}

YamlNode load_yaml(const std::string& path) { return parse_yaml(read_text_file(path), path); }

}  // namespace retort
