"""One home per library: a third-party header is included in the modules named here and nowhere else below server/."""
import re

import layers
import sources

# Prefix of the include -> modules that are its home. Boost.System, Asio without TLS and fmt are everywhere.
HOMES = {
    "gmime/": {"mail"},
    "glib": {"mail"},
    "libxml/": {"mail"},
    "sqlite3": {"store/sqlite"},
    "zstd": {"store/sqlite"},
    "openssl/": {"base", "net"},
    "boost/asio/ssl": {"net"},
    "sys/socket.h": {"net"},
    "netinet/": {"net"},
    "arpa/": {"net"},
    "boost/beast": {"http"},
    "zlib.h": {"http"},
    "nlohmann/": {"http", "api/v1", "api/compat", "app"},
    "CLI/": {"config"},
    "toml": {"config"},
    "spdlog/": {"base"},
    "utf8proc": {"base"},
    "archive": {"base"},
    "re2/": {"query"},
    "turbojpeg": {"image"},
    "png.h": {"image"},
    "gif_lib": {"image"},
    "crypt.h": {"listeners"},
}
# The precompiled header names what is dear to parse; that is not a use.
_PRECOMPILED = re.compile(r"^server/base/asio_pch\.[ch]pp$")


def findings(name, module, code):
    for line, path, quoted in sources.includes(code):
        for prefix, homes in HOMES.items():
            if not quoted and path.startswith(prefix) and module not in homes:
                yield f"{name}:{line}: <{path}> is at home in {', '.join(sorted(homes))}, not in {module}"


def check():
    graph = layers.modules(sources.read("server/CMakeLists.txt"))
    for path in sources.files("server/*.hpp", "server/*.cpp"):
        if not _PRECOMPILED.match(path.as_posix()):
            module = layers.owner(path.relative_to("server").as_posix(), graph)
            yield from findings(path, module, sources.read(path))
