/* Connections and results of PostgreSQL that are lost. */
#include <libpq-fe.h>

/* A connection that failed must be finished too. */
PGconn *lost_when_refused(const char *info)
{
	PGconn *conn = PQconnectdb(info); // expect: channel-leak/connection
	if (PQstatus(conn) != CONNECTION_OK)
		return NULL;
	return conn;
}

/* Only with --enable resource-leak. */
int result_lost(PGconn *conn, const char *text)
{
	PGresult *result = PQexec(conn, text); // expect: resource-leak/reply
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		return -1;
	int rows = PQntuples(result);
	PQclear(result);
	return rows;
}

int cancel_lost(PGconn *conn)
{
	char error[256];
	PGcancel *cancel = PQgetCancel(conn); // expect: resource-leak/client-object
	if (!cancel || !PQcancel(cancel, error, sizeof error))
		return -1;
	PQfreeCancel(cancel);
	return 0;
}

void finished_twice(PGconn *conn)
{
	PQfinish(conn);
	PQfinish(conn); // expect: double-end/connection
}
