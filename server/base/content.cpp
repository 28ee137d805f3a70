#include "base/content.hpp"

#include <sys/mman.h>

#include <utility>

namespace mailstop {

Content::Content(std::string text) {
  auto owner = std::make_shared<const std::string>(std::move(text));
  view_ = *owner;
  owner_ = std::move(owner);
}

Content Content::of_mapping(void* address, std::size_t size) {
  Content content;
  content.view_ = {static_cast<const char*>(address), size};
  content.is_mapped_ = true;
  content.owner_ = std::shared_ptr<const void>(
      address, [size](const void* mapping) { munmap(const_cast<void*>(mapping), size); });
  return content;
}

void Content::forget_pages() const {
  if (is_mapped_) madvise(const_cast<char*>(view_.data()), view_.size(), MADV_DONTNEED);
}

}  // namespace mailstop
