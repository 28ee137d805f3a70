#include "net/connection.hpp"

namespace mailstop::net {

Task<Result<TlsState>> Connection::start_tls() {
  co_return Error{Errc::unavailable, "this connection cannot do tls"};
}

}  // namespace mailstop::net
