// What the SQLite store does with the file it is given: made, kept, claimed, or refused and left alone.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <csignal>
#include <fstream>
#include <iterator>

#include "contract/sqlite_backends.hpp"
#include "contract/store_fixture.hpp"
#include "store/sqlite/database.hpp"

namespace mailstop::store::sqlite {
namespace {

using contract::make_message;

class DatabaseFileTest : public testing::Test {
 protected:
  DatabaseFileTest() { settings_.path = (folder_.path() / "sub" / "folder" / "mail.db").string(); }

  std::unique_ptr<SqliteStore> open() {
    auto store = open_sqlite_store(settings_, clock_, {});
    if (!store) throw std::runtime_error(store.error().message);
    return std::move(*store);
  }
  std::string refusal() {
    auto store = open_sqlite_store(settings_, clock_, {});
    if (store) return "opened";
    EXPECT_EQ(store.error().code, Errc::storage_unusable);
    return store.error().message;
  }
  template <class T>
  T run(Task<T> task) {
    return test::run_task(context_, std::move(task));
  }
  void insert(SqliteStore& store, std::string subject) {
    ASSERT_TRUE(run(store.insert(make_message(std::move(subject)))));
  }
  void make_database() {
    auto store = open();
    insert(*store, "first");
    store->close();
  }
  void write_file(const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(settings_.path).parent_path());
    std::ofstream(settings_.path, std::ios::binary) << bytes;
  }
  std::string file_bytes() const {
    std::ifstream file(settings_.path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void execute(const std::string& sql) {
    auto database = Database::open(settings_.path, Database::Mode::read_write);
    ASSERT_TRUE(database->execute(sql));
  }

  contract::TemporaryFolder folder_;
  Settings settings_;
  SystemClock clock_;
  asio::io_context context_;
};

TEST_F(DatabaseFileTest, IsMadeWithItsFolderForItsOwnerOnly) {
  auto store = open();
  insert(*store, "a");
  for (const char* suffix : {"", "-wal", "-lock"}) {
    struct stat facts {};
    ASSERT_EQ(::stat((settings_.path + suffix).c_str(), &facts), 0) << suffix;
    EXPECT_EQ(facts.st_mode & 0777, 0600u) << suffix;
  }
}

TEST_F(DatabaseFileTest, KeepsEverythingOverAReopening) {
  mail::MessageSummary first;
  {
    auto store = open();
    first = run(store->insert(make_message("first"))).value();
    Patch patch;
    patch.read = true;
    patch.tags = std::vector<std::string>{"kept"};
    ASSERT_TRUE(run(store->update(first.id, patch)));
    store->close();
  }
  auto store = open();
  const auto page = run(store->list({})).value();
  EXPECT_EQ(page.sequence, 2u);
  EXPECT_EQ(page.totals.total, 1u);
  EXPECT_EQ(page.totals.unread, 0u);
  EXPECT_EQ(page.messages.at(0).tags, std::vector<std::string>{"kept"});
  EXPECT_EQ(run(store->raw(first.id)).value(), make_message("first").raw);
  const auto second = run(store->insert(make_message("second"))).value();
  EXPECT_EQ(second.sequence, 3u);
  EXPECT_GT(second.id, first.id);
}

TEST_F(DatabaseFileTest, IdsGoOnAfterTheNewestWhenTheClockWentBack) {
  make_database();
  test::ManualClock past(Timestamp{Duration{1000}});
  auto store = std::move(*open_sqlite_store(settings_, past, {}));
  const auto newest = run(store->latest({})).value();
  EXPECT_GT(run(store->insert(make_message("later"))).value().id, newest);
}

TEST_F(DatabaseFileTest, AnsweredInsertsSurviveAKill) {
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto store = open();
    for (int i = 0; i < 50; ++i) run(store->insert(make_message("killed"))).value();
    [[maybe_unused]] const auto written = ::write(pipe_ends[1], "x", 1);
    ::pause();
  }
  char answered = 0;
  ASSERT_EQ(::read(pipe_ends[0], &answered, 1), 1);
  EXPECT_NE(refusal().find("in use by another process"), std::string::npos);
  ::kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
  auto store = open();
  EXPECT_EQ(run(store->list({})).value().totals.total, 50u);
}

TEST_F(DatabaseFileTest, ASecondStoreOnTheSameFileIsRefused) {
  auto store = open();
  EXPECT_EQ(refusal(), "The database \"" + settings_.path +
                           "\" is in use by another process. Stop it, or name another file with --database.");
  store->close();
  store.reset();
  EXPECT_EQ(refusal(), "opened");
}

TEST_F(DatabaseFileTest, AFileThatIsNoDatabaseIsRefusedAndLeftAlone) {
  for (const std::string& bytes :
       {std::string("hello, this is a text file\n"), std::string(5000, '\0'), std::string("x")}) {
    write_file(bytes);
    EXPECT_NE(refusal().find("is not a database"), std::string::npos);
    EXPECT_EQ(file_bytes(), bytes);
  }
}

TEST_F(DatabaseFileTest, AnotherApplicationsDatabaseIsRefusedAndLeftAlone) {
  write_file("");
  execute("CREATE TABLE theirs (x)");
  const std::string before = file_bytes();
  EXPECT_NE(refusal().find("of another application"), std::string::npos);
  EXPECT_EQ(file_bytes(), before);
}

TEST_F(DatabaseFileTest, ANewerVersionIsRefusedAndLeftAlone) {
  make_database();
  execute("PRAGMA user_version = 9999");
  const std::string before = file_bytes();
  EXPECT_NE(refusal().find("of a newer version of Mailstop (format 9999"), std::string::npos);
  EXPECT_EQ(file_bytes(), before);
}

TEST_F(DatabaseFileTest, ACutOffDatabaseIsRefusedAndLeftAlone) {
  make_database();
  const std::string whole = file_bytes();
  write_file(whole.substr(0, 2 * 8192));
  EXPECT_NE(refusal().find("is cut off"), std::string::npos);
  EXPECT_EQ(file_bytes(), whole.substr(0, 2 * 8192));
}

TEST_F(DatabaseFileTest, AnUnreadablePathIsExplained) {
  settings_.path = "/dev/null/mail.db";
  EXPECT_NE(refusal().find("cannot be made"), std::string::npos);
  settings_.path = folder_.path().string();
  EXPECT_NE(refusal().find("cannot be opened: Is a directory"), std::string::npos);
}

TEST_F(DatabaseFileTest, AnEmptyFileBecomesADatabase) {
  write_file("");
  EXPECT_EQ(refusal(), "opened");
}

TEST_F(DatabaseFileTest, AnEphemeralStoreLeavesNothingOnDisk) {
  settings_.ephemeral = true;
  auto store = open();
  insert(*store, "a");
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  auto other = open();
  EXPECT_EQ(run(other->list({})).value().totals.total, 0u);
}

TEST_F(DatabaseFileTest, AQueryOverItsBudgetIsTooExpensive) {
  auto store = open();
  for (int i = 0; i < 200; ++i) insert(*store, "x");
  store->close();
  store.reset();
  settings_.query_budget = std::chrono::milliseconds{-1};
  store = open();
  ListRequest request;
  request.selection = contract::matching("absent OR missing OR gone");
  EXPECT_EQ(run(store->list(request)).error().code, Errc::too_expensive);
  settings_.query_budget = std::chrono::seconds{5};
  store->close();
  store.reset();
  store = open();
  EXPECT_TRUE(run(store->list(request)));
}

// A limit on the size of files stands for the full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limited{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limited);
  }
  ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(DatabaseFileTest, AFullDiskIsToldAndOvercome) {
  contract::EventLog log;
  auto store = std::move(*open_sqlite_store(settings_, clock_, log.listener()));
  insert(*store, "before");
  auto large = make_message("large");
  std::string noise;
  for (unsigned value = 1; noise.size() < 3'000'000; value = value * 1664525 + 1013904223) {
    noise.append(std::to_string(value));
  }
  large.raw = std::move(noise);
  {
    FileSizeLimit limit(1'000'000);
    EXPECT_EQ(run(store->insert(large)).error().code, Errc::storage_full);
    EXPECT_EQ(run(store->list({})).value().totals.total, 1u);
    insert(*store, "small enough");
  }
  EXPECT_EQ(run(store->insert(large)).value().sequence, 3u);
  EXPECT_EQ(run(store->list({})).value().totals.total, 3u);
  store->close();
  EXPECT_EQ(log.all().size(), 3u);
}

}  // namespace
}  // namespace mailstop::store::sqlite
