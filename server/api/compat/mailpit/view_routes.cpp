#include "api/compat/mailpit/view_routes.hpp"

#include <fmt/format.h>

#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/find_message.hpp"
#include "api/compat/mailpit/opened_mail.hpp"
#include "api/compat/offload_large.hpp"
#include "api/v1/html_view.hpp"
#include "http/finish.hpp"
#include "http/guard.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using http::Method;

std::string parts_path(std::string_view id) {
  return fmt::format("/api/v1/message/{}/part/", http::percent_encode(id));
}

http::Response html_response(const OpenedMail& mail, const http::Request& request) {
  const auto& id = mail.message.summary.id;
  const auto path = parts_path(id);
  const auto& parts = mail.message.parts;
  auto html = v1::rewrite_content_ids(mail.html, parts, [&path](const mail::Part& part) {
    return path + http::percent_encode(part.part_id);
  });
  if (request.query.get_or("embed", "") == "1") html = v1::render_html(html, {}, id);
  http::Response response;
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  response.headers.set("Content-Security-Policy",
                       v1::policy_for_parts_at(path, request.host, v1::RemoteContent::allowed));
  response.body = std::move(html);
  return response;
}

// 404 with a text of its own, whatever is missing.
http::Response view_error(const Error& error) {
  return error.code == Errc::not_found ? message_not_found() : answer(error);
}

}  // namespace

void ViewApi::add_routes(http::Router& router) {
  const http::RouteOf<ViewApi> routes[] = {
      {Method::get, "/view/{id}", "*", &ViewApi::view, traits()},
      {Method::get, "/search", "*", &ViewApi::search, traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> ViewApi::view(const http::Request& request) {
  constexpr std::string_view html = ".html", text = ".txt";
  std::string name = request.parameter("id");
  if (name.ends_with(html)) co_return co_await show_html(request, name.substr(0, name.size() - html.size()));
  if (name.ends_with(text)) co_return co_await show_text(request, name.substr(0, name.size() - text.size()));
  co_return co_await show_page(request);
}

// The page of a message has another address here.
Task<http::Response> ViewApi::show_page(const http::Request& request) {
  const auto& name = request.parameter("id");
  if (name != "latest") co_return redirect("/m/" + http::percent_encode(name));
  auto id = co_await find_message(mailroom_, request, name);
  co_return id ? redirect("/view/" + *id) : redirect("/");
}

Task<http::Response> ViewApi::search(const http::Request& request) {
  const auto query = request.query.get_or("q", "");
  co_return redirect(query.empty() ? "/" : "/?q=" + http::percent_encode(query));
}

// A page of another site may show a view, but not change what is unread.
Task<http::Response> ViewApi::show_html(const http::Request& request, std::string id) {
  auto found = co_await find_message(mailroom_, request, std::move(id));
  if (!found) co_return found.error();
  const auto mail = co_await open_mail(mailroom_, std::move(*found));
  if (!mail) co_return view_error(mail.error());
  if (mail->html.empty())
    co_return http::text_response("This message does not contain a HTML part", http::Status::not_found);
  if (http::is_same_origin(request)) co_await mark_read(mailroom_, mail->message.summary);
  auto print = [&] { return html_response(*mail, request); };
  co_return co_await offload_large(mailroom_, mail->raw.size(), std::move(print));
}

Task<http::Response> ViewApi::show_text(const http::Request& request, std::string id) {
  auto found = co_await find_message(mailroom_, request, std::move(id));
  if (!found) co_return found.error();
  auto mail = co_await open_mail(mailroom_, std::move(*found));
  if (!mail) co_return view_error(mail.error());
  if (http::is_same_origin(request)) co_await mark_read(mailroom_, mail->message.summary);
  co_return http::text_response(std::move(mail->text));
}

}  // namespace mailstop::api::compat::mailpit
