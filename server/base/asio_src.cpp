// The one place where Asio is compiled (BOOST_ASIO_SEPARATE_COMPILATION): everyone else only declares it.
#include <boost/asio/impl/src.hpp>
