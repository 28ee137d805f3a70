// A TLS client without a network, and a Connection whose other end it is: what the server writes is taken by
// the client at once, and what the client then wants to say is read by the server.
#pragma once
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "net/connection.hpp"

namespace mailstop::test {

struct TlsPeerOptions {
  std::string trusted_pem;  // "" trusts nobody, and says so
  bool verifies = true;
  std::string server_name = "localhost";
  int least_version = TLS1_2_VERSION;
  int greatest_version = TLS1_3_VERSION;
  std::string alpn;  // in wire format
  std::string certificate_pem;
  std::string key_pem;
};

class TlsPeer {
 public:
  explicit TlsPeer(const TlsPeerOptions& options)
      : context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free) {
    SSL_CTX_set_min_proto_version(context_.get(), options.least_version);
    SSL_CTX_set_max_proto_version(context_.get(), options.greatest_version);
    if (options.least_version < TLS1_2_VERSION) SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    if (options.verifies) SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    if (const auto trusted = read_certificate(options.trusted_pem))
      X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), trusted.get());
    show(options);
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_connect_state(ssl_.get());
    name(options);
  }

  std::deque<std::string> to_say;  // once the handshake is done, one record each
  bool says_goodbye = false;       // with close_notify, behind what it says
  bool sends_garbage = false;      // a record that cannot be decrypted, once the handshake is done
  std::string received;
  bool saw_goodbye = false;
  std::string failure;

  SSL* ssl() { return ssl_.get(); }
  bool is_connected() const { return SSL_is_init_finished(ssl_.get()) == 1; }
  std::string version() const { return SSL_get_version(ssl_.get()); }

  void take(std::string_view records) {
    BIO_write(SSL_get_rbio(ssl_.get()), records.data(), static_cast<int>(records.size()));
    advance();
  }

  std::string records() {
    advance();
    std::string bytes(BIO_ctrl_pending(SSL_get_wbio(ssl_.get())), '\0');
    if (!bytes.empty()) BIO_read(SSL_get_wbio(ssl_.get()), bytes.data(), static_cast<int>(bytes.size()));
    if (is_connected() && std::exchange(sends_garbage, false))
      bytes += std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x');
    return bytes;
  }

 private:
  static std::shared_ptr<X509> read_certificate(const std::string& pem) {
    if (pem.empty()) return nullptr;
    BIO* const text = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    std::shared_ptr<X509> certificate(PEM_read_bio_X509(text, nullptr, nullptr, nullptr), &X509_free);
    BIO_free(text);
    return certificate;
  }

  void show(const TlsPeerOptions& options) {
    const auto certificate = read_certificate(options.certificate_pem);
    if (!certificate) return;
    BIO* const text = BIO_new_mem_buf(options.key_pem.data(), static_cast<int>(options.key_pem.size()));
    EVP_PKEY* const key = PEM_read_bio_PrivateKey(text, nullptr, nullptr, nullptr);
    BIO_free(text);
    SSL_CTX_use_certificate(context_.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), key);
    EVP_PKEY_free(key);
  }

  void name(const TlsPeerOptions& options) {
    const auto* const alpn = reinterpret_cast<const unsigned char*>(options.alpn.data());
    if (!options.alpn.empty())
      SSL_set_alpn_protos(ssl_.get(), alpn, static_cast<unsigned>(options.alpn.size()));
    if (options.server_name.empty()) return;
    const bool is_address =
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_.get()), options.server_name.c_str()) == 1;
    if (is_address) return;
    SSL_set_tlsext_host_name(ssl_.get(), options.server_name.c_str());
    SSL_set1_host(ssl_.get(), options.server_name.c_str());
  }

  void advance() {
    if (!failure.empty()) return;
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result != 1) return note(result);
    for (; !to_say.empty(); to_say.pop_front())
      SSL_write(ssl_.get(), to_say.front().data(), static_cast<int>(to_say.front().size()));
    if (says_goodbye && !has_said_goodbye_) SSL_shutdown(ssl_.get());
    has_said_goodbye_ = says_goodbye;
    char bytes[16384];
    int size = 0;
    while ((size = SSL_read(ssl_.get(), bytes, sizeof bytes)) > 0)
      received.append(bytes, static_cast<size_t>(size));
    note(size);
  }

  void note(int result) {
    const int error = SSL_get_error(ssl_.get(), result);
    saw_goodbye = saw_goodbye || error == SSL_ERROR_ZERO_RETURN;
    if (error != SSL_ERROR_SSL) return;
    const char* reason = ERR_reason_error_string(ERR_get_error());
    failure = reason ? reason : "unknown";
  }

  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_{nullptr, &SSL_free};
  bool has_said_goodbye_ = false;
};

class TlsPeerConnection final : public net::Connection {
 public:
  TlsPeerConnection(asio::any_io_executor executor, TlsPeerOptions options)
      : peer_tls(options), executor_(executor), arrival_(executor) {
    arrival_.expires_at(asio::steady_timer::time_point::max());
  }

  TlsPeer peer_tls;
  std::deque<std::string> plain_input;  // read before the client says anything of TLS
  std::string plain_output;
  std::size_t chunk = std::string::npos;       // so many bytes are read at a time
  std::size_t most_bytes = std::string::npos;  // the client is gone after so many bytes of TLS
  bool stays_open = false;
  bool closed = false;
  int steps = 0;
  int fails_at = -1;  // the number of the read or write that fails, from 0

  asio::any_io_executor executor() override { return executor_; }
  net::Endpoint peer() const override { return {"192.0.2.1", 4711}; }

  Task<std::string_view> read() override {
    if (steps++ == fails_at) co_return std::string_view{};
    if (!plain_input.empty()) {
      current_ = std::move(plain_input.front());
      plain_input.pop_front();
      co_return std::string_view(current_);
    }
    is_tls_ = true;
    pending_ += peer_tls.records();
    const auto size = std::min({chunk, pending_.size(), most_bytes});
    if (size == 0 && stays_open && !std::exchange(interrupted_, false)) {
      boost::system::error_code woken;
      auto token = asio::redirect_error(asio::use_awaitable, woken);
      co_await arrival_.async_wait(token);
      interrupted_ = false;
    }
    current_ = pending_.substr(0, size);
    pending_.erase(0, size);
    if (most_bytes != std::string::npos) most_bytes -= size;
    co_return std::string_view(current_);
  }

  void interrupt_read() override {
    interrupted_ = true;
    arrival_.cancel();
  }

  Task<bool> write(std::string_view bytes) override {
    if (steps++ == fails_at) co_return false;
    if (is_tls_) {
      peer_tls.take(bytes);
    } else {
      plain_output += bytes;
    }
    co_return true;
  }

  Task<> close() override {
    closed = true;
    co_return;
  }

 private:
  asio::any_io_executor executor_;
  asio::steady_timer arrival_;
  std::string current_;
  std::string pending_;
  bool is_tls_ = false;
  bool interrupted_ = false;
};

}  // namespace mailstop::test
