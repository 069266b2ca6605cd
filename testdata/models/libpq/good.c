/* libpq used as it is meant. */
#include <libpq-fe.h>

PGconn *connected(const char *info)
{
	PGconn *conn = PQconnectdb(info);
	if (PQstatus(conn) != CONNECTION_OK) {
		PQfinish(conn);
		return NULL;
	}
	return conn;
}

int count_rows(PGconn *conn, const char *text)
{
	PGresult *result = PQexec(conn, text);
	int rows = PQresultStatus(result) == PGRES_TUPLES_OK ? PQntuples(result) : -1;
	PQclear(result);
	return rows;
}

/* Until there is none. */
void drain(PGconn *conn)
{
	PGresult *result;
	while ((result = PQgetResult(conn)) != NULL)
		PQclear(result);
}

int cancelled(PGconn *conn)
{
	char error[256];
	PGcancel *cancel = PQgetCancel(conn);
	if (!cancel)
		return -1;
	int done = PQcancel(cancel, error, sizeof error);
	PQfreeCancel(cancel);
	return done ? 0 : -1;
}
