"""Each lint must be able to fail: one piece of wrong input and one of right input per rule."""
import unittest
from pathlib import Path

import awaits
import homes
import layers
import sizes
import sources
import tidy
import traces


class Sources(unittest.TestCase):
    def test_literals_and_comments_are_blanked_and_lines_kept(self):
        code = 'a("x{"); // {\nb(R"(\n{)"); /* {\n{ */ c(\'{\'); d(1\'000);'
        blanked = sources.blank(code)
        self.assertNotIn("{", blanked)
        self.assertEqual(blanked.count("\n"), code.count("\n"))
        self.assertIn("d(1'000)", blanked)

    def test_includes(self):
        found = list(sources.includes('#include <a/b.hpp>\n#  include "c.hpp"\n// #include "d.hpp"\n'))
        self.assertEqual(found, [(1, "a/b.hpp", False), (2, "c.hpp", True)])


class Awaits(unittest.TestCase):
    def found(self, code):
        return len(list(awaits.findings("x.cpp", code)))

    def test_each_form_of_the_trap_is_found(self):
        for code in ("co_await f([p]{ g(p); });", "co_await f(Agg{p, 1});", "co_await f({p, 1});",
                     "co_await f({.p = p});", "co_await co_spawn(ex, [p]() -> Task<> { co_return; }, use);",
                     "x = co_await\n  f(std::vector<int>{1});", "co_await f([=] { return 1; });",
                     "if (co_await f(x)) g();", "if (!ok(y) && co_await f(x)) {\n  g();\n}",
                     "while (!co_await f()) { g(); }"):
            self.assertEqual(self.found(code), 1, code)

    def test_safe_forms_pass(self):
        for code in ("Agg a{p, 1};\nco_await f(std::move(a));", "auto g = [p] { h(p); };\nco_await f(std::move(g));",
                     'co_await f("{}", x);', "co_await f([] { return 1; });", "if (is_open) co_await f(x);",
                     "if (is(a)) {\n  g({1, 2});\n  co_await f();\n}", "co_await f(x);  // not {this}", "co_await f(a, b); g({1});"):
            self.assertEqual(self.found(code), 0, code)

    def test_the_line_is_right(self):
        self.assertIn("x.cpp:2:", next(awaits.findings("x.cpp", "int a;\nco_await f({1});")))


class Layers(unittest.TestCase):
    CMAKE = "add_module(base ASIO HIDDEN spdlog)\nadd_module(mail DEPENDS base LIBRARIES fmt)\n" \
            "add_module(store/sqlite DEPENDS base\n           mail HIDDEN sqlite)\n# add_module(no)\n"
    README = "| 0 | `base` | - |\n| 1 | `mail` | `base` |\n| 2 | `store/sqlite` | `base` `mail` |\n| 7 | `app` | everything |\n"

    def graph(self):
        return layers.modules(self.CMAKE)

    def includes(self, module, path):
        return list(layers.include_findings("f", module, f'#include "{path}"', self.graph(), lambda name: "missing" not in name))

    def test_the_graph_is_read(self):
        self.assertEqual(self.graph(), {"base": set(), "mail": {"base"}, "store/sqlite": {"base", "mail"}})

    def test_agreement_passes(self):
        self.assertEqual(list(layers.graph_findings(self.graph(), layers.table(self.README))), [])

    def test_a_table_that_differs_fails(self):
        rows = layers.table(self.README.replace("| `base` `mail` |", "| `base` |"))
        self.assertEqual(len(list(layers.graph_findings(self.graph(), rows))), 1)

    def test_a_missing_row_and_a_row_too_many_fail(self):
        rows = layers.table(self.README.replace("`mail` | `base`", "`post` | `base`"))
        self.assertEqual(len(list(layers.graph_findings(self.graph(), rows))), 2)

    def test_a_dependency_upwards_fails(self):
        rows = layers.table(self.README.replace("| 1 | `mail`", "| 3 | `mail`"))
        self.assertIn("rank", "".join(layers.graph_findings(self.graph(), rows)))

    def test_a_circle_fails(self):
        self.assertIn("a -> b -> a", "".join(layers.cycles({"a": {"b"}, "b": {"a"}})))

    def test_includes_follow_the_graph(self):
        self.assertEqual(self.includes("store/sqlite", "mail/part.hpp"), [])
        self.assertEqual(self.includes("mail", "mail/deeper/part.hpp"), [])
        self.assertEqual(self.includes("app", "store/sqlite/x.hpp"), [])
        self.assertEqual(len(self.includes("base", "mail/part.hpp")), 1)
        self.assertEqual(len(self.includes("mail", "store/sqlite/x.hpp")), 1)
        self.assertEqual(len(self.includes("mail", "app/x.hpp")), 1)
        self.assertEqual(len(self.includes("mail", "base/missing.hpp")), 1)


class Homes(unittest.TestCase):
    def test_a_library_away_from_home_fails(self):
        self.assertEqual(len(list(homes.findings("f", "query", "#include <sqlite3.h>"))), 1)
        self.assertEqual(len(list(homes.findings("f", "base", "#include <boost/beast/core.hpp>"))), 1)

    def test_a_library_at_home_passes(self):
        self.assertEqual(list(homes.findings("f", "store/sqlite", "#include <sqlite3.h>\n#include <fmt/format.h>")), [])

    def test_every_home_is_a_module(self):
        graph = layers.modules(sources.read("server/CMakeLists.txt"))
        self.assertEqual([home for names in homes.HOMES.values() for home in names if home not in graph and home != "app"], [])


class Traces(unittest.TestCase):
    def found(self, text):
        return len(list(traces.findings("f", text, ["/srv/checkout/"])))

    def test_paths_of_a_machine_fail(self):
        person = "/home/" + "someone/x"
        self.assertEqual(self.found(f"a\nsee {person}\n"), 1)
        self.assertEqual(self.found("/srv/checkout/server"), 1)

    def test_package_hosts_fail(self):
        self.assertEqual(self.found('"resolved": ' + '"https://packages.example/a.tgz"'), 1)

    def test_others_pass(self):
        self.assertEqual(self.found("https://example.test/home/page/ /usr/share/x\n"), 0)


class Sizes(unittest.TestCase):
    def test_only_long_files_are_named(self):
        self.assertEqual(sizes.long_files({"a": 300, "b": 301}), ["b: 301 lines"])


class Tidy(unittest.TestCase):
    def test_a_header_stands_for_its_source(self):
        known = {"server/a/b.cpp", "server/a/c.cpp"}
        self.assertEqual(tidy.units({"server/a/b.hpp", "README.md"}, known), ["server/a/b.cpp"])

    def test_the_precompiled_header_is_replaced_by_its_source(self):
        words = "g++ -fpch-preprocess -include x/mailstop_asio_pch.dir/cmake_pch.hxx -c a.cpp".split()
        self.assertEqual(tidy.without_precompiled(words),
                         ["g++", "-include", str(sources.TOP / "server/base/asio_pch.hpp"), "-c", "a.cpp"])

    def test_its_paths_are_the_projects(self):
        self.assertTrue((Path(sources.TOP) / "dev").is_file())


if __name__ == "__main__":
    unittest.main()
