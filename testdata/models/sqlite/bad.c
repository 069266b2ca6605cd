/* SQLite's connections and statements that are lost. */
#include <sqlite3.h>
#include <stddef.h>

/* A connection that failed to open must be closed too. */
int lost_when_failed(const char *path)
{
	sqlite3 *db; // the handle comes back with the error
	if (sqlite3_open(path, &db) != SQLITE_OK) // expect: channel-leak/database
		return -1;
	sqlite3_busy_timeout(db, 1000);
	return sqlite3_close(db);
}

/* Only with --enable resource-leak. */
int statement_lost(sqlite3 *db, int key)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(db, "SELECT a FROM t WHERE k = ?", -1, &statement, NULL) != // expect: resource-leak/statement
	    SQLITE_OK)
		return -1;
	if (sqlite3_bind_int(statement, 1, key) != SQLITE_OK)
		return -1;
	int value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
	sqlite3_finalize(statement);
	return value;
}

void used_afterwards(sqlite3 *db)
{
	sqlite3_close(db);
	sqlite3_interrupt(db); // expect: use-after-end/database
}
