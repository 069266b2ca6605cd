/* SQLite used as it is meant. */
#include <sqlite3.h>
#include <stddef.h>

int opened(const char *path, sqlite3 **out)
{
	sqlite3 *db = NULL;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		sqlite3_close(db);
		return -1;
	}
	sqlite3_busy_timeout(db, 1000);
	*out = db;
	return 0;
}

int value_of(sqlite3 *db, int key)
{
	int value = -1;
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(db, "SELECT a FROM t WHERE k = ?", -1, &statement, NULL) !=
	    SQLITE_OK)
		return -1;
	if (sqlite3_bind_int(statement, 1, key) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

int copied(sqlite3 *to, sqlite3 *from)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	if (!backup)
		return -1;
	sqlite3_backup_step(backup, -1);
	return sqlite3_backup_finish(backup);
}
