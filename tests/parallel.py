"""Loaded by pytest before the settings: each parallel worker has its own files and Redis database; what runs first, and what once."""

import os

import pytest

# rights, words and papers: whichever database keeps the rows, it decides nothing here
ONE_DATABASE = (
    "tests/accounts/test_changes.py",
    "tests/accounts/test_invitation.py",
    "tests/accounts/test_large_type.py",
    "tests/accounts/test_users.py",
    "tests/cases/test_alarm.py",
    "tests/cases/test_call_log.py",
    "tests/cases/test_cause_words.py",
    "tests/cases/test_chronology.py",
    "tests/cases/test_closing_file.py",
    "tests/cases/test_consent_record.py",
    "tests/cases/test_demo.py",
    "tests/cases/test_demo_forks.py",
    "tests/cases/test_done.py",
    "tests/cases/test_drafts.py",
    "tests/cases/test_eligibility.py",
    "tests/cases/test_handbook.py",
    "tests/cases/test_help_pages.py",
    "tests/cases/test_help_scans.py",
    "tests/cases/test_in_place.py",
    "tests/cases/test_inbound.py",
    "tests/cases/test_intake_panel.py",
    "tests/cases/test_letter_limits.py",
    "tests/cases/test_letters.py",
    "tests/cases/test_letters_agencies.py",
    "tests/cases/test_letters_group.py",
    "tests/cases/test_letters_help.py",
    "tests/cases/test_letters_of_objection.py",
    "tests/cases/test_letters_prior.py",
    "tests/cases/test_letters_relief.py",
    "tests/cases/test_letters_replacement.py",
    "tests/cases/test_letters_termination.py",
    "tests/cases/test_letters_told.py",
    "tests/cases/test_line.py",
    "tests/cases/test_marked.py",
    "tests/cases/test_matter.py",
    "tests/cases/test_notice_pages.py",
    "tests/cases/test_objection_pages.py",
    "tests/cases/test_offline.py",
    "tests/cases/test_outlook.py",
    "tests/cases/test_package.py",
    "tests/cases/test_pages.py",
    "tests/cases/test_papers.py",
    "tests/cases/test_pocket.py",
    "tests/cases/test_presence.py",
    "tests/cases/test_preview.py",
    "tests/cases/test_recusal.py",
    "tests/cases/test_relief.py",
    "tests/cases/test_remedies.py",
    "tests/cases/test_rights_kept.py",
    "tests/cases/test_safe_contact.py",
    "tests/cases/test_service_kinds.py",
    "tests/cases/test_settings.py",
    "tests/cases/test_seven.py",
    "tests/cases/test_step_pages.py",
    "tests/cases/test_trust.py",
    "tests/cases/test_turn.py",
    "tests/cases/test_why.py",
    "tests/cases/test_words.py",
    "tests/core/test_notice.py",
    "tests/core/test_private.py",
    "tests/desk/test_day.py",
    "tests/desk/test_desks.py",
    "tests/desk/test_handler.py",
    "tests/desk/test_history.py",
    "tests/desk/test_queue.py",
    "tests/desk/test_tiles.py",
    "tests/documents/test_dossier.py",
    "tests/documents/test_fonts.py",
    "tests/documents/test_kept_as_it_came.py",
    "tests/documents/test_large_upload.py",
    "tests/documents/test_qr.py",
    "tests/documents/test_sheet.py",
    "tests/documents/test_uploads.py",
    "tests/documents/test_volumes.py",
    "tests/documents/test_wording.py",
    "tests/faces/test_saved_view.py",
    "tests/finding/test_navigation.py",
    "tests/hall/test_ticket_pages.py",
    "tests/journeys/test_duty_help.py",
    "tests/journeys/test_kept.py",
    "tests/journeys/test_keyboard.py",
    "tests/journeys/test_list.py",
    "tests/journeys/test_look.py",
    "tests/journeys/test_manual.py",
    "tests/journeys/test_matters",
    "tests/journeys/test_offline.py",
    "tests/journeys/test_old_browser.py",
    "tests/journeys/test_pages.py",
    "tests/journeys/test_phone.py",
    "tests/journeys/test_portal.py",
    "tests/journeys/test_queue.py",
    "tests/journeys/test_sitting.py",
    "tests/journeys/test_station_referral.py",
    "tests/journeys/test_tour.py",
    "tests/journeys/test_way.py",
    "tests/journeys/test_wording.py",
    "tests/journeys/test_year.py",
    "tests/manual/",
    "tests/notifications/test_wordings.py",
    "tests/office/test_lists.py",
    "tests/office/test_look.py",
    "tests/office/test_pages.py",
    "tests/portal/test_contents.py",
    "tests/portal/test_guides.py",
    "tests/portal/test_letters.py",
    "tests/portal/test_looks.py",
    "tests/portal/test_naming.py",
    "tests/portal/test_notices.py",
    "tests/portal/test_proof.py",
    "tests/portal/test_rights_told.py",
    "tests/portal/test_seen.py",
    "tests/procedure/test_clocks.py",
    "tests/procedure/test_edges.py",
    "tests/procedure/test_sentences.py",
    "tests/procedure/test_worked.py",
    "tests/quality/test_complaint_seen.py",
    "tests/quality/test_review_blind.py",
    "tests/quality/test_scope.py",
    "tests/rights/test_accounts.py",
    "tests/rights/test_kept_out.py",
    "tests/rights/test_odd.py",
    "tests/rights/test_page.py",
    "tests/rights/test_permissions.py",
    "tests/rights/test_seen.py",
    "tests/rights/test_steps.py",
    "tests/rights/test_urls.py",
    "tests/rights/test_words.py",
    "tests/stations/test_letters.py",
    "tests/stations/test_outreach.py",
    "tests/stations/test_pages_of.py",
    "tests/stations/test_people.py",
    "tests/stations/test_sheets.py",
    "tests/stations/test_station_pages.py",
    "tests/stations/test_training.py",
    "tests/statistics/test_annual_report.py",
    "tests/statistics/test_pages.py",
    "tests/statistics/test_recount.py::test_every_column_of_every_table_equals_the_recount[seed2]",
    "tests/statistics/test_recount.py::test_every_column_of_every_table_equals_the_recount[seed3]",
    "tests/subsidies/test_bank.py",
    "tests/subsidies/test_batch_words.py",
    "tests/subsidies/test_calculation_page.py",
    "tests/subsidies/test_ledger_pages.py",
    "tests/subsidies/test_letters.py",
    "tests/subsidies/test_papers.py",
    "tests/subsidies/test_paying_pages.py",
    "tests/subsidies/test_simulation.py",
    "tests/subsidies/test_standard_pages.py",
)

DATABASE = {"db", "transactional_db", "live_server"}

worker = os.environ.get("PYTEST_XDIST_WORKER")
if worker:
    number = int(worker.removeprefix("gw"))
    os.environ["VAR_DIR"] = os.path.join(os.environ.get("VAR_DIR", "var"), worker)
    if url := os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = f"{url.rsplit('/', 1)[0]}/{number}"


def pytest_configure(config):
    config.addinivalue_line("markers", "one_database: need not run on a second one")
    config.addinivalue_line("markers", "postgresql: of what SQLite knows nothing")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """The journeys first: one begun last would leave the other worker without work."""
    if not os.environ.get("DATABASE_URL"):
        leave_out(config, items, "postgresql")
    items.sort(key=lambda item: not item.nodeid.startswith("tests/journeys/"))

    for item in items:
        asks_one = item.get_closest_marker("django_db") or DATABASE & {*item.fixturenames}
        if not asks_one or item.nodeid.startswith(ONE_DATABASE):
            item.add_marker("one_database")


def leave_out(config, items, mark):
    left = [item for item in items if item.get_closest_marker(mark)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]
