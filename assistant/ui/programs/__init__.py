"""Endpoints for programs: HTTP and MCP."""
