"""Where the learner's templates lead while a draft is previewed: its pages as previews, its media in the studio."""

from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from app.core.courses.content import Module
from app.core.courses.pages import MODULE_PAGE, QUIZ_PAGE
from app.core.courses.previews import Preview


@dataclass(slots=True)
class DraftAddresses:
    """Where things of a draft are found: its pages as previews, its media in the studio; `used` are shown files."""

    preview: Preview
    used: set[str] = field(default_factory=set)

    def lesson(self, module_id: str, lesson_id: str) -> str:
        if module_id == self.preview.module.id:
            file = _file_of(self.preview.module, lesson_id)
            return self.page(file) if file else self.page(MODULE_PAGE)
        return url_for("learn_lessons.show", module=module_id, lesson=lesson_id)

    def module(self, module_id: str) -> str:
        if module_id == self.preview.module.id:
            return self.page(MODULE_PAGE)
        return url_for("learn_modules.show", module=module_id)

    def media(self, path: str) -> str:
        self.used.add(path)
        name = path.removeprefix("media/")
        return url_for("studio_media.file", module=self.preview.module.id, name=name)

    def page(self, file: str) -> str:
        """The preview of a page of this module in the same language."""
        return url_for(
            "studio_previews.show",
            module=self.preview.module.id,
            language=self.preview.language,
            file=file,
        )

    def of_endpoint(self, endpoint: str, **values: Any) -> str:
        """What url_for gives in the learner's templates, led to the previews where it concerns this module."""
        module = self.preview.module
        if values.get("module") != module.id:
            return url_for(endpoint, **values)
        match endpoint:
            case "learn_lessons.show":
                return self.lesson(module.id, values["lesson"])
            case "learn_modules.show":
                return self.page(MODULE_PAGE)
            case "learn_quizzes.show":
                return self.page(QUIZ_PAGE)
            case "learn_practice.answer":
                return url_for(
                    "studio_previews.practise",
                    module=module.id,
                    language=self.preview.language,
                    file=self.preview.file,
                    question=values["question"],
                )
        return url_for(endpoint, **values)


def _file_of(module: Module, lesson_id: str) -> str | None:
    return next((one.file for one in module.lessons if one.id == lesson_id), None)
