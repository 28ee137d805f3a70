#include "mailroom/session_backlog.hpp"

#include <gmock/gmock.h>

#include "base/log.hpp"

namespace mailstop::mailroom {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(SessionBacklog, TakesAnySingleSession) {
  SessionBacklog backlog({10, 100});
  EXPECT_TRUE(backlog.add(1000));
  EXPECT_FALSE(backlog.add(1));
  backlog.remove(1000);
  EXPECT_TRUE(backlog.add(60));
  EXPECT_TRUE(backlog.add(40));
  EXPECT_FALSE(backlog.add(1));
}

TEST(SessionBacklog, LogsWhatIsDroppedWithItsNumberNowAndThen) {
  SessionBacklog backlog({1, 100});
  backlog.add(1);
  testing::internal::CaptureStderr();
  for (int count = 0; count < 150; ++count) EXPECT_FALSE(backlog.add(1));
  EXPECT_EQ(backlog.dropped(), 150u);
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              AllOf(HasSubstr("wait for it: 1 not kept"), HasSubstr(": 10 not kept"),
                    HasSubstr(": 100 not kept"), Not(HasSubstr(": 2 not kept"))));

  testing::internal::CaptureStderr();
  backlog.remove(1);
  EXPECT_EQ(backlog.dropped(), 0u);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("not kept meanwhile: 150"));
}

}  // namespace
}  // namespace mailstop::mailroom
