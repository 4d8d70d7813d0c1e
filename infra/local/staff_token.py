CALLBACKS: tuple[str, ...] = tuple(f"http://127.0.0.1:{p}/rientro" for p in (8431, 8432, 8433))
