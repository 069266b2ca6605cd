/* Requests that nothing limits. */
#include <curl/curl.h>
#include <stdlib.h>

int fetch(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	CURLcode code = curl_easy_perform(curl); // expect: unbounded-wait/connection
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

/* A limit for the connecting alone. */
int fetch_connecting(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
	CURLcode code = curl_easy_perform(curl); // expect: unbounded-wait/connection
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

/* The limit is 0: none. */
int fetch_zero(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 0L);
	CURLcode code = curl_easy_perform(curl); // expect: unbounded-wait/connection
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

static CURL *make_handle(const char *url)
{
	CURL *curl = curl_easy_init();
	if (curl)
		curl_easy_setopt(curl, CURLOPT_URL, url);
	return curl;
}

static CURLcode run(CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	return curl_easy_perform(curl);
}

int fetch_in_helpers(const char *url)
{
	CURL *curl = make_handle(url);
	if (!curl)
		return -1;
	CURLcode code = run(curl); // expect: unbounded-wait/connection
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

/* The handle lives in an object; two functions use it and none limits it. */
struct poster {
	CURL *curl;
	char error[CURL_ERROR_SIZE];
};

int poster_init(struct poster *poster)
{
	poster->curl = curl_easy_init();
	if (!poster->curl)
		return -1;
	curl_easy_setopt(poster->curl, CURLOPT_ERRORBUFFER, poster->error);
	return 0;
}

int poster_post(struct poster *poster, const char *url, const char *text)
{
	curl_easy_setopt(poster->curl, CURLOPT_URL, url);
	curl_easy_setopt(poster->curl, CURLOPT_POSTFIELDS, text);
	return curl_easy_perform(poster->curl); // expect: unbounded-wait/connection
}

void poster_free(struct poster *poster)
{
	curl_easy_cleanup(poster->curl);
}

/* Made when it is first needed. */
struct lazy {
	CURL *handle;
};

int lazy_get(struct lazy *lazy, const char *url)
{
	if (!lazy->handle) {
		lazy->handle = curl_easy_init();
		if (!lazy->handle)
			return -1;
		curl_easy_setopt(lazy->handle, CURLOPT_NOSIGNAL, 1L);
	}
	curl_easy_setopt(lazy->handle, CURLOPT_URL, url);
	return curl_easy_perform(lazy->handle); // expect: unbounded-wait/connection
}

void lazy_free(struct lazy *lazy)
{
	curl_easy_cleanup(lazy->handle);
}

static CURL *shared;

int shared_init(void)
{
	shared = curl_easy_init();
	return shared ? 0 : -1;
}

int shared_get(const char *url)
{
	curl_easy_setopt(shared, CURLOPT_URL, url);
	return curl_easy_perform(shared); // expect: unbounded-wait/connection
}

/* Only one of the two that share the setup gets the limit. */
struct pair {
	CURL *first, *second;
};

static CURL *pair_handle(void)
{
	CURL *curl = curl_easy_init();
	if (curl)
		curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
	return curl;
}

int pair_init(struct pair *pair)
{
	pair->first = pair_handle();
	pair->second = pair_handle();
	if (pair->first)
		curl_easy_setopt(pair->first, CURLOPT_TIMEOUT, 10L);
	return pair->first && pair->second ? 0 : -1;
}

int pair_run(struct pair *pair)
{
	if (curl_easy_perform(pair->first) != CURLE_OK)
		return -1;
	return curl_easy_perform(pair->second); // expect: unbounded-wait/connection
}

void pair_free(struct pair *pair)
{
	curl_easy_cleanup(pair->first);
	curl_easy_cleanup(pair->second);
}
