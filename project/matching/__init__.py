"""Who can do what, who fits where, and which Bimtek would close which gap: advice, with its reasons."""
