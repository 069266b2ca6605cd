/* libpq, the client of PostgreSQL: connections, results, cancel objects.
 *
 * A connection that failed is not NULL: it has a status, and must be finished. Limits come in connection
 * strings and environment variables (connect_timeout, tcp_user_timeout, options with
 * statement_timeout) or with SQL, none of which is seen: no wait is said here. PQgetResult() gives results
 * until it gives NULL.
 */
#include <postgresql/libpq-fe.h>
#include <linger/annotate.h>

PGconn *PQconnectdb(const char *conninfo) LG_OPENS(connection, result, result != NULL);
PGconn *PQconnectdbParams(const char *const *keywords, const char *const *values, int expand_dbname)
	LG_OPENS(connection, result, result != NULL);
PGconn *PQsetdbLogin(const char *pghost, const char *pgport, const char *pgoptions,
                     const char *pgtty, const char *dbName, const char *login, const char *pwd)
	LG_OPENS(connection, result, result != NULL);
PGconn *PQconnectStart(const char *conninfo) LG_OPENS(connection, result, result != NULL);
PGconn *PQconnectStartParams(const char *const *keywords, const char *const *values,
                             int expand_dbname) LG_OPENS(connection, result, result != NULL);
void PQfinish(PGconn *conn) LG_ENDS(connection, conn, conn != NULL);
PostgresPollingStatusType PQconnectPoll(PGconn *conn) LG_USES(connection, conn);
void PQreset(PGconn *conn) LG_USES(connection, conn);
int PQresetStart(PGconn *conn) LG_USES(connection, conn);
PostgresPollingStatusType PQresetPoll(PGconn *conn) LG_USES(connection, conn);
ConnStatusType PQstatus(const PGconn *conn) LG_USES(connection, conn);
PGTransactionStatusType PQtransactionStatus(const PGconn *conn) LG_USES(connection, conn);
char *PQerrorMessage(const PGconn *conn) LG_USES(connection, conn);
int PQsocket(const PGconn *conn) LG_USES(connection, conn);
int PQbackendPID(const PGconn *conn) LG_USES(connection, conn);
int PQserverVersion(const PGconn *conn) LG_USES(connection, conn);
char *PQdb(const PGconn *conn) LG_USES(connection, conn);
char *PQuser(const PGconn *conn) LG_USES(connection, conn);
char *PQhost(const PGconn *conn) LG_USES(connection, conn);
char *PQport(const PGconn *conn) LG_USES(connection, conn);
const char *PQparameterStatus(const PGconn *conn, const char *paramName) LG_USES(connection, conn);
int PQsetClientEncoding(PGconn *conn, const char *encoding) LG_USES(connection, conn);
int PQsetnonblocking(PGconn *conn, int arg) LG_USES(connection, conn);
int PQisnonblocking(const PGconn *conn) LG_USES(connection, conn);
int PQsendQuery(PGconn *conn, const char *query) LG_USES(connection, conn);
int PQsendQueryParams(PGconn *conn, const char *command, int nParams, const Oid *paramTypes,
                      const char *const *paramValues, const int *paramLengths,
                      const int *paramFormats, int resultFormat) LG_USES(connection, conn);
int PQsendPrepare(PGconn *conn, const char *stmtName, const char *query, int nParams,
                  const Oid *paramTypes) LG_USES(connection, conn);
int PQsendQueryPrepared(PGconn *conn, const char *stmtName, int nParams,
                        const char *const *paramValues, const int *paramLengths,
                        const int *paramFormats, int resultFormat) LG_USES(connection, conn);
int PQsetSingleRowMode(PGconn *conn) LG_USES(connection, conn);
int PQconsumeInput(PGconn *conn) LG_USES(connection, conn);
int PQisBusy(PGconn *conn) LG_USES(connection, conn);
int PQflush(PGconn *conn) LG_USES(connection, conn);
int PQputCopyData(PGconn *conn, const char *buffer, int nbytes) LG_USES(connection, conn);
int PQputCopyEnd(PGconn *conn, const char *errormsg) LG_USES(connection, conn);
int PQgetCopyData(PGconn *conn, char **buffer, int async) LG_USES(connection, conn);
size_t PQescapeStringConn(PGconn *conn, char *to, const char *from, size_t length, int *error)
	LG_USES(connection, conn);
PQnoticeReceiver PQsetNoticeReceiver(PGconn *conn, PQnoticeReceiver proc, void *arg)
	LG_USES(connection, conn);
PQnoticeProcessor PQsetNoticeProcessor(PGconn *conn, PQnoticeProcessor proc, void *arg)
	LG_USES(connection, conn);
PGnotify *PQnotifies(PGconn *conn) LG_USES(connection, conn);
int PQsslInUse(PGconn *conn) LG_USES(connection, conn);

PGresult *PQexec(PGconn *conn, const char *query) LG_USES(connection, conn)
	LG_OPENS(reply, result, result != NULL);
PGresult *PQexecParams(PGconn *conn, const char *command, int nParams, const Oid *paramTypes,
                       const char *const *paramValues, const int *paramLengths,
                       const int *paramFormats, int resultFormat) LG_USES(connection, conn)
	LG_OPENS(reply, result, result != NULL);
PGresult *PQprepare(PGconn *conn, const char *stmtName, const char *query, int nParams,
                    const Oid *paramTypes) LG_USES(connection, conn)
	LG_OPENS(reply, result, result != NULL);
PGresult *PQexecPrepared(PGconn *conn, const char *stmtName, int nParams,
                         const char *const *paramValues, const int *paramLengths,
                         const int *paramFormats, int resultFormat) LG_USES(connection, conn)
	LG_OPENS(reply, result, result != NULL);
PGresult *PQdescribePrepared(PGconn *conn, const char *stmt) LG_USES(connection, conn)
	LG_OPENS(reply, result, result != NULL);
PGresult *PQgetResult(PGconn *conn) LG_USES(connection, conn)
	LG_OPENS(reply, result, result != NULL);
PGresult *PQmakeEmptyPGresult(PGconn *conn, ExecStatusType status)
	LG_OPENS(reply, result, result != NULL);
PGresult *PQcopyResult(const PGresult *src, int flags) LG_OPENS(reply, result, result != NULL);
void PQclear(PGresult *res) LG_ENDS(reply, res, res != NULL);
ExecStatusType PQresultStatus(const PGresult *res) LG_USES(reply, res);
char *PQresultErrorMessage(const PGresult *res) LG_USES(reply, res);
char *PQresultErrorField(const PGresult *res, int fieldcode) LG_USES(reply, res);
int PQntuples(const PGresult *res) LG_USES(reply, res);
int PQnfields(const PGresult *res) LG_USES(reply, res);
char *PQfname(const PGresult *res, int field_num) LG_USES(reply, res);
int PQfnumber(const PGresult *res, const char *field_name) LG_USES(reply, res);
char *PQgetvalue(const PGresult *res, int tup_num, int field_num) LG_USES(reply, res);
int PQgetlength(const PGresult *res, int tup_num, int field_num) LG_USES(reply, res);
int PQgetisnull(const PGresult *res, int tup_num, int field_num) LG_USES(reply, res);
char *PQcmdTuples(PGresult *res) LG_USES(reply, res);
char *PQcmdStatus(PGresult *res) LG_USES(reply, res);
Oid PQftype(const PGresult *res, int field_num) LG_USES(reply, res);
int PQfformat(const PGresult *res, int field_num) LG_USES(reply, res);
Oid PQoidValue(const PGresult *res) LG_USES(reply, res);
int PQnparams(const PGresult *res) LG_USES(reply, res);

PGcancel *PQgetCancel(PGconn *conn) LG_USES(connection, conn)
	LG_OPENS(client-object, result, result != NULL);
int PQcancel(PGcancel *cancel, char *errbuf, int errbufsize) LG_USES(client-object, cancel);
void PQfreeCancel(PGcancel *cancel) LG_ENDS(client-object, cancel, cancel != NULL);
PQconninfoOption *PQconndefaults(void) LG_OPENS(client-object, result, result != NULL);
PQconninfoOption *PQconninfoParse(const char *conninfo, char **errmsg)
	LG_OPENS(client-object, result, result != NULL);
void PQconninfoFree(PQconninfoOption *connOptions) LG_ENDS(client-object, connOptions, connOptions != NULL);
char *PQresStatus(ExecStatusType status) LG_BORROWS;
void PQfreemem(void *ptr) LG_BORROWS;
char *PQescapeLiteral(PGconn *conn, const char *str, size_t len) LG_BORROWS;
char *PQescapeIdentifier(PGconn *conn, const char *str, size_t len) LG_BORROWS;
unsigned char *PQescapeByteaConn(PGconn *conn, const unsigned char *from, size_t from_length,
                              size_t *to_length) LG_BORROWS;
unsigned char *PQunescapeBytea(const unsigned char *strtext, size_t *retbuflen) LG_BORROWS;
int PQlibVersion(void) LG_BORROWS;
void PQinitSSL(int do_init) LG_BORROWS;
void PQinitOpenSSL(int do_ssl, int do_crypto) LG_BORROWS;
