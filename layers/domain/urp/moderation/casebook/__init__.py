"""The casebook: messages that may break the rules of the service, and the decisions about them."""
