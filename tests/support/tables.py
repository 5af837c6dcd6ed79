"""Empties all tables after a test, back to the rows that the migrations left there."""

from typing import Any

from sqlalchemy import Engine, inspect, text


class Tables:
    """Knows what every table held when the database was new."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.names = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
        with engine.begin() as connection:
            rows = {name: connection.execute(text(f'SELECT * FROM "{name}"')).mappings().all() for name in self.names}
        self.first: dict[str, list[dict[str, Any]]] = {
            name: [dict(row) for row in found] for name, found in rows.items() if found
        }

    def restore(self) -> None:
        """Throw away every row that came later; numbering goes on, since nothing may lean on ids."""
        sqlite = self.engine.dialect.name == "sqlite"
        free, bound = (
            ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON")
            if sqlite
            else ("SET session_replication_role = replica", "SET session_replication_role = origin")
        )
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(free)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "BEGIN")
            for name in self.filled(connection):
                connection.exec_driver_sql(f'DELETE FROM "{name}"')
            for name, rows in self.first.items():
                columns = list(rows[0])
                listed = ", ".join(f'"{column}"' for column in columns)
                values = ", ".join(f":{column}" for column in columns)
                connection.execute(text(f'INSERT INTO "{name}" ({listed}) VALUES ({values})'), rows)
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql(bound)

    def filled(self, connection: Any) -> list[str]:
        """The tables with rows, found by one statement: most tests touch few."""
        if not self.names:
            return []
        each = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in self.names)
        return list(connection.execute(text(each)).scalars())
