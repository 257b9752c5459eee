"""What is measured, against which peer, on which data: `make bench` prints it in one run."""
