"""What a page weighs on the wire, and how long a slow line carries it."""

import gzip

from app.core.courses.weights import Weight, weigh

SIZES = {"media/a.png": 50_000, "media/b.csv": 900, "media/c.mp4": 9_000_000, "media/d.jpg": 1_000}


def test_a_page_is_weighed_as_it_is_sent_with_each_picture_once():
    html = "<p>words</p>" * 500

    weight = weigh(html, ["media/a.png", "media/a.png", "media/b.csv", "media/c.mp4"], SIZES)

    assert weight == Weight(len(gzip.compress(html.encode(), 4, mtime=0)), 50_000)


def test_seconds_are_those_of_50_kilobits():
    assert Weight(6_250, 0).seconds == 1
    assert Weight(12_500, 50_000).seconds == 10
    assert Weight(1, 0).seconds == 1


def test_what_is_heavier_than_150_kilobytes_is_said_to_be_heavy():
    assert not Weight(0, 150 * 1024).is_heavy
    assert Weight(1, 150 * 1024).is_heavy
