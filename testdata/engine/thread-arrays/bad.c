/* Thread ids in arrays: not joined on a path, or joined one by one and not all. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARRAY_WORKERS = 4 };

static void *array_body(void *argument)
{
	return argument;
}

/* Returns between the starts and the joins. */
int array_checked_between(void)
{
	pthread_t ids[ARRAY_WORKERS];
	FILE *result;

	for (int i = 0; i < ARRAY_WORKERS; i++) {
		if (pthread_create(&ids[i], NULL, array_body, NULL) != 0) // expect: thread-leak
			exit(1);
	}
	result = fopen("result", "w");
	if (!result)
		return -1;
	for (int i = 0; i < ARRAY_WORKERS; i++)
		pthread_join(ids[i], NULL);
	fclose(result);
	return 0;
}

/* Never joined at all: the array dies with the function. */
void array_never(int count)
{
	pthread_t ids[16];

	for (int i = 0; i < count && i < 16; i++)
		pthread_create(&ids[i], NULL, array_body, NULL); // expect: thread-leak
	printf("%d started\n", count);
}

/* On the heap, and the array is freed. */
int array_freed(int count)
{
	pthread_t *ids = calloc((size_t)count, sizeof(*ids));

	if (!ids)
		return -1;
	for (int i = 0; i < count; i++) {
		if (pthread_create(&ids[i], NULL, array_body, NULL) != 0)
			abort();
	}
	free(ids); // expect: thread-leak
	return 0;
}

/* The local is reused although only the first was kept. */
int array_local_lost(pthread_t *kept)
{
	pthread_t id;

	if (pthread_create(&id, NULL, array_body, NULL) != 0)
		return -1;
	kept[0] = id;
	if (pthread_create(&id, NULL, array_body, NULL) != 0) // expect: thread-leak
		return -1;
	return 0;
}

/* The second of two slots is forgotten. */
int array_two_slots(void)
{
	pthread_t ids[2];

	if (pthread_create(&ids[0], NULL, array_body, NULL) != 0)
		return -1;
	if (pthread_create(&ids[1], NULL, array_body, NULL) != 0) { // expect: thread-leak
		pthread_join(ids[0], NULL);
		return -1;
	}
	pthread_join(ids[0], NULL);
	return 0;
}
