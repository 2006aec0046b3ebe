"""The widget: a script for the pages of others."""
