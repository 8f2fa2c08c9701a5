"""How far commands that ask the web may reach: options that they share."""

from __future__ import annotations

import os

import click

from sitegen.net.proxies import NO_PROXIES, Proxies, proxies_named

own_network = click.option("--own-network", is_flag=True, help="Let addresses lead into your own network, too.")
proxies = click.option("--proxies", is_flag=True, help="Ask through the proxies that the environment names.")


def chosen_proxies(*, is_wanted: bool) -> Proxies:
    """Return the proxies of the environment (`http_proxy`, `https_proxy`, `no_proxy`), where they are wanted."""
    variables = {scheme: f"{scheme}_proxy" for scheme in ("http", "https", "all", "no")}
    named = {scheme: os.environ.get(name) or os.environ.get(name.upper(), "") for scheme, name in variables.items()}
    return proxies_named(named) if is_wanted else NO_PROXIES
