// The HTML body of a mail, made fit for a frame, and the policy that keeps it harmless. The body itself is
// not cleaned: the browser is told to run nothing and to load nothing, which holds for HTML that no cleaner
// foresaw.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mail/part.hpp"

namespace mailstop::api::v1 {

// `cid:` links (RFC 2392) become the URLs of the parts they name, and links open a new window.
std::string render_html(std::string_view html, const std::vector<mail::Part>& parts, std::string_view id);

// The first half of it: the path of a part is what `path_of` says, in place of each link that names it.
using PartPath = std::function<std::string(const mail::Part& part)>;
std::string rewrite_content_ids(std::string_view html, const std::vector<mail::Part>& parts,
                                const PartPath& path_of);

enum class RemoteContent { blocked, allowed };

// `host` as the browser sent it: images may come from the message's own parts and, when allowed, from
// anywhere.
std::string html_content_security_policy(std::string_view host, std::string_view id, RemoteContent remote);
// The same for parts that are at another path than those of the message `id` of this API.
std::string policy_for_parts_at(std::string_view path, std::string_view host, RemoteContent remote);

}  // namespace mailstop::api::v1
