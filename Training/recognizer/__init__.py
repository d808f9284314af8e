"""The recognizer of KTP lines: what lines say, how they are drawn and spoiled, the network, its training."""
