// What a sans-I/O protocol engine may ask of the world. Engines hold no socket, clock, thread or store:
// bytes go in, actions come out, and net/drive.hpp is the only loop that joins them to a connection.
#pragma once
#include <chrono>
#include <string>
#include <variant>

namespace mailstop::engine {

struct NeedInput {};  // read, then call received() or peer_closed()
struct Send {
  std::string bytes;  // queued; written before the next read, pause, question or close
};
struct StartTls {};  // handshake, then call tls_started(); bytes read before it are dropped
struct Pause {
  std::chrono::milliseconds length;
};
struct Close {};  // flush and close

// A Question is the protocol's own variant of what only the host can answer; answered() carries the reply
// back.
template <class Question>
using Action = std::variant<NeedInput, Send, StartTls, Pause, Close, Question>;

}  // namespace mailstop::engine
