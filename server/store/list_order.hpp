// What lists are sorted by, and where in a list a message stands. Part of store/message_store.hpp.
//
// Every backend compares by these keys and places, so that a cursor means the same to all of them.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "mail/message_summary.hpp"

namespace mailstop::store {

enum class Sort { received, size, subject, from };

// Of whatever a list is sorted by: the newest, the largest, the last of the alphabet first.
enum class Order { newest, oldest, descending = newest, ascending = oldest };

// Where a message stands in a list; ties are in the order of arrival. Places of one list have the same sort,
// and differ in what that sort looks at and the sequence only.
struct Place {
  Sort sort = Sort::received;
  std::uint64_t size = 0;  // by size
  std::string text;        // by subject or from: a key of those below
  std::uint64_t sequence = 0;

  auto operator<=>(const Place&) const = default;
};

inline Place place_by_arrival(std::uint64_t sequence) {
  return {Sort::received, 0, {}, sequence};
}

// Longer texts are compared as far as that: a cursor holds the key and must fit into a URL.
constexpr std::size_t longest_key = 200;  // bytes

// Folded, so that texts that differ in case and white space alone are ties.
std::string subject_key(std::string_view subject);
std::string author_key(std::string_view name, std::string_view address);  // by name, if it has one

Place place_of(const mail::MessageSummary& message, Sort sort);

constexpr Order opposite(Order order) {
  return order == Order::newest ? Order::oldest : Order::newest;
}

inline bool comes_before(const Place& a, const Place& b, Order order) {
  return order == Order::ascending ? a < b : b < a;
}

}  // namespace mailstop::store
