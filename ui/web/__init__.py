"""The pages that people open: Gradio, mounted in the HTTP service."""
