"""Where the house stands and how its files are read."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
ROOMS = (
    "base",
    "people",
    "customers",
    "tickets",
    "queueing",
    "calls",
    "scheduling",
    "desk",
    "control",
    "operations",
)


def sources(folder: Path) -> Iterator[Path]:
    """The Python files under *folder*."""
    return (file for file in sorted(folder.rglob("*.py")) if "__pycache__" not in file.parts)


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), str(file))


def imports(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and module of every import under *node*; ``from app import x`` counts as ``app.x``."""
    for one in ast.walk(node):
        if isinstance(one, ast.Import):
            yield from ((one.lineno, alias.name) for alias in one.names)
        elif isinstance(one, ast.ImportFrom):
            if one.level:
                yield one.lineno, "." * one.level + (one.module or "")
            elif one.module == "app":
                yield from ((one.lineno, f"app.{alias.name}") for alias in one.names)
            else:
                yield one.lineno, one.module or ""


def written(folder: Path, name: str, text: str) -> Path:
    """Write a sample that breaks a rule, for the proof that the rule can fail."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return folder
