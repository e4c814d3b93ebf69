"""Questions of Moodle: read from its XML format and from its backups, and written for it, each with a report."""

from app.core.exchange.moodle_xml.reading import read_moodle_xml
from app.core.exchange.moodle_xml.writing import moodle_xml

__all__ = ["moodle_xml", "read_moodle_xml"]
