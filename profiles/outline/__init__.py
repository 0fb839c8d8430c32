"""What a profile holds whatever the country: fifteen sections, the indicators looked for."""
