"""The checks of the model stand outside its test file, and shall say as much when they fail."""

import pytest

pytest.register_assert_rewrite("tests.model.shift", "tests.model.desk", "tests.model.calendar")
