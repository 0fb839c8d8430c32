"""The look of an organisation: its name, colours, logo, cover, disclaimer and templates."""

from profiles.report.brand.model import PLAIN, Brand

__all__ = ["PLAIN", "Brand"]
