#include "scenarios/session/ticket.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

#include "scenarios/session/verify.h"
#include "sim/run/archive.h"

namespace retort {
namespace {

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

template <std::size_t N>
bool from_hex(const std::string& text, std::array<unsigned char, N>& bytes) {
  std::size_t length = 0;
  return text.size() == 2 * N && sodium_hex2bin(bytes.data(), N, text.c_str(), text.size(), nullptr, &length, nullptr) == 0 && length == N;
}

using Secret = std::array<unsigned char, crypto_sign_SECRETKEYBYTES>;
using Public = std::array<unsigned char, crypto_sign_PUBLICKEYBYTES>;

Secret secret_of(const std::string& text) {
  Secret s{};
  if (!from_hex(text, s)) throw FileError("key", {}, "is no signing key: 'retort ticket key' makes one");
  return s;
}

}  // namespace

std::vector<std::uint8_t> Ticket::content() const {
  ArchiveWriter w;
  w(std::string("retort ticket 1"), exercise, identity.bytes, student, seed, not_before, not_after, nonce.bytes);
  return std::move(w.bytes);
}

std::string new_signing_key() {
  Public p{};
  Secret s{};
  crypto_sign_keypair(p.data(), s.data());
  return hex(s.data(), s.size());
}

std::string public_key(const std::string& secret) {
  const Secret s = secret_of(secret);
  return hex(s.data() + s.size() - crypto_sign_PUBLICKEYBYTES, crypto_sign_PUBLICKEYBYTES);
}

void sign(Ticket& t, const std::string& secret) {
  const Secret s = secret_of(secret);
  randombytes_buf(t.nonce.bytes.data(), t.nonce.bytes.size());
  t.key = public_key(secret);
  const std::vector<std::uint8_t> content = t.content();
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, content.data(), content.size(), s.data());
  t.signature = hex(signature.data(), signature.size());
}

bool signature_fits(const Ticket& t) {
  Public p{};
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  if (!from_hex(t.key, p) || !from_hex(t.signature, signature)) return false;
  const std::vector<std::uint8_t> content = t.content();
  return crypto_sign_verify_detached(signature.data(), content.data(), content.size(), p.data()) == 0;
}

std::string read_public_key(const std::string& path) {
  std::string key = read_text_file(path);
  key = key.substr(0, key.find_first_of("\r\n \t"));
  std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (key.size() != 64 || key.find_first_not_of("0123456789abcdef") != std::string::npos)
    throw FileError(path, {}, "holds no public key: 64 hexadecimal digits, as 'retort ticket key' writes them beside the secret one (.pub)");
  return key;
}

std::string ticket_text(const Ticket& t) {
  return nlohmann::ordered_json{{"retort_ticket", 1},
                                {"exercise", t.exercise},
                                {"identity", t.identity.hex()},
                                {"student", t.student},
                                {"seed", t.seed},
                                {"not_before", date_text(t.not_before)},
                                {"not_after", date_text(t.not_after)},
                                {"nonce", t.nonce.hex()},
                                {"key", t.key},
                                {"signature", t.signature}}
             .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

Ticket read_ticket(const std::string& text, const std::string& name) {
  Ticket t;
  const nlohmann::json j = nlohmann::json::parse(text, nullptr, false);
  if (!j.is_object()) throw FileError(name, {}, text.empty() ? "is empty: a ticket is made by 'retort ticket issue'" : "is no ticket of Retort: those are made by 'retort ticket issue'");
  try {
    if (j.at("retort_ticket") != 1) throw std::out_of_range("of a kind that this version does not know");
    t.exercise = j.at("exercise");
    t.student = j.at("student");
    t.seed = j.at("seed");
    t.not_before = parse_date(j.at("not_before"));
    t.not_after = parse_date(j.at("not_after"));
    t.key = j.at("key");
    t.signature = j.at("signature");
    if (!from_hex(j.at("identity").get<std::string>(), t.identity.bytes) || !from_hex(j.at("nonce").get<std::string>(), t.nonce.bytes) ||
        t.not_before < 0 || t.not_after < 0)
      throw std::out_of_range("with a hash or a time that is none");
  } catch (const nlohmann::json::exception&) {
    throw FileError(name, {}, "is no ticket of Retort: a field is missing, or is not the text or number that it should be");
  } catch (const std::exception& e) {
    throw FileError(name, {}, fmt::format("is no ticket of Retort: {}", e.what()));
  }
  if (!signature_fits(t)) throw FileError(name, {}, "is not as it was signed: ask whoever gave it for another");
  return t;
}

std::string ticket_trouble(const Ticket& t, const Material& m, const std::string& student, std::uint64_t seed, std::int64_t began) {
  if (t.exercise != m.title() || t.identity != m.identity())
    return fmt::format("is for {} as it was then, and this is {}{}", t.exercise, m.title(), t.exercise == m.title() ? ", changed since" : "");
  if (t.student != student) return fmt::format("is for {}, not for {}", t.student, student.empty() ? "nobody" : student);
  if (t.seed != seed) return "is for another seed";
  if (began < t.not_before) return fmt::format("is not valid before {}", date_text(t.not_before));
  if (began > t.not_after) return fmt::format("is not valid after {}", date_text(t.not_after));
  return "";
}

std::string date_text(std::int64_t seconds) {
  const auto t = static_cast<std::time_t>(seconds);
  std::tm parts{};
  char text[32];
  if (!gmtime_r(&t, &parts) || std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) return "";
  return text;
}

std::int64_t parse_date(const std::string& text) {
  std::tm parts{};
  char rest = 0;
  const int n = std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%dZ%c", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &parts.tm_hour, &parts.tm_min,
                            &parts.tm_sec, &rest);
  if (n != 6 || parts.tm_year < 1970 || parts.tm_year > 9999) return -1;
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  const std::int64_t seconds = timegm(&parts);
  return date_text(seconds) == text ? seconds : -1;   // the 31st of February is none
}

}  // namespace retort
