// Of many places in no order a page is picked, as if all had been sorted.
#include "store/sqlite/first_places.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace mailstop::store::sqlite {
namespace {

std::vector<Place> some_places(std::size_t count) {
  std::mt19937 random(7);
  std::vector<Place> places;
  for (std::size_t i = 1; i <= count; ++i) places.push_back({Sort::size, random() % 20, {}, i});
  return places;
}

std::vector<Place> page_of(std::vector<Place> places, const ListRequest& request) {
  std::shuffle(places.begin(), places.end(), std::mt19937(8));
  FirstPlaces first(request);
  for (auto& place : places) first.take(std::move(place));
  return first.page();
}

// The long way round.
std::vector<Place> expected_page(std::vector<Place> places, const ListRequest& request) {
  std::sort(places.begin(), places.end(),
            [&](const Place& a, const Place& b) { return comes_before(a, b, request.order); });
  if (request.cursor)
    std::erase_if(places,
                  [&](const Place& place) { return !comes_before(*request.cursor, place, request.order); });
  places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(
                                                    std::min<std::uint64_t>(request.offset, places.size())));
  if (places.size() > request.limit) places.resize(request.limit + 1);
  return places;
}

TEST(FirstPlacesTest, AreThoseOfASortedList) {
  const auto places = some_places(100);
  for (const auto order : {Order::ascending, Order::descending}) {
    for (const std::uint64_t offset : {0u, 1u, 50u, 96u, 99u, 100u, 1000u}) {
      for (const bool has_cursor : {false, true}) {
        ListRequest request;
        request.sort = Sort::size;
        request.order = order;
        request.limit = 4;
        request.offset = offset;
        if (has_cursor) request.cursor = places[30];
        EXPECT_EQ(page_of(places, request), expected_page(places, request)) << offset << has_cursor;
      }
    }
  }
}

}  // namespace
}  // namespace mailstop::store::sqlite
