"""The record: every act and automatic decision in one chain of hashes, and a Merkle head a day."""
