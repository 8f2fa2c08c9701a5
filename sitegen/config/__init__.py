"""What the owner chose: `site.yaml` becomes `Settings`."""

from sitegen.config.loading import SITE_FILE, Host, as_preview, is_site, load_settings, require_site

__all__ = ["SITE_FILE", "Host", "as_preview", "is_site", "load_settings", "require_site"]
