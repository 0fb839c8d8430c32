"""Renderers: a map as data becomes a web document, a picture, a page or an offline file."""
