"""AWS as everything else uses it: clients, tables, queues, buckets."""
