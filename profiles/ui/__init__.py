"""Streamlit widgets and pages about indicators and profiles."""
