"""The processes of a running server, as the kernel sees them."""

from pathlib import Path


def children(pid: int) -> list[int]:
    """The processes that *pid* has started and that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                facts = (entry / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has just ended
            if int(facts[1]) == pid and facts[0] != "Z":
                found.append(int(entry.name))
    return found


def family(pid: int) -> list[int]:
    """*pid* and everything below it."""
    return [pid, *(one for child in children(pid) for one in family(child))]


def pss(pids: list[int]) -> int:
    """The memory of these processes in bytes; what several share is counted once."""
    return sum(_pss(pid) for pid in pids)


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise ValueError(f"the kernel says nothing about the memory of {pid}")
