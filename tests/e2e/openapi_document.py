"""schema/openapi.yaml as a list of routes, so that a test of all routes cannot forget one."""
import functools
import json
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
        values = {"id": "latest", "partId": "0", "inbox": "default", **parameters}
        return self.template.format(**{name: urllib.parse.quote(value, safe="") for name, value in values.items()})

    @property
    def required_query(self):
        """"?css=p": the parameters without which the route is refused, with their examples."""
        required = [one for one in parameters_of(self) if one["in"] == "query" and one.get("required")]
        return "?" + urllib.parse.urlencode({one["name"]: text_of(value_of(one)) for one in required}) if required else ""

    @property
    def changes_state(self):
        return self.method != "GET"


@functools.cache
def document():
    return yaml.safe_load((PROJECT / "schema" / "openapi.yaml").read_text(encoding="utf-8"))


def resolve(thing):
    while "$ref" in thing:
        target = document()
        for name in thing["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        thing = target
    return thing


def operation_of(route):
    return document()["paths"][route.template][route.method.lower()]


def parameters_of(route):
    """Those of the path and those of the operation."""
    item = document()["paths"][route.template]
    return [resolve(parameter) for parameter in item.get("parameters", []) + operation_of(route).get("parameters", [])]


def value_of(parameter):
    """Of its example, or of what its schema says; None when the document gives none."""
    schema = resolve(parameter["schema"])
    return parameter.get("example", schema.get("default", schema.get("const", schema.get("enum", [None])[0])))


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value)


def routes():
    paths = document()["paths"]
    return [Route(method.upper(), path) for path, item in paths.items() for method in METHODS if method in item]
