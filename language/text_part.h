#pragma once
#include <string>

namespace retort {

/// A part of something longer, under a title. Its text: paragraphs, and lists of lines that begin with "- ".
struct TextPart {
  std::string title, text;
};

}  // namespace retort
