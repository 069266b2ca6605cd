/* libcurl's own handles, lost or ended twice. */
#include <curl/curl.h>

int lost_when_refused(const char *url)
{
	CURL *curl = curl_easy_init(); // expect: channel-leak/connection
	if (!curl)
		return -1;
	if (curl_easy_setopt(curl, CURLOPT_URL, url) != CURLE_OK)
		return -1;
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
	curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return 0;
}

int copy_lost(CURL *pattern)
{
	CURL *copy = curl_easy_duphandle(pattern); // expect: channel-leak/connection
	return copy ? curl_easy_perform(copy) : -1;
}

int set_lost(void)
{
	CURLM *multi = curl_multi_init(); // expect: channel-leak/connection-set
	int running = 0;
	if (!multi)
		return -1;
	do {
		if (curl_multi_perform(multi, &running) != CURLM_OK)
			return -1;
	} while (running);
	curl_multi_cleanup(multi);
	return 0;
}

void ended_twice(CURL *curl)
{
	curl_easy_cleanup(curl);
	curl_easy_cleanup(curl); // expect: double-end/connection
}

void used_afterwards(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return;
	curl_easy_cleanup(curl);
	curl_easy_setopt(curl, CURLOPT_URL, url); // expect: use-after-end/connection
}

/* Only with --enable resource-leak. */
int list_lost(CURL *curl)
{
	struct curl_slist *list = curl_slist_append(NULL, "Accept: */*"); // expect: resource-leak/client-object
	if (!list)
		return -1;
	if (curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list) != CURLE_OK)
		return -1;
	return curl_easy_perform(curl);
}

int form_lost(CURL *curl, const char *text)
{
	curl_mime *form = curl_mime_init(curl); // expect: resource-leak/client-object
	curl_mimepart *part = form ? curl_mime_addpart(form) : NULL;
	if (!part || curl_mime_data(part, text, CURL_ZERO_TERMINATED) != CURLE_OK)
		return -1;
	curl_mime_free(form);
	return 0;
}
