"""Writes a YAML document as compact JSON: yaml_to_json.py INPUT OUTPUT"""
import json
import os
import sys

import yaml

source, target = sys.argv[1:]
with open(source, encoding="utf-8") as document:
    content = yaml.safe_load(document)
os.makedirs(os.path.dirname(target), exist_ok=True)
with open(target, "w", encoding="utf-8") as out:
    json.dump(content, out, ensure_ascii=False, separators=(",", ":"))
