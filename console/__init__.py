"""The operators' console: help for an adviser during a call. A separate, private web process."""
