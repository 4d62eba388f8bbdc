#pragma once
#include <string>
#include <vector>

namespace retort {

/// What is wrong with the text files of a folder, one line each, "file: what"; empty when all is well. Files that
/// differ only in their language (`ui.nl.yaml`, `ui.en.yaml`, `ui.fr.yaml`, or `nl.yaml`, `en.yaml`, `fr.yaml`) belong
/// together: each language must be there, with the same keys, no empty text, and the same placeholders `{0}`, `{1}` in
/// each text. Files of other names are left alone. Of each kind the first ones, and how many more (sim/base/fault_list.h).
std::vector<std::string> lint_texts(const std::string& folder);

}  // namespace retort
