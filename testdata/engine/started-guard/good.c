/* Joined or closed only when it was started. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

struct guarded {
	pthread_t id;
	bool running;
	int fd;
};

static void *guarded_body(void *argument)
{
	return argument;
}

void guarded_local(void)
{
	pthread_t reader, writer;
	bool have_reader = false, have_writer = false;

	if (pthread_create(&reader, NULL, guarded_body, NULL) == 0)
		have_reader = true;
	if (pthread_create(&writer, NULL, guarded_body, NULL) == 0)
		have_writer = true;
	if (have_writer)
		pthread_join(writer, NULL);
	if (have_reader)
		pthread_join(reader, NULL);
}

int guarded_start(struct guarded *guarded)
{
	if (guarded->running)
		return 0;
	if (pthread_create(&guarded->id, NULL, guarded_body, guarded) != 0)
		return -1;
	guarded->running = true;
	return 0;
}

void guarded_stop(struct guarded *guarded)
{
	if (!guarded->running)
		return;
	pthread_join(guarded->id, NULL);
	guarded->running = false;
}

int guarded_both(bool wanted)
{
	struct guarded guarded = {.running = false, .fd = -1};
	int status = 0;

	if (wanted)
		status = guarded_start(&guarded);
	if (status == 0)
		guarded.fd = open("/dev/null", O_WRONLY);
	guarded_stop(&guarded);
	if (guarded.fd >= 0)
		close(guarded.fd);
	return status;
}

/* Error numbers kept from the starts. */
int guarded_errors(void)
{
	pthread_t first, second;
	int first_error = pthread_create(&first, NULL, guarded_body, NULL);
	int second_error = pthread_create(&second, NULL, guarded_body, NULL);

	if (!first_error)
		pthread_join(first, NULL);
	if (!second_error)
		pthread_join(second, NULL);
	return first_error || second_error;
}
