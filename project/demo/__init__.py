"""The demo: two regions, invented people, and three Bimtek. docs/demo.md says what is invented."""
