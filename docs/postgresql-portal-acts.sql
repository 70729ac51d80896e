-- What the portal needs beyond docs/postgresql-portal.sql to take applications and questions in, and to let people follow their case (decision 178):
-- psql DATABASE -f docs/postgresql-portal-acts.sql as the owner of the tables, after docs/postgresql-portal.sql, after each `migrate`. Without it the
-- public reads, and the pages for the rest name the telephone and the window.

-- what everything stands on
GRANT SELECT ON core_calendaryear, core_calendarday, stations_station, notifications_wording, notifications_wishes TO legalaid_portal;
GRANT SELECT (id, username, name, name_key, name_said, role, phone, email, is_active, large_type) ON accounts_user TO legalaid_portal;
GRANT SELECT (station_id, user_id) ON stations_staff TO legalaid_portal;
GRANT SELECT, INSERT, DELETE ON accounts_try TO legalaid_portal;
GRANT SELECT (id, seq, hash, at, verb, workflow, subject_id), INSERT ON audit_event TO legalaid_portal;
GRANT SELECT, INSERT, UPDATE (cancelled_at) ON procedure_deadline TO legalaid_portal;
GRANT SELECT ON procedure_pause TO legalaid_portal;
GRANT SELECT (id, key, created_at), INSERT ON notifications_message TO legalaid_portal;
GRANT SELECT (id, message_id), INSERT ON notifications_delivery TO legalaid_portal;
GRANT SELECT, INSERT ON notifications_text TO legalaid_portal;
GRANT SELECT (id, kind, args, state, created_at), INSERT ON jobs_job TO legalaid_portal;

-- applying
GRANT SELECT, INSERT, UPDATE, DELETE ON apply_draft TO legalaid_portal;
GRANT SELECT, INSERT, UPDATE ON apply_submission TO legalaid_portal;
GRANT SELECT, INSERT ON apply_arrived TO legalaid_portal;
GRANT SELECT, INSERT, UPDATE (workflow, subject_id), DELETE ON documents_attachment TO legalaid_portal;
GRANT SELECT ON cases_cause, cases_causeword, cases_causeword_causes, cases_supplementnotice TO legalaid_portal;

-- asking
GRANT SELECT, INSERT, UPDATE (read_at, may_publish) ON asking_asked TO legalaid_portal;
GRANT SELECT, INSERT, UPDATE ON cases_consultation TO legalaid_portal;
GRANT SELECT (id), INSERT ON cases_consultationtopic TO legalaid_portal;
GRANT SELECT, INSERT ON cases_furtherquestion TO legalaid_portal;
GRANT SELECT ON cases_furtheranswer TO legalaid_portal;
GRANT SELECT, INSERT, UPDATE (value) ON core_counter TO legalaid_portal;

-- booking a visit: out of the roster, less leaves and closed days
GRANT SELECT, INSERT, UPDATE ON visits_visit TO legalaid_portal;
GRANT SELECT ON visits_offering, visits_closedday TO legalaid_portal;
GRANT SELECT (active) ON stations_dutypost TO legalaid_portal;
GRANT SELECT (station_id) ON stations_roster TO legalaid_portal;
GRANT SELECT (ends_at) ON stations_shift TO legalaid_portal;
GRANT SELECT (user_id, starts, ends, cancelled) ON stations_leave TO legalaid_portal;
GRANT SELECT (left_on) ON stations_staff TO legalaid_portal;

-- following a case: by its key, and who may (cases/queries/following.py); nothing of a case is changed
GRANT SELECT (id, number, state, station_id, handler_id, applicant_id, registered_by_id, secret, crowds, capacity, channel, prior, outcome, applicant_count,
  replacing, changed_at, received_at, archived_at, closed_on) ON cases_case TO legalaid_portal;
GRANT SELECT (id, name, id_number, birth, safe) ON cases_person TO legalaid_portal;
GRANT SELECT (id, case_id, role, name, id_number, id_blind) ON cases_party TO legalaid_portal;
GRANT SELECT ON cases_jointapplicant, cases_groupmember, cases_following, cases_service, cases_decision, cases_termination, cases_hearing TO legalaid_portal;
GRANT SELECT (id, workflow, subject_id, kind, title, series, year, number, number_text, context, context_sha256, template_version, state, file, sha256, pages,
  issued_by_id, issued_at, superseded_by_id, supersede_reason, wordings) ON documents_paper TO legalaid_portal;
GRANT SELECT (id, case_id, paper_id, received_on, state) ON cases_objection TO legalaid_portal;
GRANT SELECT (id, result, at) ON cases_replacementrequest TO legalaid_portal;
GRANT SELECT (id, received_on, state) ON quality_complaint TO legalaid_portal;
GRANT SELECT (id, phone) ON stations_firm TO legalaid_portal;
GRANT SELECT, INSERT, UPDATE (ended_at, ended_said) ON cases_electronicconsent TO legalaid_portal;
GRANT SELECT, INSERT ON cases_paperopening TO legalaid_portal;
GRANT SELECT ON letters_officeletter TO legalaid_portal;
GRANT SELECT, INSERT ON letters_letter, letters_letteropening TO legalaid_portal;
GRANT SELECT (id, case_id), INSERT, UPDATE ON quality_rating TO legalaid_portal;

-- Of what it may change, only what came in by the network, and only as it comes in.
CREATE OR REPLACE FUNCTION portal_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = format('permission denied: the portal may not %s this row of %s', lower(TG_OP), TG_TABLE_NAME);
END $$;

CREATE OR REPLACE TRIGGER portal_tries BEFORE DELETE ON accounts_try FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND OLD.door !~ '^(apply|asking|mine|visit)_|^riddle$') EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_new_tries BEFORE INSERT ON accounts_try FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND NEW.door !~ '^(apply|asking|mine|visit)_|^riddle$') EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_files BEFORE UPDATE OR DELETE ON documents_attachment FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND OLD.workflow <> 'draft') EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_new_files BEFORE INSERT OR UPDATE ON documents_attachment FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND NEW.workflow NOT IN ('draft', 'submission', 'letter', 'letter_objection', 'letter_complaint')) EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_submissions BEFORE UPDATE ON apply_submission FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND OLD.version > 0) EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_visits BEFORE UPDATE ON visits_visit FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND (OLD.state <> 'booked' OR NEW.state NOT IN ('booked', 'cancelled'))) EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_new_visits BEFORE INSERT ON visits_visit FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND NEW.way <> 'online') EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_questions BEFORE UPDATE ON cases_consultation FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND OLD.channel <> 'web') EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_new_questions BEFORE INSERT OR UPDATE ON cases_consultation FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND NEW.channel <> 'web') EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_ratings BEFORE UPDATE ON quality_rating FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND OLD.version > 0) EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_numbers BEFORE INSERT OR UPDATE ON core_counter FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND NEW.series <> 'consultation') EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_clocks BEFORE INSERT OR UPDATE ON procedure_deadline FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND NEW.workflow NOT IN ('submission', 'consultation', 'rating')) EXECUTE FUNCTION portal_refused();
CREATE OR REPLACE TRIGGER portal_jobs BEFORE INSERT ON jobs_job FOR EACH ROW
  WHEN (current_user = 'legalaid_portal' AND NEW.kind NOT IN ('send_mail', 'send_texts', 'serve_opened')) EXECUTE FUNCTION portal_refused();
