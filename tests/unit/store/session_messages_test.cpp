#include "store/sqlite/session_messages.hpp"

#include <gmock/gmock.h>

namespace mailstop::store::sqlite {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(SessionMessages, CountsOverBatchesUntilTheSessionEnds) {
  SessionMessages messages;
  messages.add("s1", 1);
  messages.add("s1", 1);
  messages.commit();
  messages.add("s1", 1);
  messages.add("s1", -1);
  messages.add("s1", -1);
  EXPECT_THAT(messages.changes_of_ended(), IsEmpty());
  EXPECT_EQ(messages.take("s1"), 1);
  messages.commit();
  messages.add("s1", -1);
  EXPECT_THAT(messages.changes_of_ended(), ElementsAre(Pair("s1", -1)));
}

TEST(SessionMessages, ABatchThatIsRolledBackNeverWas) {
  SessionMessages messages;
  messages.add("s1", 1);
  messages.commit();
  messages.add("s1", 5);
  EXPECT_EQ(messages.take("s1"), 6);
  messages.forget_batch();
  EXPECT_EQ(messages.take("s1"), 1);
}

TEST(SessionMessages, ForgetsTheOldestThatNeverEnd) {
  SessionMessages messages(2);
  for (const auto* session : {"s1", "s2", "s3"}) messages.add(session, 1);
  messages.commit();
  EXPECT_EQ(messages.take("s1"), 0);
  EXPECT_EQ(messages.take("s2"), 1);
  EXPECT_EQ(messages.take("s3"), 1);
}

}  // namespace
}  // namespace mailstop::store::sqlite
