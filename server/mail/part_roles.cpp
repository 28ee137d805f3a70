#include "mail/part_roles.hpp"

#include <algorithm>
#include <unordered_set>

namespace mailstop::mail {
namespace {

class Assigner {
 public:
  explicit Assigner(MimeTree& tree) : tree_(tree) {}

  void assign() {
    for (std::size_t i = 0; i < tree_.parts.size(); ++i) tree_.parts[i].role = role_of(i);
  }

 private:
  PartRole role_of(std::size_t index) {
    const Part& part = tree_.parts[index];
    const Place& place = tree_.places[index];
    const bool is_multipart = part.content_type.starts_with("multipart/");
    if (place.in_attached) return PartRole::container;
    if (is_multipart && place.has_children) return PartRole::container;
    if (part.disposition == Disposition::attachment) return PartRole::attachment;
    if (part.content_type == "text/html") return role_of_html(part);
    // A multipart that could not be taken apart is shown rather than hidden.
    if (part.content_type == "text/plain" || is_multipart) return role_of_text(index);
    return role_of_file(index);
  }

  PartRole role_of_html(const Part& part) {
    if (html_seen_ || is_named_file(part)) return PartRole::attachment;
    html_seen_ = true;
    return PartRole::html_body;
  }

  PartRole role_of_text(std::size_t index) {
    if (is_named_file(tree_.parts[index])) return PartRole::attachment;
    // Of the texts of one alternative, the first counts (RFC 2046 section 5.1.4: they say the same).
    const std::size_t parent = tree_.places[index].parent;
    const bool is_alternative = tree_.parts[parent].content_type == "multipart/alternative";
    if (is_alternative && !alternatives_with_text_.insert(parent).second) return PartRole::attachment;
    text_seen_ = true;
    return PartRole::text_body;
  }

  PartRole role_of_file(std::size_t index) const {
    const Part& part = tree_.parts[index];
    const std::string& parent = tree_.parts[tree_.places[index].parent].content_type;
    const bool is_message = part.content_type.starts_with("message/");
    const bool is_related = parent == "multipart/related" && !part.content_id.empty();
    const bool is_inline =
        part.disposition == Disposition::inline_ && !part.content_type.starts_with("text/");
    return !is_message && (is_related || is_inline) ? PartRole::inline_ : PartRole::attachment;
  }

  // Text that has a file name is a file, unless nothing else could be the body.
  bool is_named_file(const Part& part) const { return !part.filename.empty() && (text_seen_ || html_seen_); }

  MimeTree& tree_;
  bool text_seen_ = false;
  bool html_seen_ = false;
  std::unordered_set<std::size_t> alternatives_with_text_;
};

}  // namespace

void assign_roles(MimeTree& tree) {
  Assigner(tree).assign();
}

}  // namespace mailstop::mail
