#include "mail/mime_tree.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "base/text.hpp"
#include "mail/boundaries.hpp"
#include "mail/header_text.hpp"
#include "mail/part_header.hpp"
#include "mail/transfer_encoding.hpp"

namespace mailstop::mail {
namespace {

bool is_message(std::string_view type) {
  return type == "message/rfc822" || type == "message/global";
}

// An attached message without a name of its own is called after its subject.
std::string name_after_subject(const std::vector<RawField>& fields) {
  const RawField* const subject = find_field(fields, "Subject");
  std::string name = subject ? decode_header_text(subject->value) : std::string();
  for (char& c : name) {
    if (c == '/' || c == '\\') c = '_';
  }
  return (name.empty() ? "message" : std::string(truncate_utf8(name, 200))) + ".eml";
}

class Reader {
 public:
  Reader(std::string_view raw, Defects& defects) : raw_(raw), boundaries_(raw), defects_(defects) {}

  MimeTree read() {
    Task root;
    root.part_id = "0";
    read_entity(root);
    return std::move(tree_);
  }

 private:
  // What is known of an entity before it is read.
  struct Task {
    std::size_t begin = 0;
    std::string part_id;
    std::size_t parent = 0;
    std::size_t depth = 0;
    std::string_view default_type = "text/plain";
    bool in_attached = false;
  };

  // Returns the delimiter that ended the entity.
  Delimiter read_entity(const Task& task) {
    const std::size_t index = tree_.parts.size();
    Part& part = tree_.parts.emplace_back();
    tree_.places.push_back({task.parent, task.in_attached, false});
    part.part_id = task.part_id;
    part.header_offset = task.begin;
    HeaderBlock block = read_header_block(raw_, task.begin, boundaries_, most_headers - headers_, defects_);
    headers_ += block.fields.size();
    part.offset = block.body;
    std::string boundary = read_part_header(block.fields, task.default_type, part, defects_);
    name_attached_parent(task, block.fields);
    if (index == 0) tree_.fields = std::move(block.fields);
    const Delimiter end = read_body(task, index, std::move(boundary));
    tree_.parts[index].length = end.content_end - tree_.parts[index].offset;
    return end;
  }

  Delimiter read_body(const Task& task, std::size_t index, std::string boundary) {
    const Part& part = tree_.parts[index];
    const bool is_multipart = part.content_type.starts_with("multipart/");
    const bool is_attached =
        is_message(part.content_type) && is_identity(part.encoding) && part.offset < raw_.size();
    if (!is_multipart && !is_attached) return boundaries_.find(part.offset);
    if (task.depth >= most_nesting) {
      defects_.add(Defect::nesting_too_deep,
                   fmt::format("Parts are nested deeper than {}; part {} is not looked into.", most_nesting,
                               part.part_id));
      return boundaries_.find(part.offset);
    }
    return is_multipart ? read_multipart(task, index, std::move(boundary)) : read_attached(task, index);
  }

  Delimiter read_multipart(const Task& task, std::size_t index, std::string boundary) {
    const std::size_t body = tree_.parts[index].offset;
    if (boundary.empty()) {
      defects_.add(Defect::missing_boundary, "A multipart declares no boundary; it is shown as text.");
      return boundaries_.find(body);
    }
    boundaries_.open(std::move(boundary));
    const std::size_t depth = boundaries_.depth();
    Delimiter end = boundaries_.find(body);
    if (end.depth < depth) {
      defects_.add(Defect::missing_boundary,
                   "The boundary that a multipart declares is not in it; it is shown as text.");
    }
    const bool is_empty = end.depth < depth;
    std::size_t number = 0;
    while (end.depth == depth && !end.closing) {
      if (!has_room()) {
        boundaries_.close();
        return end_of_message();
      }
      end = read_entity(child_task(task, index, end.next, ++number));
    }
    boundaries_.close();
    if (end.depth == depth) return boundaries_.find(end.next);
    if (!is_empty) {
      defects_.add(Defect::truncated_multipart,
                   "A multipart has no closing boundary; the message may be cut off.");
    }
    return end;
  }

  Delimiter read_attached(const Task& task, std::size_t index) {
    if (!has_room()) return boundaries_.find(tree_.parts[index].offset);
    Task child = child_task(task, index, tree_.parts[index].offset, 1);
    child.in_attached = true;
    child.default_type = "text/plain";
    return read_entity(child);
  }

  Task child_task(const Task& task, std::size_t index, std::size_t begin, std::size_t number) {
    tree_.places[index].has_children = true;
    Task child;
    child.begin = begin;
    child.part_id = index == 0 ? std::to_string(number) : fmt::format("{}.{}", task.part_id, number);
    child.parent = index;
    child.depth = task.depth + 1;
    if (tree_.parts[index].content_type == "multipart/digest") child.default_type = "message/rfc822";
    child.in_attached = task.in_attached;
    return child;
  }

  void name_attached_parent(const Task& task, const std::vector<RawField>& fields) {
    Part& parent = tree_.parts[task.parent];
    if (is_message(parent.content_type) && parent.filename.empty() && task.depth > 0) {
      parent.filename = name_after_subject(fields);
    }
  }

  bool has_room() {
    if (tree_.parts.size() < most_parts) return true;
    defects_.add(Defect::too_many_parts,
                 fmt::format("There are more than {} parts; the rest is not shown.", most_parts));
    return false;
  }

  Delimiter end_of_message() const { return {0, false, raw_.size(), raw_.size()}; }

  std::string_view raw_;
  Boundaries boundaries_;
  Defects& defects_;
  MimeTree tree_;
  std::size_t headers_ = 0;
};

}  // namespace

MimeTree read_mime_tree(std::string_view raw, Defects& defects) {
  return Reader(raw, defects).read();
}

}  // namespace mailstop::mail
