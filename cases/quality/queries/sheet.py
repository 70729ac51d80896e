from cases.quality.models import ItemSheet


def sheet_for(case):
    """The current items for a file of this kind and stage, those of its stage before those of all; None where there are none."""
    rows = [sheet for sheet in ItemSheet.objects.current() if case.kind in sheet.kinds]
    of_stage = (sheet for sheet in rows if sheet.stage == case.stage)
    return next(of_stage, None) or next((sheet for sheet in rows if not sheet.stage), None)
