// Looks whether a database is sound, and says what is wrong with it and what to do. Only reads, also while a
// server uses the file: a finding is never made by a change that goes on meanwhile. One thread, may take
// long.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace mailstop::store::sqlite {

// Something that is wrong. Codes are stable: "structure", "missing_row", "bad_raw", "wrong_size",
// "bad_parts", "orphan", "wrong_totals".
struct Finding {
  std::string code;
  std::string message_id;  // "" when it is not about one message
  std::string text;        // a sentence
  std::string advice;      // another
};

struct InspectionProgress {
  bool is_structure = false;  // SQLite looks at its own pages: how far it is nobody knows
  std::uint64_t done = 0;     // messages
  std::uint64_t total = 0;
};

using OnInspected = std::function<void(const InspectionProgress&)>;

struct Inspection {
  int version = 0;  // of the schema
  int newest_version = 0;
  std::uint64_t messages = 0;
  std::uint64_t bytes = 0;  // of the raw messages
  std::vector<Finding> findings;
  std::uint64_t finding_count = 0;  // there may be more than are kept
};

constexpr std::size_t kept_findings = 1000;

// Errors say why it cannot be looked at: not_found, storage_unusable, storage_failed.
Result<Inspection> inspect_database(const std::string& path, const OnInspected& on_inspected);

}  // namespace mailstop::store::sqlite
