#include "api/v1/document.hpp"

#include "openapi.hpp"

namespace mailstop::api::v1 {

std::string_view openapi_document() {
  return embedded::openapi().front().data;
}

}  // namespace mailstop::api::v1
