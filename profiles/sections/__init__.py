"""The sections of a profile: what each holds, and how it is made from published tables."""
