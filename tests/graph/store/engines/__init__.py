"""Tests of remote stores: some over a stand-in within the process, the slow ones over real engines."""
