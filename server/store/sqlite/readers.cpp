#include "store/sqlite/readers.hpp"

#include <optional>
#include <shared_mutex>

namespace mailstop::store::sqlite {
namespace {

Error closed() {
  return {Errc::unavailable, "The store is closing."};
}

}  // namespace

Readers::Readers(std::vector<Database> databases, std::chrono::milliseconds query_budget, MemoryGate& gate,
                 StoreFigures& figures)
    : query_budget_(query_budget), gate_(gate), figures_(figures) {
  for (auto& database : databases) {
    const bool with_searches = !threads_.empty();
    threads_.emplace_back(
        [this, with_searches, own = std::move(database)]() mutable { serve(std::move(own), with_searches); });
  }
}

Readers::~Readers() {
  close();
}

void Readers::submit(std::unique_ptr<Job> job) {
  const Lane lane = job->lane();
  {
    std::lock_guard lock(mutex_);
    if (!closing_) (lane == Lane::search ? searches_ : quick_).push_back(std::move(job));
  }
  if (job) return job->refuse(closed());
  // Any thread may be the one that waits, and not all of them take every lane.
  lane == Lane::search ? changed_.notify_all() : changed_.notify_one();
}

std::unique_ptr<Readers::Job> Readers::take(bool with_searches) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closing_ || !quick_.empty() || (with_searches && !searches_.empty()); });
  auto& lane = quick_.empty() ? searches_ : quick_;
  if (lane.empty() || (&lane == &searches_ && !with_searches && !closing_)) return nullptr;
  auto job = std::move(lane.front());
  lane.pop_front();
  return job;
}

void Readers::serve(Database database, bool with_searches) {
  std::optional<Reader> reader;
  {
    std::shared_lock lock(gate_);
    reader.emplace(std::move(database), query_budget_, closing_);
  }
  while (auto job = take(with_searches)) {
    {
      std::shared_lock lock(gate_);
      if (!closing_) run(*job, *reader);
    }
    closing_ ? job->refuse(closed()) : job->resume();
  }
}

void Readers::run(Job& job, Reader& reader) {
  const auto begin = std::chrono::steady_clock::now();
  job.run(reader);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  if (job.lane() == Lane::search) figures_.search_seconds.observe(took.count());
}

void Readers::close() {
  {
    std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  threads_.clear();
}

}  // namespace mailstop::store::sqlite
