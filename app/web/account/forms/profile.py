"""The form to change the profile."""

from datetime import date
from typing import Any

from app.services.profiles import Profile
from app.web.account.forms.details import DetailsForm


class ProfileForm(DetailsForm):
    """The details as they are kept, to be changed."""

    @classmethod
    def showing(cls, profile: Profile, *, today: date) -> "ProfileForm":
        """The form filled with the profile; what is being sent goes before it."""
        details = profile.details
        affiliation = (
            f"state:{details.state_code}"
            if details.state_code
            else f"org:{details.organisation_id}"
        )
        kept: dict[str, Any] = {
            "given_name": details.given_name,
            "family_name": details.family_name,
            "own_given_name": details.own_given_name,
            "own_family_name": details.own_family_name,
            "affiliation": affiliation,
            "institution": str(details.institution_id or ""),
            "institution_other": details.institution_other,
            "position": details.position,
            "gender": details.gender or "",
            "language": details.language,
        }
        return cls(today=today, data=kept)
