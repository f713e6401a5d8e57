"""The file of passwords, what is remembered of it, and how often it may be guessed at."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import perf_counter

import bcrypt
import pytest

from assistant.ui.access.guesses import WAITING, Guesses
from assistant.workplace.guess_limit import FREE_BY_ADDRESS, FREE_BY_NAME, GuessLimit
from assistant.workplace.passwords import Passwords, hashed
from ingest.errors import SettingsError


def line(name: str, password: str, cost: int = 10) -> str:
    return f"{name}:{bcrypt.hashpw(password.encode(), bcrypt.gensalt(cost)).decode()}\n"


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people"
    path.write_text(line("anna", "correct horse") + line("otto", "battery staple"), "utf-8")
    return path


def test_passwords_are_hashed_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "people"
    path.write_text(f"# staff\n{hashed('anna', 'correct horse')}\n", encoding="utf-8")
    assert "correct horse" not in path.read_text(encoding="utf-8")
    passwords = Passwords(path, pytest.fail)
    assert passwords.remembered("anna", "correct horse") is None
    assert passwords.right("anna", "correct horse")
    assert passwords.remembered("anna", "correct horse") is True
    assert passwords.remembered("otto", "correct horse") is None
    assert not passwords.right("anna", "wrong")
    assert passwords.remembered("anna", "wrong") is False
    assert not passwords.right("otto", "correct horse")
    assert not passwords.right("anna", "x" * 100)
    with pytest.raises(SettingsError, match="8 to 72"):
        hashed("anna", "short")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("anna:plain\n", "line 1 is not name:bcrypt-hash"),
        ("# nobody yet\n", "names nobody"),
        (f"\notto:$2y$05${'a' * 53}\n", "line 2: bcrypt cost 5 is not between 10 and 16"),
        (f"otto:$2b$31${'a' * 53}\n", "line 1: bcrypt cost 31"),
        (f"otto:$2b$12${'a' * 53}\n" * 2, "line 2 names 'otto' again"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_its_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "people"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        Passwords(path, pytest.fail)


def test_the_file_is_read_again_when_it_changes(people: Path, warnings: list[str]) -> None:
    passwords = Passwords(people, warnings.append)
    assert passwords.right("otto", "battery staple")
    people.write_text(line("anna", "new password"), encoding="utf-8")
    assert not passwords.remembered("otto", "battery staple")  # out at once
    assert passwords.right("anna", "new password")
    assert not passwords.right("anna", "correct horse")
    for broken in ("anna:half a li", ""):
        people.write_text(broken, encoding="utf-8")
        assert passwords.remembered("anna", "new password")
        assert passwords.remembered("anna", "new password")
    people.unlink()
    assert passwords.remembered("anna", "new password")
    assert [w.partition(": ")[2].split("(")[0].strip() for w in warnings] == [
        "line 1 is not name:bcrypt-hash; make one with `python -m assistant password NAME` or "
        "`htpasswd -B -C 12`; until then the names read before may sign in",
        "names nobody; add a line with `python -m assistant password NAME`; until then the names read "
        "before may sign in",
        "cannot be read",
    ]
    assert passwords.remembered("anna", "correct horse") is False
    people.write_text(line("anna", "correct horse"), encoding="utf-8")
    assert passwords.remembered("anna", "new password") is None
    assert passwords.remembered("anna", "correct horse") is None  # what was wrong may be right now


def test_names_in_the_file_and_others_take_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "people"
    path.write_text(line("low", "correct horse", 10) + line("high", "correct horse", 12), "utf-8")
    passwords = Passwords(path, pytest.fail)
    took: dict[str, list[float]] = {"low": [], "high": [], "nobody": []}
    for _ in range(3):
        for name in took:
            began = perf_counter()
            passwords.right(name, "wrong")
            took[name].append(perf_counter() - began)
    fastest = {name: min(times) for name, times in took.items()}
    assert max(fastest.values()) < 1.6 * min(fastest.values()), fastest  # by cost alone it is 4


def test_delays_grow_with_the_failures_of_an_address() -> None:
    now = [0.0]
    limit = GuessLimit(lambda: now[0])
    for n in range(FREE_BY_ADDRESS):
        assert limit.admit(f"name {n}", "192.0.2.1") == 0
    waits = []
    for n in range(12):
        waits.append(limit.admit(f"other {n}", "192.0.2.1"))
        now[0] += waits[-1]
        assert limit.admit(f"other {n}", "192.0.2.1") == 0
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert limit.admit("anna", "192.0.2.2") == 0  # from elsewhere as before
    now[0] += 3600
    assert limit.admit("anna", "192.0.2.1") == 0


def test_an_ipv6_network_is_one_address() -> None:
    limit = GuessLimit(lambda: 0.0)
    for n in range(FREE_BY_ADDRESS):
        assert limit.admit(f"name {n}", f"2001:db8::{n:x}") == 0
    assert limit.admit("anna", "2001:db8::ffff:1") == 1
    assert limit.admit("anna", "2001:db8:0:1::1") == 0


def test_who_is_guessed_at_from_many_addresses_still_gets_in() -> None:
    limit = GuessLimit(lambda: 0.0)
    assert limit.admit("anna", "198.51.100.1") == 0
    limit.signed_in("anna", "198.51.100.1")
    for n in range(200):  # each address has one guess, then the name's delay holds
        assert limit.admit("anna", f"192.0.2.{n}") == 0
    assert limit.admit("anna", "192.0.2.7") == 60
    assert limit.admit("anna", "198.51.100.1") == 0  # her own desk
    assert limit.admit("anna", "198.51.100.1") == 0  # even after a slip
    assert limit.admit("anna", "203.0.113.5") == 0  # a new one
    assert limit.admit("otto", "192.0.2.7") == 0


def test_guesses_that_nobody_waits_for_are_dropped(people: Path) -> None:
    failed: list[tuple[str, str]] = []

    async def guess() -> None:
        guesses = Guesses(Passwords(people, pytest.fail), GuessLimit(), lambda *f: failed.append(f))
        tasks = [asyncio.create_task(guesses.judge(f"name {n}", "wrong", f"192.0.2.{n}")) for n in range(20)]
        await asyncio.sleep(0)  # all are waiting, and the first has begun
        for task in tasks[1:]:
            task.cancel()
        assert not (await tasks[0]).right
        assert (await guesses.judge("anna", "correct horse", "192.0.2.99")).right

    asyncio.run(guess())
    assert len(failed) <= 2, "the second may have begun before it was dropped"


def test_equal_guesses_at_the_same_time_are_one(people: Path) -> None:
    failed: list[tuple[str, str]] = []

    async def guess() -> None:
        guesses = Guesses(Passwords(people, pytest.fail), GuessLimit(), lambda *f: failed.append(f))
        many = [guesses.judge("anna", "correct horse", "192.0.2.1") for _ in range(99)]
        assert all(v.right for v in await asyncio.gather(*many))
        many = [guesses.judge("anna", "wrong", "192.0.2.1") for _ in range(99)]
        assert not any(v.right or v.wait for v in await asyncio.gather(*many))

    asyncio.run(guess())
    assert failed == [("anna", "192.0.2.1")]


def test_few_guesses_wait_and_names_nobody_has_are_not_told(people: Path) -> None:
    failed: list[tuple[str, str]] = []

    async def guess() -> list[float]:
        guesses = Guesses(Passwords(people, pytest.fail), GuessLimit(), lambda *f: failed.append(f))
        many = [guesses.judge("my password", str(n), f"192.0.2.{n}") for n in range(60)]
        verdicts = await asyncio.gather(*many)
        assert not any(v.right for v in verdicts)
        return [v.wait for v in verdicts]

    waits = asyncio.run(guess())
    assert waits == [0] * (WAITING + 1) + [2] * (60 - WAITING - 1)
    assert failed[0] == ("", "192.0.2.0")
    assert len(failed) == WAITING + 1


def test_a_name_is_guessed_few_times_at_once(people: Path) -> None:
    async def guess() -> list[float]:
        guesses = Guesses(Passwords(people, pytest.fail), GuessLimit(), lambda *f: None)
        many = [guesses.judge("anna", str(n), "192.0.2.1") for n in range(60)]
        return [v.wait for v in await asyncio.gather(*many)]

    waits = asyncio.run(guess())
    assert waits[:FREE_BY_NAME] == [0] * FREE_BY_NAME
    assert all(0 < w <= 1 for w in waits[FREE_BY_NAME:])
