/* The client library used as it is meant. */
#include <mysql.h>
#include <stddef.h>

static void limit(MYSQL *mysql, unsigned seconds)
{
	mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &seconds);
	mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
}

int limited_query(const char *host, const char *text)
{
	int failed = -1;
	MYSQL *mysql = mysql_init(NULL);
	if (!mysql)
		return -1;
	limit(mysql, 30);
	if (mysql_real_connect(mysql, host, "me", NULL, "db", 0, NULL, 0))
		failed = mysql_query(mysql, text);
	mysql_close(mysql);
	return failed;
}

/* The option file may say how long. */
int query_as_configured(const char *text)
{
	int failed = -1;
	MYSQL *mysql = mysql_init(NULL);
	if (!mysql)
		return -1;
	mysql_options(mysql, MYSQL_READ_DEFAULT_GROUP, "client");
	if (mysql_real_connect(mysql, NULL, NULL, NULL, NULL, 0, NULL, 0))
		failed = mysql_query(mysql, text);
	mysql_close(mysql);
	return failed;
}

/* In memory of the caller: nothing new. */
int embedded(MYSQL *mysql, const char *host)
{
	if (!mysql_init(mysql))
		return -1;
	limit(mysql, 10);
	if (!mysql_real_connect(mysql, host, "me", NULL, "db", 0, NULL, 0)) {
		mysql_close(mysql);
		return -1;
	}
	return 0;
}

long rows(MYSQL *mysql)
{
	MYSQL_RES *result = mysql_store_result(mysql);
	if (!result)
		return -1;
	long count = (long)mysql_num_rows(result);
	mysql_free_result(result);
	return count;
}
