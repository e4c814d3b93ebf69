"""Addresses as the site could give them, easy to recognise in what was rendered."""


class PlainAddresses:
    def lesson(self, module_id: str, lesson_id: str) -> str:
        return f"/en/modules/{module_id}/{lesson_id}"

    def module(self, module_id: str) -> str:
        return f"/en/modules/{module_id}"

    def media(self, path: str) -> str:
        return f"/files/{path}"
