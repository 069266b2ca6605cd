/* SQLite: connections, prepared statements, incremental blobs, backups.
 *
 * Opening gives a connection also when it fails, unless memory is short: it has an error code, and must
 * be closed. sqlite3_close() fails while statements are open and leaves the connection as it was; then the
 * statement is what was forgotten. A busy database answers at once or after the busy timeout: nothing here
 * waits for ever.
 */
#include <sqlite3.h>
#include <linger/annotate.h>

int sqlite3_open(const char *filename, sqlite3 **ppDb) LG_OPENS(database, *ppDb);
int sqlite3_open16(const void *filename, sqlite3 **ppDb) LG_OPENS(database, *ppDb);
int sqlite3_open_v2(const char *filename, sqlite3 **ppDb, int flags, const char *zVfs)
	LG_OPENS(database, *ppDb);
int sqlite3_close(sqlite3 *a) LG_ENDS(database, a, a != NULL);
int sqlite3_close_v2(sqlite3 *a) LG_ENDS(database, a, a != NULL);
int sqlite3_busy_timeout(sqlite3 *a, int ms) LG_USES(database, a);
int sqlite3_busy_handler(sqlite3 *a, int(*b)(void *,int), void *c) LG_USES(database, a);
void sqlite3_progress_handler(sqlite3 *a, int b, int(*c)(void *), void *d) LG_USES(database, a);
void sqlite3_interrupt(sqlite3 *a) LG_USES(database, a);
int sqlite3_extended_result_codes(sqlite3 *a, int onoff) LG_USES(database, a);
sqlite3_int64 sqlite3_last_insert_rowid(sqlite3 *a) LG_USES(database, a);
int sqlite3_changes(sqlite3 *a) LG_USES(database, a);
int sqlite3_total_changes(sqlite3 *a) LG_USES(database, a);
int sqlite3_errcode(sqlite3 *db) LG_USES(database, db);
int sqlite3_extended_errcode(sqlite3 *db) LG_USES(database, db);
const char *sqlite3_errmsg(sqlite3 *a) LG_USES(database, a);
int sqlite3_get_autocommit(sqlite3 *a) LG_USES(database, a);
int sqlite3_exec(sqlite3 *a, const char *sql, int (*callback)(void *,int,char **,char **), void *d,
                 char **errmsg) LG_USES(database, a);
int sqlite3_get_table(sqlite3 *db, const char *zSql, char ** *pazResult, int *pnRow, int *pnColumn,
                      char **pzErrmsg) LG_USES(database, db);
int sqlite3_create_function(sqlite3 *db, const char *zFunctionName, int nArg, int eTextRep,
                            void *pApp, void (*xFunc)(sqlite3_context *,int,sqlite3_value **),
                            void (*xStep)(sqlite3_context *,int,sqlite3_value **),
                            void (*xFinal)(sqlite3_context *)) LG_USES(database, db);
int sqlite3_create_collation(sqlite3 *a, const char *zName, int eTextRep, void *pArg,
                             int(*xCompare)(void *,int,const void *,int,const void *))
	LG_USES(database, a);
int sqlite3_trace_v2(sqlite3 *a, unsigned uMask, int(*xCallback)(unsigned,void *,void *,void *),
                     void *pCtx) LG_USES(database, a);
int sqlite3_db_config(sqlite3 *a, int op, ...) LG_USES(database, a);
sqlite3_filename sqlite3_db_filename(sqlite3 *db, const char *zDbName) LG_USES(database, db);
int sqlite3_db_readonly(sqlite3 *db, const char *zDbName) LG_USES(database, db);
int sqlite3_file_control(sqlite3 *a, const char *zDbName, int op, void *d) LG_USES(database, a);
int sqlite3_table_column_metadata(sqlite3 *db, const char *zDbName, const char *zTableName,
                              const char *zColumnName, char const **pzDataType,
                              char const **pzCollSeq, int *pNotNull, int *pPrimaryKey,
                              int *pAutoinc) LG_USES(database, db);
int sqlite3_wal_checkpoint_v2(sqlite3 *db, const char *zDb, int eMode, int *pnLog, int *pnCkpt)
	LG_USES(database, db);
int sqlite3_limit(sqlite3 *a, int id, int newVal) LG_USES(database, a);
void *sqlite3_commit_hook(sqlite3 *a, int(*b)(void *), void *c) LG_USES(database, a);
void *sqlite3_update_hook(sqlite3 *a, void(*b)(void *,int ,char const *,char const *,sqlite3_int64),
                          void *c) LG_USES(database, a);
int sqlite3_enable_load_extension(sqlite3 *db, int onoff) LG_USES(database, db);
int sqlite3_load_extension(sqlite3 *db, const char *zFile, const char *zProc, char **pzErrMsg)
	LG_USES(database, db);

int sqlite3_prepare(sqlite3 *db, const char *zSql, int nByte, sqlite3_stmt **ppStmt,
                    const char **pzTail) LG_USES(database, db)
	LG_OPENS(statement, *ppStmt, result == 0);
int sqlite3_prepare_v2(sqlite3 *db, const char *zSql, int nByte, sqlite3_stmt **ppStmt,
                       const char **pzTail) LG_USES(database, db)
	LG_OPENS(statement, *ppStmt, result == 0);
int sqlite3_prepare_v3(sqlite3 *db, const char *zSql, int nByte, unsigned int prepFlags,
                       sqlite3_stmt **ppStmt, const char **pzTail) LG_USES(database, db)
	LG_OPENS(statement, *ppStmt, result == 0);
int sqlite3_finalize(sqlite3_stmt *pStmt) LG_ENDS(statement, pStmt, pStmt != NULL);
int sqlite3_step(sqlite3_stmt *a) LG_USES(statement, a);
int sqlite3_reset(sqlite3_stmt *pStmt) LG_USES(statement, pStmt);
int sqlite3_clear_bindings(sqlite3_stmt *a) LG_USES(statement, a);
int sqlite3_bind_int(sqlite3_stmt *a, int b, int c) LG_USES(statement, a);
int sqlite3_bind_int64(sqlite3_stmt *a, int b, sqlite3_int64 c) LG_USES(statement, a);
int sqlite3_bind_double(sqlite3_stmt *a, int b, double c) LG_USES(statement, a);
int sqlite3_bind_null(sqlite3_stmt *a, int b) LG_USES(statement, a);
int sqlite3_bind_text(sqlite3_stmt *a, int b, const char *c, int d, void(*e)(void *))
	LG_USES(statement, a);
int sqlite3_bind_blob(sqlite3_stmt *a, int b, const void *c, int n, void(*e)(void *))
	LG_USES(statement, a);
int sqlite3_bind_zeroblob(sqlite3_stmt *a, int b, int n) LG_USES(statement, a);
int sqlite3_bind_parameter_index(sqlite3_stmt *a, const char *zName) LG_USES(statement, a);
int sqlite3_bind_parameter_count(sqlite3_stmt *a) LG_USES(statement, a);
int sqlite3_column_count(sqlite3_stmt *pStmt) LG_USES(statement, pStmt);
const char *sqlite3_column_name(sqlite3_stmt *a, int N) LG_USES(statement, a);
int sqlite3_column_type(sqlite3_stmt *a, int iCol) LG_USES(statement, a);
int sqlite3_column_int(sqlite3_stmt *a, int iCol) LG_USES(statement, a);
sqlite3_int64 sqlite3_column_int64(sqlite3_stmt *a, int iCol) LG_USES(statement, a);
double sqlite3_column_double(sqlite3_stmt *a, int iCol) LG_USES(statement, a);
const unsigned char *sqlite3_column_text(sqlite3_stmt *a, int iCol) LG_USES(statement, a);
const void *sqlite3_column_blob(sqlite3_stmt *a, int iCol) LG_USES(statement, a);
int sqlite3_column_bytes(sqlite3_stmt *a, int iCol) LG_USES(statement, a);
int sqlite3_data_count(sqlite3_stmt *pStmt) LG_USES(statement, pStmt);
const char *sqlite3_sql(sqlite3_stmt *pStmt) LG_USES(statement, pStmt);
sqlite3 *sqlite3_db_handle(sqlite3_stmt *a) LG_USES(statement, a);
int sqlite3_stmt_readonly(sqlite3_stmt *pStmt) LG_USES(statement, pStmt);

int sqlite3_blob_open(sqlite3 *a, const char *zDb, const char *zTable, const char *zColumn,
                      sqlite3_int64 iRow, int flags, sqlite3_blob **ppBlob) LG_USES(database, a)
	LG_OPENS(client-object, *ppBlob, result == 0);
int sqlite3_blob_close(sqlite3_blob *a) LG_ENDS(client-object, a, a != NULL);
int sqlite3_blob_read(sqlite3_blob *a, void *Z, int N, int iOffset) LG_USES(client-object, a);
int sqlite3_blob_write(sqlite3_blob *a, const void *z, int n, int iOffset)
	LG_USES(client-object, a);
int sqlite3_blob_bytes(sqlite3_blob *a) LG_USES(client-object, a);
int sqlite3_blob_reopen(sqlite3_blob *a, sqlite3_int64 b) LG_USES(client-object, a);
sqlite3_backup *sqlite3_backup_init(sqlite3 *pDest, const char *zDestName, sqlite3 *pSource,
                              const char *zSourceName)
	LG_OPENS(client-object, result, result != NULL);
int sqlite3_backup_finish(sqlite3_backup *p) LG_ENDS(client-object, p, p != NULL);
int sqlite3_backup_step(sqlite3_backup *p, int nPage) LG_USES(client-object, p);
int sqlite3_backup_remaining(sqlite3_backup *p) LG_USES(client-object, p);
int sqlite3_backup_pagecount(sqlite3_backup *p) LG_USES(client-object, p);
void sqlite3_free(void *a) LG_BORROWS;
const char *sqlite3_errstr(int a) LG_BORROWS;
const char *sqlite3_libversion(void) LG_BORROWS;
int sqlite3_initialize(void) LG_BORROWS;
int sqlite3_shutdown(void) LG_BORROWS;
int sqlite3_config(int a, ...) LG_BORROWS;
int sqlite3_threadsafe(void) LG_BORROWS;
char *sqlite3_mprintf(const char *a, ...) LG_BORROWS;
int sqlite3_sleep(int a) LG_BORROWS;
