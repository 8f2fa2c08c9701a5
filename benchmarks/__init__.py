"""Benchmarks: corpora, peers, measurement and the table that anyone can make again."""
