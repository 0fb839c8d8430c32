"""What stands around the pages. In a folder of its own: beside `pages/` Streamlit would list them itself."""
