#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

struct thread_job {
	pthread_t id;
	int number;
};

static void *thread_run(void *argument)
{
	struct thread_job *job = argument;

	printf("job %d\n", job->number);
	return NULL;
}

/* Lost at the return. */
int thread_lost(struct thread_job *job)
{
	pthread_t id;

	if (pthread_create(&id, NULL, thread_run, job) != 0) // expect: thread-leak
		return -1;
	printf("started %d\n", job->number);
	return 0;
}

/* Not joined when the work in between fails. */
int thread_error_path(struct thread_job *job, const char *path)
{
	pthread_t id;
	FILE *file;

	if (pthread_create(&id, NULL, thread_run, job) != 0) // expect: thread-leak
		return -1;
	file = fopen(path, "w");
	if (!file)
		return -1;
	fprintf(file, "%d\n", job->number);
	pthread_join(id, NULL);
	fclose(file);
	return 0;
}

/* Started again over the first one. */
int thread_overwritten(struct thread_job *a, struct thread_job *b)
{
	pthread_t id;

	if (pthread_create(&id, NULL, thread_run, a) != 0)
		return -1;
	if (a->number == b->number) {
		pthread_join(id, NULL);
		return 0;
	}
	if (pthread_create(&id, NULL, thread_run, b) != 0) // expect: thread-leak
		abort();
	pthread_join(id, NULL);
	return 0;
}

/* Its handle dies with the job. */
int thread_freed(int number)
{
	struct thread_job *job = malloc(sizeof(*job));

	if (!job)
		return -1;
	job->number = number;
	if (pthread_create(&job->id, NULL, thread_run, job) != 0) {
		free(job);
		return -1;
	}
	free(job); // expect: thread-leak
	return 0;
}

static int thread_c11(void *argument)
{
	return argument != NULL;
}

int thread_c11_lost(void)
{
	thrd_t id;
	int result;

	if (thrd_create(&id, thread_c11, NULL) != thrd_success) // expect: thread-leak
		return -1;
	if (sleep(1) != 0)
		return -1;
	thrd_join(id, &result);
	return result;
}

/* Cancelled is not joined. */
int thread_cancelled(struct thread_job *job)
{
	pthread_t id;

	if (pthread_create(&id, NULL, thread_run, job) != 0) // expect: thread-leak
		return -1;
	sleep(1);
	pthread_cancel(id);
	return 0;
}
