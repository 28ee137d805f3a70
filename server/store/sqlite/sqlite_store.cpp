#include "store/sqlite/sqlite_store.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/log.hpp"
#include "store/sqlite/connections.hpp"
#include "store/sqlite/database_file.hpp"
#include "store/sqlite/held_rows.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace mailstop::store::sqlite {
namespace {

constexpr std::uint64_t chunk = 1000;  // messages a transaction of a bulk change, and ids an event

// A search may take its time, and so may a sort; what reads a few rows must not wait behind one.
Lane lane_of(const Selection& selection) {
  return selection.query ? Lane::search : Lane::quick;
}
Lane lane_of(const ListRequest& request) {
  return request.sort == Sort::received ? lane_of(request.selection) : Lane::search;
}

// What becomes of the rows that were found.
auto updating(Patch patch) {
  return [patch = std::move(patch)](std::vector<std::int64_t> rows) {
    return UpdateMessages(std::move(rows), patch);
  };
}
auto removing() {
  return [](std::vector<std::int64_t> rows) { return RemoveMessages(std::move(rows)); };
}

}  // namespace

// The file's lock is let go last.
struct SqliteStore::Parts {
  std::optional<DatabaseFile> file;
  StoreFigures figures;
  MemoryGate gate;
  Writer writer;
  Readers readers;

  Parts(std::optional<DatabaseFile> claimed, Database database, std::vector<Database> read_only,
        const Settings& settings, const Clock& clock, Listener listener)
      : file(std::move(claimed)),
        gate(settings.ephemeral),
        writer(std::move(database), settings, gate, clock, figures, std::move(listener)),
        readers(std::move(read_only), settings.query_budget, gate, figures) {}
};

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>> open_sqlite_store(const Settings& settings, const Clock& clock,
                                                       Listener listener) {
  std::optional<DatabaseFile> file;
  if (!settings.ephemeral) {
    auto claimed = DatabaseFile::claim(settings.path, newest_schema_version());
    if (!claimed) return claimed.error();
    file = std::move(*claimed);
  }
  const std::string name = connection_name(settings);
  auto database = open_for_writing(name, settings);
  if (!database) return database.error();
  auto read_only = open_for_reading(name, settings);
  if (!read_only) return read_only.error();
  auto parts = std::make_unique<SqliteStore::Parts>(
      std::move(file), std::move(*database), std::move(*read_only), settings, clock, std::move(listener));
  return std::unique_ptr<SqliteStore>(new SqliteStore(std::move(parts)));
}

template <class What>
Task<Result<typename What::Answer>> SqliteStore::write(What what) {
  using Answer = typename What::Answer;
  auto start = [this, what = std::move(what)](std::unique_ptr<Waiter<Answer>> waiter) mutable {
    auto from = waiter->executor();
    auto change = std::make_unique<WaitingChange<What>>(std::move(what), std::move(waiter));
    parts_->writer.submit(std::move(change), std::move(from));
  };
  return wait_for_answer<Answer>(std::move(start));
}

Task<Result<mail::MessageSummary>> SqliteStore::insert(NewMessage message) {
  return write(InsertMessage{MessageRows(std::move(message))});
}

Task<Result<mail::MessageSummary>> SqliteStore::update(std::string id, Patch patch) {
  return write(UpdateMessage(std::move(id), std::move(patch)));
}

Task<Result<void>> SqliteStore::remove(std::string id) {
  return write(RemoveMessage{std::move(id)});
}

Task<Result<Page>> SqliteStore::list(ListRequest request) {
  const Lane lane = lane_of(request);
  auto work = [request = std::move(request)](Reader& reader) { return reader.list(request); };
  return parts_->readers.run<Page>(lane, std::move(work));
}

Task<Result<StoredMessage>> SqliteStore::get(std::string id) {
  auto work = [id = std::move(id)](Reader& reader) { return reader.get(id); };
  return parts_->readers.run<StoredMessage>(Lane::quick, std::move(work));
}

Task<Result<std::string>> SqliteStore::latest(Selection selection) {
  const Lane lane = lane_of(selection);
  auto work = [selection = std::move(selection)](Reader& reader) { return reader.latest(selection); };
  return parts_->readers.run<std::string>(lane, std::move(work));
}

Task<Result<std::string>> SqliteStore::raw(std::string id) {
  auto work = [id = std::move(id)](Reader& reader) { return reader.raw(id); };
  return parts_->readers.run<std::string>(Lane::quick, std::move(work));
}

Task<Result<std::vector<InboxFacts>>> SqliteStore::inboxes() {
  auto work = [](Reader& reader) -> Result<std::vector<InboxFacts>> { return reader.inboxes(); };
  return parts_->readers.run<std::vector<InboxFacts>>(Lane::quick, std::move(work));
}

Task<Result<InboxFacts>> SqliteStore::inbox(std::string name) {
  auto work = [name = std::move(name)](Reader& reader) -> Result<InboxFacts> { return reader.inbox(name); };
  return parts_->readers.run<InboxFacts>(Lane::quick, std::move(work));
}

Task<Result<void>> SqliteStore::set_up_inbox(std::string name, InboxSettings settings) {
  return write(SetUpInbox{std::move(name), std::move(settings)});
}

Task<Result<void>> SqliteStore::forget_inbox_settings(std::string name) {
  return write(ForgetInboxSettings{std::move(name)});
}

Task<Result<std::vector<TagFacts>>> SqliteStore::tags(std::optional<std::string> inbox) {
  auto work = [inbox = std::move(inbox)](Reader& reader) -> Result<std::vector<TagFacts>> {
    return reader.tags(inbox);
  };
  return parts_->readers.run<std::vector<TagFacts>>(Lane::search, std::move(work));
}

Task<Result<std::string>> SqliteStore::document(std::string name) {
  auto work = [name = std::move(name)](Reader& reader) -> Result<std::string> {
    return reader.document(name);
  };
  return parts_->readers.run<std::string>(Lane::quick, std::move(work));
}

Task<Result<void>> SqliteStore::keep_document(std::string name, std::string text) {
  return write(KeepDocument{std::move(name), std::move(text)});
}

Task<Result<Status>> SqliteStore::status() {
  auto work = [](Reader& reader) { return reader.status(); };
  return parts_->readers.run<Status>(Lane::quick, std::move(work));
}

// Walks the selection from the oldest message on, a chunk found and a chunk changed in turn, up to what was
// the newest message when it began. A change may take messages out of the selection: the walk goes by
// sequence, not by count.
template <class MakeChange>
Task<Result<std::uint64_t>> SqliteStore::change_all(Selection selection, MakeChange make_change) {
  const Lane lane = lane_of(selection);
  auto find_end = [&selection](Reader& reader) -> Result<std::uint64_t> { return reader.end_of(selection); };
  const auto end = co_await parts_->readers.run<std::uint64_t>(Lane::quick, find_end);
  if (!end) co_return end.error();
  Range range{0, *end};
  for (std::uint64_t changed = 0;;) {
    auto find = [&selection, range](Reader& reader) -> Result<std::vector<std::int64_t>> {
      return reader.rows(selection, range, Order::oldest, chunk);
    };
    auto found = co_await parts_->readers.run<std::vector<std::int64_t>>(lane, find);
    if (!found) co_return found.error();
    if (found->empty()) co_return changed;
    range.after = number_of(found->back());
    auto change = make_change(std::move(*found));
    auto done = co_await write(std::move(change));
    if (!done) co_return done.error();
    changed += *done;
  }
}

Task<Result<std::uint64_t>> SqliteStore::update_all(Selection selection, Patch patch) {
  return change_all(std::move(selection), updating(std::move(patch)));
}

Task<Result<std::uint64_t>> SqliteStore::remove_all(Selection selection) {
  return change_all(std::move(selection), removing());
}

// One row more than the window holds tells whether there is another one.
template <class MakeChange>
Task<Result<WindowDone>> SqliteStore::change_window(Selection selection, Window window,
                                                    MakeChange make_change) {
  auto find = [&selection, &window](Reader& reader) -> Result<std::vector<std::int64_t>> {
    const Range range{0, window.cursor.value_or(0)};
    return reader.rows(selection, range, Order::newest, std::uint64_t{window.limit} + 1);
  };
  auto found = co_await parts_->readers.run<std::vector<std::int64_t>>(lane_of(selection), find);
  if (!found) co_return found.error();
  WindowDone done;
  if (found->empty()) co_return done;
  if (found->size() > window.limit) {
    found->resize(window.limit);
    done.next_cursor = number_of(found->back());
  }
  auto change = make_change(std::move(*found));
  const auto changed = co_await write(std::move(change));
  if (!changed) co_return changed.error();
  done.changed = *changed;
  co_return done;
}

Task<Result<WindowDone>> SqliteStore::update_window(Selection selection, Window window, Patch patch) {
  return change_window(std::move(selection), window, updating(std::move(patch)));
}

Task<Result<WindowDone>> SqliteStore::remove_window(Selection selection, Window window) {
  return change_window(std::move(selection), window, removing());
}

// The rename itself is one row, however many messages there are; to tell of them takes its time. When that
// fails the inbox has its new name all the same.
Task<Result<void>> SqliteStore::rename_inbox(std::string name, std::string new_name) {
  RenameInbox rename(std::move(name), new_name);
  const auto renamed = co_await write(std::move(rename));
  if (!renamed) co_return renamed.error();
  Selection moved;
  moved.inbox = new_name;
  auto make_change = [&new_name](std::vector<std::int64_t> rows) {
    return TellRenamed(std::move(rows), new_name);
  };
  const auto told = co_await change_all(std::move(moved), std::move(make_change));
  if (!told) log::error("nobody is told that an inbox is now {}: {}", new_name, told.error().message);
  co_return Result<void>();
}

// A transaction for each chunk of the ids; `note` hears what it gave.
template <class MakeChange, class Note>
Task<Result<void>> SqliteStore::change_each(std::vector<std::string> ids, MakeChange make_change, Note note) {
  for (std::size_t begin = 0; begin < ids.size(); begin += chunk) {
    const auto end = std::min<std::size_t>(ids.size(), begin + chunk);
    std::vector<std::string> some;
    for (auto i = begin; i < end; ++i) some.push_back(std::move(ids[i]));
    auto change = make_change(std::move(some));
    auto done = co_await write(std::move(change));
    if (!done) co_return done.error();
    note(std::move(*done));
  }
  co_return Result<void>();
}

Task<Result<std::uint64_t>> SqliteStore::update_each(std::vector<std::string> ids, Patch patch) {
  std::uint64_t count = 0;
  auto make_change = [&patch](std::vector<std::string> some) { return UpdateListed(std::move(some), patch); };
  auto note = [&count](std::uint64_t changed) { count += changed; };
  const auto done = co_await change_each(std::move(ids), std::move(make_change), std::move(note));
  if (!done) co_return done.error();
  co_return count;
}

Task<Result<std::vector<std::string>>> SqliteStore::remove_each(std::vector<std::string> ids) {
  std::vector<std::string> removed;
  auto make_change = [](std::vector<std::string> some) { return RemoveListed(std::move(some)); };
  auto note = [&removed](std::vector<std::string> gone) {
    std::move(gone.begin(), gone.end(), std::back_inserter(removed));
  };
  const auto done = co_await change_each(std::move(ids), std::move(make_change), std::move(note));
  if (!done) co_return done.error();
  co_return removed;
}

Task<Result<Release>> SqliteStore::release_due(Timestamp now) {
  return write(ReleaseDue(now));
}

void SqliteStore::insert_session(mail::SmtpSession session, OnDone on_done) {
  parts_->writer.submit(std::make_unique<InsertSession>(SessionRow(std::move(session)), std::move(on_done)));
}

Task<Result<mail::SmtpSession>> SqliteStore::session(std::string id) {
  auto work = [id = std::move(id)](Reader& reader) { return reader.session(id); };
  return parts_->readers.run<mail::SmtpSession>(Lane::quick, std::move(work));
}

Task<Result<SessionPage>> SqliteStore::sessions(SessionFilter filter) {
  auto work = [filter = std::move(filter)](Reader& reader) { return reader.sessions(filter); };
  return parts_->readers.run<SessionPage>(Lane::quick, std::move(work));
}

Task<Result<std::uint64_t>> SqliteStore::remove_sessions() {
  return write(RemoveSessions());
}

const StoreFigures& SqliteStore::figures() const {
  return parts_->figures;
}

void SqliteStore::close() {
  parts_->writer.close();
  parts_->readers.close();
}

}  // namespace mailstop::store::sqlite
