"""The index behind the one search box: the tokens once more as an array with a GIN index on PostgreSQL, an external-content FTS5 table on SQLite."""

from django.db import migrations

POSTGRESQL = [
    "ALTER TABLE cases_searchentry ADD COLUMN words text[] GENERATED ALWAYS AS (string_to_array(tokens, ' ')) STORED",
    # how frequent a name is decides how it is looked for: known of ten thousand tokens instead of one thousand
    "ALTER TABLE cases_searchentry ALTER COLUMN words SET STATISTICS 1000",
    "CREATE INDEX cases_search_words ON cases_searchentry USING gin (words)",
]
SQLITE = [
    "CREATE VIRTUAL TABLE cases_search_fts USING fts5(tokens, content='cases_searchentry', content_rowid='case_id', tokenize='unicode61')",
    """CREATE TRIGGER cases_search_insert AFTER INSERT ON cases_searchentry
       BEGIN INSERT INTO cases_search_fts(rowid, tokens) VALUES (new.case_id, new.tokens); END""",
    """CREATE TRIGGER cases_search_delete AFTER DELETE ON cases_searchentry
       BEGIN INSERT INTO cases_search_fts(cases_search_fts, rowid, tokens) VALUES ('delete', old.case_id, old.tokens); END""",
    """CREATE TRIGGER cases_search_update AFTER UPDATE ON cases_searchentry
       BEGIN
         INSERT INTO cases_search_fts(cases_search_fts, rowid, tokens) VALUES ('delete', old.case_id, old.tokens);
         INSERT INTO cases_search_fts(rowid, tokens) VALUES (new.case_id, new.tokens);
       END""",
]


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
