"""Page by page in a long list: the way back is in the address, as far as it has room."""

from __future__ import annotations

from urp.console.paging import Paging, Place, read_place, say_page, turn_pages


def _forward(pages: int) -> Paging:
    """As somebody does who presses "Avanti" that often."""
    paging = turn_pages(Place(), "c2")
    for number in range(3, pages + 2):
        assert paging.forward is not None
        paging = turn_pages(read_place(str(paging.forward)), f"c{number}")
    return paging


def test_whoever_goes_back_sees_the_pages_they_came_from() -> None:
    third = _forward(3)

    assert (third.number, third.place.cursor) == (3, "c3")
    assert third.back == Place(2, ("c2",))
    assert turn_pages(Place(2, ("c2",)), "c3").back == Place()
    assert (turn_pages(Place(), None).back, turn_pages(Place(), None).forward) == (None, None)


def test_far_down_the_address_stays_short_and_the_way_back_ends_at_the_first_page() -> None:
    paging, backwards = _forward(40), 0

    assert len(str(paging.place)) < 30
    while paging.back is not None and paging.back.number > 1:
        paging, backwards = turn_pages(paging.back, "next"), backwards + 1
    assert (backwards, paging.back) == (5, Place())


def test_what_is_no_place_of_ours_is_the_first_page() -> None:
    for given in ("", "3", "0~c1", "2~", "2~a b", "2~" + "c~" * 9, "x~c1", "٣~c1", "2~" + "c" * 1501):
        assert read_place(given) == Place(), given


def test_the_number_of_pages_is_never_less_than_those_one_saw() -> None:
    assert turn_pages(Place(), "c2", 45, 20).pages == 3
    assert turn_pages(Place(3, ("c2", "c3")), "c4", 45, 20).pages == 4
    assert turn_pages(Place(), None, 0, 20).pages is None
    assert (say_page(Place()), say_page(Place(2, ("c2",)))) == ("", ", pagina 2")
