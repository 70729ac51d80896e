"""The facts of a paper without the numbers, telephones and addresses of people."""

from legalaid.platform.core.text import mask_address, mask_id, mask_numbers, mask_phone

MASKS = {
    "id_number": mask_id,
    "phone": mask_phone,
    "mobile": mask_phone,
    "address": mask_address,
    "household_address": mask_address,
}
OURS = ("OFFICE", "contact", "WORDING")  # address, telephone and words of the centre


def masked(facts):
    """At any depth; a number that stands within a text is masked too."""
    if isinstance(facts, list):
        return [masked(part) for part in facts]
    if isinstance(facts, dict):
        return {name: part if name in OURS else _masked(name, part) for name, part in facts.items()}
    return mask_numbers(facts) if isinstance(facts, str) else facts


def _masked(name, part):
    return MASKS[name](part) if name in MASKS and isinstance(part, str) else masked(part)
