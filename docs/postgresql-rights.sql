-- The rights of the role the office works under: psql DATABASE -f docs/postgresql-rights.sql as the owner of the tables, after the first
-- `migrate`. `legalaid_owner` owns the tables and migrates; `legalaid_app` stands in DATABASE_URL of web, worker and beat. It can read and
-- write rows and no more: it empties no table, drops none, lifts no trigger, and in the audit log and the ledger it only adds.
GRANT USAGE ON SCHEMA public TO legalaid_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO legalaid_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO legalaid_app;

REVOKE UPDATE, DELETE ON audit_event FROM legalaid_app;
GRANT UPDATE (personal) ON audit_event TO legalaid_app; -- for a new key, and to shred
REVOKE UPDATE, DELETE ON subsidies_entry, subsidies_entryline FROM legalaid_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM legalaid_app;

-- what later migrations add
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO legalaid_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO legalaid_app;
