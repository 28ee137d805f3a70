// GMime's handles as C++ owners, and the one set of parser options we use. Only .cpp files of this folder
// include this.
#pragma once
#include <gmime/gmime.h>

#include <memory>

namespace mailstop::mail {

struct ObjectUnref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using ObjectPtr = std::unique_ptr<T, ObjectUnref>;

struct GlibFree {
  void operator()(gpointer memory) const { g_free(memory); }
};
using GlibText = std::unique_ptr<char, GlibFree>;

// Lenient about everything, 8-bit text is UTF-8 or else windows-1252. Read-only after the first call, so
// thread-safe.
GMimeParserOptions* lenient_options();

}  // namespace mailstop::mail
