/* Connections that are lost, and queries without a limit. */
#include <mysql.h>
#include <stddef.h>

int lost_when_refused(const char *host)
{
	MYSQL *mysql = mysql_init(NULL); // expect: channel-leak/connection
	if (!mysql)
		return -1;
	if (!mysql_real_connect(mysql, host, "me", NULL, "db", 0, NULL, 0))
		return -1;
	mysql_close(mysql);
	return 0;
}

int query_without_limit(const char *host, const char *text)
{
	unsigned seconds = 5;
	int failed = -1;
	MYSQL *mysql = mysql_init(NULL);
	if (!mysql)
		return -1;
	mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
	if (mysql_real_connect(mysql, host, "me", NULL, "db", 0, NULL, 0))
		failed = mysql_query(mysql, text); // expect: unbounded-wait/connection
	mysql_close(mysql);
	return failed;
}

/* Only with --enable resource-leak. */
int result_lost(MYSQL *mysql)
{
	MYSQL_RES *rows = mysql_store_result(mysql); // expect: resource-leak/reply
	if (!rows || mysql_num_rows(rows) == 0)
		return -1;
	mysql_free_result(rows);
	return 0;
}

int statement_lost(MYSQL *mysql, const char *text, unsigned long length)
{
	MYSQL_STMT *statement = mysql_stmt_init(mysql); // expect: resource-leak/statement
	if (!statement || mysql_stmt_prepare(statement, text, length) != 0)
		return -1;
	mysql_stmt_close(statement);
	return 0;
}
