// The bytes of something large that is made once and then only read: in memory, or in a file that is mapped.
// Copies share them. Any thread.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace mailstop {

class Content {
 public:
  Content() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a string is content
  Content(std::string text);
  Content(const char* text) : Content(std::string(text)) {}  // NOLINT(google-explicit-constructor)

  // Takes over a mapping of mmap().
  static Content of_mapping(void* address, std::size_t size);

  std::string_view view() const { return view_; }
  std::size_t size() const { return view_.size(); }
  bool empty() const { return view_.empty(); }
  bool operator==(std::string_view other) const { return view_ == other; }

  // What was read of a mapped file leaves the process's memory, until it is read again.
  void forget_pages() const;

 private:
  std::shared_ptr<const void> owner_;
  std::string_view view_;
  bool is_mapped_ = false;
};

}  // namespace mailstop
