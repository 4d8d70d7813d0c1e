"""A person's queue group and log name tell nobody who it is."""

from urp.whatsapp.signature import hash_sender


def test_one_person_has_one_key_and_two_people_two() -> None:
    giulia = hash_sender("a made-up key", "393330000001")

    assert giulia == hash_sender("a made-up key", "393330000001")
    assert giulia != hash_sender("a made-up key", "393330000002")


def test_without_the_key_a_phone_cannot_be_looked_up() -> None:
    assert hash_sender("one made-up key", "393330000001") != hash_sender("another key", "393330000001")


def test_a_key_shows_no_digit_of_the_phone_and_fits_a_queue_group() -> None:
    key = hash_sender("a made-up key", "393330000001")

    assert "393330000001" not in key
    assert len(key) == 64
