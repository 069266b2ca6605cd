/* libcurl used as it is meant. */
#include <curl/curl.h>

/* The multi handle finds it again. */
int started(CURLM *multi, const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	if (curl_multi_add_handle(multi, curl) != CURLM_OK) {
		curl_easy_cleanup(curl);
		return -1;
	}
	return 0;
}

void collect(CURLM *multi)
{
	int left;
	for (CURLMsg *message; (message = curl_multi_info_read(multi, &left)) != NULL;) {
		CURL *curl = message->easy_handle;
		if (message->msg != CURLMSG_DONE)
			continue;
		curl_multi_remove_handle(multi, curl);
		curl_easy_cleanup(curl);
	}
}

int headers_sent(CURL *curl)
{
	struct curl_slist *list = NULL, *longer;
	longer = curl_slist_append(list, "Accept: */*");
	if (!longer)
		return -1;
	list = longer;
	longer = curl_slist_append(list, "Expect:");
	if (!longer) {
		curl_slist_free_all(list);
		return -1;
	}
	list = longer;
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
	CURLcode code = curl_easy_perform(curl);
	curl_slist_free_all(list);
	return code;
}

int url_read(const char *text)
{
	CURLU *url = curl_url();
	char *host = NULL;
	if (!url)
		return -1;
	if (curl_url_set(url, CURLUPART_URL, text, 0) != CURLUE_OK ||
	    curl_url_get(url, CURLUPART_HOST, &host, 0) != CURLUE_OK) {
		curl_url_cleanup(url);
		return -1;
	}
	curl_free(host);
	curl_url_cleanup(url);
	return 0;
}

int shared(CURL *curl)
{
	CURLSH *share = curl_share_init();
	if (!share)
		return -1;
	curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
	curl_easy_setopt(curl, CURLOPT_SHARE, share);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_setopt(curl, CURLOPT_SHARE, NULL);
	curl_share_cleanup(share);
	return code;
}

/* The first header may not have been made: nothing is freed then. */
CURLcode post_with_type(CURL *curl, const char *type)
{
	struct curl_slist *headers = curl_slist_append(NULL, type);
	CURLcode code;

	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	code = curl_easy_perform(curl);
	curl_slist_free_all(headers);
	return code;
}
