/* A tool that main alone runs: whoever started it can end it. */
#include <curl/curl.h>

static int get(const char *url)
{
	CURL *curl = curl_easy_init();
	if (!curl)
		return -1;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	CURLcode code = curl_easy_perform(curl); // expect-low: unbounded-wait/connection
	curl_easy_cleanup(curl);
	return code == CURLE_OK ? 0 : -1;
}

int main(int argc, char **argv)
{
	return argc > 1 ? get(argv[1]) : 0;
}
