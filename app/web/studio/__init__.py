"""Pages for those who write: modules, their files, questions, media, translations, review and publication."""
