#include "net/tls_session.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "net/tls_error.hpp"

namespace mailstop::net {

// Where OpenSSL reads and writes: OpenSSL's own memory BIO would keep its buffer for the life of the
// connection.
struct TlsSession::Channel {
  std::string_view input;
  std::string output;

  static Channel& of(BIO* bio) { return *static_cast<Channel*>(BIO_get_data(bio)); }

  static int read(BIO* bio, char* into, int size) {
    auto& input = of(bio).input;
    BIO_clear_retry_flags(bio);
    if (input.empty()) {
      BIO_set_retry_read(bio);
      return -1;
    }
    const auto count = std::min(input.size(), static_cast<std::size_t>(size));
    std::memcpy(into, input.data(), count);
    input.remove_prefix(count);
    return static_cast<int>(count);
  }
  static int write(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    of(bio).output.append(bytes, static_cast<std::size_t>(size));
    return size;
  }
  static long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

  static const BIO_METHOD* method() {
    static const BIO_METHOD* const made = [] {
      BIO_METHOD* fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "mailstop");
      BIO_meth_set_read(fresh, &Channel::read);
      BIO_meth_set_write(fresh, &Channel::write);
      BIO_meth_set_ctrl(fresh, &Channel::control);
      return fresh;
    }();
    return made;
  }
};

namespace {

std::string to_text(const X509_NAME* name) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
  X509_NAME_print_ex(memory.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string subject_of_client(const SSL* ssl) {
  const X509* certificate = SSL_get0_peer_certificate(ssl);
  if (!certificate || SSL_get_verify_result(ssl) != X509_V_OK) return {};
  return to_text(X509_get_subject_name(certificate));
}

// RFC 5929 section 3.1: the first Finished message, which is the server's when a session is resumed.
std::string unique_binding(const SSL* ssl) {
  if (SSL_version(ssl) > TLS1_2_VERSION) return {};
  std::string finished(EVP_MAX_MD_SIZE, '\0');
  const auto size = SSL_session_reused(ssl) ? SSL_get_finished(ssl, finished.data(), finished.size())
                                            : SSL_get_peer_finished(ssl, finished.data(), finished.size());
  finished.resize(size);
  return finished;
}

// RFC 9266 section 4.2: with older versions it is sound only under conditions, and tls-unique serves there.
std::string exporter_binding(SSL* ssl) {
  if (SSL_version(ssl) < TLS1_3_VERSION) return {};
  constexpr std::string_view label = "EXPORTER-Channel-Binding";
  std::string binding(32, '\0');
  auto* const bytes = reinterpret_cast<unsigned char*>(binding.data());
  const int made =
      SSL_export_keying_material(ssl, bytes, binding.size(), label.data(), label.size(), nullptr, 0, 0);
  return made == 1 ? binding : std::string();
}

}  // namespace

TlsSession::TlsSession(std::shared_ptr<const TlsContext> context)
    : context_(std::move(context)), channel_(std::make_unique<Channel>()), ssl_(context_->new_session()) {
  BIO* const bio = BIO_new(Channel::method());
  if (!bio) throw std::bad_alloc();
  BIO_set_data(bio, channel_.get());
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_, bio, bio);
  SSL_set_accept_state(ssl_);
}

TlsSession::~TlsSession() {
  SSL_free(ssl_);
}

void TlsSession::set_input(std::string_view records) {
  channel_->input = records;
}

std::string_view TlsSession::unused_input() const {
  return channel_->input;
}

std::string TlsSession::take_output() {
  return std::exchange(channel_->output, {});
}

bool TlsSession::has_output() const {
  return !channel_->output.empty();
}

TlsSession::Progress TlsSession::shake_hands() {
  forget_tls_errors();
  return judge(SSL_do_handshake(ssl_));
}

TlsSession::Progress TlsSession::read(std::span<char> into, std::size_t& size) {
  forget_tls_errors();
  return judge(SSL_read_ex(ssl_, into.data(), into.size(), &size));
}

bool TlsSession::has_plain_text() const {
  return SSL_pending(ssl_) > 0;
}

bool TlsSession::write(std::string_view plain_text) {
  forget_tls_errors();
  std::size_t written = 0;
  const int result = SSL_write_ex(ssl_, plain_text.data(), plain_text.size(), &written);
  return judge(result) == Progress::done && written == plain_text.size();
}

// OpenSSL must not be asked to go on after a failure.
void TlsSession::shut_down() {
  if (failure_.empty() && SSL_is_init_finished(ssl_)) SSL_shutdown(ssl_);
  forget_tls_errors();
}

TlsSession::Progress TlsSession::judge(int result) {
  if (result > 0) return Progress::done;
  switch (SSL_get_error(ssl_, result)) {
    case SSL_ERROR_WANT_READ:
      return Progress::wants_input;
    case SSL_ERROR_ZERO_RETURN:
      return Progress::over;
    default:
      failure_ = explain_failure();
      return Progress::failed;
  }
}

std::string TlsSession::explain_failure() const {
  auto reason = take_tls_error();
  const auto verified = SSL_get_verify_result(ssl_);
  if (verified != X509_V_OK && reason == "certificate verify failed")
    reason += std::string(" (") + X509_verify_cert_error_string(verified) + ")";
  return reason.empty() ? "unknown failure" : reason;
}

bool TlsSession::has_sent_certificate() const {
  const auto state = SSL_get_state(ssl_);
  return state != TLS_ST_BEFORE && state != TLS_ST_SR_CLNT_HELLO;
}

TlsState TlsSession::state() const {
  TlsState state;
  state.version = SSL_get_version(ssl_);
  state.cipher = SSL_get_cipher_name(ssl_);
  if (const char* name = SSL_get_servername(ssl_, TLSEXT_NAMETYPE_host_name)) state.server_name = name;
  state.alpn = TlsContext::offered_alpn(ssl_);
  state.client_subject = subject_of_client(ssl_);
  state.unique = unique_binding(ssl_);
  state.exporter = exporter_binding(ssl_);
  return state;
}

}  // namespace mailstop::net
