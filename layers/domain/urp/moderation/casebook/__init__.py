"""The casebook: what broke the rules of the service, who decided what about it, and why."""
