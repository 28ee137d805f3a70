#include "support/test_pch.hpp"
