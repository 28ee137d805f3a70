// A store under test, and messages to put into it.
#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "query/parser.hpp"
#include "store_backend.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

namespace mailstop::contract {

inline store::NewMessage make_message(std::string subject, std::string inbox = "default") {
  store::NewMessage message;
  message.inbox = std::move(inbox);
  message.received_at = Timestamp{Duration{1'795'300'000'000}};
  message.envelope.sender = "sender@app.test";
  message.envelope.recipients = {{"alice@example.test", "", ""}};
  message.parsed.from = {{"Shop", "shop@app.test"}};
  message.parsed.to = {{"Alice", "alice@example.test"}};
  message.parsed.subject = std::move(subject);
  message.parsed.snippet = "Hello";
  message.parsed.search_text = "Hello, this is the body.";
  message.raw = "Subject: " + message.parsed.subject + "\r\n\r\nHello, this is the body.\r\n";
  return message;
}

inline store::Selection matching(std::string_view query) {
  store::Selection selection;
  selection.query = query::parse_query(query, Timestamp{}).value();
  return selection;
}

inline store::Selection in_inbox(std::string name) {
  store::Selection selection;
  selection.inbox = std::move(name);
  return selection;
}

class StoreTest : public testing::TestWithParam<BackendKind> {
 protected:
  StoreTest() : backend_(GetParam().make()), store_(backend_->open(clock_, log_.listener())) {}
  ~StoreTest() override {
    if (store_) store_->close();
  }

  template <class T>
  T run(Task<T> task) {
    return test::run_task(context_, std::move(task));
  }

  mail::MessageSummary insert(store::NewMessage message) {
    return run(store_->insert(std::move(message))).value();
  }
  mail::MessageSummary insert(std::string subject, std::string inbox = "default") {
    return insert(make_message(std::move(subject), std::move(inbox)));
  }

  store::Page list(store::ListRequest request = {}) { return run(store_->list(std::move(request))).value(); }
  store::Page list(store::Selection selection) {
    store::ListRequest request;
    request.selection = std::move(selection);
    return list(std::move(request));
  }
  std::vector<std::string> subjects(const store::Page& page) {
    std::vector<std::string> result;
    for (const auto& message : page.messages) result.push_back(message.subject);
    return result;
  }
  std::vector<std::string> subjects(std::string_view query) { return subjects(list(matching(query))); }

  // A store that answers does so after its commit but before its listener runs: once it is closed, all has
  // been said.
  std::vector<events::Event> events_after_close() {
    store_->close();
    store_.reset();
    return log_.all();
  }

  void reopen() {
    store_->close();
    store_.reset();
    store_ = backend_->open(clock_, log_.listener());
  }

  test::ManualClock clock_;
  EventLog log_;
  asio::io_context context_;
  std::unique_ptr<Backend> backend_;
  std::unique_ptr<store::Store> store_;
};

}  // namespace mailstop::contract
