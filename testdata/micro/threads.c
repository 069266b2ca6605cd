/* Leaks 1, 2, 3, 28 and 29 of table.md. */
#include <pthread.h>
#include <stdio.h>
#include <threads.h>

static void *micro_body(void *argument)
{
	return argument;
}

static int micro_c11_body(void *argument)
{
	return argument != NULL;
}

/* 1 */
int micro_thread_unjoined(void *argument)
{
	pthread_t id;

	if (pthread_create(&id, NULL, micro_body, argument) != 0) // expect: thread-leak
		return -1;
	return 0;
}

/* 2 */
int micro_c11_unjoined(void *argument)
{
	thrd_t id;

	if (thrd_create(&id, micro_c11_body, argument) != thrd_success) // expect: thread-leak
		return -1;
	return 0;
}

/* 3 */
int micro_join_skipped(const char *path)
{
	pthread_t id;
	FILE *file;

	if (pthread_create(&id, NULL, micro_body, NULL) != 0) // expect: thread-leak
		return -1;
	file = fopen(path, "r");
	if (file == NULL)
		return -1;
	fclose(file);
	pthread_join(id, NULL);
	return 0;
}

/* 28 */
int micro_join_twice(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, micro_body, NULL) != 0)
		return -1;
	pthread_join(id, NULL);
	return pthread_join(id, NULL); // expect: double-end
}

/* 29 */
void micro_unjoined_in_loop(void)
{
	pthread_t ids[4];

	for (int i = 0; i < 4; i++)
		pthread_create(&ids[i], NULL, micro_body, NULL); // expect: thread-leak
}
