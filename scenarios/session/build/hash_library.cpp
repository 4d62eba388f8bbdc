// Run while building: writes the content hash of every file of the shipped library, YAML and routes, into a C++ table.
//
//   hash_library FOLDER OUTPUT
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "scenarios/session/content_hash.h"
#include "sim/base/file.h"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  using namespace retort;
  if (argc != 3) return 2;
  constexpr std::size_t kMostBytes = 64u << 20;
  try {
    std::vector<fs::path> files;
    for (const fs::directory_entry& e : fs::recursive_directory_iterator(argv[1]))
      if (e.is_regular_file() && (e.path().extension() == ".yaml" || e.path().filename() == "routes.json")) files.push_back(e.path());
    std::sort(files.begin(), files.end());
    std::ofstream out(argv[2]);
    out << "#include \"scenarios/session/shipped.h\"\n\nnamespace retort {\n\nconst ShippedFile kShippedFiles[] = {\n";
    for (const fs::path& f : files)
      out << "    {\"" << fs::relative(f, argv[1]).generic_string() << "\", \"" << content_hash(read_file(f.string(), kMostBytes), f.string()).hex() << "\"},\n";
    out << "};\nconst std::size_t kShippedFileCount = " << files.size() << ";\n\n}  // namespace retort\n";
    out.close();
    return out ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
