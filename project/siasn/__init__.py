"""What SIASN (BKN) is told of training: files to upload by hand, and its record API."""
