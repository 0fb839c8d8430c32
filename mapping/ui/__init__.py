"""Streamlit widgets and pages about places."""
