/* The client library of MariaDB and MySQL: connections, results and prepared statements.
 *
 * Reading an answer has no limit by default (MySQL's own: a year); MYSQL_OPT_READ_TIMEOUT sets one,
 * MYSQL_OPT_CONNECT_TIMEOUT limits the connecting alone. An option file may hold any limit: options
 * that read one are taken for a limit.
 */
#include <mariadb/mysql.h>
#include <linger/annotate.h>

#define MYSQL_READ_DEFAULT_FILE 4
#define MYSQL_READ_DEFAULT_GROUP 5
#define MYSQL_OPT_READ_TIMEOUT 11

/* With NULL it makes a new one; else it fills the caller's and returns it. */
MYSQL *mysql_init(MYSQL *mysql) LG_OPENS(connection, result, mysql == NULL && result != NULL)
	LG_RETURNS(mysql, mysql != NULL);
void mysql_close(MYSQL *mysql) LG_ENDS(connection, mysql, mysql != NULL);
int mysql_options(MYSQL *mysql, enum mysql_option option, const void *arg) LG_USES(connection, mysql)
	LG_SETS(mysql, limit, 1, option == MYSQL_OPT_READ_TIMEOUT)
	LG_SETS(mysql, limit, 1, option == MYSQL_READ_DEFAULT_FILE)
	LG_SETS(mysql, limit, 1, option == MYSQL_READ_DEFAULT_GROUP);
int mysql_optionsv(MYSQL *mysql, enum mysql_option option, ...) LG_USES(connection, mysql)
	LG_SETS(mysql, limit, 1, option == MYSQL_OPT_READ_TIMEOUT)
	LG_SETS(mysql, limit, 1, option == MYSQL_READ_DEFAULT_FILE)
	LG_SETS(mysql, limit, 1, option == MYSQL_READ_DEFAULT_GROUP);
/* On failure the handle is still the caller's to close. */
MYSQL *mysql_real_connect(MYSQL *mysql, const char *host, const char *user, const char *password,
                          const char *database, unsigned port, const char *socket, unsigned long flags)
	LG_USES(connection, mysql) LG_RETURNS(mysql, result != NULL);
int mysql_query(MYSQL *mysql, const char *text) LG_USES(connection, mysql)
	LG_WAITS(connection, mysql, mysql:limit == 0);
int mysql_real_query(MYSQL *mysql, const char *text, unsigned long length) LG_USES(connection, mysql)
	LG_WAITS(connection, mysql, mysql:limit == 0);
int mysql_send_query(MYSQL *mysql, const char *text, unsigned long length) LG_USES(connection, mysql);
my_bool mysql_read_query_result(MYSQL *mysql) LG_USES(connection, mysql);
int mysql_ping(MYSQL *mysql) LG_USES(connection, mysql) LG_WAITS(connection, mysql, mysql:limit == 0);
int mysql_select_db(MYSQL *mysql, const char *database) LG_USES(connection, mysql);
int mysql_next_result(MYSQL *mysql) LG_USES(connection, mysql);
int mysql_set_character_set(MYSQL *mysql, const char *name) LG_USES(connection, mysql);
int mysql_ssl_set(MYSQL *mysql, const char *key, const char *cert, const char *ca, const char *capath,
                  const char *cipher)
	LG_USES(connection, mysql);
my_bool mysql_autocommit(MYSQL *mysql, my_bool mode) LG_USES(connection, mysql);
my_bool mysql_commit(MYSQL *mysql) LG_USES(connection, mysql);
my_bool mysql_rollback(MYSQL *mysql) LG_USES(connection, mysql);
my_bool mysql_more_results(MYSQL *mysql) LG_USES(connection, mysql);
unsigned mysql_errno(MYSQL *mysql) LG_USES(connection, mysql);
const char *mysql_error(MYSQL *mysql) LG_USES(connection, mysql);
const char *mysql_sqlstate(MYSQL *mysql) LG_USES(connection, mysql);
unsigned mysql_field_count(MYSQL *mysql) LG_USES(connection, mysql);
my_ulonglong mysql_affected_rows(MYSQL *mysql) LG_USES(connection, mysql);
my_ulonglong mysql_insert_id(MYSQL *mysql) LG_USES(connection, mysql);
unsigned long mysql_real_escape_string(MYSQL *mysql, char *to, const char *from, unsigned long length)
	LG_USES(connection, mysql);
unsigned long mysql_get_server_version(MYSQL *mysql) LG_USES(connection, mysql);
char *mysql_get_server_info(MYSQL *mysql) LG_USES(connection, mysql);
char *mysql_get_host_info(MYSQL *mysql) LG_USES(connection, mysql);
unsigned long mysql_thread_id(MYSQL *mysql) LG_USES(connection, mysql);

MYSQL_RES *mysql_store_result(MYSQL *mysql) LG_USES(connection, mysql)
	LG_OPENS(reply, result, result != NULL);
MYSQL_RES *mysql_use_result(MYSQL *mysql) LG_USES(connection, mysql)
	LG_OPENS(reply, result, result != NULL);
MYSQL_RES *mysql_list_tables(MYSQL *mysql, const char *wild) LG_OPENS(reply, result, result != NULL);
MYSQL_RES *mysql_list_dbs(MYSQL *mysql, const char *wild) LG_OPENS(reply, result, result != NULL);
MYSQL_RES *mysql_list_fields(MYSQL *mysql, const char *table, const char *wild)
	LG_OPENS(reply, result, result != NULL);
void mysql_free_result(MYSQL_RES *res) LG_ENDS(reply, res, res != NULL);
MYSQL_ROW mysql_fetch_row(MYSQL_RES *res) LG_USES(reply, res);
unsigned long *mysql_fetch_lengths(MYSQL_RES *res) LG_USES(reply, res);
MYSQL_FIELD *mysql_fetch_field(MYSQL_RES *res) LG_USES(reply, res);
MYSQL_FIELD *mysql_fetch_fields(MYSQL_RES *res) LG_USES(reply, res);
MYSQL_FIELD *mysql_fetch_field_direct(MYSQL_RES *res, unsigned number) LG_USES(reply, res);
my_ulonglong mysql_num_rows(MYSQL_RES *res) LG_USES(reply, res);
unsigned mysql_num_fields(MYSQL_RES *res) LG_USES(reply, res);
void mysql_data_seek(MYSQL_RES *res, my_ulonglong offset) LG_USES(reply, res);

MYSQL_STMT *mysql_stmt_init(MYSQL *mysql) LG_USES(connection, mysql)
	LG_OPENS(statement, result, result != NULL);
my_bool mysql_stmt_close(MYSQL_STMT *stmt) LG_ENDS(statement, stmt, stmt != NULL);
int mysql_stmt_prepare(MYSQL_STMT *stmt, const char *query, unsigned long length) LG_USES(statement, stmt);
int mysql_stmt_execute(MYSQL_STMT *stmt) LG_USES(statement, stmt);
int mysql_stmt_fetch(MYSQL_STMT *stmt) LG_USES(statement, stmt);
int mysql_stmt_store_result(MYSQL_STMT *stmt) LG_USES(statement, stmt);
my_bool mysql_stmt_free_result(MYSQL_STMT *stmt) LG_USES(statement, stmt);
my_bool mysql_stmt_bind_param(MYSQL_STMT *stmt, MYSQL_BIND *bind) LG_USES(statement, stmt);
my_bool mysql_stmt_bind_result(MYSQL_STMT *stmt, MYSQL_BIND *bind) LG_USES(statement, stmt);
unsigned mysql_stmt_errno(MYSQL_STMT *stmt) LG_USES(statement, stmt);
const char *mysql_stmt_error(MYSQL_STMT *stmt) LG_USES(statement, stmt);
