#pragma once
#include <string>
#include <string_view>

#include "language/texts.h"
#include "sim/model/catalogue.h"

/// How texts and numbers are put into a page. Everything that comes from a file or a student goes through `escape`.
namespace retort {

/// The text as valid UTF-8 without control characters: a byte that is none becomes U+FFFD.
std::string clean_utf8(std::string_view text);
/// `clean_utf8`, and & < > " ' as entities: safe in the text and in a quoted attribute of HTML and SVG.
std::string escape(std::string_view text);
/// Paragraphs (split at empty lines) and lists (lines that start with "- ") of a plain text, escaped.
std::string paragraphs(std::string_view text);

/// 75 -> "1:15", 3675 -> "1:01:15".
std::string clock_text(double seconds);
/// 12.5 -> "12.5", 30 -> "30": points, with at most one decimal.
std::string points_text(double points, const Texts& texts);
/// A unit as it is read: "°C", "m³/h".
std::string unit_text(const Unit& unit);
/// A number in a row's unit, without it.
std::string number_text(const Row& row, double si, const Texts& texts);
/// A row's value as it is read: "49.8 %", "AUTO", "yes".
std::string value_text(const Row& row, double si, const Texts& texts);
/// "Day tank: level" for T-101.level; the tag itself when it has no name.
std::string row_title(const Row& row, const Texts& texts);

}  // namespace retort
