"""schema/openapi.yaml as a list of routes, so that a test of all routes cannot forget one."""
import urllib.parse
from dataclasses import dataclass

import yaml

from mailstop_process import PROJECT

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Route:
    method: str
    template: str

    def __str__(self):
        return f"{self.method} {self.template}"

    def path(self, **parameters):
        values = {"id": "latest", "partId": "0", **parameters}
        return self.template.format(**{name: urllib.parse.quote(value, safe="") for name, value in values.items()})

    @property
    def changes_state(self):
        return self.method != "GET"


def document():
    return yaml.safe_load((PROJECT / "schema" / "openapi.yaml").read_text(encoding="utf-8"))


def routes():
    paths = document()["paths"]
    return [Route(method.upper(), path) for path, item in paths.items() for method in METHODS if method in item]
