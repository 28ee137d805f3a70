// Precompiled for every test: the server's own precompiled header and what each test includes besides.
#pragma once
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/system/result.hpp>

#include "base/asio_pch.hpp"
