"""What stands around the pages.

In a folder of its own: beside a folder called `pages` Streamlit would list the pages by itself.
"""
