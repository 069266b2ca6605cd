/* The door to SQLite: opening, setting aside what is no store of ours, prepared statements,
 * transactions. Knows nothing of units or functions; nothing else includes sqlite3.h.
 *
 * Errors are sticky, as in base/buffer.h: after a failure every step gives no row and every write
 * is refused, so that callers look at database_status() once at the end. Text never becomes part
 * of a statement: values are bound.
 */
#ifndef LINGER_ANALYZER_STORE_DATABASE_H
#define LINGER_ANALYZER_STORE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct database;
struct statement;

/* What a file must be to be ours, and how it is made. Script n brings version n to n + 1. */
struct database_schema {
	int32_t application_id;
	int version; /* number of scripts */
	const char *const *scripts;
};

enum database_status {
	DATABASE_GOOD,
	DATABASE_BUSY, /* somebody else holds the lock and did not let go in time */
	DATABASE_FAILED, /* the disk is full, an input or output error, no permission */
	DATABASE_DAMAGED, /* the file is not what we wrote: database_recover() */
};

/* Opens or makes the file, never NULL. A file that is damaged, foreign or of a newer version is
 * renamed to PATH.broken-N and made anew; where nothing may be written the database is in memory
 * (also for a NULL path). `note` says what happened, and stays empty when nothing did. */
struct database *database_open(const char *path, const struct database_schema *schema,
                               struct buffer *note);
void database_close(struct database *database);

/* Sets a damaged file aside and opens a new one; statements of before are gone. */
void database_recover(struct database *database, struct buffer *note);

enum database_status database_status(const struct database *database);
/* What SQLite said about the first failure; "" when there was none. */
const char *database_error(const struct database *database);
/* Forgets a failure that is not damage. */
void database_forgive(struct database *database);

/* How long to wait for another writer; 3 seconds by default. */
void database_set_patience(struct database *database, int milliseconds);

/* Takes the write lock. False when that failed; then nothing is to be written. */
bool database_begin(struct database *database);
/* False when nothing was kept: the transaction is rolled back after a failure. */
bool database_commit(struct database *database);
void database_rollback(struct database *database);
bool database_in_transaction(const struct database *database);

/* Changes whenever another process has committed something. */
int64_t database_data_version(struct database *database);

/* A statement, ready to bind; kept and reset by the database. `sql` must be a literal (kept by
 * address). */
struct statement *database_statement(struct database *database, const char *sql);

void statement_bind_int(struct statement *statement, int parameter, int64_t value);
/* NULL binds a NULL. The bytes must live until the statement has run. */
void statement_bind_text(struct statement *statement, int parameter, const char *text);
void statement_bind_blob(struct statement *statement, int parameter, const void *data, size_t size);

/* True when there is a row; false at the end or after a failure. */
bool statement_step(struct statement *statement);
/* Runs a statement that gives no rows. */
void statement_run(struct statement *statement);
/* Ends a query before its last row; an open query would hold on to an old state of the file. */
void statement_reset(struct statement *statement);

int64_t statement_int(struct statement *statement, int column);
/* Valid until the next step; NULL for a NULL. */
const char *statement_text(struct statement *statement, int column);
const void *statement_blob(struct statement *statement, int column, size_t *size);

#endif
