// Every file of tests/transcripts/smtp, and the name that its tests have.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/transcript.hpp"

namespace mailstop::test {

std::vector<Transcript> read_smtp_transcripts();

std::string to_test_name(const testing::TestParamInfo<Transcript>& info);

void PrintTo(const Transcript& transcript, std::ostream* out);

}  // namespace mailstop::test
