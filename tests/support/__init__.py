"""What the tests share: servers, databases, a client that checks every page, a browser that hears every complaint."""
