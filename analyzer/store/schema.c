/* The tables of the store, documented in docs/store.md.
 *
 * `checksum` covers the row: a row that fails it is as if it were not there; the rows of `file`
 * and `absent` are covered by the signatures in the lists of `unit`. Identities and content hashes are unsigned 64-bit numbers kept as SQLite's signed ones.
 */
#include "analyzer/store/schema.h"

static const char version_1[] =
        /* One version of the contents of one path, as some unit saw it. Ids are never used again. */
        "CREATE TABLE file(id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL,"
        " hash INTEGER NOT NULL, size INTEGER NOT NULL, inode INTEGER NOT NULL,"
        " mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, young INTEGER NOT NULL,"
        " UNIQUE(path, hash));"
        "CREATE TABLE absent(id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE);"

        /* `files` and `absent`: files_save_list(). */
        "CREATE TABLE unit(key INTEGER PRIMARY KEY, main_file TEXT NOT NULL, crash TEXT,"
        " facts_hash INTEGER NOT NULL, facts_size INTEGER NOT NULL, saved_at INTEGER NOT NULL,"
        " checksum INTEGER NOT NULL, files BLOB NOT NULL, absent BLOB NOT NULL);"
        "CREATE TABLE facts(key INTEGER PRIMARY KEY, facts BLOB NOT NULL);"

        /* `idle`: complete runs since the one that last asked for it. */
        "CREATE TABLE solved(function INTEGER NOT NULL, key INTEGER NOT NULL,"
        " checksum INTEGER NOT NULL, idle INTEGER NOT NULL, result BLOB NOT NULL,"
        " PRIMARY KEY(function, key)) WITHOUT ROWID;"

        /* The last whole runs, newest `number` last. */
        "CREATE TABLE result(number INTEGER PRIMARY KEY AUTOINCREMENT, run_key INTEGER NOT NULL"
        " UNIQUE, checksum INTEGER NOT NULL, findings BLOB NOT NULL);"

        /* Findings and when they were seen, by runs whose findings differed from the run before. */
        "CREATE TABLE run(number INTEGER PRIMARY KEY AUTOINCREMENT, finished_at INTEGER NOT NULL,"
        " finding_count INTEGER NOT NULL, findings_hash INTEGER NOT NULL);"
        "CREATE TABLE finding(fingerprint INTEGER NOT NULL, ordinal INTEGER NOT NULL,"
        " rule TEXT NOT NULL, kind TEXT, message TEXT NOT NULL, path TEXT NOT NULL,"
        " line INTEGER NOT NULL, column INTEGER NOT NULL, function TEXT, confidence TEXT NOT NULL,"
        " demoted_by TEXT, in_test INTEGER NOT NULL, suppressed INTEGER NOT NULL,"
        " suppression_reason TEXT, first_run INTEGER NOT NULL, last_run INTEGER NOT NULL,"
        " PRIMARY KEY(fingerprint, ordinal)) WITHOUT ROWID;"

        "CREATE VIEW finding_history AS SELECT f.rule, f.kind, f.message, f.path, f.line, f.column,"
        " f.function, f.confidence, f.demoted_by, f.in_test, f.suppressed, f.suppression_reason,"
        " printf('%016x', f.fingerprint) AS fingerprint, f.first_run,"
        " datetime(a.finished_at, 'unixepoch') AS first_seen, f.last_run,"
        " datetime(b.finished_at, 'unixepoch') AS last_seen,"
        " f.last_run = (SELECT max(number) FROM run) AS is_current"
        " FROM finding f JOIN run a ON a.number = f.first_run JOIN run b ON b.number = f.last_run;"
        "CREATE VIEW findings AS SELECT * FROM finding_history WHERE is_current;"
        "CREATE VIEW units AS SELECT printf('%016x', key) AS key, main_file, crash, facts_size,"
        " datetime(saved_at, 'unixepoch') AS saved FROM unit;";

static const char *const scripts[] = {version_1};

const struct database_schema store_schema = {
        .application_id = 0x4c4e4752, /* "LNGR" */
        .version = sizeof scripts / sizeof *scripts,
        .scripts = scripts,
};
