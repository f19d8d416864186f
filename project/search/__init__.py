"""Search from anywhere: people, OPD, Bimtek, certificates, each as far as the reader may see."""
