/* The door to SQLite: opening, setting aside what is no store of ours, prepared statements,
 * transactions. */
#include "analyzer/store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/vec.h"

enum { PATIENCE_MS = 3000, MAX_BROKEN = 9 };

struct statement {
	struct database *database;
	const char *sql;
	sqlite3_stmt *handle; /* NULL after a failure to prepare it: every step gives no row */
};

struct database {
	char *path; /* NULL: in memory */
	const struct database_schema *schema;
	sqlite3 *handle;
	dev_t device; /* of the file opened, to notice that another process has replaced it */
	ino_t inode;
	enum database_status status;
	struct buffer error;
	VEC(struct statement *) statements;
};

/* What is found where the store should be. */
enum found {
	FOUND_OURS,
	FOUND_EMPTY,
	FOUND_DAMAGED,
	FOUND_FOREIGN,
	FOUND_NEWER,
	FOUND_UNUSABLE, /* may not be read or written */
};

/* ---- failures ----------------------------------------------------------------------------- */

static enum database_status status_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return DATABASE_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_CONSTRAINT: /* our statements cannot clash: an index is wrong */
	case SQLITE_MISMATCH:
	case SQLITE_ERROR: /* a table or column of ours is missing */
		return DATABASE_DAMAGED;
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
		BUG("SQLite called in a wrong way: %s", sqlite3_errstr(code));
	default:
		return DATABASE_FAILED;
	}
}

static void database_fail(struct database *database, int code)
{
	enum database_status status = status_of(code);
	if (status <= database->status)
		return;
	database->status = status;
	buffer_clear(&database->error);
	buffer_add_string(&database->error, sqlite3_errmsg(database->handle));
}

enum database_status database_status(const struct database *database)
{
	return database->status;
}

const char *database_error(const struct database *database)
{
	return buffer_text(&database->error);
}

void database_forgive(struct database *database)
{
	if (database->status == DATABASE_DAMAGED)
		return;
	database->status = DATABASE_GOOD;
	buffer_clear(&database->error);
}

static bool execute(struct database *database, const char *sql)
{
	int code = sqlite3_exec(database->handle, sql, NULL, NULL, NULL);
	if (code != SQLITE_OK)
		database_fail(database, code);
	return code == SQLITE_OK;
}

/* ---- opening ------------------------------------------------------------------------------ */

/* The one value of a query; `*code` is SQLITE_OK or the failure. */
static int64_t ask(struct database *database, const char *sql, int *code)
{
	sqlite3_stmt *handle = NULL;
	int64_t value = 0;
	*code = sqlite3_prepare_v2(database->handle, sql, -1, &handle, NULL);
	if (*code == SQLITE_OK && (*code = sqlite3_step(handle)) == SQLITE_ROW) {
		value = sqlite3_column_int64(handle, 0);
		*code = SQLITE_OK;
	}
	sqlite3_finalize(handle);
	return value;
}

/* In one transaction: another process may be making the tables. */
static int read_identity(struct database *database, int64_t *tables, int64_t *application,
                         int64_t *version)
{
	int code = sqlite3_exec(database->handle, "BEGIN", NULL, NULL, NULL);
	if (code != SQLITE_OK)
		return code;
	*tables = ask(database, "SELECT count(*) FROM sqlite_schema", &code);
	if (code == SQLITE_OK)
		*application = ask(database, "PRAGMA application_id", &code);
	if (code == SQLITE_OK)
		*version = ask(database, "PRAGMA user_version", &code);
	sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
	return code;
}

static enum found look_inside(struct database *database)
{
	int64_t tables = 0, application = 0, version = 0;
	int code = read_identity(database, &tables, &application, &version);
	/* Bytes that are no database at all may be anybody's, but they are in our place. */
	if (code != SQLITE_OK)
		return status_of(code) == DATABASE_DAMAGED ? FOUND_DAMAGED : FOUND_UNUSABLE;
	if (!tables && !application && !version)
		return FOUND_EMPTY;
	if (application != database->schema->application_id)
		return FOUND_FOREIGN;
	/* Was writable a moment ago: the header claims a format that may only be read. */
	if (sqlite3_db_readonly(database->handle, "main"))
		return FOUND_DAMAGED;
	if (version > database->schema->version)
		return FOUND_NEWER;
	return version < 1 || !tables ? FOUND_DAMAGED : FOUND_OURS;
}

static void connection_close(struct database *database)
{
	for (size_t i = 0; i < database->statements.count; i++) {
		sqlite3_finalize(database->statements.items[i]->handle);
		free(database->statements.items[i]);
	}
	vec_clear(&database->statements);
	sqlite3_close_v2(database->handle);
	database->handle = NULL;
}

static enum found connection_open(struct database *database)
{
	const char *name = database->path ? database->path : ":memory:";
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(name, &database->handle, flags, NULL) != SQLITE_OK)
		return FOUND_UNUSABLE;
	sqlite3_extended_result_codes(database->handle, 1);
	sqlite3_db_config(database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(database->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	database_set_patience(database, PATIENCE_MS);
	struct stat info;
	if (database->path && stat(database->path, &info) == 0) {
		database->device = info.st_dev;
		database->inode = info.st_ino;
	}
	if (sqlite3_db_readonly(database->handle, "main"))
		return FOUND_UNUSABLE;
	return look_inside(database);
}

/* Brings an older or empty file to our version. Another process may be doing the same: the
 * version counts only under the lock. */
static bool migrate(struct database *database)
{
	const struct database_schema *schema = database->schema;
	int code;
	if (ask(database, "PRAGMA user_version", &code) == schema->version)
		return true;
	if (!database_begin(database))
		return false;
	int64_t version = ask(database, "PRAGMA user_version", &code);
	if (code != SQLITE_OK)
		database_fail(database, code);
	for (int64_t i = version; code == SQLITE_OK && i < schema->version; i++) {
		char pragma[96];
		snprintf(pragma, sizeof pragma,
		         "PRAGMA application_id = %d; PRAGMA user_version = %d",
		         schema->application_id, (int)i + 1);
		if (!execute(database, schema->scripts[i]) || !execute(database, pragma))
			break;
	}
	return database_commit(database);
}

/* WAL lets a run read while another writes. NORMAL: after a power cut the last commits may be
 * missing but the file is whole, and nothing waits for the disk but a checkpoint; a process that
 * dies loses nothing. */
static bool configure(struct database *database, enum found found)
{
	if (found == FOUND_EMPTY)
		execute(database, "PRAGMA page_size = 8192");
	int code = SQLITE_OK;
	if (database->path)
		ask(database, "PRAGMA journal_mode = WAL", &code);
	if (code != SQLITE_OK && status_of(code) != DATABASE_BUSY) /* busy: another run does it */
		return false;
	return execute(database, "PRAGMA synchronous = NORMAL; PRAGMA cell_size_check = ON;"
	                         "PRAGMA cache_size = -4096") &&
	       migrate(database);
}

/* ---- setting aside ------------------------------------------------------------------------ */

/* Makes the folder of the store, marked so that version control leaves it alone. */
static void make_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash || slash == path)
		return;
	struct buffer name = {0};
	buffer_add(&name, path, (size_t)(slash - path));
	if (mkdir(buffer_text(&name), 0777) == 0) {
		buffer_add_string(&name, "/.gitignore");
		FILE *file = fopen(buffer_text(&name), "we");
		if (file) {
			fputs("*\n", file);
			fclose(file);
		}
	}
	buffer_release(&name);
}

/* The folder of the file, locked against other runs that set the same file aside; -1: not. */
static int lock_folder(const char *path)
{
	struct buffer name = {0};
	const char *slash = strrchr(path, '/');
	buffer_add(&name, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);
	int folder = open(buffer_text(&name), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	buffer_release(&name);
	if (folder >= 0 && flock(folder, LOCK_EX) != 0) {
		close(folder);
		folder = -1;
	}
	return folder;
}

static void free_broken_name(const char *path, struct buffer *name)
{
	struct stat info;
	for (int i = 1; i <= MAX_BROKEN; i++) {
		buffer_clear(name);
		buffer_printf(name, "%s.broken-%d", path, i);
		if (lstat(buffer_text(name), &info) != 0)
			return;
	}
}

static void move_companion(const char *path, const char *broken, const char *suffix)
{
	struct buffer from = {0}, to = {0};
	buffer_printf(&from, "%s%s", path, suffix);
	buffer_printf(&to, "%s%s", broken, suffix);
	if (rename(buffer_text(&from), buffer_text(&to)) != 0 && errno != ENOENT)
		unlink(buffer_text(&from));
	buffer_release(&from);
	buffer_release(&to);
}

static const char *reason_text(enum found found)
{
	switch (found) {
	case FOUND_FOREIGN:
		return "is a database of another program";
	case FOUND_NEWER:
		return "was written by a newer version of linger";
	default:
		return "is damaged";
	}
}

/* Renames the file that was opened, unless another process has already put a new one there.
 * False when it cannot be moved. */
static bool set_aside(struct database *database, enum found found, struct buffer *note)
{
	struct buffer name = {0};
	struct stat info;
	bool moved = true;
	int folder = lock_folder(database->path);
	bool same = stat(database->path, &info) == 0 && info.st_dev == database->device &&
	            info.st_ino == database->inode;
	if (same) {
		free_broken_name(database->path, &name);
		moved = rename(database->path, buffer_text(&name)) == 0;
		if (moved) {
			move_companion(database->path, buffer_text(&name), "-wal");
			move_companion(database->path, buffer_text(&name), "-shm");
			buffer_printf(note,
			              "%s %s: it was renamed to %s and the store starts empty",
			              database->path, reason_text(found), buffer_text(&name));
		}
	}
	if (folder >= 0)
		close(folder);
	buffer_release(&name);
	return moved;
}

static void open_in_memory(struct database *database, const char *why, struct buffer *note)
{
	if (database->path)
		buffer_printf(note,
		              "%s cannot be used (%s): results of this run are not kept; make it "
		              "writable or name another store",
		              database->path, why);
	connection_close(database);
	free(database->path);
	database->path = NULL;
	database->status = DATABASE_GOOD;
	enum found found = connection_open(database);
	if (found != FOUND_EMPTY || !configure(database, found))
		BUG("no database in memory: %s", sqlite3_errmsg(database->handle));
}

/* Opens the file, setting aside what is there at most twice: another process may be at it too. */
static void open_file(struct database *database, struct buffer *note)
{
	struct buffer why = {0};
	for (int attempt = 0; database->path && attempt < 3; attempt++) {
		database->status = DATABASE_GOOD;
		enum found found = connection_open(database);
		if (found == FOUND_OURS || found == FOUND_EMPTY) {
			if (configure(database, found))
				goto out;
			found = database->status == DATABASE_DAMAGED ? FOUND_DAMAGED
			                                             : FOUND_UNUSABLE;
		}
		buffer_clear(&why);
		buffer_add_string(&why,
		                  found == FOUND_UNUSABLE &&
		                                  sqlite3_db_readonly(database->handle, "main") == 1
		                          ? "it may not be written"
		                          : sqlite3_errmsg(database->handle));
		if (found == FOUND_UNUSABLE)
			break;
		connection_close(database);
		if (!set_aside(database, found, note)) {
			buffer_clear(&why);
			buffer_printf(&why, "it %s and cannot be renamed", reason_text(found));
			break;
		}
	}
	open_in_memory(database, buffer_text(&why), note);
out:
	buffer_release(&why);
}

struct database *database_open(const char *path, const struct database_schema *schema,
                               struct buffer *note)
{
	struct database *database = memory_zalloc(sizeof *database);
	database->schema = schema;
	database->path = memory_strdup(path);
	if (path)
		make_folder(path);
	open_file(database, note);
	return database;
}

void database_close(struct database *database)
{
	if (!database)
		return;
	database_rollback(database);
	connection_close(database);
	vec_release(&database->statements);
	buffer_release(&database->error);
	free(database->path);
	free(database);
}

void database_recover(struct database *database, struct buffer *note)
{
	database_rollback(database);
	connection_close(database);
	bool usable = !database->path || set_aside(database, FOUND_DAMAGED, note);
	database->status = DATABASE_GOOD;
	buffer_clear(&database->error);
	if (usable)
		open_file(database, note);
	else
		open_in_memory(database, "it is damaged and cannot be renamed", note);
}

void database_set_patience(struct database *database, int milliseconds)
{
	sqlite3_busy_timeout(database->handle, milliseconds);
}

/* ---- transactions ------------------------------------------------------------------------- */

bool database_in_transaction(const struct database *database)
{
	return !sqlite3_get_autocommit(database->handle);
}

bool database_begin(struct database *database)
{
	if (database_in_transaction(database))
		BUG("a transaction is already open");
	return database->status == DATABASE_GOOD && execute(database, "BEGIN IMMEDIATE");
}

bool database_commit(struct database *database)
{
	if (database->status == DATABASE_GOOD && execute(database, "COMMIT"))
		return true;
	database_rollback(database);
	return false;
}

void database_rollback(struct database *database)
{
	for (size_t i = 0; i < database->statements.count; i++)
		sqlite3_reset(database->statements.items[i]->handle);
	if (database->handle && database_in_transaction(database))
		sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
}

int64_t database_data_version(struct database *database)
{
	struct statement *statement = database_statement(database, "PRAGMA data_version");
	int64_t version = statement_step(statement) ? statement_int(statement, 0) : 0;
	statement_reset(statement);
	return version;
}

/* ---- statements --------------------------------------------------------------------------- */

static struct statement *statement_find(struct database *database, const char *sql)
{
	for (size_t i = 0; i < database->statements.count; i++)
		if (database->statements.items[i]->sql == sql)
			return database->statements.items[i];
	struct statement *statement = memory_zalloc(sizeof *statement);
	statement->database = database;
	statement->sql = sql;
	vec_push(&database->statements, statement);
	return statement;
}

struct statement *database_statement(struct database *database, const char *sql)
{
	struct statement *statement = statement_find(database, sql);
	if (statement->handle) {
		sqlite3_reset(statement->handle);
		sqlite3_clear_bindings(statement->handle);
	} else if (database->status == DATABASE_GOOD) {
		int code = sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
		                              &statement->handle, NULL);
		if (code != SQLITE_OK)
			database_fail(database, code);
	}
	return statement;
}

static void check_bind(struct statement *statement, int code)
{
	if (code != SQLITE_OK)
		database_fail(statement->database, code);
}

void statement_bind_int(struct statement *statement, int parameter, int64_t value)
{
	if (statement->handle)
		check_bind(statement, sqlite3_bind_int64(statement->handle, parameter, value));
}

void statement_bind_text(struct statement *statement, int parameter, const char *text)
{
	if (statement->handle)
		check_bind(statement, sqlite3_bind_text(statement->handle, parameter, text, -1,
		                                        SQLITE_STATIC));
}

void statement_bind_blob(struct statement *statement, int parameter, const void *data, size_t size)
{
	if (statement->handle) /* an address that is not NULL: no bytes are not a NULL */
		check_bind(statement, sqlite3_bind_blob64(statement->handle, parameter,
		                                          size ? data : "", size, SQLITE_STATIC));
}

bool statement_step(struct statement *statement)
{
	if (!statement->handle || statement->database->status != DATABASE_GOOD)
		return false;
	int code = sqlite3_step(statement->handle);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		database_fail(statement->database, code);
	sqlite3_reset(statement->handle);
	return false;
}

void statement_run(struct statement *statement)
{
	while (statement_step(statement))
		;
}

void statement_reset(struct statement *statement)
{
	sqlite3_reset(statement->handle);
}

int64_t statement_int(struct statement *statement, int column)
{
	return sqlite3_column_int64(statement->handle, column);
}

const char *statement_text(struct statement *statement, int column)
{
	return (const char *)sqlite3_column_text(statement->handle, column);
}

const void *statement_blob(struct statement *statement, int column, size_t *size)
{
	const void *data = sqlite3_column_blob(statement->handle, column);
	*size = (size_t)sqlite3_column_bytes(statement->handle, column);
	return data;
}
