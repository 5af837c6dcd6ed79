"""What `make run` starts: app/operations/run.py."""

import gc

# Nothing of what is loaded now is garbage, and looking for it takes an eighth of the start (measured).
# deploy/gunicorn.conf.py lets it begin when all is loaded.
gc.disable()

from app.operations.run import main  # noqa: E402

if __name__ == "__main__":
    main()
