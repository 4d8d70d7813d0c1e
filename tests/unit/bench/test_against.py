"""Two commits that were measured in turns."""

from tests.bench.against import Compared, table


def test_twice_the_other_commits_time_is_not_held() -> None:
    slower = Compared("stop", "s", ours=[2.0, 2.2], theirs=[1.0, 1.1], fine=True)

    assert slower.ratio == 2.0
    assert table([slower]).splitlines()[1].endswith("NOT HELD")


def test_half_the_calls_are_held() -> None:
    assert Compared("join_cost", "calls", ours=[11.0], theirs=[22.0], fine=True).held


def test_a_quick_run_that_lost_somebody_is_not_held() -> None:
    assert not Compared("signup", "s", ours=[0.5], theirs=[1.0], fine=False).held


def test_a_bench_that_the_other_commit_cannot_run_is_compared_with_nothing() -> None:
    new = Compared("join_cost", "calls", ours=[14.0], theirs=[], fine=True)

    assert new.ratio is None
    assert new.held


def test_a_bench_that_measured_nothing_here_is_not_held() -> None:
    assert not Compared("stop", "s", ours=[], theirs=[1.0], fine=True).held
