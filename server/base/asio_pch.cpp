#include "base/asio_pch.hpp"
