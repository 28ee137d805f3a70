// The OpenAPI document as JSON: schema/openapi.yaml, converted by the build and linked in.
#pragma once
#include <string_view>

namespace mailstop::api::v1 {

std::string_view openapi_document();

}  // namespace mailstop::api::v1
