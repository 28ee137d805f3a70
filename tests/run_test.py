"""The runner must not take a crash, a hang or silence for success."""
import tempfile
import unittest
from pathlib import Path

import run

GTEST = """[ RUN      ] A.works
[       OK ] A.works (0 ms)
[ RUN      ] A.fails
x_test.cpp:3: Failure
[  FAILED  ] A.fails (0 ms)
[ RUN      ] A.rows/0
[  FAILED  ] A.rows/0, where GetParam() = (1, "x (2 ms)") (1 ms)
[ RUN      ] A.skips
[  SKIPPED ] A.skips (0 ms)
[  PASSED  ] 1 test.
[  SKIPPED ] 1 test, listed below:
[  SKIPPED ] A.skips
[  FAILED  ] 2 tests, listed below:
[  FAILED  ] A.fails
[  FAILED  ] A.rows/0, where GetParam() = (1, "x (2 ms)")
"""
JUNIT = '<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1"/><testsuite tests="1"/></testsuites>'


class Readers(unittest.TestCase):
    def test_gtest(self):
        self.assertEqual(run.read_gtest(GTEST, None), run.Count(1, 2, 1))

    def test_tap(self):
        self.assertEqual(run.read_tap("# tests 6\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n", None),
                         run.Count(3, 2, 1))

    def test_last_line(self):
        self.assertEqual(run.read_last_line("1 passed, 1 failed\n7 passed, 2 failed\n", None), run.Count(7, 2))

    def test_junit(self):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "web.log"
            log.with_suffix(".xml").write_text(JUNIT)
            self.assertEqual(run.read_junit("", log), run.Count(3, 2, 1))
            self.assertEqual(run.read_junit("", Path(folder) / "none.log"), run.Count())


class Jobs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(setattr, run, "ARTIFACTS", run.ARTIFACTS)
        run.ARTIFACTS = Path(folder.name)

    def result(self, script, read=run.read_gtest, seconds=60):
        return run.execute(run.Job("job", ["bash", "-c", script], read, seconds=seconds))

    def test_success_shows_nothing(self):
        self.assertEqual(self.result("echo '[       OK ] A.works (0 ms)'"), (run.Count(1, 0), ""))

    def test_a_crash_after_passed_tests_is_a_failure(self):
        count, output = self.result("echo '[       OK ] A.works (0 ms)'; kill -SEGV $$")
        self.assertEqual(count, run.Count(1, 1))
        self.assertIn("ended with -11", output)

    def test_a_hang_is_stopped_with_all_it_started(self):
        count, output = self.result("sleep 1000 & sleep 1000", seconds=0.1)
        self.assertEqual(count, run.Count(0, 1))
        self.assertIn("stopped after", output)

    def test_silence_is_a_failure(self):
        self.assertEqual(self.result("true")[0], run.Count(0, 1))

    def test_without_reader_the_exit_status_counts(self):
        self.assertEqual(self.result("true", read=None)[0], run.Count(1, 0))
        self.assertEqual(self.result("false", read=None)[0], run.Count(0, 1))

    def test_a_program_that_cannot_start_is_a_failure(self):
        run.SUITES["broken"] = lambda: [run.Job("broken", ["./no-such-program"], run.read_gtest)]
        self.addCleanup(run.SUITES.pop, "broken")
        self.assertEqual(run.run_suite("broken", out=lambda line: None).failed, 1)


if __name__ == "__main__":
    unittest.main()
