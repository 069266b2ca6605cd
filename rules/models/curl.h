/* libcurl: easy and multi handles, shares, URLs, MIME parts and lists.
 *
 * A transfer has no time limit until one is set: CURLOPT_TIMEOUT(_MS), or LOW_SPEED_LIMIT together with
 * LOW_SPEED_TIME. CONNECTTIMEOUT limits the connecting alone, SERVER_RESPONSE_TIMEOUT the answers of
 * FTP and mail servers. A progress callback can end a transfer at any time and is taken for a limit;
 * so is CONNECT_ONLY, which makes no transfer.
 */
#include <curl/curl.h>
#include <linger/annotate.h>

#define CURLOPT_TIMEOUT 13
#define CURLOPT_LOW_SPEED_LIMIT 19
#define CURLOPT_LOW_SPEED_TIME 20
#define CURLOPT_PROGRESSFUNCTION 20056
#define CURLOPT_SERVER_RESPONSE_TIMEOUT 112
#define CURLOPT_CONNECT_ONLY 141
#define CURLOPT_TIMEOUT_MS 155
#define CURLOPT_XFERINFOFUNCTION 20219

CURL *curl_easy_init(void) LG_OPENS(connection, result, result != NULL);
/* With the limits of the other. */
CURL *curl_easy_duphandle(CURL *curl) LG_OPENS(connection, result, result != NULL)
	LG_SETS(result, limit, 1);
void curl_easy_cleanup(CURL *curl) LG_ENDS(connection, curl, curl != NULL);
void curl_easy_reset(CURL *curl) LG_USES(connection, curl)
	LG_SETS(curl, limit, 0) LG_SETS(curl, slow, 0) LG_SETS(curl, slow_time, 0);
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...) LG_USES(connection, curl)
	LG_SETS(curl, limit, 1, option == CURLOPT_TIMEOUT && rest != 0)
	LG_SETS(curl, limit, 0, option == CURLOPT_TIMEOUT && rest == 0)
	LG_SETS(curl, limit, 1, option == CURLOPT_TIMEOUT_MS && rest != 0)
	LG_SETS(curl, limit, 0, option == CURLOPT_TIMEOUT_MS && rest == 0)
	LG_SETS(curl, slow, rest, option == CURLOPT_LOW_SPEED_LIMIT)
	LG_SETS(curl, slow_time, rest, option == CURLOPT_LOW_SPEED_TIME)
	LG_SETS(curl, limit, 1, option == CURLOPT_SERVER_RESPONSE_TIMEOUT && rest != 0)
	LG_SETS(curl, limit, 1, option == CURLOPT_XFERINFOFUNCTION && rest != NULL)
	LG_SETS(curl, limit, 1, option == CURLOPT_PROGRESSFUNCTION && rest != NULL)
	LG_SETS(curl, limit, 1, option == CURLOPT_CONNECT_ONLY && rest != 0);
CURLcode curl_easy_perform(CURL *curl) LG_USES(connection, curl)
	LG_WAITS(connection, curl, curl:limit == 0 && curl:slow == 0)
	LG_WAITS(connection, curl, curl:limit == 0 && curl:slow_time == 0);
CURLcode curl_easy_getinfo(CURL *curl, CURLINFO info, ...) LG_USES(connection, curl);
CURLcode curl_easy_pause(CURL *handle, int bitmask) LG_USES(connection, handle);
CURLcode curl_easy_recv(CURL *curl, void *buffer, size_t buflen, size_t *n) LG_USES(connection, curl);
CURLcode curl_easy_send(CURL *curl, const void *buffer, size_t buflen, size_t *n)
	LG_USES(connection, curl);
CURLcode curl_easy_upkeep(CURL *curl) LG_USES(connection, curl);
char *curl_easy_escape(CURL *handle, const char *string, int length) LG_BORROWS;
char *curl_easy_unescape(CURL *handle, const char *string, int length, int *outlength) LG_BORROWS;
const char *curl_easy_strerror(CURLcode code) LG_BORROWS;
void curl_free(void *p) LG_BORROWS;

CURLM *curl_multi_init(void) LG_OPENS(connection-set, result, result != NULL);
CURLMcode curl_multi_cleanup(CURLM *multi) LG_ENDS(connection-set, multi, multi != NULL);
/* The handle stays the caller's, who takes it out again and ends it; it can be found by
 * curl_multi_info_read() too, so that nobody has to keep it. */
CURLMcode curl_multi_add_handle(CURLM *multi, CURL *curl) LG_USES(connection-set, multi) LG_TAKES(curl);
CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *curl) LG_USES(connection-set, multi);
CURLMcode curl_multi_perform(CURLM *multi, int *running) LG_USES(connection-set, multi);
CURLMcode curl_multi_poll(CURLM *multi, struct curl_waitfd extra[], unsigned count, int timeout, int *n)
	LG_USES(connection-set, multi);
CURLMcode curl_multi_wait(CURLM *multi, struct curl_waitfd extra[], unsigned count, int timeout, int *n)
	LG_USES(connection-set, multi);
CURLMcode curl_multi_wakeup(CURLM *multi) LG_USES(connection-set, multi);
CURLMcode curl_multi_fdset(CURLM *multi, fd_set *in, fd_set *out, fd_set *exc, int *max)
	LG_USES(connection-set, multi);
CURLMcode curl_multi_timeout(CURLM *multi, long *milliseconds) LG_USES(connection-set, multi);
CURLMsg *curl_multi_info_read(CURLM *multi, int *left) LG_USES(connection-set, multi);
CURLMcode curl_multi_setopt(CURLM *multi, CURLMoption option, ...) LG_USES(connection-set, multi);
CURLMcode curl_multi_assign(CURLM *multi, curl_socket_t socket, void *data) LG_USES(connection-set, multi);
CURLMcode curl_multi_socket_action(CURLM *multi, curl_socket_t s, int events, int *running)
	LG_USES(connection-set, multi);
const char *curl_multi_strerror(CURLMcode code) LG_BORROWS;

CURLSH *curl_share_init(void) LG_OPENS(client-object, result, result != NULL);
CURLSHcode curl_share_cleanup(CURLSH *share) LG_ENDS(client-object, share, share != NULL);
CURLSHcode curl_share_setopt(CURLSH *share, CURLSHoption option, ...) LG_USES(client-object, share);

CURLU *curl_url(void) LG_OPENS(client-object, result, result != NULL);
CURLU *curl_url_dup(CURLU *url) LG_OPENS(client-object, result, result != NULL);
void curl_url_cleanup(CURLU *url) LG_ENDS(client-object, url, url != NULL);
CURLUcode curl_url_get(CURLU *url, CURLUPart what, char **part, unsigned flags)
	LG_USES(client-object, url);
CURLUcode curl_url_set(CURLU *url, CURLUPart what, const char *part, unsigned flags)
	LG_USES(client-object, url);

curl_mime *curl_mime_init(CURL *easy) LG_OPENS(client-object, result, result != NULL);
void curl_mime_free(curl_mime *mime) LG_ENDS(client-object, mime, mime != NULL);
curl_mimepart *curl_mime_addpart(curl_mime *mime) LG_USES(client-object, mime);
/* The part owns them when it succeeds. */
CURLcode curl_mime_subparts(curl_mimepart *part, curl_mime *subparts) LG_TAKES(subparts, result == 0);
CURLcode curl_mime_headers(curl_mimepart *part, struct curl_slist *headers, int take_ownership)
	LG_TAKES(headers, result == 0 && take_ownership != 0);
CURLcode curl_mime_name(curl_mimepart *part, const char *name) LG_BORROWS;
CURLcode curl_mime_data(curl_mimepart *part, const char *data, size_t datasize) LG_BORROWS;
CURLcode curl_mime_type(curl_mimepart *part, const char *mimetype) LG_BORROWS;
CURLcode curl_mime_filename(curl_mimepart *part, const char *filename) LG_BORROWS;
CURLcode curl_mime_filedata(curl_mimepart *part, const char *filename) LG_BORROWS;

/* On failure the old list is untouched; on success the result stands for it. */
struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text)
	LG_OPENS(client-object, result, result != NULL) LG_TAKES(list, result != NULL);
void curl_slist_free_all(struct curl_slist *list) LG_ENDS(client-object, list, list != NULL);

CURLcode curl_global_init(long flags) LG_BORROWS;
void curl_global_cleanup(void) LG_BORROWS;
char *curl_version(void) LG_BORROWS;
curl_version_info_data *curl_version_info(CURLversion version) LG_BORROWS;
time_t curl_getdate(const char *text, const time_t *unused) LG_BORROWS;
