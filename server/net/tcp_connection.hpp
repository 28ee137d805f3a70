// Connection over a connected socket, TCP or Unix. Idle connections hold no buffer: reads go through one of
// the thread's.
#pragma once
#include <chrono>

#include "base/deadline.hpp"
#include "net/connection.hpp"
#include "net/socket.hpp"

namespace mailstop::net {

class TcpConnection final : public Connection {
 public:
  TcpConnection(Socket socket, std::chrono::milliseconds write_timeout);

  asio::any_io_executor executor() override { return socket_.get_executor(); }
  Endpoint peer() const override { return peer_; }
  Task<std::string_view> read() override;
  void interrupt_read() override;
  Task<bool> write(std::string_view bytes) override;
  Task<> close() override;

 private:
  Task<bool> wait_writable();

  Socket socket_;
  Deadline write_deadline_;
  std::chrono::milliseconds write_timeout_;
  Endpoint peer_;
  bool interrupted_ = false;
  bool write_expired_ = false;
};

}  // namespace mailstop::net
