// RFC 6266: Content-Disposition with a name from a mail. Control bytes, quotes, path separators and dots at
// the front never reach the header; the whole name is in filename*, an ASCII likeness in filename.
#pragma once
#include <string>
#include <string_view>

namespace mailstop::http {

enum class Disposition { inline_, attachment };

std::string content_disposition(Disposition disposition, std::string_view filename);

}  // namespace mailstop::http
