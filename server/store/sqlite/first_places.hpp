// One page of a list in an order that no index has: every message of the selection is put in, and only what
// the page and the places before it need is kept. Owned by ListReader.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "store/message_store.hpp"

namespace mailstop::store::sqlite {

class FirstPlaces {
 public:
  // `request` must outlive it.
  explicit FirstPlaces(const ListRequest& request)
      : request_(request), most_(request.offset + request.limit + 1) {}

  void take(Place place) {
    if (request_.cursor && !before()(*request_.cursor, place)) return;
    if (last_ && !before()(place, *last_)) return;
    kept_.push_back(std::move(place));
    if (kept_.size() / 2 >= most_) drop_rest();
  }

  // In order; one more than the page holds when there are more.
  std::vector<Place> page() {
    if (kept_.size() > most_) drop_rest();
    if (kept_.size() <= request_.offset) return {};
    const auto begin = at(request_.offset);
    std::nth_element(kept_.begin(), begin, kept_.end(), before());
    std::sort(begin, kept_.end(), before());
    kept_.erase(kept_.begin(), begin);
    return std::move(kept_);
  }

 private:
  struct Before {
    Order order;
    bool operator()(const Place& a, const Place& b) const { return comes_before(a, b, order); }
  };
  Before before() const { return {request_.order}; }
  std::vector<Place>::iterator at(std::uint64_t index) {
    return kept_.begin() + static_cast<std::ptrdiff_t>(index);
  }

  // Done once for as many places as are kept, so that it costs each of them little, however many these are.
  void drop_rest() {
    std::nth_element(kept_.begin(), at(most_ - 1), kept_.end(), before());
    kept_.resize(most_);
    last_ = kept_.back();
  }

  const ListRequest& request_;
  const std::uint64_t most_;
  std::vector<Place> kept_;    // the first ones so far among them
  std::optional<Place> last_;  // of the first ones when the rest was dropped
};

}  // namespace mailstop::store::sqlite
