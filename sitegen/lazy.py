"""Modules that are loaded when something of them is first used: few builds need all that renders or draws.

Where this is used, a type checker sees the plain import.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def lazy_module(name: str) -> ModuleType:
    """Return a module, named in full, that is loaded when one of its names is first used.

    Raises ModuleNotFoundError when there is none. (docs.python.org, importlib, "Implementing lazy imports")
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
