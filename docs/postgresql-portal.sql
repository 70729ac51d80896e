-- The rights of the role the portal works under where it is a process of its own (SERVE=portal): psql DATABASE -f docs/postgresql-portal.sql
-- as the owner of the tables, after each `migrate`. It reads what the public's pages show, column by column, and writes nothing: no case,
-- no party, no account of a person but the published name, no context of a paper. What is not named here it cannot see.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM legalaid_portal;
GRANT USAGE ON SCHEMA public TO legalaid_portal;

GRANT SELECT ON core_office, procedure_clockrule, cases_economicstandard TO legalaid_portal;
GRANT SELECT ON portal_notice TO legalaid_portal;
GRANT SELECT (consultation_id, may_publish) ON asking_asked TO legalaid_portal;
GRANT SELECT (id, consultation_id, state, topic, title, question, answer, shown_on) ON asking_publicanswer TO legalaid_portal;
GRANT SELECT (id, workflow, subject_id, kind, title, number_text, state, file, sha256) ON documents_paper TO legalaid_portal;

GRANT SELECT (id, name, kind, area, address, way, buses, step_free, hours, phone, duties, equipment, path, closed_on) ON stations_station TO legalaid_portal;
GRANT SELECT (id, station_id, name, kind, place, starts, ends) ON stations_dutypost TO legalaid_portal;
GRANT SELECT (id, published_at) ON stations_roster TO legalaid_portal;
GRANT SELECT (id, roster_id, post_id, handler_id, day, starts_at, absent_at) ON stations_shift TO legalaid_portal;
GRANT SELECT (id, user_id, firm_id, kind, licence, specialities, languages, minors, public, active) ON stations_handler TO legalaid_portal;
GRANT SELECT (id, name) ON stations_firm TO legalaid_portal;
GRANT SELECT (id, name, is_active) ON accounts_user TO legalaid_portal;
