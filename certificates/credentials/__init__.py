"""A certificate as an Open Badges 3.0 credential: what a wallet or another office's program reads.

Pure: no database, no clock, no network. `badge` says what is claimed, `proof` and `jwt` sign it,
`did` says whose keys these are, `status` whether it still stands, `contexts` what the words mean.
"""
