"""Access to AWS: clients, tables, queues, buckets."""
