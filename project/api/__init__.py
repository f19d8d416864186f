"""The API as a whole: its addresses (urls), how it says no (problems), how it is described (openapi)."""
