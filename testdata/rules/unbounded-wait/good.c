/* Requests with a limit, wherever it is set, and those of which it is not known. */
#include <curl/curl.h>
#include <stdlib.h>

int limited_fetch(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 2000L);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

/* A transfer that is too slow ends. */
int slow_fetch(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 30L);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

/* The caller's choice: 0 means for ever. */
int chosen_fetch(const char *url, long seconds)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

static void limit(CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
}

int fetch_limited_by_helper(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	limit(curl);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

static CURL *make_limited(void)
{
	CURL *curl = curl_easy_init();
	if (curl)
		limit(curl);
	return curl;
}

int fetch_made_limited(const char *url)
{
	CURL *curl = make_limited();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

void somebody_configures(CURL *curl);

int fetch_configured_elsewhere(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	somebody_configures(curl);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

/* The limit is set in a setup function that receives the object. */
struct client {
	CURL *curl;
	long seconds;
};

int client_init(struct client *client)
{
	client->curl = curl_easy_init();
	return client->curl ? 0 : -1;
}

void client_limit(struct client *client, long seconds)
{
	client->seconds = seconds;
	curl_easy_setopt(client->curl, CURLOPT_TIMEOUT, client->seconds);
}

int client_get(struct client *client, const char *url)
{
	curl_easy_setopt(client->curl, CURLOPT_URL, url);
	return curl_easy_perform(client->curl);
}

void client_free(struct client *client)
{
	curl_easy_cleanup(client->curl);
}

/* The field gets a handle that is limited already. */
struct holder {
	CURL *curl;
};

int holder_init(struct holder *holder)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
	holder->curl = curl;
	return 0;
}

int holder_get(struct holder *holder)
{
	return curl_easy_perform(holder->curl);
}

void holder_free(struct holder *holder)
{
	curl_easy_cleanup(holder->curl);
}

/* What is passed to unknown code may have a limit. */
struct lent {
	CURL *curl;
};

int lent_init(struct lent *lent)
{
	lent->curl = curl_easy_init();
	return lent->curl ? 0 : -1;
}

void lent_configure(struct lent *lent)
{
	somebody_configures(lent->curl);
}

int lent_get(struct lent *lent)
{
	return curl_easy_perform(lent->curl);
}

void lent_free(struct lent *lent)
{
	curl_easy_cleanup(lent->curl);
}

/* A field that nothing here opens: whoever does may limit it. */
struct foreign {
	CURL *curl;
};

int foreign_get(struct foreign *foreign)
{
	return curl_easy_perform(foreign->curl);
}

int parameter_get(CURL *curl)
{
	return curl_easy_perform(curl);
}

/* A callback that can end the transfer. */
static int watch(void *data, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	(void)a, (void)b, (void)c, (void)d;
	return *(volatile int *)data;
}

int stoppable_fetch(const char *url, volatile int *stop)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, stop);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

static CURLcode configured_run(CURL *curl)
{
	somebody_configures(curl);
	return curl_easy_perform(curl);
}

int fetch_configured_in_helper(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	CURLcode code = configured_run(curl);
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}
